//! One write as the sequencer takes it, and what it answers.

use access::OfficerRecord;
use calendar::{CalendarCommand, CalendarEvent, CalendarRecord};
use complaints::Complaint;
use jiff::civil::Date;
use kernel::{Actor, AgencyId, Executor, PersonId, ReceiptNumber, SealedRef, Slug, UnitId};
use permits::{
    Application,
    licence::{Concern, LicenceRecord, VerificationCode},
};
use serde::{Deserialize, Serialize};

use crate::{
    data_subject::DataSubject,
    erasure::Listed,
    publish::Publication,
    record::Record,
    vault::{SealedRow, WrappedKey},
};

/// A write: who asks, under which id, for what.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who acts, from the credential.
    pub actor: Actor,
    /// The caller's own id of this write; a repeat gets the first answer.
    pub request_id: String,
    /// Keyed digest of the whole request, so that a reuse of the id is noticed.
    pub digest: [u8; 32],
    /// What is asked for.
    pub act: Act,
    /// Texts that the act refers to, already encrypted.
    pub sealed: Vec<SealedRow>,
}

/// What a write asks for.
#[derive(Clone, Debug)]
pub enum Act {
    /// A new application.
    Submit(Box<Filing>),
    /// A command on an application.
    Permit {
        /// The agency that keeps it.
        agency: AgencyId,
        /// The application.
        application: String,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// What to do.
        command: Box<permits::Command>,
    },
    /// One step of the caller's choice: in order, or out of it with a reason.
    Take {
        /// The agency that keeps it.
        agency: AgencyId,
        /// The application.
        application: String,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// The step.
        step: sop::StepId,
        /// Why it is taken out of order, when it is.
        overtake: Option<permits::Overtake>,
        /// What the officer declares of conflicts of interest.
        declaration: permits::Declaration,
    },
    /// A taken step to another officer.
    Reassign {
        /// The agency that keeps it.
        agency: AgencyId,
        /// The application.
        application: String,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// To whom, and why.
        reassignment: Box<Reassignment>,
    },
    /// The applicant hands in again.
    Resubmit {
        /// The agency that keeps it.
        agency: AgencyId,
        /// The application.
        application: String,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// What is handed in.
        resubmission: Box<Resubmission>,
    },
    /// Numbers that an officer shares with family.
    RegisterKinship {
        /// The person.
        person: PersonId,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// The numbers.
        numbers: Box<Kinship>,
    },
    /// The payment system's word that a fee was paid.
    Pay {
        /// The agency for which money came in.
        agency: AgencyId,
        /// What came in.
        payment: permits::Payment,
    },
    /// The oldest step that waits for this executor and that the person may take.
    TakeNext {
        /// The agency that keeps the application.
        agency: AgencyId,
        /// For which executor.
        executor: Executor,
    },
    /// A command on a licence.
    Licence {
        /// The agency that issued it.
        agency: AgencyId,
        /// The licence.
        licence: String,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// What to do.
        command: Box<permits::licence::Command>,
    },
    /// A command on an officer's record.
    Officer {
        /// The person.
        person: PersonId,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// What to do.
        command: access::Command,
    },
    /// A notice that could not be delivered goes back into the queue.
    ResendNotice {
        /// The agency.
        agency: AgencyId,
        /// The notice.
        notice: String,
    },
    /// A change of an agency's calendar.
    Calendar {
        /// The agency.
        agency: AgencyId,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// What to do.
        change: Box<CalendarChange>,
    },
    /// A new version of an SOP or a service.
    Publish(Box<Publication>),
    /// Something about a standard, the promise or a compensation.
    Standards(Box<StandardsAct>),
    /// Something about the governance of a procedure.
    Governance(Box<GovernanceAct>),
    /// Something about the register of improvements.
    Improve(Box<ImprovementAct>),
    /// Something about a product of the Ombudsman.
    Ombudsman(Box<OmbudsmanAct>),
    /// Something about a forum of the public.
    Consult(Box<ConsultationAct>),
    /// Destroys a person's data.
    Erase(Erasure),
    /// Gives out everything that is held on a person.
    Export {
        /// The agency that keeps the record.
        agency: AgencyId,
        /// Whose data.
        of: DataSubject,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// To whom.
        to: privacy::Recipient,
    },
    /// A new entry of a register: a request, a breach.
    Enter(Box<NewEntry>),
    /// A command on an entry of a register.
    Register {
        /// The agency whose register it is.
        agency: AgencyId,
        /// The entry.
        id: String,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// What to do.
        command: RegisterCommand,
    },
    /// A search by an identifier, which has been looked up and not shown.
    Search(Searching),
    /// Responses to surveys leave the sealed box.
    ReleaseResponses(Box<crate::surveys::SurveyRelease>),
    /// Reports to the inspectorate leave the sealed box.
    ReleaseReports(Box<crate::whistleblowing::ReportRelease>),
    /// A new complaint.
    FileComplaint(Box<ComplaintFiling>),
    /// A command on a complaint.
    Complaint {
        /// The agency that answers it.
        agency: AgencyId,
        /// The complaint.
        complaint: String,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// What to do.
        command: Box<complaints::Command>,
    },
    /// Something in a hall.
    Hall(Box<HallAct>),
}

