//! Records as the permits service answers them.
//!
//! What a write answers is read off the record alone, so that a repeat gets the
//! same bytes. Only the questions (`GetApplication`, `TrackApplication`) add
//! what is derived anew: stages, the count of the clock, the queue.

use contract::satupintu::permits::v1 as pb;
use kernel::SealedRef;
use permits::{
    ApplicantAct, Application, CaseFile, Channel, Deed, Defect, FileFor, Licence, Media, Phase,
    Proposal, Purpose, ReturnMade, Stage, StageState, State, Task, licence::LicenceRecord,
};
use store::{Found, Ground, Store};
use tonic::Status;

use crate::{
    catalogue::wire as catalogue,
    exchange::answer as exchange,
    licences::answer as licences,
    names,
    outcome::status,
    permits::{fees::answer::assessment, form::Form, objections},
    wire,
};

/// An application as a write answers it: without stages and without the count.
pub(crate) fn application(
    record: &Application,
    version: u64,
    index: Option<u64>,
    simulated: bool,
) -> pb::Application {
    let agency = &record.agency;
    let decided = decided_at(&record.state);
    let deadline = record.timer.as_ref().map(|timer| wire::deadline(&timer.deadline));
    let name = names::application(agency, &record.id);
    let tasks = record.open_tasks().map(|task| self::task(record, version, task)).collect();
    pb::Application {
        masked_applicant: None,
        unanswered_messages: u32::try_from(record.unanswered()).unwrap_or(u32::MAX),
        etag: version.to_string(),
        journal_index: index.unwrap_or_default(),
        receipt_number: record.receipt.to_string(),
        state: state(record.phase()).into(),
        service: format!("agencies/{agency}/services/{}", record.service.id),
        service_version: record.service.version,
        sop: format!("agencies/{agency}/sops/{}", record.sop.id),
        sop_version: record.sop.version,
        channel: channel(record.channel).into(),
        assisted_by: record
            .assisted_by
            .as_ref()
            .map_or_else(String::new, |person| names::officer(agency, person)),
        district: record.district.to_string(),
        submitted_at: Some(wire::timestamp(record.submitted_at)),
        accepted_at: record.accepted_at.map(wire::timestamp),
        decided_at: decided.map(wire::timestamp),
        issued_at: match &record.state {
            State::Issued { at, .. } => Some(wire::timestamp(*at)),
            _ => None,
        },
        tasks,
        stages: Vec::new(),
        deadline,
        remaining: None,
        late: record.fired.breached.is_some(),
        ledger: record.ledger.entries().iter().map(wire::ledger_entry).collect(),
        explanation: Vec::new(),
        returns: u32::try_from(record.returns.len()).unwrap_or(u32::MAX),
        defect_requirements: record
            .returns
            .last()
            .map(|made| named(&made.defects))
            .unwrap_or_default(),
        proposed_return: record.proposal.as_ref().map(|proposal| proposed(record, proposal)),
        licence_number: record.licence().map(|licence| licence.number.clone()).unwrap_or_default(),
        responsible_unit: names::unit(&record.holder),
        given_requirements: record.requirements_given.clone(),
        deeds: record.deeds.iter().map(|deed| self::deed(record, deed)).collect(),
        escalated_at: record.fired.escalated.map(wire::timestamp),
        example: false,
        simulated,
        files: record.files.iter().map(|held| file(record, held)).collect(),
        name,
        concerning: record
            .concerning
            .as_ref()
            .map(|concerning| licences::link(agency, &concerning.licence, concerning.kind)),
        assessments: record.fees.iter().map(assessment).collect(),
        assignment: record.assignment.as_ref().map(|it| exchange::assigned(record, it)),
        entrustments: record
            .entrustments
            .iter()
            .map(|it| exchange::entrusted(record, it))
            .collect(),
        stopped_dispatches: record.stopped.iter().map(exchange::stopped).collect(),
    }
}

/// A file of a case, as far as the record knows it.
pub(crate) fn file(record: &Application, held: &CaseFile) -> pb::File {
    let CaseFile { file, at, by, replaced_by } = held;
    let name = |id: &str| names::file(&record.agency, &record.id, id);
    let (step, came_from) = match &file.purpose {
        FileFor::Requirement(_) => (String::new(), None),
        FileFor::Step(step) => (step.to_string(), None),
        FileFor::HandOver(_) => {
            (String::new(), record.assignment.as_ref().map(|it| names::agency(&it.from)))
        }
    };
    pb::File {
        name: name(&file.id),
        requirement_id: file.purpose.requirement().unwrap_or_default().to_owned(),
        step,
        media_type: media(file.media).into(),
        most_bytes: file.size.most_bytes(),
        attached_at: Some(wire::timestamp(*at)),
        attached_by: by
            .as_ref()
            .map_or_else(String::new, |person| names::officer(&record.agency, person)),
        replaced_by: replaced_by.as_deref().map_or_else(String::new, name),
        came_from: came_from.unwrap_or_default(),
    }
}

