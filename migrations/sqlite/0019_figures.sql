-- Service figures: read models that the journal can be folded into again, kept for ever.
-- No row names a person; `unit` is written agency/unit.

-- What happened to cases on a day of the agency, and how many took how long; added up by months,
-- too, so that a year is not read day by day. `value` is the number of days or minutes where
-- `figure` is a unit of time, else 0.
CREATE TABLE figure_count (
    agency  TEXT NOT NULL,
    grain   TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    period  TEXT NOT NULL, -- ISO 8601: a day or a month
    service TEXT NOT NULL,
    unit    TEXT NOT NULL,
    figure  TEXT NOT NULL,
    value   INTEGER NOT NULL,
    cases   INTEGER NOT NULL CHECK (cases > 0),
    PRIMARY KEY (agency, grain, period, service, unit, figure, value)
) STRICT, WITHOUT ROWID;

-- How long steps were open, by whose time it was, on the day on which that ended; by months, too.
CREATE TABLE figure_time (
    agency  TEXT NOT NULL,
    grain   TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    period  TEXT NOT NULL, -- ISO 8601: a day or a month
    service TEXT NOT NULL,
    unit    TEXT NOT NULL,
    step    TEXT NOT NULL,
    cause   TEXT NOT NULL,
    spells  INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (agency, grain, period, service, unit, step, cause)
) STRICT, WITHOUT ROWID;

-- The cases that are open: from when on they are how old, and what the next event needs.
CREATE TABLE figure_case (
    application TEXT PRIMARY KEY,
    agency      TEXT NOT NULL,
    service     TEXT NOT NULL,
    unit        TEXT NOT NULL,
    is_begun    INTEGER NOT NULL CHECK (is_begun IN (0, 1)),
    is_ended    INTEGER NOT NULL CHECK (is_ended IN (0, 1)),
    half_at     INTEGER NOT NULL, -- microseconds UTC
    most_at     INTEGER NOT NULL, -- microseconds UTC
    late_at     INTEGER NOT NULL, -- microseconds UTC
    state       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_case_by_age ON figure_case
    (agency, service, unit, is_begun, is_ended, late_at, most_at, half_at);
