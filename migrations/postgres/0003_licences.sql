-- Read model: licences, for lists, look-ups and public verification. Lives for
-- ever, as their records do: a number is never given twice.
CREATE TABLE licence (
    id          TEXT COLLATE "C" PRIMARY KEY,
    agency      TEXT COLLATE "C" NOT NULL,
    number      TEXT COLLATE "C" NOT NULL,
    code        TEXT COLLATE "C" NOT NULL UNIQUE,        -- the public verification code
    service     TEXT COLLATE "C" NOT NULL,
    application TEXT COLLATE "C" NOT NULL UNIQUE,
    state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'in_force', 'revoked', 'superseded')),
    valid_until TEXT COLLATE "C" NOT NULL,               -- the last day, ISO; 9999-12-31 when it never ends
    digest      BYTEA NOT NULL,               -- SHA-256 of the signed PDF; empty while there is none
    UNIQUE (agency, number)
);
CREATE INDEX licence_by_expiry ON licence (agency, valid_until, id);
CREATE INDEX licence_by_state ON licence (agency, state, valid_until, id);
CREATE INDEX licence_by_service ON licence (agency, service, valid_until, id);
CREATE INDEX licence_by_digest ON licence (digest);
CREATE INDEX licence_pending ON licence (id) WHERE state = 'pending';
