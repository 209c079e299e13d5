//! Records and events of every kind under one roof: how a state is folded.

use access::OfficerRecord;
use calendar::{CalendarEvent, CalendarRecord};
use complaints::Complaint;
use consultations::Forum;
use improvement::Action;
use kernel::{Actor, Instant};
use permits::{Application, licence::LicenceRecord};
use sop::governance::{Governance, Setting};
use standards::{Compensation, Promise, Standard};

use crate::{
    catalogue::{Published, ServiceRecord, SopRecord},
    deployment::{DeploymentRecord, Opened},
    error::Error,
};

/// What kind of thing a record is; with its id, the record's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RecordKind {
    /// The deployment itself: one, named like the journal.
    Deployment,
    /// A service and the version that new cases start on.
    Service,
    /// An SOP and the versions that were published.
    Sop,
    /// An agency's calendar.
    Calendar,
    /// A person in service.
    Officer,
    /// An application for a service.
    Application,
    /// What a person asks about the own data.
    SubjectRequest,
    /// A failure to protect data.
    Breach,
    /// A search by an identifier.
    Search,
    /// A licence that was issued.
    Licence,
    /// A version of a service's standard, from its draft on.
    Standard,
    /// What an agency promises.
    Promise,
    /// What an applicant was given for a broken promise.
    Compensation,
    /// What was done about a version of an SOP.
    SopGovernance,
    /// What an agency demands of those who work by its SOPs.
    SopSetting,
    /// A forum of the public on a draft.
    Forum,
    /// An action of the register of improvements.
    Improvement,
    /// A complaint.
    Complaint,
    /// Responses to a survey that were released together.
    SurveyBatch,
    /// A product of the Ombudsman.
    OmbudsmanProduct,
    /// Reports to the inspectorate that were released together.
    WhistleBatch,
    /// A hall of a mall.
    Hall,
    /// The line of a stand on a day.
    StandDay,
    /// A visit to a hall.
    Visit,
}

impl RecordKind {
    const ALL: &[Self] = &[
        Self::Deployment,
        Self::Service,
        Self::Sop,
        Self::Calendar,
        Self::Officer,
        Self::Application,
        Self::SubjectRequest,
        Self::Breach,
        Self::Search,
        Self::Licence,
        Self::Standard,
        Self::Promise,
        Self::Compensation,
        Self::SopGovernance,
        Self::SopSetting,
        Self::Forum,
        Self::Improvement,
        Self::Complaint,
        Self::SurveyBatch,
        Self::OmbudsmanProduct,
        Self::WhistleBatch,
        Self::Hall,
        Self::StandDay,
        Self::Visit,
    ];

    /// The name in the journal and in the tables.
    #[must_use]
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Deployment => "deployment",
            Self::Service => "service",
            Self::Sop => "sop",
            Self::Calendar => "calendar",
            Self::Officer => "officer",
            Self::Application => "application",
            Self::SubjectRequest => "subject_request",
            Self::Breach => "breach",
            Self::Search => "search",
            Self::Licence => "licence",
            Self::Standard => "standard",
            Self::Promise => "promise",
            Self::Compensation => "compensation",
            Self::SopGovernance => "sop_governance",
            Self::SopSetting => "sop_setting",
            Self::Forum => "forum",
            Self::Improvement => "improvement",
            Self::Complaint => "complaint",
            Self::SurveyBatch => "survey_batch",
            Self::OmbudsmanProduct => "ombudsman_product",
            Self::WhistleBatch => "whistle_batch",
            Self::Hall => "hall",
            Self::StandDay => "stand_day",
            Self::Visit => "visit",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| Error::corrupt("record kind", text, "this program does not know it"))
    }
}

/// A record's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) kind: RecordKind,
    pub(crate) id: String,
}

impl Key {
    pub(crate) fn new(kind: RecordKind, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }
}

