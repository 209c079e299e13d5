-- Read model: requests of persons and breaches, for their lists and clocks.
CREATE TABLE privacy_register (
    kind        TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    agency      TEXT COLLATE "C" NOT NULL,
    application TEXT COLLATE "C" NOT NULL, -- empty when it is about none
    is_closed   BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    due_at      BIGINT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX privacy_register_by_due ON privacy_register (kind, agency, is_closed, due_at, id);
CREATE INDEX privacy_register_by_application ON privacy_register (kind, application, due_at, id);
