//! The applicant's view of an application, on the screen.

mod answer;

use calendar::Zone;
use contract::satupintu::{
    permits::v1::{ApplicationState, Progress, Stage, StageStatus},
    r#type::v1::LedgerEntry,
};

pub(crate) use self::answer::Answer;
use crate::{
    dates,
    screen::{Look, Screen},
    spoken,
};

/// Shows everything that an applicant may see: Indonesian, with the key words
/// in English. `margin` stands before each line.
pub(crate) fn tell(progress: &Progress, zone: Zone, margin: &str, screen: &mut Screen) {
    let mut lines = Lines { margin, screen };
    head(progress, zone, &mut lines);
    for stage in &progress.stages {
        lines.add(&stage_line(stage, zone));
    }
    requirements(progress, &mut lines);
    if !progress.ledger.is_empty() {
        lines.title(Look::Bold, "buku waktu (clock ledger)");
        for entry in &progress.ledger {
            lines.add(&ledger_line(entry, zone));
        }
    }
    lines.title(Look::Bold, "hitungan (the count; anyone can redo it by hand)");
    for line in &progress.explanation {
        lines.add(&format!("  {}", line.id));
    }
}

/// Where lines go.
struct Lines<'a> {
    margin: &'a str,
    screen: &'a mut Screen,
}

impl Lines<'_> {
    fn add(&mut self, text: &str) {
        self.screen.wrapped(self.margin, text);
    }

    /// A line that stands out; its colours are not counted as characters.
    fn title(&mut self, look: Look, text: &str) {
        let text = self.screen.look(look, text);
        self.screen.line(format!("{}{text}", self.margin));
    }

    fn fact(&mut self, name: &str, value: &str) {
        self.screen.line(format!("{}{name:<22}{value}", self.margin));
    }
}

fn head(progress: &Progress, zone: Zone, lines: &mut Lines<'_>) {
    let marks = [
        progress.simulated.then_some(spoken::SIMULATION),
        progress.example.then_some(spoken::EXAMPLE),
    ];
    let marks: Vec<&str> = marks.into_iter().flatten().collect();
    if !marks.is_empty() {
        lines.title(Look::Yellow, &marks.join(" · "));
    }
    let title = spoken::bilingual(progress.service_title.as_ref());
    lines.title(Look::Bold, &format!("{}  {}", progress.receipt_number, title.id));
    lines.add(&title.en);
    let state = spoken::state(progress);
    lines.fact("keadaan (state)", &format!("{} ({})", state.id, state.en));
    lines.fact("penanggung jawab", &progress.responsible_unit);
    if let Some(at) = &progress.submitted_at {
        lines.fact("diajukan", &spoken::moment(at, zone));
    }
    if !progress.ground.is_empty() {
        lines.fact("alasan (ground)", &progress.ground);
    }
    if !progress.licence_number.is_empty() {
        lines.fact("nomor izin (licence)", &progress.licence_number);
    }
    let due = match (&progress.deadline, &progress.remaining) {
        (Some(deadline), _) => {
            let due = spoken::deadline(deadline);
            format!("{} ({})", due.id, due.en)
        }
        (None, Some(rest)) => {
            format!("berhenti, sisa {} (paused)", spoken::amount(rest))
        }
        (None, None) => "-".to_owned(),
    };
    lines.fact("jatuh tempo (due)", &due);
    if progress.state() == ApplicationState::AwaitingApplicant {
        lines.fact("menunggu (awaited)", &spoken::bilingual(progress.standing.as_ref()).id);
    }
    if progress.late {
        lines.fact("terlambat (late)", "ya (yes)");
    }
    lines.fact("di depan Anda (ahead)", &format!("{} permohonan", progress.ahead));
    if let Some(fee) = &progress.fee {
        lines.fact("biaya (fee)", &spoken::fee(fee));
    }
    lines.title(Look::Bold, "tahap (stages)");
}

fn stage_line(stage: &Stage, zone: Zone) -> String {
    let mark = match stage.status() {
        StageStatus::Done => "[x]",
        StageStatus::Now => "[>]",
        StageStatus::Next | StageStatus::Unspecified => "[ ]",
    };
    let name = spoken::bilingual(stage.name.as_ref()).id;
    let executor = match stage.executor.as_str() {
        "" => "pemohon (applicant)",
        unit => unit,
    };
    let mut line = format!("  {mark} {name} · {executor}");
    if let Some(time) = &stage.time {
        line.push_str(&format!(" · {}", spoken::amount(time)));
    }
    if let Some(at) = &stage.done_at {
        line.push_str(&format!(" · selesai {}", zone.date(spoken::instant(at))));
    }
    line
}

fn requirements(progress: &Progress, lines: &mut Lines<'_>) {
    let (optional, needed): (Vec<_>, Vec<_>) =
        progress.requirements.iter().partition(|line| line.optional);
    let given = needed.iter().filter(|line| line.given).count();
    let mut title = format!("persyaratan (requirements): {given} dari {} diserahkan", needed.len());
    if !optional.is_empty() {
        title.push_str(&format!("; {} hanya bila diperlukan (optional)", optional.len()));
    }
    lines.title(Look::Bold, &title);
    for line in &progress.requirements {
        if !line.defect.is_empty() {
            lines.add(&format!("  [!] {}: {}", line.text, line.defect));
        } else if !line.given && !line.optional {
            lines.add(&format!("  [ ] {}", line.text));
        }
    }
}

fn ledger_line(entry: &LedgerEntry, zone: Zone) -> String {
    let LedgerEntry { at, change, holder, cause } = entry;
    let at = at.as_ref().map(|at| dates::short(spoken::instant(at), zone)).unwrap_or_default();
    let change = change.as_ref().map(|change| spoken::change(change).id).unwrap_or_default();
    let holder = holder.as_ref().map(spoken::holder).unwrap_or_default();
    format!("  {at}: {change}; pada {holder} [{cause}]")
}
