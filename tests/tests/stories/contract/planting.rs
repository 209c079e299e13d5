//! Faults, planted into a good message wherever the contract forbids them.

use prost::Message;
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage, Value,
};

use super::words::Contract;

/// One kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// What must be given is not.
    Missing,
    /// Messages are given, with nothing in them.
    Hollow,
    /// None of a choice is given.
    NoChoice,
    /// One character, byte or element more than the contract allows.
    TooLong,
    /// Not the format that the contract names.
    Malformed,
    /// A control character.
    Control,
    /// A character that reorders text on a screen.
    Deceptive,
    /// A number that no enum has.
    UnknownNumber,
    /// A date, an instant or a number that cannot be.
    Impossible,
}

/// Every kind.
pub(super) const FAULTS: [Fault; 9] = [
    Fault::Missing,
    Fault::Hollow,
    Fault::NoChoice,
    Fault::TooLong,
    Fault::Malformed,
    Fault::Control,
    Fault::Deceptive,
    Fault::UnknownNumber,
    Fault::Impossible,
];

/// Texts in which people say what they like: they have a length, no format.
const FREE: &[&str] = &[
    "satupintu.complaints.v1.Reporter.name",
    "satupintu.complaints.v1.Reporter.address",
    "satupintu.complaints.v1.SubmitComplaintRequest.text",
    "satupintu.complaints.v1.CompleteComplaintRequest.text",
    "satupintu.complaints.v1.JudgeAnswerRequest.reason",
    "satupintu.complaints.v1.VerifyComplaintRequest.missing",
    "satupintu.complaints.v1.DisposeComplaintRequest.note",
    "satupintu.complaints.v1.FollowUpComplaintRequest.note",
    "satupintu.complaints.v1.AnswerComplaintRequest.text",
    "satupintu.complaints.v1.AnswerComplaintRequest.evidence",
    "satupintu.complaints.v1.CloseComplaintRequest.AcceptedElsewhere.reference",
    "satupintu.complaints.v1.ReopenComplaintRequest.reason",
    "satupintu.exchange.v1.HandedDocument.file_name",
    "satupintu.exchange.v1.ReturnResultRequest.reason",
    "satupintu.files.v1.CreateUploadRequest.file_name",
    "satupintu.permits.v1.Applicant.name",
    "satupintu.permits.v1.Applicant.address",
    "satupintu.permits.v1.Answer.text",
    "satupintu.permits.v1.Conflict.note",
    "satupintu.permits.v1.DecideObjectionRequest.reason",
    "satupintu.permits.v1.Defect.note",
    "satupintu.permits.v1.FileObjectionRequest.grounds",
    "satupintu.permits.v1.ReassignTaskRequest.note",
    "satupintu.permits.v1.Overtake.note",
    "satupintu.permits.v1.WithdrawApplicationRequest.reason",
    "satupintu.permits.v1.EndorseReturnRequest.reason",
    "satupintu.permits.v1.CompleteTaskRequest.reason",
    "satupintu.permits.v1.ApproveApplicationRequest.reason",
    "satupintu.permits.v1.RejectApplicationRequest.ground",
    "satupintu.permits.v1.RevokeLicenceRequest.ground",
    "satupintu.permits.v1.SignLicenceRequest.passphrase",
    "satupintu.permits.v1.CancelAssessmentRequest.reason",
    "satupintu.permits.v1.CloseUnpaidRequest.reason",
    "satupintu.permits.v1.OrderInspectionRequest.place",
    "satupintu.permits.v1.RescheduleInspectionRequest.reason",
    "satupintu.permits.v1.CancelInspectionRequest.reason",
    "satupintu.permits.v1.Finding.note",
    "satupintu.permits.v1.WriteMinutesRequest.text",
    "satupintu.permits.v1.WriteMinutesRequest.reason",
    "satupintu.permits.v1.PostMessageRequest.text",
    "satupintu.permits.v1.Agent.name",
    "satupintu.privacy.v1.OpenOwnRequestRequest.text",
    "satupintu.privacy.v1.RecordSubjectRequestRequest.text",
    "satupintu.privacy.v1.AnswerSubjectRequestRequest.note",
    "satupintu.privacy.v1.RefuseSubjectRequestRequest.ground",
    "satupintu.privacy.v1.RecordBreachRequest.narrative",
    "satupintu.consultations.v1.CreateForumRequest.place",
    "satupintu.consultations.v1.CreateForumRequest.agenda",
    "satupintu.consultations.v1.Invitation.invitee",
    "satupintu.consultations.v1.RegisterParticipantRequest.person_name",
    "satupintu.consultations.v1.RegisterParticipantRequest.organisation",
    "satupintu.consultations.v1.RegisterParticipantRequest.contact",
    "satupintu.consultations.v1.SubmitCommentRequest.text",
    "satupintu.consultations.v1.SubmitCommentRequest.person_name",
    "satupintu.consultations.v1.SubmitCommentRequest.contact",
    "satupintu.consultations.v1.RecordCommentRequest.text",
    "satupintu.consultations.v1.RecordCommentRequest.person_name",
    "satupintu.consultations.v1.RecordCommentRequest.contact",
    "satupintu.consultations.v1.DecideCommentRequest.change",
    "satupintu.consultations.v1.DecideCommentRequest.reason",
    "satupintu.consultations.v1.DecideCommentRequest.forwarded_to",
    "satupintu.consultations.v1.WriteMinutesRequest.number",
    "satupintu.consultations.v1.WriteMinutesRequest.text",
    "satupintu.consultations.v1.RecordFollowUpRequest.proof",
    "satupintu.ombudsman.v1.RecordProductRequest.number",
    "satupintu.ombudsman.v1.RecordProductRequest.text",
    "satupintu.ombudsman.v1.FollowUpProductRequest.text",
    "satupintu.ombudsman.v1.CloseProductRequest.reference",
    "satupintu.queue.v1.HallPlan.name",
    "satupintu.queue.v1.Stand.name",
    "satupintu.queue.v1.Stand.name_en",
    "satupintu.queue.v1.PriorityClass.name",
    "satupintu.queue.v1.PriorityClass.name_en",
    "satupintu.improvement.v1.OpenActionRequest.what",
    "satupintu.improvement.v1.CompleteActionRequest.proof",
    "satupintu.improvement.v1.ReturnActionRequest.reason",
    "satupintu.improvement.v1.DropActionRequest.reason",
    "satupintu.calendar.v1.Holiday.name",
    "satupintu.calendar.v1.Holiday.decree",
    "satupintu.calendar.v1.Edition.decree",
    "satupintu.calendar.v1.NamedDay.name",
    "satupintu.calendar.v1.Ramadan.decree",
    "satupintu.sop.v1.RecordTrialRequest.report",
    "satupintu.sop.v1.QuizQuestion.text",
    "satupintu.sop.v1.ApproveSopRequest.decree",
    "satupintu.sop.v1.RecordSessionRequest.report",
    "satupintu.sop.v1.EvaluateSopRequest.report",
    "satupintu.sop.v1.ProposeRevisionRequest.reason",
    "satupintu.sop.v1.DisposeProposalRequest.reason",
    "satupintu.standards.v1.Decree.number",
    "satupintu.standards.v1.Medium.place",
    "satupintu.standards.v1.RecordDiscussionRequest.minutes",
    "satupintu.standards.v1.ReviewStandardRequest.report",
    "satupintu.standards.v1.EstablishPromiseRequest.text",
    "satupintu.standards.v1.EstablishPromiseRequest.signatory",
    "satupintu.standards.v1.EstablishPromiseRequest.compensation_text",
    "satupintu.standards.v1.RecordCompensationRequest.given",
    "satupintu.surveys.v1.Answers.comment",
    "satupintu.surveys.v1.FollowUp.activity",
    "satupintu.surveys.v1.FollowUp.due",
    "satupintu.surveys.v1.FollowUp.element",
    "satupintu.surveys.v1.FollowUp.responsible",
    "satupintu.surveys.v1.FollowUp.status",
    "satupintu.surveys.v1.MakeReportRequest.collection",
    "satupintu.surveys.v1.MakeReportRequest.number",
    "satupintu.surveys.v1.MakeReportRequest.place",
    "satupintu.surveys.v1.MakeReportRequest.team",
    "satupintu.surveys.v1.MakeReportRequest.unit_title",
];

