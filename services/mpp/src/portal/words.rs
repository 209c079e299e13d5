//! What the contract's messages hold, as people say it in either language.

use calendar::Zone;
use contract::{
    google::r#type::{Date as PbDate, Money},
    satupintu::{
        permits::v1::{ApplicationState, CallBackState, LicenceStatus, MediaType, StageStatus},
        sop::v1::{ComplaintWay, Fee, FeeBasis, Service, fee::Amount},
        r#type::v1::{
            Citation, Deadline, Source, WorkDuration, ledger_entry::Change, work_duration,
        },
    },
};
use jiff::civil::Date;
use maud::{Markup, html};
use prost_types::Timestamp;

use super::{language::Language, page::example};
use crate::{
    dates,
    registry::{Agency, Registry},
};

/// The last part of a resource name.
pub(crate) fn id(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or_default()
}

pub(crate) fn agency(language: Language, agency: &Agency) -> &str {
    match language {
        Language::English if !agency.name_en.is_empty() => &agency.name_en,
        _ => &agency.name,
    }
}

/// `dpmptsp-kotim/pelayanan` with the agency's own name, where we know it.
pub(crate) fn unit(language: Language, registry: &Registry, unit: &str) -> String {
    let (agency_id, rest) = unit.split_once('/').unwrap_or((unit, ""));
    let name = registry.agency(agency_id).map_or(agency_id, |known| agency(language, known));
    match rest.split('/').next().unwrap_or_default() {
        "" => name.to_owned(),
        rest => format!("{name}, {}", rest.replace('-', " ")),
    }
}

/// That another agency does a step which is not needed any more; `None` while it is.
pub(crate) fn call_back(language: Language, state: CallBackState) -> Option<&'static str> {
    match state {
        CallBackState::Unspecified => None,
        CallBackState::Pending => Some(language.pick(
            "sedang diberi tahu bahwa permohonan ini sudah berakhir di luar langkahnya",
            "is being told that the application has gone on without its step",
        )),
        CallBackState::Stopped => Some(language.pick(
            "telah menghentikan pekerjaannya untuk permohonan ini",
            "has ended its work for this application",
        )),
        CallBackState::Late => Some(language.pick(
            "sudah memutus sebelum diberi tahu; hasilnya disimpan dan tidak mengubah apa pun",
            "had decided before it was told; its result is kept and changes nothing",
        )),
        CallBackState::NeverReceived => {
            Some(language.pick(
                "belum pernah menerima permohonan ini",
                "had never received this application",
            ))
        }
    }
}