/// The present state of a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Record {
    Deployment(DeploymentRecord),
    Service(ServiceRecord),
    Sop(SopRecord),
    Calendar(Box<CalendarRecord>),
    Officer(Box<OfficerRecord>),
    Application(Box<Application>),
    Privacy(Box<privacy::Record>),
    Licence(Box<LicenceRecord>),
    Standard(Box<Standard>),
    Promise(Box<Promise>),
    Compensation(Box<Compensation>),
    SopGovernance(Box<Governance>),
    SopSetting(Setting),
    Forum(Box<Forum>),
    Improvement(Box<Action>),
    Complaint(Box<Complaint>),
    SurveyBatch(surveys::Batch),
    OmbudsmanProduct(Box<ombudsman::Product>),
    WhistleBatch(whistleblowing::Batch),
    Hall(Box<queue::Record>),
}

/// What happened to a record.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Opened(Opened),
    Published(Published),
    Calendar(Box<CalendarEvent>),
    Access(access::Event),
    Permits(Box<permits::Event>),
    Licence(Box<permits::licence::Event>),
    Standards(Box<standards::Event>),
    Governance(Box<sop::governance::Event>),
    Privacy(Box<privacy::Event>),
    Consultations(Box<consultations::Event>),
    Improvement(Box<improvement::Event>),
    Complaints(Box<complaints::Event>),
    Surveys(surveys::Event),
    Ombudsman(Box<ombudsman::Event>),
    Whistleblowing(whistleblowing::Event),
    Hall(Box<queue::Event>),
}

