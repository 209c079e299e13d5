//! Whether a document holds: by the code behind its QR, or by its number.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::permits::v1::{
    LicenceStatus, VerifyLicenceRequest, VerifyLicenceResponse, verify_licence_request::Licence,
};
use maud::{Markup, html};

use super::{
    page::{example, notice},
    problem,
    visit::Visit,
    words,
};
use crate::{
    asking::Silent,
    verification::{self, Found},
};

/// Asks for a code or a number, and answers what was asked.
pub(crate) async fn asked(visit: Visit) -> Response {
    let (code, number, of) =
        (visit.query.get("kode"), visit.query.get("nomor"), visit.query.get("instansi"));
    if !code.is_empty() {
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        return Redirect::to(&visit.href(&format!("/verifikasi/{code}"))).into_response();
    }
    if number.is_empty() {
        return question(&visit, StatusCode::OK, None);
    }
    let Some(agency) = visit.gateway().agency(of) else {
        let words = visit.pick("Pilih instansi penerbitnya.", "Choose the agency that issued it.");
        return question(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some(words));
    };
    let request = VerifyLicenceRequest {
        parent: agency.resource(),
        licence: Some(Licence::LicenceNumber(number.to_owned())),
        pdf_sha256: Vec::new(),
    };
    let found = verification::of(visit.gateway(), &visit.asking, vec![agency], &request);
    answered(&visit, found.await)
}

/// Answers for the code behind a QR.
pub(crate) async fn scanned(visit: Visit, Path(code): Path<String>) -> Response {
    let request = VerifyLicenceRequest {
        parent: String::new(),
        licence: Some(Licence::VerificationCode(code)),
        pdf_sha256: Vec::new(),
    };
    answered(&visit, verification::of_all(visit.gateway(), &visit.asking, &request).await)
}

fn answered(visit: &Visit, found: Found) -> Response {
    match found {
        Found { licence: Some(licence), .. } => shown(visit, &licence),
        Found { silent, .. } if silent.is_empty() => {
            let words = visit.pick(
                "Tidak ada dokumen dengan kode atau nomor itu. Periksa lagi ketikannya. Bila sudah sama dengan dokumen di tangan Anda, dokumen itu patut diragukan.",
                "There is no document with that code or number. Check the typing. If it is the same as on the document in hand, that document is doubtful.",
            );
            question(visit, StatusCode::NOT_FOUND, Some(words))
        }
        Found { silent, .. } => unsure(visit, &silent),
    }
}

fn unsure(visit: &Visit, silent: &[Silent]) -> Response {
    let title = visit.pick("Belum dapat dipastikan", "It cannot be told yet");
    let body = html! {
        h1 { (title) }
        (notice("waiting", visit.pick("Tidak semua instansi menjawab", "Not every agency answers"), &html! {
            p { (visit.pick("Dokumen belum ditemukan, tetapi ini bukan tanda bahwa dokumen palsu. Coba lagi nanti.", "The document was not found, which does not mean that it is false. Try again later.")) }
            (problem::silent(visit, silent))
        }))
    };
    visit.with_status(StatusCode::SERVICE_UNAVAILABLE, title, &body)
}

fn shown(visit: &Visit, licence: &VerifyLicenceResponse) -> Response {
    let language = visit.language;
    let (status, kind) = words::licence(language, licence.status());
    let agency = visit.registry.agency(words::id(&licence.agency));
    let zone = agency.map_or(calendar::Zone::Wib, |agency| agency.zone);
    let holds = licence.status() == LicenceStatus::Valid;
    let body = html! {
        h1 { (visit.pick("Hasil verifikasi", "Verification")) }
        div class={ "verdict " (kind) } role="status" {
            p.word { (status) }
            p { (if holds { visit.pick("Dokumen ini tercatat dan berlaku.", "This document is on record and holds.") }
                else { visit.pick("Dokumen ini tercatat, tetapi tidak berlaku sekarang.", "This document is on record, but does not hold now.") }) }
            @if let Some(since) = &licence.status_since { p { (visit.pick("sejak", "since")) " " (words::moment(language, since, zone)) } }
        }
        @if licence.simulated && !visit.registry.simulated { p { strong { "SIMULASI" } } }
        @if licence.example { p { (example(language)) } }
        dl.facts {
            div { dt { (visit.pick("Nomor", "Number")) } dd.code { (licence.licence_number) } }
            div { dt { (visit.pick("Layanan", "Service")) } dd { (language.said(licence.service_title.as_ref())) } }
            div { dt { (visit.pick("Penerbit", "Issued by")) } dd { (agency.map_or(words::id(&licence.agency), |agency| words::agency(language, agency))) } }
            @if !licence.masked_holder.is_empty() { div { dt { (visit.pick("Pemegang", "Holder")) } dd { (licence.masked_holder) } } }
            @if let Some(from) = &licence.valid_from { div { dt { (visit.pick("Berlaku sejak", "Valid from")) } dd { (words::day(language, from)) } } }
            @if let Some(until) = &licence.valid_until { div { dt { (visit.pick("Berlaku sampai", "Valid until")) } dd { (words::day(language, until)) } } }
            @if let Some(signer) = &licence.signer { div { dt { (visit.pick("Tanda tangan", "Signature")) } dd { (language.said(Some(signer))) } } }
        }
        @if let Some(at) = &licence.as_of { p.small { (visit.pick("Diperiksa", "Checked")) " " (words::moment(language, at, zone)) } }
        p { (visit.pick(
            "Cocokkan nomor, pemegang, dan tanggalnya dengan dokumen di tangan Anda.",
            "Compare number, holder and dates with the document in your hand.",
        )) }
    };
    visit.with_status(StatusCode::OK, visit.pick("Hasil verifikasi", "Verification"), &body)
}

fn question(visit: &Visit, status: StatusCode, fault: Option<&str>) -> Response {
    let title = visit.pick("Periksa keaslian dokumen", "Verify a document");
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        p { (visit.pick("Pindai kode QR pada dokumen dengan kamera ponsel, atau ketik kodenya di sini.", "Scan the QR code on the document with a phone’s camera, or type its code here.")) }
        form method="get" action=(visit.href("/verifikasi")) {
            div.field {
                label for="kode" { (visit.pick("Kode verifikasi", "Verification code")) }
                p.hint #kode-petunjuk { (visit.pick("26 huruf dan angka di bawah kode QR.", "The 26 letters and digits under the QR code.")) }
                input #kode name="kode" maxlength="40" autocapitalize="characters" autocomplete="off" spellcheck="false" required aria-describedby="kode-petunjuk";
            }
            div.act { button type="submit" { (visit.pick("Periksa", "Verify")) } }
        }
        h2 { (visit.pick("Dengan nomor dokumen", "By the number of the document")) }
        form method="get" action=(visit.href("/verifikasi")) {
            div.field {
                label for="instansi" { (visit.pick("Instansi penerbit", "Issued by")) }
                select #instansi name="instansi" required { @for agency in visit.registry.full() {
                    option value=(agency.id) { (words::agency(visit.language, agency)) }
                } }
            }
            div.field {
                label for="nomor" { (visit.pick("Nomor dokumen", "Number of the document")) }
                input #nomor name="nomor" maxlength="200" autocomplete="off" required;
            }
            div.act { button.quiet type="submit" { (visit.pick("Periksa", "Verify")) } }
        }
    };
    visit.with_status(status, title, &body)
}
