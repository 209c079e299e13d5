//! Requests of the access service, checked whole, and officers as the wire
//! writes them.

use access::{Account, Assignment, Command, Duty, OfficerRecord};
use contract::satupintu::access::v1::{self as pb, duty};
use edge::Violations;
use kernel::{AgencyId, Executor, Instant, PersonId, Slug};
use tonic::Status;

use crate::{
    names,
    pages::{List, page_size, page_token},
    wire::{instant_of, timestamp},
    writing::{etag, request_id},
};

/// The longest issuer or subject, in characters.
const LONGEST: usize = 200;
/// The digits of an NPWP; of a NIK or today's NPWP; of a NIP.
const OFFICIAL_NUMBERS: [usize; 3] = [15, 16, 18];

/// A write to one officer's record, and for which agency the caller acts.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) agency: AgencyId,
    pub(crate) person: PersonId,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) command: Command,
}

pub(crate) fn enrolment(request: &pb::EnrolOfficerRequest) -> Result<Change, Status> {
    let pb::EnrolOfficerRequest { parent, request_id: id, officer_id, account } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let person = faults.check("officer_id", PersonId::parse(officer_id));
    let account = account_of(&mut faults, account.as_ref());
    let whole = (|| {
        let person = person?;
        let command = Command::Enrol { person: person.clone(), account: account? };
        Some(Change { agency: agency?, person, request_id: request_id?, etag: None, command })
    })();
    faults.finish(whole)
}

/// Checks what every write to an enrolled officer has, and the `command`.
fn on_officer(
    name: &str,
    id: &str,
    tag: &str,
    command: impl FnOnce(&mut Violations) -> Option<Command>,
) -> Result<Change, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_officer(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let command = command(&mut faults);
    let whole = (|| {
        let (agency, person) = name?;
        Some(Change { agency, person, request_id: request_id?, etag: etag?, command: command? })
    })();
    faults.finish(whole)
}

pub(crate) fn link(request: &pb::LinkAccountRequest) -> Result<Change, Status> {
    let pb::LinkAccountRequest { name, request_id, etag, account } = request;
    on_officer(name, request_id, etag, |faults| {
        let account = account_of(faults, account.as_ref())?;
        Some(Command::LinkAccount { account })
    })
}

pub(crate) fn assignment_of(request: &pb::AssignDutyRequest) -> Result<Change, Status> {
    let pb::AssignDutyRequest { name, request_id, etag, duty, until } = request;
    on_officer(name, request_id, etag, |faults| {
        let duty = duty_of(faults, duty.as_ref());
        let until: Option<Option<Instant>> = match until {
            Some(until) => faults.check("until", instant_of(until)).map(Some),
            None => Some(None),
        };
        Some(Command::Assign { duty: duty?, until: until? })
    })
}

pub(crate) fn revocation(request: &pb::RevokeDutyRequest) -> Result<Change, Status> {
    let pb::RevokeDutyRequest { name, request_id, etag, duty } = request;
    on_officer(name, request_id, etag, |faults| {
        let duty = duty_of(faults, duty.as_ref())?;
        Some(Command::Revoke { duty })
    })
}

pub(crate) fn officer_named(
    request: &pb::GetOfficerRequest,
) -> Result<(AgencyId, PersonId), Status> {
    let pb::GetOfficerRequest { name } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_officer(name));
    faults.finish(name)
}

/// A page of the register.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) agency: AgencyId,
    pub(crate) size: usize,
    pub(crate) list: List,
}

pub(crate) fn listing(request: &pb::ListOfficersRequest) -> Result<Listing, Status> {
    let pb::ListOfficersRequest { parent, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let list = List::new("ListOfficers", &[parent]);
        Some(Listing { agency: agency?, size: size?, list })
    })();
    faults.finish(whole)
}

fn account_of(faults: &mut Violations, account: Option<&pb::Account>) -> Option<Account> {
    let Some(pb::Account { issuer, subject }) = account else {
        faults.add("account", "must say by which account the person signs in");
        return None;
    };
    let issuer = faults.check("account.issuer", visible(issuer));
    let subject = faults.check("account.subject", visible(subject).and_then(opaque));
    Some(Account { issuer: issuer?, subject: subject? })
}

