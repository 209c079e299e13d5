//! What applicants owe: set by the tariff, paid to the payment system only, and
//! what it does to the clock.

use ::calendar::cause;
use contract::satupintu::{
    permits::v1::{
        ApplicantAct, ApplicationState, AssessFeeRequest, Assessment, AssessmentStatus,
        OvertakeReason,
    },
    r#type::v1::{LedgerEntry, holder::Kind, ledger_entry::Change},
};
use stories::usaha::{LINES, Staff, TOTAL, assessing};
use stories::{Agency, Caller, applicant, due, instant, on_each_backend, reason, submission, wib};

on_each_backend! { Plan::usaha() =>
    the_applicant_sees_what_is_owed_by_which_rule_and_until_when,
    the_progress_names_the_payment_that_is_awaited,
    a_payment_completes_the_step_and_the_clock_tells_it,
    an_officer_never_reports_a_payment,
    a_payment_reported_again_gets_the_same_answer,
    one_transaction_pays_one_assessment,
    neither_less_nor_more_than_owed_is_taken,
    a_fee_comes_from_the_tariff_alone,
    a_computed_fee_is_shown_and_nothing_is_set,
    the_reminder_and_the_lapse_come_once_also_after_a_downtime,
    a_lapsed_case_is_assessed_anew_or_closed,
    a_cancelled_assessment_tells_the_applicant_why,
    references_are_counted_without_a_gap,
}

on_each_backend! { Plan::pbg() => a_building_approval_plays_to_its_end_with_its_fee }

fn total(owed: &Assessment) -> i64 {
    owed.total.as_ref().map_or(0, |total| total.units)
}

async fn the_applicant_sees_what_is_owed_by_which_rule_and_until_when(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "tetapkan").await;
    assert_eq!(reason(agency.public().asks(&receipt).await), "FEE_NOT_ASSESSED");

    staff.does(&receipt.name, "tetapkan").await.unwrap();

    let owed = agency.public().asks(&receipt).await.unwrap();
    assert_eq!(total(&owed), TOTAL);
    let amounts: Vec<&str> = owed.lines.iter().map(|line| line.amount.as_str()).collect();
    assert_eq!(amounts, ["1807500", "50000"]);
    assert_eq!(owed.citation.as_ref().unwrap().text, "Perda contoh untuk pengujian");
    assert_eq!(due(owed.due.as_ref()), "2026-06-22");
    assert_eq!(owed.reference, "202600000012");
    assert_eq!(owed.status(), AssessmentStatus::Owed);
    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.assessment, Some(owed));
    assert_eq!(progress.state(), ApplicationState::AwaitingApplicant);
}

async fn the_progress_names_the_payment_that_is_awaited(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "periksa").await;
    staff.takes(&receipt.name, "periksa").await.unwrap();
    staff.loket.returns(&receipt.name, "periksa", &[("denah", "Buram")]).await.unwrap();
    let mending = agency.public().tracks(&receipt).await.unwrap();
    let paying = staff.case_at(agency, "bayar").await;

    let paying = agency.public().tracks(&paying).await.unwrap();

    assert_eq!(mending.awaited().collect::<Vec<_>>(), [ApplicantAct::Mend]);
    assert!(mending.standing.unwrap().id.ends_with("menunggu perbaikan berkas dari pemohon"));
    assert_eq!(paying.awaited().collect::<Vec<_>>(), [ApplicantAct::Pay]);
    let owed = paying.assessment.unwrap();
    let said = paying.standing.unwrap();
    let payment = format!("pembayaran retribusi {} sebesar Rp{TOTAL}", owed.reference);
    assert!(said.id.contains(&payment), "{}", said.id);
    assert!(!said.id.contains("perbaikan"), "{}", said.id);
    assert!(said.en.contains("the payment of fee"), "{}", said.en);
}

