//! What the contract's messages hold, as people say it.

use calendar::Zone;
use contract::{
    google::r#type::Date as PbDate,
    satupintu::{
        permits::v1::{ApplicantAct, ApplicationState, Progress},
        sop::v1::{Fee, fee::Amount},
        r#type::v1::{self as pb, holder, ledger_entry::Change, work_duration},
    },
};
use jiff::civil::Date;
use kernel::{Bilingual, Instant};
use prost_types::Timestamp;

use crate::dates;

/// What every screen says of a service that rests on an example.
pub(crate) const EXAMPLE: &str = "contoh, bukan ketentuan (an example, not a rule)";
/// The same behind a line about such a service.
const EXAMPLE_BEHIND: &str = " · contoh, bukan ketentuan";
/// What every screen says of a scripted clock.
pub(crate) const SIMULATION: &str = "SIMULASI (simulation: scripted time)";

/// The mark behind a line about a service, where it rests on an example.
pub(crate) fn mark(example: bool) -> &'static str {
    if example { EXAMPLE_BEHIND } else { "" }
}

pub(crate) fn instant(at: &Timestamp) -> Instant {
    let micros = at.seconds.saturating_mul(1_000_000);
    Instant::from_micros(micros.saturating_add(i64::from(at.nanos) / 1000))
}

/// `None` for what is no date of our calendar.
pub(crate) fn date(date: &PbDate) -> Option<Date> {
    let PbDate { year, month, day } = *date;
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `Jumat, 11 April 2025 pukul 09.30`, in Indonesian.
pub(crate) fn moment(at: &Timestamp, zone: Zone) -> String {
    let at = instant(at);
    format!("{} pukul {}", dates::date(zone.date(at)).id, dates::time(at, zone))
}

pub(crate) fn bilingual(text: Option<&pb::BilingualText>) -> Bilingual {
    let pb::BilingualText { id, en } = text.cloned().unwrap_or_default();
    Bilingual::new(id, en)
}

/// `5 hari kerja`, in Indonesian.
pub(crate) fn amount(duration: &pb::WorkDuration) -> String {
    match duration.amount {
        Some(work_duration::Amount::WorkingDays(days)) => format!("{days} hari kerja"),
        Some(work_duration::Amount::CalendarDays(days)) => format!("{days} hari kalender"),
        Some(work_duration::Amount::OfficeMinutes(minutes)) => format!("{minutes} menit layanan"),
        None => String::new(),
    }
}

/// The due date, or why there is only an earliest one.
pub(crate) fn deadline(deadline: &pb::Deadline) -> Bilingual {
    let Some(due) = deadline.date.as_ref().and_then(date).map(dates::date) else {
        return Bilingual::new("", "");
    };
    if deadline.provisional {
        let year = deadline.undecreed_year;
        return Bilingual::new(
            format!("paling cepat {}; hari libur {year} belum ditetapkan", due.id),
            format!("not before {}; the holidays of {year} are not yet decreed", due.en),
        );
    }
    due
}

/// Where it stands; while the applicant has it, what for.
pub(crate) fn state(progress: &Progress) -> Bilingual {
    let (id, en) = match progress.state() {
        ApplicationState::Unspecified => ("", ""),
        ApplicationState::Submitted => ("diajukan", "submitted"),
        ApplicationState::AwaitingApplicant => return awaited(progress),
        ApplicationState::InProcess => ("dalam proses", "in process"),
        ApplicationState::Approved => ("disetujui, belum terbit", "approved, not yet issued"),
        ApplicationState::DeemedApproved => {
            ("dianggap dikabulkan secara hukum", "deemed approved by law")
        }
        ApplicationState::Rejected => ("ditolak", "rejected"),
        ApplicationState::Withdrawn => ("dicabut pemohon", "withdrawn"),
        ApplicationState::Issued => ("izin terbit", "issued"),
        ApplicationState::Closed => ("selesai", "closed"),
    };
    Bilingual::new(id, en)
}

fn awaited(progress: &Progress) -> Bilingual {
    let acts = progress.awaited().map(|act| match act {
        ApplicantAct::Unspecified => ("pemohon", "the applicant"),
        ApplicantAct::Mend => ("perbaikan pemohon", "the applicant to mend the file"),
        ApplicantAct::Pay => ("pembayaran pemohon", "the applicant's payment"),
    });
    let (id, en): (Vec<_>, Vec<_>) = acts.unzip();
    Bilingual::new(
        format!("menunggu {}", id.join(" dan ")),
        format!("waiting for {}", en.join(" and ")),
    )
}

pub(crate) fn fee(fee: &Fee) -> String {
    match &fee.amount {
        Some(Amount::Fixed(money)) if money.units == 0 => "Rp 0 (gratis, free of charge)".into(),
        Some(Amount::Fixed(money)) => format!("Rp {}", grouped(money.units)),
        Some(Amount::Assessed(by)) => format!("ditetapkan (assessed): {by}"),
        None => String::new(),
    }
}

/// `30.000`, as amounts are written here.
fn grouped(units: i64) -> String {
    let digits = units.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// What an entry of the clock ledger did.
pub(crate) fn change(change: &Change) -> Bilingual {
    let day = |at: &Option<PbDate>| {
        let date = at.as_ref().and_then(date).map(dates::date);
        date.unwrap_or_else(|| Bilingual::new("belum ada", "none yet"))
    };
    let (id, en) = match change {
        Change::Started(started) => {
            let budget = started.budget.as_ref().map(amount).unwrap_or_default();
            (format!("waktu mulai, {budget}"), "the clock starts".into())
        }
        Change::Paused(_) => ("waktu berhenti".into(), "the clock stands still".into()),
        Change::Resumed(_) => ("waktu berjalan lagi".into(), "the clock runs on".into()),
        Change::HandedOver(_) => ("berkas beralih".into(), "the file changes hands".into()),
        Change::Extended(extended) => {
            let by = extended.by.as_ref().map(amount).unwrap_or_default();
            (format!("waktu ditambah {by}"), "more time is given".into())
        }
        Change::CalendarAmended(amended) => {
            let (old, new) = (day(&amended.old_date), day(&amended.new_date));
            (
                format!("kalender diubah: jatuh tempo {} menjadi {}", old.id, new.id),
                format!("calendar amended: due {}, then {}", old.en, new.en),
            )
        }
        Change::Stopped(_) => ("waktu berakhir".into(), "the clock ends".into()),
    };
    Bilingual { id, en }
}

/// Who has the file: `dpmptsp-kotim/pelayanan`, or the applicant.
pub(crate) fn holder(held: &pb::Holder) -> String {
    match held.kind() {
        holder::Kind::Applicant => "pemohon (applicant)".to_owned(),
        holder::Kind::Agency | holder::Kind::Unspecified => {
            format!("{}/{}", held.agency, held.unit)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rupiah_are_grouped_with_dots() {
        assert_eq!(grouped(30_000), "30.000");
        assert_eq!(grouped(1_250_000), "1.250.000");
        assert_eq!(grouped(500), "500");
    }

    #[test]
    fn a_provisional_date_says_so() {
        let deadline = pb::Deadline {
            date: Some(PbDate { year: 2027, month: 1, day: 11 }),
            provisional: true,
            undecreed_year: 2027,
            ..Default::default()
        };

        let said = super::deadline(&deadline);

        assert_eq!(
            said.id,
            "paling cepat Senin, 11 Januari 2027; hari libur 2027 belum ditetapkan"
        );
    }
}
