//! Somebody acts for an applicant: openly, for stated acts, until a date.

use contract::satupintu::permits::v1::{
    Applicant, ApplicationState, GiveMandateRequest, ListMessagesRequest, MandateCause,
    MandateScope, SubmitApplicationRequest,
};
use stories::mandates::{agent, held_by_agent, mandate};
use stories::sip::{self, Staff};
use stories::{
    Agency, Answered, Caller, Receipt, applicant, instant, on_each_backend, reason, request_id, wib,
};

on_each_backend! { Plan::sip() =>
    an_agent_acts_with_a_secret_of_the_own_and_is_named_in_the_journal,
    an_agent_does_nothing_that_the_mandate_does_not_name,
    what_is_the_applicants_alone_opens_to_no_agent,
    a_mandate_ends_with_its_day_once_also_after_a_downtime,
    a_mandate_told_twice_is_given_once,
    the_applicant_ends_it_at_any_time,
    who_files_for_another_gives_the_applicants_own_contact,
    an_agent_does_not_cut_the_applicant_off,
}

async fn filed(agency: &Agency) -> Receipt {
    agency.public().files(sip::submission()).await.unwrap()
}

/// With an agent for these acts until the end of June.
async fn with_agent(agency: &Agency, scopes: &[MandateScope]) -> (Receipt, Receipt) {
    let receipt = filed(agency).await;
    let given = agency.public().gives(&receipt, mandate(scopes, (30, 6))).await.unwrap();
    let agents = held_by_agent(&receipt, &given.agent_secret);
    (receipt, agents)
}

async fn an_agent_acts_with_a_secret_of_the_own_and_is_named_in_the_journal(agency: &mut Agency) {
    let (receipt, agents) = with_agent(agency, &[MandateScope::Withdraw]).await;
    assert_ne!(agents.secret, receipt.secret);

    let seen = agency.public().tracks(&agents).await.unwrap();
    let withdrawn = agency.public().withdraws(&agents, "").await.unwrap();

    assert_eq!(seen.receipt_number, receipt.number);
    assert_eq!(withdrawn.state(), ApplicationState::Withdrawn);
    let events = agency.events_of(&receipt.name).await;
    let by = |kind: &str| events.iter().find(|it| it.kind == kind).map(|it| it.actor.as_str());
    assert_eq!(by("permits.mandate_given"), Some("applicant"));
    assert_eq!(by("permits.withdrawn"), Some("agent:1"));
}

async fn an_agent_does_nothing_that_the_mandate_does_not_name(agency: &mut Agency) {
    let (receipt, agents) = with_agent(agency, &[MandateScope::HandIn]).await;

    let withdrawn = agency.public().withdraws(&agents, "").await;
    let listed = agency.public().lists_files(&receipt.name, Some(&agents)).await;
    let read = reads_messages(&agency.public(), &agents).await;

    assert_eq!(reason(withdrawn), "MANDATE_TOO_NARROW");
    assert!(listed.is_ok());
    assert_eq!(reason(read), "MANDATE_TOO_NARROW");
}

async fn reads_messages(caller: &Caller, receipt: &Receipt) -> Answered<()> {
    let request = ListMessagesRequest {
        parent: receipt.name.clone(),
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
    };
    caller.messages().list_messages(request).await.map(drop)
}

async fn what_is_the_applicants_alone_opens_to_no_agent(agency: &mut Agency) {
    let (receipt, agents) = with_agent(agency, &[MandateScope::Withdraw]).await;

    let given_on = agency.public().gives(&agents, mandate(&[], (30, 6))).await;
    let listed = agency.public().lists_mandates(&agents).await;
    let second = agency.public().gives(&receipt, mandate(&[], (30, 6))).await;
    let unknown = agency.public().ends(&receipt, 7).await;

    assert_eq!(reason(given_on), "RECEIPT_UNKNOWN");
    assert_eq!(reason(listed), "RECEIPT_UNKNOWN");
    assert_eq!(reason(second), "MANDATE_GIVEN");
    assert_eq!(reason(unknown), "MANDATE_ENDED");
    let shown = agency.public().lists_mandates(&receipt).await.unwrap();
    assert_eq!((shown.len(), shown[0].agent_name.as_str()), (1, agent().name.as_str()));
}