async fn a_payment_completes_the_step_and_the_clock_tells_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "bayar").await;
    let owed = agency.public().asks(&receipt).await.unwrap();
    agency.time_passes_to(wib("2026-06-11 10:00")).await;

    let paid_at = wib("2026-06-11 08:30");
    let payment = staff.bank.pays(&owed, "trx-1", paid_at).await.unwrap();

    assert_eq!(instant(payment.paid_at.as_ref()), paid_at);
    assert_eq!(instant(payment.recorded_at.as_ref()), wib("2026-06-11 10:00"));
    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::InProcess);
    assert_eq!(progress.assessment.unwrap().status(), AssessmentStatus::Paid);
    let lines: Vec<(&str, bool)> = progress.ledger.iter().map(line).collect();
    assert!(lines.contains(&(cause::AWAITING_PAYMENT, true)), "{lines:?}");
    assert!(lines.contains(&(cause::PAID, false)), "{lines:?}");
    assert!(progress.explanation.iter().any(|line| line.id.contains("menunggu pembayaran")));
    for step in ["putuskan", "terbitkan"] {
        staff.does(&receipt.name, step).await.unwrap();
    }
    let done = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(done.state(), ApplicationState::Issued);
}

/// The cause of a line of the ledger, and whether the applicant has the file.
fn line(entry: &LedgerEntry) -> (&str, bool) {
    let is_applicants = entry.holder.as_ref().is_some_and(|it| it.kind() == Kind::Applicant);
    let is_pause = matches!(entry.change, Some(Change::Paused(_)));
    assert_eq!(is_applicants, is_pause, "{entry:?}");
    (&entry.cause, is_applicants)
}

async fn an_officer_never_reports_a_payment(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "bayar").await;
    let owed = agency.public().asks(&receipt).await.unwrap();
    let elsewhere = agency.officer("bank-lain", &["settle:dinkes-magelang"]).await;

    for officer in [&staff.penetap, &staff.loket, &staff.kepala] {
        let paid = officer.pays(&owed, "trx-1", agency.now()).await;
        assert_eq!(reason(paid), "DUTY_MISSING");
    }
    let paid = elsewhere.pays(&owed, "trx-1", agency.now()).await;
    assert_eq!(reason(paid), "PAYMENT_SYSTEM_ONLY");
    let joined = agency.assign(&staff.bank, "execute:dpmptsp-magelang/keuangan/penetap").await;
    assert_eq!(reason(joined), "DUTIES_INCOMPATIBLE");
    let handed_in = agency.public().resubmits(&receipt, applicant()).await;
    assert_eq!(reason(handed_in), "PAYMENT_AWAITED");
}

async fn a_payment_reported_again_gets_the_same_answer(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "bayar").await;
    let owed = agency.public().asks(&receipt).await.unwrap();
    let paid_at = agency.now();
    let first = staff.bank.pays(&owed, "trx-1", paid_at).await.unwrap();
    let size = agency.journal_size().await;

    agency.time_passes_to(wib("2026-06-10 10:00")).await;
    let again = staff.bank.pays(&owed, "trx-1", paid_at).await.unwrap();

    assert_eq!(again, first);
    assert_eq!(agency.journal_size().await, size);
    let other = staff.bank.pays(&owed, "trx-2", paid_at).await;
    assert_eq!(reason(other), "FEE_PAID");
}

async fn one_transaction_pays_one_assessment(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let (one, other) = (staff.case_at(agency, "bayar").await, staff.case_at(agency, "bayar").await);
    let owed = agency.public().asks(&one).await.unwrap();
    let more = agency.public().asks(&other).await.unwrap();
    staff.bank.pays(&owed, "trx-1", agency.now()).await.unwrap();

    let reused = staff.bank.pays(&more, "trx-1", agency.now()).await;
    let altered = staff.bank.reports(&owed.reference, "trx-1", 1, agency.now()).await;

    assert_eq!(reason(reused), "TRANSACTION_REUSED");
    assert_eq!(reason(altered), "TRANSACTION_REUSED");
    staff.bank.pays(&more, "trx-2", agency.now()).await.unwrap();
}

