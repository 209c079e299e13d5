//! Random tries: what anybody may ask for, sensible or not.

use std::sync::LazyLock;

use access::Officer;
use calendar::{Amendment, Calendar, HolidayChange, HolidayKind};
use kernel::{AgencyId, Slug};
use permits::{
    Acting, CallBackAnswer, Command, ConflictKind, Declaration, DispatchKind, FileFor,
    FindingAnswer, MandateScope, Minutes, NoticeChannel, NoticePreferences, Observation, Order,
    Overtake, OvertakeReason, Payment, PaymentReference, Purpose, ReassignReason, ReleaseReason,
};
use proptest::prelude::*;
use sop::StepId;

use crate::world::{
    IJAZAH, KTP, World, bank, defect, file_for, officer, requirement as files_requirement, sealed,
    step,
};

const EXECUTORS: [&str; 7] = [
    "execute:dpmptsp/pelayanan/loket",
    "execute:dpmptsp/perizinan/verifikator",
    "execute:dpmptsp/perizinan/pemeriksa",
    "execute:dinkes/sdk/teknis",
    "execute:dpmptsp/pimpinan/kepala",
    "execute:dpmptsp/perizinan/penerbit",
    "execute:dpmptsp/keuangan/penetap",
];

/// A step that the random tries may name, open or not.
const STEPS: [&str; 12] = [
    "periksa",
    "melengkapi",
    "verifikasi",
    "rekomendasi",
    "kunjungan",
    "putusan",
    "penerbitan",
    "penyerahan",
    "surat-tolak",
    "tidak-ada",
    "penetapan",
    "pembayaran",
];

/// One random try; the numbers pick from whatever there is.
#[derive(Clone, Debug)]
pub(crate) struct Try {
    who: usize,
    what: usize,
    pick: usize,
    pub(crate) minutes: i64,
    is_sensible: bool,
    pub(crate) through_the_store: bool,
}

pub(crate) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let minutes = prop_oneof![
        24 => 0_i64..30,
        6 => 30_i64..300,
        2 => 300_i64..2_000,
        1 => 2_000_i64..20_000,
    ];
    let numbers = (0_usize..64, 0_usize..64, 0_usize..64);
    let one = (numbers, minutes, prop::bool::weighted(0.6), any::<bool>()).prop_map(
        |((who, what, pick), minutes, is_sensible, through_the_store)| Try {
            who,
            what,
            pick,
            minutes,
            is_sensible,
            through_the_store,
        },
    );
    prop::collection::vec(one, 0..60)
}

/// Two for each duty; one who holds all; one who only supervises; one who
/// verifies and decides; one without duties; one who administers.
pub(crate) fn staff() -> Vec<Officer> {
    let mut staff = Vec::new();
    for (index, duty) in EXECUTORS.iter().enumerate() {
        staff.push(officer(&format!("satu-{index}"), &[duty]));
        staff.push(officer(&format!("dua-{index}"), &[duty]));
    }
    let supervise = ["supervise:dpmptsp/perizinan", "supervise:dpmptsp/pelayanan"];
    let all: Vec<_> = EXECUTORS.iter().chain(&supervise).copied().collect();
    staff.push(officer("serba-bisa", &all));
    staff.push(officer("atasan", &supervise));
    staff.push(officer("rangkap", &[EXECUTORS[1], EXECUTORS[4]]));
    staff.push(officer("tamu", &[]));
    staff.push(officer("pengelola", &["administer:dpmptsp"]));
    staff.push(bank());
    staff.push(officer("pimpinan", &["govern:dpmptsp"]));
    staff
}

/// Who asks for what.
pub(crate) fn attempt<'s>(world: &World, staff: &'s [Officer], it: &Try) -> (Acting<'s>, Command) {
    let sensible = sensible(world, staff, it).filter(|_| it.is_sensible);
    sensible.unwrap_or_else(|| {
        let command = command(world, staff, it);
        (person(world, staff, it, &command), command)
    })
}

