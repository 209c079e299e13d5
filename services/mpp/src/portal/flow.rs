//! The procedure as officials draw it (PermenPANRB 35/2012): a row for each
//! activity, a column for each executor, five symbols, and lines between them.
//!
//! Drawn from the SOP itself, so that the picture is what runs. Beside it stands
//! the same in words, for whoever cannot see it.

mod lines;

use contract::satupintu::sop::v1::{EndResult, Sop, Step, StepKind};
use maud::{Markup, html};

use self::lines::Line;
use super::{language::Language, visit::Visit, words};

const ROW: i32 = 58;
const HEAD: i32 = 54;
const NAME: i32 = 236;
const LANE: i32 = 96;
const TIME: i32 = 96;
/// Characters that fit beside the symbols at 12 px.
const NAME_CHARACTERS: usize = 34;
const LANE_CHARACTERS: usize = 14;

/// The flow of a procedure, as a picture and in words.
pub(crate) fn section(visit: &Visit, sop: &Sop) -> Markup {
    let title = visit.pick("Alur menurut SOP", "Flow by the SOP");
    html! {
        section aria-labelledby="alur" {
            h2 #alur { (title) }
            div.scroll.flow tabindex="0" role="region" aria-label=(title) { (picture(visit.language, sop)) }
            details.more {
                summary { (visit.pick("Alur dalam kata-kata", "The flow in words")) }
                (in_words(visit, sop))
            }
        }
    }
}

/// Where everything of one procedure stands.
struct Chart<'a> {
    language: Language,
    sop: &'a Sop,
}

impl Chart<'_> {
    /// The column of a step: its executor's, or the first for those without.
    fn lane(&self, step: &Step) -> i32 {
        let lane = self.sop.executors.iter().position(|one| one.executor == step.executor);
        // The applicant has the first column.
        lane.map_or(0, |lane| i32::try_from(lane).unwrap_or(0) + 1)
    }

    fn lanes(&self) -> i32 {
        i32::try_from(self.sop.executors.len()).unwrap_or(0) + 1
    }

    fn rows(&self) -> i32 {
        i32::try_from(self.sop.steps.len()).unwrap_or(0)
    }

    fn row(&self, id: &str) -> Option<i32> {
        let row = self.sop.steps.iter().position(|step| step.id == id)?;
        i32::try_from(row).ok()
    }

    fn x(lane: i32) -> i32 {
        NAME + lane * LANE + LANE / 2
    }

    fn y(row: i32) -> i32 {
        HEAD + row * ROW + ROW / 2
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (from_row, step) in (0..).zip(&self.sop.steps) {
            let from = (self.lane(step), from_row);
            for (label, to) in ways(self.language, step) {
                let Some(to_row) = self.row(to) else { continue };
                let target = usize::try_from(to_row).ok().and_then(|row| self.sop.steps.get(row));
                let Some(target) = target else { continue };
                lines.push(Line { from, to: (self.lane(target), to_row), label });
            }
        }
        lines
    }
}

/// The ways out of a step, each with what is written on it.
fn ways(language: Language, step: &Step) -> Vec<(String, &str)> {
    let outcomes = step
        .outcomes
        .iter()
        .map(|outcome| (language.plain(outcome.label.as_ref()), outcome.to.as_str()));
    let branches = step.branches.iter().map(|branch| (String::new(), branch.as_str()));
    let next = Some(step.next.as_str()).filter(|next| !next.is_empty());
    next.map(|next| (String::new(), next)).into_iter().chain(outcomes).chain(branches).collect()
}

fn picture(language: Language, sop: &Sop) -> Markup {
    let chart = Chart { language, sop };
    let lines = chart.lines();
    let channels = lines::channels(&lines);
    let width = NAME + chart.lanes() * LANE + TIME;
    let height = HEAD + chart.rows() * ROW;
    let title = language.plain(sop.title.as_ref());
    html! {
        svg.sop role="img" aria-labelledby="alur-judul" viewBox=(format!("0 0 {width} {height}"))
            width=(width) height=(height) xmlns="http://www.w3.org/2000/svg" {
            title #alur-judul { (title) }
            defs { marker #panah viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" {
                path.tip d="M0 0 8 4 0 8z" {}
            } }
            (grid(&chart, width, height))
            @for (line, channel) in lines.iter().zip(&channels) { (line.drawn(*channel)) }
            @for (row, step) in (0..).zip(&sop.steps) { (symbol(&chart, row, step)) }
        }
    }
}

