//! The count as a citizen reads it, word by word.

use calendar::{
    Allowance, Calendar, CountFrom, HolidayKind, Ledger, NotDecreed, WorkDuration, explain_due,
    national,
};
use jiff::civil::Date;
use kernel::{Bilingual, Citation, Source};

use crate::support::{Case, agency, allowance, basis, date, days, mark, national, through, wib};

fn id(lines: &[Bilingual]) -> Vec<&str> {
    lines.iter().map(|line| line.id.as_str()).collect()
}

fn en(lines: &[Bilingual]) -> Vec<&str> {
    lines.iter().map(|line| line.en.as_str()).collect()
}

fn told(case: &Case, now: &str) -> Vec<Bilingual> {
    case.ledger.explain(&case.calendar, wib(now))
}

fn over_lebaran() -> Case {
    Case::started(national(), wib("2025-03-24 09:00"), allowance(days(9)))
        .handed_to("dinkes/sdk", wib("2025-03-25 09:00"))
        .returned(wib("2025-03-27 10:00"))
        .resubmitted(wib("2025-04-09 09:00"))
}

#[test]
fn a_due_date_over_lebaran_names_each_day_that_is_skipped() {
    let asked = explain_due(&national(), date("2025-03-26"), days(5), CountFrom::NextWorkday);
    let (deadline, lines) = asked.unwrap();

    assert_eq!(deadline.date, date("2025-04-11"));
    assert_eq!(
        id(&lines),
        [
            "Waktu: 5 hari kerja, mulai Rabu, 26 Maret 2025. Hari itu tidak dihitung",
            "Satu hari dihitung bila waktu berjalan dari awal sampai akhir hari itu; Sabtu dan Minggu, libur nasional, cuti bersama dan libur daerah tidak dihitung",
            "Dihitung: Kamis, 27 Maret 2025: 1 hari kerja (ke-1)",
            "Tidak dihitung: Jumat, 28 Maret 2025: cuti bersama Hari Suci Nyepi (Tahun Baru Saka 1947) (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Tidak dihitung: Senin, 31 Maret 2025: libur nasional Idulfitri 1446 Hijriah (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Tidak dihitung: Selasa, 1 April 2025: libur nasional Idulfitri 1446 Hijriah (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Tidak dihitung: Rabu, 2 April 2025: cuti bersama Idulfitri 1446 Hijriah (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Tidak dihitung: Kamis, 3 April 2025: cuti bersama Idulfitri 1446 Hijriah (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Tidak dihitung: Jumat, 4 April 2025: cuti bersama Idulfitri 1446 Hijriah (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Tidak dihitung: Senin, 7 April 2025: cuti bersama Idulfitri 1446 Hijriah (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Dihitung: Selasa, 8 April 2025 s.d. Jumat, 11 April 2025: 4 hari kerja (ke-2 s.d. ke-5)",
            "Jatuh tempo: Jumat, 11 April 2025 pukul 16.30 WIB",
        ]
    );
}

#[test]
fn a_return_over_lebaran_can_be_redone_by_hand() {
    assert_eq!(
        id(&told(&over_lebaran(), "2025-04-14 08:00")),
        [
            "Waktu layanan: 9 hari kerja (dasar: Standar Pelayanan SIP)",
            "Satu hari dihitung bila waktu berjalan dari awal sampai akhir hari itu; Sabtu dan Minggu, libur nasional, cuti bersama dan libur daerah tidak dihitung",
            "Senin, 24 Maret 2025 pukul 09.00 WIB: waktu mulai (berkas dinyatakan lengkap); berkas pada dpmptsp/pelayanan. Hari itu tidak dihitung",
            "Selasa, 25 Maret 2025 pukul 09.00 WIB: berkas beralih (tahap berikutnya); berkas pada dinkes/sdk",
            "Dihitung: Selasa, 25 Maret 2025 s.d. Rabu, 26 Maret 2025: 2 hari kerja (ke-1 s.d. ke-2)",
            "Kamis, 27 Maret 2025 pukul 10.00 WIB: waktu berhenti (berkas dikembalikan untuk diperbaiki); berkas pada pemohon. Hari itu tidak dihitung. Terpakai 2 hari kerja, sisa 7 hari kerja",
            "Rabu, 9 April 2025 pukul 09.00 WIB: waktu berjalan lagi (perbaikan diterima); berkas pada dpmptsp/pelayanan. Hari itu tidak dihitung",
            "Dihitung: Kamis, 10 April 2025 s.d. Kamis, 17 April 2025: 6 hari kerja (ke-3 s.d. ke-8), tanpa Sabtu dan Minggu",
            "Tidak dihitung: Jumat, 18 April 2025: libur nasional Wafat Yesus Kristus (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Dihitung: Senin, 21 April 2025: 1 hari kerja (ke-9)",
            "Jatuh tempo: Senin, 21 April 2025 pukul 16.00 WIB",
            "Sampai Senin, 14 April 2025 pukul 08.00 WIB: terpakai 4 hari kerja, sisa 5 hari kerja",
        ]
    );
}

