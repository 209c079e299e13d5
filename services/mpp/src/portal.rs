//! The public portal: pages made on the server, in Bahasa Indonesia first and
//! English second, that work without a script.
//!
//! A page asks the agencies over the contract, as anybody could. It shows law
//! and dates as the agency gives them, and computes none itself.

mod agency;
mod applying;
mod assets;
mod case;
mod comment;
mod complaining;
pub(crate) mod complaint;
mod deposit;
pub(crate) mod field;
mod flow;
pub(crate) mod form;
mod forums;
mod front;
mod hall;
pub(crate) mod language;
mod last_known;
pub(crate) mod letters;
pub(crate) mod multipart;
mod offers;
pub(crate) mod page;
pub(crate) mod papers;
pub(crate) mod passage;
pub(crate) mod pieces;
mod posters;
pub(crate) mod problem;
mod satisfaction;
pub(crate) mod sending;
mod service;
pub(crate) mod session;
mod standing;
mod status;
mod survey;
mod verifying;
pub(crate) mod visit;
pub(crate) mod words;

use std::sync::Arc;

use axum::{
    Extension, Router,
    response::Redirect,
    routing::{get, post},
};

use self::{language::Language, session::Sessions};
use crate::{deposits::Deposits, desk, gateway::Gateway, key::Key, web::guarded};

/// What all pages share.
pub(crate) struct Portal {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) sessions: Sessions,
    pub(crate) deposits: Arc<Deposits>,
    pub(crate) public_url: String,
}

impl Portal {
    pub(crate) fn new(
        gateway: Arc<Gateway>,
        key: Arc<Key>,
        deposits: Arc<Deposits>,
        public_url: String,
    ) -> Self {
        let sealed = public_url.starts_with("https://");
        Self { gateway, sessions: Sessions::new(key, sealed), deposits, public_url }
    }

    fn is_sealed(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Every page, in both languages. What is personal has an address that names
/// nobody: whose it is, the cookie says.
pub(crate) fn routes(portal: Arc<Portal>) -> Router {
    let sealed = portal.is_sealed();
    let routes = pages(Language::Indonesian)
        .nest("/en", pages(Language::English))
        .route("/en/", get(|| async { Redirect::permanent("/en") }))
        .route("/aset/{name}", get(assets::asset_by))
        .route("/sehat", get(status::health))
        .fallback(problem::no_such_page)
        .layer(Extension(Language::Indonesian));
    guarded(routes, sealed).with_state(portal)
}

fn pages(language: Language) -> Router<Arc<Portal>> {
    Router::new()
        .merge(applications())
        .merge(voices())
        .merge(hall())
        .merge(desk::pages())
        .route("/", get(front::front))
        .route("/instansi/{agency}", get(agency::shown))
        .route("/instansi/{agency}/maklumat.pdf", get(posters::promise))
        .route("/kepuasan", get(satisfaction::regency))
        .route("/instansi/{agency}/kinerja", get(agency::performance::shown))
        .route("/instansi/{agency}/kinerja/{file}", get(agency::performance::exported))
        .route("/lacak", get(case::asked).post(case::opened))
        .route("/verifikasi", get(verifying::asked))
        .route("/verifikasi/{code}", get(verifying::scanned))
        .route("/status", get(status::status))
        .route("/bantuan", get(front::help))
        .layer(Extension(language))
}

/// Services, and applications for them.
fn applications() -> Router<Arc<Portal>> {
    Router::new()
        .route("/layanan", get(offers::offers))
        .route("/layanan/{agency}/{service}", get(service::service))
        .route("/layanan/{agency}/{service}/poster/{file}", get(posters::poster))
        .route("/layanan/{agency}/{service}/ajukan", get(applying::blank).post(applying::reviewed))
        .route("/layanan/{agency}/{service}/kirim", post(applying::submitted))
        .route("/tanda-terima", get(case::receipt))
        .route("/permohonan", get(case::shown))
        .route("/permohonan/perbaiki", get(applying::corrected).post(applying::resubmitted))
        .route("/permohonan/tarik", get(case::withdrawal).post(case::withdrawn))
        .route("/permohonan/keberatan", get(case::objecting).post(case::objected))
        .route("/permohonan/berkas", get(papers::papers).post(papers::received))
        .route("/permohonan/skrd.pdf", get(papers::assessment))
        .route("/permohonan/penolakan.pdf", get(papers::rejection))
        .route("/permohonan/pesan", get(letters::letters).post(letters::written))
        .route("/permohonan/dokumen", get(papers::document))
        .route("/permohonan/survei", get(case::shown).post(survey::issued))
        .route("/permohonan/selesai", post(case::closed))
}

/// What people say: complaints, surveys, comments on drafts.
fn voices() -> Router<Arc<Portal>> {
    Router::new()
        .route("/adukan", get(complaining::agencies))
        .route("/adukan/{agency}", get(complaining::blank).post(complaining::filed))
        .route("/pengaduan", get(complaint::shown))
        .route("/pengaduan/tanda-terima", get(complaint::receipt))
        .route("/pengaduan/lampiran", get(complaint::attachments).post(complaint::attached))
        .route("/pengaduan/lengkapi", get(complaint::shown).post(complaint::completed))
        .route("/pengaduan/nilai", get(complaint::shown).post(complaint::judged))
        .route("/pengaduan/tutup", post(complaint::closed))
        .route("/titipan", get(deposit::shown))
        .route("/titipan/tutup", post(deposit::closed))
        .route("/survei", get(survey::blank).post(survey::entered))
        .route("/survei/isi", get(survey::asked).post(survey::answered))
        .route("/survei/terima-kasih", get(survey::thanked))
        .route("/survei/sudah", get(survey::spent_before))
        .route("/konsultasi", get(forums::forums))
        .route("/konsultasi/{id}", get(forums::scanned))
        .route("/konsultasi/{agency}/{id}", get(forums::forum))
        .route("/konsultasi/{agency}/{id}/masukan", get(forums::blank).post(forums::sent))
        .route("/konsultasi/{agency}/{id}/berita-acara", get(forums::minutes).post(forums::by_slip))
        .route("/masukan", get(comment::shown))
        .route("/masukan/tanda-terima", get(comment::receipt))
        .route("/masukan/tutup", post(comment::closed))
}

/// The hall of the mall.
fn hall() -> Router<Arc<Portal>> {
    Router::new()
        .route("/antrean", get(hall::halls))
        .route("/antrean/{agency}", get(hall::blank).post(hall::planned))
        .route("/antrean/{agency}/layar", get(hall::board))
        .route("/antrean/{agency}/kios", get(hall::door).post(hall::taken))
        .route("/antrean/{agency}/kios/buka", get(hall::door).post(hall::opened))
        .route("/antrean/{agency}/kios/tutup", post(hall::left))
        .route("/tiket", get(hall::tickets))
        .route("/tiket/datang", get(hall::tickets).post(hall::checked_in))
        .route("/tiket/kembalikan", get(hall::tickets).post(hall::given_back))
}