/// Now and then a local holiday on the day the case is due: the deadline moves.
pub(crate) fn amend_the_calendar(world: &mut World, it: &Try) {
    let Some(timer) = world.case().timer.as_ref().filter(|_| it.what == 63 && it.pick < 32) else {
        return;
    };
    let amendment = Amendment {
        date: timer.deadline.date,
        name: "Libur daerah".to_owned(),
        decree: "Keputusan Bupati".to_owned(),
        kind: HolidayKind::Local,
        change: HolidayChange::Declare,
    };
    if let Ok(record) = world.calendar.record().amend(&amendment) {
        world.calendar = Calendar::compile(&record);
    }
}

/// The step of a try: mostly one that is open.
fn aimed(world: &World, it: &Try) -> StepId {
    let tasks: Vec<_> = world.case().open_tasks().map(|task| task.step.clone()).collect();
    match tasks.is_empty() || it.pick % 8 == 7 {
        true => step(STEPS[it.pick % STEPS.len()]),
        false => tasks[it.pick % tasks.len()].clone(),
    }
}

fn command(world: &World, staff: &[Officer], it: &Try) -> Command {
    let step = aimed(world, it);
    let outcomes: Vec<_> = world
        .sop
        .step(&step)
        .map(|step| step.outcomes().iter().map(|outcome| outcome.id.clone()).collect())
        .unwrap_or_default();
    let outcome = outcomes.get((it.who + it.pick) % outcomes.len().max(1)).cloned();
    let requirement = ["ktp", "ijazah", "foto", "tidak-ada"][it.who % 4];
    match it.what % 36 {
        0..=4 => Command::Take {
            step,
            overtake: None,
            is_oldest: it.what % 6 != 4,
            declaration: Declaration::NoConflict,
        },
        5 => Command::Take {
            step,
            overtake: None,
            is_oldest: true,
            declaration: Declaration::Conflict {
                kind: ConflictKind::ALL[it.pick % 5],
                note: sealed("conflict"),
            },
        },
        6 => Command::Take {
            step,
            overtake: Some(Overtake { reason: OvertakeReason::DeadlineNear, note: None }),
            is_oldest: false,
            declaration: Declaration::NoConflict,
        },
        7..=10 => {
            let reason = outcome.as_ref().map(|_| sealed("why"));
            Command::Complete { step, outcome, reason }
        }
        11 | 12 => Command::Accept { step },
        13 => Command::Approve { step, reason: sealed("why") },
        14 => Command::Reject { step, ground: sealed("ground") },
        15 | 16 => Command::Issue { step },
        17 | 18 => Command::Return { step, defects: vec![defect(requirement)] },
        19 => Command::EndorseReturn { approve: it.pick.is_multiple_of(2), reason: sealed("word") },
        20 | 21 => {
            Command::Resubmit { form: sealed("form-2"), requirements_given: vec!["ktp".to_owned()] }
        }
        22 => match it.pick % 8 {
            0 => Command::Withdraw { reason: None },
            1 => Command::Release { step, reason: ReleaseReason::ConflictOfInterest },
            5 => Command::FileObjection { grounds: sealed("grounds") },
            6 => Command::DecideObjection {
                uphold: it.who.is_multiple_of(2),
                reason: sealed("word"),
            },
            2..=4 => reassignment(world, staff, it, step),
            _ => Command::Release { step, reason: ReleaseReason::Workload },
        },
        23 => match it.pick % 4 {
            0 if it.who.is_multiple_of(4) => {
                Command::SetNoticePreferences { preferences: NoticePreferences::default() }
            }
            0 if it.who % 4 == 1 => {
                Command::ResendNotice { index: 0, channel: NoticeChannel::Email }
            }
            0 => Command::ReadForm { purpose: Purpose::Verification },
            1 => {
                let file = world.case().files.first().map(|held| held.file.id.clone());
                let file = file.unwrap_or_else(|| KTP.to_owned());
                Command::ReadFile { file, purpose: Purpose::Verification }
            }
            2 => {
                let file = file_for(KTP, FileFor::Step(step), None);
                Command::Attach { file: Box::new(file) }
            }
            _ => {
                let (id, replaces) =
                    if it.who.is_multiple_of(2) { (KTP, None) } else { (IJAZAH, Some(KTP)) };
                let file = file_for(id, files_requirement(requirement), replaces);
                Command::Attach { file: Box::new(file) }
            }
        },
        24 => assessed(it),
        25 => Command::CancelFee { step: self::step("penetapan"), reason: sealed("why") },
        26 => Command::CloseUnpaid { step: self::step("penetapan"), reason: sealed("why") },
        27 => Command::Pay(payment(world, it)),
        28 => order(world, staff, it),
        29 => Command::CancelInspection { step: visit(), reason: sealed("why") },
        30 => Command::RescheduleInspection {
            step: visit(),
            visit_at: world.now.plus_seconds(60),
            reason: sealed("why"),
        },
        31 => findings(it),
        32 => minutes(),
        33 => match it.pick % 3 {
            0 => Command::EndMandate { number: 1 },
            _ => {
                let until = world.calendar.zone().date(world.now.plus_seconds(86_400));
                let scope = [MandateScope::HandIn, MandateScope::Correspond];
                Command::GiveMandate(Box::new(crate::mandates::mandate(&scope, until)))
            }
        },
        34 => Command::PostMessage {
            text: sealed("message"),
            requirement: it.pick.is_multiple_of(2).then(|| requirement.to_owned()),
        },
        35 => crate::exchanging::result(None),
        36 => Command::NoteDelivered { leaf: crate::exchanging::leaf(9) },
        _ => Command::SignMinutes { step: visit() },
    }
}

