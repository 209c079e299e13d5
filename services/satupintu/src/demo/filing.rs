//! What applicants do in the story: read the standard, apply, mend.

use contract::satupintu::{
    permits::v1::{Channel, ResubmitApplicationRequest, SubmitApplicationRequest},
    sop::v1::{GetServiceRequest, Service, catalogue_service_client::CatalogueServiceClient},
};

use super::{
    applicants::{Person, answers},
    office::{APPLICANT, Case, Office},
};
use crate::{failure::Failure, spoken, track::refused};

impl Office<'_> {
    /// A service of the catalogue, as everybody can read it.
    pub(crate) async fn service(&self, agency: &str, id: &str) -> Result<Service, Failure> {
        let name = format!("agencies/{agency}/services/{id}");
        let request = GetServiceRequest { name, version: 0 };
        let mut catalogue = CatalogueServiceClient::new(self.channel());
        let answer = catalogue.get_service(request).await.map_err(refused)?;
        answer.into_inner().service.ok_or_else(|| Failure::said("GetService answered nothing"))
    }

    /// Files an application online; `without` names requirements that are missing.
    pub(crate) async fn submit(
        &mut self,
        letter: char,
        service: &Service,
        person: &Person,
        without: &[&str],
    ) -> Result<Case, Failure> {
        let given = required(service, without);
        let request = SubmitApplicationRequest {
            service: service.name.clone(),
            request_id: self.new_id(),
            applicant: Some(person.form()),
            answers: answers(given.iter()),
            district: person.district.to_owned(),
            channel: Channel::Online.into(),
            ..SubmitApplicationRequest::default()
        };
        let answer = self.permits().submit_application(request).await.map_err(refused)?;
        let filed = answer.into_inner();
        let title = spoken::bilingual(service.title.as_ref());
        let mark = spoken::mark(service.example);
        self.tell(letter, APPLICANT, "SubmitApplication");
        self.more(&format!("{} ({}){mark}", title.id, title.en));
        self.more(&format!(
            "tanda terima (receipt) {}, rahasia (secret) {}…",
            filed.receipt_number,
            filed.secret.chars().take(4).collect::<String>()
        ));
        let mut case = Case {
            letter,
            name: filed.name,
            receipt: filed.receipt_number,
            secret: filed.secret,
            unit: String::new(),
        };
        self.standing(&mut case).await?;
        Ok(case)
    }

    /// Hands the mended form in again, now with everything.
    pub(crate) async fn resubmit(
        &mut self,
        case: &mut Case,
        service: &Service,
        person: &Person,
    ) -> Result<(), Failure> {
        let request = ResubmitApplicationRequest {
            receipt_number: case.receipt.clone(),
            secret: case.secret.clone(),
            request_id: self.new_id(),
            etag: String::new(),
            applicant: Some(person.form()),
            answers: answers(required(service, &[]).iter()),
        };
        self.permits().resubmit_application(request).await.map_err(refused)?;
        self.tell(case.letter, APPLICANT, "ResubmitApplication");
        self.more("perbaikan lengkap (everything mended)");
        self.standing(case).await
    }
}

/// The requirements that every applicant must meet, but those of `without`.
fn required(service: &Service, without: &[&str]) -> Vec<String> {
    let given = service
        .requirements
        .iter()
        .filter(|requirement| !requirement.optional && !without.contains(&requirement.id.as_str()));
    given.map(|requirement| requirement.id.clone()).collect()
}
