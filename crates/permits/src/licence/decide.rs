//! All judgement on licences: which rule refuses, or what would happen.

use access::{Acting, Officer};
use calendar::Zone;
use jiff::{ToSpan, civil::Date};
use kernel::{PersonId, SealedRef};
use sop::{Act, Step};
use standards::Service;

use super::{
    Basis, Command, Concern, Concerned, Concerning, Context, Document, DocumentSigned, Event,
    Issued, LicenceRecord, REMIND_DAYS, Refusal, Revoked, Standing, Superseded, Validity,
    VerificationCode,
};
use crate::{
    application::Application,
    state::{self, State},
};

/// The holder is told in the morning, at eight.
const REMIND_MINUTES: u16 = 8 * 60;

/// What a new licence is made of, beside its application.
#[derive(Clone, Copy, Debug)]
pub struct Birth<'a> {
    /// The new record's id.
    pub id: &'a str,
    /// Its public code, freshly drawn.
    pub code: &'a VerificationCode,
    /// The number that the application's event gave.
    pub number: &'a state::Licence,
    /// The service, in the version of the case.
    pub service: &'a Service,
    /// The civil date at the agency.
    pub today: Date,
    /// The agency's zone, in which days end.
    pub zone: Zone,
    /// The licence in whose place it comes.
    pub predecessor: Option<&'a LicenceRecord>,
}

impl LicenceRecord {
    /// The event by which the licence of `application` comes about; `None` when
    /// the application holds no form that could name a holder.
    #[must_use]
    pub fn birth(application: &Application, birth: &Birth<'_>) -> Option<Event> {
        let Birth { id, code, number, service, today, zone, predecessor } = birth;
        let months = service.validity_months().map(|months| months.value);
        let succeeds = application.concerning.clone();
        let validity = match (predecessor, &succeeds) {
            (Some(old), Some(Concerning { kind, .. })) => {
                old.validity.succeeded(*kind, *today, months)
            }
            _ => Validity::of(*today, months),
        };
        let ends = validity.until.and_then(|until| until.tomorrow().ok());
        let remind = validity.until.map(|until| until.saturating_sub(REMIND_DAYS.days()));
        Some(Event::Issued(Issued {
            licence: (*id).to_owned(),
            agency: application.agency.clone(),
            number: number.number.clone(),
            code: (*code).clone(),
            service: application.service.clone(),
            application: application.id.clone(),
            subject: application.subject.clone(),
            holder: application.form()?.clone(),
            validity,
            succeeds,
            ends_at: ends.map(|day| zone.at(day, 0)),
            remind_at: remind.filter(|day| day > today).map(|day| zone.at(day, REMIND_MINUTES)),
        }))
    }

    /// The event that `command` would cause, or the rule that refuses it.
    ///
    /// # Errors
    /// Every [`Refusal`]; then nothing happened.
    pub fn decide(
        &self,
        acting: &Acting<'_>,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<Event, Refusal> {
        match command {
            Command::RecordDocument { document } => self.record_document(acting, document, context),
            Command::Revoke { basis, ground } => self.revoke(acting, *basis, ground),
        }
    }

    /// Whether `officer` may sign the document: who holds one of the case's
    /// duties to sign or to issue, and may act on this case (four eyes).
    ///
    /// # Errors
    /// The rule that keeps the officer from it.
    pub fn may_sign(&self, officer: &Officer, context: &Context<'_>) -> Result<(), Refusal> {
        let Context { application, sop } = context;
        let mut refusal = crate::Refusal::DutyMissing;
        for step in sop.steps().iter().filter(|step| holds(officer, step)) {
            match person_may(application, &officer.person, step.act) {
                Ok(()) => return Ok(()),
                Err(rule) => refusal = rule,
            }
        }
        Err(refusal.into())
    }

    /// Whether its document is still to be made.
    ///
    /// # Errors
    /// Why it is not.
    pub fn awaits_document(&self) -> Result<(), Refusal> {
        match self.standing {
            Standing::Pending => Ok(()),
            Standing::InForce => Err(Refusal::AlreadySigned),
            Standing::Revoked(_) => Err(Refusal::Revoked),
            Standing::Superseded(_) => Err(Refusal::Superseded),
        }
    }

