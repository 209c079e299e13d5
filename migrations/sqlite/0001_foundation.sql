-- The tip of the journal: one row, locked by whoever decides next. Lives for ever.
CREATE TABLE head (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    origin   TEXT    NOT NULL, -- the log's name, in every event body
    size     INTEGER NOT NULL, -- how many events there are
    root     BLOB    NOT NULL, -- RFC 6962 root over them
    frontier BLOB    NOT NULL, -- what is needed to append the next one
    last_at  INTEGER NOT NULL, -- microseconds UTC; time never runs backwards
    fence    INTEGER NOT NULL  -- grows with each commit; a stale writer's does not match
) STRICT;

-- The journal's: what happened, as bytes that are never rewritten. Lives for ever.
-- No foreign keys lead here or away, so that no cascade can delete evidence.
CREATE TABLE event (
    idx         INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL, -- this and the next five repeat the body, and are checked against it
    kind        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    record_kind TEXT    NOT NULL,
    record_id   TEXT    NOT NULL,
    actor       TEXT    NOT NULL, -- a pseudonym
    body        BLOB    NOT NULL,
    hash        BLOB    NOT NULL  -- SHA-256(0x00 || body)
) STRICT;
CREATE INDEX event_by_record ON event (record_kind, record_id, idx);

-- Every record's present state: the fold of its events. Lives as long as they do.
CREATE TABLE record (
    kind    TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL, -- how many events it has seen; the etag
    last_idx INTEGER NOT NULL, -- index of the last of them
    state   TEXT    NOT NULL, -- JSON
    PRIMARY KEY (kind, id)
) STRICT;

-- First answers, for repeats of a request. Kept seven days.
CREATE TABLE request (
    scope      TEXT    NOT NULL, -- who asked
    request_id TEXT    NOT NULL,
    digest     BLOB    NOT NULL, -- keyed digest of the request's body
    answer     BLOB    NOT NULL, -- sealed
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (scope, request_id)
) STRICT;
CREATE INDEX request_by_expiry ON request (expires_at);

-- When a record next has something to do by itself. Gone once it has nothing.
CREATE TABLE timer (
    record_kind TEXT    NOT NULL,
    record_id   TEXT    NOT NULL,
    wakes_at    INTEGER NOT NULL,
    PRIMARY KEY (record_kind, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_by_time ON timer (wakes_at);

-- Events that somebody outside should hear of, in order. Read by cursor.
CREATE TABLE outbox (
    idx         INTEGER PRIMARY KEY, -- of the event
    topic       TEXT    NOT NULL,
    record_kind TEXT    NOT NULL,
    record_id   TEXT    NOT NULL
) STRICT;

-- The last number given in each gapless series, as 'receipt/KTM-SIP/2026'. Lives for ever.
CREATE TABLE series (
    name TEXT    PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One data key per subject, wrapped. Destroying the row erases the person.
CREATE TABLE subject_key (
    subject TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Which subjects share an identifier, by keyed hash. Gone with the subject.
CREATE TABLE blind_index (
    field   TEXT NOT NULL,
    value   BLOB NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (field, value, subject)
) STRICT, WITHOUT ROWID;

-- Personal data and free text, encrypted under the subject's key.
CREATE TABLE sealed (
    id         TEXT PRIMARY KEY,
    subject    TEXT NOT NULL,
    field      TEXT NOT NULL,
    ciphertext BLOB NOT NULL
) STRICT;
CREATE INDEX sealed_by_subject ON sealed (subject);

-- Texts that cases are pinned to: SOPs and services, by version. Never changed.
CREATE TABLE document (
    kind    TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (kind, id, version)
) STRICT;

-- Read model: which person signs in by which account.
CREATE TABLE account (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    person  TEXT NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

-- Read model: applications, for lists and look-ups.
CREATE TABLE application (
    id            TEXT    PRIMARY KEY,
    receipt       TEXT    NOT NULL UNIQUE,
    secret_digest BLOB    NOT NULL,
    agency        TEXT    NOT NULL,
    service       TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    submitted_at  INTEGER NOT NULL,
    is_open       INTEGER NOT NULL CHECK (is_open IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX application_by_state ON application (agency, state, submitted_at, id);
CREATE INDEX application_by_service ON application (agency, service, submitted_at, id);
CREATE INDEX application_by_time ON application (agency, submitted_at, id);

-- Read model: steps that wait for an officer, oldest case first.
CREATE TABLE task (
    application TEXT    NOT NULL,
    step        TEXT    NOT NULL,
    executor    TEXT    NOT NULL,
    order_at    INTEGER NOT NULL, -- when the case was complete, else submitted
    opened_at   INTEGER NOT NULL,
    taken_by    TEXT    NOT NULL, -- a person; empty when nobody has it
    barred      TEXT    NOT NULL, -- JSON list of persons who may not take it
    PRIMARY KEY (application, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_by_queue ON task (executor, taken_by, order_at, application, step);
CREATE INDEX task_by_executor ON task (executor, order_at, application, step);

-- Read model: counts for dashboards, kept with the change that they count.
CREATE TABLE tally (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
