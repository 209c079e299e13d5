-- Read model: requests of persons and breaches, for their lists and clocks.
CREATE TABLE privacy_register (
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL,
    agency      TEXT NOT NULL,
    application TEXT NOT NULL, -- empty when it is about none
    is_closed   INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    due_at      INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX privacy_register_by_due ON privacy_register (kind, agency, is_closed, due_at, id);
CREATE INDEX privacy_register_by_application ON privacy_register (kind, application, due_at, id);