/// A kind of file.
pub(crate) fn media(media: Media) -> pb::MediaType {
    match media {
        Media::Pdf => pb::MediaType::Pdf,
        Media::Jpeg => pb::MediaType::Jpeg,
        Media::Png => pb::MediaType::Png,
    }
}

/// An application with everything that is derived anew for each question.
pub(crate) fn whole_application(
    store: &Store,
    found: &Found<Application>,
    ground: &Ground,
) -> pb::Application {
    let Found { version, index, record } = found;
    let now = store.clock().now();
    let simulated = store.deployment().simulation;
    let progress = record.progress(&ground.context(now), None);
    let standing = progress.standing;
    let tasks = record.open_tasks().map(|task| described(record, *version, task, ground));
    pb::Application {
        tasks: tasks.collect(),
        stages: progress.stages.iter().map(|stage| self::stage(record, stage)).collect(),
        deadline: standing.deadline().as_ref().map(wire::deadline),
        remaining: remaining(&standing),
        late: standing.deadline().is_some_and(|deadline| deadline.is_missed(now)),
        explanation: progress.explanation.iter().map(wire::bilingual).collect(),
        example: progress.is_example,
        ..application(record, *version, Some(*index), simulated)
    }
}

/// The applicant's view as a question gets it: with the count of the clock and
/// the place in the queue of this very moment.
pub(crate) async fn progress(
    store: &Store,
    found: &Found<Application>,
) -> Result<pb::Progress, Status> {
    let record = &found.record;
    let now = store.clock().now();
    let ground = store.ground(record).await.map_err(status)?;
    let view = record.progress(&ground.context(now), ahead(store, record).await?);
    let standing = view.standing;
    let licence = match record.licence() {
        Some(_) => licence_of(store, record).await?,
        None => None,
    };
    Ok(pb::Progress {
        deadline: standing.deadline().as_ref().map(wire::deadline),
        remaining: remaining(&standing),
        late: standing.deadline().is_some_and(|deadline| deadline.is_missed(now)),
        standing: Some(wire::bilingual(&view.due)),
        explanation: view.explanation.iter().map(wire::bilingual).collect(),
        ahead: view.ahead.unwrap_or_default(),
        objection: objections::answer::asked(store, record, &ground).await?,
        verification_code: licence
            .as_ref()
            .map_or_else(String::new, |licence| licence.record.code.to_string()),
        licence_status: licence
            .map_or(pb::LicenceStatus::Unspecified, |licence| {
                licences::worth(licence.record.status(ground.context(now).today()))
            })
            .into(),
        ..pinned_progress(store, found, &ground).await?
    })
}

async fn licence_of(
    store: &Store,
    record: &Application,
) -> Result<Option<Found<LicenceRecord>>, Status> {
    match store.licence_of(&record.id).await.map_err(status)? {
        Some(id) => store.licence(&id).await.map_err(status),
        None => Ok(None),
    }
}

/// The applicant's view as a write answers it: what the record and its pinned
/// texts say, so that a repeat gets the same.
pub(crate) async fn filed_progress(
    store: &Store,
    found: &Found<Application>,
) -> Result<pb::Progress, Status> {
    let ground = store.ground(&found.record).await.map_err(status)?;
    pinned_progress(store, found, &ground).await
}

