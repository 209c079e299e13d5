//! Reads a service file, noting every fault of it in one pass.

use std::collections::BTreeSet;

use calendar::WorkDuration;
use kernel::{Bilingual, Citation};
use sop::{At, Code, Diagnostic, Faults, Fields, File};

use crate::{
    code::{BAD_TEMPLATE, CONTRADICTION},
    component::{Components, read_components},
    document::read_document,
    fee::read_fee,
    number::{NumberTemplate, TemplateError},
    service::{
        Audience, ChecklistItem, Lapse, LapseRule, Origin, Places, Requirement, Service,
        SopReference, Stated,
    },
};

/// The only version of the format so far.
const FORMAT: i64 = 1;
/// Characters of a title.
const TITLE: usize = 200;
/// Characters of a requirement, a citation, a note.
pub(crate) const ENTRY: usize = 400;
/// Requirements of one service.
const REQUIREMENTS: usize = 100;
/// A century, in months.
const MONTHS: i64 = 1200;
/// No schedule of retention names more years; what is kept for ever has none.
const YEARS: i64 = 100;

/// The service that `text` describes, or all its faults.
pub(crate) fn service(text: &str) -> Result<Service, Vec<Diagnostic>> {
    let mut faults = Faults::new();
    let file = File::read(text, &mut faults);
    let torn = faults.has_errors();
    let mut top = file.fields();
    read_format(&mut top, &mut faults);
    let block = top.required_table("service", &mut faults);
    let requirements = read_requirements(&mut top, &mut faults);
    let checklist = read_checklist(&mut top, &mut faults);
    let standard = top.table("standard", &mut faults);
    let components = standard.map(|it| read_components(it, &mut faults)).unwrap_or_default();
    top.finish(&mut faults);
    let service = block.and_then(|block| {
        let service = read_service(block, requirements, text, &mut faults)?;
        Some(Service { components, checklist, ..service })
    });
    match service {
        Some(service) if !faults.has_errors() => Ok(service),
        _ => Err(without_echoes(faults.into_sorted(), torn)),
    }
}

/// What a syntax error tore away is not reported as missing, too.
fn without_echoes(mut found: Vec<Diagnostic>, torn: bool) -> Vec<Diagnostic> {
    if torn {
        found.retain(|found| found.code != Code::MISSING_KEY.code);
    }
    found
}

fn read_format(top: &mut Fields<'_>, faults: &mut Faults) {
    let Some(At { value, span }) = top.required_integer("format", 0..=i64::MAX, faults) else {
        return;
    };
    if value != FORMAT {
        faults.report(
            &Code::UNKNOWN_FORMAT,
            span,
            say(&format!("format {value} tidak dikenal"), &format!("format {value} is not known")),
            say("versi format", "the format's version"),
            say(&format!("tulis format = {FORMAT}"), &format!("write format = {FORMAT}")),
        );
    }
}

fn read_service(
    mut block: Fields<'_>,
    requirements: Vec<At<Requirement>>,
    text: &str,
    faults: &mut Faults,
) -> Option<Service> {
    let id = block.required_slug("id", faults);
    let version = block.required_integer("version", 1..=i64::from(u32::MAX), faults);
    let code = read_capitals(&mut block, "code", faults);
    let agency = block.required_slug("agency", faults);
    let agency_code = read_capitals(&mut block, "agency_code", faults);
    let title = block.required_line::<TITLE>("title", faults);
    let title_en = block.required_line::<TITLE>("title_en", faults);
    let audiences = [("public", Audience::Public), ("internal", Audience::Internal)];
    let audience = block.required_word("audience", &audiences, faults);
    let permit = block.boolean("permit", faults);
    if block.span_of_key("permit").is_none() {
        block.missing("permit", faults);
    }
    let sop_place = block.span_of_key("sop");
    let sop = block.required_table("sop", faults).and_then(|sop| read_sop(sop, faults));
    let whole = block.span();
    let fee_place = block.span_of_key("fee");
    let origin = block.required_table("origin", faults).and_then(|it| read_origin(it, faults));
    let time = block.required_table("time", faults).and_then(|time| read_time(time, faults));
    let fee = block.required_table("fee", faults).and_then(|fee| read_fee(fee, faults));
    let product = block.required_table("product", faults).and_then(|it| read_product(it, faults));
    let validity_months = block.table("validity", faults).map(|it| read_validity(it, faults));
    let retention_years = block.table("retention", faults).map(|it| read_retention(it, faults));
    let number =
        block.required_table("number", faults).and_then(|it| read_number(it, text, faults));
    let lapse = block.required_table("lapse", faults).and_then(|it| read_lapse(it, faults));
    let warn_before = block.table("warn_before", faults).map(|it| read_warning(it, faults));
    let document =
        block.table("document", faults).map(|it| read_document(it, &requirements, faults));
    block.finish(faults);
    if let (Some(time), Some(Some(warning))) = (&time, &warn_before) {
        refuse_early_warning(time, warning, faults);
    }
    let (time, agency) = (time?, agency?);
    let (requirements, asked) = requirements.into_iter().map(|it| (it.value, it.span)).unzip();
    let places = Places {
        whole,
        time: time.span,
        fee: fee_place?,
        agency: agency.span,
        sop: sop_place?,
        requirements: asked,
    };
    Some(Service {
        id: id?.value,
        version: u32::try_from(version?.value).ok()?,
        code: code?,
        agency_code: agency_code?,
        title: Bilingual { id: title?.value, en: title_en?.value },
        audience: audience?.value,
        permit: permit?.value,
        sop: sop?,
        origin: origin?,
        fee: fee?,
        product: product?,
        validity_months: flipped(validity_months)?,
        retention_years: flipped(retention_years)?,
        number: number?,
        lapse: lapse?,
        warn_before: flipped(warn_before)?.map(|warning| warning.value),
        document: flipped(document)?,
        requirements,
        checklist: Vec::new(),
        components: Components::default(),
        places,
        time: time.value,
        agency: agency.value,
    })
}