/// `None` for what is no date of our calendar.
pub(crate) fn civil(date: &PbDate) -> Option<Date> {
    let PbDate { year, month, day } = *date;
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `Jumat, 11 April 2025`.
pub(crate) fn day(language: Language, date: &PbDate) -> String {
    civil(date).map(|date| language.of(dates::date(date))).unwrap_or_default()
}

/// `Jumat, 11 April 2025 pukul 09.30 WIB`.
pub(crate) fn moment(language: Language, at: &Timestamp, zone: Zone) -> Markup {
    let at = dates::instant(at);
    let day = language.of(dates::date(zone.date(at)));
    let time = dates::time(at, zone);
    html! {
        time datetime=(dates::rfc3339(at, zone)) {
            (day) (language.pick(" pukul ", " at ")) (time) " " (zone.abbreviation())
        }
    }
}

/// `5 hari kerja`.
pub(crate) fn duration(language: Language, duration: &WorkDuration) -> String {
    let counted = |count: u32, id: &str, one: &str, many: &str| match language {
        Language::Indonesian => format!("{count} {id}"),
        Language::English => format!("{count} {}", if count == 1 { one } else { many }),
    };
    match duration.amount {
        Some(work_duration::Amount::WorkingDays(days)) => {
            counted(days, "hari kerja", "working day", "working days")
        }
        Some(work_duration::Amount::CalendarDays(days)) => {
            counted(days, "hari kalender", "calendar day", "calendar days")
        }
        Some(work_duration::Amount::OfficeMinutes(minutes)) if minutes.is_multiple_of(60) => {
            counted(minutes / 60, "jam layanan", "office hour", "office hours")
        }
        Some(work_duration::Amount::OfficeMinutes(minutes)) => {
            counted(minutes, "menit layanan", "office minute", "office minutes")
        }
        None => String::new(),
    }
}

/// The lawful time of a service, with its mark.
pub(crate) fn time(language: Language, service: &Service) -> Markup {
    let Some(time) = &service.time else { return Markup::default() };
    let said = time.duration.as_ref().map(|time| duration(language, time)).unwrap_or_default();
    marked(language, &said, time.source())
}

/// `Rp 30.000`.
pub(crate) fn rupiah(money: &Money) -> String {
    let digits = money.units.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("Rp {grouped}")
}

/// The fee in a few words.
pub(crate) fn fee(language: Language, fee: &Fee) -> String {
    match &fee.amount {
        Some(Amount::Fixed(money)) if money.units == 0 => {
            language.pick("Gratis (Rp 0)", "Free of charge (Rp 0)").to_owned()
        }
        Some(Amount::Fixed(money)) => rupiah(money),
        Some(Amount::Assessed(_)) => {
            language.pick("Ditetapkan per permohonan", "Assessed case by case").to_owned()
        }
        None => String::new(),
    }
}

/// The fee with the regulation that allows it.
pub(crate) fn fee_with_basis(language: Language, asked: &Fee) -> Markup {
    let kind = match asked.basis() {
        FeeBasis::Perda => language.pick("Retribusi daerah", "Regional fee"),
        FeeBasis::Pnbp => language.pick("Penerimaan negara bukan pajak", "State revenue"),
        FeeBasis::Unspecified => "",
    };
    html! {
        (marked(language, &fee(language, asked), asked.source()))
        @if let Some(Amount::Assessed(how)) = &asked.amount {
            div.small { (language.indonesian(how)) }
        }
        @if let Some(basis) = &asked.citation {
            div.small { (kind) ": " (citation(language, basis)) }
        }
        @if !asked.tariff.is_empty() {
            ul.small { @for item in &asked.tariff {
                li {
                    (language.indonesian(&item.text)) ": "
                    @if let Some(rate) = &item.rate { (rupiah(rate)) }
                    " / " (item.unit) " "
                    @if item.source() == Source::Example { (example(language)) }
                }
            } }
        }
    }
}

pub(crate) fn citation(language: Language, citation: &Citation) -> Markup {
    marked_indonesian(language, &citation.text, citation.source())
}

/// A value in our own words, with its mark.
pub(crate) fn marked(language: Language, text: &str, source: Source) -> Markup {
    html! { (text) @if source == Source::Example { " " (example(language)) } }
}

/// A value in the agency's words, with its mark.
pub(crate) fn marked_indonesian(language: Language, text: &str, source: Source) -> Markup {
    html! { (language.indonesian(text)) @if source == Source::Example { " " (example(language)) } }
}

/// The due date, or why there is only an earliest one.
pub(crate) fn deadline(language: Language, deadline: &Deadline) -> String {
    let day = deadline.date.as_ref().map(|date| day(language, date)).unwrap_or_default();
    if !deadline.provisional {
        return day;
    }
    let year = deadline.undecreed_year;
    match language {
        Language::Indonesian => {
            format!("paling cepat {day}; hari libur {year} belum ditetapkan")
        }
        Language::English => {
            format!("not before {day}; the holidays of {year} are not yet decreed")
        }
    }
}

/// The state in a few words, and whether it is good, open, waiting or ended.
pub(crate) fn state(language: Language, state: ApplicationState) -> (&'static str, &'static str) {
    let (id, en, kind) = match state {
        ApplicationState::Unspecified => ("", "", "open"),
        ApplicationState::Submitted => (
            "Diterima, menunggu pemeriksaan kelengkapan",
            "Received, to be checked for completeness",
            "open",
        ),
        ApplicationState::AwaitingApplicant => ("Menunggu Anda", "Waiting for you", "waiting"),
        ApplicationState::InProcess => ("Sedang diproses", "Being processed", "open"),
        ApplicationState::Approved => {
            ("Disetujui, sedang diterbitkan", "Approved, being issued", "good")
        }
        ApplicationState::DeemedApproved => {
            ("Dianggap dikabulkan secara hukum", "Deemed approved by law", "good")
        }
        ApplicationState::Rejected => ("Ditolak", "Rejected", "ended"),
        ApplicationState::Withdrawn => {
            ("Dicabut oleh pemohon", "Withdrawn by the applicant", "ended")
        }
        ApplicationState::Issued => ("Terbit", "Issued", "good"),
        ApplicationState::Closed => ("Selesai", "Closed", "ended"),
    };
    (language.pick(id, en), kind)
}

pub(crate) fn stage(language: Language, status: StageStatus) -> (&'static str, &'static str) {
    match status {
        StageStatus::Done => (language.pick("selesai", "done"), "done"),
        StageStatus::Now => (language.pick("sekarang", "now"), "now"),
        StageStatus::Next | StageStatus::Unspecified => {
            (language.pick("berikutnya", "next"), "next")
        }
    }
}

/// What an entry of the clock ledger did.
pub(crate) fn change(language: Language, change: &Change) -> String {
    let lasting = |time: &Option<WorkDuration>| {
        time.as_ref().map(|time| duration(language, time)).unwrap_or_default()
    };
    let on = |date: &Option<PbDate>| {
        date.as_ref().map(|date| day(language, date)).unwrap_or_else(|| "–".to_owned())
    };
    match change {
        Change::Started(started) => format!(
            "{} {}",
            language.pick("Waktu mulai dihitung:", "The clock starts:"),
            lasting(&started.budget)
        ),
        Change::Paused(_) => language.pick("Waktu berhenti", "The clock stands still").to_owned(),
        Change::Resumed(_) => language.pick("Waktu berjalan lagi", "The clock runs on").to_owned(),
        Change::HandedOver(_) => {
            language.pick("Berkas beralih tangan", "The file changes hands").to_owned()
        }
        Change::Extended(extended) => format!(
            "{} {}",
            language.pick("Waktu ditambah", "More time is given:"),
            lasting(&extended.by)
        ),
        Change::CalendarAmended(amended) => format!(
            "{} {} → {}",
            language.pick("Kalender diubah; jatuh tempo", "The calendar was amended; due"),
            on(&amended.old_date),
            on(&amended.new_date)
        ),
        Change::Stopped(_) => language.pick("Waktu berakhir", "The clock ends").to_owned(),
    }
}

pub(crate) fn way(language: Language, way: ComplaintWay) -> &'static str {
    let (id, en) = match way {
        ComplaintWay::Unspecified => ("", ""),
        ComplaintWay::Counter => ("Loket", "Counter"),
        ComplaintWay::Phone => ("Telepon", "Telephone"),
        ComplaintWay::Message => ("Pesan singkat", "Message"),
        ComplaintWay::Email => ("Surel", "E-mail"),
        ComplaintWay::Website => ("Laman", "Web page"),
        ComplaintWay::Letter => ("Surat", "Letter"),
        ComplaintWay::Lapor => ("SP4N-LAPOR!", "SP4N-LAPOR!"),
    };
    language.pick(id, en)
}

