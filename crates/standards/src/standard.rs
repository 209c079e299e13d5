//! A standard's life (UU 25/2009 Ps 20; PermenPANRB 15/2014): drafted,
//! discussed, established, published, reviewed, revoked. Each version is a
//! record of its own, and what was established never changes.

use jiff::{ToSpan, civil::Date};
use kernel::{Actor, AgencyId, Instant, PersonId, Slug};
use serde::{Deserialize, Serialize};

use crate::{
    command::{Command, Context},
    component::Component,
    event::{
        Decree, Discussed, Drafted, Established, Event, Published, Reviewed, Revoked, Verdict,
    },
    refusal::Refusal,
};

/// Months from publication to review where nobody says otherwise. Our default:
/// PermenPANRB 29/2022 rates a review within a year highest; the law's own
/// interval is not verified, so nothing here shows it as one.
pub const USUAL_REVIEW_MONTHS: u32 = 12;

/// Where a standard stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Written (rancangan).
    Draft,
    /// Discussed with the public; may still be written anew, as the forum wished.
    Discussed,
    /// Established by decree (ditetapkan).
    Established,
    /// In public (dipublikasikan).
    Published,
    /// Revoked by decree (dicabut).
    Revoked,
}

/// A review as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The day of the review.
    pub held_on: Date,
    /// The number of its report.
    pub report: kernel::Line<200>,
    /// What came out of it.
    pub verdict: Verdict,
}

/// One version of a service's standard. Built and changed by
/// [`Standard::evolve`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Standard {
    /// The agency that answers for the service.
    pub agency: AgencyId,
    /// The service.
    pub service: Slug,
    /// The version.
    pub version: u32,
    /// Where it stands.
    pub phase: Phase,
    /// SHA-256 of the text, in lower-case hex.
    pub digest: String,
    /// The components about which the text says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Component>,
    /// Who wrote the text that counts; absent when the deployment read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted_by: Option<PersonId>,
    /// When that was.
    pub drafted_at: Instant,
    /// The last forum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discussed: Option<Discussed>,
    /// The decree that established it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub established: Option<Decree>,
    /// The log of publications, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<Published>,
    /// The reviews, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
    /// When the next review is due; absent while it is not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_due: Option<Date>,
    /// The decree that revoked it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Decree>,
}

impl Standard {
    /// Whether its review is due on `day`.
    #[must_use]
    pub fn is_review_due(&self, day: Date) -> bool {
        self.review_due.is_some_and(|due| due <= day)
    }

