-- What applicants and reporters are told, as before; but one event may be told by several
-- templates, because the end of a case also invites to the survey.
ALTER TABLE notice DROP CONSTRAINT notice_idx_channel_key;
ALTER TABLE notice ADD CONSTRAINT notice_idx_channel_template_key UNIQUE (idx, channel, template);
DROP INDEX notice_by_turn;
DROP INDEX notice_by_state;
DROP INDEX notice_by_index;
CREATE INDEX notice_by_turn ON notice (state, next_at, idx, channel, template);
CREATE INDEX notice_by_state ON notice (agency, state, idx, channel, template);
CREATE INDEX notice_by_index ON notice (agency, idx, channel, template);

-- The one-time token that the invitations of an event carry, sealed, so that every attempt
-- says the same. Deleted when the last of them is settled: from then on nothing joins a
-- token to its case.
CREATE TABLE survey_mail (
    idx        BIGINT PRIMARY KEY, -- of the event that ended the case
    ciphertext BYTEA NOT NULL
);
