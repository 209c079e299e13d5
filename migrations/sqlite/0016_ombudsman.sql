-- Read model: the Ombudsman's products, for their list. Lives as long as their records.
CREATE TABLE ombudsman_product (
    id        TEXT NOT NULL PRIMARY KEY,
    agency    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    is_closed INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    due_on    TEXT NOT NULL -- an ISO date
) STRICT, WITHOUT ROWID;
CREATE INDEX ombudsman_product_by_due ON ombudsman_product (agency, is_closed, due_on, id);
