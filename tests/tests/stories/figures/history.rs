//! Some weeks of an agency, generated from a seed.

use contract::google::r#type::Date;
use contract::satupintu::calendar::v1::{
    AmendCalendarRequest, Edition, NamedDay, amend_calendar_request::Amendment,
};
use contract::satupintu::permits::v1::{OvertakeReason, ReleaseReason};
use contract::satupintu::sop::v1::Recommendation;
use stories::{Agency, Caller, Receipt, applicant, request_id, sip, usaha};

/// xorshift64*.
struct Dice(u64);

impl Dice {
    /// From 0 to `bound - 1`.
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % bound
    }
}

/// A case of one of the two services.
#[derive(Clone)]
struct Filed {
    receipt: Receipt,
    is_paid_for: bool,
}

/// What happens next is drawn; what a rule refuses just does not happen.
pub(super) struct History {
    dice: Dice,
    specialist: sip::Staff,
    business: usaha::Staff,
    filed: Vec<Filed>,
    payments: u32,
}

impl History {
    pub(super) async fn new(agency: &Agency, seed: u64) -> Self {
        let specialist = sip::Staff::enrolled(agency, "").await;
        let sip::Staff { loket, kepala, penerbitan, .. } = &specialist;
        let business =
            usaha::Staff::beside(agency, loket.clone(), kepala.clone(), penerbitan.clone()).await;
        let dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        Self { dice, specialist, business, filed: Vec::new(), payments: 0 }
    }

    /// The joint leave of August 2025, as it was decreed in mid-month.
    pub(super) async fn a_day_is_declared(&self, agency: &Agency) {
        let name = "Proklamasi Kemerdekaan".to_owned();
        let day = NamedDay { date: Some(Date { year: 2025, month: 8, day: 18 }), name };
        let edition = Edition {
            id: "skb-2025-perubahan".to_owned(),
            year: 2025,
            amends: "skb-2025".to_owned(),
            decree: "SKB 3 Menteri Nomor 933, 1, 3 Tahun 2025".to_owned(),
            joint_leave: vec![day],
            ..Edition::default()
        };
        let request = AmendCalendarRequest {
            name: format!("agencies/{}/calendar", agency.plan.agency),
            request_id: request_id(),
            etag: String::new(),
            amendment: Some(Amendment::Edition(edition)),
        };
        agency.administrator().calendar().amend_calendar(request).await.unwrap();
        agency.store().tick().await.unwrap();
    }

    pub(super) async fn goes_on(&mut self, agency: &Agency, moves: usize) {
        for _ in 0..moves {
            match self.dice.below(20) {
                0..=1 => self.files(agency).await,
                2..=3 => self.takes().await,
                4..=11 => self.goes_ahead(agency).await,
                12 => self.returns().await,
                13 => self.resubmits(agency).await,
                14 => self.ends(agency).await,
                15 => self.releases().await,
                _ => {
                    let minutes = 1 + self.dice.below(36 * 60);
                    let later = agency.now().plus_seconds(i64::try_from(minutes * 60).unwrap());
                    agency.time_passes_to(later).await;
                }
            }
        }
    }

    async fn files(&mut self, agency: &Agency) {
        let is_paid_for = self.dice.below(2) == 0;
        let submission = if is_paid_for { usaha::submission() } else { sip::submission() };
        let receipt = agency.public().files(submission).await.unwrap();
        self.filed.push(Filed { receipt, is_paid_for });
    }

    /// One of the youngest cases.
    fn one(&mut self) -> Option<Filed> {
        let among = self.filed.len().min(8);
        let back = 1 + self.dice.below(among.max(1));
        self.filed.get(self.filed.len().checked_sub(back)?).cloned()
    }