fn visible(text: &str) -> Result<String, &'static str> {
    let fits = (1..=LONGEST).contains(&text.len());
    if fits && text.bytes().all(|b| b.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 200 visible ASCII characters")
    }
}

/// The journal keeps an account for ever, so what shows elsewhere who the
/// person is must not enter it.
fn opaque(subject: String) -> Result<String, &'static str> {
    let is_number = subject.bytes().all(|b| b.is_ascii_digit());
    if subject.contains('@') || is_number && OFFICIAL_NUMBERS.contains(&subject.len()) {
        Err("must be opaque: no e-mail address, and no number of a person as NIK, NIP or NPWP")
    } else {
        Ok(subject)
    }
}

fn duty_of(faults: &mut Violations, duty: Option<&pb::Duty>) -> Option<Duty> {
    let Some(kind) = duty.and_then(|pb::Duty { kind }| kind.as_ref()) else {
        faults.add("duty", "must be exactly one kind of duty");
        return None;
    };
    match kind {
        duty::Kind::Execute(executor) => {
            faults.check("duty.execute", executor.parse::<Executor>()).map(Duty::Execute)
        }
        duty::Kind::Supervise(unit) => {
            let (agency, unit) = faults.check("duty.supervise", names::parse_unit(unit))?;
            Some(Duty::Supervise { agency, unit })
        }
        duty::Kind::Administer(agency) => {
            let agency = faults.check("duty.administer", Slug::parse(agency))?;
            Some(Duty::Administer { agency })
        }
        duty::Kind::Audit(agency) => {
            let agency = faults.check("duty.audit", Slug::parse(agency))?;
            Some(Duty::Audit { agency })
        }
        duty::Kind::Govern(agency) => {
            let agency = faults.check("duty.govern", Slug::parse(agency))?;
            Some(Duty::Govern { agency })
        }
        duty::Kind::Protect(agency) => {
            let agency = faults.check("duty.protect", Slug::parse(agency))?;
            Some(Duty::Protect { agency })
        }
        duty::Kind::Settle(agency) => {
            let agency = faults.check("duty.settle", Slug::parse(agency))?;
            Some(Duty::Settle { agency })
        }
        duty::Kind::Inspect(agency) => {
            let agency = faults.check("duty.inspect", Slug::parse(agency))?;
            Some(Duty::Inspect { agency })
        }
    }
}

/// An officer at a version of the record, in the register of `agency`.
pub(crate) fn officer(
    agency: &AgencyId,
    version: u64,
    journal_index: u64,
    record: &OfficerRecord,
) -> pb::Officer {
    let OfficerRecord { person, accounts, assignments, kinship: _ } = record;
    pb::Officer {
        name: names::officer(agency, person),
        etag: version.to_string(),
        journal_index,
        accounts: accounts.iter().map(account).collect(),
        assignments: assignments.iter().map(assignment).collect(),
    }
}

fn account(account: &Account) -> pb::Account {
    let Account { issuer, subject } = account;
    pb::Account { issuer: issuer.clone(), subject: subject.clone() }
}

fn assignment(assignment: &Assignment) -> pb::Assignment {
    let Assignment { duty: held, from, until } = assignment;
    pb::Assignment {
        duty: Some(duty(held)),
        from: Some(timestamp(*from)),
        until: until.map(timestamp),
    }
}

/// A duty, as its kind and place.
pub(crate) fn duty(duty: &Duty) -> pb::Duty {
    let kind = match duty {
        Duty::Execute(executor) => duty::Kind::Execute(executor.to_string()),
        Duty::Supervise { agency, unit } => duty::Kind::Supervise(format!("{agency}/{unit}")),
        Duty::Administer { agency } => duty::Kind::Administer(agency.to_string()),
        Duty::Audit { agency } => duty::Kind::Audit(agency.to_string()),
        Duty::Govern { agency } => duty::Kind::Govern(agency.to_string()),
        Duty::Protect { agency } => duty::Kind::Protect(agency.to_string()),
        Duty::Settle { agency } => duty::Kind::Settle(agency.to_string()),
        Duty::Inspect { agency } => duty::Kind::Inspect(agency.to_string()),
    };
    pb::Duty { kind: Some(kind) }
}

#[cfg(test)]
mod tests;
