-- What is to be told to other agencies' deployments, until they have said that they
-- have it: a step handed over, or the result of one. It follows from the cases, so a
-- lost row is made again. Nothing of anybody is in it: a message is made from the case
-- when it is sent. A row lives until its message is answered.
CREATE TABLE dispatch (
    kind        TEXT COLLATE "C" NOT NULL CHECK (kind IN ('hand_over', 'result')),
    id          TEXT COLLATE "C" NOT NULL, -- of the hand-over, given by the agency of the case
    partner     TEXT COLLATE "C" NOT NULL, -- the agency that is told
    application TEXT COLLATE "C" NOT NULL,
    attempts    BIGINT NOT NULL,
    made_at     BIGINT NOT NULL,
    next_at     BIGINT NOT NULL, -- when it is tried next
    fault       TEXT COLLATE "C" NOT NULL, -- class of the last failure, or empty
    PRIMARY KEY (kind, id)
);
CREATE INDEX dispatch_by_turn ON dispatch (next_at, id);
CREATE INDEX dispatch_by_partner ON dispatch (partner, made_at);

-- The steps of other agencies that were taken here, for ever: a hand-over that comes
-- again finds its case.
CREATE TABLE hand_over_inbox (
    origin      TEXT COLLATE "C" NOT NULL, -- the agency of the case
    id          TEXT COLLATE "C" NOT NULL, -- of the hand-over there
    application TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (origin, id)
);