    fn steps(filed: &Filed) -> Vec<&'static str> {
        if filed.is_paid_for {
            return usaha::STEPS.to_vec();
        }
        sip::STAGES.iter().map(|(step, _)| *step).collect()
    }

    /// Whose step it is.
    fn officer(&self, filed: &Filed, step: &str) -> &Caller {
        match filed.is_paid_for {
            true => self.business.of(step),
            false => self.specialist.of(step),
        }
    }

    /// Somebody takes the open step of a case.
    async fn takes(&mut self) {
        let Some(filed) = self.one() else { return };
        self.takes_of(&filed).await;
    }

    /// Some open steps of a case are done, taken before or not.
    async fn goes_ahead(&mut self, agency: &Agency) {
        let Some(filed) = self.one() else { return };
        for _ in 0..=self.dice.below(3) {
            self.does_a_step(agency, &filed).await;
        }
    }

    async fn does_a_step(&mut self, agency: &Agency, filed: &Filed) {
        self.takes_of(filed).await;
        let case = &filed.receipt.name;
        if !filed.is_paid_for {
            for (step, _) in sip::STAGES {
                if sip::does(self.specialist.of(step), case, step).await.is_ok() {
                    return;
                }
            }
            return;
        }
        if let Ok(owed) = agency.public().asks(&filed.receipt).await {
            self.payments += 1;
            let transaction = format!("trx-{}", self.payments);
            if self.business.bank.pays(&owed, &transaction, agency.now()).await.is_ok() {
                return;
            }
        }
        let _ = self.business.visits(agency, case, Recommendation::Issue).await;
        for step in usaha::STEPS {
            if self.business.finishes(case, step).await.is_ok() {
                return;
            }
        }
    }

    async fn takes_of(&self, filed: &Filed) {
        for step in Self::steps(filed) {
            let officer = self.officer(filed, step);
            let reason = OvertakeReason::DeadlineNear;
            let _ = officer.overtakes(&filed.receipt.name, step, reason, "").await;
        }
    }

    async fn returns(&mut self) {
        let Some(filed) = self.one() else { return };
        self.takes_of(&filed).await;
        let step = if filed.is_paid_for { "periksa" } else { "pendaftaran" };
        let defects = [("ktp", "Tidak terbaca")];
        let _ = self.specialist.loket.returns(&filed.receipt.name, step, &defects).await;
    }

    async fn resubmits(&mut self, agency: &Agency) {
        for filed in self.filed.clone() {
            if agency.public().resubmits(&filed.receipt, applicant()).await.is_ok() {
                return;
            }
        }
    }

    /// The applicant gives up, or the head refuses.
    async fn ends(&mut self, agency: &Agency) {
        let Some(filed) = self.one() else { return };
        if self.dice.below(2) == 0 {
            let _ = agency.public().withdraws(&filed.receipt, "").await;
            return;
        }
        self.refuses(&filed).await;
    }

    async fn refuses(&self, filed: &Filed) -> bool {
        self.takes_of(filed).await;
        let step = if filed.is_paid_for { "putuskan" } else { "tte" };
        let kepala = &self.specialist.kepala;
        kepala.rejects(&filed.receipt.name, step, "Tidak sesuai").await.is_ok()
    }

    /// One more case is given up, and one is refused, which chance may have left out.
    pub(super) async fn has_every_end(&mut self, agency: &Agency) {
        self.files(agency).await;
        let given_up = self.filed.last().cloned().unwrap();
        agency.public().withdraws(&given_up.receipt, "").await.unwrap();
        self.files(agency).await;
        let refused = self.filed.last().cloned().unwrap();
        for _ in 0..8 {
            if self.refuses(&refused).await {
                break;
            }
            self.does_a_step(agency, &refused).await;
        }
        self.files(agency).await;
    }

    async fn releases(&mut self) {
        let Some(filed) = self.one() else { return };
        for step in Self::steps(&filed) {
            let officer = self.officer(&filed, step);
            let reason = ReleaseReason::Workload;
            let _ = officer.releases(&filed.receipt.name, step, reason).await;
        }
    }
}