/// What two deployments do about the step of the other agency.
fn exchanged<'s>(world: &World, staff: &'s [Officer], it: &Try) -> Option<(Acting<'s>, Command)> {
    static DINKES: LazyLock<AgencyId> = LazyLock::new(crate::exchanging::dinkes);
    let case = world.case();
    if let Some(stopped) = case.stopped.first().filter(|_| it.what % 4 == 3) {
        let administrator = staff.iter().find(|it| it.person.as_str() == "pengelola")?;
        let (kind, id) = (stopped.kind, stopped.id.clone());
        return Some((Acting::Officer(administrator), Command::ResendDispatch { kind, id }));
    }
    if let Some(id) = case.to_call_back().next().map(|it| it.id.clone()) {
        let answer = CallBackAnswer::Stopped(crate::exchanging::leaf(5));
        return Some((Acting::System, Command::NoteCalledBack { id, answer }));
    }
    let task = case.task(&step("rekomendasi"))?;
    match &task.entrusted {
        None if task.is_waiting() && it.what % 3 == 1 => {
            let id = format!("0197-{}", case.entrustments.len());
            Some((Acting::System, Command::Entrust { id, step: task.step.clone() }))
        }
        Some(id) if it.what.is_multiple_of(4) => {
            let note = Command::NoteReceived { id: id.clone(), leaf: crate::exchanging::leaf(3) };
            Some((Acting::System, note))
        }
        Some(id) if it.what.is_multiple_of(2) => {
            Some((Acting::Peer(&DINKES), crate::exchanging::result_of(id, None)))
        }
        Some(id) if it.what % 8 == 3 => {
            let (kind, id, fault) = (DispatchKind::HandOver, id.clone(), "NO".to_owned());
            Some((Acting::System, Command::NoteStopped { kind, id, fault }))
        }
        Some(id) if it.what % 8 == 1 => {
            let file = case.entrustment(id)?.grant.as_ref()?.files.first()?.clone();
            let (id, leaf) = (id.clone(), crate::exchanging::leaf(4));
            let command = match it.pick % 2 {
                0 => Command::FetchDocument { id, file },
                _ => Command::ConfirmDocument { id, file, leaf },
            };
            Some((Acting::Peer(&DINKES), command))
        }
        None | Some(_) => None,
    }
}

fn visit() -> StepId {
    step("kunjungan")
}