fn grid(chart: &Chart<'_>, width: i32, height: i32) -> Markup {
    let language = chart.language;
    let applicant = language.pick("Pemohon", "Applicant").to_owned();
    let titles = chart.sop.executors.iter().map(|one| language.plain(one.title.as_ref()));
    let right = NAME + chart.lanes() * LANE;
    html! {
        rect.head x="0" y="0" width=(width) height=(HEAD) {}
        text.label x="8" y=(HEAD / 2 + 4) { (language.pick("Kegiatan", "Activity")) }
        @for (lane, title) in (0..).zip(std::iter::once(applicant).chain(titles)) {
            line.grid x1=(NAME + lane * LANE) y1="0" x2=(NAME + lane * LANE) y2=(height) {}
            (written(&title, LANE_CHARACTERS, 3, Chart::x(lane), HEAD / 2, "middle"))
        }
        line.grid x1=(right) y1="0" x2=(right) y2=(height) {}
        text.label x=(right + 8) y=(HEAD / 2 + 4) { (language.pick("Waktu", "Time")) }
        @for row in 0..chart.rows() {
            line.grid x1="0" y1=(HEAD + row * ROW) x2=(width) y2=(HEAD + row * ROW) {}
        }
    }
}

fn symbol(chart: &Chart<'_>, row: i32, step: &Step) -> Markup {
    let (x, y) = (Chart::x(chart.lane(step)), Chart::y(row));
    let right = NAME + chart.lanes() * LANE;
    let name = format!("{}. {}", row + 1, name(chart.language, step));
    html! {
        (written(&name, NAME_CHARACTERS, 3, 8, y, "start"))
        @match step.kind() {
            StepKind::Start | StepKind::End => { rect.shape x=(x - 30) y=(y - 13) width="60" height="26" rx="13" {} }
            StepKind::Decision => { path.shape d=(format!("M{x} {} {} {y} {x} {} {} {y}z", y - 19, x + 30, y + 19, x - 30)) {} }
            StepKind::Split | StepKind::Join | StepKind::Merge => { circle.shape cx=(x) cy=(y) r="8" {} }
            StepKind::Activity | StepKind::Applicant | StepKind::Unspecified => { rect.shape x=(x - 30) y=(y - 14) width="60" height="28" {} }
        }
        text.number x=(x) y=(y + 4) text-anchor="middle" { (row + 1) }
        @if let Some(time) = &step.time {
            (written(&words::duration(chart.language, time), 14, 2, right + 8, y, "start"))
        }
    }
}

/// What stands in the row: the activity, or what a symbol without one means.
fn name(language: Language, step: &Step) -> String {
    let name = language.plain(step.name.as_ref());
    if !name.is_empty() {
        return name;
    }
    let (id, en) = match (step.kind(), step.result()) {
        (StepKind::Start, _) => ("Mulai", "Start"),
        (StepKind::End, EndResult::Refused) => ("Selesai: ditolak", "End: refused"),
        (StepKind::End, EndResult::Withdrawn) => ("Selesai: dicabut", "End: withdrawn"),
        (StepKind::End, _) => ("Selesai", "End"),
        (StepKind::Split, _) => ("Dikerjakan bersamaan", "At the same time"),
        (StepKind::Join, _) => ("Menunggu semua selesai", "All are waited for"),
        _ => ("Lanjut", "Goes on"),
    };
    language.pick(id, en).to_owned()
}

/// Text in lines around `y`, cut where there is no room for more.
fn written(text: &str, width: usize, most: usize, x: i32, y: i32, anchor: &str) -> Markup {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    let above = i32::try_from(lines.len()).unwrap_or(1) * 7 - 11;
    html! {
        text.label x=(x) y=(y - above) text-anchor=(anchor) {
            @for (index, line) in lines.iter().enumerate() {
                tspan x=(x) dy=(if index == 0 { 0 } else { 14 }) { (line) }
            }
        }
    }
}

fn in_words(visit: &Visit, sop: &Sop) -> Markup {
    let language = visit.language;
    let number = |id: &str| sop.steps.iter().position(|step| step.id == id).map_or(0, |at| at + 1);
    html! {
        ol { @for step in &sop.steps { li {
            (name(language, step))
            span.small {
                @if !step.executor.is_empty() { " · " (words::unit(language, &visit.registry, &step.executor)) }
                @if let Some(time) = &step.time { " · " (words::duration(language, time)) }
                @for (label, to) in ways(language, step) {
                    " · " @if !label.is_empty() { (label) " " } "→ " (number(to))
                }
            }
        } } }
    }
}
