-- Files on their way in, before they are whole. Nothing here is evidence: a file
-- that was added to a case stands in the case's record. An upload that nobody
-- finishes is given up a day after it began; the row goes a week later.
CREATE TABLE upload (
    id          TEXT COLLATE "C" PRIMARY KEY, -- also the file's
    application TEXT COLLATE "C" NOT NULL,
    owner       TEXT COLLATE "C" NOT NULL, -- who may go on: a person, or 'applicant'
    state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'finished', 'gone')),
    bytes       BIGINT  NOT NULL, -- as declared
    parts       BIGINT  NOT NULL, -- how many are kept for good
    about       BYTEA   NOT NULL, -- sealed: name, kind, what it is for
    digest      BYTEA   NOT NULL, -- keyed, of what was declared: a repeat has the same
    hash        BYTEA   NOT NULL, -- sealed: how far the hash of the content is
    expires_at  BIGINT  NOT NULL  -- given up from then on, if open; else forgotten
);
CREATE INDEX upload_by_expiry ON upload (expires_at);
CREATE INDEX upload_by_application ON upload (application, state);

-- Where the sealed parts of a file lie among the objects. As long as the file.
CREATE TABLE file_part (
    file   TEXT COLLATE "C" NOT NULL,
    part   BIGINT  NOT NULL, -- from 0 on
    object TEXT COLLATE "C" NOT NULL, -- its name in the store of objects
    PRIMARY KEY (file, part)
);
