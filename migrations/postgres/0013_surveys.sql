-- Surveys. Nothing here names a person, a case or an instant: tokens are keyed hashes, rows are
-- kept in the order of their random ids, and a month is the finest time.

-- One-time tokens, issued and spent. Kept for ever: a spent one is what a repeat is known by.
CREATE TABLE survey_token (
    hash     BYTEA PRIMARY KEY,
    agency   TEXT COLLATE "C" NOT NULL,
    service  TEXT COLLATE "C" NOT NULL,
    is_spent BIGINT NOT NULL CHECK (is_spent IN (0, 1))
);

-- Cases that have had their token, as keyed hashes. Which token it was is written nowhere.
CREATE TABLE survey_issued (
    case_hash BYTEA PRIMARY KEY
);

-- Responses that wait, sealed; they leave it within a day.
CREATE TABLE survey_box (
    id         TEXT COLLATE "C" PRIMARY KEY,
    ciphertext BYTEA NOT NULL
);

-- Released responses. The journal's event of the batch has the root over its rows.
CREATE TABLE survey_response (
    id            TEXT COLLATE "C" PRIMARY KEY,
    batch         TEXT COLLATE "C" NOT NULL,
    agency        TEXT COLLATE "C" NOT NULL,
    service       TEXT COLLATE "C" NOT NULL,
    unit          TEXT COLLATE "C" NOT NULL, -- empty where it is not known
    questionnaire TEXT COLLATE "C" NOT NULL,
    month         BIGINT NOT NULL, -- as 202607
    stratum       TEXT COLLATE "C" NOT NULL CHECK (stratum IN ('token', 'kiosk', 'paper')),
    scores        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX survey_response_by_batch ON survey_response (batch, id);
CREATE INDEX survey_response_by_month ON survey_response (agency, questionnaire, month, service, id);

-- Read model: how often each score was given. With an element left empty, score 0 counts
-- respondents, 1 those who answered all, 2 the sum of these totals, 3 of their squares.
CREATE TABLE survey_count (
    agency        TEXT COLLATE "C" NOT NULL,
    questionnaire TEXT COLLATE "C" NOT NULL,
    month         BIGINT NOT NULL,
    service       TEXT COLLATE "C" NOT NULL,
    unit          TEXT COLLATE "C" NOT NULL,
    stratum       TEXT COLLATE "C" NOT NULL,
    element       TEXT COLLATE "C" NOT NULL,
    score         BIGINT NOT NULL,
    value         BIGINT NOT NULL,
    PRIMARY KEY (agency, questionnaire, month, service, unit, stratum, element, score)
);

-- Read model: who answered, in groups; never joined with what was answered.
CREATE TABLE survey_profile (
    agency        TEXT COLLATE "C" NOT NULL,
    questionnaire TEXT COLLATE "C" NOT NULL,
    month         BIGINT NOT NULL,
    service       TEXT COLLATE "C" NOT NULL,
    dimension     TEXT COLLATE "C" NOT NULL,
    member        TEXT COLLATE "C" NOT NULL,
    value         BIGINT NOT NULL,
    PRIMARY KEY (agency, questionnaire, month, service, dimension, member)
);

-- What respondents added in words, apart from their scores; the words are in `sealed`.
CREATE TABLE survey_comment (
    sealed  TEXT COLLATE "C" PRIMARY KEY,
    agency  TEXT COLLATE "C" NOT NULL,
    service TEXT COLLATE "C" NOT NULL,
    month   BIGINT NOT NULL
);
CREATE INDEX survey_comment_by_month ON survey_comment (agency, month, sealed);