/// A new complaint, sealed and ready to be numbered.
#[derive(Clone, Debug)]
pub struct ComplaintFiling {
    /// What is filed; number, officer and case are filled in by the sequencer.
    pub intake: complaints::Intake,
    /// How receipts of the agency begin, 2 to 5 letters.
    pub agency_code: String,
    /// The receipt number of the application that it is about.
    pub about: Option<ReceiptNumber>,
    /// The step of that application that the reporter names.
    pub step: Option<sop::StepId>,
    /// The reporter's new data key.
    pub key: WrappedKey,
    /// Keyed hashes of the reporter's identifiers, by field.
    pub indexes: Vec<(&'static str, [u8; 16])>,
    /// The receipt's secret, answered once more to a repeat.
    pub secret: String,
}

/// What can be done in a hall of a mall.
#[derive(Clone, Debug)]
pub enum HallAct {
    /// How it is run from now on.
    Set {
        /// The agency that runs it.
        agency: AgencyId,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// How.
        plan: queue::CheckedPlan,
    },
    /// Takes tickets for all needs of one visit.
    Visit(PlannedVisit),
    /// Something in a line, by whoever serves at the stand.
    Line {
        /// The hall.
        hall: AgencyId,
        /// The stand.
        stand: UnitId,
        /// What to do, today.
        command: queue::DayCommand,
    },
    /// Something with a ticket, by whoever holds the visit.
    Holder {
        /// The hall.
        hall: AgencyId,
        /// The visit.
        visit: String,
        /// The stand whose ticket it is.
        stand: UnitId,
        /// What to do.
        deed: HolderDeed,
    },
}

/// What the holder of a visit does with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderDeed {
    /// Says that he is in the hall.
    CheckIn,
    /// Gives it back.
    Cancel,
}

/// A visit that somebody wants.
#[derive(Clone, Debug)]
pub struct PlannedVisit {
    /// The new record's id, a random UUID.
    pub id: String,
    /// The hall.
    pub hall: AgencyId,
    /// The stands of the needs.
    pub stands: Vec<UnitId>,
    /// From which day on, for a booking; the first with room for all is taken.
    pub from: Option<Date>,
    /// Where the tickets are taken.
    pub source: queue::Source,
    /// The class by which its holder goes first, if any.
    pub priority: Option<UnitId>,
}

/// What can be done about the governance of procedures.
#[derive(Clone, Debug)]
pub enum GovernanceAct {
    /// Something about one version.
    Version(GovernanceWrite),
    /// A change of what an agency demands.
    Setting {
        /// The agency.
        agency: AgencyId,
        /// What a person shows before taking a step.
        proof: sop::governance::Proof,
    },
}

/// Something about one version of a procedure.
#[derive(Clone, Debug)]
pub struct GovernanceWrite {
    /// Which version.
    pub of: sop::governance::Name,
    /// The version of the record that the caller last saw, where it matters.
    pub etag: Option<u64>,
    /// What to do.
    pub command: sop::governance::Command,
    /// The new key of a proposal's texts, for a proposal.
    pub subject: Option<WrappedKey>,
}

/// What can be done about the register of improvements.
#[derive(Clone, Debug)]
pub enum ImprovementAct {
    /// A new action.
    Open(NewActionWrite),
    /// A command on one.
    OnAction(ActionWrite),
}

