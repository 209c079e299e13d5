-- How far each reader of the outbox has come. A row for each reader, for ever.
CREATE TABLE cursor (
    name     TEXT COLLATE "C"    PRIMARY KEY,
    next_idx BIGINT NOT NULL -- the first event not yet dealt with
);

-- What applicants are told, a row for each event and channel, made in the
-- transaction that moves the cursor past the event. No address and no text: both
-- are made from the sealed form and the record at the moment of sending.
-- Settled ones are kept for ninety days, dead ones until they are sent again.
CREATE TABLE notice (
    id          TEXT COLLATE "C"    PRIMARY KEY, -- the same at every attempt: receivers tell repeats by it
    agency      TEXT COLLATE "C"    NOT NULL,
    application TEXT COLLATE "C"    NOT NULL,
    idx         BIGINT NOT NULL, -- of the event that it tells of
    channel     TEXT COLLATE "C"    NOT NULL,
    template    TEXT COLLATE "C"    NOT NULL,
    state       TEXT COLLATE "C"    NOT NULL CHECK (state IN ('waiting', 'sent', 'skipped', 'dropped', 'dead')),
    attempts    BIGINT NOT NULL,
    made_at     BIGINT NOT NULL,
    next_at     BIGINT NOT NULL, -- when it is tried next; once settled, when it was
    fault       TEXT COLLATE "C"    NOT NULL, -- class of the last failure, or empty; never what a receiver said
    UNIQUE (idx, channel)
);
CREATE INDEX notice_by_turn ON notice (state, next_at, idx, channel);
CREATE INDEX notice_by_state ON notice (agency, state, idx, channel);
CREATE INDEX notice_by_index ON notice (agency, idx, channel);
