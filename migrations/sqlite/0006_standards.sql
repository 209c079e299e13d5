-- Texts of standards and of the promise, each once, by SHA-256 in lower-case
-- hex; the journal names the digest only. Whose: the agency's, meant for the
-- public. Kept for ever: what was promised can always be read again.
CREATE TABLE official_text (
    digest TEXT PRIMARY KEY,
    text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
