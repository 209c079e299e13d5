-- Read model: licences, for lists, look-ups and public verification. Lives for
-- ever, as their records do: a number is never given twice.
CREATE TABLE licence (
    id          TEXT PRIMARY KEY,
    agency      TEXT NOT NULL,
    number      TEXT NOT NULL,
    code        TEXT NOT NULL UNIQUE,        -- the public verification code
    service     TEXT NOT NULL,
    application TEXT NOT NULL UNIQUE,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'in_force', 'revoked', 'superseded')),
    valid_until TEXT NOT NULL,               -- the last day, ISO; 9999-12-31 when it never ends
    digest      BLOB NOT NULL,               -- SHA-256 of the signed PDF; empty while there is none
    UNIQUE (agency, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX licence_by_expiry ON licence (agency, valid_until, id);
CREATE INDEX licence_by_state ON licence (agency, state, valid_until, id);
CREATE INDEX licence_by_service ON licence (agency, service, valid_until, id);
CREATE INDEX licence_by_digest ON licence (digest);
CREATE INDEX licence_pending ON licence (id) WHERE state = 'pending';
