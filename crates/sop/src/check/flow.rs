//! The graph's plain shape: start, reach, ends, loops, splits and joins.

use std::collections::BTreeSet;

use crate::{
    code::Code,
    faults::{Faults, say},
    graph::{Arrow, Graph},
    procedure::Procedure,
    step::{Exits, Kind, Step},
};

/// What can be said of one step alone: enough outcomes, enough branches.
pub(super) fn check_local(procedure: &Procedure, faults: &mut Faults) {
    for step in &procedure.steps {
        match (&step.exits, step.kind) {
            (Exits::Choice(outcomes), _) if outcomes.len() < 2 => {
                faults.report(
                    &Code::ONE_OUTCOME,
                    step.span.clone(),
                    say(
                        format!("keputusan \"{}\" tidak punya dua pilihan", step.id),
                        format!("decision \"{}\" does not have two outcomes", step.id),
                    ),
                    say("tidak memutuskan apa pun", "decides nothing"),
                    say(
                        "tambahkan [[step.outcome]], atau jadikan kind = \"activity\"",
                        "add a [[step.outcome]], or make it kind = \"activity\"",
                    ),
                );
            }
            (Exits::All(branches), Kind::Split) => {
                let different: BTreeSet<_> = branches.iter().collect();
                if different.len() < 2 || different.len() < branches.len() {
                    report_lone_split(step, faults);
                }
            }
            _ => {}
        }
    }
}

fn report_lone_split(step: &Step, faults: &mut Faults) {
    faults.report(
        &Code::LONE_SPLIT,
        step.span.clone(),
        say(
            format!("percabangan \"{}\" harus menuju dua langkah yang berbeda", step.id),
            format!("split \"{}\" must lead to two different steps", step.id),
        ),
        say("cabang kurang atau kembar", "too few branches, or twins"),
        say(
            "tulis branches = [\"a\", \"b\"], atau jadikan kind = \"merge\"",
            "write branches = [\"a\", \"b\"], or make it kind = \"merge\"",
        ),
    );
}

/// One start, everything reachable, an end from everywhere, loops capped, joins fed.
pub(super) fn check(procedure: &Procedure, graph: &Graph, faults: &mut Faults) {
    let starts: Vec<usize> = positions(procedure, Kind::Start);
    check_start(procedure, graph, &starts, faults);
    if !starts.is_empty() {
        let reached = graph.forward(starts);
        for step in outside(procedure, &reached) {
            faults.report(
                &Code::UNREACHABLE,
                step.span.clone(),
                say(
                    format!("langkah \"{}\" tidak pernah tercapai", step.id),
                    format!("step \"{}\" is never reached", step.id),
                ),
                say("tidak ada alur dari awal ke sini", "no way leads here from the start"),
                say(
                    "arahkan sebuah langkah ke sini, atau hapus langkah ini",
                    "lead another step here, or remove this one",
                ),
            );
        }
    }
    let ending = graph.backward(positions(procedure, Kind::End));
    for step in outside(procedure, &ending) {
        faults.report(
            &Code::NO_WAY_TO_END,
            step.span.clone(),
            say(
                format!("dari langkah \"{}\" tidak ada jalan ke akhir", step.id),
                format!("no way leads from step \"{}\" to an end", step.id),
            ),
            say("buntu", "a dead end"),
            say(
                "beri langkah berikutnya yang sampai ke kind = \"end\"",
                "give it a next step from which a kind = \"end\" is reached",
            ),
        );
    }
    check_joins(procedure, faults);
    check_loops(procedure, graph, faults);
    check_exits(procedure, graph, faults);
}

fn positions(procedure: &Procedure, kind: Kind) -> Vec<usize> {
    let each = procedure.steps.iter().enumerate();
    each.filter(|(_, step)| step.kind == kind).map(|(at, _)| at).collect()
}

fn outside<'p>(
    procedure: &'p Procedure,
    reached: &BTreeSet<usize>,
) -> impl Iterator<Item = &'p Step> {
    let each = procedure.steps.iter().enumerate();
    each.filter(move |(at, _)| !reached.contains(at)).map(|(_, step)| step)
}

fn check_start(procedure: &Procedure, graph: &Graph, starts: &[usize], faults: &mut Faults) {
    let mut report = |span, id: String, en: String| {
        faults.report(
            &Code::ONE_START,
            span,
            say(id, en),
            say("awal (kapsul mulai)", "the start (terminator)"),
            say(
                "gunakan tepat satu langkah kind = \"start\", tanpa alur yang kembali ke sana",
                "use exactly one step of kind = \"start\", and lead no way back to it",
            ),
        );
    };
    if starts.is_empty() {
        let span = procedure.steps.first().map_or(0..0, |step| step.span.clone());
        report(span, "SOP tanpa awal".to_owned(), "the procedure has no start".to_owned());
    }
    for (number, at) in starts.iter().enumerate() {
        let Some(step) = procedure.steps.get(*at) else { continue };
        if number > 0 {
            report(
                step.span.clone(),
                format!("\"{}\" adalah awal yang kedua", step.id),
                format!("\"{}\" is a second start", step.id),
            );
        }
        if let Some(back) = graph.into(*at).next() {
            let span = arrow_span(procedure, &back).unwrap_or_else(|| step.span.clone());
            report(
                span,
                format!("alur kembali ke awal \"{}\"", step.id),
                format!("a way leads back to the start \"{}\"", step.id),
            );
        }
    }
}