impl Event {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Opened(_) => Opened::KIND,
            Self::Published(event) => event.kind(),
            Self::Calendar(event) => event.kind(),
            Self::Access(event) => event.kind(),
            Self::Permits(event) => event.kind(),
            Self::Licence(event) => event.kind(),
            Self::Standards(event) => event.kind(),
            Self::Governance(event) => event.kind(),
            Self::Privacy(event) => event.kind(),
            Self::Consultations(event) => event.kind(),
            Self::Improvement(event) => event.kind(),
            Self::Complaints(event) => event.kind(),
            Self::Surveys(event) => event.kind(),
            Self::Ombudsman(event) => event.kind(),
            Self::Whistleblowing(event) => event.kind(),
            Self::Hall(event) => event.kind(),
        }
    }

    pub(crate) fn version(&self) -> u16 {
        match self {
            Self::Opened(_) | Self::Published(_) => 1,
            Self::Calendar(event) => event.version(),
            Self::Access(event) => event.version(),
            Self::Permits(event) => event.version(),
            Self::Licence(event) => event.version(),
            Self::Standards(event) => event.version(),
            Self::Governance(event) => event.version(),
            Self::Privacy(event) => event.version(),
            Self::Consultations(event) => event.version(),
            Self::Improvement(event) => event.version(),
            Self::Complaints(event) => event.version(),
            Self::Surveys(event) => event.version(),
            Self::Ombudsman(event) => event.version(),
            Self::Whistleblowing(event) => event.version(),
            Self::Hall(event) => event.version(),
        }
    }

    pub(crate) fn payload(&self) -> String {
        match self {
            Self::Opened(event) => to_json(event),
            Self::Published(event) => event.payload(),
            Self::Calendar(event) => event.payload(),
            Self::Access(event) => event.payload(),
            Self::Permits(event) => event.payload(),
            Self::Licence(event) => event.payload(),
            Self::Standards(event) => event.payload(),
            Self::Governance(event) => event.payload(),
            Self::Privacy(event) => event.payload(),
            Self::Consultations(event) => event.payload(),
            Self::Improvement(event) => event.payload(),
            Self::Complaints(event) => event.payload(),
            Self::Surveys(event) => event.payload(),
            Self::Ombudsman(event) => event.payload(),
            Self::Whistleblowing(event) => event.payload(),
            Self::Hall(event) => event.payload(),
        }
    }

    /// The event that a journal body holds, whatever version wrote it.
    pub(crate) fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, String> {
        let area = kind.split_once('.').map_or(kind, |(area, _)| area);
        match area {
            "journal" if kind == Opened::KIND && version == 1 => {
                serde_json::from_str(payload).map(Self::Opened).map_err(|e| e.to_string())
            }
            "catalogue" => Published::decode(kind, version, payload).map(Self::Published),
            "calendar" => CalendarEvent::decode(kind, version, payload)
                .map(|event| Self::Calendar(Box::new(event)))
                .map_err(|e| e.to_string()),
            "access" => access::Event::decode(kind, version, payload)
                .map(Self::Access)
                .map_err(|e| e.to_string()),
            "licences" => permits::licence::Event::decode(kind, version, payload)
                .map(|event| Self::Licence(Box::new(event)))
                .map_err(|e| e.to_string()),
            "permits" => permits::Event::decode(kind, version, payload)
                .map(|event| Self::Permits(Box::new(event)))
                .map_err(|e| e.to_string()),
            "sop" => sop::governance::Event::decode(kind, version, payload)
                .map(|event| Self::Governance(Box::new(event)))
                .map_err(|e| e.to_string()),
            "standards" => standards::Event::decode(kind, version, payload)
                .map(|event| Self::Standards(Box::new(event)))
                .map_err(|e| e.to_string()),
            "privacy" => privacy::Event::decode(kind, version, payload)
                .map(|event| Self::Privacy(Box::new(event)))
                .map_err(|e| e.to_string()),
            "improvement" => improvement::Event::decode(kind, version, payload)
                .map(|event| Self::Improvement(Box::new(event)))
                .map_err(|e| e.to_string()),
            "consultations" => consultations::Event::decode(kind, version, payload)
                .map(|event| Self::Consultations(Box::new(event)))
                .map_err(|e| e.to_string()),
            "complaints" => complaints::Event::decode(kind, version, payload)
                .map(Self::of_complaint)
                .map_err(|e| e.to_string()),
            "surveys" => surveys::Event::decode(kind, version, payload)
                .map(Self::Surveys)
                .map_err(|e| e.to_string()),
            "ombudsman" => ombudsman::Event::decode(kind, version, payload)
                .map(|event| Self::Ombudsman(Box::new(event)))
                .map_err(|e| e.to_string()),
            "whistleblowing" => whistleblowing::Event::decode(kind, version, payload)
                .map(Self::Whistleblowing)
                .map_err(|e| e.to_string()),
            "queue" => queue::Event::decode(kind, version, payload)
                .map(|event| Self::Hall(Box::new(event)))
                .map_err(|e| e.to_string()),
            _ => Err(format!("event kind {kind} version {version} is unknown")),
        }
    }

    pub(crate) fn of_complaint(event: complaints::Event) -> Self {
        Self::Complaints(Box::new(event))
    }

    /// Whom outside the deployment the event concerns, if anybody.
    pub(crate) fn topic(&self) -> Option<&'static str> {
        match self {
            // The catalogue's own event tells of a standard that came into force.
            Self::Standards(event) => {
                matches!(**event, standards::Event::Compensated(_)).then_some("compensation")
            }
            Self::Opened(_)
            | Self::Access(_)
            | Self::Governance(_)
            | Self::Surveys(_)
            | Self::Whistleblowing(_)
            | Self::Ombudsman(_)
            | Self::Hall(_)
            | Self::Privacy(_)
            | Self::Consultations(_)
            | Self::Improvement(_) => None,
            Self::Published(_) => Some("catalogue"),
            Self::Calendar(_) => Some("calendar"),
            // The office hears of what the applicant wrote, not of its own words.
            Self::Permits(event) if is_to_the_office(event) => Some("office"),
            Self::Permits(event) => concerns_applicant(event).then_some("applicant"),
            Self::Licence(event) => concerns_holder(event).then_some("licence"),
            Self::Complaints(event) => concerns_reporter(event).then_some("reporter"),
        }
    }
}