    /// The event that `command` would cause on `record` (`None`: nothing was
    /// drafted under this name), or the rule that refuses it.
    ///
    /// # Errors
    /// Every [`Refusal`] but those of the promise.
    pub fn decide(
        record: Option<&Self>,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<Event, Refusal> {
        if let Command::Draft { agency, service, version, digest, missing } = command {
            match record {
                Some(record) if record.phase > Phase::Discussed => return Err(Refusal::Fixed),
                None if context.current >= Some(*version) => return Err(Refusal::NotNewer),
                Some(_) | None => {}
            }
            return Ok(Event::Drafted(Drafted {
                agency: agency.clone(),
                service: service.clone(),
                version: *version,
                digest: digest.clone(),
                missing: missing.clone(),
            }));
        }
        let record = record.ok_or(Refusal::NotFound)?;
        if record.phase == Phase::Revoked {
            return Err(Refusal::Revoked);
        }
        match command {
            Command::Draft { .. } => Err(Refusal::Fixed),
            Command::Discuss { held_on, minutes, groups, digest } => {
                if record.phase > Phase::Discussed {
                    return Err(Refusal::Fixed);
                }
                has_happened(*held_on, context)?;
                let digest = digest.as_ref().unwrap_or(&record.digest).clone();
                let (held_on, minutes, groups) = (*held_on, minutes.clone(), *groups);
                Ok(Event::Discussed(Discussed { held_on, minutes, groups, digest }))
            }
            Command::Establish { decree } => record.establish(decree, context),
            Command::Publish { media, review_months } => {
                let review_due = match record.phase {
                    Phase::Draft | Phase::Discussed | Phase::Revoked => {
                        return Err(Refusal::NotEstablished);
                    }
                    Phase::Established if context.current >= Some(record.version) => {
                        return Err(Refusal::NotNewer);
                    }
                    // PermenPANRB 16/2017: what the public said is weighed first.
                    Phase::Established if context.is_consulted_on => {
                        return Err(Refusal::ForumOpen);
                    }
                    Phase::Established => Some(months_after(context.today, *review_months)),
                    Phase::Published => None,
                };
                let media = media.clone();
                Ok(Event::Published(Published { media, on: context.today, review_due }))
            }
            Command::Review { held_on, report, verdict, review_months } => {
                if record.phase != Phase::Published {
                    return Err(Refusal::NotPublished);
                }
                has_happened(*held_on, context)?;
                let first = record.publications.first().map(|first| first.on);
                follows(*held_on, first)?;
                Ok(Event::Reviewed(Reviewed {
                    held_on: *held_on,
                    report: report.clone(),
                    verdict: *verdict,
                    next_due: months_after(*held_on, *review_months),
                }))
            }
            Command::Revoke { decree } => {
                if record.phase < Phase::Established {
                    return Err(Refusal::NotEstablished);
                }
                has_happened(decree.dated, context)?;
                follows(decree.dated, record.established.as_ref().map(|it| it.dated))?;
                Ok(Event::Revoked(Revoked { decree: decree.clone() }))
            }
        }
    }

    fn establish(&self, decree: &Decree, context: &Context<'_>) -> Result<Event, Refusal> {
        let discussed = match (self.phase, &self.discussed) {
            (Phase::Draft, _) | (_, None) => return Err(Refusal::NotDiscussed),
            (Phase::Discussed, Some(discussed)) => discussed,
            (Phase::Established | Phase::Published | Phase::Revoked, Some(_)) => {
                return Err(Refusal::Fixed);
            }
        };
        if context.is_consulted_on {
            return Err(Refusal::ForumOpen);
        }
        if !self.missing.is_empty() {
            let keys: Vec<&str> = self.missing.iter().map(|component| component.key()).collect();
            return Err(Refusal::ComponentsMissing { missing: keys.join(", ") });
        }
        let is_author = matches!(context.actor, Actor::Officer(person) if self.drafted_by.as_ref() == Some(person));
        if is_author {
            return Err(Refusal::DutiesSeparated);
        }
        has_happened(decree.dated, context)?;
        follows(decree.dated, Some(discussed.held_on))?;
        Ok(Event::Established(Established { decree: decree.clone() }))
    }

    /// The record after `event`, which happened `at` and which `actor` caused.
    /// Total: what was recorded did happen; an event about something else, or
    /// about a standard that was never drafted, leaves nothing.
    #[must_use]
    pub fn evolve(record: Option<Self>, at: Instant, actor: &Actor, event: &Event) -> Option<Self> {
        if let Event::Drafted(drafted) = event {
            return Some(Self::drafted(record, at, actor, drafted));
        }
        let mut record = record?;
        match event {
            Event::Discussed(discussed) => {
                record.phase = Phase::Discussed;
                record.discussed = Some(discussed.clone());
            }
            Event::Established(Established { decree }) => {
                record.phase = Phase::Established;
                record.established = Some(decree.clone());
            }
            Event::Published(published) => {
                record.phase = Phase::Published;
                record.review_due = published.review_due.or(record.review_due);
                record.publications.push(published.clone());
            }
            Event::Reviewed(Reviewed { held_on, report, verdict, next_due }) => {
                record.review_due = Some(*next_due);
                let (held_on, report, verdict) = (*held_on, report.clone(), *verdict);
                record.reviews.push(Review { held_on, report, verdict });
            }
            Event::Revoked(Revoked { decree }) => {
                record.phase = Phase::Revoked;
                record.review_due = None;
                record.revoked = Some(decree.clone());
            }
            Event::Drafted(_) | Event::PromiseMade(_) | Event::Compensated(_) => return None,
        }
        Some(record)
    }

    fn drafted(record: Option<Self>, at: Instant, actor: &Actor, drafted: &Drafted) -> Self {
        let Drafted { agency, service, version, digest, missing } = drafted.clone();
        let drafted_by = match actor {
            Actor::Officer(person) => Some(person.clone()),
            Actor::Applicant | Actor::Agent(_) | Actor::Peer(_) | Actor::Public | Actor::System => {
                None
            }
        };
        // What the forum asked for is written in without a second forum; that
        // the text differs from the one discussed, the two digests tell.
        let (phase, discussed) = match record {
            Some(record) => (record.phase, record.discussed),
            None => (Phase::Draft, None),
        };
        Self {
            agency,
            service,
            version,
            phase,
            digest,
            missing,
            drafted_by,
            drafted_at: at,
            discussed,
            established: None,
            publications: Vec::new(),
            reviews: Vec::new(),
            review_due: None,
            revoked: None,
        }
    }
}

pub(crate) fn has_happened(day: Date, context: &Context<'_>) -> Result<(), Refusal> {
    if day > context.today { Err(Refusal::DateInFuture) } else { Ok(()) }
}

fn follows(day: Date, before: Option<Date>) -> Result<(), Refusal> {
    if before.is_some_and(|before| day < before) { Err(Refusal::DateOutOfOrder) } else { Ok(()) }
}

/// The same day so many months later; the month's last where there is none.
fn months_after(day: Date, months: u32) -> Date {
    day.saturating_add(i64::from(months).months())
}
