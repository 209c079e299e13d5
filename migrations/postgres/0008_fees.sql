-- Read model: which case a payment reference belongs to, and the payment
-- system's id of what was paid. Lives as long as the case.
CREATE TABLE assessment (
    agency         TEXT COLLATE "C" NOT NULL,
    reference      TEXT COLLATE "C" NOT NULL,
    application    TEXT COLLATE "C" NOT NULL,
    transaction_id TEXT COLLATE "C" NOT NULL, -- empty until paid
    PRIMARY KEY (agency, reference)
);
CREATE UNIQUE INDEX assessment_by_transaction ON assessment (agency, transaction_id)
    WHERE transaction_id <> '';