/// A visit within the hour by whoever has the step and somebody else.
fn order(world: &World, staff: &[Officer], it: &Try) -> Command {
    let taken_by = world.case().task(&visit()).and_then(|task| task.taken_by.clone());
    let one = taken_by.unwrap_or_else(|| staff[it.pick % staff.len()].person.clone());
    let other = staff[it.who % staff.len()].person.clone();
    Command::OrderInspection(Box::new(Order {
        step: visit(),
        visit_at: world.now.plus_seconds(60),
        place: sealed("place"),
        letter_number: "090/1/ST/2025".to_owned(),
        letter_date: jiff::civil::date(2025, 3, 3),
        team: vec![one, other],
    }))
}

fn findings(it: &Try) -> Command {
    let items: &[&str] = if it.pick.is_multiple_of(4) { &["apar"] } else { &["apar", "akses"] };
    let finding = |item: &&str| Observation {
        item: Slug::parse(item).unwrap(),
        answer: FindingAnswer::Yes,
        note: None,
    };
    Command::RecordFindings { step: visit(), findings: items.iter().map(finding).collect() }
}

fn minutes() -> Command {
    let recommendation = sop::Recommendation::Issue;
    let minutes = Minutes { text: sealed("text"), recommendation, reason: sealed("why") };
    Command::WriteMinutes { step: visit(), minutes }
}

/// What somebody with good sense would do about the visit of an open step.
fn sensible_visit<'s>(
    world: &World,
    staff: &'s [Officer],
    it: &Try,
) -> Option<(Acting<'s>, Command)> {
    let task = world.case().task(&visit())?;
    let needs_one = world.sop.step(&task.step).is_some_and(|step| step.minutes);
    if !needs_one || task.taken_by.is_none() {
        return None;
    }
    let by = |person: &kernel::PersonId| {
        staff.iter().find(|officer| officer.person == *person).map(Acting::Officer)
    };
    let superior = staff.iter().find(|officer| officer.person.as_str() == "atasan")?;
    let Some(ordered) = world.case().inspection(task) else {
        return Some((Acting::Officer(superior), order(world, staff, it)));
    };
    if ordered.is_locked() {
        return None;
    }
    let one = by(ordered.team.first()?)?;
    if it.pick % 16 == 3 && ordered.findings.is_empty() && ordered.minutes.is_none() {
        let visit_at = world.now.plus_seconds(60);
        let moved =
            Command::RescheduleInspection { step: visit(), visit_at, reason: sealed("why") };
        return Some((Acting::Officer(superior), moved));
    }
    match it.what % 5 {
        0 => Some((one, findings(it))),
        1 if ordered.minutes.is_none() => Some((one, minutes())),
        _ => {
            let has_signed = |person: &&kernel::PersonId| {
                ordered.signatures.iter().any(|signed| signed.person == **person)
            };
            let next = ordered.team.iter().find(|person| !has_signed(person))?;
            Some((by(next)?, Command::SignMinutes { step: visit() }))
        }
    }
}

/// An assessment of quantities with as many decimals as the tariff takes.
fn assessed(it: &Try) -> Command {
    let line = |code: &str, whole: usize, part: usize| {
        let quantity = format!("{whole}.{:03}", part * 37 % 1000);
        (Slug::parse(code).unwrap(), quantity.parse().unwrap())
    };
    let area = line("luas", it.pick + 1, it.what);
    let fence = line("pagar", it.who + 1, it.pick);
    let quantities = if it.what.is_multiple_of(3) { vec![area] } else { vec![area, fence] };
    Command::AssessFee { step: step("penetapan"), quantities }
}

/// The payment system.
fn settler(staff: &[Officer]) -> Acting<'_> {
    let settles = |officer: &&Officer| officer.person.as_str() == "bank";
    staff.iter().find(settles).map_or(Acting::Public, Acting::Officer)
}