async fn neither_less_nor_more_than_owed_is_taken(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "bayar").await;
    let owed = agency.public().asks(&receipt).await.unwrap();
    let now = agency.now();

    for rupiah in [TOTAL - 1, TOTAL + 1] {
        let paid = staff.bank.reports(&owed.reference, "trx-1", rupiah, now).await;
        assert_eq!(reason(paid), "AMOUNT_DIFFERS");
    }
    let unknown = staff.bank.reports("202600004711", "trx-1", TOTAL, now).await;
    assert_eq!(reason(unknown), "FIELD_INVALID");
    let unknown = permits::PaymentReference::new(2026, 4711);
    let unknown = staff.bank.reports(unknown.as_str(), "trx-1", TOTAL, now).await;
    assert_eq!(reason(unknown), "REFERENCE_UNKNOWN");
    let future = staff.bank.pays(&owed, "trx-1", now.plus_seconds(60)).await;
    assert_eq!(reason(future), "PAID_AT_IMPOSSIBLE");
}

async fn a_fee_comes_from_the_tariff_alone(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "tetapkan").await;
    let (case, penetap) = (&receipt.name, &staff.penetap);
    let early = penetap.assesses(case, "tetapkan", &LINES).await;
    assert_eq!(reason(early), "TASK_NOT_TAKEN");
    staff.takes(case, "tetapkan").await.unwrap();

    let try_with =
        async |lines: &[(&str, &str)]| reason(penetap.assesses(case, "tetapkan", lines).await);
    assert_eq!(try_with(&[]).await, "TARIFF_LINE_REQUIRED");
    assert_eq!(try_with(&[("taman", "1")]).await, "TARIFF_LINE_UNKNOWN");
    assert_eq!(try_with(&[("luas", "1"), ("luas", "1")]).await, "TARIFF_LINE_REPEATED");
    assert_eq!(try_with(&[("luas", "100000000")]).await, "AMOUNT_OUT_OF_BOUNDS");
    let unset = penetap.completes(case, "tetapkan", "", "").await;
    assert_eq!(reason(unset), "FEE_NOT_ASSESSED");
    let elsewhere = penetap.assesses(case, "tinjau", &LINES).await;
    assert_eq!(reason(elsewhere), "NOT_AN_ASSESSMENT");
    penetap.assesses(case, "tetapkan", &LINES).await.unwrap();
    assert_eq!(try_with(&LINES).await, "FEE_ASSESSED");
}

async fn a_computed_fee_is_shown_and_nothing_is_set(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "tetapkan").await;
    let compute = |lines: &[(&str, &str)]| AssessFeeRequest {
        validate_only: true,
        ..assessing(&receipt.name, "tetapkan", lines)
    };
    let untaken = staff.penetap.fees().assess_fee(compute(&LINES)).await;
    staff.takes(&receipt.name, "tetapkan").await.unwrap();
    let size = agency.journal_size().await;

    let computed = staff.penetap.fees().assess_fee(compute(&LINES)).await.unwrap().into_inner();
    let unknown = staff.penetap.fees().assess_fee(compute(&[("tinggi", "1")])).await;

    assert_eq!(reason(untaken), "TASK_NOT_TAKEN");
    assert_eq!(reason(unknown), "TARIFF_LINE_UNKNOWN");
    let (shown, application) = (computed.assessment.unwrap(), computed.application);
    assert_eq!((total(&shown), shown.reference.as_str()), (TOTAL, ""));
    assert_eq!((application, agency.journal_size().await), (None, size));
    assert_eq!(reason(agency.public().asks(&receipt).await), "FEE_NOT_ASSESSED");
    let set = staff.penetap.assesses(&receipt.name, "tetapkan", &LINES).await.unwrap();
    assert_eq!((set.lines, set.total), (shown.lines, shown.total));
}

