//! Reads a document's text into a draft, noting every fault of shape.

use std::collections::BTreeSet;

use kernel::{Bilingual, Citation, Source};

use crate::{
    code::Code,
    diagnostic::Diagnostic,
    document::{Approval, Column, Draft, Identity},
    faults::{Faults, say},
    fields::Fields,
    limits,
    read::{At, File},
    row::{Reading, read_row},
    values::out_of_range,
};

/// The only version of the format so far.
const FORMAT: i64 = 1;

/// The document that `text` is, as far as it can be read.
pub(crate) fn read_draft(text: &str, faults: &mut Faults) -> Draft {
    let file = File::read(text, faults);
    let mut draft = Draft { broken: faults.has_errors(), ..Draft::default() };
    let mut top = file.fields();
    read_format(&mut top, faults);
    if let Some(block) = top.required_table("sop", faults) {
        draft.identity = read_identity(block, faults);
    }
    for fields in top.tables("executor", limits::COLUMNS, faults) {
        draft.table.columns.extend(read_column(fields, faults));
    }
    for fields in top.tables("step", limits::STEPS, faults) {
        match read_row(fields, faults) {
            Reading::Whole(row) => draft.table.rows.push(row),
            Reading::Torn(row) => {
                draft.table.torn = true;
                draft.table.rows.push(row);
            }
            Reading::Lost(id) => {
                draft.table.torn = true;
                draft.table.lost.extend(id);
            }
        }
    }
    top.finish(faults);
    let columns = draft.table.columns.iter().map(|column| (column.id.as_str(), &column.span));
    report_duplicates("pelaksana", "executor", columns, faults);
    let rows = draft.table.rows.iter().map(|row| (row.id.as_str(), &row.span));
    if report_duplicates("langkah", "step", rows, faults) {
        draft.table.torn = true;
    }
    if draft.broken {
        forgive_followers(text, faults);
    }
    draft
}

/// Keeps of a file that is not TOML one syntax error a line, and other findings
/// only on other lines: what an error tore away must not be reported, too.
fn forgive_followers(text: &str, faults: &mut Faults) {
    let mut broken = BTreeSet::new();
    let line = |found: &Diagnostic| found.position(text).line;
    faults.retain(|found| found.code != Code::SYNTAX.code || broken.insert(line(found)));
    faults.retain(|found| {
        let is_syntax = found.code == Code::SYNTAX.code;
        let torn = [Code::MISSING_KEY.code, Code::WRONG_TYPE.code].contains(&found.code);
        let follows = torn || broken.contains(&line(found));
        is_syntax || !follows
    });
}

fn read_format(top: &mut Fields<'_>, faults: &mut Faults) {
    let Some(At { value, span }) = top.required_integer("format", 0..=i64::MAX, faults) else {
        return;
    };
    if value != FORMAT {
        faults.report(
            &Code::UNKNOWN_FORMAT,
            span,
            say(format!("format {value} tidak dikenal"), format!("format {value} is not known")),
            say("versi format", "the format's version"),
            say(format!("tulis format = {FORMAT}"), format!("write format = {FORMAT}")),
        );
    }
}