async fn pinned_progress(
    store: &Store,
    found: &Found<Application>,
    ground: &Ground,
) -> Result<pb::Progress, Status> {
    let Found { version, index, record } = found;
    let view = record.progress(&ground.context(record.submitted_at), None);
    let defects = last_defects(store, record).await?;
    let words = match &record.state {
        State::Rejected { ground, .. } => text(store, ground).await?,
        _ => String::new(),
    };
    let requirements = view.requirements.into_iter().map(|line| {
        let is_it = |defect: &&pb::Defect| defect.requirement_id == line.id;
        let defect = defects.iter().find(is_it).filter(|_| view.returned.is_some());
        pb::RequirementStatus {
            requirement_id: line.id,
            text: line.text,
            given: line.given,
            defect: defect.map(|defect| defect.note.clone()).unwrap_or_default(),
            optional: line.optional,
        }
    });
    let agency = &record.agency;
    Ok(pb::Progress {
        name: names::application(agency, &record.id),
        etag: version.to_string(),
        journal_index: *index,
        receipt_number: record.receipt.to_string(),
        state: state(view.phase).into(),
        service: format!("agencies/{agency}/services/{}", record.service.id),
        service_title: Some(wire::bilingual(&view.service)),
        service_version: record.service.version,
        sop_version: record.sop.version,
        submitted_at: Some(wire::timestamp(record.submitted_at)),
        accepted_at: record.accepted_at.map(wire::timestamp),
        decided_at: decided_at(&record.state).map(wire::timestamp),
        stages: view.stages.iter().map(|stage| self::stage(record, stage)).collect(),
        requirements: requirements.collect(),
        fee: Some(catalogue::fee(&view.fee)),
        deadline: record.timer.as_ref().map(|timer| wire::deadline(&timer.deadline)),
        remaining: None,
        late: record.fired.breached.is_some(),
        ledger: record.ledger.entries().iter().map(wire::ledger_entry).collect(),
        explanation: Vec::new(),
        ahead: 0,
        ground: words,
        licence_number: view.licence.map(|Licence { number, .. }| number).unwrap_or_default(),
        responsible_unit: names::unit(&record.holder),
        example: view.is_example,
        simulated: store.deployment().simulation,
        verification_code: String::new(),
        licence_status: pb::LicenceStatus::Unspecified.into(),
        assessment: view.assessment.as_ref().map(assessment),
        objection: objections::answer::filed(store, record).await?,
        awaited: view.awaited.iter().map(|act| awaited(*act).into()).collect(),
        standing: None,
        elsewhere: record.entrustments.iter().map(|it| exchange::elsewhere(record, it)).collect(),
    })
}

fn awaited(act: ApplicantAct) -> pb::ApplicantAct {
    match act {
        ApplicantAct::Mend => pb::ApplicantAct::Mend,
        ApplicantAct::Pay => pb::ApplicantAct::Pay,
    }
}

/// How many cases wait before this one in the inbox where it waits.
async fn ahead(store: &Store, record: &Application) -> Result<Option<u32>, Status> {
    let Some(task) = record.open_tasks().find(|task| task.is_waiting()) else {
        return Ok(None);
    };
    let count = store
        .people_ahead(&task.executor, record.queue_order(), &record.id)
        .await
        .map_err(status)?;
    Ok(Some(u32::try_from(count).unwrap_or(u32::MAX)))
}

/// The form that counts, for the officer who judges it.
pub(crate) async fn form(
    store: &Store,
    record: &Application,
    purpose: Purpose,
) -> Result<(pb::Applicant, Vec<pb::Answer>), Status> {
    Ok(form_of(store, record).await?.for_officer(purpose.opens()))
}

/// The form that counts, in the clear.
pub(super) async fn form_of(store: &Store, record: &Application) -> Result<Form, Status> {
    let erased = || edge::refused("DATA_ERASED", &[]);
    let sealed = record.form().ok_or_else(erased)?;
    let bytes = store.unseal(sealed).await.map_err(status)?.ok_or_else(erased)?;
    Form::from_bytes(&bytes).map_err(|error| edge::failed(&error))
}

/// What the last return named, in the words of the officer.
pub(crate) async fn last_defects(
    store: &Store,
    record: &Application,
) -> Result<Vec<pb::Defect>, Status> {
    let Some(ReturnMade { defects, .. }) = record.returns.last() else { return Ok(Vec::new()) };
    let mut shown = Vec::with_capacity(defects.len());
    for Defect { requirement, note } in defects {
        let note = match note {
            Some(note) => text(store, note).await?,
            None => String::new(),
        };
        shown.push(pb::Defect { requirement_id: requirement.clone(), note });
    }
    Ok(shown)
}

/// A sealed text in the clear; empty once it was erased.
pub(super) async fn text(store: &Store, sealed: &SealedRef) -> Result<String, Status> {
    let bytes = store.unseal(sealed).await.map_err(status)?.unwrap_or_default();
    String::from_utf8(bytes).map_err(|error| edge::failed(&error))
}

fn decided_at(state: &State) -> Option<kernel::Instant> {
    use permits::Grant;
    let granted = state.grant().map(|grant| match grant {
        Grant::ByOfficer { at } | Grant::ByObjection { at } => at,
        Grant::ByLaw { effective_at, recorded_at: _ } => effective_at,
    });
    match state {
        State::Rejected { at, .. } => Some(*at),
        State::Submitted
        | State::InProcess
        | State::Approved { .. }
        | State::Withdrawn { .. }
        | State::Issued { .. }
        | State::Closed { .. } => granted,
    }
}

fn named(defects: &[Defect]) -> Vec<String> {
    defects.iter().map(|defect| defect.requirement.clone()).collect()
}

