-- More is told to other agencies' deployments: that a document is to be sent, and that a step
-- is not needed any more. And what they refuse for a reason that lasts is not tried for ever.
CREATE TABLE dispatch_next (
    kind        TEXT    NOT NULL CHECK (kind IN ('hand_over', 'call_back', 'result', 'document')),
    id          TEXT    NOT NULL, -- of the hand-over, given by the agency of the case; of a document the file's
    partner     TEXT    NOT NULL, -- the agency that is told
    application TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'stopped')),
    attempts    INTEGER NOT NULL,
    made_at     INTEGER NOT NULL,
    next_at     INTEGER NOT NULL, -- when it is tried next
    fault       TEXT    NOT NULL, -- class of the last failure, or empty
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO dispatch_next (kind, id, partner, application, state, attempts, made_at, next_at, fault)
    SELECT kind, id, partner, application, 'waiting', attempts, made_at, next_at, fault FROM dispatch;
DROP TABLE dispatch;
ALTER TABLE dispatch_next RENAME TO dispatch;
CREATE INDEX dispatch_by_turn ON dispatch (next_at, id) WHERE state = 'waiting';
CREATE INDEX dispatch_by_partner ON dispatch (partner, made_at);
