//! Reads one row of the table; each kind of step has its own keys.

use kernel::{Bilingual, Slug, Source};

use calendar::WorkDuration;

use crate::{
    code::Code,
    document::{Row, RowExits, RowOutcome, StepTime},
    faults::{Faults, say},
    fields::Fields,
    limits,
    parse::{read_bilingual, report_duplicates},
    read::At,
    step::Kind,
    words::{Act, Awaits, Effect, EndResult, Recommendation},
};

/// What could be read of a row.
pub(crate) enum Reading {
    /// The row with all its arrows.
    Whole(Row),
    /// The row, of which arrows were lost.
    Torn(Row),
    /// Only its name, if that much; without its kind the rest has no meaning.
    Lost(Option<Slug>),
}

/// Reads one row.
pub(crate) fn read_row(mut fields: Fields<'_>, faults: &mut Faults) -> Reading {
    let id = fields.required_slug("id", faults);
    let kind = fields.required_word("kind", Kind::WORDS, faults);
    let name = read_bilingual(&mut fields, ["name", "name_en"], faults);
    let by = fields.slug("by", faults);
    let act = fields.word("act", Act::WORDS, faults);
    let inputs = fields.lines::<{ limits::ENTRY }>("inputs", limits::INPUTS, faults);
    let needs = fields.slugs("needs", limits::INPUTS, faults);
    let time = fields.table("time", faults).and_then(|time| read_time(time, faults));
    let output = fields.line::<{ limits::ENTRY }>("output", faults);
    let note = fields.prose::<{ limits::NOTE }>("note", faults);
    let fee = fields.boolean("fee", faults);
    let awaits = fields.word("awaits", Awaits::WORDS, faults);
    let minutes = fields.boolean("minutes", faults);
    let exits = read_exits(&mut fields, kind.as_ref().map(|kind| kind.value), faults);
    if let Some(At { value: kind, .. }) = &kind {
        refuse_foreign_keys(&fields, *kind, faults);
        if name.is_none() && needs_name(*kind) && fields.span_of_key("name").is_none() {
            fields.missing("name", faults);
        }
    }
    let missing = [("by", by.is_none()), ("time", time.is_none()), ("output", output.is_none())];
    let unreadable = missing
        .into_iter()
        .filter(|(key, missing)| *missing && fields.span_of_key(key).is_some())
        .map(|(key, _)| key)
        .collect();
    fields.finish(faults);
    let (Some(At { value: id, span }), Some(At { value: kind, .. })) = (id.clone(), kind) else {
        return Reading::Lost(id.map(|id| id.value));
    };
    let name = name.unwrap_or_else(|| default_name(kind, &id));
    let whole = exits.is_some();
    let exits = exits.unwrap_or_else(|| RowExits::All(Vec::new()));
    let inputs = inputs.into_iter().map(|input| input.value).collect();
    let needs = needs.into_iter().map(|need| need.value).collect();
    let act = act.map_or(Act::Other, |act| act.value);
    let (output, note) = (output.map(|text| text.value), note.map(|text| text.value));
    // Where the key does not belong it was reported, and means nothing.
    let sets_fee = kind == Kind::Activity && fee.is_some_and(|fee| fee.value);
    let awaits = awaits.map(|awaits| awaits.value).filter(|_| kind == Kind::Applicant);
    let row = Row {
        id,
        name,
        kind,
        by,
        act,
        inputs,
        needs,
        time,
        output,
        note,
        sets_fee,
        awaits,
        minutes: kind.is_work() && minutes.is_some_and(|minutes| minutes.value),
        exits,
        unreadable,
        span,
    };
    if whole { Reading::Whole(row) } else { Reading::Torn(row) }
}

