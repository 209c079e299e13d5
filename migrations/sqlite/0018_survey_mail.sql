-- What applicants and reporters are told, as before; but one event may be told by several
-- templates, because the end of a case also invites to the survey. SQLite changes a table's
-- constraint by making the table anew.
CREATE TABLE notice_anew (
    id          TEXT    PRIMARY KEY, -- the same at every attempt: receivers tell repeats by it
    agency      TEXT    NOT NULL,
    application TEXT    NOT NULL, -- or the complaint
    idx         INTEGER NOT NULL, -- of the event that it tells of
    channel     TEXT    NOT NULL,
    template    TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'skipped', 'dropped', 'dead')),
    attempts    INTEGER NOT NULL,
    made_at     INTEGER NOT NULL,
    next_at     INTEGER NOT NULL, -- when it is tried next; once settled, when it was
    fault       TEXT    NOT NULL, -- class of the last failure, or empty; never what a receiver said
    UNIQUE (idx, channel, template)
) STRICT;
INSERT INTO notice_anew (id, agency, application, idx, channel, template, state, attempts, made_at, next_at, fault)
SELECT id, agency, application, idx, channel, template, state, attempts, made_at, next_at, fault FROM notice;
DROP TABLE notice;
ALTER TABLE notice_anew RENAME TO notice;
CREATE INDEX notice_by_turn ON notice (state, next_at, idx, channel, template);
CREATE INDEX notice_by_state ON notice (agency, state, idx, channel, template);
CREATE INDEX notice_by_index ON notice (agency, idx, channel, template);

-- The one-time token that the invitations of an event carry, sealed, so that every attempt
-- says the same. Overwritten and deleted when the last of them is settled: from then on
-- nothing joins a token to its case.
CREATE TABLE survey_mail (
    idx        INTEGER PRIMARY KEY, -- of the event that ended the case
    ciphertext BLOB NOT NULL
) STRICT;
