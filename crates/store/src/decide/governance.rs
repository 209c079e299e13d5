//! Commands on the governance of procedures, and whether a person has read what
//! the next step is done by.

use consultations::{Document, DocumentKind};
use improvement::{Origin, Source};
use jiff::{ToSpan, civil::Date};
use kernel::{Actor, PersonId};
use sop::governance::{
    Command, Context, Event as GovernanceEvent, Governance, Name, Proof, Setting,
    USUAL_EVALUATION_MONTHS, Verdict,
};

use crate::{
    batch::Batch,
    decide::{improvement::Following, refused},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{GovernanceAct, GovernanceWrite, Reply},
};

/// The governance of a version is named by agency, procedure and version; the
/// zeros keep the versions in order.
pub(crate) fn governance_key(of: &Name) -> Key {
    let Name { agency, sop, version } = of;
    Key::new(RecordKind::SopGovernance, format!("{agency}/{sop}/{version:010}"))
}

/// An agency has one setting.
pub(crate) fn setting_key(agency: &kernel::AgencyId) -> Key {
    Key::new(RecordKind::SopSetting, agency.as_str())
}

impl Batch<'_> {
    pub(super) async fn governance(
        &mut self,
        actor: &Actor,
        act: &GovernanceAct,
    ) -> Result<(Key, Reply), Error> {
        match act {
            GovernanceAct::Version(write) => self.govern(actor, write).await,
            GovernanceAct::Setting { agency, proof } => {
                let officer = self.officer(actor).await?;
                if !officer.is_some_and(|officer| officer.may_govern(agency)) {
                    return Err(Error::refused("DUTY_MISSING"));
                }
                let key = setting_key(agency);
                self.load(&key).await?;
                let event = Setting::change(agency, *proof);
                self.apply(&key, actor, vec![Event::Governance(Box::new(event))])?;
                self.reply(key, None)
            }
        }
    }

    async fn govern(
        &mut self,
        actor: &Actor,
        write: &GovernanceWrite,
    ) -> Result<(Key, Reply), Error> {
        let GovernanceWrite { of, etag, command, subject } = write;
        let officer = self.officer(actor).await?;
        let may = officer.is_some_and(|officer| match command {
            Command::Try(_) | Command::Hold(_) | Command::Evaluate { .. } | Command::SetQuiz(_) => {
                officer.may_administer(&of.agency)
            }
            Command::Approve { .. } | Command::Dispose { .. } => officer.may_govern(&of.agency),
            // Steps of a procedure are done in other agencies, too.
            Command::Acknowledge | Command::TakeQuiz { .. } | Command::Propose { .. } => {
                officer.duties.iter().any(access::Duty::is_about_cases)
            }
        });
        if !may {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let published = Key::new(RecordKind::Sop, of.sop.as_str());
        let key = governance_key(of);
        self.load_all(vec![published.clone(), key.clone()]).await?;
        let is_published = matches!(self.record(&published), Some(Record::Sop(record))
            if record.versions.iter().any(|published| published.version == of.version));
        if !is_published {
            return Err(Error::refused("SOP_NOT_FOUND"));
        }
        let core = self.core;
        let sop = core.library.sop(&core.database, of.sop.as_str(), of.version).await?;
        if *sop.agency() != of.agency {
            return Err(Error::refused("SOP_NOT_FOUND"));
        }
        self.unchanged_since(&key, *etag)?;
        let document =
            Document { kind: DocumentKind::Sop, id: of.sop.clone(), version: of.version };
        let is_consulted_on = matches!(command, Command::Approve { .. })
            && self.is_consulted_on(&of.agency, &document).await?;
        let zone = self.calendar(&of.agency).await?.zone();
        let today = zone.date(self.now);
        let context = Context { today, actor, is_consulted_on, since: zone.at(today, 0) };
        let fresh = Governance::new(of.clone());
        let record = match self.record(&key) {
            Some(Record::SopGovernance(record)) => record,
            _ => &fresh,
        };
        let event = record
            .decide(command, &context)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        let following = following(record, &event, today);
        self.subjects.extend(subject.clone());
        self.apply(&key, actor, vec![Event::Governance(Box::new(event))])?;
        if let Some(following) = following {
            self.follow(actor, &of.agency, following).await?;
        }
        self.reply(key, None)
    }

    /// Whether the person may work by the procedure of the case: always, unless
    /// the agency demands that it is read before.
    pub(super) async fn has_acknowledged(
        &mut self,
        case: &Key,
        person: &PersonId,
    ) -> Result<bool, Error> {
        let application = self.application(case)?;
        let setting = setting_key(&application.agency);
        let sop = kernel::Slug::parse(&application.sop.id)
            .map_err(|why| Error::corrupt("application.sop", &case.id, why))?;
        let (agency, version) = (application.agency.clone(), application.sop.version);
        self.load(&setting).await?;
        let proof = match self.record(&setting) {
            Some(Record::SopSetting(setting)) => setting.proof(),
            _ => Proof::None,
        };
        if proof == Proof::None {
            return Ok(true);
        }
        let key = governance_key(&Name { agency, sop, version });
        self.load(&key).await?;
        Ok(matches!(self.record(&key),
            Some(Record::SopGovernance(record)) if record.is_proven_by(person, proof)))
    }
}

/// What an evaluation that wants the procedure revised, or a proposal that is
/// accepted, leaves to be done: until the next evaluation.
fn following(record: &Governance, event: &GovernanceEvent, today: Date) -> Option<Following> {
    let Name { agency, sop, version } = &record.of;
    let origin = |source, part: &str| Origin {
        source,
        name: format!("agencies/{agency}/sops/{sop}/versions/{version}/{part}"),
    };
    match event {
        GovernanceEvent::Evaluated(it) if it.verdict == Verdict::ToRevise => Some(Following {
            origin: origin(Source::SopEvaluation, &format!("evaluations/{}", it.held_on)),
            what: None,
            owner: None,
            due: it.next_due,
        }),
        GovernanceEvent::Disposed(it) if it.accepted => {
            let proposal = record.proposals.iter().find(|proposal| proposal.id == it.proposal)?;
            let months = i64::from(USUAL_EVALUATION_MONTHS).months();
            Some(Following {
                origin: origin(Source::SopProposal, &format!("proposals/{}", proposal.id)),
                what: Some(proposal.reason.clone()),
                owner: None,
                due: record.evaluation_due.unwrap_or_else(|| today.saturating_add(months)),
            })
        }
        _ => None,
    }
}
