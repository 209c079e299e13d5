//! The applicant's view for programs.

use calendar::Zone;
use contract::satupintu::permits::v1::Progress;
use kernel::Bilingual;
use serde::Serialize;

use crate::{dates, spoken};

/// What `track --json` answers.
#[derive(Serialize)]
pub(crate) struct Answer {
    receipt_number: String,
    service: String,
    service_title: Bilingual,
    /// As the contract names it.
    state: &'static str,
    responsible_unit: String,
    /// How many cases wait before this one.
    ahead: u32,
    due: Option<String>,
    /// The due date means "not before": a year is not yet decreed.
    provisional: bool,
    late: bool,
    licence_number: String,
    /// Why it was rejected.
    ground: String,
    stages: Vec<StageLine>,
    requirements: Vec<RequirementLine>,
    ledger: Vec<LedgerLine>,
    explanation: Vec<Bilingual>,
    example: bool,
    simulated: bool,
}

#[derive(Serialize)]
struct StageLine {
    step: String,
    name: Bilingual,
    status: &'static str,
    unit: String,
    done_at: Option<String>,
}

#[derive(Serialize)]
struct RequirementLine {
    id: String,
    text: String,
    given: bool,
    optional: bool,
    defect: String,
}

#[derive(Serialize)]
struct LedgerLine {
    at: Option<String>,
    change: Bilingual,
    holder: String,
    cause: String,
}

impl Answer {
    pub(crate) fn of(progress: &Progress, zone: Zone) -> Self {
        let at = |at: &prost_types::Timestamp| dates::rfc3339(spoken::instant(at), zone);
        let stages = progress.stages.iter().map(|stage| StageLine {
            step: stage.step.clone(),
            name: spoken::bilingual(stage.name.as_ref()),
            status: stage.status().as_str_name(),
            unit: stage.executor.clone(),
            done_at: stage.done_at.as_ref().map(at),
        });
        let requirements = progress.requirements.iter().map(|line| RequirementLine {
            id: line.requirement_id.clone(),
            text: line.text.clone(),
            given: line.given,
            optional: line.optional,
            defect: line.defect.clone(),
        });
        let ledger = progress.ledger.iter().map(|entry| LedgerLine {
            at: entry.at.as_ref().map(at),
            change: entry.change.as_ref().map_or_else(|| Bilingual::new("", ""), spoken::change),
            holder: entry.holder.as_ref().map(spoken::holder).unwrap_or_default(),
            cause: entry.cause.clone(),
        });
        let deadline = progress.deadline.as_ref();
        let due = deadline.and_then(|deadline| spoken::date(deadline.date.as_ref()?));
        Self {
            receipt_number: progress.receipt_number.clone(),
            service: progress.service.clone(),
            service_title: spoken::bilingual(progress.service_title.as_ref()),
            state: progress.state().as_str_name(),
            responsible_unit: progress.responsible_unit.clone(),
            ahead: progress.ahead,
            due: due.map(|date| date.to_string()),
            provisional: deadline.is_some_and(|deadline| deadline.provisional),
            late: progress.late,
            licence_number: progress.licence_number.clone(),
            ground: progress.ground.clone(),
            stages: stages.collect(),
            requirements: requirements.collect(),
            ledger: ledger.collect(),
            explanation: progress
                .explanation
                .iter()
                .map(|line| spoken::bilingual(Some(line)))
                .collect(),
            example: progress.example,
            simulated: progress.simulated,
        }
    }
}