fn proposed(record: &Application, proposal: &Proposal) -> pb::ProposedReturn {
    let Proposal { step, by, at, defects } = proposal;
    pb::ProposedReturn {
        step: step.to_string(),
        proposed_by: names::officer(&record.agency, by),
        proposed_at: Some(wire::timestamp(*at)),
        defect_requirements: named(defects),
    }
}

fn deed(record: &Application, deed: &Deed) -> pb::Deed {
    let Deed { step, act, by, at } = deed;
    pb::Deed {
        step: step.to_string(),
        act: catalogue::act(*act).into(),
        officer: by.as_ref().map_or_else(String::new, |by| names::officer(&record.agency, by)),
        at: Some(wire::timestamp(*at)),
    }
}

fn task(record: &Application, version: u64, task: &Task) -> pb::Task {
    let Task { step, executor, act, opened_at, taken_by, assigned, entrusted } = task;
    let agency = &record.agency;
    pb::Task {
        application: names::application(agency, &record.id),
        etag: version.to_string(),
        receipt_number: record.receipt.to_string(),
        service: format!("agencies/{agency}/services/{}", record.service.id),
        step: step.to_string(),
        step_name: None,
        executor: executor.to_string(),
        act: catalogue::act(*act).into(),
        outcomes: Vec::new(),
        opened_at: Some(wire::timestamp(*opened_at)),
        queued_at: Some(wire::timestamp(record.queue_order())),
        taken_by: taken_by.as_ref().map_or_else(String::new, |by| names::officer(agency, by)),
        barred: false,
        awaits_declaration: *assigned,
        entrusted: entrusted.is_some(),
        masked_applicant: None,
        deadline: record.timer.as_ref().map(|timer| wire::deadline(&timer.deadline)),
    }
}

/// A task with what the procedure says of its step.
pub(crate) fn described(
    record: &Application,
    version: u64,
    task: &Task,
    ground: &Ground,
) -> pb::Task {
    let step = ground.sop.step(&task.step);
    pb::Task {
        step_name: step.map(|step| wire::bilingual(&step.name)),
        outcomes: step
            .map_or_else(Vec::new, |step| step.outcomes().iter().map(catalogue::outcome).collect()),
        ..self::task(record, version, task)
    }
}

fn stage(record: &Application, stage: &Stage) -> pb::Stage {
    let Stage { step, title, executor, executor_title, time, is_example: _, state } = stage;
    let (status, done_at) = match state {
        StageState::Done { at } => (pb::StageStatus::Done, Some(wire::timestamp(*at))),
        StageState::Now => (pb::StageStatus::Now, None),
        StageState::Next => (pb::StageStatus::Next, None),
    };
    pb::Stage {
        step: step.to_string(),
        name: Some(wire::bilingual(title)),
        status: status.into(),
        executor: executor.as_ref().map(ToString::to_string).unwrap_or_default(),
        executor_title: executor_title.as_ref().map(wire::bilingual),
        opened_at: record.task(step).map(|task| wire::timestamp(task.opened_at)),
        done_at,
        time: time.map(wire::work_duration),
    }
}

fn remaining(
    standing: &calendar::Standing,
) -> Option<contract::satupintu::r#type::v1::WorkDuration> {
    match standing {
        calendar::Standing::Paused { remaining, .. } => Some(wire::work_duration(*remaining)),
        calendar::Standing::NotStarted
        | calendar::Standing::Running(_)
        | calendar::Standing::Stopped { .. } => None,
    }
}

/// A phase as the wire names it.
pub(crate) fn state(phase: Phase) -> pb::ApplicationState {
    match phase {
        Phase::Submitted => pb::ApplicationState::Submitted,
        Phase::AwaitingApplicant => pb::ApplicationState::AwaitingApplicant,
        Phase::InProcess => pb::ApplicationState::InProcess,
        Phase::Approved => pb::ApplicationState::Approved,
        Phase::DeemedApproved => pb::ApplicationState::DeemedApproved,
        Phase::Rejected => pb::ApplicationState::Rejected,
        Phase::Withdrawn => pb::ApplicationState::Withdrawn,
        Phase::Issued => pb::ApplicationState::Issued,
        Phase::Closed => pb::ApplicationState::Closed,
    }
}

fn channel(channel: Channel) -> pb::Channel {
    match channel {
        Channel::Online => pb::Channel::Online,
        Channel::Counter => pb::Channel::Counter,
        Channel::Kiosk => pb::Channel::Kiosk,
        Channel::Mall => pb::Channel::Mall,
        Channel::DistrictOffice => pb::Channel::DistrictOffice,
        Channel::Mobile => pb::Channel::Mobile,
        Channel::Agency => pb::Channel::Agency,
    }
}