#[test]
fn the_same_is_said_in_english() {
    assert_eq!(
        en(&told(&over_lebaran(), "2025-04-14 08:00")),
        [
            "Time given: 9 working days (basis: Standar Pelayanan SIP)",
            "A day is counted when the clock runs from its beginning to its end; Saturday and Sunday, national holidays, joint leave and local holidays are not",
            "Monday, 24 March 2025, 09:00 WIB: the clock starts (the file was found complete); file with dpmptsp/pelayanan. That day is not counted",
            "Tuesday, 25 March 2025, 09:00 WIB: the file changes hands (next step); file with dinkes/sdk",
            "Counted: Tuesday, 25 March 2025 to Wednesday, 26 March 2025: 2 working days (nos. 1 to 2)",
            "Thursday, 27 March 2025, 10:00 WIB: the clock stands still (the file was returned to be mended); file with the applicant. That day is not counted. Used 2 working days, left 7 working days",
            "Wednesday, 9 April 2025, 09:00 WIB: the clock runs on (the mended file was received); file with dpmptsp/pelayanan. That day is not counted",
            "Counted: Thursday, 10 April 2025 to Thursday, 17 April 2025: 6 working days (nos. 3 to 8), without Saturday and Sunday",
            "Not counted: Friday, 18 April 2025: national holiday, Wafat Yesus Kristus (SKB 3 Menteri Nomor 1017, 2, 2 Tahun 2024)",
            "Counted: Monday, 21 April 2025: 1 working day (no. 9)",
            "Due: Monday, 21 April 2025, 16:00 WIB",
            "Until Monday, 14 April 2025, 08:00 WIB: used 4 working days, left 5 working days",
        ]
    );
}

#[test]
fn an_amended_calendar_shows_both_dates_and_its_decree() {
    let first = through("skb-2025");
    let start = wib("2025-08-14 10:00");
    let mut case = Case::started(Calendar::compile(&first), start, allowance(days(3)));
    let decree = national::edition("skb-2025-perubahan").unwrap();
    case.calendar = Calendar::compile(&first.load(decree).unwrap());
    case.ledger.apply(case.ledger.amend(wib("2025-08-15 09:00"), &case.calendar).unwrap());

    assert_eq!(
        id(&told(&case, "2025-08-21 10:00"))[2..],
        [
            "Kamis, 14 Agustus 2025 pukul 10.00 WIB: waktu mulai (berkas dinyatakan lengkap); berkas pada dpmptsp/pelayanan. Hari itu tidak dihitung",
            "Jumat, 15 Agustus 2025 pukul 09.00 WIB: kalender diubah (SKB 3 Menteri Nomor 933, 1, 3 Tahun 2025). Jatuh tempo bergeser dari Selasa, 19 Agustus 2025 ke Rabu, 20 Agustus 2025; yang berlaku tanggal yang baru",
            "Dihitung: Jumat, 15 Agustus 2025: 1 hari kerja (ke-1)",
            "Tidak dihitung: Senin, 18 Agustus 2025: cuti bersama Proklamasi Kemerdekaan (SKB 3 Menteri Nomor 933, 1, 3 Tahun 2025)",
            "Dihitung: Selasa, 19 Agustus 2025 s.d. Rabu, 20 Agustus 2025: 2 hari kerja (ke-2 s.d. ke-3)",
            "Jatuh tempo: Rabu, 20 Agustus 2025 pukul 16.00 WIB",
            "Pada Kamis, 21 Agustus 2025 pukul 10.00 WIB jatuh tempo itu sudah lewat",
        ]
    );
}

#[test]
fn a_date_in_a_year_nobody_decreed_says_not_before() {
    let start = wib("2026-12-23 14:00");
    let case = Case::started(national(), start, allowance(days(10)));
    let lines = told(&case, "2026-12-24 10:00");

    let due = &lines[lines.len() - 2];
    assert_eq!(
        due.id,
        "Jatuh tempo sementara: hari libur 2027 belum ditetapkan; paling cepat Jumat, 8 Januari 2027; dihitung ulang setelah kalender 2027 dimuat"
    );
    assert_eq!(
        due.en,
        "Due date provisional: 2027 not yet decreed; not before Friday, 8 January 2027; counted again when the calendar of 2027 is loaded"
    );
}