async fn the_reminder_and_the_lapse_come_once_also_after_a_downtime(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let reminded = staff.case_at(agency, "bayar").await;
    agency.time_passes_to(wib("2026-06-20 00:00")).await;
    agency.time_passes_to(wib("2026-06-20 08:00")).await;
    let owed = agency.public().asks(&reminded).await.unwrap();
    assert_eq!(instant(owed.reminded_at.as_ref()), wib("2026-06-20 00:00"));

    agency.stop().await;
    agency.time_passes_to(wib("2026-07-01 10:00")).await;
    agency.start().await;
    agency.time_passes_to(wib("2026-07-01 11:00")).await;

    let lapsed = agency.public().asks(&reminded).await.unwrap();
    assert_eq!(lapsed.status(), AssessmentStatus::Lapsed);
    assert_eq!(instant(lapsed.lapsed_at.as_ref()), wib("2026-06-23 00:00"));
    let kinds = agency.kinds_of(&reminded.name).await;
    let count = |kind: &str| kinds.iter().filter(|it| *it == kind).count();
    assert_eq!((count("permits.fee_reminded"), count("permits.fee_lapsed")), (1, 1));
    let progress = agency.public().tracks(&reminded).await.unwrap();
    let last = progress.ledger.last().unwrap();
    assert_eq!(
        (last.cause.as_str(), instant(last.at.as_ref())),
        (cause::FEE_LAPSED, wib("2026-06-23 00:00"))
    );
}

async fn a_lapsed_case_is_assessed_anew_or_closed(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let (anew, closed) =
        (staff.case_at(agency, "bayar").await, staff.case_at(agency, "bayar").await);
    let old = agency.public().asks(&anew).await.unwrap();
    let early = staff.penetap.closes(&closed.name, "tetapkan", "Tidak dibayar").await;
    assert_eq!(reason(early), "FEE_NOT_LAPSED");
    agency.time_passes_to(wib("2026-06-23 09:00")).await;

    let late = staff.bank.pays(&old, "trx-1", agency.now()).await;
    assert_eq!(reason(late), "FEE_LAPSED");
    let owed = staff.penetap.assesses(&anew.name, "tetapkan", &LINES).await.unwrap();
    staff.bank.pays(&owed, "trx-1", agency.now()).await.unwrap();
    staff.does(&anew.name, "putuskan").await.unwrap();
    let over = staff.penetap.closes(&closed.name, "tetapkan", "Tidak dibayar").await.unwrap();

    assert_eq!(over.state(), ApplicationState::Closed);
    let again = staff.penetap.closes(&closed.name, "tetapkan", "Lagi").await;
    assert_eq!(reason(again), "ALREADY_DECIDED");
}

async fn a_cancelled_assessment_tells_the_applicant_why(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "bayar").await;
    let old = agency.public().asks(&receipt).await.unwrap();

    let why = "Luas yang dipakai keliru";
    staff.penetap.unassesses(&receipt.name, "tetapkan", why).await.unwrap();

    let cancelled = agency.public().asks(&receipt).await.unwrap();
    assert_eq!(cancelled.status(), AssessmentStatus::Cancelled);
    assert_eq!(cancelled.reason, why);
    assert_eq!(reason(staff.bank.pays(&old, "trx-1", agency.now()).await), "FEE_CANCELLED");
    let again = staff.penetap.unassesses(&receipt.name, "tetapkan", why).await;
    assert_eq!(reason(again), "FEE_CANCELLED");
    let owed = staff.penetap.assesses(&receipt.name, "tetapkan", &[("luas", "1")]).await.unwrap();
    assert_eq!(total(&owed), 15_000);
}

