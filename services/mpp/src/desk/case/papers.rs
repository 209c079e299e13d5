//! The papers of a visit, to be printed. No paper with the applicant's name is made
//! for an officer: that one the applicant prints.

use axum::response::Response;
use contract::satupintu::permits::v1::{MakePaperRequest, PaperKind};

use super::{Named, name};
use crate::{desk::Desk, portal::pieces};

/// Who visits, when and where (surat tugas).
pub(crate) async fn assignment(desk: Desk, named: Named) -> Response {
    made(&desk, &named, PaperKind::Assignment, "surat-tugas").await
}

/// What was found there (berita acara).
pub(crate) async fn minutes(desk: Desk, named: Named) -> Response {
    made(&desk, &named, PaperKind::Minutes, "berita-acara").await
}

async fn made(desk: &Desk, named: &Named, kind: PaperKind, kept_as: &str) -> Response {
    let request = MakePaperRequest {
        name: name(named),
        receipt_number: String::new(),
        secret: String::new(),
        kind: kind.into(),
    };
    let made = async { pieces::paper(&desk.asking, desk.line()?, kept_as, request).await };
    match made.await {
        Ok(paper) => paper,
        Err(unanswered) => desk.unanswered(&unanswered),
    }
}
