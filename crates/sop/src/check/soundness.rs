//! Splits and joins fit together: the verdict, and a case that shows why not.

use crate::{
    code::Code,
    faults::{Faults, say},
    graph::Graph,
    net::{Net, Origin},
    procedure::Procedure,
    sound::is_sound,
    step::Kind,
    witness::{self, Trouble, Witness},
};

/// Reports an unsound procedure at the step where a case would go wrong.
pub(super) fn check(procedure: &Procedure, graph: &Graph, faults: &mut Faults) {
    let Some(net) = Net::of(procedure, graph) else { return };
    if is_sound(&net) {
        return;
    }
    match witness::find(&net) {
        Some(witness) => explain(procedure, &witness, faults),
        None => report_unexplained(procedure, faults),
    }
}

fn explain(procedure: &Procedure, witness: &Witness, faults: &mut Faults) {
    let Witness { trouble, chosen } = witness;
    let (id, en) = way(procedure, chosen);
    let step = |at: usize| procedure.steps.get(at);
    match trouble {
        Trouble::Starved { join, arrived } => {
            let Some(join) = step(*join) else { return };
            let names: Vec<_> =
                arrived.iter().filter_map(|at| step(*at)).map(|step| step.id.as_str()).collect();
            let awaited = procedure.awaited(&join.id).into_iter().flatten();
            let missing: Vec<_> =
                awaited.map(|step| step.as_str()).filter(|each| !names.contains(each)).collect();
            let (names, missing) = (names.join(", "), missing.join(", "));
            faults.report(
                &Code::STARVED_JOIN,
                join.span.clone(),
                say(
                    format!("gabungan \"{}\" menunggu tanpa akhir{id}", join.id),
                    format!("join \"{}\" waits for ever{en}", join.id),
                ),
                say(
                    format!("{names} tiba, {missing} tidak pernah"),
                    format!("{names} arrives, {missing} never does"),
                ),
                say(
                    "pertemukan pilihan-pilihan dengan kind = \"merge\" sebelum gabungan, \
                     atau buka cabang dengan kind = \"split\"",
                    "let alternatives meet in a kind = \"merge\" before the join, \
                     or open the branches with a kind = \"split\"",
                ),
            );
        }
        Trouble::Twice { step: at } => {
            let Some(step) = step(*at) else { return };
            faults.report(
                &Code::ENTERED_TWICE,
                step.span.clone(),
                say(
                    format!("\"{}\" dapat terbuka dua kali sekaligus{id}", step.id),
                    format!("\"{}\" may be open twice at once{en}", step.id),
                ),
                say("dua cabang tiba di sini", "two branches arrive here"),
                say(
                    "gabungkan cabang dengan kind = \"join\" sebelum langkah ini",
                    "bring the branches together in a kind = \"join\" before this step",
                ),
            );
        }
        Trouble::LeftBehind { step: at } => {
            let Some(step) = step(*at) else { return };
            faults.report(
                &Code::WORK_LEFT_BEHIND,
                step.span.clone(),
                say(
                    format!("perkara dapat berakhir sementara \"{}\" masih terbuka{id}", step.id),
                    format!("a case may end while \"{}\" is still open{en}", step.id),
                ),
                say("tertinggal", "left behind"),
                say(
                    "gabungkan semua cabang dengan kind = \"join\" sebelum akhir",
                    "bring all branches together in a kind = \"join\" before the end",
                ),
            );
        }
    }
}

/// The choices that lead into trouble, as the end of a sentence.
fn way(procedure: &Procedure, chosen: &[Origin]) -> (String, String) {
    let named: Vec<String> = chosen
        .iter()
        .filter_map(|origin| {
            let step = procedure.steps.get(origin.step)?;
            let outcome = step.outcomes().get(origin.outcome?)?;
            Some(format!("{} = {}", step.id, outcome.id))
        })
        .collect();
    let last = named.get(named.len().saturating_sub(4)..).unwrap_or(&named);
    match last {
        [] => (String::new(), String::new()),
        _ => (
            format!(", misalnya setelah {}", last.join(", ")),
            format!(", for example after {}", last.join(", ")),
        ),
    }
}

fn report_unexplained(procedure: &Procedure, faults: &mut Faults) {
    let split = procedure.of_kind(Kind::Split).next().or(procedure.steps.first());
    faults.report(
        &Code::UNSOUND,
        split.map_or(0..0, |step| step.span.clone()),
        say("cabang dan gabungan tidak saling cocok", "splits and joins do not fit together"),
        say("cabang pertama", "the first split"),
        say(
            "tutup setiap cabang dengan gabungannya sendiri",
            "close every split by a join of its own",
        ),
    );
}
