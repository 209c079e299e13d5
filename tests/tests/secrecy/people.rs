//! People who say much: who they are, where they live, why they do what they do.
//! Every identity is impossible: no region has the code 99.

use contract::satupintu::complaints::v1::{Reporter, SubmitComplaintRequest};
use contract::satupintu::permits::v1::{
    Applicant, Endorsement, OvertakeReason, Purpose, SubmitApplicationRequest,
};
use contract::satupintu::surveys::v1::Answers;
use stories::complaints::complaint;
use stories::sip::{self, Staff};
use stories::surveys::scores;
use stories::{Agency, Caller, Receipt, answer};

/// How many cases they bring.
pub(super) const CASES: usize = 100;

/// Everything that was said.
pub(super) struct Planted {
    pub(super) values: Vec<String>,
}

impl Planted {
    /// Has them say it, through the surface that everybody uses.
    pub(super) async fn through(agency: &Agency) -> Self {
        let mut planted = Self { values: Vec::new() };
        let staff = Staff::enrolled(agency, "").await;
        let mut receipts = Vec::new();
        for n in 0..CASES {
            let submission = planted.submission(n);
            receipts.push(agency.public().files(submission).await.unwrap());
        }
        for (n, receipt) in receipts.iter().enumerate().rev() {
            planted.acts(agency, &staff, n, receipt).await;
            planted.complains(agency, n).await;
        }
        agency.store().release_all_responses().await.unwrap();
        planted.values.sort();
        planted.values.dedup();
        planted
    }

    fn say(&mut self, what: &str, n: usize) -> String {
        let value = format!("{what} {:06} rahasia", n * 7919 % 999_983);
        self.values.push(value.clone());
        value
    }

    fn person(&mut self, n: usize) -> Applicant {
        let name = self.say("Contoh Tertanam", n);
        let nik = format!("99{:04}{:02}{:02}84{:04}", n % 10_000, n % 28 + 1, n % 12 + 1, n + 1);
        let phone = format!("812{:08}", 7_000_000 + n * 31);
        let email = format!("surel.tertanam.{n:05}@contoh-rahasia.example");
        let address = self.say("Jalan Tertanam", n);
        self.values.extend([nik.clone(), phone.clone(), email.clone()]);
        let phone = format!("0{phone}");
        Applicant { name, nik, phone, email, address, ..Applicant::default() }
    }

    fn submission(&mut self, n: usize) -> SubmitApplicationRequest {
        let place = self.say("Klinik Tertanam", n);
        SubmitApplicationRequest {
            applicant: Some(self.person(n)),
            answers: vec![
                answer("tempat-praktik", &place),
                answer("nomor-str", &self.say("STR Tertanam", n)),
                answer("ktp", "terlampir"),
            ],
            ..sip::submission()
        }
    }

    /// What becomes of a case: each way of saying something is gone many times.
    async fn acts(&mut self, agency: &Agency, staff: &Staff, n: usize, receipt: &Receipt) {
        let (case, public) = (&receipt.name, agency.public());
        self.takes(&staff.loket, case, "pendaftaran", n).await;
        staff.loket.reads(case, Purpose::CompletenessCheck).await.unwrap();
        if n.is_multiple_of(2) {
            let note = self.say("Kekurangan Tertanam", n);
            staff.loket.returns(case, "pendaftaran", &[("ktp", &note)]).await.unwrap();
            let other = self.person(n + 5000);
            public.resubmits(receipt, other).await.unwrap();
            self.takes(&staff.loket, case, "pendaftaran", n + 1000).await;
        }
        match n % 5 {
            0 => {
                staff.loket.returns(case, "pendaftaran", &[("nomor-str", "")]).await.ok();
                let word = self.say("Kata Pengawas Tertanam", n);
                staff.supervisor.endorses(case, Endorsement::Endorsed, &word).await.ok();
                let why = self.say("Alasan Mencabut Tertanam", n);
                public.withdraws(receipt, &why).await.unwrap();
                self.answers(agency, receipt, n).await;
            }
            1 | 2 => {
                staff.loket.accepts(case, "pendaftaran").await.unwrap();
                staff.does(case, "verifikasi-berkas").await.unwrap();
                self.takes(&staff.dinkes, case, "verifikasi-dinkes", n + 2000).await;
                let doubt = self.say("Keraguan Tertanam", n);
                let outcome = "tidak-direkomendasikan";
                staff.dinkes.completes(case, "verifikasi-dinkes", outcome, &doubt).await.unwrap();
                self.takes(&staff.kepala, case, "tte", n + 3000).await;
                let ground = self.say("Dasar Penolakan Tertanam", n);
                staff.kepala.rejects(case, "tte", &ground).await.unwrap();
                assert_eq!(public.tracks(receipt).await.unwrap().ground, ground);
            }
            _ => {
                staff.loket.accepts(case, "pendaftaran").await.unwrap();
            }
        }
    }

    /// A report with the reporter's name, address, telephone and mail.
    async fn complains(&mut self, agency: &Agency, n: usize) {
        let Applicant { name, phone, email, address, .. } = self.person(n + 10_000);
        let request = SubmitComplaintRequest {
            text: self.say("Pengaduan Tertanam", n),
            reporter: Some(Reporter { name, address, phone, email, ..Reporter::default() }),
            confidential: n.is_multiple_of(2),
            ..complaint(&agency.public().agency)
        };
        agency.public().complains(request).await.unwrap();
    }

    /// What the applicant of an ended case says of it, and the token that lets say it.
    async fn answers(&mut self, agency: &Agency, receipt: &Receipt, n: usize) {
        let token = agency.public().takes_token(receipt).await.unwrap();
        let answers = Answers { comment: self.say("Saran Tertanam", n), ..scores([3; 9]) };
        agency.public().responds(&token, answers).await.unwrap();
        self.values.push(token);
    }

    async fn takes(&mut self, officer: &Caller, case: &str, step: &str, n: usize) {
        let note = self.say("Alasan Mendahului Tertanam", n);
        officer.overtakes(case, step, OvertakeReason::Other, &note).await.unwrap();
    }
}
