-- The tip of the journal: one row, locked by whoever decides next. Lives for ever.
CREATE TABLE head (
    one      BIGINT PRIMARY KEY CHECK (one = 1),
    origin   TEXT COLLATE "C"    NOT NULL, -- the log's name, in every event body
    size     BIGINT NOT NULL, -- how many events there are
    root     BYTEA    NOT NULL, -- RFC 6962 root over them
    frontier BYTEA    NOT NULL, -- what is needed to append the next one
    last_at  BIGINT NOT NULL, -- microseconds UTC; time never runs backwards
    fence    BIGINT NOT NULL  -- grows with each commit; a stale writer's does not match
);

-- The journal's: what happened, as bytes that are never rewritten. Lives for ever.
-- No foreign keys lead here or away, so that no cascade can delete evidence.
CREATE TABLE event (
    idx         BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL, -- this and the next five repeat the body, and are checked against it
    kind        TEXT COLLATE "C"    NOT NULL,
    version     BIGINT NOT NULL,
    record_kind TEXT COLLATE "C"    NOT NULL,
    record_id   TEXT COLLATE "C"    NOT NULL,
    actor       TEXT COLLATE "C"    NOT NULL, -- a pseudonym
    body        BYTEA    NOT NULL,
    hash        BYTEA    NOT NULL  -- SHA-256(0x00 || body)
);
CREATE INDEX event_by_record ON event (record_kind, record_id, idx);

-- Every record's present state: the fold of its events. Lives as long as they do.
CREATE TABLE record (
    kind    TEXT COLLATE "C"    NOT NULL,
    id      TEXT COLLATE "C"    NOT NULL,
    version BIGINT NOT NULL, -- how many events it has seen; the etag
    last_idx BIGINT NOT NULL, -- index of the last of them
    state   TEXT COLLATE "C"    NOT NULL, -- JSON
    PRIMARY KEY (kind, id)
);

-- First answers, for repeats of a request. Kept seven days.
CREATE TABLE request (
    scope      TEXT COLLATE "C"    NOT NULL, -- who asked
    request_id TEXT COLLATE "C"    NOT NULL,
    digest     BYTEA    NOT NULL, -- keyed digest of the request's body
    answer     BYTEA    NOT NULL, -- sealed
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (scope, request_id)
);
CREATE INDEX request_by_expiry ON request (expires_at);

-- When a record next has something to do by itself. Gone once it has nothing.
CREATE TABLE timer (
    record_kind TEXT COLLATE "C"    NOT NULL,
    record_id   TEXT COLLATE "C"    NOT NULL,
    wakes_at    BIGINT NOT NULL,
    PRIMARY KEY (record_kind, record_id)
);
CREATE INDEX timer_by_time ON timer (wakes_at);

-- Events that somebody outside should hear of, in order. Read by cursor.
CREATE TABLE outbox (
    idx         BIGINT PRIMARY KEY, -- of the event
    topic       TEXT COLLATE "C"    NOT NULL,
    record_kind TEXT COLLATE "C"    NOT NULL,
    record_id   TEXT COLLATE "C"    NOT NULL
);

-- The last number given in each gapless series, as 'receipt/KTM-SIP/2026'. Lives for ever.
CREATE TABLE series (
    name TEXT COLLATE "C"    PRIMARY KEY,
    last BIGINT NOT NULL
);

-- One data key per subject, wrapped. Destroying the row erases the person.
CREATE TABLE subject_key (
    subject TEXT COLLATE "C" PRIMARY KEY,
    wrapped BYTEA NOT NULL
);

-- Which subjects share an identifier, by keyed hash. Gone with the subject.
CREATE TABLE blind_index (
    field   TEXT COLLATE "C" NOT NULL,
    value   BYTEA NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (field, value, subject)
);

-- Personal data and free text, encrypted under the subject's key.
CREATE TABLE sealed (
    id         TEXT COLLATE "C" PRIMARY KEY,
    subject    TEXT COLLATE "C" NOT NULL,
    field      TEXT COLLATE "C" NOT NULL,
    ciphertext BYTEA NOT NULL
);
CREATE INDEX sealed_by_subject ON sealed (subject);

-- Texts that cases are pinned to: SOPs and services, by version. Never changed.
CREATE TABLE document (
    kind    TEXT COLLATE "C"    NOT NULL,
    id      TEXT COLLATE "C"    NOT NULL,
    version BIGINT NOT NULL,
    text    TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (kind, id, version)
);

-- Read model: which person signs in by which account.
CREATE TABLE account (
    issuer  TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    person  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (issuer, subject)
);

-- Read model: applications, for lists and look-ups.
CREATE TABLE application (
    id            TEXT COLLATE "C"    PRIMARY KEY,
    receipt       TEXT COLLATE "C"    NOT NULL UNIQUE,
    secret_digest BYTEA    NOT NULL,
    agency        TEXT COLLATE "C"    NOT NULL,
    service       TEXT COLLATE "C"    NOT NULL,
    state         TEXT COLLATE "C"    NOT NULL,
    submitted_at  BIGINT NOT NULL,
    is_open       BIGINT NOT NULL CHECK (is_open IN (0, 1))
);
CREATE INDEX application_by_state ON application (agency, state, submitted_at, id);
CREATE INDEX application_by_service ON application (agency, service, submitted_at, id);
CREATE INDEX application_by_time ON application (agency, submitted_at, id);

-- Read model: steps that wait for an officer, oldest case first.
CREATE TABLE task (
    application TEXT COLLATE "C"    NOT NULL,
    step        TEXT COLLATE "C"    NOT NULL,
    executor    TEXT COLLATE "C"    NOT NULL,
    order_at    BIGINT NOT NULL, -- when the case was complete, else submitted
    opened_at   BIGINT NOT NULL,
    taken_by    TEXT COLLATE "C"    NOT NULL, -- a person; empty when nobody has it
    barred      TEXT COLLATE "C"    NOT NULL, -- JSON list of persons who may not take it
    PRIMARY KEY (application, step)
);
CREATE INDEX task_by_queue ON task (executor, taken_by, order_at, application, step);
CREATE INDEX task_by_executor ON task (executor, order_at, application, step);

-- Read model: counts for dashboards, kept with the change that they count.
CREATE TABLE tally (
    name  TEXT COLLATE "C"    PRIMARY KEY,
    value BIGINT NOT NULL
);
