-- Read model: complaints, for their lists and look-ups.
CREATE TABLE complaint (
    id            TEXT PRIMARY KEY,
    receipt       TEXT NOT NULL UNIQUE,
    secret_digest BLOB NOT NULL,
    agency        TEXT NOT NULL,
    holder        TEXT NOT NULL, -- agency/unit
    service       TEXT NOT NULL, -- empty when it is about none
    application   TEXT NOT NULL, -- empty when it is about none
    received_at   INTEGER NOT NULL,
    is_closed     INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    due_at        INTEGER NOT NULL  -- far away when nothing is due
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_by_due ON complaint (agency, is_closed, due_at, id);
CREATE INDEX complaint_by_holder ON complaint (agency, holder, is_closed, due_at, id);
CREATE INDEX complaint_by_application ON complaint (application, received_at, id);
CREATE INDEX complaint_by_service ON complaint (agency, service, received_at, id);

-- Read model: whom a complaint is about; to them it does not exist.
CREATE TABLE complaint_accused (
    person    TEXT NOT NULL,
    complaint TEXT NOT NULL,
    PRIMARY KEY (person, complaint)
) STRICT, WITHOUT ROWID;