#[test]
fn a_bare_question_about_such_a_date_gets_the_error() {
    let asked = explain_due(&national(), date("2026-12-23"), days(10), CountFrom::NextWorkday);

    let error = asked.unwrap_err();
    assert_eq!(error, NotDecreed { year: 2027 });
    assert_eq!(error.reason(), "YEAR_NOT_DECREED");
    assert_eq!(error.sentence().id, "Kalender 2027 belum dimuat: hari libur 2027 belum ditetapkan");
}

#[test]
fn minutes_are_told_with_the_hours_of_the_day() {
    let budget = allowance(WorkDuration::OfficeMinutes(1500));
    let case = Case::started(national(), wib("2025-02-27 14:00"), budget)
        .returned(wib("2025-03-03 13:30"))
        .resubmitted(wib("2025-03-05 09:00"));

    assert_eq!(
        id(&told(&case, "2025-03-05 10:00")),
        [
            "Waktu layanan: 25 jam layanan (dasar: Standar Pelayanan SIP)",
            "Jam layanan: Senin, Selasa, Rabu, Kamis 07.30–12.00 dan 13.00–16.00; Jumat 07.30–11.30 dan 13.00–16.30. Selama Ramadan: Senin, Selasa, Rabu, Kamis 08.00–12.00 dan 12.30–15.00; Jumat 08.00–11.30 dan 12.30–15.30",
            "Kamis, 27 Februari 2025 pukul 14.00 WIB: waktu mulai (berkas dinyatakan lengkap); berkas pada dpmptsp/pelayanan. Dihitung hanya selama jam layanan",
            "Dihitung: Kamis, 27 Februari 2025, pukul 14.00 s.d. 16.00: 2 jam layanan (buka 07.30–12.00 dan 13.00–16.00)",
            "Dihitung: Jumat, 28 Februari 2025: 7 jam 30 menit layanan",
            "Dihitung: Senin, 3 Maret 2025, pukul 08.00 s.d. 13.30: 5 jam layanan (buka 08.00–12.00 dan 12.30–15.00)",
            "Senin, 3 Maret 2025 pukul 13.30 WIB: waktu berhenti (berkas dikembalikan untuk diperbaiki); berkas pada pemohon. Terpakai 14 jam 30 menit layanan, sisa 10 jam 30 menit layanan",
            "Rabu, 5 Maret 2025 pukul 09.00 WIB: waktu berjalan lagi (perbaikan diterima); berkas pada dpmptsp/pelayanan. Dihitung hanya selama jam layanan",
            "Dihitung: Rabu, 5 Maret 2025, pukul 09.00 s.d. 15.00: 5 jam 30 menit layanan (buka 08.00–12.00 dan 12.30–15.00)",
            "Dihitung: Kamis, 6 Maret 2025, pukul 08.00 s.d. 13.30: 5 jam layanan (buka 08.00–12.00 dan 12.30–15.00)",
            "Jatuh tempo: Kamis, 6 Maret 2025 pukul 13.30 WIB",
            "Sampai Rabu, 5 Maret 2025 pukul 10.00 WIB: terpakai 15 jam 30 menit layanan, sisa 9 jam 30 menit layanan",
        ]
    );
}

#[test]
fn a_day_returned_and_resubmitted_and_a_time_that_ran_out_are_told_plainly() {
    let case = Case::started(national(), wib("2025-10-13 14:00"), allowance(days(5)))
        .returned(wib("2025-10-15 08:00"))
        .resubmitted(wib("2025-10-15 11:00"))
        .returned(wib("2025-10-22 11:00"));

    assert_eq!(
        id(&told(&case, "2025-10-23 10:00"))[5..],
        [
            "Rabu, 15 Oktober 2025 pukul 11.00 WIB: waktu berjalan lagi (perbaikan diterima); berkas pada dpmptsp/pelayanan. Kembali pada hari yang sama: hari itu tetap dihitung",
            "Dihitung: Rabu, 15 Oktober 2025 s.d. Senin, 20 Oktober 2025: 4 hari kerja (ke-2 s.d. ke-5), tanpa Sabtu dan Minggu",
            "Jatuh tempo: Senin, 20 Oktober 2025 pukul 16.00 WIB",
            "Rabu, 22 Oktober 2025 pukul 11.00 WIB: waktu berhenti (berkas dikembalikan untuk diperbaiki); berkas pada pemohon. Hari itu tidak dihitung. Terpakai 6 hari kerja, sisa 0 hari kerja",
            "Waktu sudah habis sebelum berhenti",
        ]
    );
}

