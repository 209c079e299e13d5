//! A service for other offices: one applies, the unit decides.

use contract::satupintu::{
    permits::v1::{Channel, SubmitApplicationRequest},
    sop::v1::{ListServicesRequest, catalogue_service_client::CatalogueServiceClient},
};

use super::{
    super::{
        applicants::{OFFICE, answers},
        cast::Officer,
        deeds::Deed,
        office::{Case, Office},
    },
    people::{CLERK, EDUCATION, SECRETARIAT, UNIT_HEAD},
};
use crate::{failure::Failure, track::refused};

/// The service that is played.
pub(super) const SERVICE: &str = "ruang-rapat";

/// Another office applies for a meeting room and gets it.
pub(super) async fn play(office: &mut Office<'_>) -> Result<Case, Failure> {
    let request = ListServicesRequest {
        parent: office.house.resource(),
        page_size: 20,
        page_token: String::new(),
    };
    let mut catalogue = CatalogueServiceClient::new(office.channel());
    let seen = catalogue.list_services(request.clone()).await.map_err(refused)?.into_inner();
    let request = office.signed(&EDUCATION, request);
    let services = catalogue.list_services(request).await.map_err(refused)?.into_inner().services;
    office.on((1, 7), (9, 0)).await?;
    office.step(&format!(
        "{} layanan dari dua belas bagian (services of twelve units) bagi perangkat daerah lain; \
         bagi umum (for the public) {}",
        services.len(),
        seen.services.len()
    ));
    let case = submit(office).await?;
    let deeds: [(&Officer, Deed<'_>); 4] = [
        (SECRETARIAT.counter, Deed::Accept),
        (&CLERK, Deed::Do),
        (&UNIT_HEAD, Deed::Approve("Ruang tersedia")),
        (&CLERK, Deed::Issue),
    ];
    for (place, (who, deed)) in deeds.iter().enumerate() {
        let minute = u16::try_from(place).unwrap_or(0) * 10;
        office.on((2, 7), (9, minute)).await?;
        let (step, _) = office.take_next(&case, who).await?;
        office.perform(&case, who, &step, deed).await.map_err(refused)?;
    }
    let number = office.progress(&case).await?.licence_number;
    office.step(&format!("permohonan (application) {} terbit (issued): {number}", case.receipt));
    Ok(case)
}

async fn submit(office: &mut Office<'_>) -> Result<Case, Failure> {
    let requirement = "surat-permohonan".to_owned();
    let request = SubmitApplicationRequest {
        service: format!("{}/services/{SERVICE}", office.house.resource()),
        request_id: office.new_id(),
        applicant: Some(OFFICE.form()),
        answers: answers([&requirement]),
        district: OFFICE.district.to_owned(),
        channel: Channel::Online.into(),
        ..SubmitApplicationRequest::default()
    };
    let request = office.signed(&EDUCATION, request);
    let filed = office.permits().submit_application(request).await.map_err(refused)?.into_inner();
    office.step(&format!("{} mengajukan (applies): ruang rapat", EDUCATION.id));
    Ok(Case {
        letter: 'R',
        name: filed.name,
        receipt: filed.receipt_number,
        secret: filed.secret,
        unit: String::new(),
    })
}