/// A new action.
#[derive(Clone, Debug)]
pub struct NewActionWrite {
    /// The new record's id, a random UUID.
    pub id: String,
    /// The agency that acts.
    pub agency: AgencyId,
    /// What it follows from.
    pub origin: improvement::Origin,
    /// What is to be done, sealed.
    pub what: SealedRef,
    /// Who answers for it.
    pub owner: improvement::Owner,
    /// The last day.
    pub due: jiff::civil::Date,
    /// Its new data key.
    pub key: WrappedKey,
}

/// A command on an action.
#[derive(Clone, Debug)]
pub struct ActionWrite {
    /// The agency that acts.
    pub agency: AgencyId,
    /// The action.
    pub action: String,
    /// The version of the record that the caller last saw, where it matters.
    pub etag: Option<u64>,
    /// What to do; when a due day ends, the store says.
    pub command: improvement::Command,
}

/// What can be done about the Ombudsman's products.
#[derive(Clone, Debug)]
pub enum OmbudsmanAct {
    /// A new one.
    Record(NewProductWrite),
    /// A step of one.
    OnProduct(ProductWrite),
}

/// A product that came in.
#[derive(Clone, Debug)]
pub struct NewProductWrite {
    /// The product.
    pub new: ombudsman::NewProduct,
    /// Who answers for the action that follows.
    pub owner: Option<PersonId>,
    /// Its new data key.
    pub key: WrappedKey,
}

/// A step of a product's life.
#[derive(Clone, Debug)]
pub struct ProductWrite {
    /// The agency that asks.
    pub agency: AgencyId,
    /// The product.
    pub product: String,
    /// The version of the record that the caller last saw, where it matters.
    pub etag: Option<u64>,
    /// What to do.
    pub command: ombudsman::Command,
}

/// What can be done about forums of the public.
#[derive(Clone, Debug)]
pub enum ConsultationAct {
    /// A new one.
    Create {
        /// The forum.
        new: consultations::NewForum,
        /// Its new data key.
        key: WrappedKey,
    },
    /// A step of one.
    OnForum(ForumWrite),
}

/// A step of a forum's life.
#[derive(Clone, Debug)]
pub struct ForumWrite {
    /// The agency that asks.
    pub agency: AgencyId,
    /// The forum.
    pub forum: String,
    /// The version of the record that the caller last saw, where it matters.
    pub etag: Option<u64>,
    /// What to do.
    pub command: consultations::Command,
    /// The new data key of an entry, for a participant or a comment.
    pub subject: Option<WrappedKey>,
    /// The secret of the slip, answered once more to a repeat.
    pub secret: Option<String>,
}

impl ConsultationAct {
    /// Whose request ids these are, among those who hold slips.
    pub(crate) fn holder(&self) -> &str {
        match self {
            Self::OnForum(ForumWrite {
                command:
                    consultations::Command::Sign(consultations::Signer::Representative(participant)),
                ..
            }) => participant,
            Self::Create { .. } | Self::OnForum(_) => "",
        }
    }
}

/// What can be done about standards.
#[derive(Clone, Debug)]
pub enum StandardsAct {
    /// A step of a standard's life.
    Standard(StandardWrite),
    /// A new promise of an agency.
    Promise(PromiseWrite),
    /// The record of what was given for a broken promise.
    Compensate(CompensationWrite),
}

/// A step of a standard's life.
#[derive(Clone, Debug)]
pub struct StandardWrite {
    /// The agency that answers for the service.
    pub agency: AgencyId,
    /// The service.
    pub service: Slug,
    /// The version.
    pub version: u32,
    /// The version of the record that the caller last saw, where it matters.
    pub etag: Option<u64>,
    /// What to do.
    pub command: standards::Command,
    /// The text, for a draft.
    pub text: Option<String>,
    /// The checked text, for the publication that brings it into force.
    pub publication: Option<Publication>,
}

/// A new promise.
#[derive(Clone, Debug)]
pub struct PromiseWrite {
    /// The version of the record that the caller last saw, where it matters.
    pub etag: Option<u64>,
    /// What is promised.
    pub command: standards::PromiseCommand,
    /// The text of the promise.
    pub text: String,
}

