//! The officers' desk (meja kerja): pages for agencies without a back-office of
//! their own.
//!
//! It is one more client of an agency's deployment. Every call carries the
//! officer's own token, and the agency alone decides what that officer may do: the
//! desk has no right of its own, keeps nothing, and can do nothing that a
//! back-office could not ask for over gRPC.

mod case;
mod complaints;
mod files;
mod inbox;
mod list;
mod officer;
mod pressed;
mod signing_in;
mod times;
mod words;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

pub(crate) use officer::{Desk, fault};
pub(crate) use pressed::{Handed, Pressed};

use crate::portal::Portal;

/// Where the desk is.
pub(crate) const ADDRESS: &str = "/meja";

/// Every page of the desk. All but signing in take a [`Desk`], so that none can
/// forget to ask who is there.
pub(crate) fn pages() -> Router<Arc<Portal>> {
    Router::new()
        .route("/meja", get(inbox::shown))
        .route("/meja/masuk", get(signing_in::asked).post(signing_in::entered))
        .route("/meja/masuk/{agency}", get(signing_in::begun))
        .route("/meja/masuk/{agency}/kembali", get(signing_in::returned))
        .route("/meja/keluar", post(signing_in::left))
        .route("/meja/ambil", get(inbox::shown).post(inbox::taken))
        .route("/meja/permohonan", get(list::shown))
        .merge(one_case())
        .merge(complaints())
}

/// Complaints, and the pages of one.
fn complaints() -> Router<Arc<Portal>> {
    let page = |page: &str| format!("/meja/pengaduan/{{agency}}/{{complaint}}{page}");
    Router::new()
        .route("/meja/pengaduan", get(complaints::listed))
        .route(&page(""), get(complaints::shown))
        .route(&page("/isi"), get(complaints::shown).post(complaints::read))
        .route(&page("/verifikasi"), get(complaints::shown).post(complaints::verified))
        .route(&page("/kurang"), get(complaints::shown).post(complaints::sent_back))
        .route(&page("/disposisi"), get(complaints::shown).post(complaints::disposed))
        .route(&page("/tindak-lanjut"), get(complaints::shown).post(complaints::followed_up))
        .route(&page("/jawab"), get(complaints::shown).post(complaints::answered))
        .route(&page("/sampai"), get(complaints::shown).post(complaints::delivered))
        .route(&page("/tutup"), get(complaints::grounds))
        .route(&page("/ganda"), get(complaints::grounds).post(complaints::merged))
        .route(&page("/instansi-lain"), get(complaints::grounds).post(complaints::referred))
        .route(&page("/buka-kembali"), get(complaints::shown).post(complaints::reopened))
        .route(&page("/lampiran"), get(complaints::shown).post(complaints::downloaded))
}

/// The pages of one application. Those that answer a press show the case when they
/// are opened by themselves.
fn one_case() -> Router<Arc<Portal>> {
    let page = |page: &str| format!("/meja/permohonan/{{agency}}/{{application}}{page}");
    Router::new()
        .route(&page(""), get(case::shown))
        .route(&page("/ambil"), get(case::shown).post(case::taken))
        .route(&page("/benturan"), get(case::shown).post(case::conflicted))
        .route(&page("/lepas"), get(case::shown).post(case::released))
        .route(&page("/selesai"), get(case::shown).post(case::completed))
        .route(&page("/kembalikan"), get(case::defects).post(case::returned))
        .route(&page("/sahkan"), get(case::shown).post(case::endorsed))
        .route(&page("/formulir"), get(case::shown).post(case::read))
        .route(&page("/berkas"), get(case::shown).post(case::downloaded))
        .route(&page("/pesan"), get(case::letters).post(case::written))
        .route(&page("/kunjungan"), get(case::visit))
        .route(&page("/atur-kunjungan"), get(case::shown).post(case::ordered))
        .route(&page("/pindah-kunjungan"), get(case::shown).post(case::moved))
        .route(&page("/batal-kunjungan"), get(case::shown).post(case::called_off))
        .route(&page("/surat-tugas.pdf"), get(case::assignment))
        .route(&page("/berita-acara.pdf"), get(case::minutes))
        .route(&page("/temuan"), get(case::shown).post(case::recorded))
        .route(&page("/berita-acara"), get(case::shown).post(case::minuted))
        .route(&page("/tanda-tangan"), get(case::shown).post(case::signed))
        .route(&page("/tambah-berkas"), get(case::blank).post(case::added))
        .route(&page("/retribusi"), get(case::fee))
        .route(&page("/hitung"), get(case::shown).post(case::computed))
        .route(&page("/tetapkan"), get(case::shown).post(case::assessed))
        .route(&page("/batal-tetapan"), get(case::shown).post(case::cancelled))
        .route(&page("/tidak-dibayar"), get(case::shown).post(case::closed_unpaid))
}
