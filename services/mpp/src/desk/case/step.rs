//! The step before the officer, and what can be done with it.

use contract::satupintu::{
    permits::v1::{ProposedReturn, Task},
    sop::v1::{Act, Effect, Outcome},
};
use maud::{Markup, html};

use super::{Case, address, charging, visiting};
use crate::{
    desk::{
        Desk,
        words::{CONFLICTS, ENDORSEMENTS, OVERTAKES, RELEASES, executor_of, unconflicted},
    },
    portal::{
        field::{Choice, Faults, Field},
        form::Form,
    },
};

pub(super) fn section(desk: &Desk, case: &Case, task: &Task, form: &Form) -> Markup {
    let visit = &desk.visit;
    let is_own = desk.is(&task.taken_by);
    html! {
        section aria-labelledby="tahap-ini" {
            h2 #tahap-ini { (visit.language.said(task.step_name.as_ref())) }
            p.small { (executor_of(visit, &task.executor)) }
            @if task.act() == Act::Inspection {
                p { a href=(visit.href(&visiting::address(&task.application, &task.step))) { (visit.pick("Kunjungan lapangan dan berita acaranya", "The visit and its minutes")) } }
            }
            @if task.act() == Act::Assessment && case.has_a_fee() {
                p { a href=(visit.href(&charging::address(&task.application, &task.step))) { (visit.pick("Hitung dan tetapkan retribusi", "Compute and set the fee")) } }
            }
            @if task.entrusted {
                p { (visit.pick("Tahap ini dikerjakan instansi lain pada sistemnya sendiri.", "Another agency does this step in a system of its own.")) }
            } @else if is_own && !task.awaits_declaration {
                (finishing(desk, task, form))
                (giving_back(desk, task, form))
                (conflict(desk, task, form))
            } @else if (is_own || task.taken_by.is_empty()) && desk.executes(&task.executor) {
                (taking(desk, task, form))
                (conflict(desk, task, form))
            } @else if task.taken_by.is_empty() {
                p { (visit.pick("Menunggu petugas lain.", "It waits for other officers.")) }
            } @else {
                p { (visit.pick("Sedang dikerjakan petugas lain.", "Another officer is at it.")) }
            }
        }
    }
}

/// A form about the step, which leads to a page of the case.
fn press(desk: &Desk, task: &Task, page: &str, fields: &Markup) -> Markup {
    desk.form(
        &address(&task.application),
        page,
        &html! {
            input type="hidden" name="tahap" value=(task.step);
            (fields)
        },
    )
}

/// A field for words; those of the last attempt stand in it.
fn words(desk: &Desk, form: &Form, name: &str, label: &str, hint: &str, required: bool) -> Markup {
    let field =
        Field { name, label, hint, kind: "area", autocomplete: "off", most: 4000, required };
    field.shown(form, &Faults::new(), desk.visit.language)
}

fn taking(desk: &Desk, task: &Task, form: &Form) -> Markup {
    let visit = &desk.visit;
    let note = visit.pick("Penjelasan", "In words");
    html! {
        (press(desk, task, "ambil", &html! {
            (unconflicted(visit))
            details.more open[OVERTAKES.chosen(form) != 0] {
                summary { (visit.pick("Bukan yang tertua? Sebutkan alasannya", "Not the oldest? Say why")) }
                (OVERTAKES.shown(visit, form))
                (words(desk, form, "catatan-mendahului", note, "", false))
            }
            div.act { button type="submit" { (visit.pick("Ambil tugas ini", "Take this task")) } }
        }))
    }
}

fn conflict(desk: &Desk, task: &Task, form: &Form) -> Markup {
    let visit = &desk.visit;
    let label = visit.pick("Benturan kepentingan itu", "What it is");
    let hint = visit.pick("Hanya dibaca atasan Anda.", "Only your superior reads it.");
    html! {
        details.more {
            summary { (visit.pick("Saya memiliki benturan kepentingan", "I have a conflict of interest")) }
            (press(desk, task, "benturan", &html! {
                (CONFLICTS.shown(visit, form))
                (words(desk, form, "catatan-benturan", label, hint, true))
                div.act { button.danger type="submit" { (visit.pick("Nyatakan benturan", "Declare the conflict")) } }
            }))
        }
    }
}