async fn a_mandate_ends_with_its_day_once_also_after_a_downtime(agency: &mut Agency) {
    let (receipt, agents) = with_agent(agency, &[MandateScope::Withdraw]).await;
    let past = agency.public().gives(&filed(agency).await, mandate(&[], (1, 1))).await;
    assert_eq!(reason(past), "MANDATE_DATE_IMPOSSIBLE");

    agency.time_passes_to(wib("2026-07-09 08:00")).await;
    agency.time_passes_to(wib("2026-07-10 08:00")).await;

    let kinds = agency.kinds_of(&receipt.name).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "permits.mandate_ended").count(), 1);
    assert_eq!(reason(agency.public().withdraws(&agents, "").await), "MANDATE_ENDED");
    assert_eq!(reason(agency.public().tracks(&agents).await), "MANDATE_ENDED");
    let shown = agency.public().lists_mandates(&receipt).await.unwrap();
    assert_eq!(shown[0].cause(), MandateCause::Expired);
    assert_eq!(instant(shown[0].ended_at.as_ref()), wib("2026-07-01 00:00"));
}

async fn a_mandate_told_twice_is_given_once(agency: &mut Agency) {
    let receipt = filed(agency).await;
    let request = GiveMandateRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        mandate: Some(mandate(&[MandateScope::HandIn], (30, 6))),
    };
    let give = async || agency.public().mandates().give_mandate(request.clone()).await;

    let first = give().await.unwrap().into_inner();
    let again = give().await.unwrap().into_inner();

    assert!(first == again && !first.agent_secret.is_empty());
    assert_eq!(agency.public().lists_mandates(&receipt).await.unwrap().len(), 1);
}

async fn the_applicant_ends_it_at_any_time(agency: &mut Agency) {
    let (receipt, agents) = with_agent(agency, &[MandateScope::Withdraw]).await;

    let ended = agency.public().ends(&receipt, 1).await.unwrap().mandate.unwrap();

    assert_eq!(ended.cause(), MandateCause::Ended);
    assert_eq!(reason(agency.public().tracks(&agents).await), "MANDATE_ENDED");
    assert!(agency.public().gives(&receipt, mandate(&[], (30, 6))).await.is_ok());
}

/// What an agent files.
fn by_agent(contact: Applicant) -> SubmitApplicationRequest {
    SubmitApplicationRequest {
        applicant: Some(contact),
        mandate: Some(mandate(&[MandateScope::HandIn], (30, 6))),
        ..sip::submission()
    }
}

async fn who_files_for_another_gives_the_applicants_own_contact(agency: &mut Agency) {
    let of_the_agent = Applicant { phone: agent().phone, email: agent().email, ..applicant() };
    let none = Applicant { phone: String::new(), email: String::new(), ..applicant() };
    let public = agency.public();

    let hidden = public.files(by_agent(of_the_agent)).await;
    let absent = public.files(by_agent(none)).await;
    let request = by_agent(applicant());
    let filed = public.permits().submit_application(request.clone()).await.unwrap().into_inner();
    let again = public.permits().submit_application(request).await.unwrap().into_inner();

    assert_eq!(reason(hidden), "SUBJECT_CONTACT_REQUIRED");
    assert_eq!(reason(absent), "SUBJECT_CONTACT_REQUIRED");
    assert!(filed == again && filed.agent_secret != filed.secret);
    let secret = filed.agent_secret.clone();
    let receipt = Receipt::from(filed);
    assert!(public.tracks(&held_by_agent(&receipt, &secret)).await.is_ok());
    let events = agency.events_of(&receipt.name).await;
    assert_eq!(events[0].actor, "agent:1");
}

async fn an_agent_does_not_cut_the_applicant_off(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let (receipt, agents) = with_agent(agency, &[MandateScope::HandIn]).await;
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    staff.loket.returns(&receipt.name, "pendaftaran", &[("ktp", "Buram")]).await.unwrap();
    let redirected = Applicant { phone: agent().phone, ..applicant() };

    let cut_off = resubmits(&agency.public(), &agents, redirected).await;
    let mended = resubmits(&agency.public(), &agents, applicant()).await;

    assert_eq!(reason(cut_off), "SUBJECT_CONTACT_REQUIRED");
    assert!(mended.is_ok());
}

async fn resubmits(caller: &Caller, receipt: &Receipt, applicant: Applicant) -> Answered<()> {
    caller.resubmits(receipt, applicant).await.map(drop)
}
