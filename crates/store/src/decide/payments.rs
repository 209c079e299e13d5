//! The payment system's word: which case it is about, and whether it is new.

use kernel::{Actor, AgencyId};
use permits::{Application, Command, FeeStanding, Payment};

use crate::{
    batch::Batch,
    database::on_tx,
    error::Error,
    record::{Key, Record},
    request::Reply,
};

impl Batch<'_> {
    /// The same payment again gets the answer that it got, whatever the id of
    /// the request; the same transaction for something else is refused.
    pub(super) async fn pay(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        payment: &Payment,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        if !officer.is_some_and(|system| system.may_settle(agency)) {
            return Err(Error::refused("PAYMENT_SYSTEM_ONLY"));
        }
        let reference = payment.reference.as_str();
        let settled = self.settled_by(agency, &payment.transaction).await?;
        if settled.as_ref().is_some_and(|settled| settled != reference) {
            return Err(Error::refused("TRANSACTION_REUSED"));
        }
        let Some(application) = self.assessed_as(agency, reference).await? else {
            return Err(Error::refused("REFERENCE_UNKNOWN"));
        };
        let key = self.case(agency, &application, None).await?;
        if settled.is_some() {
            let is_same = is_recorded(self.application(&key)?, payment);
            return if is_same {
                self.reply(key, None)
            } else {
                Err(Error::refused("TRANSACTION_REUSED"))
            };
        }
        self.permit(actor, key, &Command::Pay(payment.clone())).await
    }

    /// The case with the assessment, this batch's own included.
    async fn assessed_as(
        &mut self,
        agency: &AgencyId,
        reference: &str,
    ) -> Result<Option<String>, Error> {
        let has_it =
            |case: &&Application| case.fees.iter().any(|it| it.reference.as_str() == reference);
        if let Some(own) = self.cases_of(agency).find(has_it) {
            return Ok(Some(own.id.clone()));
        }
        const READ: &str =
            "SELECT application FROM assessment WHERE agency = $1 AND reference = $2";
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(agency.as_str()).bind(reference).fetch_optional(conn).await)?;
        Ok(row.map(|(application,)| application))
    }

    /// The reference that the transaction has paid, in this batch or before.
    async fn settled_by(
        &mut self,
        agency: &AgencyId,
        transaction: &str,
    ) -> Result<Option<String>, Error> {
        let is_it = |fee: &&permits::Assessment| matches!(&fee.standing, FeeStanding::Paid { transaction: by, .. } if by == transaction);
        let own = self.cases_of(agency).flat_map(|case| &case.fees).find(is_it);
        if let Some(own) = own {
            return Ok(Some(own.reference.to_string()));
        }
        const READ: &str =
            "SELECT reference FROM assessment WHERE agency = $1 AND transaction_id = $2";
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(agency.as_str()).bind(transaction).fetch_optional(conn).await)?;
        Ok(row.map(|(reference,)| reference))
    }

    fn cases_of(&self, agency: &AgencyId) -> impl Iterator<Item = &Application> {
        self.entries.values().filter_map(move |entry| match &entry.record {
            Some(Record::Application(case)) if case.agency == *agency => Some(&**case),
            _ => None,
        })
    }
}

/// Whether `case` has this very payment: amount and instant, too.
fn is_recorded(case: &Application, payment: &Payment) -> bool {
    let Payment { reference, transaction, rupiah, paid_at } = payment;
    case.fees.iter().any(|fee| match &fee.standing {
        FeeStanding::Paid { paid_at: at, recorded_at: _, transaction: by } => {
            fee.reference == *reference
                && fee.total_rupiah == *rupiah
                && at == paid_at
                && by == transaction
        }
        FeeStanding::Owed | FeeStanding::Cancelled { .. } | FeeStanding::Lapsed { .. } => false,
    })
}