pub(crate) fn media(kind: MediaType) -> &'static str {
    match kind {
        MediaType::Pdf => "PDF",
        MediaType::Jpeg => "JPEG",
        MediaType::Png => "PNG",
        MediaType::Unspecified => "",
    }
}

/// What a licence is worth, and whether that is good.
pub(crate) fn licence(language: Language, status: LicenceStatus) -> (&'static str, &'static str) {
    let (id, en, kind) = match status {
        LicenceStatus::Valid => ("BERLAKU", "VALID", "good"),
        LicenceStatus::Expired => ("KEDALUWARSA", "EXPIRED", "ended"),
        LicenceStatus::Revoked => ("DICABUT", "REVOKED", "wrong"),
        LicenceStatus::Superseded => ("DIGANTIKAN", "SUPERSEDED", "ended"),
        LicenceStatus::NotYetSigned => ("BELUM DITANDATANGANI", "NOT YET SIGNED", "waiting"),
        LicenceStatus::Unspecified => ("", "", "open"),
    };
    (language.pick(id, en), kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rupiah_are_grouped_with_dots() {
        let said = |units| rupiah(&Money { units, ..Money::default() });

        assert_eq!(said(30_000), "Rp 30.000");
        assert_eq!(said(1_250_000), "Rp 1.250.000");
        assert_eq!(said(0), "Rp 0");
    }

    #[test]
    fn a_provisional_date_says_so() {
        let due = Deadline {
            date: Some(PbDate { year: 2027, month: 1, day: 11 }),
            provisional: true,
            undecreed_year: 2027,
            ..Deadline::default()
        };

        assert_eq!(
            deadline(Language::Indonesian, &due),
            "paling cepat Senin, 11 Januari 2027; hari libur 2027 belum ditetapkan"
        );
    }
}
