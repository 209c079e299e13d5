//! Procedures are tried out, approved, read, evaluated and revised; and where
//! the agency demands it, nobody works by what the person has not read.

use contract::satupintu::sop::v1::{ListSopGovernanceRequest, ProposalDisposition};
use stories::sip::{self, Staff};
use stories::standards::day;
use stories::{Agency, Caller, date, on_each_backend, reason};

on_each_backend! { Plan::sip() =>
    a_procedure_is_tried_approved_and_evaluated,
    nobody_takes_a_step_of_a_version_not_read,
    nobody_takes_a_step_without_having_passed_the_quiz,
    a_quiz_is_sound_and_not_guessed,
    a_proposal_is_decided_by_another_person,
    who_may_not_is_refused,
}

async fn head(agency: &Agency) -> Caller {
    agency.officer("head", &["govern:dpmptsp-magelang"]).await
}

async fn a_procedure_is_tried_approved_and_evaluated(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);

    assert_eq!(reason(head.approves_sop("2026-06-08").await), "SOP_NOT_TRIED");
    assert_eq!(reason(clerk.tries_sop("2026-06-09").await), "DATE_IN_FUTURE");
    assert_eq!(reason(clerk.tries_sop("2026-05-01").await), "DATE_OUT_OF_ORDER");
    clerk.tries_sop("2026-05-29").await.unwrap();
    assert_eq!(reason(clerk.evaluates_sop("2026-06-08").await), "SOP_NOT_APPROVED");
    let approved = head.approves_sop("2026-06-01").await.unwrap();
    assert_eq!(date(approved.evaluation_due.as_ref()), "2027-06-01");
    assert_eq!(reason(head.approves_sop("2026-06-01").await), "SOP_ALREADY_APPROVED");
    clerk.teaches_sop("2026-06-02").await.unwrap();
    let evaluated = clerk.evaluates_sop("2026-06-08").await.unwrap();

    assert_eq!(date(evaluated.evaluation_due.as_ref()), "2027-06-08");
    assert_eq!(evaluated.sessions.len(), 1);
    let due_by = async |text: &str| {
        let request = ListSopGovernanceRequest {
            parent: "agencies/dpmptsp-magelang".to_owned(),
            evaluation_due_by: day(text),
            ..ListSopGovernanceRequest::default()
        };
        let answer = clerk.governance().list_sop_governance(request).await.unwrap();
        answer.into_inner().governance.len()
    };
    assert_eq!((due_by("2027-06-07").await, due_by("2027-06-08").await), (0, 1));
}

async fn nobody_takes_a_step_of_a_version_not_read(agency: &mut Agency) {
    let head = head(agency).await;
    let staff = Staff::enrolled(agency, "").await;
    let first = agency.public().files(sip::submission()).await.unwrap();
    assert!(!staff.loket.sees_governance().await.unwrap().acknowledgement_required);
    staff.loket.takes_next(sip::LOKET).await.unwrap();
    let second = agency.public().files(sip::submission()).await.unwrap();

    assert!(head.demands_acknowledgement(true).await.unwrap());

    // What is on the desk stays there; nothing more comes onto it.
    staff.loket.accepts(&first.name, "pendaftaran").await.unwrap();
    assert_eq!(
        reason(staff.loket.takes(&second.name, "pendaftaran").await),
        "SOP_NOT_ACKNOWLEDGED"
    );
    assert_eq!(reason(staff.loket.takes_next(sip::LOKET).await), "SOP_NOT_ACKNOWLEDGED");
    assert_eq!(reason(staff.kepala.takes_next(sip::KEPALA).await), "NOTHING_TO_TAKE");
    let read = staff.loket.acknowledges_sop().await.unwrap();
    assert_eq!(read.acknowledgements[0].officer, staff.loket.name());
    assert_eq!(reason(staff.loket.acknowledges_sop().await), "SOP_ALREADY_ACKNOWLEDGED");
    staff.loket.takes_next(sip::LOKET).await.unwrap();
    assert_eq!(reason(staff.admin.takes_next(sip::ADMIN).await), "SOP_NOT_ACKNOWLEDGED");
    assert!(!head.demands_acknowledgement(false).await.unwrap());
    staff.admin.takes_next(sip::ADMIN).await.unwrap();
}

