//! The standard that the forum is about: drafted, changed by what was said,
//! established and published.

use contract::satupintu::standards::v1::{
    Decree, DraftStandardRequest, EstablishStandardRequest, PublishStandardRequest,
    standards_service_client::StandardsServiceClient,
};
use tonic::transport::Channel;

use super::{
    super::{
        super::{agencies, cast::ADMIN, office::Office},
        day,
        internal::SERVICE,
        people::SECRETARIAT,
    },
    media,
};
use crate::{failure::Failure, track::refused};

/// What the draft asks for, and what it asks for after the forum.
const ASKED: &str = "Surat permohonan bertanda tangan basah";
pub(super) const ASKED_AFTERWARDS: &str = "Nota dinas elektronik";

/// The resource name of the draft.
pub(super) fn name(office: &Office<'_>) -> String {
    format!("{}/services/{SERVICE}/standards/2", office.house.resource())
}

/// The next version, as it is first written.
pub(super) async fn drafted(office: &Office<'_>) -> Result<(), Failure> {
    write(office, text()?).await
}

/// Written anew with what was taken up, established by the head, and published.
pub(super) async fn published(office: &mut Office<'_>) -> Result<(), Failure> {
    write(office, text()?.replace(ASKED, ASKED_AFTERWARDS)).await?;
    let decree = Decree { number: "SK/CONTOH/2/2025".to_owned(), dated: day(24, 7) };
    let request = EstablishStandardRequest {
        name: name(office),
        request_id: office.new_id(),
        etag: String::new(),
        decree: Some(decree),
    };
    let request = office.signed(SECRETARIAT.head, request);
    standards(office).establish_standard(request).await.map_err(refused)?;
    let request = PublishStandardRequest {
        name: name(office),
        request_id: office.new_id(),
        etag: String::new(),
        media: media(),
        review_months: 0,
    };
    let request = office.signed(&ADMIN, request);
    standards(office).publish_standard(request).await.map_err(refused)?;
    office.step(&format!(
        "standar versi 2 ditetapkan dan diterbitkan (established, published): \"{ASKED_AFTERWARDS}\""
    ));
    Ok(())
}

async fn write(office: &Office<'_>, text: String) -> Result<(), Failure> {
    let request = DraftStandardRequest {
        parent: format!("{}/services/{SERVICE}", office.house.resource()),
        request_id: office.new_id(),
        text,
        ..DraftStandardRequest::default()
    };
    let request = office.signed(&ADMIN, request);
    standards(office).draft_standard(request).await.map(drop).map_err(refused)
}

fn text() -> Result<String, Failure> {
    let text = agencies::standard_of_secretariat(SERVICE);
    let text = text.ok_or_else(|| Failure::said("the secretariat has no such standard"))?;
    Ok(text.replacen("version = 1", "version = 2", 1))
}

fn standards(office: &Office<'_>) -> StandardsServiceClient<Channel> {
    StandardsServiceClient::new(office.channel())
}
