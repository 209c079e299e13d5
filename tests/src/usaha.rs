//! The example business permit: its people, and how a case gets through when
//! nothing is wrong. It is inspected, and paid for by a tariff.

use contract::google::r#type::{Date, Money};
use contract::satupintu::permits::v1::{
    Application, AssessFeeRequest, Assessment, CancelAssessmentRequest, CancelInspectionRequest,
    CloseUnpaidRequest, Finding, FindingAnswer, GetAssessmentRequest, GetInspectionRequest,
    Inspection, OrderInspectionRequest, OvertakeReason, Payment, Quantity, RecordFindingsRequest,
    ReportPaymentRequest, RescheduleInspectionRequest, SignMinutesRequest,
    SubmitApplicationRequest, WriteMinutesRequest,
};
use contract::satupintu::sop::v1::Recommendation;
use kernel::Instant;

use crate::agency::Agency;
use crate::caller::{Answered, Caller, request_id};
use crate::desk::Receipt;
use crate::forms;
use crate::sip::{KEPALA, LOKET, PENERBITAN};
use crate::times::moment;

/// The service.
pub const SERVICE: &str = "agencies/dpmptsp-magelang/services/izin-usaha-contoh";
/// The inspectors.
pub const PEMERIKSA: &str = "dpmptsp-magelang/perizinan/pemeriksa";
/// Who assesses.
pub const PENETAP: &str = "dpmptsp-magelang/keuangan/penetap";

/// The officers' steps before the payment, and after it.
pub const STEPS: [&str; 5] = ["periksa", "tinjau", "tetapkan", "putuskan", "terbitkan"];

/// A new application with everything that is asked for.
#[must_use]
pub fn submission() -> SubmitApplicationRequest {
    let answers = [forms::answer("ktp", "terlampir"), forms::answer("denah", "terlampir")];
    SubmitApplicationRequest { answers: answers.into(), ..forms::submission(SERVICE) }
}

/// The people of the service; some of them work for others, too.
#[derive(Clone)]
pub struct Staff {
    /// At the counter.
    pub loket: Caller,
    /// Inspects.
    pub pemeriksa: Caller,
    /// Inspects, too.
    pub rekan: Caller,
    /// Supervises the inspectors, and signs their letters.
    pub atasan: Caller,
    /// Assesses.
    pub penetap: Caller,
    /// Decides.
    pub kepala: Caller,
    /// Issues.
    pub penerbit: Caller,
    /// The payment system.
    pub bank: Caller,
}

impl Staff {
    /// Has everybody enrolled.
    pub async fn enrolled(agency: &Agency) -> Self {
        let execute = async |person: &str, executor: &str| {
            agency.officer(person, &[&format!("execute:{executor}")]).await
        };
        let (loket, kepala) = (execute("loket", LOKET).await, execute("kepala", KEPALA).await);
        Self::beside(agency, loket, kepala, execute("penerbitan", PENERBITAN).await).await
    }

    /// Has those enrolled who work for this service alone.
    pub async fn beside(agency: &Agency, loket: Caller, kepala: Caller, penerbit: Caller) -> Self {
        let execute = async |person: &str, executor: &str| {
            agency.officer(person, &[&format!("execute:{executor}")]).await
        };
        Self {
            loket,
            pemeriksa: execute("pemeriksa", PEMERIKSA).await,
            rekan: execute("rekan", PEMERIKSA).await,
            atasan: agency.officer("atasan", &["supervise:dpmptsp-magelang/perizinan"]).await,
            penetap: execute("penetap", PENETAP).await,
            kepala,
            penerbit,
            bank: agency.officer("bank", &["settle:dpmptsp-magelang"]).await,
        }
    }

    /// Whose step it is.
    ///
    /// # Panics
    /// For a step that the service does not have.
    #[must_use]
    pub fn of(&self, step: &str) -> &Caller {
        match step {
            "periksa" => &self.loket,
            "tinjau" => &self.pemeriksa,
            "tetapkan" => &self.penetap,
            "putuskan" => &self.kepala,
            "terbitkan" => &self.penerbit,
            _ => panic!("{step} is no step of an officer"),
        }
    }