/// The duration and source of a table such as `{ working_days = 3, source = "published" }`.
pub(crate) fn read_time(mut fields: Fields<'_>, faults: &mut Faults) -> Option<StepTime> {
    let duration = fields.duration(faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(StepTime { duration: duration?.value, source: source?.value })
}

impl Fields<'_> {
    /// The one duration among the fields: working or calendar days, office
    /// minutes or hours.
    pub fn duration(&mut self, faults: &mut Faults) -> Option<At<WorkDuration>> {
        const NONE: i64 = 0;
        let working = self.integer("working_days", NONE..=limits::DAYS, faults);
        let calendar = self.integer("calendar_days", NONE..=limits::DAYS, faults);
        let minutes = self.integer("office_minutes", NONE..=limits::MINUTES, faults);
        let hours = self.integer("office_hours", NONE..=limits::MINUTES / 60, faults);
        let keys = ["working_days", "calendar_days", "office_minutes", "office_hours"];
        let given: Vec<_> = keys.iter().filter_map(|key| self.span_of_key(key)).collect();
        match given.as_slice() {
            [] => {
                self.missing("working_days", faults);
                return None;
            }
            [_] => {}
            [_, second, ..] => {
                faults.report(
                    &Code::OUT_OF_RANGE,
                    second.clone(),
                    say("satu waktu dalam dua satuan", "one time in two units"),
                    say("satuan kedua", "the second unit"),
                    say("pilih satu satuan", "keep one of them"),
                );
                return None;
            }
        }
        let read = |at: Option<At<i64>>, make: fn(u32) -> WorkDuration| {
            let At { value, span } = at?;
            Some(At { value: make(u32::try_from(value).ok()?), span })
        };
        read(working, WorkDuration::WorkingDays)
            .or_else(|| read(calendar, WorkDuration::CalendarDays))
            .or_else(|| read(minutes, WorkDuration::OfficeMinutes))
            .or_else(|| read(hours, |hours| WorkDuration::OfficeMinutes(hours.saturating_mul(60))))
    }
}

fn read_exits(
    fields: &mut Fields<'_>,
    kind: Option<Kind>,
    faults: &mut Faults,
) -> Option<RowExits> {
    // Read all, whatever the kind, so that a slip in the kind reports no
    // unknown keys; `refuse_foreign_keys` names those that do not belong.
    let next = fields.slug("next", faults);
    let branches = fields.slugs("branches", limits::BRANCHES, faults);
    let listed = fields.span_of_key("outcome").is_some();
    let tables = fields.tables("outcome", limits::OUTCOMES, faults);
    let (written, outcomes) = (tables.len(), tables);
    let outcomes: Vec<_> =
        outcomes.into_iter().filter_map(|outcome| read_outcome(outcome, faults)).collect();
    let sop = fields.slug("sop", faults);
    let version = fields.integer("version", 1..=i64::from(u32::MAX), faults);
    let result = fields.word("result", EndResult::WORDS, faults);
    let required = |key: &'static str, fields: &Fields<'_>, faults: &mut Faults| {
        if fields.span_of_key(key).is_none() {
            fields.missing(key, faults);
        }
    };
    match kind? {
        Kind::Start | Kind::Activity | Kind::Applicant | Kind::Join | Kind::Merge => {
            required("next", fields, faults);
            next.map(RowExits::Next)
        }
        Kind::Decision => {
            if !listed {
                return Some(RowExits::Choice(Vec::new()));
            }
            let ids = outcomes.iter().map(|outcome| (outcome.id.as_str(), &outcome.span));
            report_duplicates("pilihan", "outcome", ids, faults);
            (outcomes.len() == written).then_some(RowExits::Choice(outcomes))
        }
        Kind::Split => {
            required("branches", fields, faults);
            fields.span_of_key("branches").map(|_| RowExits::All(branches))
        }
        Kind::Sub => {
            required("sop", fields, faults);
            required("version", fields, faults);
            required("next", fields, faults);
            let version = u32::try_from(version?.value).ok()?;
            Some(RowExits::Sub { sop: sop?, version, next: next? })
        }
        Kind::End => {
            required("result", fields, faults);
            result.map(|result| RowExits::End(result.value))
        }
    }
}

