//! `satupintu verify`: does a licence hold, and is this file its document?
//!
//! Of a PDF only the digest is taken, and only the digest is sent.

use std::{fs, path::Path};

use calendar::Zone;
use contract::satupintu::permits::v1::{
    DocumentCheck, LicenceStatus, VerifyLicenceRequest, VerifyLicenceResponse,
    licences_service_client::LicencesServiceClient, verify_licence_request::Licence,
};
use kernel::Bilingual;
use permits::licence::VerificationCode;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    arguments::VerifyLicence,
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
    spoken,
    track::{connect, refused},
};

/// The answer for programs.
#[derive(Serialize)]
struct Answer {
    known: bool,
    licence_number: String,
    agency: String,
    service: Bilingual,
    holder: String,
    status: &'static str,
    valid_from: Option<String>,
    valid_until: Option<String>,
    document_sha256: String,
    document: &'static str,
    example: bool,
    simulated: bool,
}

pub(crate) async fn run(asked: &VerifyLicence, screen: &mut Screen) -> Done {
    let VerifyLicence { what, pdf, address, json } = asked;
    let (licence, digest) = match VerificationCode::parse(what) {
        Ok(code) => {
            let digest = pdf.as_deref().map(digest_of).transpose()?.unwrap_or_default();
            (Some(Licence::VerificationCode(code.to_string())), digest)
        }
        Err(_) => (None, digest_of(Path::new(what))?),
    };
    let request = VerifyLicenceRequest { parent: String::new(), licence, pdf_sha256: digest };
    let mut client = LicencesServiceClient::new(connect(address).await?);
    let answer = match client.verify_licence(request).await {
        Ok(answer) => answer.into_inner(),
        Err(status) if edge::reason_of(&status).as_deref() == Some("LICENCE_NOT_FOUND") => {
            if *json {
                screen.json(&serde_json::json!({ "known": false }));
            } else {
                screen.line(screen.look(Look::Red, "TIDAK DIKENAL (unknown)"));
                screen.line("Tidak ada izin dengan kode atau dokumen ini; dokumen yang diubah");
                screen.line("juga tidak dikenal. (No licence has this code or document.)");
            }
            return Ok(Verdict::Faults);
        }
        Err(status) => return Err(refused(status)),
    };
    if *json {
        screen.json(&for_programs(&answer));
    } else {
        tell(&answer, screen);
    }
    let holds = answer.status() == LicenceStatus::Valid
        && answer.document_check() != DocumentCheck::Differs;
    Ok(if holds { Verdict::Fine } else { Verdict::Faults })
}

fn digest_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = fs::read(path).map_err(|why| {
        Failure::new(format!("{} is no verification code and cannot be read", path.display()), &why)
    })?;
    Ok(Sha256::digest(&bytes).to_vec())
}

fn for_programs(answer: &VerifyLicenceResponse) -> Answer {
    let day = |date: &contract::google::r#type::Date| spoken::date(date).map(|it| it.to_string());
    Answer {
        known: true,
        licence_number: answer.licence_number.clone(),
        agency: answer.agency.clone(),
        service: spoken::bilingual(answer.service_title.as_ref()),
        holder: answer.masked_holder.clone(),
        status: answer.status().as_str_name(),
        valid_from: answer.valid_from.as_ref().and_then(day),
        valid_until: answer.valid_until.as_ref().and_then(day),
        document_sha256: answer.document_sha256.iter().map(|b| format!("{b:02x}")).collect(),
        document: answer.document_check().as_str_name(),
        example: answer.example,
        simulated: answer.simulated,
    }
}

pub(crate) fn tell(answer: &VerifyLicenceResponse, screen: &mut Screen) {
    let marks =
        [answer.simulated.then_some(spoken::SIMULATION), answer.example.then_some(spoken::EXAMPLE)];
    for mark in marks.into_iter().flatten() {
        screen.line(screen.look(Look::Yellow, mark));
    }
    let (look, words) = match answer.status() {
        LicenceStatus::Valid => (Look::Green, "BERLAKU (valid)"),
        LicenceStatus::Expired => (Look::Red, "BERAKHIR (expired)"),
        LicenceStatus::Revoked => (Look::Red, "DICABUT (revoked)"),
        LicenceStatus::Superseded => (Look::Red, "DIGANTIKAN (superseded)"),
        LicenceStatus::NotYetSigned => (Look::Yellow, "BELUM DITANDATANGANI (not yet signed)"),
        LicenceStatus::Unspecified => (Look::Red, "TIDAK DIKETAHUI (not known)"),
    };
    screen.line(format!("status                 {}", screen.look(look, words)));
    if let Some(since) = &answer.status_since {
        fact(screen, "sejak (since)", &spoken::moment(since, Zone::Wib));
    }
    fact(screen, "nomor (number)", &answer.licence_number);
    let service = spoken::bilingual(answer.service_title.as_ref());
    fact(screen, "jenis (service)", &format!("{} ({})", service.id, service.en));
    fact(screen, "pemegang (holder)", &answer.masked_holder);
    let day = |date: Option<&contract::google::r#type::Date>| {
        date.and_then(spoken::date).map_or_else(|| "-".to_owned(), |date| date.to_string())
    };
    let (from, until) = (day(answer.valid_from.as_ref()), day(answer.valid_until.as_ref()));
    fact(screen, "masa berlaku (validity)", &format!("{from} s.d. {until}"));
    let check = match answer.document_check() {
        DocumentCheck::Unspecified => return,
        DocumentCheck::Matches => {
            screen.look(Look::Green, "asli, tidak diubah (genuine, unchanged)")
        }
        DocumentCheck::Differs => {
            screen.look(Look::Red, "BUKAN dokumen yang diterbitkan (altered)")
        }
    };
    fact(screen, "dokumen (document)", &check);
}

fn fact(screen: &mut Screen, name: &str, value: &str) {
    screen.line(format!("{name:<23}{value}"));
}
