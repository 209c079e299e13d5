-- Files on their way in, before they are whole. Nothing here is evidence: a file
-- that was added to a case stands in the case's record. An upload that nobody
-- finishes is given up a day after it began; the row goes a week later.
CREATE TABLE upload (
    id          TEXT    PRIMARY KEY, -- also the file's
    application TEXT    NOT NULL,
    owner       TEXT    NOT NULL, -- who may go on: a person, or 'applicant'
    state       TEXT    NOT NULL CHECK (state IN ('open', 'finished', 'gone')),
    bytes       INTEGER NOT NULL, -- as declared
    parts       INTEGER NOT NULL, -- how many are kept for good
    about       BLOB    NOT NULL, -- sealed: name, kind, what it is for
    digest      BLOB    NOT NULL, -- keyed, of what was declared: a repeat has the same
    hash        BLOB    NOT NULL, -- sealed: how far the hash of the content is
    expires_at  INTEGER NOT NULL  -- given up from then on, if open; else forgotten
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_by_expiry ON upload (expires_at);
CREATE INDEX upload_by_application ON upload (application, state);

-- Where the sealed parts of a file lie among the objects. As long as the file.
CREATE TABLE file_part (
    file   TEXT    NOT NULL,
    part   INTEGER NOT NULL, -- from 0 on
    object TEXT    NOT NULL, -- its name in the store of objects
    PRIMARY KEY (file, part)
) STRICT, WITHOUT ROWID;