async fn a_proposal_is_decided_by_another_person(agency: &mut Agency) {
    let head = head(agency).await;
    let duties = ["govern:dpmptsp-magelang", "execute:dpmptsp-magelang/pelayanan/loket"];
    let both = agency.officer("both", &duties).await;
    let why = "Tahap penomoran dapat digabung dengan pengecekan";

    let proposed = both.proposes(why).await.unwrap();

    let proposal = &proposed.proposals[0];
    assert_eq!((proposal.reason.as_str(), &proposal.proposed_by), (why, &both.name()));
    assert_eq!(reason(both.disposes(&proposal.id, "Setuju").await), "DUTIES_SEPARATED");
    let unknown = "0197f3a0-0000-7000-8000-000000000001";
    assert_eq!(reason(head.disposes(unknown, "Setuju").await), "PROPOSAL_NOT_FOUND");
    let disposed = head.disposes(&proposal.id, "Masuk versi 2").await.unwrap();
    assert_eq!(disposed.proposals[0].disposition(), ProposalDisposition::Accepted);
    assert_eq!(disposed.proposals[0].disposition_reason, "Masuk versi 2");
    assert_eq!(reason(head.disposes(&proposal.id, "Lagi").await), "PROPOSAL_DISPOSED");
    let bodies: Vec<u8> = agency.journal().await.into_iter().flat_map(|it| it.payload).collect();
    assert!(!String::from_utf8_lossy(&bodies).contains("penomoran dapat"));
}

async fn who_may_not_is_refused(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);

    assert_eq!(reason(head.tries_sop("2026-06-01").await), "DUTY_MISSING");
    assert_eq!(reason(clerk.approves_sop("2026-06-01").await), "DUTY_MISSING");
    assert_eq!(reason(clerk.acknowledges_sop().await), "DUTY_MISSING");
    assert_eq!(reason(clerk.demands_acknowledgement(true).await), "DUTY_MISSING");
}

async fn nobody_takes_a_step_without_having_passed_the_quiz(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let staff = Staff::enrolled(agency, "").await;
    agency.public().files(sip::submission()).await.unwrap();
    assert_eq!(reason(staff.loket.takes_quiz(&[2, 1]).await), "QUIZ_MISSING");
    clerk.sets_quiz(2).await.unwrap();
    assert!(head.demands_the_quiz().await.unwrap());
    staff.loket.acknowledges_sop().await.unwrap();

    let read_only = staff.loket.takes_next(sip::LOKET).await;
    let failed = staff.loket.takes_quiz(&[2, 2]).await.unwrap();
    let still = staff.loket.takes_next(sip::LOKET).await;
    let passed = staff.loket.takes_quiz(&[2, 1]).await.unwrap();

    assert_eq!(reason(read_only), "SOP_NOT_ACKNOWLEDGED");
    assert_eq!((failed.right, failed.questions, failed.passed), (1, 2, false));
    assert_eq!(reason(still), "SOP_NOT_ACKNOWLEDGED");
    assert!(passed.passed);
    staff.loket.takes_next(sip::LOKET).await.unwrap();
    assert_eq!(reason(staff.loket.takes_quiz(&[2, 1]).await), "QUIZ_PASSED");
    let seen = staff.loket.sees_governance().await.unwrap();
    let governance = seen.governance.unwrap();
    assert!(seen.by_quiz && governance.quiz.unwrap().questions.iter().all(|it| it.key == 0));
    assert_eq!(governance.quiz_passes[0].officer, staff.loket.name());
}

async fn a_quiz_is_sound_and_not_guessed(agency: &mut Agency) {
    let clerk = agency.administrator();
    let staff = Staff::enrolled(agency, "").await;
    assert_eq!(reason(clerk.sets_quiz(3).await), "QUIZ_UNSOUND");
    assert_eq!(reason(staff.loket.sets_quiz(2).await), "DUTY_MISSING");
    clerk.sets_quiz(2).await.unwrap();

    assert_eq!(reason(staff.loket.takes_quiz(&[2]).await), "QUIZ_INCOMPLETE");
    for _ in 0..3 {
        assert!(!staff.loket.takes_quiz(&[3, 3]).await.unwrap().passed);
    }
    assert_eq!(reason(staff.loket.takes_quiz(&[2, 1]).await), "QUIZ_TOO_OFTEN");
    agency.time_passes_to(agency.now().plus_seconds(24 * 3600)).await;
    assert!(staff.loket.takes_quiz(&[2, 1]).await.unwrap().passed);
}