/// What was given for a broken promise.
#[derive(Clone, Debug)]
pub struct CompensationWrite {
    /// The agency that keeps the application.
    pub agency: AgencyId,
    /// The application.
    pub application: String,
    /// What was given.
    pub kind: standards::CompensationKind,
    /// What exactly, sealed.
    pub given: SealedRef,
}

/// A new entry of a register, with the key under which its texts are sealed.
#[derive(Clone, Debug)]
pub enum NewEntry {
    /// A person's request.
    Request {
        /// The request.
        new: privacy::NewRequest,
        /// Its new data key.
        key: WrappedKey,
    },
    /// A breach.
    Breach {
        /// The breach.
        new: Box<privacy::BreachRecorded>,
        /// Its new data key.
        key: WrappedKey,
    },
}

/// A command on an entry of a register.
#[derive(Clone, Debug)]
pub enum RegisterCommand {
    /// On a person's request.
    Request(privacy::RequestCommand),
    /// On a breach.
    Breach(privacy::BreachCommand),
}

/// A search on its way into the journal.
#[derive(Clone, Debug)]
pub struct Searching {
    /// What will be journaled.
    pub searched: privacy::Searched,
}

/// An erasure, as asked for or as listed.
#[derive(Clone, Debug)]
pub enum Erasure {
    /// The data protection officer asks for it.
    Asked {
        /// The agency that keeps the record.
        agency: AgencyId,
        /// Whose data.
        of: DataSubject,
        /// The version that the caller last saw, where it matters to the caller.
        etag: Option<u64>,
        /// Why.
        basis: privacy::Basis,
        /// Years for which what has ended is kept where its service says nothing.
        retention_years: u32,
    },
    /// It was done before, and a restored backup has brought the data back.
    Again(Listed),
}

/// A taken step that a supervisor gives to another officer.
#[derive(Clone, Debug)]
pub struct Reassignment {
    /// The step.
    pub step: sop::StepId,
    /// Who shall have it.
    pub to: PersonId,
    /// Why.
    pub reason: permits::ReassignReason,
    /// In words.
    pub note: SealedRef,
}