    /// Takes a step, with a reason in case that an older one waits.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn takes(&self, case: &str, step: &str) -> Answered<Application> {
        self.of(step).overtakes(case, step, OvertakeReason::DeadlineNear, "").await
    }

    /// Has the case visited a minute from now, looked at whole, and the minutes
    /// signed by both.
    pub async fn visits(
        &self,
        agency: &Agency,
        case: &str,
        advice: Recommendation,
    ) -> Answered<Inspection> {
        let soon = agency.now().plus_seconds(60);
        self.atasan.orders(case, soon, &[&self.pemeriksa, &self.rekan]).await?;
        agency.time_passes_to(soon).await;
        self.pemeriksa.finds(case, &["luas", "apar"]).await?;
        self.rekan.minutes(case, advice, "Tempat sudah dilihat").await?;
        self.pemeriksa.signs(case).await?;
        self.rekan.signs(case).await
    }

    /// Takes a step and does it as when nothing is wrong; a visit was made.
    pub async fn does(&self, case: &str, step: &str) -> Answered<Application> {
        self.takes(case, step).await?;
        self.finishes(case, step).await
    }

    /// Does a step that was taken, as when nothing is wrong; a visit was made.
    pub async fn finishes(&self, case: &str, step: &str) -> Answered<Application> {
        let officer = self.of(step);
        match step {
            "periksa" => officer.accepts(case, step).await,
            "tetapkan" => {
                officer.assesses(case, step, &LINES).await?;
                officer.completes(case, step, "", "").await
            }
            "tinjau" => officer.completes(case, step, "layak", "Sesuai berita acara").await,
            "putuskan" => officer.approves(case, step, "Seluruh syarat terpenuhi").await,
            "terbitkan" => officer.issues(case, step).await,
            _ => officer.completes(case, step, "", "").await,
        }
    }

    /// Files an application and brings it to `step`; to `bayar`, when it awaits
    /// the payment.
    ///
    /// # Panics
    /// When anybody is refused.
    pub async fn case_at(&self, agency: &Agency, step: &str) -> Receipt {
        let receipt = agency.public().files(submission()).await.unwrap();
        for before in STEPS.iter().take_while(|before| **before != step) {
            if step == "bayar" && *before == "putuskan" {
                break;
            }
            if *before == "putuskan" {
                let owed = agency.public().asks(&receipt).await.unwrap();
                self.bank.pays(&owed, "trx-of-the-way", agency.now()).await.unwrap();
            }
            if *before == "tinjau" {
                self.visits(agency, &receipt.name, Recommendation::Issue).await.unwrap();
            }
            self.does(&receipt.name, before).await.unwrap();
        }
        receipt
    }
}

/// 120.5 m2 and two signs: 1 857 500 rupiah.
pub const LINES: [(&str, &str); 2] = [("luas", "120.5"), ("papan-nama", "2")];
/// What those lines come to.
pub const TOTAL: i64 = 1_857_500;

/// An assessment of these lines: (code, quantity).
#[must_use]
pub fn assessing(case: &str, step: &str, lines: &[(&str, &str)]) -> AssessFeeRequest {
    let quantity = |(code, amount): &(&str, &str)| Quantity {
        code: (*code).to_owned(),
        amount: (*amount).to_owned(),
    };
    AssessFeeRequest {
        name: case.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        step: step.to_owned(),
        quantities: lines.iter().map(quantity).collect(),
        validate_only: false,
    }
}

/// What people do about fees, one call each.
impl Caller {
    /// Assesses: (code, quantity).
    ///
    /// # Errors
    /// The refusal; so for everything below.
    ///
    /// # Panics
    /// When an answer lacks what it must show; so for everything below.
    pub async fn assesses(
        &self,
        case: &str,
        step: &str,
        lines: &[(&str, &str)],
    ) -> Answered<Assessment> {
        let answer = self.fees().assess_fee(assessing(case, step, lines)).await?.into_inner();
        Ok(answer.assessment.expect("an answer shows the assessment"))
    }

