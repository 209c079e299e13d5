//! Commands on complaints: numbered, tied to the case that they are about, and
//! decided.

use std::sync::Arc;

use calendar::Calendar;
use complaints::{CaseFacts, Command, Complaint, Context, Intake, SOP_ID};
use kernel::{Actor, AgencyId, PersonId, ReceiptNumber};
use sop::Sop;

use crate::{
    batch::Batch,
    database::on_tx,
    decide::{acting, refused},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{ComplaintFiling, Reply},
};

/// What stands between agency and year in the number of a complaint's receipt.
const CODE: &str = "ADU";

/// What a rule about complaints stands on.
struct Ground {
    sop: Arc<Sop>,
    calendar: Arc<Calendar>,
}

impl Batch<'_> {
    pub(super) async fn file_complaint(
        &mut self,
        actor: &Actor,
        filing: &ComplaintFiling,
    ) -> Result<(Key, Reply), Error> {
        let ComplaintFiling { intake, agency_code, about, step, key: wrapped, indexes, secret } =
            filing;
        let recorded_by = match actor {
            Actor::Officer(person) => {
                self.officer(actor).await?;
                Some(person.clone())
            }
            Actor::Applicant | Actor::Agent(_) | Actor::Peer(_) | Actor::Public | Actor::System => {
                None
            }
        };
        let missing = || Error::refused("COMPLAINT_PROCEDURE_MISSING");
        let procedure = Key::new(RecordKind::Sop, SOP_ID);
        self.load(&procedure).await?;
        let Some(Record::Sop(published)) = self.record(&procedure) else { return Err(missing()) };
        let version = published.versions.last().map(|it| it.version).ok_or_else(missing)?;
        let core = self.core;
        let sop = core.library.sop(&core.database, SOP_ID, version).await?;
        if sop.columns().iter().all(|it| it.executor.agency != intake.agency) {
            return Err(missing());
        }
        let calendar = self.calendar(&intake.agency).await?;
        let ground = Ground { sop, calendar };

        let mut accused = intake.accused.clone();
        let case = match about {
            Some(receipt) => {
                let (facts, persons) = self.case_facts(&intake.agency, receipt, step).await?;
                accused.extend(persons);
                Some(facts)
            }
            None => None,
        };
        let year = ground.calendar.zone().date(self.now).year();
        let series = format!("receipt/{agency_code}-{CODE}/{year}");
        let sequence = self.last_in_series(&series).await? + 1;
        let receipt = ReceiptNumber::new(
            agency_code,
            CODE,
            u16::try_from(year).unwrap_or_default(),
            u32::try_from(sequence).unwrap_or(u32::MAX),
        )
        .map_err(|why| Error::corrupt("series", &series, why))?;
        let service = intake.service.clone().or(case.as_ref().map(|it| it.service.clone()));
        let intake = Intake { receipt, recorded_by, accused, case, service, ..intake.clone() };
        let events = Complaint::receive(&intake, &self.context(&ground, false))
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        let key = Key::new(RecordKind::Complaint, &intake.id);
        self.apply(&key, actor, events.into_iter().map(Event::of_complaint).collect())?;
        self.series.insert(series, sequence);
        self.subjects.push(wrapped.clone());
        self.indexes
            .extend(indexes.iter().map(|(field, value)| (*field, *value, intake.id.clone())));
        self.reply(key, Some(secret.clone()))
    }

    /// A command on a complaint that is there, after time has passed over it.
    pub(super) async fn on_complaint(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        id: &str,
        etag: Option<u64>,
        command: &Command,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let key = Key::new(RecordKind::Complaint, id);
        self.load(&key).await?;
        if self.complaint(&key)?.agency != *agency {
            return Err(Error::refused("COMPLAINT_NOT_FOUND"));
        }
        self.complaint_time(&key).await?;
        let original_is_open = match command {
            Command::Merge { of, .. } => {
                let original = Key::new(RecordKind::Complaint, of);
                self.load(&original).await?;
                self.complaint(&original).is_ok_and(|it| it.is_open() && it.agency == *agency)
            }
            _ => false,
        };
        let ground = self.complaint_ground(&key).await?;
        let decided = self.complaint(&key)?.decide(
            &acting(actor, officer.as_ref()),
            command,
            &self.context(&ground, original_is_open),
        );
        let events = decided.map_err(|refusal| refused(refusal.reason(), refusal))?;
        self.unchanged_since(&key, etag)?;
        self.apply(&key, actor, events.into_iter().map(Event::of_complaint).collect())?;
        self.reply(key, None)
    }

    /// Records what law and calendar have brought to a complaint by now.
    pub(super) async fn complaint_time(&mut self, key: &Key) -> Result<(), Error> {
        let ground = self.complaint_ground(key).await?;
        let events = self.complaint(key)?.decide_time(&self.context(&ground, false));
        if events.is_empty() {
            return Ok(());
        }
        let events = events.into_iter().map(Event::of_complaint).collect();
        self.apply(key, &Actor::System, events)
    }

    pub(super) fn complaint(&self, key: &Key) -> Result<&Complaint, Error> {
        match self.record(key) {
            Some(Record::Complaint(complaint)) => Ok(complaint),
            _ => Err(Error::refused("COMPLAINT_NOT_FOUND")),
        }
    }

    async fn complaint_ground(&mut self, key: &Key) -> Result<Ground, Error> {
        let complaint = self.complaint(key)?;
        let (sop, agency) = (complaint.sop.clone(), complaint.agency.clone());
        let core = self.core;
        let sop = core.library.sop(&core.database, &sop.id, sop.version).await?;
        Ok(Ground { sop, calendar: self.calendar(&agency).await? })
    }

    fn context<'g>(&self, ground: &'g Ground, original_is_open: bool) -> Context<'g> {
        let Ground { sop, calendar } = ground;
        Context { now: self.now, sop, calendar, original_is_open }
    }

    /// The case behind a receipt number as it stands now, and who did or has the
    /// step that the reporter names; without one, who has the case.
    async fn case_facts(
        &mut self,
        agency: &AgencyId,
        receipt: &ReceiptNumber,
        step: &Option<sop::StepId>,
    ) -> Result<(CaseFacts, Vec<PersonId>), Error> {
        const READ: &str = "SELECT id FROM application WHERE receipt = $1 AND agency = $2";
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(receipt.to_string()).bind(agency.as_str()).fetch_optional(conn).await)?;
        let (application,) = row.ok_or_else(|| Error::refused("APPLICATION_NOT_FOUND"))?;
        let key = Key::new(RecordKind::Application, &application);
        self.load(&key).await?;
        self.pass_time_over_case(&key).await?;
        let case = self.application(&key)?;
        let due = case.timer.as_ref().map(|timer| timer.deadline);
        let held = case.open_tasks().filter(|it| step.as_ref().is_none_or(|step| it.step == *step));
        let did = case.deeds.iter().filter(|it| Some(&it.step) == step.as_ref());
        let holders = held.filter_map(|task| task.taken_by.clone());
        let persons = holders.chain(did.filter_map(|deed| deed.by.clone())).collect();
        let service = kernel::Slug::parse(&case.service.id)
            .map_err(|why| Error::corrupt("application.service", &application, why))?;
        let facts = CaseFacts {
            service,
            step: step.clone(),
            due,
            is_late: case.fired.breached.is_some()
                || due.is_some_and(|due| due.is_missed(self.now)),
            holder: case.holder.clone(),
            awaits_applicant: case.awaits_applicant(),
            application,
        };
        Ok((facts, persons))
    }
}