    fn record_document(
        &self,
        acting: &Acting<'_>,
        document: &Document,
        context: &Context<'_>,
    ) -> Result<Event, Refusal> {
        match acting {
            Acting::System => {}
            Acting::Officer(officer) => self.may_sign(officer, context)?,
            Acting::Applicant | Acting::Agent(_) | Acting::Peer(_) | Acting::Public => {
                return Err(crate::Refusal::OfficerOnly.into());
            }
        }
        self.awaits_document()?;
        Ok(Event::DocumentSigned(DocumentSigned { document: document.clone() }))
    }

    /// By the head of the agency only, and only once. An expired licence can be
    /// revoked as well: that it ended for a ground is worth recording.
    fn revoke(
        &self,
        acting: &Acting<'_>,
        basis: Basis,
        ground: &SealedRef,
    ) -> Result<Event, Refusal> {
        match acting {
            Acting::Officer(officer) if officer.may_govern(&self.agency) => {}
            Acting::Officer(_)
            | Acting::Applicant
            | Acting::Agent(_)
            | Acting::Peer(_)
            | Acting::Public
            | Acting::System => {
                return Err(Refusal::GovernorOnly);
            }
        }
        match self.standing {
            Standing::Pending | Standing::InForce => {}
            Standing::Revoked(_) => return Err(Refusal::Revoked),
            Standing::Superseded(_) => return Err(Refusal::Superseded),
        }
        Ok(Event::Revoked(Revoked { basis, ground: ground.clone() }))
    }

    /// A new application for `service` wants `kind` of this licence. `other` is
    /// the application that concerned it last.
    ///
    /// # Errors
    /// The rule that keeps it from being filed.
    pub fn concern(
        &self,
        kind: Concern,
        service: &Service,
        application: &str,
        other: Option<&Application>,
        today: Date,
    ) -> Result<Event, Refusal> {
        if self.agency != *service.agency() || self.service.id != service.id().as_str() {
            return Err(Refusal::OtherService);
        }
        match self.standing {
            Standing::InForce => {}
            Standing::Pending => return Err(Refusal::NotInForce),
            Standing::Revoked(_) => return Err(Refusal::Revoked),
            Standing::Superseded(_) => return Err(Refusal::Superseded),
        }
        match kind {
            Concern::Renewal if !self.validity.may_be_renewed(today) => {
                return Err(Refusal::RenewalNotOpen);
            }
            Concern::Amendment | Concern::Transfer if self.validity.is_over(today) => {
                return Err(Refusal::NotInForce);
            }
            Concern::Renewal | Concern::Amendment | Concern::Transfer => {}
        }
        if other.is_some_and(is_open) {
            return Err(Refusal::AlreadyConcerned);
        }
        Ok(Event::Concerned(Concerned { application: application.to_owned(), kind }))
    }

    /// The licence `by` takes the place of this one. What was revoked in the
    /// meantime has no successor.
    ///
    /// # Errors
    /// [`Refusal::Revoked`] and [`Refusal::Superseded`].
    pub fn supersede(&self, by: &str, kind: Concern) -> Result<Event, Refusal> {
        match self.standing {
            Standing::Pending | Standing::InForce => {}
            Standing::Revoked(_) => return Err(Refusal::Revoked),
            Standing::Superseded(_) => return Err(Refusal::Superseded),
        }
        Ok(Event::Superseded(Superseded { by: by.to_owned(), kind }))
    }
}

/// A step that signs or issues, by an executor whose duty the officer holds.
fn holds(officer: &Officer, step: &Step) -> bool {
    let signs = matches!(step.act, Act::Signature | Act::Issuance);
    signs && step.executor.as_ref().is_some_and(|executor| officer.may_execute(executor))
}

/// Whether an application may still come to a licence.
fn is_open(application: &Application) -> bool {
    match application.state {
        State::Submitted | State::InProcess | State::Approved { .. } => true,
        State::Rejected { .. }
        | State::Withdrawn { .. }
        | State::Issued { .. }
        | State::Closed { .. } => false,
    }
}

/// As for a task of the case, for an act after the case's last step.
fn person_may(
    application: &Application,
    person: &PersonId,
    act: Act,
) -> Result<(), crate::Refusal> {
    if application.assisted_by.as_ref() == Some(person) {
        return Err(crate::Refusal::AssistedApplicant);
    }
    if application.conflicted.contains(person) {
        return Err(crate::Refusal::ConflictOfInterest);
    }
    let mut duties = application.duties_of_persons();
    match duties.find(|(done, by)| *by == person && crate::must_be_apart(*done, act)) {
        Some((done, _)) => Err(crate::Refusal::DutiesSeparated { done, wanted: act }),
        None => Ok(()),
    }
}
