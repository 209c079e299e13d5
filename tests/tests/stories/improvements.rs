//! The register of improvements: what people said leads to something, by a day,
//! with a proof, and somebody else has looked.

use contract::satupintu::{
    consultations::v1::Disposition,
    improvement::v1::{Action, ActionSource, ActionState, EscalationLevel, Ratio},
    sop::v1::{EvaluateSopRequest, EvaluationVerdict},
};
use stories::governance::SOP;
use stories::standards::{day, standard, whole};
use stories::{Agency, Caller, complaints, date, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    an_action_is_done_with_proof_and_verified_by_another,
    superiors_are_told_once_also_after_a_downtime,
    a_comment_that_is_taken_up_opens_its_action,
    an_evaluation_and_a_proposal_open_their_actions,
    an_action_follows_from_something_that_is_there,
    share_and_speed_are_counted_exactly,
}

const TODAY: &str = "2026-06-08";
const DUE: &str = "2026-06-30";

async fn head(agency: &Agency) -> Caller {
    agency.officer("head", &["govern:dpmptsp-magelang"]).await
}

async fn complaint(agency: &Agency) -> String {
    let public = agency.public();
    public.complains(complaints::complaint(&public.agency)).await.unwrap().name
}

/// An action that follows from a complaint, for `owner`.
async fn opened(agency: &Agency, by: &Caller, owner: &Caller) -> String {
    let origin = complaint(agency).await;
    let action = by.opens_action(ActionSource::Complaint, &origin, &owner.name(), DUE).await;
    action.unwrap().name
}

async fn an_action_is_done_with_proof_and_verified_by_another(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let auditor = agency.officer("auditor", &["audit:dpmptsp-magelang"]).await;
    let owner = agency.officer("owner", &[&format!("execute:{}", stories::sip::LOKET)]).await;
    let action = opened(agency, &clerk, &owner).await;

    assert_eq!(reason(auditor.completes_action(&action, "?").await), "DUTY_MISSING");
    assert_eq!(reason(auditor.verifies_action(&action).await), "ACTION_NOT_DONE");
    let done = owner.completes_action(&action, "Loket ketiga dibuka").await.unwrap();
    assert_eq!((done.state(), done.done_by.as_str()), (ActionState::Done, owner.name().as_str()));
    assert_eq!(reason(owner.verifies_action(&action).await), "DUTY_MISSING");
    auditor.returns_action(&action, "Baru dua loket").await.unwrap();
    let seen = auditor.sees_action(&action).await.unwrap();
    assert_eq!((seen.state(), seen.reason.as_str()), (ActionState::Open, "Baru dua loket"));
    clerk.completes_action(&action, "Loket ketiga dibuka").await.unwrap();
    assert_eq!(reason(clerk.verifies_action(&action).await), "DUTIES_SEPARATED");
    auditor.verifies_action(&action).await.unwrap();
    owner.measures_action(&action, 9, 7).await.unwrap();

    let seen = owner.sees_action(&action).await.unwrap();
    assert_eq!((seen.state(), seen.proof.as_str()), (ActionState::Verified, "Loket ketiga dibuka"));
    assert_eq!(seen.what, "Tambah loket");
    let effect = seen.effect.unwrap();
    assert_eq!((effect.before, effect.after), (9, 7));
    assert_eq!(reason(clerk.drops_action(&action, "?").await), "ACTION_NOT_OPEN");
    let other = opened(agency, &clerk, &owner).await;
    assert_eq!(reason(owner.drops_action(&other, "?").await), "DUTY_MISSING");
    let dropped = head.drops_action(&other, "Anggaran tidak ada").await.unwrap();
    assert_eq!(dropped.state(), ActionState::Dropped);
    assert_eq!(reason(owner.measures_action(&other, 1, 1).await), "ACTION_DROPPED");
    let own = opened(agency, &clerk, &head).await;
    assert_eq!(reason(head.drops_action(&own, "?").await), "DUTIES_SEPARATED");
    let nowhere = format!("{}ffff", &own[..own.len() - 4]);
    assert_eq!(reason(head.sees_action(&nowhere).await), "ACTION_NOT_FOUND");
    let ghost = format!("{}/officers/ghost", clerk.agency);
    assert_eq!(reason(clerk.assigns_action(&own, &ghost, DUE).await), "OFFICER_NOT_FOUND");
    assert_eq!(reason(clerk.assigns_action(&own, "", "2026-06-05").await), "DUE_IN_PAST");
    let id = action.rsplit('/').next().unwrap();
    for body in agency.events_of(id).await {
        assert!(!String::from_utf8(body.payload).unwrap().contains("Loket"));
    }
}