fn is_to_the_office(event: &permits::Event) -> bool {
    matches!(event, permits::Event::MessagePosted(message) if message.executor.is_none())
}

/// What goes on within the agency is not the applicant's business: who took a
/// step, who read the form, what a supervisor was asked.
fn concerns_applicant(event: &permits::Event) -> bool {
    use permits::Event;
    match event {
        Event::Submitted(_)
        | Event::Accepted(_)
        | Event::Returned(_)
        | Event::Resubmitted(_)
        | Event::Withdrawn(_)
        | Event::StepCompleted(_)
        | Event::Approved(_)
        | Event::Rejected(_)
        | Event::Issued(_)
        | Event::HandedOver(_)
        | Event::HandedBack(_)
        | Event::CalendarAmended(_)
        | Event::DeadlineBreached(_)
        | Event::ObjectionFiled(_)
        | Event::ObjectionMoved(_)
        | Event::ObjectionUpheld(_)
        | Event::ObjectionDismissed(_)
        | Event::ObjectionLapsed(_)
        | Event::DeemedApproved(_)
        | Event::FeeAssessed(_)
        | Event::FeeCancelled(_)
        | Event::FeePaid(_)
        | Event::PaymentPassed(_)
        | Event::FeeReminded(_)
        | Event::FeeLapsed(_)
        | Event::FeeDueMoved(_)
        | Event::ClosedUnpaid(_)
        | Event::InspectionOrdered(_)
        | Event::InspectionRescheduled(_)
        | Event::InspectionCancelled(_)
        | Event::MandateGiven(_)
        | Event::MandateEnded(_)
        | Event::MessagePosted(_) => true,
        Event::ReturnProposed(_)
        | Event::ReturnDeclined(_)
        | Event::Taken(_)
        | Event::Released(_)
        | Event::FormRead(_)
        | Event::FileAttached(_)
        | Event::FileRead(_)
        | Event::DeadlineWarned(_)
        | Event::ObjectionWarned(_)
        | Event::FindingsRecorded(_)
        | Event::MinutesWritten(_)
        | Event::MinutesSigned(_)
        | Event::ConflictDeclared(_)
        | Event::ConflictMatched(_)
        | Event::Reassigned(_)
        | Event::Escalated(_)
        | Event::NoticePreferencesSet(_)
        | Event::NoticeResent(_)
        // That the case went to another agency its own event has told.
        | Event::Entrusted(_)
        | Event::EntrustmentReceived(_)
        | Event::ResultReceived(_)
        | Event::ResultDelivered(_)
        | Event::DocumentFetched(_)
        | Event::DocumentDelivered(_)
        | Event::DocumentReceived(_)
        | Event::DocumentConfirmed(_)
        | Event::CalledBack(_)
        | Event::CallBackAnswered(_)
        | Event::DispatchStopped(_)
        | Event::DispatchResent(_) => false,
    }
}

/// What the reporter is told; what goes on within the agency is not.
fn concerns_reporter(event: &complaints::Event) -> bool {
    use complaints::Event;
    match event {
        Event::Received(_)
        | Event::CompletionAsked(_)
        | Event::Answered(_)
        | Event::Closed(_)
        | Event::Reopened(_)
        | Event::Escalated(_) => true,
        Event::Read(_)
        | Event::Completed(_)
        | Event::Verified(_)
        | Event::Disposed(_)
        | Event::FollowedUp(_)
        | Event::Delivered(_)
        | Event::Warned(_)
        | Event::Breached(_)
        | Event::CalendarAmended(_)
        | Event::NoticeResent(_)
        | Event::Attached(_)
        | Event::AttachmentRead(_) => false,
    }
}

