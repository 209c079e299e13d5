-- Service figures: read models that the journal can be folded into again, kept for ever.
-- No row names a person; `unit` is written agency/unit.

-- What happened to cases on a day of the agency, and how many took how long; added up by months,
-- too, so that a year is not read day by day. `value` is the number of days or minutes where
-- `figure` is a unit of time, else 0.
CREATE TABLE figure_count (
    agency  TEXT COLLATE "C" NOT NULL,
    grain   TEXT COLLATE "C" NOT NULL CHECK (grain IN ('day', 'month')),
    period  TEXT COLLATE "C" NOT NULL, -- ISO 8601: a day or a month
    service TEXT COLLATE "C" NOT NULL,
    unit    TEXT COLLATE "C" NOT NULL,
    figure  TEXT COLLATE "C" NOT NULL,
    value   BIGINT NOT NULL,
    cases   BIGINT NOT NULL CHECK (cases > 0),
    PRIMARY KEY (agency, grain, period, service, unit, figure, value)
);

-- How long steps were open, by whose time it was, on the day on which that ended; by months, too.
CREATE TABLE figure_time (
    agency  TEXT COLLATE "C" NOT NULL,
    grain   TEXT COLLATE "C" NOT NULL CHECK (grain IN ('day', 'month')),
    period  TEXT COLLATE "C" NOT NULL, -- ISO 8601: a day or a month
    service TEXT COLLATE "C" NOT NULL,
    unit    TEXT COLLATE "C" NOT NULL,
    step    TEXT COLLATE "C" NOT NULL,
    cause   TEXT COLLATE "C" NOT NULL,
    spells  BIGINT NOT NULL,
    seconds BIGINT NOT NULL,
    PRIMARY KEY (agency, grain, period, service, unit, step, cause)
);

-- The cases that are open: from when on they are how old, and what the next event needs.
CREATE TABLE figure_case (
    application TEXT COLLATE "C" PRIMARY KEY,
    agency      TEXT COLLATE "C" NOT NULL,
    service     TEXT COLLATE "C" NOT NULL,
    unit        TEXT COLLATE "C" NOT NULL,
    is_begun    BIGINT NOT NULL CHECK (is_begun IN (0, 1)),
    is_ended    BIGINT NOT NULL CHECK (is_ended IN (0, 1)),
    half_at     BIGINT NOT NULL, -- microseconds UTC
    most_at     BIGINT NOT NULL, -- microseconds UTC
    late_at     BIGINT NOT NULL, -- microseconds UTC
    state       TEXT COLLATE "C" NOT NULL
);
CREATE INDEX figure_case_by_age ON figure_case
    (agency, service, unit, is_begun, is_ended, late_at, most_at, half_at);
