//! What each figure means, in words and as a formula, one place for all who show it.

/// The meaning of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The stable name.
    pub key: &'static str,
    /// What it is called, in Indonesian and in English.
    pub title: (&'static str, &'static str),
    /// What it means, in Indonesian and in English.
    pub meaning: (&'static str, &'static str),
    /// How it is computed, in the names of events and of other figures.
    pub formula: &'static str,
}

macro_rules! definitions {
    ($($key:literal: $title_id:literal, $title_en:literal; $id:literal; $en:literal; $formula:literal)+) => {
        /// Every figure, in the order in which tables show them.
        pub const DEFINITIONS: &[Definition] = &[$(Definition {
            key: $key,
            title: ($title_id, $title_en),
            meaning: ($id, $en),
            formula: $formula,
        }),+];
    };
}

definitions! {
    "received": "Masuk", "Received";
        "Permohonan yang diajukan, menurut hari pengajuan.";
        "Applications filed, by the day of filing.";
        "count(permits.submitted)"
    "complete": "Lengkap", "Complete";
        "Permohonan yang dinyatakan lengkap, menurut hari pernyataan itu; sejak itu waktu layanan dihitung.";
        "Applications declared complete, by the day of that; from then on the lawful time counts.";
        "count(first permits.accepted of each case, or permits.submitted where filing is completeness)"
    "returned": "Dikembalikan", "Returned";
        "Pengembalian berkas kepada pemohon; satu permohonan dapat dikembalikan lebih dari sekali dan setiap kali dihitung.";
        "Returns to the applicant; one application may be returned more than once, and each time counts.";
        "count(permits.returned)"
    "issued": "Terbit", "Issued";
        "Permohonan yang izinnya atau hasil layanannya diterbitkan.";
        "Applications whose licence or other product was issued.";
        "count(permits.issued)"
    "refused": "Ditolak", "Refused";
        "Permohonan yang ditolak; penolakan yang kemudian dibatalkan karena keberatan tetap dihitung.";
        "Applications that were refused; a refusal annulled on objection still counts.";
        "count(permits.rejected)"
    "withdrawn": "Dicabut", "Withdrawn";
        "Permohonan yang dicabut oleh pemohon.";
        "Applications that the applicant gave up.";
        "count(permits.withdrawn)"
    "ended_otherwise": "Selesai dengan cara lain", "Ended otherwise";
        "Permohonan yang berakhir tanpa terbit, ditolak, atau dicabut, misalnya ditutup karena tidak dibayar.";
        "Applications that ended without being issued, refused or withdrawn, as those closed unpaid.";
        "count(cases that came into the state closed)"
    "overtaken": "Diambil di luar urutan", "Taken out of order";
        "Tugas yang diambil mendahului permohonan yang lebih lama; setiap kali harus disertai alasan.";
        "Tasks taken before an older application; each time a reason had to be given.";
        "count(permits.taken with overtake)"
    "deemed_approved": "Dianggap dikabulkan", "Deemed approved";
        "Permohonan yang dikabulkan oleh hukum karena waktu habis tanpa keputusan, menurut hari berakhirnya waktu.";
        "Applications granted by law, because the time passed without a decision, by the day on which it ended.";
        "count(permits.deemed_approved), by effective_at"
    "settled": "Waktu layanan berakhir", "Lawful time ended";
        "Permohonan yang penghitungan waktunya berakhir karena terbit, ditolak, ditutup, atau dianggap dikabulkan; yang dicabut tidak dihitung.";
        "Applications whose lawful time ended, as they were issued, refused, closed or deemed approved; not those withdrawn.";
        "count(clocks stopped in another way than by withdrawal), by the day of the stop = on_time + late"
    "on_time": "Tepat waktu", "On time";
        "Yang berakhir sebelum atau pada saat jatuh tempo.";
        "Those that ended before or when they were due.";
        "count(settled without permits.deadline_breached)"
    "late": "Terlambat", "Late";
        "Yang berakhir setelah jatuh tempo.";
        "Those that ended after they were due.";
        "count(settled with permits.deadline_breached)"
    "share_on_time": "Persentase tepat waktu", "Share on time";
        "Bagian yang tepat waktu, dalam persen, dua desimal, dibulatkan sekali (setengah ke atas).";
        "The share that was on time, in percent, two decimals, rounded once (half up).";
        "on_time * 100 / settled"
    "median": "Median waktu", "Median time";
        "Waktu layanan yang terpakai oleh permohonan yang di tengah, menurut urutan waktu; waktu selama menunggu pemohon tidak dihitung.";
        "The lawful time used by the application in the middle, in the order of time; time waiting for the applicant does not count.";
        "nearest rank: the least t with count(time <= t) >= ceil(0.50 * settled), in whole working days, calendar days or office minutes, as the standard gives its time"
    "p90": "P90 waktu", "P90 time";
        "Waktu yang tidak dilampaui oleh sembilan dari sepuluh permohonan.";
        "The time that nine in ten applications do not exceed.";
        "nearest rank: the least t with count(time <= t) >= ceil(0.90 * settled)"
    "in_process": "Dalam proses", "In process";
        "Permohonan yang belum selesai pada saat ini, apa pun periodenya.";
        "Applications that are not over now, whatever the period.";
        "sum of the age classes"
    "age_not_complete": "Belum lengkap", "Not complete";
        "Belum dinyatakan lengkap; waktu layanan belum dihitung.";
        "Not declared complete; no time counts yet.";
        "count(open cases whose clock has not started)"
    "age_under_half": "0–50 % waktu", "0–50 % of the time";
        "Kurang dari setengah waktu layanan terpakai.";
        "Less than half of the lawful time is used.";
        "count(open cases with used < ceil(given / 2)); a day is used when its office closes"
    "age_under_four_fifths": "50–80 % waktu", "50–80 % of the time";
        "Setengah sampai kurang dari empat perlima waktu layanan terpakai.";
        "From half to less than four fifths of the lawful time are used.";
        "count(open cases with ceil(given / 2) <= used < ceil(given * 4 / 5))"
    "age_nearly_due": "80–100 % waktu", "80–100 % of the time";
        "Empat perlima waktu layanan atau lebih terpakai, belum terlambat.";
        "Four fifths of the lawful time or more are used, and it is not late.";
        "count(open cases with used >= ceil(given * 4 / 5), not late)"
    "age_late": "Lewat waktu", "Late";
        "Waktu layanan sudah habis.";
        "The lawful time has passed.";
        "count(open cases after their deadline)"
    "age_decided": "Waktu berakhir, belum diserahkan", "Time ended, not handed out";
        "Penghitungan waktu sudah berakhir, hasilnya belum diterbitkan atau diserahkan.";
        "The time has ended, the product is still to be issued or handed out.";
        "count(open cases whose clock has stopped)"
    "time_officer_work": "Dikerjakan petugas", "With an officer";
        "Jam kerja selama tahapan ada di meja petugas. Dua tahapan yang terbuka bersamaan dihitung dua-duanya; begitu pula untuk sebab lain.";
        "Opening time while the step lies on an officer's desk. Two steps open at once both count; so for the other causes.";
        "sum over ended spells of open seconds, by the day on which the spell ended"
    "time_queue": "Menunggu giliran", "In the queue";
        "Jam kerja selama tahapan menunggu diambil petugas.";
        "Opening time while the step waits to be taken.";
        "sum over ended spells of open seconds"
    "time_applicant": "Menunggu pemohon", "With the applicant";
        "Seluruh waktu selama pemohon memperbaiki berkas atau membayar.";
        "All time while the applicant mends the file or pays.";
        "sum over ended spells of all seconds"
    "time_other_agency": "Di instansi lain", "With another agency";
        "Jam kerja selama tahapan ada di instansi lain.";
        "Opening time while the step is another agency's.";
        "sum over ended spells of open seconds"
    "time_calendar": "Kantor tutup", "Office closed";
        "Malam, istirahat, akhir pekan, dan hari libur selama berkas ada di instansi.";
        "Nights, breaks, weekends and holidays while an agency has the file.";
        "sum over ended spells with an agency of all seconds - open seconds"
    "slowest_stage": "Tahapan terlama", "Slowest stage";
        "Tahapan yang paling banyak menghabiskan jam kerja instansi.";
        "The step at which agencies let most opening time pass.";
        "the step with the greatest time_officer_work + time_queue + time_other_agency; the first by name where equal"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{age::Age, cause::Cause, flow::Flow};

    #[test]
    fn every_figure_is_defined_once() {
        let keys: BTreeSet<&str> = DEFINITIONS.iter().map(|it| it.key).collect();
        let flows = Flow::ALL.map(|flow| flow.key().to_owned());
        let ages = Age::ALL.map(|age| format!("age_{}", age.key()));
        let causes = Cause::ALL.map(|cause| format!("time_{}", cause.key()));
        let sums = ["settled", "share_on_time", "median", "p90", "in_process", "slowest_stage"];
        let sums = sums.map(ToOwned::to_owned);

        let all = flows.iter().chain(&ages).chain(&causes).chain(&sums);
        let expected: BTreeSet<&str> = all.map(String::as_str).collect();
        assert_eq!((keys.len(), &keys), (DEFINITIONS.len(), &expected));
    }
}
