-- Read model: conflicts of interest by the unit whose superior is told of them.
-- The case's: lives as long as its record.
CREATE TABLE conflict (
    application TEXT    NOT NULL,
    person      TEXT    NOT NULL,
    agency      TEXT    NOT NULL,
    unit        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    at          INTEGER NOT NULL, -- microseconds UTC, since when it is known
    PRIMARY KEY (application, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_by_unit ON conflict (agency, unit, at, application, person);

-- Keyed hashes of numbers that an officer shares with family, compared with
-- those of applicants. The officer's: replaced with each registration.
CREATE TABLE kinship (
    person TEXT NOT NULL,
    field  TEXT NOT NULL, -- as in blind_index
    value  BLOB NOT NULL,
    PRIMARY KEY (person, field, value)
) STRICT, WITHOUT ROWID;
