-- Read model: the Ombudsman's products, for their list. Lives as long as their records.
CREATE TABLE ombudsman_product (
    id        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    agency    TEXT COLLATE "C" NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    is_closed BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    due_on    TEXT COLLATE "C" NOT NULL -- an ISO date
);
CREATE INDEX ombudsman_product_by_due ON ombudsman_product (agency, is_closed, due_on, id);