/// A payment of the last assessment: mostly of the whole of it, some time ago.
fn payment(world: &World, it: &Try) -> Payment {
    let Some(fee) = world.case().fee() else {
        return Payment {
            reference: PaymentReference::new(2025, 4711),
            transaction: "trx-0".to_owned(),
            rupiah: 1,
            paid_at: world.now,
        };
    };
    let ago = i64::try_from(it.pick).unwrap() * 1800;
    Payment {
        reference: fee.reference.clone(),
        transaction: format!("trx-{}", it.who),
        rupiah: fee.total_rupiah - i64::from(it.pick % 16 == 15),
        paid_at: world.now.plus_seconds(-ago).max(fee.at),
    }
}

/// To anybody, mostly somebody whose duty it is.
fn reassignment(world: &World, staff: &[Officer], it: &Try, step: StepId) -> Command {
    let executor = world.case().task(&step).map(|task| task.executor.clone());
    let able = staff
        .iter()
        .filter(|officer| executor.as_ref().is_some_and(|executor| officer.may_execute(executor)));
    let to = able.cycle().nth(it.who % 5).unwrap_or(&staff[it.who % staff.len()]).clone();
    let reason = match it.who % 4 {
        0 => ReassignReason::ConflictOfInterest,
        _ => ReassignReason::Absence,
    };
    let to_is_related = world.related.contains(&to.person);
    Command::Reassign { step, to: Box::new(to), to_is_related, reason, note: sealed("why") }
}

/// Who tries: mostly somebody whose business it is, so that cases get far.
fn person<'s>(world: &World, staff: &'s [Officer], it: &Try, command: &Command) -> Acting<'s> {
    let is_applicants = matches!(
        command,
        Command::Resubmit { .. }
            | Command::Withdraw { .. }
            | Command::SetNoticePreferences { .. }
            | Command::GiveMandate(_)
            | Command::EndMandate { .. }
    );
    if is_applicants && it.who % 8 != 7 {
        return if it.who % 8 == 6 { Acting::Agent(1) } else { Acting::Applicant };
    }
    if matches!(command, Command::ResendNotice { .. }) && it.who % 8 != 7 {
        let administers = |officer: &&Officer| officer.person.as_str() == "pengelola";
        return staff.iter().find(administers).map_or(Acting::Public, Acting::Officer);
    }
    if matches!(command, Command::Pay(_)) && it.who % 8 != 7 {
        return settler(staff);
    }
    let task = world.case().task(&aimed(world, it));
    let holder = task.and_then(|task| {
        staff.iter().find(|officer| task.taken_by.as_ref() == Some(&officer.person))
    });
    let able: Vec<_> = task
        .map(|task| staff.iter().filter(|it| it.may_execute(&task.executor)).collect())
        .unwrap_or_default();
    if matches!(command, Command::Reassign { .. }) {
        let supervisor = staff.iter().find(|officer| officer.person.as_str() == "atasan");
        return Acting::Officer(supervisor.unwrap_or(&staff[0]));
    }
    match (holder, it.who % 8) {
        (Some(holder), 0..=4) => Acting::Officer(holder),
        (None, 0..=5) if !able.is_empty() => Acting::Officer(able[it.who / 8 % able.len()]),
        (_, 6) => Acting::Applicant,
        _ => Acting::Officer(&staff[it.who % staff.len()]),
    }
}

