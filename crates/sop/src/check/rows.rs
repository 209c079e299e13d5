//! Rows on their own: time, output, executor; and columns.

use std::collections::BTreeSet;

use kernel::Executor;

use crate::{
    code::Code,
    faults::{Faults, say},
    procedure::Procedure,
};

/// Work has an executor, a time and an output.
pub(super) fn check(procedure: &Procedure, faults: &mut Faults) {
    for step in procedure.work() {
        let id = &step.id;
        // What is written but cannot be read was reported already.
        if step.executor.is_none() && !procedure.is_excused(id, "by") {
            faults.report(
                &Code::NO_EXECUTOR,
                step.span.clone(),
                say(
                    format!("langkah \"{id}\" tanpa pelaksana"),
                    format!("step \"{id}\" has no executor"),
                ),
                say("tidak ada yang mengerjakan", "nobody does this"),
                say("tambahkan by = \"…\" dari kolom tabel", "add by = \"…\", a column's id"),
            );
        }
        if step.time.is_none() && !procedure.is_excused(id, "time") {
            faults.report(
                &Code::NO_TIME,
                step.span.clone(),
                say(format!("langkah \"{id}\" tanpa waktu"), format!("step \"{id}\" has no time")),
                say("tanpa `time`", "has no `time`"),
                say(
                    "tambahkan time = { working_days = 1, source = \"published\" }",
                    "add time = { working_days = 1, source = \"published\" }",
                ),
            );
        }
        if step.output.is_none() && !procedure.is_excused(id, "output") {
            faults.report(
                &Code::NO_OUTPUT,
                step.span.clone(),
                say(
                    format!("langkah \"{id}\" tanpa output"),
                    format!("step \"{id}\" has no output"),
                ),
                say("tanpa `output`", "has no `output`"),
                say(
                    "tambahkan output = \"…\", hasil langkah ini",
                    "add output = \"…\", what the step yields",
                ),
            );
        }
    }
}

/// Every executor is a role that is known.
pub(super) fn check_roles(procedure: &Procedure, known: &[Executor], faults: &mut Faults) {
    for column in &procedure.columns {
        let executor = &column.executor;
        if known.contains(executor) {
            continue;
        }
        faults.report(
            &Code::UNKNOWN_ROLE,
            column.span.clone(),
            say(
                format!("peran \"{executor}\" tidak dikenal"),
                format!("role \"{executor}\" is not known"),
            ),
            say("tidak ada dalam daftar peran", "not in the list of roles"),
            say(
                "periksa penulisan instansi/unit/peran, atau daftarkan peran itu",
                "check the spelling of agency/unit/role, or register the role",
            ),
        );
    }
}

/// Columns without work, and a missing legal basis.
pub(super) fn check_look(procedure: &Procedure, no_legal_basis: bool, faults: &mut Faults) {
    let working: BTreeSet<&Executor> =
        procedure.steps.iter().filter_map(|step| step.executor.as_ref()).collect();
    let unread = procedure.work().any(|step| procedure.is_excused(&step.id, "by"));
    for column in &procedure.columns {
        if !working.contains(&column.executor) && !procedure.torn && !unread {
            faults.report(
                &Code::IDLE_COLUMN,
                column.span.clone(),
                say(
                    format!("pelaksana \"{}\" tidak mengerjakan apa pun", column.id),
                    format!("executor \"{}\" does nothing", column.id),
                ),
                say("kolom kosong", "an empty column"),
                say("hapus kolom ini, atau beri langkah", "remove the column, or give it a step"),
            );
        }
    }
    if no_legal_basis {
        faults.report(
            &Code::NO_LEGAL_BASIS,
            0..0,
            say("SOP tanpa dasar hukum", "the procedure names no legal basis"),
            say("blok identitas", "the identity block"),
            say(
                "tambahkan legal_basis = [{ text = \"…\", source = \"published\" }]",
                "add legal_basis = [{ text = \"…\", source = \"published\" }]",
            ),
        );
    }
}