/// Documents, whose faults are no faults of the message: only the length counts.
const EXAMINED: [&str; 2] =
    ["satupintu.sop.v1.CheckSopRequest.text", "satupintu.standards.v1.DraftStandardRequest.text"];

/// Longer than anything for which the contract names no length but a format.
const LONG: usize = 5000;

/// A fault in a message.
#[derive(Debug)]
pub(super) struct Planted {
    /// The full name of the field.
    pub(super) field: String,
    /// The place, as a violation names it.
    place: String,
    /// The place is a value with parts; a violation may name the part.
    has_parts: bool,
}

impl Planted {
    /// Whether a violation at `field` speaks of this fault.
    pub(super) fn is_at(&self, field: &str) -> bool {
        let part = field.strip_prefix(&self.place);
        part.is_some_and(|part| part.is_empty() || self.has_parts && part.starts_with('.'))
    }
}

/// Messages that are one value to people: judged as a whole.
pub(super) fn is_value(message: &MessageDescriptor) -> bool {
    matches!(
        message.full_name(),
        "google.protobuf.Timestamp"
            | "google.type.Date"
            | "satupintu.type.v1.WorkDuration"
            | "satupintu.type.v1.CountFrom"
    )
}

/// Puts faults of one kind into `message`, wherever the contract forbids them.
pub(super) fn plant(
    message: &mut DynamicMessage,
    fault: Fault,
    contract: &Contract,
) -> Vec<Planted> {
    let mut planting = Planting { fault, contract, planted: Vec::new() };
    planting.message(message, "");
    planting.planted
}

