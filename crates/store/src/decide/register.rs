//! Commands on the register of officers and on calendars.

use access::{Acting, OfficerRecord};
use kernel::{Actor, AgencyId, PersonId};

use crate::{
    batch::Batch,
    database::on_tx,
    decide::{acting, refused},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{CalendarChange, Reply},
};

impl Batch<'_> {
    pub(super) async fn officer_command(
        &mut self,
        actor: &Actor,
        person: &PersonId,
        etag: Option<u64>,
        command: &access::Command,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let key = Key::new(RecordKind::Officer, person.as_str());
        self.load(&key).await?;
        self.unchanged_since(&key, etag)?;
        let account = match command {
            access::Command::Enrol { account, .. } | access::Command::LinkAccount { account } => {
                Some(account)
            }
            access::Command::Assign { .. }
            | access::Command::Revoke { .. }
            | access::Command::RegisterKinship { .. } => None,
        };
        let account_is_taken = match account {
            Some(account) => self.is_taken(account).await?,
            None => false,
        };
        let record = match self.record(&key) {
            Some(Record::Officer(record)) => Some(&**record),
            _ => None,
        };
        let context = access::Context { now: self.now, account_is_taken };
        let acting = acting(actor, officer.as_ref());
        let event = OfficerRecord::decide(record, &acting, command, &context)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        if let Some(account) = account {
            self.accounts.push((account.clone(), person.to_string()));
        }
        self.apply(&key, actor, vec![Event::Access(event)])?;
        self.reply(key, None)
    }

    async fn is_taken(&mut self, account: &access::Account) -> Result<bool, Error> {
        if self.accounts.iter().any(|(taken, _)| taken == account) {
            return Ok(true);
        }
        const READ: &str = "SELECT person FROM account WHERE issuer = $1 AND subject = $2";
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(&account.issuer).bind(&account.subject).fetch_optional(conn).await)?;
        Ok(row.is_some())
    }

    pub(super) async fn change_calendar(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        etag: Option<u64>,
        change: &CalendarChange,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let may = match acting(actor, officer.as_ref()) {
            Acting::System => true,
            Acting::Officer(officer) => officer.may_administer(agency),
            Acting::Applicant | Acting::Agent(_) | Acting::Peer(_) | Acting::Public => false,
        };
        if !may {
            return Err(Error::refused("ADMINISTRATOR_ONLY"));
        }
        let key = Key::new(RecordKind::Calendar, agency.as_str());
        self.load(&key).await?;
        self.unchanged_since(&key, etag)?;
        let event = match (self.record(&key), change) {
            (None, CalendarChange::Open(event)) => event.clone(),
            (Some(_), CalendarChange::Open(_)) => {
                return Err(Error::refused("CALENDAR_EXISTS"));
            }
            (Some(Record::Calendar(record)), CalendarChange::Command(command)) => {
                record.decide(command).map_err(|refusal| refused(refusal.reason(), refusal))?
            }
            _ => return Err(Error::refused("CALENDAR_NOT_FOUND")),
        };
        self.apply(&key, actor, vec![Event::Calendar(Box::new(event))])?;
        self.swept.insert(agency.to_string());
        self.reply(key, None)
    }
}