fn finishing(desk: &Desk, task: &Task, form: &Form) -> Markup {
    let visit = &desk.visit;
    let is_return = |outcome: &&Outcome| outcome.effect() == Effect::Return;
    let ways: Vec<&Outcome> = task.outcomes.iter().filter(|way| !is_return(way)).collect();
    let needs_reason = ways.iter().any(|way| way.effect() != Effect::Complete);
    let page = format!("{}/kembalikan?tahap={}", address(&task.application), task.step);
    html! {
        (press(desk, task, "selesai", &html! {
            @if !ways.is_empty() { (outcomes(desk, &ways, form)) }
            @if needs_reason {
                (words(desk, form, "alasan", visit.pick("Alasan", "Reason"), visit.pick("Alasan penolakan dibaca pemohon.", "The ground of a refusal is read by the applicant."), true))
            }
            div.act {
                button type="submit" { (done(desk, task)) }
                @if task.outcomes.iter().any(|way| is_return(&way)) {
                    a.button.quiet href=(visit.href(&page)) { (visit.pick("Kembalikan dengan daftar kekurangan", "Return it with a list of defects")) }
                }
            }
        }))
    }
}

fn outcomes(desk: &Desk, ways: &[&Outcome], form: &Form) -> Markup {
    let language = desk.visit.language;
    let labels: Vec<String> = ways.iter().map(|way| language.plain(way.label.as_ref())).collect();
    let answers: Vec<(&str, &str, &str)> = ways
        .iter()
        .zip(&labels)
        .map(|(way, label)| (way.id.as_str(), label.as_str(), ""))
        .collect();
    let only = if let [only] = ways { only.id.as_str() } else { "" };
    let choice = Choice {
        name: "hasil",
        question: desk.visit.pick("Hasil", "Outcome"),
        hint: "",
        answers: &answers,
        at_first: only,
    };
    choice.shown(form, &Faults::new())
}

fn done(desk: &Desk, task: &Task) -> &'static str {
    if task.act() == Act::Issuance {
        desk.visit.pick("Beri nomor dan terbitkan", "Number it and issue it")
    } else {
        desk.visit.pick("Selesaikan tahap ini", "Finish this step")
    }
}

fn giving_back(desk: &Desk, task: &Task, form: &Form) -> Markup {
    let visit = &desk.visit;
    html! {
        details.more {
            summary { (visit.pick("Lepaskan ke kotak masuk", "Put it back into the inbox")) }
            (press(desk, task, "lepas", &html! {
                (RELEASES.shown(visit, form))
                div.act { button.quiet type="submit" { (visit.pick("Lepaskan", "Put it back")) } }
            }))
        }
    }
}

/// A second return with something new waits for a supervisor.
pub(super) fn proposal(desk: &Desk, case: &Case, proposal: &ProposedReturn, form: &Form) -> Markup {
    let visit = &desk.visit;
    let task = case.application.tasks.iter().find(|task| task.step == proposal.step);
    let may_endorse = task.is_some_and(|task| desk.supervises(&task.executor));
    html! {
        section aria-labelledby="usul" {
            h2 #usul { (visit.pick("Usul pengembalian kedua", "A second return is proposed")) }
            ul { @for id in &proposal.defect_requirements { li { (visit.language.indonesian(case.requirement(id))) } } }
            @if may_endorse {
                (desk.form(&address(&case.application.name), "sahkan", &html! {
                    (ENDORSEMENTS.shown(visit, form))
                    (words(desk, form, "alasan-sahkan", visit.pick("Alasan", "Reason"), "", true))
                    div.act { button type="submit" { (visit.pick("Kirim keputusan", "Send the decision")) } }
                }))
            } @else { p { (visit.pick("Menunggu atasan.", "It waits for a superior.")) } }
        }
    }
}
