//! Complaints, as officers and reporters see them.

use calendar::{Change, Deadline};
use complaints::{
    Channel, Class, Clock, Complaint, Ground, Law, Maladministration, Reply, State, Step,
};
use contract::satupintu::complaints::v1 as pb;
use kernel::{Bilingual, Instant, SealedRef};
use store::{Found, Store};
use tonic::Status;

use crate::{
    names,
    outcome::status,
    wire::{bilingual, citation, deadline, timestamp, work_duration},
};

const MICROS_A_DAY: i64 = 86_400_000_000;

/// What officers see, without words.
pub(super) fn complaint(store: &Store, found: &Found<Complaint>) -> pb::Complaint {
    let Found { version, index, record } = found;
    let now = store.clock().now();
    let next = record.next_due();
    let (duplicate_of, accepted_by) = match record.ground() {
        Some(Ground::Duplicate { of }) => (names::complaint(&record.agency, of), String::new()),
        Some(Ground::AcceptedElsewhere { agency, .. }) => (String::new(), agency.to_string()),
        _ => (String::new(), String::new()),
    };
    let service = record.service.as_ref().map(|it| names::service(&record.agency, it));
    let sop = kernel::Slug::parse(&record.sop.id).ok();
    let sop = sop.map(|sop| names::sop_version(&record.agency, &sop, record.sop.version));
    pb::Complaint {
        name: names::complaint(&record.agency, &record.id),
        etag: version.to_string(),
        journal_index: *index,
        receipt_number: record.receipt.to_string(),
        state: state(record).into(),
        class: class(record.class).into(),
        forms: record.forms.iter().map(|it| form(*it).into()).collect(),
        channel: channel(record.channel).into(),
        original_id: record.original_id.clone().unwrap_or_default(),
        received_at: Some(timestamp(record.received_at)),
        district: record.district.as_ref().map(ToString::to_string).unwrap_or_default(),
        anonymous: record.reporter.is_none(),
        confidential: record.confidential,
        service: service.unwrap_or_default(),
        clause: record.clause.clone().unwrap_or_default(),
        case: record.case.as_ref().map(|it| case(record, it)),
        holder: names::unit(&record.holder),
        dispositions: count(record.dispositions),
        reopened: count(record.reopened),
        age_days: age_days(record, now),
        clocks: record.clocks.iter().map(|it| clock(record, it)).collect(),
        next_step: next.map_or(pb::ComplaintStep::Unspecified, |(it, _)| step(it)).into(),
        due: next.map(|(_, due)| deadline(&due)),
        late: record.is_late(),
        escalated_at: record.escalated_at().map(timestamp),
        ground: ground(record.ground()).into(),
        duplicate_of,
        accepted_by,
        solved: record.ground().is_some_and(Ground::is_solved),
        sop: sop.unwrap_or_default(),
        open_steps: record.run.open_steps().map(ToString::to_string).collect(),
        simulated: store.deployment().simulation,
    }
}

/// What the reporter sees, with the answers and every clock explained.
pub(super) async fn progress(
    store: &Store,
    found: &Found<Complaint>,
) -> Result<pb::ComplaintProgress, Status> {
    let Found { version, index, record } = found;
    let now = store.clock().now();
    let calendar = store.compiled_calendar(&record.agency).await.map_err(status)?;
    let clocks = record.clocks.iter().map(|it| {
        let explained = calendar.as_ref().map(|calendar| it.ledger.explain(calendar, now));
        let explanation = explained.iter().flatten().map(bilingual).collect();
        pb::ComplaintClock { explanation, ..clock(record, it) }
    });
    let missing = match (&record.state, &record.missing) {
        (State::AwaitingReporter { .. }, Some(missing)) => words(store, missing).await?,
        _ => String::new(),
    };
    let reporter_until = match &record.state {
        State::AwaitingReporter { until } => Some(*until),
        State::Answered { objection_until, .. } | State::Closed { objection_until, .. } => {
            Some(*objection_until)
        }
        State::Received | State::Verified | State::Disposed | State::InProgress => None,
    };
    Ok(pb::ComplaintProgress {
        name: names::complaint(&record.agency, &record.id),
        etag: version.to_string(),
        journal_index: *index,
        receipt_number: record.receipt.to_string(),
        state: state(record).into(),
        state_text: Some(bilingual(&state_text(record))),
        class: class(record.class).into(),
        received_at: Some(timestamp(record.received_at)),
        holder: names::unit(&record.holder),
        clocks: clocks.collect(),
        late: record.is_late(),
        missing,
        reporter_until: reporter_until.map(timestamp),
        answers: answers(store, &record.replies).await?,
        ground: ground(record.ground()).into(),
        solved: record.ground().is_some_and(Ground::is_solved),
        age_days: age_days(record, now),
        reopened: count(record.reopened),
        simulated: store.deployment().simulation,
    })
}