/// That it was issued, its application's own event has told already.
fn concerns_holder(event: &permits::licence::Event) -> bool {
    use permits::licence::Event;
    match event {
        Event::DocumentSigned(_)
        | Event::Revoked(_)
        | Event::Superseded(_)
        | Event::Expiring(_)
        | Event::Expired(_) => true,
        Event::Issued(_) | Event::Concerned(_) => false,
    }
}

impl Record {
    /// The record after `event`. `None` when the event is of another kind than
    /// the record, which only a damaged journal can bring about.
    pub(crate) fn evolve(
        record: Option<Self>,
        at: Instant,
        actor: &Actor,
        event: &Event,
    ) -> Option<Self> {
        match (record, event) {
            (None, Event::Opened(opened)) => {
                Some(Self::Deployment(DeploymentRecord::from(opened.clone())))
            }
            (None, Event::Published(published)) => published.first(),
            (Some(Self::Service(record)), Event::Published(Published::Service(published))) => {
                Some(Self::Service(record.evolve(published)))
            }
            (Some(Self::Service(record)), Event::Published(Published::Withdrawn(withdrawn))) => {
                Some(Self::Service(record.withdraw(withdrawn)))
            }
            (Some(Self::Sop(record)), Event::Published(Published::Sop(published))) => {
                Some(Self::Sop(record.evolve(published)))
            }
            (None, Event::Calendar(event)) => {
                CalendarRecord::evolve(None, event).map(|record| Self::Calendar(Box::new(record)))
            }
            (Some(Self::Calendar(record)), Event::Calendar(event)) => {
                CalendarRecord::evolve(Some(*record), event)
                    .map(|record| Self::Calendar(Box::new(record)))
            }
            (None, Event::Access(event)) => {
                OfficerRecord::evolve(None, event).map(|record| Self::Officer(Box::new(record)))
            }
            (Some(Self::Officer(record)), Event::Access(event)) => {
                OfficerRecord::evolve(Some(*record), event)
                    .map(|record| Self::Officer(Box::new(record)))
            }
            (None, Event::Permits(event)) => Application::evolve(None, at, actor, event)
                .map(|record| Self::Application(Box::new(record))),
            (Some(Self::Application(record)), Event::Permits(event)) => {
                Application::evolve(Some(*record), at, actor, event)
                    .map(|record| Self::Application(Box::new(record)))
            }
            (None, Event::Licence(event)) => LicenceRecord::evolve(None, at, actor, event)
                .map(|record| Self::Licence(Box::new(record))),
            (Some(Self::Licence(record)), Event::Licence(event)) => {
                LicenceRecord::evolve(Some(*record), at, actor, event)
                    .map(|record| Self::Licence(Box::new(record)))
            }
            (record, Event::Standards(event)) => evolved(record, at, actor, event),
            (record, Event::Governance(event)) => governed(record, at, actor, event),
            (Some(Self::Application(record)), Event::Privacy(event)) => {
                Some(Self::Application(match **event {
                    privacy::Event::Erased(_) => Box::new(record.erased(at)),
                    privacy::Event::Exported(_) | privacy::Event::FoundBySearch(_) => record,
                    _ => return None,
                }))
            }
            (Some(Self::Complaint(record)), Event::Privacy(event)) => match **event {
                privacy::Event::Erased(_) => Some(Self::Complaint(Box::new(record.erased(at)))),
                privacy::Event::Exported(_) => Some(Self::Complaint(record)),
                _ => None,
            },
            (Some(Self::Forum(record)), Event::Privacy(event)) => match &**event {
                privacy::Event::Erased(erased) => {
                    Some(Self::Forum(Box::new(record.erased(&erased.subject, at))))
                }
                privacy::Event::Exported(_) => Some(Self::Forum(record)),
                _ => None,
            },
            (None, Event::Improvement(event)) => {
                Action::evolve(None, actor, event).map(|it| Self::Improvement(Box::new(it)))
            }
            (Some(Self::Improvement(record)), Event::Improvement(event)) => {
                Action::evolve(Some(*record), actor, event)
                    .map(|it| Self::Improvement(Box::new(it)))
            }
            (None, Event::Consultations(event)) => {
                Forum::evolve(None, at, actor, event).map(|it| Self::Forum(Box::new(it)))
            }
            (Some(Self::Forum(record)), Event::Consultations(event)) => {
                Forum::evolve(Some(*record), at, actor, event).map(|it| Self::Forum(Box::new(it)))
            }
            (None, Event::Privacy(event)) => privacy::Record::evolve(None, at, event)
                .map(|record| Self::Privacy(Box::new(record))),
            (Some(Self::Privacy(record)), Event::Privacy(event)) => {
                privacy::Record::evolve(Some(*record), at, event)
                    .map(|record| Self::Privacy(Box::new(record)))
            }
            (None, Event::Complaints(event)) => {
                Complaint::evolve(None, at, event).map(|record| Self::Complaint(Box::new(record)))
            }
            (Some(Self::Complaint(record)), Event::Complaints(event)) => {
                Complaint::evolve(Some(*record), at, event)
                    .map(|record| Self::Complaint(Box::new(record)))
            }
            (None, Event::Surveys(event)) => Some(Self::SurveyBatch(surveys::Batch::evolve(event))),
            (None, Event::Ombudsman(event)) => ombudsman::Product::evolve(None, actor, event)
                .map(|it| Self::OmbudsmanProduct(Box::new(it))),
            (Some(Self::OmbudsmanProduct(record)), Event::Ombudsman(event)) => {
                ombudsman::Product::evolve(Some(*record), actor, event)
                    .map(|it| Self::OmbudsmanProduct(Box::new(it)))
            }
            (None, Event::Whistleblowing(event)) => {
                Some(Self::WhistleBatch(whistleblowing::Batch::evolve(event)))
            }
            (None, Event::Hall(event)) => {
                queue::Record::evolve(None, at, event).map(|record| Self::Hall(Box::new(record)))
            }
            (Some(Self::Hall(record)), Event::Hall(event)) => {
                queue::Record::evolve(Some(*record), at, event)
                    .map(|record| Self::Hall(Box::new(record)))
            }
            (Some(_), _) => None,
        }
    }