#[test]
fn calendar_days_end_at_24_and_include_holidays() {
    let budget = allowance(WorkDuration::CalendarDays(60));
    let case = Case::started(national(), wib("2025-10-13 14:00"), budget);

    assert_eq!(
        id(&told(&case, "2025-10-24 10:00"))[3..],
        [
            "Dihitung: Selasa, 14 Oktober 2025 s.d. Jumat, 12 Desember 2025: 60 hari kalender (ke-1 s.d. ke-60)",
            "Jatuh tempo: Jumat, 12 Desember 2025 pukul 24.00 WIB",
            "Sampai Jumat, 24 Oktober 2025 pukul 10.00 WIB: terpakai 10 hari kalender, sisa 50 hari kalender",
        ]
    );
}

#[test]
fn an_extension_and_the_end_stand_in_the_account() {
    let office = || agency("dpmptsp/pelayanan");
    let case = Case::started(national(), wib("2025-10-13 14:00"), allowance(days(5)))
        .then(|ledger| {
            let mark = mark(wib("2025-10-16 10:00"), office(), "extended");
            ledger.extend(mark, days(2), basis(), &national())
        })
        .then(|ledger| ledger.stop(mark(wib("2025-10-21 10:00"), office(), "issued")));

    assert_eq!(
        id(&told(&case, "2025-12-01 10:00"))[3..],
        [
            "Kamis, 16 Oktober 2025 pukul 10.00 WIB: waktu ditambah (perpanjangan waktu); berkas pada dpmptsp/pelayanan. Tambahan 2 hari kerja (dasar: Standar Pelayanan SIP)",
            "Dihitung: Selasa, 14 Oktober 2025 s.d. Senin, 20 Oktober 2025: 5 hari kerja (ke-1 s.d. ke-5), tanpa Sabtu dan Minggu",
            "Selasa, 21 Oktober 2025 pukul 10.00 WIB: waktu berakhir (izin atau hasil layanan diterbitkan); berkas pada dpmptsp/pelayanan. Terpakai 5 hari kerja, sisa 2 hari kerja",
            "Jatuh tempo: Rabu, 22 Oktober 2025 pukul 16.00 WIB",
        ]
    );
}

#[test]
fn an_example_value_is_marked_as_one() {
    let basis = Citation { text: "Contoh kami".to_owned(), source: Source::Example };
    let allowance = Allowance { basis, ..allowance(days(5)) };
    let case = Case::started(national(), wib("2025-10-13 14:00"), allowance);

    assert_eq!(
        told(&case, "2025-10-14 10:00")[0].id,
        "Waktu layanan: 5 hari kerja (dasar: Contoh kami; contoh, bukan ketentuan)"
    );
}

#[test]
fn a_case_that_is_not_complete_has_no_count() {
    let lines = Ledger::new().explain(&national(), wib("2025-10-14 10:00"));

    assert_eq!(id(&lines), ["Waktu belum mulai: berkas belum dinyatakan lengkap"]);
}

#[test]
fn the_kinds_of_holidays_have_the_names_that_people_use() {
    let words = [HolidayKind::National, HolidayKind::JointLeave, HolidayKind::Local]
        .map(|kind| kind.word().id);

    assert_eq!(words, ["libur nasional", "cuti bersama", "libur daerah"]);
}

/// Adds up the days that the lines name, as a citizen would.
#[test]
fn the_counted_lines_add_up_to_the_time_given() {
    let calendar = national();
    for month in 1..=12 {
        for time in [1, 4, 17, 60] {
            let from: Date = jiff::civil::date(2025, month, 11);
            let asked = explain_due(&calendar, from, days(time), CountFrom::NextWorkday);
            let (_, lines) = asked.unwrap();
            let counted = lines.iter().filter_map(|line| line.id.strip_prefix("Dihitung: "));
            let number = |line: &str| -> u32 {
                let days = line.split(": ").nth(1).unwrap();
                days.split(' ').next().unwrap().parse().unwrap()
            };
            assert_eq!(counted.map(number).sum::<u32>(), time, "{from} + {time}");
        }
    }
}