async fn references_are_counted_without_a_gap(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let mut references = Vec::new();
    for _ in 0..3 {
        let receipt = staff.case_at(agency, "tetapkan").await;
        staff.takes(&receipt.name, "tetapkan").await.unwrap();
        let refused = staff.penetap.assesses(&receipt.name, "tetapkan", &[("taman", "1")]).await;
        assert_eq!(reason(refused), "TARIFF_LINE_UNKNOWN");
        let owed = staff.penetap.assesses(&receipt.name, "tetapkan", &LINES).await.unwrap();
        references.push(owed.reference);
    }

    let expected = (1..=3).map(|n| permits::PaymentReference::new(2026, n).to_string());
    assert_eq!(references, expected.collect::<Vec<_>>());
}

const PUTR: &str = "dputr-pematangsiantar/bangunan-gedung";

/// Consultation and a fee from quantities, both agencies at once, payment,
/// decision, issue.
async fn a_building_approval_plays_to_its_end_with_its_fee(agency: &mut Agency) {
    let execute = async |executor: &str| {
        let person = executor.rsplit('/').next().unwrap();
        agency
            .officer(&format!("{person}-{}", executor.len()), &[&format!("execute:{executor}")])
            .await
    };
    let own = "dpmptsp-pematangsiantar";
    let sekretariat = execute(&format!("{PUTR}/sekretariat")).await;
    let panel = execute(&format!("{PUTR}/tim-penilai")).await;
    let penghitung = execute(&format!("{PUTR}/penghitung-retribusi")).await;
    let kepala_putr = execute("dputr-pematangsiantar/pimpinan/kepala").await;
    let retribusi = execute(&format!("{own}/keuangan/retribusi")).await;
    let verifikator = execute(&format!("{own}/keuangan/verifikator")).await;
    let kepala = execute(&format!("{own}/pimpinan/kepala")).await;
    let pengolah = execute(&format!("{own}/perizinan/pengolah")).await;
    let loket = execute(&format!("{own}/pelayanan/loket")).await;
    let bank = agency.officer("bank", &[&format!("settle:{own}")]).await;
    let filing = submission(&format!("agencies/{own}/services/persetujuan-bangunan-gedung"));
    let receipt = agency.public().files(filing).await.unwrap();
    let case = receipt.name.as_str();
    let takes = async |officer: &Caller, step: &str| {
        officer.overtakes(case, step, OvertakeReason::DeadlineNear, "").await.unwrap();
    };
    let does = async |officer: &Caller, step: &str| {
        takes(officer, step).await;
        officer.completes(case, step, "", "").await.unwrap();
    };

    takes(&sekretariat, "periksa-berkas").await;
    sekretariat.accepts(case, "periksa-berkas").await.unwrap();
    does(&sekretariat, "jadwal").await;
    takes(&panel, "konsultasi").await;
    panel.completes(case, "konsultasi", "memenuhi", "Memenuhi").await.unwrap();
    does(&penghitung, "hitung-retribusi").await;
    does(&kepala_putr, "nyatakan-standar").await;
    takes(&retribusi, "skrd").await;
    let owed = retribusi.assesses(case, "skrd", &[("luas-terindeks", "64.125")]).await.unwrap();
    retribusi.completes(case, "skrd", "", "").await.unwrap();
    agency.time_passes_to(wib("2026-06-15 09:00")).await;
    bank.pays(&owed, "trx-pbg", agency.now()).await.unwrap();
    does(&verifikator, "periksa-setoran").await;
    takes(&kepala, "keputusan").await;
    kepala.approves(case, "keputusan", "Memenuhi").await.unwrap();
    takes(&pengolah, "terbitkan").await;
    pengolah.issues(case, "terbitkan").await.unwrap();
    does(&loket, "serahkan").await;

    // 64.125 x 25 500 is 1 635 187.5 rupiah, rounded down once.
    assert_eq!(total(&owed), 1_635_187);
    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::Issued);
    assert_eq!(progress.assessment.unwrap().status(), AssessmentStatus::Paid);
    let causes: Vec<&str> = progress.ledger.iter().map(|entry| entry.cause.as_str()).collect();
    assert!(
        causes.windows(2).any(|pair| pair == [cause::AWAITING_PAYMENT, cause::PAID]),
        "{causes:?}"
    );
}
