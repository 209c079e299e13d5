-- More is told to other agencies' deployments: that a document is to be sent, and that a step
-- is not needed any more. And what they refuse for a reason that lasts is not tried for ever.
-- A document's id is that of its file.
ALTER TABLE dispatch DROP CONSTRAINT dispatch_kind_check;
ALTER TABLE dispatch ADD CONSTRAINT dispatch_kind_check
    CHECK (kind IN ('hand_over', 'call_back', 'result', 'document'));
ALTER TABLE dispatch ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'stopped'));
ALTER TABLE dispatch ALTER COLUMN state DROP DEFAULT;
DROP INDEX dispatch_by_turn;
CREATE INDEX dispatch_by_turn ON dispatch (next_at, id) WHERE state = 'waiting';