/// What somebody with good sense would do next, so that cases get far.
fn sensible<'s>(world: &World, staff: &'s [Officer], it: &Try) -> Option<(Acting<'s>, Command)> {
    let case = world.case();
    // Mostly when the procedure waits for it, now and then before.
    if case.owes_fee() && it.what.is_multiple_of(if case.awaits_payment() { 2 } else { 5 }) {
        return Some((settler(staff), Command::Pay(payment(world, it))));
    }
    if case.files.is_empty() && it.what % 7 == 3 {
        let file = file_for(KTP, files_requirement("ktp"), None);
        return Some((Acting::Applicant, Command::Attach { file: Box::new(file) }));
    }
    if case.payment_step().is_some() && it.what % 4 == 1 {
        let penetap = staff.iter().find(|officer| officer.person.as_str() == "satu-6")?;
        let cancel = Command::CancelFee { step: step("penetapan"), reason: sealed("why") };
        let command = if case.owes_fee() { cancel } else { assessed(it) };
        return Some((Acting::Officer(penetap), command));
    }
    if let Some(exchanged) = exchanged(world, staff, it) {
        return Some(exchanged);
    }
    if world.case().awaits_applicant() && it.what.is_multiple_of(2) {
        let requirements_given = vec!["ktp".to_owned()];
        return Some((
            Acting::Applicant,
            Command::Resubmit { form: sealed("form-2"), requirements_given },
        ));
    }
    if world.case().pending_objection().is_some() {
        let head = staff.iter().find(|officer| officer.person.as_str() == "pimpinan")?;
        let uphold = it.pick.is_multiple_of(2);
        let decide = Command::DecideObjection { uphold, reason: sealed("word") };
        return Some((Acting::Officer(head), decide));
    }
    if matches!(world.case().state, permits::State::Rejected { .. }) && !it.what.is_multiple_of(3) {
        let object = Command::FileObjection { grounds: sealed("grounds") };
        return Some((Acting::Applicant, object));
    }
    if let Some(visit) = sensible_visit(world, staff, it) {
        return Some(visit);
    }
    if world.case().proposal.is_some() {
        let supervisor = staff.iter().find(|officer| officer.person.as_str() == "atasan")?;
        let endorse =
            Command::EndorseReturn { approve: it.pick.is_multiple_of(2), reason: sealed("word") };
        return Some((Acting::Officer(supervisor), endorse));
    }
    let tasks: Vec<_> = world.case().open_tasks().collect();
    let task = tasks.get(it.pick % tasks.len().max(1))?;
    let step = task.step.clone();
    let Some(person) = &task.taken_by else {
        let barred = world.case().barred(task);
        let mut able = staff.iter().filter(|officer| {
            officer.may_execute(&task.executor) && !barred.contains(&officer.person)
        });
        let officer = able.nth(it.who % 2)?;
        return Some((
            Acting::Officer(officer),
            Command::Take {
                step,
                overtake: None,
                is_oldest: true,
                declaration: Declaration::NoConflict,
            },
        ));
    };
    let officer = staff.iter().find(|officer| officer.person == *person)?;
    if task.assigned {
        let declaration = Declaration::NoConflict;
        let take = Command::Take { step, overtake: None, is_oldest: false, declaration };
        return Some((Acting::Officer(officer), take));
    }
    if it.pick % 11 == 7 {
        let supervisor = staff.iter().find(|officer| officer.person.as_str() == "atasan")?;
        return Some((Acting::Officer(supervisor), reassignment(world, staff, it, step)));
    }
    if let Some(held) = case.files.first().filter(|_| task.act == sop::Act::Verification)
        && it.pick.is_multiple_of(3)
    {
        let holder = task.taken_by.as_ref();
        let officer = staff.iter().find(|officer| Some(&officer.person) == holder)?;
        let (file, purpose) = (held.file.id.clone(), Purpose::Verification);
        return Some((Acting::Officer(officer), Command::ReadFile { file, purpose }));
    }
    let outcomes = world.sop.step(&step)?.outcomes();
    let outcome = outcomes.get(it.what % outcomes.len().max(1));
    let requirement = ["ktp", "ijazah", "foto"][it.who % 3];
    let command = match outcome.map(|outcome| outcome.effect) {
        None if task.act == sop::Act::Issuance => Command::Issue { step },
        None if step.as_str() == "penetapan" && !case.owes_fee() && !case.has_paid() => {
            assessed(it)
        }
        Some(Some(sop::Effect::Complete)) => Command::Accept { step },
        Some(Some(sop::Effect::Return)) => {
            Command::Return { step, defects: vec![defect(requirement)] }
        }
        Some(Some(sop::Effect::Approve)) => Command::Approve { step, reason: sealed("why") },
        Some(Some(sop::Effect::Reject)) => Command::Reject { step, ground: sealed("ground") },
        Some(None) | None => Command::Complete {
            step,
            outcome: outcome.map(|outcome| outcome.id.clone()),
            reason: outcome.map(|_| sealed("why")),
        },
    };
    Some((Acting::Officer(officer), command))
}
