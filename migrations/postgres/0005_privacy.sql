-- Privacy's: whose data were destroyed, and why. Repeats the journal, for the
-- list outside the database that a restored backup has to obey. Lives for ever.
CREATE TABLE erasure (
    subject TEXT COLLATE "C" PRIMARY KEY,
    at      BIGINT NOT NULL, -- microseconds UTC; of the first time
    basis   TEXT COLLATE "C" NOT NULL
);
