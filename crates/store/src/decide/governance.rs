//! Commands on the governance of procedures, and whether a person has read what
//! the next step is done by.

use consultations::{Document, DocumentKind};
use kernel::{Actor, PersonId};
use sop::governance::{Command, Context, Governance, Name, Setting};

use crate::{
    batch::Batch,
    decide::refused,
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
            GovernanceAct::Setting { agency, acknowledgement_required } => {
                let officer = self.officer(actor).await?;
                if !officer.is_some_and(|officer| officer.may_govern(agency)) {
                    return Err(Error::refused("DUTY_MISSING"));
                }
                let key = setting_key(agency);
                self.load(&key).await?;
                let event = Setting::change(agency, *acknowledgement_required);
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
            Command::Try(_) | Command::Hold(_) | Command::Evaluate { .. } => {
                officer.may_administer(&of.agency)
            }
            Command::Approve { .. } | Command::Dispose { .. } => officer.may_govern(&of.agency),
            // Steps of a procedure are done in other agencies, too.
            Command::Acknowledge | Command::Propose { .. } => {
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
        let today = self.calendar(&of.agency).await?.zone().date(self.now);
        let document =
            Document { kind: DocumentKind::Sop, id: of.sop.clone(), version: of.version };
        let is_consulted_on = matches!(command, Command::Approve { .. })
            && self.is_consulted_on(&of.agency, &document).await?;
        let context = Context { today, actor, is_consulted_on };
        let fresh = Governance::new(of.clone());
        let record = match self.record(&key) {
            Some(Record::SopGovernance(record)) => record,
            _ => &fresh,
        };
        let event = record
            .decide(command, &context)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        self.subjects.extend(subject.clone());
        self.apply(&key, actor, vec![Event::Governance(Box::new(event))])?;
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
        let is_required = matches!(self.record(&setting),
            Some(Record::SopSetting(setting)) if setting.acknowledgement_required);
        if !is_required {
            return Ok(true);
        }
        let key = governance_key(&Name { agency, sop, version });
        self.load(&key).await?;
        Ok(matches!(self.record(&key),
            Some(Record::SopGovernance(record)) if record.is_acknowledged_by(person)))
    }
}