/// What an applicant hands in again.
#[derive(Clone, Debug)]
pub struct Resubmission {
    /// The sealed form.
    pub form: SealedRef,
    /// Which of the listed requirements came with it.
    pub requirements_given: Vec<String>,
    /// Keyed hashes of identifiers, by field; they join those before.
    pub indexes: Vec<(&'static str, [u8; 16])>,
}

/// Numbers that an officer shares with family, sealed; they replace those
/// registered before.
#[derive(Clone, Debug)]
pub struct Kinship {
    /// The numbers.
    pub sealed: SealedRef,
    /// The new data key under which they are sealed.
    pub key: WrappedKey,
    /// Their keyed hashes, by field.
    pub indexes: Vec<(&'static str, [u8; 16])>,
}

/// What can be done to a calendar.
#[derive(Clone, Debug)]
pub enum CalendarChange {
    /// Gives an agency its first calendar; refused where there is one.
    Open(CalendarEvent),
    /// Changes the calendar that there is.
    Command(CalendarCommand),
}

/// A new application, sealed and ready to be numbered.
#[derive(Clone, Debug)]
pub struct Filing {
    /// The new record's id, a random UUID; also its subject's.
    pub id: String,
    /// The agency that offers the service.
    pub agency: AgencyId,
    /// The service asked for.
    pub service: Slug,
    /// The applicant's new data key.
    pub key: WrappedKey,
    /// Keyed hashes of identifiers, by field, for later searches.
    pub indexes: Vec<(&'static str, [u8; 16])>,
    /// The sealed form.
    pub form: SealedRef,
    /// By which way it came in.
    pub channel: permits::Channel,
    /// The officer at the counter, where one helped.
    pub assisted_by: Option<PersonId>,
    /// The applicant's district (kecamatan), by code: equal treatment is measured.
    pub district: permits::District,
    /// Which of the listed requirements came with it.
    pub requirements_given: Vec<String>,
    /// The licence that it names, and what is wanted of it.
    pub concerning: Option<Concerned>,
    /// By which ways the applicant wants to be told, where chosen.
    pub notices: Option<permits::NoticePreferences>,
    /// The mandate by which somebody files for the applicant.
    pub mandate: Option<permits::NewMandate>,
    /// Whose step it is, where another agency's deployment files it.
    pub assignment: Option<permits::Assignment>,
    /// The receipt's secret, answered once more to a repeat.
    pub secret: String,
    /// Its keyed digest, which is all that is kept.
    pub secret_digest: [u8; 32],
}

/// A licence as an applicant names it: the number and the code on the document.
#[derive(Clone, Debug)]
pub struct Concerned {
    /// What is wanted of it.
    pub kind: Concern,
    /// The number as printed.
    pub number: String,
    /// The public code.
    pub code: VerificationCode,
}

/// What a write answers: the record as it stood right after it.
///
/// A repeat gets the same, because the record is folded again up to that event.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The record's version, which is its etag.
    pub version: u64,
    /// The journal index of the write's last event.
    pub index: u64,
    /// The record.
    pub answer: Answer,
}

/// The record that a write changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// An application was filed; the secret opens it to the applicant.
    Filed {
        /// The application.
        application: Box<Application>,
        /// The receipt's secret.
        secret: String,
    },
    /// An application was acted on.
    Application(Box<Application>),
    /// A licence was acted on.
    Licence(Box<LicenceRecord>),
    /// An officer's record was changed.
    Officer(Box<OfficerRecord>),
    /// A calendar was changed.
    Calendar(Box<CalendarRecord>),
    /// A version was published.
    Published,
    /// A request, a breach or a search was written.
    Privacy(Box<privacy::Record>),
    /// A standard was changed.
    Standard(Box<standards::Standard>),
    /// A promise was made.
    Promise(Box<standards::Promise>),
    /// A compensation was recorded.
    Compensation(Box<standards::Compensation>),
    /// Something was done about a version of a procedure.
    Governance(Box<sop::governance::Governance>),
    /// What an agency demands was changed.
    SopSetting(sop::governance::Setting),
    /// An action was opened or changed.
    Improvement(Box<improvement::Action>),
    /// A product of the Ombudsman was recorded or changed.
    Product(Box<ombudsman::Product>),
    /// Something was done about a forum; where a slip was given out, its secret.
    Forum {
        /// The forum.
        forum: Box<consultations::Forum>,
        /// The secret of the slip.
        secret: Option<String>,
    },
    /// A complaint was filed; the secret opens it to the reporter.
    ComplaintFiled {
        /// The complaint.
        complaint: Box<Complaint>,
        /// The receipt's secret.
        secret: String,
    },
    /// A complaint was acted on.
    Complaint(Box<Complaint>),
    /// A batch of responses or reports was released.
    Released,
    /// A hall, a line or a visit was changed.
    Hall(Box<queue::Record>),
}

/// What is kept of an answer, sealed: where the record stood, and the secret
/// that stands nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) version: u64,
    pub(crate) index: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<String>,
}

impl Answer {
    /// The answer that a record makes, with the secret where one was filed.
    pub(crate) fn of(record: Record, secret: Option<String>) -> Self {
        match (record, secret) {
            (Record::Application(application), Some(secret)) => Self::Filed { application, secret },
            (Record::Application(application), None) => Self::Application(application),
            (Record::Licence(record), _) => Self::Licence(record),
            (Record::Officer(record), _) => Self::Officer(record),
            (Record::Calendar(record), _) => Self::Calendar(record),
            (Record::Privacy(record), _) => Self::Privacy(record),
            (Record::Standard(record), _) => Self::Standard(record),
            (Record::Promise(record), _) => Self::Promise(record),
            (Record::Compensation(record), _) => Self::Compensation(record),
            (Record::SopGovernance(record), _) => Self::Governance(record),
            (Record::SopSetting(record), _) => Self::SopSetting(record),
            (Record::Improvement(record), _) => Self::Improvement(record),
            (Record::OmbudsmanProduct(record), _) => Self::Product(record),
            (Record::Forum(forum), secret) => Self::Forum { forum, secret },
            (Record::Complaint(complaint), Some(secret)) => {
                Self::ComplaintFiled { complaint, secret }
            }
            (Record::Complaint(complaint), None) => Self::Complaint(complaint),
            (Record::SurveyBatch(_) | Record::WhistleBatch(_), _) => Self::Released,
            (Record::Hall(record), _) => Self::Hall(record),
            (Record::Service(_) | Record::Sop(_) | Record::Deployment(_), _) => Self::Published,
        }
    }
}
