-- Read model: conflicts of interest by the unit whose superior is told of them.
-- The case's: lives as long as its record.
CREATE TABLE conflict (
    application TEXT COLLATE "C" NOT NULL,
    person      TEXT COLLATE "C" NOT NULL,
    agency      TEXT COLLATE "C" NOT NULL,
    unit        TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    at          BIGINT           NOT NULL, -- microseconds UTC, since when it is known
    PRIMARY KEY (application, person)
);
CREATE INDEX conflict_by_unit ON conflict (agency, unit, at, application, person);

-- Keyed hashes of numbers that an officer shares with family, compared with
-- those of applicants. The officer's: replaced with each registration.
CREATE TABLE kinship (
    person TEXT COLLATE "C" NOT NULL,
    field  TEXT COLLATE "C" NOT NULL, -- as in blind_index
    value  BYTEA            NOT NULL,
    PRIMARY KEY (person, field, value)
);
