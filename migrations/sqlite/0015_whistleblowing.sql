-- Whistleblowing. Nothing here names a person or an instant, and nothing here opens what is
-- sealed: the key is the inspectorate's. Numbers, proofs and entries are keyed hashes.

-- Who holds a slip: by its number, what its proof hashes to. Kept for ever.
CREATE TABLE whistle_slip (
    number_hash BLOB PRIMARY KEY,
    proof_hash  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries that came, reports and answers alike: what a repeat is known by. Kept for ever.
CREATE TABLE whistle_entry (
    hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Reports that wait, sealed once more by the deployment so that no row here looks like one in
-- `whistle_report`; they leave within a day.
CREATE TABLE whistle_box (
    id         TEXT PRIMARY KEY,
    agency     TEXT NOT NULL,
    ciphertext BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Released reports, by random ids. The journal's event of the batch has the root over its rows.
CREATE TABLE whistle_report (
    id     TEXT PRIMARY KEY,
    batch  TEXT NOT NULL,
    agency TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX whistle_report_by_batch ON whistle_report (batch, id);
CREATE INDEX whistle_report_by_agency ON whistle_report (agency, id);

-- Sealed answers of the inspectorate, under the hash of the slip's number. Kept for ever.
CREATE TABLE whistle_answer (
    id          TEXT PRIMARY KEY,
    number_hash BLOB NOT NULL,
    sealed      BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX whistle_answer_by_number ON whistle_answer (number_hash, id);
