//! May 2025: a building approval with its fee, which only the bank can call paid.

use contract::{
    google::r#type::Money,
    satupintu::permits::v1::{
        AssessFeeRequest, Assessment, GetAssessmentRequest, Quantity, ReportPaymentRequest,
        fees_service_client::FeesServiceClient,
    },
};
use prost_types::Timestamp;
use tonic::{Status, transport::Channel};

use super::{
    applicants::BUILDER,
    cast::{
        Officer, PMS_BANK, PMS_CALCULATOR, PMS_COUNTER, PMS_DRAFTER, PMS_FEES, PMS_HEAD, PMS_PANEL,
        PMS_PAYMENTS, PMS_SECRETARIAT, PMS_WORKS, SIANTAR,
    },
    deeds::Deed,
    office::{APPLICANT, Case, Office},
};
use crate::{failure::Failure, spoken, track::refused};

pub(crate) async fn play(office: &mut Office<'_>) -> Result<Case, Failure> {
    office
        .chapter("Persetujuan bangunan dan retribusinya: kasus G (a building and its fee: case G)");
    let service = office.service(SIANTAR, "persetujuan-bangunan-gedung").await?;
    office.at((6, 5), (9, 0)).await?;
    let mut case = office.submit('G', &service, &BUILDER, &[]).await?;
    office.at((6, 5), (10, 0)).await?;
    office.work(&mut case, &PMS_SECRETARIAT, Deed::Accept).await?;
    office.at((7, 5), (9, 0)).await?;
    office.work(&mut case, &PMS_SECRETARIAT, Deed::Do).await?;
    office.at((14, 5), (13, 0)).await?;
    let met = Deed::Choose("memenuhi", "Rencana memenuhi standar teknis");
    office.work(&mut case, &PMS_PANEL, met).await?;
    office.at((15, 5), (9, 0)).await?;
    office.work(&mut case, &PMS_CALCULATOR, Deed::Do).await?;
    office.at((15, 5), (10, 0)).await?;
    office.work(&mut case, &PMS_WORKS, Deed::Do).await?;
    let fee = assessed(office, &mut case).await?;
    paid(office, &mut case, &fee).await?;

    office.at((20, 5), (9, 0)).await?;
    office.work(&mut case, &PMS_PAYMENTS, Deed::Do).await?;
    office.at((20, 5), (11, 0)).await?;
    let approve = Deed::Approve("Standar teknis terpenuhi dan retribusi lunas");
    office.work(&mut case, &PMS_HEAD, approve).await?;
    office.at((21, 5), (9, 0)).await?;
    office.work(&mut case, &PMS_DRAFTER, Deed::Issue).await?;
    office.at((21, 5), (10, 0)).await?;
    office.work(&mut case, &PMS_COUNTER, Deed::Do).await?;
    Ok(case)
}

/// The tariff's lines times measured quantities; nobody types an amount.
async fn assessed(office: &mut Office<'_>, case: &mut Case) -> Result<Assessment, Failure> {
    office.at((16, 5), (9, 0)).await?;
    let (step, name) = office.take_next(case, &PMS_FEES).await?;
    let quantity = |code: &str, amount: &str| Quantity { code: code.into(), amount: amount.into() };
    let request = AssessFeeRequest {
        name: case.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        step: step.clone(),
        quantities: vec![quantity("luas-terindeks", "120"), quantity("prasarana-pagar", "45")],
        validate_only: false,
    };
    let request = office.signed(&PMS_FEES, request);
    fees(office).assess_fee(request).await.map_err(refused)?;
    office.perform(case, &PMS_FEES, &step, &Deed::Do).await.map_err(refused)?;
    office.tell('G', PMS_FEES.id, "TakeNextTask, AssessFee, CompleteTask");
    office.more(&format!("{}: {name}", PMS_FEES.title));
    office.standing(case).await?;

    office.at((16, 5), (10, 0)).await?;
    let request =
        GetAssessmentRequest { receipt_number: case.receipt.clone(), secret: case.secret.clone() };
    let answer = fees(office).get_assessment(request).await.map_err(refused)?.into_inner();
    let fee = answer.assessment.ok_or_else(|| Failure::said("nothing was assessed"))?;
    office.tell('G', APPLICANT, "GetAssessment");
    for line in &fee.lines {
        let rate = line.rate.as_ref().map_or(0, |rate| rate.units);
        office.more(&format!("{} {} × Rp{rate}: {}", line.quantity, line.unit, line.text));
    }
    let total = fee.total.as_ref().map_or(0, |total| total.units);
    office.more(&format!("SKRD {}: Rp{total}", fee.reference));
    if let Some(citation) = &fee.citation {
        office.more(&format!("dasar (basis): {}", citation.text));
    }
    if let Some(due) = &fee.due {
        office.more(&format!("jatuh tempo (due) {}", spoken::deadline(due).id));
    }
    Ok(fee)
}

/// The clock stands still while the applicant has to pay; an officer cannot
/// end that by saying so.
async fn paid(office: &mut Office<'_>, case: &mut Case, fee: &Assessment) -> Result<(), Failure> {
    office.at((16, 5), (11, 0)).await?;
    office.tell('G', PMS_FEES.id, "ReportPayment");
    office.more("petugas mencoba mencatat lunas (an officer tries to call it paid)");
    let answer = report(office, fee, &PMS_FEES).await;
    office.refusal(answer, "DUTY_MISSING")?;

    office.show(case).await?;

    office.at((19, 5), (14, 0)).await?;
    report(office, fee, &PMS_BANK).await.map_err(refused)?;
    office.tell('G', PMS_BANK.id, "ReportPayment");
    office.more("lunas; waktu berjalan lagi (paid; the clock runs on)");
    office.show(case).await?;
    office.standing(case).await
}

async fn report(office: &Office<'_>, fee: &Assessment, who: &Officer) -> Result<(), Status> {
    let now = office.now();
    let request = ReportPaymentRequest {
        parent: format!("agencies/{SIANTAR}"),
        request_id: office.new_id(),
        reference: fee.reference.clone(),
        transaction_id: "BANK-2025-0001".to_owned(),
        amount: Some(Money {
            currency_code: "IDR".to_owned(),
            units: fee.total.as_ref().map_or(0, |total| total.units),
            nanos: 0,
        }),
        paid_at: Some(Timestamp { seconds: now.micros() / 1_000_000, nanos: 0 }),
    };
    fees(office).report_payment(office.signed(who, request)).await.map(drop)
}

fn fees(office: &Office<'_>) -> FeesServiceClient<Channel> {
    FeesServiceClient::new(office.channel())
}