/// Makes every free text as long as the contract allows.
pub(super) fn fill(message: &mut DynamicMessage, contract: &Contract) {
    for field in message.descriptor().fields() {
        if !message.has_field(&field) {
            continue;
        }
        let full = match message.get_field(&field).into_owned() {
            Value::String(_) if is_free(&field) => {
                let limit = contract.limit(&field).expect("a free text has a bound in its comment");
                Value::String("é".repeat(limit))
            }
            Value::Message(mut inner) => {
                fill(&mut inner, contract);
                Value::Message(inner)
            }
            Value::List(mut elements) => {
                for element in &mut elements {
                    if let Value::Message(inner) = element {
                        fill(inner, contract);
                    }
                }
                Value::List(elements)
            }
            other => other,
        };
        message.set_field(&field, full);
    }
}

fn is_free(field: &FieldDescriptor) -> bool {
    FREE.contains(&field.full_name())
}

struct Planting<'c> {
    fault: Fault,
    contract: &'c Contract,
    planted: Vec<Planted>,
}

impl Planting<'_> {
    fn note(&mut self, field: &FieldDescriptor, place: &str, has_parts: bool) {
        let field = field.full_name().to_owned();
        self.planted.push(Planted { field, place: place.to_owned(), has_parts });
    }

    fn message(&mut self, message: &mut DynamicMessage, path: &str) {
        for choice in message.descriptor().oneofs().filter(|choice| !choice.is_synthetic()) {
            self.choice(message, &choice, path);
        }
        for field in message.descriptor().fields() {
            let place = joined(path, field.name());
            if field.is_list() {
                self.list(message, &field, &place);
            } else if let Kind::Message(inner) = field.kind() {
                self.inner(message, &field, &inner, &place);
            } else if field.containing_oneof().is_none() || message.has_field(&field) {
                self.leaf(message, &field, &place);
            }
        }
    }

    /// A violation names the choice itself, or the message that should hold it.
    fn choice(
        &mut self,
        message: &mut DynamicMessage,
        choice: &prost_reflect::OneofDescriptor,
        path: &str,
    ) {
        if self.fault != Fault::NoChoice || !self.contract.is_required_choice(choice) {
            return;
        }
        for field in choice.fields() {
            message.clear_field(&field);
        }
        let field = choice.full_name().to_owned();
        let (place, has_parts) = match path {
            "" => (choice.name().to_owned(), false),
            path => (path.to_owned(), true),
        };
        self.planted.push(Planted { field, place, has_parts });
    }

    fn list(&mut self, message: &mut DynamicMessage, field: &FieldDescriptor, place: &str) {
        let Value::List(mut elements) = message.get_field(field).into_owned() else { return };
        let Some(first) = elements.first().cloned() else { return };
        match self.fault {
            Fault::TooLong => {
                let limit = self.contract.limit(field).expect("a list has a bound in its comment");
                elements = vec![first; limit + 1];
                self.note(field, place, false);
            }
            Fault::Missing => {
                if self.contract.is_required(field) {
                    elements.clear();
                    self.note(field, place, false);
                }
            }
            // A list within an element of a list.
            Fault::Hollow if place.contains('[') && self.contract.is_required(field) => {
                elements.clear();
                self.note(field, place, false);
            }
            _ => {
                for (n, element) in elements.iter_mut().enumerate() {
                    if let Value::Message(inner) = element {
                        self.message(inner, &format!("{place}[{n}]"));
                    }
                }
            }
        }
        message.set_field(field, Value::List(elements));
    }

    fn inner(
        &mut self,
        message: &mut DynamicMessage,
        field: &FieldDescriptor,
        descriptor: &MessageDescriptor,
        place: &str,
    ) {
        if !message.has_field(field) {
            return;
        }
        let is_nested = place.contains('.');
        let misses = match self.fault {
            Fault::Missing => !is_nested,
            Fault::Hollow => is_nested,
            _ => false,
        };
        if misses {
            if self.contract.is_required(field) {
                message.clear_field(field);
                self.note(field, place, false);
            } else if self.fault == Fault::Missing && field.containing_oneof().is_none() {
                // An optional message may be missing: that is no fault.
                message.clear_field(field);
            }
            return;
        }
        let mut inner = message.get_field(field).into_owned();
        if let Value::Message(inner) = &mut inner {
            if is_value(descriptor) {
                if self.value(inner) {
                    self.note(field, place, true);
                }
            } else {
                self.message(inner, place);
            }
        }
        message.set_field(field, inner);
    }

    /// Makes a value impossible; says whether it did.
    fn value(&self, value: &mut DynamicMessage) -> bool {
        let name = value.descriptor().full_name().to_owned();
        match (name.as_str(), self.fault) {
            // 31 February.
            ("google.type.Date", Fault::Impossible) => {
                value.set_field_by_name("month", Value::I32(2));
                value.set_field_by_name("day", Value::I32(31));
            }
            // A year without month and day is a date elsewhere, not here.
            ("google.type.Date", Fault::Malformed) => value.set_field_by_name("day", Value::I32(0)),
            ("google.protobuf.Timestamp", Fault::Impossible) => {
                value.set_field_by_name("seconds", Value::I64(i64::MAX));
            }
            ("google.protobuf.Timestamp", Fault::Malformed) => {
                value.set_field_by_name("nanos", Value::I32(-1));
            }
            ("satupintu.type.v1.WorkDuration", Fault::Impossible) => {
                value.set_field_by_name("working_days", Value::U32(u32::MAX));
            }
            ("satupintu.type.v1.WorkDuration", Fault::NoChoice) => value.clear(),
            ("satupintu.type.v1.CountFrom", Fault::UnknownNumber) => {
                value.set_field_by_name("rule", Value::EnumNumber(UNKNOWN));
            }
            ("satupintu.type.v1.CountFrom", Fault::Impossible) => {
                value.set_field_by_name("cutoff_minutes", Value::U32(1441));
            }
            _ => return false,
        }
        true
    }

    fn leaf(&mut self, message: &mut DynamicMessage, field: &FieldDescriptor, place: &str) {
        let bad = match field.kind() {
            Kind::String => self.text(field, place).map(Value::String),
            Kind::Enum(_) => self.number(field, place).map(Value::EnumNumber),
            Kind::Int32 => (self.fault == Fault::Impossible).then_some(Value::I32(-1)),
            _ => None,
        };
        if let Some(bad) = bad {
            message.set_field(field, bad);
            self.note(field, place, false);
        }
    }

    /// Whether a leaf at `place` is given up by this fault.
    fn is_missed(&self, field: &FieldDescriptor, place: &str) -> bool {
        let is_nested = place.contains('.');
        let is_of_this_fault = match self.fault {
            Fault::Missing => !is_nested,
            Fault::Hollow => is_nested,
            _ => return false,
        };
        // A member of a choice that is given is given with something in it.
        let is_required = self.contract.is_required(field) || field.containing_oneof().is_some();
        is_of_this_fault && is_required
    }

    fn text(&self, field: &FieldDescriptor, place: &str) -> Option<String> {
        let name = field.full_name();
        if self.is_missed(field, place) {
            return Some(String::new());
        }
        match self.fault {
            Fault::TooLong => Some("a".repeat(self.contract.limit(field).unwrap_or(LONG) + 1)),
            Fault::Malformed if !is_free(field) && !EXAMINED.contains(&name) => {
                Some("a b!".to_owned())
            }
            Fault::Control if !EXAMINED.contains(&name) => Some("a\u{7}b".to_owned()),
            Fault::Deceptive if !EXAMINED.contains(&name) => Some("a\u{202e}b".to_owned()),
            // Nobody is born on 31 February.
            Fault::Impossible if field.name() == "nik" => Some("9901013102450001".to_owned()),
            _ => None,
        }
    }

    fn number(&self, field: &FieldDescriptor, place: &str) -> Option<i32> {
        if self.is_missed(field, place) {
            return Some(0);
        }
        (self.fault == Fault::UnknownNumber).then_some(UNKNOWN)
    }
}

const UNKNOWN: i32 = 4711;

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