/// Absent stays absent; present and faulty tells that the whole is faulty.
pub(crate) fn flipped<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(value) => value.map(Some),
    }
}

/// Two to five capitals, which stand in receipt and licence numbers.
fn read_capitals(block: &mut Fields<'_>, key: &'static str, faults: &mut Faults) -> Option<String> {
    let At { value, span } = block.required_line::<ENTRY>(key, faults)?;
    if (2..=5).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(value);
    }
    faults.report(
        &Code::BAD_ID,
        span,
        say(&format!("`{key}` bukan kode"), &format!("`{key}` is no code")),
        say("bukan 2 sampai 5 huruf besar", "not 2 to 5 capitals"),
        say("tulis 2 sampai 5 huruf A-Z, seperti \"SIP\"", "write 2 to 5 of A-Z, as \"SIP\""),
    );
    None
}

fn read_sop(mut fields: Fields<'_>, faults: &mut Faults) -> Option<SopReference> {
    let id = fields.required_slug("id", faults);
    let version = fields.required_integer("version", 1..=i64::from(u32::MAX), faults);
    fields.finish(faults);
    Some(SopReference { id: id?.value, version: u32::try_from(version?.value).ok()? })
}

fn read_origin(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Origin> {
    let text = fields.required_line::<ENTRY>("text", faults);
    let note = fields.line::<ENTRY>("note", faults);
    fields.finish(faults);
    Some(Origin { text: text?.value, note: note.map(|note| note.value) })
}

fn read_time(mut fields: Fields<'_>, faults: &mut Faults) -> Option<At<Stated<WorkDuration>>> {
    let duration = fields.duration(faults);
    let source = fields.source(faults);
    let span = fields.span();
    fields.finish(faults);
    let duration = duration?;
    if duration.value.amount() == 0 {
        faults.report(
            &Code::OUT_OF_RANGE,
            duration.span,
            say("waktu layanan tidak boleh nol", "a service cannot promise no time at all"),
            say("nilai ini", "this value"),
            say("tulis jangka waktu layanan", "write the service's time"),
        );
        return None;
    }
    Some(At { value: Stated { value: duration.value, source: source?.value }, span })
}

pub(crate) fn read_citation(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Citation> {
    let text = fields.required_line::<ENTRY>("text", faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(Citation { text: text?.value, source: source?.value })
}

fn read_product(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Stated<String>> {
    let text = fields.required_line::<TITLE>("text", faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(Stated { value: text?.value, source: source?.value })
}

fn read_validity(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Stated<u32>> {
    let months = fields.required_integer("months", 1..=MONTHS, faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(Stated { value: u32::try_from(months?.value).ok()?, source: source?.value })
}

fn read_retention(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Stated<u32>> {
    let years = fields.required_integer("years", 1..=YEARS, faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(Stated { value: u32::try_from(years?.value).ok()?, source: source?.value })
}

fn read_number(
    mut fields: Fields<'_>,
    text: &str,
    faults: &mut Faults,
) -> Option<Stated<NumberTemplate>> {
    let template = fields.required_line::<ENTRY>("template", faults);
    let source = fields.source(faults);
    fields.finish(faults);
    let At { value, span } = template?;
    match NumberTemplate::parse(&value) {
        Ok(template) => Some(Stated { value: template, source: source?.value }),
        Err(error) => {
            report_template(&error, &value, span, text, faults);
            None
        }
    }
}

/// Points into the template where the text stands there as it is read, that
/// is, without TOML escapes.
fn report_template(
    error: &TemplateError,
    template: &str,
    span: std::ops::Range<usize>,
    text: &str,
    faults: &mut Faults,
) {
    let plain = text.get(span.start + 1..span.end.saturating_sub(1)) == Some(template);
    let place = error
        .place()
        .filter(|_| plain)
        .map_or(span.clone(), |at| span.start + 1 + at.start..span.start + 1 + at.end);
    let reason = error.reason();
    faults.report(
        &BAD_TEMPLATE,
        place,
        say(
            &format!("templat nomor salah: {}", reason.id),
            &format!("the number template is wrong: {}", reason.en),
        ),
        say("di sini", "here"),
        say(
            "gunakan {urut} atau {urut:4}, {kode}, {bulan} atau {bulan_romawi}, dan {tahun}",
            "use {urut} or {urut:4}, {kode}, {bulan} or {bulan_romawi}, and {tahun}",
        ),
    );
}

fn read_lapse(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Lapse> {
    let rules =
        [("deemed-approval", LapseRule::DeemedApproval), ("escalation", LapseRule::Escalation)];
    let rule = fields.required_word("rule", &rules, faults);
    let citation =
        fields.required_table("citation", faults).and_then(|it| read_citation(it, faults));
    fields.finish(faults);
    Some(Lapse { rule: rule?.value, citation: citation? })
}

fn read_warning(mut fields: Fields<'_>, faults: &mut Faults) -> Option<At<WorkDuration>> {
    let duration = fields.duration(faults);
    fields.finish(faults);
    duration
}

/// A warning is counted back from the due date, in the unit of the time.
fn refuse_early_warning(
    time: &At<Stated<WorkDuration>>,
    warning: &At<WorkDuration>,
    faults: &mut Faults,
) {
    let promised = time.value.value;
    let fits = promised.has_unit_of(warning.value) && warning.value.amount() < promised.amount();
    if fits {
        return;
    }
    faults.report(
        &CONTRADICTION,
        warning.span.clone(),
        say(
            "peringatan harus lebih singkat dari waktu layanan dan dalam satuan yang sama",
            "the warning must be shorter than the service's time and in the same unit",
        ),
        say("peringatan ini", "this warning"),
        say("perkecil, atau samakan satuannya", "shorten it, or use the unit of `time`"),
    );
}

fn read_requirements(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<At<Requirement>> {
    let mut seen = BTreeSet::new();
    let mut requirements = Vec::new();
    for mut fields in top.tables("requirement", REQUIREMENTS, faults) {
        let id = fields.required_slug("id", faults);
        let text = fields.required_line::<ENTRY>("text", faults);
        let source = fields.source(faults);
        let optional = fields.boolean("optional", faults);
        let issued_by = fields.slug("issued_by", faults).map(|it| it.value);
        fields.finish(faults);
        let Some(At { value: id, span }) = id else { continue };
        if !seen.insert(id.clone()) {
            faults.report(
                &Code::DUPLICATE_ID,
                span,
                say(
                    &format!("id persyaratan \"{id}\" dipakai dua kali"),
                    &format!("requirement id \"{id}\" is used twice"),
                ),
                say("sudah dipakai di atas", "used above already"),
                say("beri id yang lain", "give it another id"),
            );
        }
        let (Some(At { value: text, span }), Some(source)) = (text, source) else { continue };
        let optional = optional.is_some_and(|optional| optional.value);
        let value = Requirement { id, text, source: source.value, optional, issued_by };
        requirements.push(At { value, span });
    }
    requirements
}

/// What is looked at on a visit: the tables `checklist`.
fn read_checklist(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<ChecklistItem> {
    let mut seen = BTreeSet::new();
    let mut checklist = Vec::new();
    for mut fields in top.tables("checklist", REQUIREMENTS, faults) {
        let id = fields.required_slug("id", faults);
        let text = fields.required_line::<ENTRY>("text", faults);
        let source = fields.source(faults);
        fields.finish(faults);
        let Some(At { value: id, span }) = id else { continue };
        if !seen.insert(id.clone()) {
            faults.report(
                &Code::DUPLICATE_ID,
                span,
                say(
                    &format!("butir pemeriksaan \"{id}\" dipakai dua kali"),
                    &format!("checklist item \"{id}\" is used twice"),
                ),
                say("sudah dipakai di atas", "used above already"),
                say("beri id yang lain", "give it another id"),
            );
        }
        let (Some(text), Some(source)) = (text, source) else { continue };
        checklist.push(ChecklistItem { id, text: text.value, source: source.value });
    }
    checklist
}

pub(crate) fn say(id: &str, en: &str) -> Bilingual {
    Bilingual::new(id, en)
}
