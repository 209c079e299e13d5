//! The public portal: pages made on the server, in Bahasa Indonesia first and
//! English second, that work without a script.
//!
//! A page asks the agencies over the contract, as anybody could. It shows law
//! and dates as the agency gives them, and computes none itself.

mod applying;
mod assets;
mod case;
mod field;
mod flow;
mod form;
mod front;
mod language;
mod letters;
mod multipart;
mod offers;
mod page;
mod papers;
mod problem;
mod service;
mod session;
mod standing;
mod status;
mod verifying;
mod visit;
mod words;

use std::sync::Arc;

use axum::{
    Extension, Router,
    response::Redirect,
    routing::{get, post},
};

use self::{language::Language, session::Sessions};
use crate::{gateway::Gateway, key::Key, web::guarded};

/// What all pages share.
pub(crate) struct Portal {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) sessions: Sessions,
    public_url: String,
}

impl Portal {
    pub(crate) fn new(gateway: Arc<Gateway>, key: Key, public_url: String) -> Self {
        let sealed = public_url.starts_with("https://");
        Self { gateway, sessions: Sessions::new(key, sealed), public_url }
    }

    fn is_sealed(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Every page, in both languages.
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
        .route("/", get(front::front))
        .route("/layanan", get(offers::offers))
        .route("/layanan/{agency}/{service}", get(service::service))
        .route("/layanan/{agency}/{service}/ajukan", get(applying::blank).post(applying::reviewed))
        .route("/layanan/{agency}/{service}/kirim", post(applying::submitted))
        .route("/tanda-terima", get(case::receipt))
        .route("/lacak", get(case::asked).post(case::opened))
        .route("/permohonan", get(case::shown))
        .route("/permohonan/perbaiki", get(applying::corrected).post(applying::resubmitted))
        .route("/permohonan/tarik", get(case::withdrawal).post(case::withdrawn))
        .route("/permohonan/keberatan", get(case::objecting).post(case::objected))
        .route("/permohonan/berkas", get(papers::papers).post(papers::received))
        .route("/permohonan/pesan", get(letters::letters).post(letters::written))
        .route("/permohonan/dokumen", get(papers::document))
        .route("/permohonan/selesai", post(case::closed))
        .route("/verifikasi", get(verifying::asked))
        .route("/verifikasi/{code}", get(verifying::scanned))
        .route("/status", get(status::status))
        .route("/bantuan", get(front::help))
        .layer(Extension(language))
}