fn read_outcome(mut fields: Fields<'_>, faults: &mut Faults) -> Option<RowOutcome> {
    let id = fields.required_slug("id", faults);
    let label = read_bilingual(&mut fields, ["label", "label_en"], faults);
    let to = fields.slug("to", faults);
    if fields.span_of_key("to").is_none() {
        fields.missing("to", faults);
    }
    let effect = fields.word("effect", Effect::WORDS, faults);
    let recommendation = fields.word("recommendation", Recommendation::WORDS, faults);
    let capped = fields.span_of_key("cap").is_some();
    let cap = fields.integer("cap", 1..=i64::from(limits::CAP), faults);
    fields.finish(faults);
    let At { value: id, span } = id?;
    let label = label.unwrap_or_else(|| {
        let spoken = id.as_str().replace('-', " ");
        Bilingual::new(spoken.clone(), spoken)
    });
    Some(RowOutcome {
        id: id.as_str().to_owned(),
        label,
        to: to?,
        effect: effect.map(|effect| effect.value),
        recommendation: recommendation.map(|it| it.value),
        // A cap that cannot be read still says that the loop is meant to end.
        cap: cap.map_or(capped.then_some(1), |cap| u32::try_from(cap.value).ok()),
        span,
    })
}

fn needs_name(kind: Kind) -> bool {
    match kind {
        Kind::Activity | Kind::Decision | Kind::Applicant | Kind::Sub => true,
        Kind::Start | Kind::Split | Kind::Join | Kind::Merge | Kind::End => false,
    }
}

fn default_name(kind: Kind, id: &Slug) -> Bilingual {
    match kind {
        Kind::Start => say("Mulai", "Start"),
        Kind::Split => say("Bercabang", "Branches"),
        Kind::Join => say("Bergabung", "Branches meet"),
        Kind::Merge => say("Bertemu", "Ways meet"),
        Kind::End => say("Selesai", "End"),
        Kind::Activity | Kind::Decision | Kind::Applicant | Kind::Sub => {
            say(id.as_str(), id.as_str())
        }
    }
}

/// The keys that a row of this kind may have besides id, kind, name and note.
fn own_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Activity => {
            &["by", "act", "inputs", "needs", "time", "output", "next", "fee", "minutes"]
        }
        Kind::Decision => &["by", "act", "inputs", "needs", "time", "output", "outcome", "minutes"],
        Kind::Applicant => &["inputs", "output", "next", "awaits"],
        Kind::Start => &["by", "next"],
        Kind::Split => &["branches"],
        Kind::Join | Kind::Merge => &["next"],
        Kind::Sub => &["sop", "version", "next"],
        Kind::End => &["by", "result"],
    }
}

fn refuse_foreign_keys(fields: &Fields<'_>, kind: Kind, faults: &mut Faults) {
    let all = [
        "by", "act", "inputs", "needs", "time", "output", "next", "outcome", "branches", "sop",
        "version", "result", "fee", "awaits", "minutes",
    ];
    let own = own_keys(kind);
    let word = Kind::WORDS.iter().find(|(_, each)| *each == kind).map_or("", |(word, _)| word);
    for key in all.into_iter().filter(|key| !own.contains(key)) {
        let Some(span) = fields.span_of_key(key) else { continue };
        let remedy = match (key, kind) {
            ("next", Kind::Decision) => say(
                "tulis [[step.outcome]] dengan `to` untuk setiap pilihan",
                "write a [[step.outcome]] with `to` for each choice",
            ),
            ("outcome", Kind::Activity) => {
                say("jadikan langkah ini kind = \"decision\"", "make this step kind = \"decision\"")
            }
            _ => say("hapus, atau ganti `kind`", "remove it, or change `kind`"),
        };
        faults.report(
            &Code::NOT_FOR_THIS_KIND,
            span,
            say(
                format!("langkah jenis \"{word}\" tidak memiliki `{key}`"),
                format!("a step of kind \"{word}\" has no `{key}`"),
            ),
            say("tidak untuk jenis ini", "not for this kind"),
            remedy,
        );
    }
}

impl StepTime {
    /// Whether the time is ours, because the agency is silent.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.source == Source::Example
    }
}
