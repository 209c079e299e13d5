//! What happened, in plain words for the person whom it concerns.

use serde_json::{Value, json};

/// Whether an event is about somebody who got to see the person's data.
pub(super) fn is_reading(kind: &str) -> bool {
    matches!(
        kind,
        "permits.form_read"
            | "permits.document_fetched"
            | "complaints.read"
            | "complaints.attachment_read"
            | "consultations.contributor_read"
            | "privacy.found"
            | "privacy.exported"
    )
}

/// An event in both languages; a kind that has no words yet is given by name.
pub(super) fn of(kind: &str) -> Value {
    let (id, en) = match kind {
        "permits.submitted" => ("Permohonan diterima", "The application was filed"),
        "permits.accepted" => ("Permohonan dinyatakan lengkap", "It was declared complete"),
        "permits.return_proposed" => {
            ("Pengembalian kedua diusulkan", "A further return was proposed")
        }
        "permits.return_declined" => {
            ("Usul pengembalian ditolak atasan", "A supervisor refused the proposed return")
        }
        "permits.returned" => ("Permohonan dikembalikan", "It was returned to the applicant"),
        "permits.resubmitted" => ("Permohonan diajukan kembali", "It was handed in again"),
        "permits.withdrawn" => ("Permohonan dicabut", "It was withdrawn"),
        "permits.taken" => ("Tahap diambil petugas", "An officer took a step"),
        "permits.released" => ("Tahap dilepas petugas", "An officer put a step back"),
        "permits.form_read" => ("Isian dibaca petugas", "An officer read the form"),
        "permits.step_completed" => ("Tahap selesai", "A step was completed"),
        "permits.approved" => ("Permohonan disetujui", "It was approved"),
        "permits.rejected" => ("Permohonan ditolak", "It was rejected"),
        "permits.issued" => ("Izin diterbitkan", "The licence was issued"),
        "permits.handed_over" => ("Diteruskan ke instansi lain", "It went to another agency"),
        "permits.document_fetched" => {
            ("Berkas diambil instansi lain", "Another agency fetched a document")
        }
        "permits.handed_back" => ("Kembali ke instansi asal", "It came back to the agency"),
        "permits.calendar_amended" => {
            ("Kalender kerja berubah", "The calendar of working days changed")
        }
        "permits.deadline_warned" => ("Batas waktu mendekat", "The deadline drew near"),
        "permits.deadline_breached" => ("Batas waktu terlampaui", "The deadline passed"),
        "permits.deemed_approved" => ("Dikabulkan menurut hukum", "It was granted by force of law"),
        "permits.escalated" => ("Dilaporkan kepada atasan", "It was put before the supervisors"),
        "complaints.received" => ("Pengaduan diterima", "The complaint was received"),
        "complaints.read" => ("Pengaduan dibaca petugas", "An officer read the complaint"),
        "complaints.completion_asked" => {
            ("Pelapor diminta melengkapi", "The reporter was asked to complete it")
        }
        "complaints.completed" => ("Pengaduan dilengkapi", "The reporter completed it"),
        "complaints.verified" => ("Pengaduan dinyatakan lengkap", "It was declared complete"),
        "complaints.disposed" => ("Pengaduan diserahkan kepada unit", "It was given to a unit"),
        "complaints.followed_up" => ("Pengaduan ditindaklanjuti", "The unit followed it up"),
        "complaints.answered" => ("Pengaduan dijawab", "It was answered"),
        "complaints.delivered" => ("Jawaban sampai pada pelapor", "The answer was delivered"),
        "complaints.closed" => ("Pengaduan ditutup", "It was closed"),
        "complaints.reopened" => ("Pengaduan dibuka kembali", "It was opened again"),
        "complaints.warned" => ("Batas waktu mendekat", "A deadline drew near"),
        "complaints.breached" => ("Batas waktu terlampaui", "A deadline passed"),
        "complaints.escalated" => ("Dilaporkan kepada atasan", "It was put before the superior"),
        "complaints.calendar_amended" => {
            ("Kalender kerja berubah", "The calendar of working days changed")
        }
        "complaints.attached" => ("Lampiran ditambahkan", "The reporter added a file"),
        "complaints.attachment_read" => ("Lampiran dibuka petugas", "An officer opened a file"),
        "complaints.notice_resent" => ("Pemberitahuan dikirim ulang", "A notice was sent again"),
        "consultations.participant_registered" => {
            ("Hadir dan terdaftar sebagai peserta", "The person was registered as present")
        }
        "consultations.commented" => ("Masukan diterima", "A comment was received"),
        "consultations.comment_decided" => ("Masukan diputus", "It was decided on the comment"),
        "consultations.follow_up_recorded" => {
            ("Tindak lanjut masukan dibuktikan", "The comment's follow-up was proven")
        }
        "consultations.minutes_signed" => {
            ("Berita acara ditandatangani", "The person signed the minutes")
        }
        "consultations.contributor_read" => {
            ("Nama dan kontak dibaca petugas", "An officer read name and contact")
        }
        "privacy.found" => ("Ditemukan lewat pencarian", "A search led to the application"),
        "privacy.exported" => ("Salinan data diberikan", "A copy of the data was given out"),
        "privacy.erased" => ("Data pribadi dimusnahkan", "The personal data were erased"),
        other => (other, other),
    };
    json!({ "id": id, "en": en })
}
