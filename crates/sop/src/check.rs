//! Judges a linked procedure. Each finding has a code, and a test plants it.

mod duties;
mod effects;
mod flow;
mod rows;
mod soundness;
mod time;

use calendar::WorkDuration;
use kernel::{Executor, PersonId};

use crate::{
    diagnostic::Diagnostic, document::Document, faults::Faults, graph::Graph, link::assemble_draft,
    parse::read_draft, procedure::Procedure, sop::Sop, words::Act,
};

/// What a procedure is judged by that does not stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The time that the service standard promises.
    pub standard_time: Option<WorkDuration>,
    /// Every executor that the agencies' roles know.
    pub known_executors: Option<Vec<Executor>>,
    /// Duties that no one person may both do.
    pub separated: Vec<(Act, Act)>,
    /// Who holds which executor.
    pub holders: Option<Vec<(PersonId, Executor)>>,
}

/// Reads, links and judges a document and reports everything at once, also
/// when parts of it cannot be read. The procedure comes with its warnings, and
/// only when nothing forbids it.
#[must_use]
pub fn examine(
    text: &str,
    library: &dyn Fn(&str, u32) -> Option<Document>,
    rules: &Rules,
) -> (Option<Sop>, Vec<Diagnostic>) {
    let mut faults = Faults::new();
    let draft = read_draft(text, &mut faults);
    if draft.broken {
        return (None, faults.into_sorted());
    }
    let procedure = assemble_draft(&draft, library, &mut faults);
    faults.extend(intrinsic(&procedure));
    let no_basis = draft.identity.as_ref().is_some_and(|block| block.legal_basis.is_empty());
    faults.extend(extrinsic(&procedure, no_basis, rules));
    let sop = draft
        .identity
        .filter(|_| !faults.has_errors())
        .map(|identity| Sop::new(identity, procedure));
    (sop, faults.into_sorted())
}

/// What the procedure itself shows to be wrong. Most of the graph is judged only
/// if no arrow was lost, and its soundness only if nothing simpler is wrong.
pub(crate) fn intrinsic(procedure: &Procedure) -> Vec<Diagnostic> {
    let mut faults = Faults::new();
    rows::check(procedure, &mut faults);
    let graph = Graph::of(procedure);
    effects::check(procedure, &graph, &mut faults);
    if procedure.torn {
        // A loop that is left after arrows were lost is a loop all the same.
        flow::check_loops(procedure, &graph, &mut faults);
    } else {
        let mut found = shape(procedure, &graph);
        if !found.has_errors() {
            soundness::check(procedure, &graph, &mut found);
        }
        if !found.has_errors() {
            effects::check_beside(procedure, &mut faults);
            effects::check_payments(procedure, &mut faults);
        }
        faults.extend(found.into_sorted());
    }
    faults.into_sorted()
}

/// What is wrong with the graph at first sight.
pub(crate) fn shape(procedure: &Procedure, graph: &Graph) -> Faults {
    let mut faults = Faults::new();
    flow::check_local(procedure, &mut faults);
    flow::check(procedure, graph, &mut faults);
    faults
}

/// What rules from outside show to be wrong, and what deserves a look.
pub(crate) fn extrinsic(
    procedure: &Procedure,
    no_legal_basis: bool,
    rules: &Rules,
) -> Vec<Diagnostic> {
    let Rules { standard_time, known_executors, separated, holders } = rules;
    let mut faults = Faults::new();
    rows::check_look(procedure, no_legal_basis, &mut faults);
    if let Some(known) = known_executors {
        rows::check_roles(procedure, known, &mut faults);
    }
    duties::check(procedure, separated, holders.as_deref().unwrap_or(&[]), &mut faults);
    if !procedure.torn {
        let graph = Graph::of(procedure);
        flow::check_idle_caps(procedure, &graph, &mut faults);
        // Without a cap on every loop there is no longest path.
        if let Some(standard) = standard_time
            && flow::uncapped_loops(&graph).is_empty()
        {
            time::check(procedure, *standard, &mut faults);
        }
    }
    faults.into_sorted()
}