    /// Takes the assessment back.
    pub async fn unassesses(&self, case: &str, step: &str, reason: &str) -> Answered<Application> {
        let request = CancelAssessmentRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            reason: reason.to_owned(),
        };
        let answer = self.fees().cancel_assessment(request).await?.into_inner();
        Ok(answer.application.expect("an answer shows the application"))
    }

    /// Closes a case whose fee lapsed.
    pub async fn closes(&self, case: &str, step: &str, reason: &str) -> Answered<Application> {
        let request = CloseUnpaidRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            reason: reason.to_owned(),
        };
        let answer = self.fees().close_unpaid(request).await?.into_inner();
        Ok(answer.application.expect("an answer shows the application"))
    }

    /// Asks what is owed.
    pub async fn asks(&self, receipt: &Receipt) -> Answered<Assessment> {
        let request = GetAssessmentRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
        };
        let answer = self.fees().get_assessment(request).await?.into_inner();
        Ok(answer.assessment.expect("an answer shows the assessment"))
    }

    /// Reports that all that is owed was paid.
    pub async fn pays(
        &self,
        owed: &Assessment,
        transaction: &str,
        paid_at: Instant,
    ) -> Answered<Payment> {
        let total = owed.total.as_ref().map_or(0, |total| total.units);
        self.reports(&owed.reference, transaction, total, paid_at).await
    }

    /// Reports a payment.
    pub async fn reports(
        &self,
        reference: &str,
        transaction: &str,
        rupiah: i64,
        paid_at: Instant,
    ) -> Answered<Payment> {
        let request = ReportPaymentRequest {
            parent: self.agency.clone(),
            request_id: request_id(),
            reference: reference.to_owned(),
            transaction_id: transaction.to_owned(),
            amount: Some(Money { currency_code: "IDR".to_owned(), units: rupiah, nanos: 0 }),
            paid_at: Some(moment(paid_at)),
        };
        let answer = self.fees().report_payment(request).await?.into_inner();
        Ok(answer.payment.expect("an answer shows the payment"))
    }
}

/// The step that is a visit.
const VISIT: &str = "tinjau";

/// What people do about visits, one call each.
impl Caller {
    /// Orders a visit.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    ///
    /// # Panics
    /// When an answer lacks what it must show; so for everything below.
    pub async fn orders(
        &self,
        case: &str,
        visit_at: Instant,
        team: &[&Self],
    ) -> Answered<Inspection> {
        let request = OrderInspectionRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: VISIT.to_owned(),
            visit_at: Some(moment(visit_at)),
            place: "Jalan Contoh Nomor 1".to_owned(),
            letter_number: "090/17/ST/2026".to_owned(),
            letter_date: Some(Date { year: 2026, month: 6, day: 8 }),
            team: team.iter().map(|person| person.name()).collect(),
        };
        shown(self.inspections().order_inspection(request).await?.into_inner().inspection)
    }

    /// Moves a visit.
    pub async fn postpones(&self, case: &str, visit_at: Instant) -> Answered<Inspection> {
        let request = RescheduleInspectionRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: VISIT.to_owned(),
            visit_at: Some(moment(visit_at)),
            reason: "Pemilik berhalangan".to_owned(),
        };
        shown(self.inspections().reschedule_inspection(request).await?.into_inner().inspection)
    }

    /// Calls a visit off.
    pub async fn calls_off(&self, case: &str) -> Answered<Inspection> {
        let request = CancelInspectionRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: VISIT.to_owned(),
            reason: "Tim diganti".to_owned(),
        };
        shown(self.inspections().cancel_inspection(request).await?.into_inner().inspection)
    }

    /// Finds these items as they must be.
    pub async fn finds(&self, case: &str, items: &[&str]) -> Answered<Inspection> {
        let finding = |item: &&str| Finding {
            item: (*item).to_owned(),
            answer: FindingAnswer::Yes.into(),
            note: "Sudah dilihat".to_owned(),
        };
        let request = RecordFindingsRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: VISIT.to_owned(),
            findings: items.iter().map(finding).collect(),
        };
        shown(self.inspections().record_findings(request).await?.into_inner().inspection)
    }

    /// Writes the minutes.
    pub async fn minutes(
        &self,
        case: &str,
        advice: Recommendation,
        text: &str,
    ) -> Answered<Inspection> {
        let request = WriteMinutesRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: VISIT.to_owned(),
            text: text.to_owned(),
            recommendation: advice.into(),
            reason: "Menurut keadaan di lapangan".to_owned(),
        };
        shown(self.inspections().write_minutes(request).await?.into_inner().inspection)
    }

    /// Signs the minutes.
    pub async fn signs(&self, case: &str) -> Answered<Inspection> {
        let request = SignMinutesRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: VISIT.to_owned(),
        };
        shown(self.inspections().sign_minutes(request).await?.into_inner().inspection)
    }

    /// Looks at the visit.
    pub async fn looks_at(&self, case: &str) -> Answered<Inspection> {
        let request = GetInspectionRequest { name: case.to_owned(), step: VISIT.to_owned() };
        shown(self.inspections().get_inspection(request).await?.into_inner().inspection)
    }
}

fn shown(inspection: Option<Inspection>) -> Answered<Inspection> {
    Ok(inspection.expect("an answer shows the visit"))
}