fn check_joins(procedure: &Procedure, faults: &mut Faults) {
    for step in procedure.of_kind(Kind::Join) {
        if procedure.awaited(&step.id).is_some_and(|awaited| awaited.len() >= 2) {
            continue;
        }
        faults.report(
            &Code::LONE_JOIN,
            step.span.clone(),
            say(
                format!("gabungan \"{}\" tidak menunggu dua langkah", step.id),
                format!("join \"{}\" does not await two steps", step.id),
            ),
            say("kurang dari dua cabang tiba di sini", "fewer than two branches arrive here"),
            say(
                "arahkan setiap cabang ke sini, atau jadikan kind = \"merge\"",
                "lead every branch here, or make it kind = \"merge\"",
            ),
        );
    }
}

/// The components that still have a cycle when capped arrows are left out.
pub(super) fn uncapped_loops(graph: &Graph) -> Vec<Vec<usize>> {
    let uncapped = |arrow: &Arrow| arrow.cap.is_none();
    let mut components = graph.components(uncapped);
    components.retain(|component| {
        let turns =
            |step: &usize| graph.out(*step).any(|arrow| uncapped(&arrow) && arrow.to == *step);
        component.len() > 1 || component.iter().any(turns)
    });
    components
}

/// Every cycle has an arrow with a cap.
pub(super) fn check_loops(procedure: &Procedure, graph: &Graph, faults: &mut Faults) {
    for component in uncapped_loops(graph) {
        let within = |arrow: &Arrow| {
            arrow.cap.is_none() && component.contains(&arrow.from) && component.contains(&arrow.to)
        };
        let arrows: Vec<Arrow> =
            graph.arrows().iter().filter(|arrow| within(arrow)).copied().collect();
        // The choice that leads back is where an author would put the cap.
        let chosen = arrows
            .iter()
            .filter(|arrow| arrow.outcome.is_some())
            .max_by_key(|arrow| (arrow.to <= arrow.from, arrow.from))
            .or_else(|| arrows.first());
        let Some(arrow) = chosen else { continue };
        let Some(span) = arrow_span(procedure, arrow) else { continue };
        let name = |at: usize| procedure.steps.get(at).map(|step| step.id.to_string());
        let (from, to) = (name(arrow.from).unwrap_or_default(), name(arrow.to).unwrap_or_default());
        faults.report(
            &Code::UNCAPPED_LOOP,
            span,
            say(
                format!("putaran dari \"{from}\" kembali ke \"{to}\" tanpa batas"),
                format!("the loop from \"{from}\" back to \"{to}\" has no limit"),
            ),
            say("dapat berulang tanpa akhir", "may repeat for ever"),
            say(
                "tambahkan cap = 3 pada pilihan yang kembali, dan sediakan pilihan lain",
                "add cap = 3 to the outcome that leads back, and offer another outcome",
            ),
        );
    }
}

/// A decision in a loop has an outcome that is never used up.
fn check_exits(procedure: &Procedure, graph: &Graph, faults: &mut Faults) {
    for at in &graph.on_cycles() {
        let Some(step) = procedure.steps.get(*at) else { continue };
        let outcomes = step.outcomes();
        if outcomes.is_empty() || outcomes.iter().any(|outcome| outcome.cap.is_none()) {
            continue;
        }
        faults.report(
            &Code::NO_EXIT,
            step.span.clone(),
            say(
                format!("semua pilihan \"{}\" dapat habis", step.id),
                format!("every outcome of \"{}\" can be used up", step.id),
            ),
            say("tidak ada jalan keluar yang selalu terbuka", "no way out that is always open"),
            say("hapus `cap` dari pilihan yang maju", "remove `cap` from the outcome that goes on"),
        );
    }
}

/// Caps that cap nothing.
pub(super) fn check_idle_caps(procedure: &Procedure, graph: &Graph, faults: &mut Faults) {
    let components = graph.components(|_| true);
    let of = graph.component_of(&components);
    for arrow in graph.arrows() {
        let in_loop = of.get(arrow.from) == of.get(arrow.to);
        if arrow.cap.is_none() || in_loop {
            continue;
        }
        let Some(span) = arrow_span(procedure, arrow) else { continue };
        faults.report(
            &Code::IDLE_CAP,
            span,
            say("`cap` pada alur yang tidak berulang", "a `cap` on a way that never repeats"),
            say("tidak ada putaran di sini", "there is no loop here"),
            say("hapus `cap`, atau periksa tujuannya", "remove `cap`, or check where it leads"),
        );
    }
}

/// The place of the outcome, or of the step, that the arrow leaves.
pub(super) fn arrow_span(procedure: &Procedure, arrow: &Arrow) -> Option<std::ops::Range<usize>> {
    let step = procedure.steps.get(arrow.from)?;
    let outcome = arrow.outcome.and_then(|outcome| step.outcomes().get(outcome));
    Some(outcome.map_or_else(|| step.span.clone(), |outcome| outcome.span.clone()))
}
