-- Read model: which case a payment reference belongs to, and the payment
-- system's id of what was paid. Lives as long as the case.
CREATE TABLE assessment (
    agency         TEXT NOT NULL,
    reference      TEXT NOT NULL,
    application    TEXT NOT NULL,
    transaction_id TEXT NOT NULL, -- empty until paid
    PRIMARY KEY (agency, reference)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX assessment_by_transaction ON assessment (agency, transaction_id)
    WHERE transaction_id <> '';
