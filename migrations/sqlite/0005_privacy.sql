-- Privacy's: whose data were destroyed, and why. Repeats the journal, for the
-- list outside the database that a restored backup has to obey. Lives for ever.
CREATE TABLE erasure (
    subject TEXT    PRIMARY KEY,
    at      INTEGER NOT NULL, -- microseconds UTC; of the first time
    basis   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