fn read_identity(mut block: Fields<'_>, faults: &mut Faults) -> Option<Identity> {
    let id = block.required_slug("id", faults);
    let version = block.required_integer("version", 1..=i64::from(u32::MAX), faults);
    let number = block.required_line::<{ limits::TITLE }>("number", faults);
    let title = read_bilingual(&mut block, ["title", "title_en"], faults);
    if title.is_none() && block.span_of_key("title").is_none() {
        block.missing("title", faults);
    }
    let agency = block.required_slug("agency", faults);
    let created = block.required_date("created", faults);
    let revised = block.date("revised", faults);
    let effective = block.required_date("effective", faults);
    let approved_by = block
        .required_table("approved_by", faults)
        .and_then(|fields| read_approval(fields, faults));
    let sources = [("published", Source::Published), ("example", Source::Example)];
    let source = block.word("source", &sources, faults);
    let legal_basis = block
        .tables("legal_basis", limits::ENTRIES, faults)
        .into_iter()
        .filter_map(|fields| read_citation(fields, faults))
        .collect();
    let mut lists = ["qualifications", "related", "equipment", "warnings", "records"].map(|key| {
        let lines = block.lines::<{ limits::ENTRY }>(key, limits::ENTRIES, faults);
        lines.into_iter().map(|line| line.value).collect::<Vec<_>>()
    });
    block.finish(faults);
    let [qualifications, related, equipment, warnings, records] =
        std::array::from_fn(|at| lists.get_mut(at).map(std::mem::take).unwrap_or_default());
    let (created, effective) = (created?, effective?);
    if effective.value < created.value {
        let message = say(
            "tanggal efektif mendahului tanggal pembuatan",
            "the procedure comes into force before it was written",
        );
        out_of_range(effective.span.clone(), message, faults);
    }
    if let Some(revised) = revised.as_ref().filter(|revised| revised.value < created.value) {
        let message = say(
            "tanggal revisi mendahului tanggal pembuatan",
            "the procedure was revised before it was written",
        );
        out_of_range(revised.span.clone(), message, faults);
    }
    Some(Identity {
        id: id?.value,
        version: u32::try_from(version?.value).ok()?,
        number: number?.value,
        title: title?,
        agency: agency?.value,
        created: created.value,
        revised: revised.map(|date| date.value),
        effective: effective.value,
        approved_by: approved_by?,
        source: source.map_or(Source::Published, |source| source.value),
        legal_basis,
        qualifications,
        related,
        equipment,
        warnings,
        records,
    })
}

fn read_approval(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Approval> {
    let position = fields.required_line::<{ limits::TITLE }>("position", faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(Approval { position: position?.value, source: source?.value })
}

fn read_citation(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Citation> {
    let text = fields.required_line::<{ limits::ENTRY }>("text", faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(Citation { text: text?.value, source: source?.value })
}

fn read_column(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Column> {
    let id = fields.required_slug("id", faults);
    let executor = fields.required_executor("executor", faults);
    let title = read_bilingual(&mut fields, ["title", "title_en"], faults);
    if title.is_none() && fields.span_of_key("title").is_none() {
        fields.missing("title", faults);
    }
    fields.finish(faults);
    let At { value: id, span } = id?;
    Some(Column { id, executor: executor?.value, title: title?, span })
}

/// The text in both languages; Indonesian stands in where English is silent.
pub(crate) fn read_bilingual(
    fields: &mut Fields<'_>,
    [key, key_en]: [&'static str; 2],
    faults: &mut Faults,
) -> Option<Bilingual> {
    let id = fields.line::<{ limits::TITLE }>(key, faults).map(|line| line.value);
    let en = fields.line::<{ limits::TITLE }>(key_en, faults).map(|line| line.value);
    let id = id?;
    Some(Bilingual { en: en.unwrap_or_else(|| id.clone()), id })
}

/// Whether an id was used twice; each later use is reported.
pub(crate) fn report_duplicates<'a>(
    what: &str,
    what_en: &str,
    ids: impl Iterator<Item = (&'a str, &'a std::ops::Range<usize>)>,
    faults: &mut Faults,
) -> bool {
    let mut seen = BTreeSet::new();
    let mut found = false;
    for (id, span) in ids {
        if seen.insert(id) {
            continue;
        }
        found = true;
        faults.report(
            &Code::DUPLICATE_ID,
            span.clone(),
            say(
                format!("id {what} \"{id}\" dipakai dua kali"),
                format!("{what_en} id \"{id}\" is used twice"),
            ),
            say("sudah dipakai di atas", "used above already"),
            say("beri id yang lain", "give it another id"),
        );
    }
    found
}
