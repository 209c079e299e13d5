//! Commands on a person's data as a whole: giving them out, destroying them.

use kernel::{Actor, AgencyId, Instant};
use permits::licence::Status;
use privacy::{Erased, Exported, Holding, Licence, Recipient};

use crate::{
    batch::Batch,
    data_subject::DataSubject,
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
    /// The record that holds a person's data, as it stands now for `actor`.
    async fn record_of(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        of: &DataSubject,
        etag: Option<u64>,
    ) -> Result<Key, Error> {
        let key = of.key();
        match of {
            DataSubject::Applicant { application } => {
                return self.case(agency, application, etag).await;
            }
            DataSubject::Reporter { .. } => {
                self.load(&key).await?;
                let complaint = self.complaint(&key)?;
                // To whom it complains about it does not exist, whatever the duty.
                let is_accused = matches!(actor, Actor::Officer(person)
                    if complaint.accused.contains(person));
                if complaint.agency != *agency || is_accused {
                    return Err(Error::refused("COMPLAINT_NOT_FOUND"));
                }
                self.complaint_time(&key).await?;
            }
            DataSubject::Contributor { entry, .. } => {
                self.load(&key).await?;
                let forum = self.forum(&key).filter(|forum| forum.agency == *agency);
                if forum.is_none_or(|forum| forum.left_by(entry).is_empty()) {
                    return Err(Error::refused("CONTRIBUTOR_NOT_FOUND"));
                }
            }
        }
        self.unchanged_since(&key, etag)?;
        Ok(key)
    }

    pub(super) async fn erase(
        &mut self,
        actor: &Actor,
        erasure: &Erasure,
    ) -> Result<(Key, Reply), Error> {
        let (agency, of, etag, basis, retention_years) = match erasure {
            Erasure::Asked { agency, of, etag, basis, retention_years } => {
                (agency, of, *etag, *basis, *retention_years)
            }
            Erasure::Again(listed) => return self.erase_again(actor, listed).await,
        };
        let key = self.record_of(actor, agency, of, etag).await?;
        let officer = self.officer(actor).await?;
        if !officer.is_some_and(|officer| officer.may_protect(agency)) {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let holding = self.holding(&key, of, retention_years).await?;
        let mut events = Vec::new();
        for subject in self.subjects(&key, of) {
            let event = holding
                .erase(&subject, basis, self.now)
                .map_err(|refusal| refused(refusal.reason(), refusal))?;
            events.push(Event::Privacy(Box::new(privacy::Event::Erased(event))));
            self.erased.push(Listed { subject, at: self.now, basis });
        }
        self.apply(&key, actor, events)?;
        self.reply(key, None)
    }

    /// Under which subjects a person's data are sealed: a participant's comments have
    /// keys of their own.
    fn subjects(&self, key: &Key, of: &DataSubject) -> Vec<String> {
        let DataSubject::Contributor { entry, .. } = of else { return vec![key.id.clone()] };
        let Some(forum) = self.forum(key) else { return Vec::new() };
        let left = forum.left_by(entry).into_iter();
        let left = left.filter(|left| *left == entry.as_str() || forum.erased_at(left).is_none());
        left.map(str::to_owned).collect()
    }

    /// When a person's data were destroyed, if they were.
    fn erased_at(&self, key: &Key, of: &DataSubject) -> Result<Option<Instant>, Error> {
        Ok(match of {
            DataSubject::Applicant { .. } => self.application(key)?.erased_at,
            DataSubject::Reporter { .. } => self.complaint(key)?.erased_at,
            DataSubject::Contributor { entry, .. } => {
                self.forum(key).and_then(|forum| forum.erased_at(entry))
            }
        })
    }

    /// What stands in the way of destroying a person's data.
    async fn holding(
        &mut self,
        key: &Key,
        of: &DataSubject,
        default_years: u32,
    ) -> Result<Holding, Error> {
        let is_erased = self.erased_at(key, of)?.is_some();
        let (agency, ended_at) = match of {
            DataSubject::Applicant { .. } => {
                let ground = self.ground(key, None).await?;
                let licence = self.licence_of(&key.id, &ground).await?;
                let years = ground.service.retention_years();
                let years = years.map_or(default_years, |stated| stated.value);
                let zone = ground.calendar.zone();
                let ended_at = self.application(key)?.ended_at();
                let kept_until = ended_at.map(|at| kept(at, years, zone));
                return Ok(Holding { is_erased, kept_until, licence });
            }
            DataSubject::Reporter { .. } => {
                let complaint = self.complaint(key)?;
                (complaint.agency.clone(), complaint.closed_at())
            }
            DataSubject::Contributor { .. } => {
                let forum = self.forum(key);
                let forum = forum.ok_or_else(|| Error::refused("CONTRIBUTOR_NOT_FOUND"))?;
                (forum.agency.clone(), forum.finished_at)
            }
        };
        let zone = self.calendar(&agency).await?.zone();
        let kept_until = ended_at.map(|at| kept(at, default_years, zone));
        Ok(Holding { is_erased, kept_until, licence: Licence::None })
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
    async fn erase_again(&mut self, actor: &Actor, listed: &Listed) -> Result<(Key, Reply), Error> {
        let Listed { subject, at, basis } = listed;
        let of = self.listed(subject).await?;
        let key = of.key();
        let is_erased = self.erased_at(&key, &of)?.is_some();
        self.erased.push(listed.clone());
        if !is_erased {
            let event = Erased { subject: subject.clone(), basis: *basis, first_at: Some(*at) };
            let event = Event::Privacy(Box::new(privacy::Event::Erased(event)));
            self.apply(&key, actor, vec![event])?;
        }
        self.reply(key, None)
    }

    /// Who a listed subject is.
    async fn listed(&mut self, subject: &str) -> Result<DataSubject, Error> {
        const FORUM: &str = "SELECT forum FROM forum_slip WHERE entry = $1";
        let complaint = DataSubject::Reporter { complaint: subject.to_owned() };
        if self.complaint(&complaint.key()).is_ok() {
            return Ok(complaint);
        }
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(FORUM)
            .bind(subject).fetch_optional(conn).await)?;
        let Some((forum,)) = row else {
            return Ok(DataSubject::Applicant { application: subject.to_owned() });
        };
        let contributor = DataSubject::Contributor { forum, entry: subject.to_owned() };
        self.load(&contributor.key()).await?;
        Ok(contributor)
    }

    pub(super) async fn export(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        of: &DataSubject,
        etag: Option<u64>,
        to: Recipient,
    ) -> Result<(Key, Reply), Error> {
        let key = self.record_of(actor, agency, of, etag).await?;
        if self.erased_at(&key, of)?.is_some() {
            return Err(Error::refused("DATA_ERASED"));
        }
        let may = match actor {
            Actor::Applicant => to == Recipient::Applicant,
            Actor::Officer(_) => {
                let officer = self.officer(actor).await?;
                to == Recipient::Protector && officer.is_some_and(|it| it.may_protect(agency))
            }
            Actor::Agent(_) | Actor::Peer(_) | Actor::Public | Actor::System => false,
        };
        if !may {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let entry = match of {
            DataSubject::Applicant { .. } | DataSubject::Reporter { .. } => None,
            DataSubject::Contributor { entry, .. } => Some(entry.clone()),
        };
        let event = privacy::Event::Exported(Exported { to, entry });
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
