//! No person able to do two duties that must be separate.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Executor, PersonId};

use crate::{
    code::Code,
    faults::{Faults, say},
    procedure::Procedure,
    step::Step,
    words::Act,
};

/// Judges the columns, and the persons who hold them.
pub(super) fn check(
    procedure: &Procedure,
    separated: &[(Act, Act)],
    holders: &[(PersonId, Executor)],
    faults: &mut Faults,
) {
    let mut held: BTreeMap<&PersonId, BTreeSet<&Executor>> = BTreeMap::new();
    for (person, executor) in holders {
        held.entry(person).or_default().insert(executor);
    }
    for (one, other) in separated {
        check_roles(procedure, *one, *other, faults);
        for (person, executors) in &held {
            check_person(procedure, (*one, *other), person, executors, faults);
        }
    }
}

/// The steps of `act`, each with its executor.
fn steps_of(procedure: &Procedure, act: Act) -> impl Iterator<Item = (&Executor, &Step)> {
    let of_act = procedure.work().filter(move |step| step.act == act);
    of_act.filter_map(|step| Some((step.executor.as_ref()?, step)))
}

fn check_roles(procedure: &Procedure, one: Act, other: Act, faults: &mut Faults) {
    let first: BTreeMap<&Executor, &Step> = steps_of(procedure, one).collect();
    let mut told = BTreeSet::new();
    for (executor, step) in steps_of(procedure, other) {
        let Some(before) = first.get(executor) else { continue };
        if !told.insert(executor) {
            continue;
        }
        let (one, other) = (one.title(), other.title());
        faults.report(
            &Code::DUTIES_IN_ONE_ROLE,
            step.span.clone(),
            say(
                format!(
                    "pelaksana \"{executor}\" memegang {} (\"{}\") dan {} (\"{}\")",
                    one.id, before.id, other.id, step.id
                ),
                format!(
                    "executor \"{executor}\" carries {} (\"{}\") and {} (\"{}\")",
                    one.en, before.id, other.en, step.id
                ),
            ),
            say("harus pelaksana lain", "must be another executor"),
            say(
                "beri langkah ini kepada pelaksana lain (empat mata)",
                "give this step to another executor (four eyes)",
            ),
        );
    }
}

/// A person with two executors; one executor with both duties is told once,
/// above, whoever holds it.
fn check_person(
    procedure: &Procedure,
    (one, other): (Act, Act),
    person: &PersonId,
    executors: &BTreeSet<&Executor>,
    faults: &mut Faults,
) {
    let first = steps_of(procedure, one).find(|(executor, _)| executors.contains(executor));
    let Some((executor, before)) = first else { return };
    let clash = steps_of(procedure, other)
        .find(|(second, _)| executors.contains(second) && *second != executor);
    let Some((second, step)) = clash else { return };
    let (one, other) = (one.title(), other.title());
    faults.report(
        &Code::DUTIES_IN_ONE_PERSON,
        step.span.clone(),
        say(
            format!(
                "{person} memegang \"{executor}\" dan \"{second}\": {} (\"{}\") dan {} (\"{}\")",
                one.id, before.id, other.id, step.id
            ),
            format!(
                "{person} holds \"{executor}\" and \"{second}\": {} (\"{}\") and {} (\"{}\")",
                one.en, before.id, other.en, step.id
            ),
        ),
        say("orang yang sama", "the same person"),
        say("cabut salah satu penugasan orang ini", "revoke one of the person's assignments"),
    );
}
