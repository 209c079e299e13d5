-- Read model: forums of the public, by agency and by the text they are about.
-- Lives as long as their records.
CREATE TABLE forum (
    id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    agency   TEXT COLLATE "C" NOT NULL,
    document TEXT COLLATE "C" NOT NULL -- kind/id/version
);
CREATE INDEX forum_by_agency ON forum (agency, id);
CREATE INDEX forum_by_document ON forum (agency, document, id);

-- Read model: what opens an entry of a forum to the person whose it is.
-- Lives as long as the forums' records.
CREATE TABLE forum_slip (
    number        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    forum         TEXT COLLATE "C" NOT NULL,
    entry         TEXT COLLATE "C" NOT NULL,
    secret_digest BYTEA NOT NULL
);

-- Read model: the register of improvements, for its lists and its indicators.
-- Lives as long as their records.
CREATE TABLE improvement (
    id        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    agency    TEXT COLLATE "C" NOT NULL,
    source    TEXT COLLATE "C" NOT NULL,
    origin    TEXT COLLATE "C" NOT NULL, -- what it came from, by name
    is_closed BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    due_on    TEXT COLLATE "C" NOT NULL, -- an ISO date
    opened_on TEXT COLLATE "C" NOT NULL  -- an ISO date
);
CREATE INDEX improvement_by_due ON improvement (agency, is_closed, due_on, id);
CREATE INDEX improvement_by_opening ON improvement (agency, opened_on, id);
CREATE INDEX improvement_by_origin ON improvement (agency, source, origin);
