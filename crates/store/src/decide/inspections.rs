//! Who is sent on a visit is in service, and works on cases.

use access::Duty;
use permits::Command;

use crate::{
    batch::Batch,
    decide::refused,
    error::Error,
    record::{Key, Record, RecordKind},
};

impl Batch<'_> {
    /// Whether everybody on the team of a visit may work on cases now.
    pub(super) async fn must_have_a_team(&mut self, command: &Command) -> Result<(), Error> {
        let Command::OrderInspection(order) = command else { return Ok(()) };
        for person in &order.team {
            let key = Key::new(RecordKind::Officer, person.as_str());
            self.load(&key).await?;
            let works_on_cases = match self.record(&key) {
                Some(Record::Officer(record)) => {
                    record.at(self.now).duties.iter().any(Duty::is_about_cases)
                }
                _ => false,
            };
            if !works_on_cases {
                let refusal = permits::Refusal::MemberNotEnrolled;
                return Err(refused(refusal.reason(), refusal));
            }
        }
        Ok(())
    }
}