async fn superiors_are_told_once_also_after_a_downtime(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let action = opened(agency, &clerk, &head).await;
    let id = action.rsplit('/').next().unwrap().to_owned();

    agency.time_passes_to(wib("2026-06-30 23:59")).await;
    let seen = clerk.sees_action(&action).await.unwrap();
    assert_eq!((seen.overdue, seen.escalated()), (false, EscalationLevel::Unspecified));
    agency.time_passes_to(wib("2026-07-01 00:00")).await;
    let seen = clerk.sees_action(&action).await.unwrap();
    assert_eq!((seen.overdue, seen.escalated()), (true, EscalationLevel::Superior));
    agency.stop().await;
    agency.start().await;
    agency.time_passes_to(wib("2026-09-01 09:00")).await;
    let seen = clerk.sees_action(&action).await.unwrap();
    assert_eq!(seen.escalated(), EscalationLevel::Head);
    let told = agency.kinds_of(&id).await;
    assert_eq!(told.iter().filter(|kind| *kind == "improvement.escalated").count(), 2);

    let moved = clerk.assigns_action(&action, &head.name(), "2026-09-30").await.unwrap();
    assert_eq!(moved.escalated(), EscalationLevel::Unspecified);
    assert_eq!(date(moved.due.as_ref()), "2026-09-30");
    head.completes_action(&action, "Selesai").await.unwrap();
    agency.time_passes_to(wib("2027-01-04 09:00")).await;
    let told = agency.kinds_of(&id).await;
    assert_eq!(told.iter().filter(|kind| *kind == "improvement.escalated").count(), 2);
}

async fn only(caller: &Caller, source: ActionSource) -> Action {
    let mut actions = caller.sees_actions().await.unwrap();
    actions.retain(|action| action.source() == source);
    assert_eq!(actions.len(), 1);
    caller.sees_action(&actions[0].name).await.unwrap()
}

async fn a_comment_that_is_taken_up_opens_its_action(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    clerk.drafts(&whole(2)).await.unwrap();
    let forum = clerk.holds_forum(&standard(2), TODAY, "2026-06-12").await.unwrap().name;
    let comment = async || {
        public.comments(&forum, "time", "Terlalu lama").await.unwrap().comment.unwrap().name
    };
    let (accepted, rejected) = (comment().await, comment().await);

    let no = (Disposition::Rejected, "", "Diatur undang-undang", "");
    clerk.decides(&rejected, no, DUE).await.unwrap();
    let yes = (Disposition::Accepted, "Menjadi 8 hari kerja", "", "");
    clerk.decides(&accepted, yes, DUE).await.unwrap();

    let action = only(&clerk, ActionSource::Consultation).await;
    assert_eq!((action.origin.as_str(), action.what.as_str()), (accepted.as_str(), yes.1));
    assert_eq!((action.owner, date(action.due.as_ref())), (clerk.name(), DUE.to_owned()));
    clerk.minutes_and_signs(&forum, TODAY).await;
    clerk.proves(&accepted, "Rancangan sudah diubah").await.unwrap();
    let done = only(&clerk, ActionSource::Consultation).await;
    assert_eq!((done.state(), done.proof.as_str()), (ActionState::Done, "Rancangan sudah diubah"));
}

async fn an_evaluation_and_a_proposal_open_their_actions(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let loket = agency.officer("loket", &[&format!("execute:{}", stories::sip::LOKET)]).await;
    clerk.tries_sop("2026-06-05").await.unwrap();
    head.approves_sop(TODAY).await.unwrap();
    clerk.evaluates_sop(TODAY).await.unwrap();
    assert_eq!(clerk.sees_actions().await.unwrap(), []);

    let request = EvaluateSopRequest {
        name: SOP.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        held_on: day(TODAY),
        report: "LHE/2".to_owned(),
        verdict: EvaluationVerdict::ToRevise.into(),
        months: 6,
    };
    clerk.governance().evaluate_sop(request).await.unwrap();
    let evaluated = only(&clerk, ActionSource::SopEvaluation).await;
    assert_eq!(evaluated.origin, format!("{SOP}/evaluations/{TODAY}"));
    assert_eq!(date(evaluated.due.as_ref()), "2026-12-08");
    let proposal =
        loket.proposes("Dua tahap dapat digabung").await.unwrap().proposals[0].id.clone();
    head.disposes(&proposal, "Setuju").await.unwrap();
    let proposed = only(&clerk, ActionSource::SopProposal).await;
    assert_eq!(proposed.what, "Dua tahap dapat digabung");
    head.assigns_action(&proposed.name, &loket.name(), "2026-07-31").await.unwrap();
    let done = loket.completes_action(&proposed.name, "Versi 2 disusun").await.unwrap();
    assert_eq!(done.state(), ActionState::Done);
}

