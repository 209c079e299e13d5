-- Whistleblowing. Nothing here names a person or an instant, and nothing here opens what is
-- sealed: the key is the inspectorate's. Numbers, proofs and entries are keyed hashes.

-- Who holds a slip: by its number, what its proof hashes to. Kept for ever.
CREATE TABLE whistle_slip (
    number_hash BYTEA PRIMARY KEY,
    proof_hash  BYTEA NOT NULL
);

-- Entries that came, reports and answers alike: what a repeat is known by. Kept for ever.
CREATE TABLE whistle_entry (
    hash BYTEA PRIMARY KEY
);

-- Reports that wait, sealed once more by the deployment so that no row here looks like one in
-- `whistle_report`; they leave within a day.
CREATE TABLE whistle_box (
    id         TEXT COLLATE "C" PRIMARY KEY,
    agency     TEXT COLLATE "C" NOT NULL,
    ciphertext BYTEA NOT NULL
);

-- Released reports, by random ids. The journal's event of the batch has the root over its rows.
CREATE TABLE whistle_report (
    id     TEXT COLLATE "C" PRIMARY KEY,
    batch  TEXT COLLATE "C" NOT NULL,
    agency TEXT COLLATE "C" NOT NULL,
    key_id TEXT COLLATE "C" NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX whistle_report_by_batch ON whistle_report (batch, id);
CREATE INDEX whistle_report_by_agency ON whistle_report (agency, id);

-- Sealed answers of the inspectorate, under the hash of the slip's number. Kept for ever.
CREATE TABLE whistle_answer (
    id          TEXT COLLATE "C" PRIMARY KEY,
    number_hash BYTEA NOT NULL,
    sealed      BYTEA NOT NULL
);
CREATE INDEX whistle_answer_by_number ON whistle_answer (number_hash, id);
