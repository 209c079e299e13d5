//! Commands on a person's data as a whole: giving them out, destroying them.

use kernel::{Actor, Instant};
use permits::licence::Status;
use privacy::{Basis, Erased, Exported, Holding, Licence, Recipient};

use crate::{
    batch::Batch,
    database::on_tx,
    decide::{Ground, refused},
    erasure::Listed,
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{Erasure, Reply},
};

/// Midnight, with which a day of keeping begins and ends.
const MIDNIGHT: u16 = 0;

impl Batch<'_> {
    pub(super) async fn erase(
        &mut self,
        actor: &Actor,
        erasure: &Erasure,
    ) -> Result<(Key, Reply), Error> {
        match erasure {
            Erasure::Asked { agency, application, etag, basis, retention_years } => {
                let key = self.case(agency, application, *etag).await?;
                let officer = self.officer(actor).await?;
                if !officer.is_some_and(|officer| officer.may_protect(agency)) {
                    return Err(Error::refused("DUTY_MISSING"));
                }
                self.erase_by_rule(actor, key, *basis, *retention_years).await
            }
            Erasure::OfComplaint { agency, complaint, etag, basis, retention_years } => {
                let key = Key::new(RecordKind::Complaint, complaint);
                self.load(&key).await?;
                if self.complaint(&key)?.agency != *agency {
                    return Err(Error::refused("COMPLAINT_NOT_FOUND"));
                }
                let officer = self.officer(actor).await?;
                if !officer.is_some_and(|officer| officer.may_protect(agency)) {
                    return Err(Error::refused("DUTY_MISSING"));
                }
                self.complaint_time(&key).await?;
                self.unchanged_since(&key, *etag)?;
                self.erase_complaint(actor, key, *basis, *retention_years).await
            }
            Erasure::Again(listed) => self.erase_again(actor, listed),
        }
    }

    async fn erase_by_rule(
        &mut self,
        actor: &Actor,
        key: Key,
        basis: Basis,
        retention_years: u32,
    ) -> Result<(Key, Reply), Error> {
        let ground = self.ground(&key, None).await?;
        let licence = self.licence_of(&key.id, &ground).await?;
        let holding = holding(self.application(&key)?, &ground, retention_years, licence);
        let event = holding
            .erase(&key.id, basis, self.now)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        self.erased.push(Listed { subject: key.id.clone(), at: self.now, basis });
        self.apply(&key, actor, vec![Event::Privacy(Box::new(privacy::Event::Erased(event)))])?;
        self.reply(key, None)
    }

    /// What people said in a complaint, and who said it.
    async fn erase_complaint(
        &mut self,
        actor: &Actor,
        key: Key,
        basis: Basis,
        retention_years: u32,
    ) -> Result<(Key, Reply), Error> {
        let complaint = self.complaint(&key)?.clone();
        let zone = self.calendar(&complaint.agency).await?.zone();
        let kept_until = complaint.closed_at().map(|at| kept(at, retention_years, zone));
        let is_erased = complaint.erased_at.is_some();
        let event = Holding { is_erased, kept_until, licence: Licence::None }
            .erase(&key.id, basis, self.now)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        self.erased.push(Listed { subject: key.id.clone(), at: self.now, basis });
        self.apply(&key, actor, vec![Event::Privacy(Box::new(privacy::Event::Erased(event)))])?;
        self.reply(key, None)
    }

    /// What a case's licence is worth now; also one in whose place another came
    /// is nobody's reason any more to keep the case.
    async fn licence_of(&mut self, application: &str, ground: &Ground) -> Result<Licence, Error> {
        const READ: &str = "SELECT id FROM licence WHERE application = $1";
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(application).fetch_optional(conn).await)?;
        let Some((id,)) = row else { return Ok(Licence::None) };
        let key = Key::new(RecordKind::Licence, id);
        self.load(&key).await?;
        let Some(Record::Licence(licence)) = self.record(&key) else {
            return Err(Error::corrupt("licence", &key.id, "listed without a record"));
        };
        let zone = ground.calendar.zone();
        Ok(match licence.status(zone.date(self.now)) {
            Status::Valid | Status::NotYetSigned => {
                let last = licence.validity.until;
                last.map_or(Licence::Unlimited, |last| {
                    Licence::Until(zone.at(last.tomorrow().unwrap_or(last), MIDNIGHT))
                })
            }
            Status::Expired | Status::Revoked | Status::Superseded => Licence::None,
        })
    }

    /// What was decided once is done again without asking: the rules held then.
    fn erase_again(&mut self, actor: &Actor, listed: &Listed) -> Result<(Key, Reply), Error> {
        let Listed { subject, at, basis } = listed;
        let complaint = Key::new(RecordKind::Complaint, subject);
        let (key, is_erased) = match self.record(&complaint) {
            Some(Record::Complaint(it)) => (complaint, it.erased_at.is_some()),
            _ => {
                let key = Key::new(RecordKind::Application, subject);
                let is_erased = self.application(&key)?.erased_at.is_some();
                (key, is_erased)
            }
        };
        self.erased.push(listed.clone());
        if !is_erased {
            let event = Erased { subject: subject.clone(), basis: *basis, first_at: Some(*at) };
            let event = Event::Privacy(Box::new(privacy::Event::Erased(event)));
            self.apply(&key, actor, vec![event])?;
        }
        self.reply(key, None)
    }

    pub(super) async fn export(
        &mut self,
        actor: &Actor,
        key: Key,
        to: Recipient,
    ) -> Result<(Key, Reply), Error> {
        let application = self.application(&key)?;
        if application.erased_at.is_some() {
            return Err(Error::refused("DATA_ERASED"));
        }
        let agency = application.agency.clone();
        let may = match actor {
            Actor::Applicant => to == Recipient::Applicant,
            Actor::Officer(_) => {
                let officer = self.officer(actor).await?;
                to == Recipient::Protector && officer.is_some_and(|it| it.may_protect(&agency))
            }
            Actor::Agent(_) | Actor::Peer(_) | Actor::Public | Actor::System => false,
        };
        if !may {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let event = privacy::Event::Exported(Exported { to });
        self.apply(&key, actor, vec![Event::Privacy(Box::new(event))])?;
        self.reply(key, None)
    }
}

/// The first instant at which what ended at `at` need not be kept any more.
fn kept(at: Instant, years: u32, zone: calendar::Zone) -> Instant {
    if years == 0 {
        return at;
    }
    let span = jiff::Span::new().try_years(years).unwrap_or_default();
    let date = zone.date(at).saturating_add(span);
    zone.at(date.tomorrow().unwrap_or(date), MIDNIGHT)
}

/// What stands in the way of erasing the applicant of a case.
fn holding(
    application: &permits::Application,
    ground: &Ground,
    default_years: u32,
    licence: Licence,
) -> Holding {
    let Ground { service, calendar, .. } = ground;
    let zone = calendar.zone();
    let years = service.retention_years().map_or(default_years, |stated| stated.value);
    Holding {
        is_erased: application.erased_at.is_some(),
        kept_until: application.ended_at().map(|at| kept(at, years, zone)),
        licence,
    }
}
