-- How far each reader of the outbox has come. A row for each reader, for ever.
CREATE TABLE cursor (
    name     TEXT    PRIMARY KEY,
    next_idx INTEGER NOT NULL -- the first event not yet dealt with
) STRICT, WITHOUT ROWID;

-- What applicants are told, a row for each event and channel, made in the
-- transaction that moves the cursor past the event. No address and no text: both
-- are made from the sealed form and the record at the moment of sending.
-- Settled ones are kept for ninety days, dead ones until they are sent again.
CREATE TABLE notice (
    id          TEXT    PRIMARY KEY, -- the same at every attempt: receivers tell repeats by it
    agency      TEXT    NOT NULL,
    application TEXT    NOT NULL,
    idx         INTEGER NOT NULL, -- of the event that it tells of
    channel     TEXT    NOT NULL,
    template    TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'skipped', 'dropped', 'dead')),
    attempts    INTEGER NOT NULL,
    made_at     INTEGER NOT NULL,
    next_at     INTEGER NOT NULL, -- when it is tried next; once settled, when it was
    fault       TEXT    NOT NULL, -- class of the last failure, or empty; never what a receiver said
    UNIQUE (idx, channel)
) STRICT;
CREATE INDEX notice_by_turn ON notice (state, next_at, idx, channel);
CREATE INDEX notice_by_state ON notice (agency, state, idx, channel);
CREATE INDEX notice_by_index ON notice (agency, idx, channel);