async fn an_action_follows_from_something_that_is_there(agency: &mut Agency) {
    let clerk = agency.administrator();
    let id = "67e55044-10b1-826f-9247-bb680e5fe0c8";
    let nowhere = [
        (ActionSource::Consultation, format!("{}/forums/{id}/comments/{id}", clerk.agency)),
        (ActionSource::SopEvaluation, format!("{SOP}/evaluations/{TODAY}")),
        (ActionSource::SopProposal, format!("{SOP}/proposals/{id}")),
        (ActionSource::SopProposal, complaint(agency).await),
        (ActionSource::Complaint, format!("{}/complaints/{id}", clerk.agency)),
        (ActionSource::Ombudsman, format!("{}/ombudsmanProducts/{id}", clerk.agency)),
        (ActionSource::Complaint, format!("{}/complaints", clerk.agency)),
    ];

    for (source, origin) in nowhere {
        let refused = clerk.opens_action(source, &origin, "", DUE).await;
        assert_eq!(reason(refused), "ORIGIN_NOT_FOUND", "{origin}");
    }

    let foreign = clerk.opens_action(ActionSource::Survey, "agencies/x/surveys/1", "", DUE).await;
    assert_eq!(stories::violations(&foreign.unwrap_err()), ["origin"]);
    let ghost = format!("{}/officers/ghost", clerk.agency);
    let origin = complaint(agency).await;
    let refused = clerk.opens_action(ActionSource::Complaint, &origin, &ghost, DUE).await;
    assert_eq!(reason(refused), "OFFICER_NOT_FOUND");
    let late = clerk.opens_action(ActionSource::Complaint, &origin, "", "2026-06-05").await;
    assert_eq!(reason(late), "DUE_IN_PAST");
}

async fn share_and_speed_are_counted_exactly(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let mut names = Vec::new();
    for element in ["persyaratan", "waktu", "biaya"] {
        let origin = format!("{}/surveys/2026-1/elements/{element}", clerk.agency);
        let opened = clerk.opens_action(ActionSource::Survey, &origin, "", DUE).await.unwrap();
        names.push(opened.name);
    }
    opened(agency, &clerk, &head).await;
    agency.time_passes_to(wib("2026-06-18 09:00")).await;
    clerk.completes_action(&names[0], "Sudah").await.unwrap();
    agency.time_passes_to(wib("2026-07-09 09:00")).await;
    clerk.completes_action(&names[1], "Sudah").await.unwrap();
    head.verifies_action(&names[1]).await.unwrap();

    let all = clerk.sees_indicators("2026-06-01", "2026-06-30").await.unwrap();

    let survey = all.iter().find(|it| it.source() == ActionSource::Survey).unwrap();
    assert_eq!((survey.opened, survey.followed_up, survey.verified, survey.overdue), (3, 2, 1, 1));
    assert_eq!(survey.share, Some(Ratio { numerator: 2, denominator: 3 }));
    assert_eq!(survey.speed_days, Some(Ratio { numerator: 10 + 31, denominator: 2 }));
    assert_eq!((survey.share_points, survey.speed_points), (3, 4));
    let other = all.iter().find(|it| it.source() == ActionSource::Complaint).unwrap();
    assert_eq!((other.opened, other.share_points, other.speed_points), (1, 0, -1));
    assert_eq!(clerk.sees_indicators("2026-07-01", "2026-07-31").await.unwrap(), []);
    let backwards = clerk.sees_indicators("2026-07-01", "2026-06-01").await;
    assert_eq!(reason(backwards), "DATE_OUT_OF_ORDER");
}
