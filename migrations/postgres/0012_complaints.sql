-- Read model: complaints, for their lists and look-ups.
CREATE TABLE complaint (
    id            TEXT COLLATE "C" PRIMARY KEY,
    receipt       TEXT COLLATE "C" NOT NULL UNIQUE,
    secret_digest BYTEA NOT NULL,
    agency        TEXT COLLATE "C" NOT NULL,
    holder        TEXT COLLATE "C" NOT NULL, -- agency/unit
    service       TEXT COLLATE "C" NOT NULL, -- empty when it is about none
    application   TEXT COLLATE "C" NOT NULL, -- empty when it is about none
    received_at   BIGINT NOT NULL,
    is_closed     BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    due_at        BIGINT NOT NULL  -- far away when nothing is due
);
CREATE INDEX complaint_by_due ON complaint (agency, is_closed, due_at, id);
CREATE INDEX complaint_by_holder ON complaint (agency, holder, is_closed, due_at, id);
CREATE INDEX complaint_by_application ON complaint (application, received_at, id);
CREATE INDEX complaint_by_service ON complaint (agency, service, received_at, id);

-- Read model: whom a complaint is about; to them it does not exist.
CREATE TABLE complaint_accused (
    person    TEXT COLLATE "C" NOT NULL,
    complaint TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, complaint)
);
