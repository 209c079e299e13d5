//! What was issued, on paper: signed PDFs that anybody can check, and one that
//! is taken back.

use std::{fs, path::PathBuf, time::Duration};

use contract::satupintu::permits::v1::{
    DocumentCheck, DownloadLicenceRequest, LicenceStatus, ListLicencesRequest, RevocationBasis,
    RevokeLicenceRequest, VerifyLicenceRequest, VerifyLicenceResponse,
    licences_service_client::LicencesServiceClient, verify_licence_request::Licence as Named,
};
use sha2::{Digest, Sha256};
use tonic::transport::Channel;

use super::{
    cast::{KOTIM, KTM_HEAD},
    office::{APPLICANT, Case, Office},
};
use crate::{failure::Failure, licence, track::refused};

/// How long a document may take that is being made: half a minute.
const MOST_TRIES: u32 = 300;
const PAUSE: Duration = Duration::from_millis(100);

pub(crate) async fn play(office: &mut Office<'_>, cases: &[Case]) -> Result<(), Failure> {
    office.chapter("Dokumen (documents): signed, checked, taken back");
    office.at((22, 5), (9, 0)).await?;
    office.settle_documents().await?;
    for case in cases {
        let (file, bytes) = downloaded(office, case).await?;
        office.tell(case.letter, APPLICANT, "DownloadLicence");
        office.more(&format!("{} ({} byte)", file.display(), bytes.len()));
        let answer = verified(office, None, &bytes).await?;
        must_be(&answer, LicenceStatus::Valid, DocumentCheck::Matches)?;
        if case.letter == 'A' {
            office.tell('A', "siapa pun (anybody)", "VerifyLicence");
            licence::tell(&answer, office.screen);
            tampered(office, &answer, bytes).await?;
        }
    }
    let billboard = cases.iter().find(|case| case.letter == 'B');
    match billboard {
        Some(case) => revoked(office, case).await,
        None => Err(Failure::said("case B has no licence")),
    }
}

/// One bit of the file is changed: the file is not the one that was issued.
async fn tampered(
    office: &mut Office<'_>,
    issued: &VerifyLicenceResponse,
    mut bytes: Vec<u8>,
) -> Result<(), Failure> {
    if let Some(byte) = bytes.get_mut(1000) {
        *byte ^= 1;
    }
    let number = Named::LicenceNumber(issued.licence_number.clone());
    let answer = verified(office, Some(number), &bytes).await?;
    must_be(&answer, LicenceStatus::Valid, DocumentCheck::Differs)?;
    office.tell('A', "siapa pun (anybody)", "VerifyLicence");
    office.more(
        "satu bit diubah: dokumen bukan yang diterbitkan (one bit changed: not the one issued)",
    );
    Ok(())
}

async fn revoked(office: &mut Office<'_>, case: &Case) -> Result<(), Failure> {
    office.at((23, 5), (9, 0)).await?;
    let (_, bytes) = downloaded(office, case).await?;
    let number = office.progress(case).await?.licence_number;
    let request = ListLicencesRequest {
        parent: format!("agencies/{KOTIM}"),
        page_size: 100,
        ..ListLicencesRequest::default()
    };
    let request = office.signed(&KTM_HEAD, request);
    let listed = licences(office).list_licences(request).await.map_err(refused)?.into_inner();
    let found = listed.licences.into_iter().find(|licence| licence.licence_number == number);
    let found = found.ok_or_else(|| Failure::said(format!("{number} is not in the list")))?;
    let request = RevokeLicenceRequest {
        name: found.name,
        request_id: office.new_id(),
        etag: String::new(),
        basis: RevocationBasis::Violation.into(),
        ground: "Reklame dipasang di luar lokasi yang diizinkan.".to_owned(),
    };
    let request = office.signed(&KTM_HEAD, request);
    licences(office).revoke_licence(request).await.map_err(refused)?;
    office.tell(case.letter, KTM_HEAD.id, "RevokeLicence");
    let answer = verified(office, None, &bytes).await?;
    must_be(&answer, LicenceStatus::Revoked, DocumentCheck::Matches)?;
    office.tell(case.letter, "siapa pun (anybody)", "VerifyLicence");
    licence::tell(&answer, office.screen);
    Ok(())
}

fn is_pending(status: &tonic::Status) -> bool {
    edge::reason_of(status).as_deref() == Some("DOCUMENT_PENDING")
}

/// The signed PDF, as the applicant gets it; kept beside the database.
async fn downloaded(office: &Office<'_>, case: &Case) -> Result<(PathBuf, Vec<u8>), Failure> {
    let mut tries = 0;
    let mut stream = loop {
        let request = DownloadLicenceRequest {
            receipt_number: case.receipt.clone(),
            secret: case.secret.clone(),
        };
        match licences(office).download_licence(request).await {
            Ok(stream) => break stream.into_inner(),
            // The server's own worker is at it: as everybody, we ask again.
            Err(status) if is_pending(&status) && tries < MOST_TRIES => tries += 1,
            Err(status) => return Err(refused(status)),
        }
        tokio::time::sleep(PAUSE).await;
    };
    let mut bytes = Vec::new();
    while let Some(part) = stream.message().await.map_err(refused)? {
        bytes.extend(part.data);
    }
    let file = office.folder().join(format!("izin-{}.pdf", case.letter));
    fs::write(&file, &bytes)
        .map_err(|why| Failure::new(format!("{} cannot be written", file.display()), &why))?;
    Ok((file, bytes))
}

async fn verified(
    office: &Office<'_>,
    licence: Option<Named>,
    bytes: &[u8],
) -> Result<VerifyLicenceResponse, Failure> {
    let request = VerifyLicenceRequest {
        parent: match licence {
            Some(Named::LicenceNumber(_)) => "agencies/dpmptsp-magelang".to_owned(),
            _ => String::new(),
        },
        licence,
        pdf_sha256: Sha256::digest(bytes).to_vec(),
    };
    let answer = licences(office).verify_licence(request).await.map_err(refused)?;
    Ok(answer.into_inner())
}

fn must_be(
    answer: &VerifyLicenceResponse,
    status: LicenceStatus,
    document: DocumentCheck,
) -> Result<(), Failure> {
    if answer.status() == status && answer.document_check() == document {
        return Ok(());
    }
    Err(Failure::said(format!(
        "{} was to be {status:?} and {document:?}, but is {:?} and {:?}",
        answer.licence_number,
        answer.status(),
        answer.document_check()
    )))
}

fn licences(office: &Office<'_>) -> LicencesServiceClient<Channel> {
    LicencesServiceClient::new(office.channel())
}