    pub(crate) fn to_json(&self) -> String {
        match self {
            Self::Deployment(record) => to_json(record),
            Self::Service(record) => to_json(record),
            Self::Sop(record) => to_json(record),
            Self::Calendar(record) => to_json(record),
            Self::Officer(record) => to_json(record),
            Self::Application(record) => to_json(record),
            Self::Privacy(record) => record.to_json(),
            Self::Licence(record) => to_json(record),
            Self::Standard(record) => to_json(record),
            Self::Promise(record) => to_json(record),
            Self::Compensation(record) => to_json(record),
            Self::SopGovernance(record) => to_json(record),
            Self::SopSetting(record) => to_json(record),
            Self::Forum(record) => to_json(record),
            Self::Improvement(record) => to_json(record),
            Self::Complaint(record) => to_json(record),
            Self::SurveyBatch(record) => to_json(record),
            Self::OmbudsmanProduct(record) => to_json(record),
            Self::WhistleBatch(record) => to_json(record),
            Self::Hall(record) => record.to_json(),
        }
    }

    pub(crate) fn from_json(key: &Key, state: &str) -> Result<Self, Error> {
        let read = match key.kind {
            RecordKind::Deployment => serde_json::from_str(state).map(Self::Deployment),
            RecordKind::Service => serde_json::from_str(state).map(Self::Service),
            RecordKind::Sop => serde_json::from_str(state).map(Self::Sop),
            RecordKind::Calendar => serde_json::from_str(state).map(Self::Calendar),
            RecordKind::Officer => serde_json::from_str(state).map(Self::Officer),
            RecordKind::Application => serde_json::from_str(state).map(Self::Application),
            RecordKind::SubjectRequest => of_privacy(privacy::Kind::Request, state),
            RecordKind::Breach => of_privacy(privacy::Kind::Breach, state),
            RecordKind::Search => of_privacy(privacy::Kind::Search, state),
            RecordKind::Licence => serde_json::from_str(state).map(Self::Licence),
            RecordKind::Standard => serde_json::from_str(state).map(Self::Standard),
            RecordKind::Promise => serde_json::from_str(state).map(Self::Promise),
            RecordKind::Compensation => serde_json::from_str(state).map(Self::Compensation),
            RecordKind::SopGovernance => serde_json::from_str(state).map(Self::SopGovernance),
            RecordKind::SopSetting => serde_json::from_str(state).map(Self::SopSetting),
            RecordKind::Forum => serde_json::from_str(state).map(Self::Forum),
            RecordKind::Improvement => serde_json::from_str(state).map(Self::Improvement),
            RecordKind::Complaint => serde_json::from_str(state).map(Self::Complaint),
            RecordKind::SurveyBatch => serde_json::from_str(state).map(Self::SurveyBatch),
            RecordKind::OmbudsmanProduct => serde_json::from_str(state).map(Self::OmbudsmanProduct),
            RecordKind::WhistleBatch => serde_json::from_str(state).map(Self::WhistleBatch),
            RecordKind::Hall => of_hall(queue::Kind::Hall, state),
            RecordKind::StandDay => of_hall(queue::Kind::StandDay, state),
            RecordKind::Visit => of_hall(queue::Kind::Visit, state),
        };
        read.map_err(|why| {
            Error::corrupt("record.state", format!("{}/{}", key.kind.as_str(), key.id), why)
        })
    }
}

