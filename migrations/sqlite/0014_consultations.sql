-- Read model: forums of the public, by agency and by the text they are about.
-- Lives as long as their records.
CREATE TABLE forum (
    id       TEXT NOT NULL PRIMARY KEY,
    agency   TEXT NOT NULL,
    document TEXT NOT NULL -- kind/id/version
) STRICT, WITHOUT ROWID;
CREATE INDEX forum_by_agency ON forum (agency, id);
CREATE INDEX forum_by_document ON forum (agency, document, id);

-- Read model: what opens an entry of a forum to the person whose it is.
-- Lives as long as the forums' records.
CREATE TABLE forum_slip (
    number        TEXT NOT NULL PRIMARY KEY,
    forum         TEXT NOT NULL,
    entry         TEXT NOT NULL,
    secret_digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Read model: the register of improvements, for its lists and its indicators.
-- Lives as long as their records.
CREATE TABLE improvement (
    id        TEXT NOT NULL PRIMARY KEY,
    agency    TEXT NOT NULL,
    source    TEXT NOT NULL,
    origin    TEXT NOT NULL, -- what it came from, by name
    is_closed INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    due_on    TEXT NOT NULL, -- an ISO date
    opened_on TEXT NOT NULL  -- an ISO date
) STRICT, WITHOUT ROWID;
CREATE INDEX improvement_by_due ON improvement (agency, is_closed, due_on, id);
CREATE INDEX improvement_by_opening ON improvement (agency, opened_on, id);
CREATE INDEX improvement_by_origin ON improvement (agency, source, origin);
