//! Under which reference which case is paid, derived from its record alone.

use crate::columns::{Column, Sql, Writes, inserts};

const ASSESSMENTS: Sql = inserts!(
    "assessment (agency, reference, application, transaction_id)",
    (0 text, 1 text, 2 text, 3 text),
    "ON CONFLICT (agency, reference) DO UPDATE SET transaction_id = excluded.transaction_id"
);

/// One assessment, and the payment system's id of what was paid; empty before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AssessmentRow {
    pub(crate) reference: String,
    pub(crate) transaction: String,
}

impl AssessmentRow {
    pub(super) fn of(fee: &permits::Assessment) -> Self {
        let transaction = match &fee.standing {
            permits::FeeStanding::Paid { transaction, .. } => transaction.clone(),
            permits::FeeStanding::Owed
            | permits::FeeStanding::Cancelled { .. }
            | permits::FeeStanding::Lapsed { .. } => String::new(),
        };
        Self { reference: fee.reference.to_string(), transaction }
    }
}

#[derive(Default)]
pub(super) struct Assessments {
    agencies: Vec<String>,
    references: Vec<String>,
    of: Vec<String>,
    transactions: Vec<String>,
}

impl Assessments {
    pub(super) fn put(&mut self, application: &str, agency: &str, row: AssessmentRow) {
        let AssessmentRow { reference, transaction } = row;
        self.agencies.push(agency.to_owned());
        self.references.push(reference);
        self.of.push(application.to_owned());
        self.transactions.push(transaction);
    }

    pub(super) fn write(self, writes: &mut Writes) {
        let columns = vec![
            Column::Text(self.agencies),
            Column::Text(self.references),
            Column::Text(self.of),
            Column::Text(self.transactions),
        ];
        writes.add(&ASSESSMENTS, columns);
    }
}