/// A standard, a promise or a compensation after `event`.
fn evolved(
    record: Option<Record>,
    at: Instant,
    actor: &Actor,
    event: &standards::Event,
) -> Option<Record> {
    match (record, event) {
        (None, standards::Event::PromiseMade(_)) => {
            Promise::evolve(None, at, event).map(|it| Record::Promise(Box::new(it)))
        }
        (Some(Record::Promise(record)), _) => {
            Promise::evolve(Some(*record), at, event).map(|it| Record::Promise(Box::new(it)))
        }
        (None, standards::Event::Compensated(_)) => {
            Compensation::evolve(at, actor, event).map(|it| Record::Compensation(Box::new(it)))
        }
        (None, _) => {
            Standard::evolve(None, at, actor, event).map(|it| Record::Standard(Box::new(it)))
        }
        (Some(Record::Standard(record)), _) => Standard::evolve(Some(*record), at, actor, event)
            .map(|it| Record::Standard(Box::new(it))),
        (Some(_), _) => None,
    }
}

/// The governance of a version, or an agency's setting, after `event`.
fn governed(
    record: Option<Record>,
    at: Instant,
    actor: &Actor,
    event: &sop::governance::Event,
) -> Option<Record> {
    match record {
        None | Some(Record::SopSetting(_)) if Setting::evolve(event).is_some() => {
            Setting::evolve(event).map(Record::SopSetting)
        }
        None => Governance::evolve(None, at, actor, event)
            .map(|record| Record::SopGovernance(Box::new(record))),
        Some(Record::SopGovernance(record)) => Governance::evolve(Some(*record), at, actor, event)
            .map(|record| Record::SopGovernance(Box::new(record))),
        Some(_) => None,
    }
}

fn of_privacy(kind: privacy::Kind, state: &str) -> Result<Record, serde_json::Error> {
    privacy::Record::from_json(kind, state).map(|record| Record::Privacy(Box::new(record)))
}

fn of_hall(kind: queue::Kind, state: &str) -> Result<Record, serde_json::Error> {
    queue::Record::from_json(kind, state).map(|record| Record::Hall(Box::new(record)))
}

/// JSON of a value made of plain structs, texts and numbers.
pub(crate) fn to_json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("plain structs of texts and numbers are always JSON")
}
