//! What steps and outcomes mean in law: returns, issuance, the clock's start.

use std::collections::BTreeSet;

use crate::{
    code::Code,
    concurrency,
    faults::{Faults, say},
    graph::Graph,
    procedure::Procedure,
    step::{Kind, Outcome, Step, StepId},
    words::{Act, Effect},
};

/// Returns lead to the applicant; one step issues, once.
pub(super) fn check(procedure: &Procedure, graph: &Graph, faults: &mut Faults) {
    check_returns(procedure, faults);
    check_minutes(procedure, faults);
    let turning = graph.on_cycles();
    let issuing = procedure.steps.iter().enumerate().filter(|(_, step)| step.act == Act::Issuance);
    for (number, (at, step)) in issuing.enumerate() {
        if number > 0 {
            report_issuance(
                &Code::SECOND_ISSUANCE,
                step,
                format!("\"{}\" adalah penerbitan yang kedua", step.id),
                format!("\"{}\" is a second issuance", step.id),
                faults,
            );
        }
        if turning.contains(&at) {
            report_issuance(
                &Code::REPEATED_ISSUANCE,
                step,
                format!("penerbitan \"{}\" dapat terjadi dua kali", step.id),
                format!("issuance \"{}\" may happen twice", step.id),
                faults,
            );
        }
    }
}

fn check_returns(procedure: &Procedure, faults: &mut Faults) {
    let outcomes = procedure.steps.iter().flat_map(Step::outcomes);
    for outcome in outcomes.filter(|outcome| outcome.effect == Some(Effect::Return)) {
        if procedure.step(&outcome.to).is_some_and(|to| to.kind == Kind::Applicant) {
            continue;
        }
        faults.report(
            &Code::RETURN_TO_NOBODY,
            outcome.span.clone(),
            say(
                format!("pengembalian \"{}\" tidak menuju pemohon", outcome.id),
                format!("return \"{}\" does not lead to the applicant", outcome.id),
            ),
            say(
                format!("\"{}\" bukan langkah pemohon", outcome.to),
                format!("\"{}\" is no applicant's step", outcome.to),
            ),
            say(
                "arahkan ke langkah kind = \"applicant\", atau hapus effect = \"return\"",
                "lead it to a step of kind = \"applicant\", or remove effect = \"return\"",
            ),
        );
    }
}

/// Minutes belong to inspections, and whoever goes on follows what they advise.
fn check_minutes(procedure: &Procedure, faults: &mut Faults) {
    for step in procedure.steps.iter().filter(|step| step.minutes) {
        if step.act != Act::Inspection {
            faults.report(
                &Code::MINUTES_OF_NOTHING,
                step.span.clone(),
                say(
                    format!("langkah \"{}\" punya berita acara tanpa pemeriksaan", step.id),
                    format!("step \"{}\" has minutes and is no inspection", step.id),
                ),
                say("minutes = true", "minutes = true"),
                say(
                    "tulis act = \"inspection\", atau hapus `minutes`",
                    "write act = \"inspection\", or remove `minutes`",
                ),
            );
        }
        let goes_on = |outcome: &&Outcome| outcome.effect != Some(Effect::Return);
        for outcome in step.outcomes().iter().filter(goes_on) {
            if outcome.recommendation.is_some() {
                continue;
            }
            faults.report(
                &Code::NO_RECOMMENDATION,
                outcome.span.clone(),
                say(
                    format!("pilihan \"{}\" tidak menyebut rekomendasi", outcome.id),
                    format!("outcome \"{}\" names no recommendation", outcome.id),
                ),
                say("berita acara menyarankan apa?", "what do the minutes advise?"),
                say(
                    "tambahkan recommendation = \"issue\" atau \"refuse\"",
                    "add recommendation = \"issue\" or \"refuse\"",
                ),
            );
        }
    }
}

fn report_issuance(code: &Code, step: &Step, id: String, en: String, faults: &mut Faults) {
    faults.report(
        code,
        step.span.clone(),
        say(id, en),
        say("act = \"issuance\"", "act = \"issuance\""),
        say(
            "satu langkah menerbitkan, sekali, di luar putaran dan cabang",
            "let one step issue, once, outside loops and branches",
        ),
    );
}

/// No case comes to a payment before a step that sets the fee.
pub(super) fn check_payments(procedure: &Procedure, faults: &mut Faults) {
    let before = before_any_fee(procedure);
    let payments = procedure.steps.iter().filter(|step| step.awaits_payment());
    for step in payments.filter(|step| before.contains(&step.id)) {
        faults.report(
            &Code::PAYMENT_BEFORE_FEE,
            step.span.clone(),
            say(
                format!("pembayaran \"{}\" dapat tercapai sebelum retribusi ditetapkan", step.id),
                format!("payment \"{}\" may be reached before a fee is set", step.id),
            ),
            say("belum ada yang harus dibayar", "nothing is owed yet"),
            say(
                "beri fee = true pada langkah penetapan di setiap alur ke sini",
                "give fee = true to the assessing step on every way that leads here",
            ),
        );
    }
}

/// The steps that a case may reach while no fee was set. A join is among them
/// only when all of its branches are.
fn before_any_fee(procedure: &Procedure) -> BTreeSet<&StepId> {
    let mut reached = BTreeSet::new();
    let mut ahead: Vec<&Step> = procedure.of_kind(Kind::Start).collect();
    let mut arrived: BTreeSet<(&StepId, &StepId)> = BTreeSet::new();
    while let Some(step) = ahead.pop() {
        if !reached.insert(&step.id) || step.sets_fee {
            continue;
        }
        for to in step.targets().filter_map(|to| procedure.step(to)) {
            arrived.insert((&to.id, &step.id));
            let all_are_here = procedure
                .awaited(&to.id)
                .is_none_or(|awaited| awaited.iter().all(|from| arrived.contains(&(&to.id, from))));
            if all_are_here {
                ahead.push(to);
            }
        }
    }
    reached
}

/// What needs a sound procedure to be judged: nothing is open beside an
/// issuance, nor beside the decision that starts the clock.
pub(super) fn check_beside(procedure: &Procedure, faults: &mut Faults) {
    let beside = concurrency::beside(procedure);
    let is_alone = |step: &Step| beside.get(&step.id).is_none_or(|others| others.is_empty());
    for step in procedure.steps.iter().filter(|step| !is_alone(step)) {
        if step.act == Act::Issuance {
            report_issuance(
                &Code::ISSUANCE_BESIDE_WORK,
                step,
                format!("penerbitan \"{}\" berjalan di samping pekerjaan lain", step.id),
                format!("issuance \"{}\" runs beside other work", step.id),
                faults,
            );
        }
        for outcome in step.outcomes() {
            if outcome.effect != Some(Effect::Complete) {
                continue;
            }
            faults.report(
                &Code::CLOCK_IN_A_BRANCH,
                outcome.span.clone(),
                say(
                    "kelengkapan diputuskan di salah satu dari beberapa cabang",
                    "completeness is decided in one of several branches",
                ),
                say(
                    "jam mulai di sini, sementara cabang lain berjalan",
                    "the clock starts here, while other branches run",
                ),
                say(
                    "putuskan kelengkapan sebelum kind = \"split\"",
                    "decide completeness before the kind = \"split\"",
                ),
            );
        }
    }
}