/// The answers with their words.
pub(super) async fn answers(
    store: &Store,
    replies: &[Reply],
) -> Result<Vec<pb::ComplaintAnswer>, Status> {
    let mut shown = Vec::with_capacity(replies.len());
    for reply in replies {
        let evidence = match &reply.evidence {
            Some(evidence) => words(store, evidence).await?,
            None => String::new(),
        };
        shown.push(pb::ComplaintAnswer {
            answered_at: Some(timestamp(reply.at)),
            text: words(store, &reply.text).await?,
            evidence,
            improvement: reply.improvement.clone().unwrap_or_default(),
        });
    }
    Ok(shown)
}

/// A text in the clear; empty once it was erased.
pub(super) async fn words(store: &Store, sealed: &SealedRef) -> Result<String, Status> {
    let bytes = store.unseal(sealed).await.map_err(status)?.unwrap_or_default();
    String::from_utf8(bytes).map_err(|error| edge::failed(&error))
}

fn case(record: &Complaint, facts: &complaints::CaseFacts) -> pb::ComplaintCase {
    let complaints::CaseFacts {
        application,
        service: _,
        step,
        due,
        is_late,
        holder,
        awaits_applicant,
    } = facts;
    pb::ComplaintCase {
        application: names::application(&record.agency, application),
        step: step.as_ref().map(ToString::to_string).unwrap_or_default(),
        due: due.as_ref().map(deadline),
        late: *is_late,
        holder: names::unit(holder),
        awaited_applicant: *awaits_applicant,
    }
}

fn clock(record: &Complaint, clock: &Clock) -> pb::ComplaintClock {
    let started = clock.ledger.entries().iter().find_map(|entry| match &entry.change {
        Change::Started { budget, basis, .. } => Some((*budget, basis)),
        _ => None,
    });
    let law = match clock.law {
        Law::Sp4n => pb::ComplaintLaw::Sp4n,
        Law::PublicService => pb::ComplaintLaw::PublicService,
        Law::Promise => pb::ComplaintLaw::Promise,
    };
    // What we are not certain of is no law to a citizen, whatever clock it has.
    let edition = complaints::Edition::named(&record.edition);
    let is_uncertain = edition.is_some_and(|edition| {
        edition.of(clock.step, record.class).any(|rule| {
            rule.law == clock.law && rule.confidence == complaints::Confidence::Uncertain
        })
    });
    let earliest = record.due(clock.step);
    let is_earliest = |due: &Deadline| earliest.is_some_and(|earliest| earliest.at == due.at);
    pb::ComplaintClock {
        step: step(clock.step).into(),
        law: if is_uncertain { pb::ComplaintLaw::Promise } else { law }.into(),
        time: started.map(|(budget, _)| work_duration(budget)),
        basis: started.map(|(_, basis)| citation(basis)),
        due: clock.deadline.as_ref().map(deadline),
        counts: clock.deadline.as_ref().is_some_and(is_earliest),
        explanation: Vec::new(),
    }
}

/// The state, as the wire names it.
pub(crate) fn state(record: &Complaint) -> pb::ComplaintState {
    match record.state {
        State::Received => pb::ComplaintState::Received,
        State::AwaitingReporter { .. } => pb::ComplaintState::AwaitingReporter,
        State::Verified => pb::ComplaintState::Verified,
        State::Disposed => pb::ComplaintState::Disposed,
        State::InProgress => pb::ComplaintState::InProgress,
        State::Answered { .. } => pb::ComplaintState::Answered,
        State::Closed { .. } => pb::ComplaintState::Closed,
    }
}

