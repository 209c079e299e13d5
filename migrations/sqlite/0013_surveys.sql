-- Surveys. Nothing here names a person, a case or an instant: tokens are keyed hashes, rows are
-- kept in the order of their random ids, and a month is the finest time.

-- One-time tokens, issued and spent. Kept for ever: a spent one is what a repeat is known by.
CREATE TABLE survey_token (
    hash     BLOB PRIMARY KEY,
    agency   TEXT NOT NULL,
    service  TEXT NOT NULL,
    is_spent INTEGER NOT NULL CHECK (is_spent IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Cases that have had their token, as keyed hashes. Which token it was is written nowhere.
CREATE TABLE survey_issued (
    case_hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Responses that wait, sealed; they leave it within a day.
CREATE TABLE survey_box (
    id         TEXT PRIMARY KEY,
    ciphertext BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Released responses. The journal's event of the batch has the root over its rows.
CREATE TABLE survey_response (
    id            TEXT PRIMARY KEY,
    batch         TEXT NOT NULL,
    agency        TEXT NOT NULL,
    service       TEXT NOT NULL,
    unit          TEXT NOT NULL, -- empty where it is not known
    questionnaire TEXT NOT NULL,
    month         INTEGER NOT NULL, -- as 202607
    stratum       TEXT NOT NULL CHECK (stratum IN ('token', 'kiosk', 'paper')),
    scores        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_response_by_batch ON survey_response (batch, id);
CREATE INDEX survey_response_by_month ON survey_response (agency, questionnaire, month, service, id);

-- Read model: how often each score was given. With an element left empty, score 0 counts
-- respondents, 1 those who answered all, 2 the sum of these totals, 3 of their squares.
CREATE TABLE survey_count (
    agency        TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    month         INTEGER NOT NULL,
    service       TEXT NOT NULL,
    unit          TEXT NOT NULL,
    stratum       TEXT NOT NULL,
    element       TEXT NOT NULL,
    score         INTEGER NOT NULL,
    value         INTEGER NOT NULL,
    PRIMARY KEY (agency, questionnaire, month, service, unit, stratum, element, score)
) STRICT, WITHOUT ROWID;

-- Read model: who answered, in groups; never joined with what was answered.
CREATE TABLE survey_profile (
    agency        TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    month         INTEGER NOT NULL,
    service       TEXT NOT NULL,
    dimension     TEXT NOT NULL,
    member        TEXT NOT NULL,
    value         INTEGER NOT NULL,
    PRIMARY KEY (agency, questionnaire, month, service, dimension, member)
) STRICT, WITHOUT ROWID;

-- What respondents added in words, apart from their scores; the words are in `sealed`.
CREATE TABLE survey_comment (
    sealed  TEXT PRIMARY KEY,
    agency  TEXT NOT NULL,
    service TEXT NOT NULL,
    month   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_comment_by_month ON survey_comment (agency, month, sealed);