/// Where it stands, and whose turn it is.
pub(crate) fn state_text(record: &Complaint) -> Bilingual {
    let (id, en) = match &record.state {
        State::Received => (
            "Diterima; menunggu verifikasi instansi",
            "Received; waits to be verified by the agency",
        ),
        State::AwaitingReporter { .. } => (
            "Perlu Anda lengkapi; bila lewat waktu, pengaduan dianggap dicabut",
            "To be completed by you; if not in time, it is deemed withdrawn",
        ),
        State::Verified => {
            ("Terverifikasi; menunggu disposisi ke unit", "Verified; waits to be given to a unit")
        }
        State::Disposed => (
            "Didisposisikan; menunggu tindak lanjut pertama",
            "Given to a unit; waits for the first follow-up",
        ),
        State::InProgress => ("Sedang ditindaklanjuti", "Being followed up"),
        State::Answered { has_evidence: true, .. } => (
            "Dijawab disertai bukti; ditutup bila Anda tidak menyanggah sampai batas waktu",
            "Answered with evidence; it is closed unless you object in time",
        ),
        State::Answered { has_evidence: false, .. } => (
            "Dijawab; menunggu pernyataan Anda, selesai atau disanggah",
            "Answered; waits for your word, solved or disputed",
        ),
        State::Closed { ground, .. } => match ground {
            Ground::ConfirmedByReporter => {
                ("Ditutup: selesai menurut pernyataan Anda", "Closed: solved, by your own word")
            }
            Ground::Undisputed => {
                ("Ditutup: tidak disanggah sampai batas waktu", "Closed: nobody objected in time")
            }
            Ground::AcceptedElsewhere { .. } => (
                "Ditutup: bukan kewenangan kami dan telah diterima instansi lain",
                "Closed: not ours, and accepted by another agency",
            ),
            Ground::Duplicate { .. } => (
                "Ditutup: sama dengan pengaduan lain yang masih berjalan",
                "Closed: it repeats another complaint, which goes on",
            ),
            Ground::DeemedWithdrawn => (
                "Ditutup: tidak dilengkapi sampai batas waktu sehingga dianggap dicabut",
                "Closed: not completed in time and so deemed withdrawn",
            ),
        },
    };
    Bilingual::new(id, en)
}

fn age_days(record: &Complaint, now: Instant) -> i32 {
    i32::try_from(record.age_micros(now) / MICROS_A_DAY).unwrap_or(i32::MAX)
}

fn count(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn step(step: Step) -> pb::ComplaintStep {
    match step {
        Step::Verification => pb::ComplaintStep::Verification,
        Step::FirstFollowUp => pb::ComplaintStep::FirstFollowUp,
        Step::Answer => pb::ComplaintStep::Answer,
        Step::Delivery => pb::ComplaintStep::Delivery,
    }
}

pub(super) fn class(class: Class) -> pb::ComplaintClass {
    match class {
        Class::Information => pb::ComplaintClass::Information,
        Class::Aspiration => pb::ComplaintClass::Aspiration,
        Class::Ordinary => pb::ComplaintClass::Ordinary,
        Class::Investigation => pb::ComplaintClass::Investigation,
    }
}

fn channel(channel: Channel) -> pb::ComplaintChannel {
    match channel {
        Channel::Web => pb::ComplaintChannel::Web,
        Channel::Counter => pb::ComplaintChannel::Counter,
        Channel::Letter => pb::ComplaintChannel::Letter,
        Channel::Phone => pb::ComplaintChannel::Phone,
        Channel::Whatsapp => pb::ComplaintChannel::Whatsapp,
        Channel::Email => pb::ComplaintChannel::Email,
        Channel::SocialMedia => pb::ComplaintChannel::SocialMedia,
        Channel::Lapor => pb::ComplaintChannel::Lapor,
    }
}

pub(crate) fn form(form: Maladministration) -> pb::Maladministration {
    match form {
        Maladministration::ProtractedDelay => pb::Maladministration::ProtractedDelay,
        Maladministration::ServiceDenied => pb::Maladministration::ServiceDenied,
        Maladministration::Incompetence => pb::Maladministration::Incompetence,
        Maladministration::AbuseOfPower => pb::Maladministration::AbuseOfPower,
        Maladministration::ProcedureDeviation => pb::Maladministration::ProcedureDeviation,
        Maladministration::DemandForReward => pb::Maladministration::DemandForReward,
        Maladministration::Impropriety => pb::Maladministration::Impropriety,
        Maladministration::Partiality => pb::Maladministration::Partiality,
        Maladministration::Discrimination => pb::Maladministration::Discrimination,
        Maladministration::ConflictOfInterest => pb::Maladministration::ConflictOfInterest,
    }
}

fn ground(ground: Option<&Ground>) -> pb::ClosingGround {
    match ground {
        None => pb::ClosingGround::Unspecified,
        Some(Ground::ConfirmedByReporter) => pb::ClosingGround::ConfirmedByReporter,
        Some(Ground::Undisputed) => pb::ClosingGround::Undisputed,
        Some(Ground::AcceptedElsewhere { .. }) => pb::ClosingGround::AcceptedElsewhere,
        Some(Ground::Duplicate { .. }) => pb::ClosingGround::Duplicate,
        Some(Ground::DeemedWithdrawn) => pb::ClosingGround::DeemedWithdrawn,
    }
}
