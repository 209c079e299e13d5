//! Forums of the public on drafts: what was said changes the text, nothing
//! becomes official before it is weighed, and nobody's name gets out.

use contract::satupintu::{
    consultations::v1::{
        Disposition, Element, ForumState, Invitation, InviteParticipantsRequest, ListForumsRequest,
        RecordCommentRequest, Slip, TrackCommentRequest, WriteMinutesRequest,
    },
    sop::v1::{ChangeByComment, GetServiceRequest, GetSopRequest},
    standards::v1::{GetStandardRequest, StandardPhase},
};
use stories::consultations::Decided;
use stories::governance::SOP;
use stories::sip::SERVICE;
use stories::standards::{day, standard, whole};
use stories::{Agency, Answered, Caller, date, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    what_the_public_said_changes_the_standard,
    a_standard_that_is_consulted_on_is_held_back,
    a_procedure_that_is_consulted_on_is_not_approved,
    a_forum_keeps_its_order,
    every_comment_gets_one_decision_with_its_words,
    minutes_are_signed_by_both_sides_and_lock,
    names_stay_with_the_agency,
    offices_alone_are_asked_about_an_internal_service,
    a_comment_is_taken_once_and_followed_by_its_slip,
    a_forum_is_bounded,
}

const TODAY: &str = "2026-06-08";
const LAST: &str = "2026-06-12";
const ACCEPTED: Decided<'static> = (Disposition::Accepted, "Menjadi 8 hari kerja", "", "");
const REJECTED: Decided<'static> = (Disposition::Rejected, "", "Diatur undang-undang", "");

async fn head(agency: &Agency) -> Caller {
    agency.officer("head", &["govern:dpmptsp-magelang"]).await
}

/// The forum on a new draft of the specialist's standard, under way.
async fn on_a_draft(clerk: &Caller) -> String {
    clerk.drafts(&whole(2)).await.unwrap();
    clerk.holds_forum(&standard(2), TODAY, LAST).await.unwrap().name
}

async fn commented(public: &Caller, forum: &str, anchor: &str) -> String {
    let made = public.comments(forum, anchor, "Terlalu lama").await.unwrap();
    made.comment.unwrap().name
}

async fn changes_in_service(agency: &Agency, version: u32) -> Vec<ChangeByComment> {
    let request = GetServiceRequest { name: SERVICE.to_owned(), version };
    agency.public().catalogue().get_service(request).await.unwrap().into_inner().changed_by
}

async fn what_the_public_said_changes_the_standard(agency: &mut Agency) {
    let (clerk, head, public) = (agency.administrator(), head(agency).await, agency.public());
    let forum = on_a_draft(&clerk).await;
    let seen = public.sees_forum(&forum).await.unwrap();
    assert!(seen.clauses.iter().any(|it| it.anchor == "time" && it.text == "9 hari kerja"));
    assert!(seen.clauses.iter().any(|it| it.anchor == "requirement/ktp"));

    let comment = commented(&public, &forum, "time").await;
    clerk.decides(&comment, ACCEPTED, LAST).await.unwrap();
    let other = commented(&public, &forum, "fee").await;
    clerk.decides(&other, REJECTED, LAST).await.unwrap();
    let signed = clerk.minutes_and_signs(&forum, TODAY).await;
    assert_eq!(signed.state(), ForumState::FollowUp);
    assert_eq!((signed.elements, signed.broad), (2, false));
    let discussed = clerk.sees_standard(2).await.unwrap();
    assert_eq!(discussed.phase(), StandardPhase::Discussed);
    let discussion = discussed.discussion.unwrap();
    assert_eq!((discussion.minutes.as_str(), discussion.participant_groups), ("BA-FKP/7/2026", 2));
    assert_eq!(discussion.digest, signed.digest);
    let mended = whole(2).replace("working_days = 9,", "working_days = 10,");
    clerk.drafts(&mended).await.unwrap();
    head.establishes(2, TODAY).await.unwrap();
    clerk.publishes(2).await.unwrap();
    assert_eq!(changes_in_service(agency, 2).await, []);
    clerk.publishes_results(&forum).await.unwrap();

    let changes = changes_in_service(agency, 2).await;
    assert_eq!(changes.len(), 1);
    let ChangeByComment { forum: of, comment: by, anchor, change, partly } = changes[0].clone();
    assert_eq!((of.as_str(), by.as_str()), (forum.as_str(), comment.as_str()));
    assert_eq!((anchor.as_str(), change.as_str(), partly), ("time", "Menjadi 8 hari kerja", false));
    let request = GetStandardRequest { name: standard(2) };
    let answer = clerk.standards().get_standard(request).await.unwrap().into_inner();
    assert_eq!(answer.changed_by, changes);
    assert_eq!(changes_in_service(agency, 1).await, []);
    assert_eq!(reason(clerk.finishes_forum(&forum).await), "FOLLOW_UP_MISSING");
    clerk.proves(&comment, "Versi 2 berlaku").await.unwrap();
    let finished = clerk.finishes_forum(&forum).await.unwrap();
    assert_eq!(finished.state(), ForumState::Finished);
    let read = public.reads_comments(&forum).await.unwrap();
    assert_eq!((read[0].proof.as_str(), read[1].reason.as_str()), ("Versi 2 berlaku", REJECTED.2));
    // The clauses are those of the text that was discussed, not of the new one.
    let seen = public.sees_forum(&forum).await.unwrap();
    assert!(seen.clauses.iter().any(|it| it.anchor == "time" && it.text == "9 hari kerja"));
}

async fn a_standard_that_is_consulted_on_is_held_back(agency: &mut Agency) {
    let (clerk, head, public) = (agency.administrator(), head(agency).await, agency.public());
    clerk.drafts(&whole(2)).await.unwrap();
    clerk.discusses(2, TODAY).await.unwrap();
    let forum = clerk.prepares_forum(&standard(2), TODAY, LAST).await.unwrap();
    assert!(!forum.holds_back_draft);
    let late = clerk.prepares_forum(&standard(2), TODAY, LAST).await.unwrap().name;
    let forum = forum.name;

    assert!(clerk.announces_forum(&forum).await.unwrap().holds_back_draft);
    assert_eq!(reason(head.establishes(2, TODAY).await), "FORUM_OPEN");
    clerk.opens_forum(&forum).await.unwrap();
    let comment = commented(&public, &forum, "time").await;
    let signed = clerk.minutes_and_signs(&forum, TODAY).await;
    // Signed, and yet a comment is not decided on.
    assert!(signed.holds_back_draft);
    assert_eq!(reason(head.establishes(2, TODAY).await), "FORUM_OPEN");
    assert_eq!(reason(clerk.finishes_forum(&forum).await), "COMMENTS_UNDECIDED");
    clerk.decides(&comment, REJECTED, LAST).await.unwrap();
    head.establishes(2, TODAY).await.unwrap();
    clerk.announces_forum(&late).await.unwrap();
    assert_eq!(reason(clerk.publishes(2).await), "FORUM_OPEN");
    clerk.opens_forum(&late).await.unwrap();
    clerk.minutes_and_signs(&late, TODAY).await;
    clerk.publishes(2).await.unwrap();
    let fixed = clerk.prepares_forum(&standard(2), TODAY, LAST).await;
    assert_eq!(reason(fixed), "STANDARD_FIXED");
    let unknown = clerk.prepares_forum(&standard(9), TODAY, LAST).await;
    assert_eq!(reason(unknown), "STANDARD_NOT_FOUND");
}

async fn a_procedure_that_is_consulted_on_is_not_approved(agency: &mut Agency) {
    let (clerk, head, public) = (agency.administrator(), head(agency).await, agency.public());
    clerk.tries_sop("2026-06-05").await.unwrap();

    let forum = clerk.holds_forum(SOP, TODAY, LAST).await.unwrap().name;
    let seen = public.sees_forum(&forum).await.unwrap();
    assert!(seen.clauses.iter().any(|it| it.anchor == "step/verifikasi-dinkes"));
    let comment = commented(&public, &forum, "step/verifikasi-dinkes").await;
    assert_eq!(reason(head.approves_sop(TODAY).await), "FORUM_OPEN");
    let partly = (Disposition::PartlyAccepted, "Dua hari", "Satu hari tidak cukup", "");
    clerk.decides(&comment, partly, LAST).await.unwrap();
    clerk.minutes_and_signs(&forum, TODAY).await;
    head.approves_sop(TODAY).await.unwrap();
    clerk.publishes_results(&forum).await.unwrap();

    let (name, _) = SOP.split_once("/versions").unwrap();
    let request = GetSopRequest { name: name.to_owned(), version: 1 };
    let answer = public.catalogue().get_sop(request).await.unwrap().into_inner();
    assert!(answer.changed_by[0].partly && answer.changed_by[0].change == "Dua hari");
    let approved = clerk.prepares_forum(SOP, TODAY, LAST).await;
    assert_eq!(reason(approved), "SOP_ALREADY_APPROVED");
    let other = SOP.replace("versions/1", "versions/9");
    assert_eq!(reason(clerk.prepares_forum(&other, TODAY, LAST).await), "SOP_NOT_FOUND");
}

async fn a_forum_keeps_its_order(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    clerk.drafts(&whole(2)).await.unwrap();
    let prepared = async |from, until| clerk.prepares_forum(&standard(2), from, until).await;
    assert_eq!(reason(prepared(LAST, TODAY).await), "DATE_OUT_OF_ORDER");
    assert_eq!(reason(prepared("2026-06-01", "2026-06-05").await), "FORUM_PERIOD_OVER");

    let forum = prepared("2026-06-09", LAST).await.unwrap().name;
    assert_eq!(reason(public.sees_forum(&forum).await), "FORUM_NOT_FOUND");
    assert_eq!(reason(public.comments(&forum, "time", "?").await), "FORUM_OUT_OF_ORDER");
    assert_eq!(reason(clerk.opens_forum(&forum).await), "FORUM_OUT_OF_ORDER");
    clerk.announces_forum(&forum).await.unwrap();
    assert_eq!(reason(clerk.opens_forum(&forum).await), "FORUM_NOT_BEGUN");
    assert_eq!(reason(public.comments(&forum, "timing", "?").await), "CLAUSE_NOT_FOUND");
    assert_eq!(reason(public.reads_comments(&forum).await), "RESULTS_NOT_PUBLISHED");
    agency.time_passes_to(wib("2026-06-12 09:00")).await;
    clerk.opens_forum(&forum).await.unwrap();
    assert_eq!(reason(clerk.signs_forum(&forum).await), "FORUM_MINUTES_MISSING");
    let guest = clerk.registers(&forum, Element::Expert, "Contoh Ahli").await.unwrap();
    let minuted = async |on| clerk.minutes_forum(&forum, on, &[&guest.participant]).await;
    assert_eq!(reason(minuted("2026-06-13").await), "DATE_IN_FUTURE");
    assert_eq!(reason(minuted(TODAY).await), "DATE_OUT_OF_ORDER");
    agency.time_passes_to(wib("2026-06-13 09:00")).await;
    assert_eq!(reason(public.comments(&forum, "time", "?").await), "FORUM_PERIOD_OVER");
    assert_eq!(reason(clerk.publishes_results(&forum).await), "FORUM_OUT_OF_ORDER");
    clerk.minutes_and_signs(&forum, LAST).await;
    assert_eq!(reason(clerk.finishes_forum(&forum).await), "RESULTS_NOT_PUBLISHED");
    clerk.publishes_results(&forum).await.unwrap();
    assert_eq!(reason(clerk.publishes_results(&forum).await), "RESULTS_PUBLISHED");
    clerk.finishes_forum(&forum).await.unwrap();
    assert_eq!(reason(clerk.finishes_forum(&forum).await), "FORUM_OUT_OF_ORDER");
    let nowhere = forum.replace(&forum[forum.len() - 4..], "ffff");
    assert_eq!(reason(clerk.opens_forum(&nowhere).await), "FORUM_NOT_FOUND");
}

async fn every_comment_gets_one_decision_with_its_words(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    let forum = on_a_draft(&clerk).await;
    let comment = commented(&public, &forum, "time").await;
    let elsewhere = commented(&public, &forum, "fee").await;

    let silent = (Disposition::Rejected, "", "", "");
    let wordy = (Disposition::Accepted, "Ya", "Sebab", "");
    let named = |answer: Answered<_>| stories::violations(&answer.map(|_: _| ()).unwrap_err());
    assert_eq!(named(clerk.decides(&comment, silent, LAST).await), ["reason"]);
    assert_eq!(named(clerk.decides(&comment, wordy, LAST).await), ["reason"]);
    assert_eq!(reason(clerk.decides(&comment, REJECTED, "2026-06-05").await), "DUE_IN_PAST");
    let decided = clerk.decides(&comment, REJECTED, LAST).await.unwrap();
    assert_eq!((decided.disposition(), date(decided.due.as_ref())), (REJECTED.0, LAST.to_owned()));
    assert_eq!(reason(clerk.decides(&comment, ACCEPTED, LAST).await), "COMMENT_DECIDED");
    let forwarded = (Disposition::Forwarded, "", "Bukan urusan izin", "Dinas Pekerjaan Umum");
    let passed = clerk.decides(&elsewhere, forwarded, LAST).await.unwrap();
    assert_eq!(passed.forwarded_to, "Dinas Pekerjaan Umum");
    let unknown = format!("{}ffff", &comment[..comment.len() - 4]);
    assert_eq!(reason(clerk.decides(&unknown, REJECTED, LAST).await), "COMMENT_NOT_FOUND");
    clerk.minutes_and_signs(&forum, TODAY).await;
    assert_eq!(reason(clerk.proves(&comment, "?").await), "NOTHING_TO_PROVE");
    clerk.proves(&elsewhere, "Surat 7/2026").await.unwrap();
    assert_eq!(reason(clerk.proves(&elsewhere, "?").await), "FOLLOW_UP_RECORDED");
}

async fn minutes_are_signed_by_both_sides_and_lock(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    let other = agency.officer("other", &["audit:dpmptsp-magelang"]).await;
    let forum = on_a_draft(&clerk).await;
    let comment = commented(&public, &forum, "time").await;
    let guest = clerk.registers(&forum, Element::CivilSociety, "Contoh Tokoh").await.unwrap();
    let host = clerk.registers(&forum, Element::Organiser, "Contoh Kabid").await.unwrap();
    let (slip, guest) = (guest.slip.unwrap(), guest.participant);

    let one_sided = clerk.minutes_forum(&forum, TODAY, &[&host.participant]).await;
    assert_eq!(reason(one_sided), "MINUTES_ONE_SIDED");
    let nobody = format!("{}ffff", &guest[..guest.len() - 4]);
    let unknown = clerk.minutes_forum(&forum, TODAY, &[&nobody]).await;
    assert_eq!(reason(unknown), "PARTICIPANT_NOT_FOUND");
    let request = WriteMinutesRequest {
        name: forum.clone(),
        request_id: request_id(),
        etag: String::new(),
        number: "BA/1".to_owned(),
        held_on: day(TODAY),
        text: "Disepakati".to_owned(),
        organisers: vec![format!("{}/officers/ghost", clerk.agency)],
        representatives: vec![guest.clone()],
    };
    let ghost = clerk.consultations().write_minutes(request).await;
    assert_eq!(reason(ghost), "OFFICER_NOT_FOUND");
    clerk.minutes_forum(&forum, TODAY, &[&guest]).await.unwrap();
    assert_eq!(reason(other.signs_forum(&forum).await), "NOT_A_SIGNATORY");
    assert_eq!(reason(public.signs_by(&host.slip.unwrap()).await), "NOT_A_SIGNATORY");
    clerk.signs_forum(&forum).await.unwrap();
    assert_eq!(reason(clerk.signs_forum(&forum).await), "FORUM_MINUTES_SIGNED");
    let awaited = public.downloads_minutes(&forum, Some(&slip)).await.unwrap();
    let signed = public.signs_by(&slip).await.unwrap();

    let minutes = signed.minutes.unwrap();
    assert_eq!((minutes.signers, minutes.signatures, minutes.locked), (2, 2, true));
    assert_eq!(reason(clerk.minutes_forum(&forum, TODAY, &[&guest]).await), "FORUM_OUT_OF_ORDER");
    let pdf = clerk.downloads_minutes(&forum, None).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf != awaited);
    // What is decided afterwards is not in what was signed.
    clerk.decides(&comment, REJECTED, LAST).await.unwrap();
    assert_eq!(public.downloads_minutes(&forum, Some(&slip)).await.unwrap(), pdf);
    assert_eq!(reason(public.downloads_minutes(&forum, None).await), "SIGN_IN_REQUIRED");
    let wrong = Slip { secret: "0000-0000-0000-0000".to_owned(), ..slip };
    let refused = public.downloads_minutes(&forum, Some(&wrong)).await;
    assert_eq!(reason(refused), "RECEIPT_UNKNOWN");
    if let Ok(path) = std::env::var("FORUM_MINUTES_PDF") {
        std::fs::write(path, pdf).unwrap();
    }
}

async fn names_stay_with_the_agency(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    let loket = agency.officer("loket", &[&format!("execute:{}", stories::sip::LOKET)]).await;
    let forum = on_a_draft(&clerk).await;
    let guest = clerk.registers(&forum, Element::Expert, "Contoh Ahli").await.unwrap();
    let comment = commented(&public, &forum, "time").await;

    assert_eq!(reason(loket.reads_contributor(&forum, &comment).await), "DUTY_MISSING");
    let read = clerk.reads_contributor(&forum, &comment).await.unwrap();
    assert_eq!(
        (read.person_name.as_str(), read.contact.as_str()),
        ("Contoh Warga", "081200000008")
    );
    let came = clerk.reads_contributor(&forum, &guest.participant).await.unwrap();
    assert_eq!(
        (came.person_name.as_str(), came.organisation.as_str()),
        ("Contoh Ahli", "Forum Warga")
    );

    let id = forum.rsplit('/').next().unwrap();
    let kinds = agency.kinds_of(id).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "consultations.contributor_read").count(), 2);
    for body in agency.journal().await {
        let payload = String::from_utf8(body.payload).unwrap();
        assert!(!payload.contains("Contoh Warga") && !payload.contains("Terlalu lama"));
    }
    let shown = format!("{:?}", clerk.reads_comments(&forum).await.unwrap());
    assert!(!shown.contains("Contoh") && !shown.contains("Terlalu"));
}

async fn offices_alone_are_asked_about_an_internal_service(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    let office = agency.officer("office", &["execute:dpmptsp-magelang/arsip/arsiparis"]).await;
    let internal = whole(2).replace("audience = \"public\"", "audience = \"internal\"");
    clerk.drafts(&internal).await.unwrap();

    let forum = clerk.holds_forum(&standard(2), TODAY, LAST).await.unwrap();

    assert!(forum.internal);
    assert_eq!(reason(public.sees_forum(&forum.name).await), "FORUM_NOT_FOUND");
    assert_eq!(reason(public.comments(&forum.name, "time", "?").await), "FORUM_NOT_FOUND");
    let listed = async |caller: &Caller| {
        let parent = caller.agency.clone();
        let request = ListForumsRequest { parent, ..Default::default() };
        caller.consultations().list_forums(request).await.unwrap().into_inner().forums.len()
    };
    assert_eq!((listed(&public).await, listed(&office).await), (0, 1));
    let comment = commented(&office, &forum.name, "time").await;
    assert_eq!(office.sees_forum(&forum.name).await.unwrap().forum.unwrap().comments, 1);
    clerk.decides(&comment, ACCEPTED, LAST).await.unwrap();
}

async fn a_comment_is_taken_once_and_followed_by_its_slip(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    let forum = on_a_draft(&clerk).await;
    let guest = clerk.registers(&forum, Element::Media, "Contoh Wartawan").await.unwrap();
    let record = RecordCommentRequest {
        name: forum.clone(),
        request_id: request_id(),
        anchor: "fee".to_owned(),
        text: "Gratiskan".to_owned(),
        participant: guest.participant.clone(),
        ..RecordCommentRequest::default()
    };
    let first = clerk.consultations().record_comment(record.clone()).await.unwrap().into_inner();
    let again = clerk.consultations().record_comment(record.clone()).await.unwrap().into_inner();
    assert_eq!(first, again);
    let comment = first.comment.unwrap();
    assert!(comment.recorded && comment.element() == Element::Media);
    let mut unknown = record;
    unknown.participant.replace_range(unknown.participant.len() - 4.., "ffff");
    unknown.request_id = request_id();
    let refused = clerk.consultations().record_comment(unknown).await;
    assert_eq!(reason(refused), "PARTICIPANT_NOT_FOUND");

    let slip = first.slip.unwrap();
    assert!(slip.receipt_number.starts_with("MGL-FKP-2026-00000"));
    let track = async |slip: &Slip| {
        let (receipt_number, secret) = (slip.receipt_number.clone(), slip.secret.clone());
        let request = TrackCommentRequest { receipt_number, secret };
        let answer = public.consultations().track_comment(request).await?;
        Answered::Ok(answer.into_inner().comment.unwrap())
    };
    assert_eq!(track(&slip).await.unwrap().disposition(), Disposition::Unspecified);
    clerk.decides(&comment.name, REJECTED, LAST).await.unwrap();
    let followed = track(&slip).await.unwrap();
    assert_eq!((followed.reason.as_str(), followed.responsible.as_str()), (REJECTED.2, ""));
    assert_eq!(reason(track(&guest.slip.unwrap()).await), "RECEIPT_UNKNOWN");
    let wrong = Slip { secret: "0000-0000-0000-0000".to_owned(), ..slip };
    assert_eq!(reason(track(&wrong).await), "RECEIPT_UNKNOWN");
    let request = ListForumsRequest { parent: public.agency.clone(), ..Default::default() };
    let listed = public.consultations().list_forums(request).await.unwrap().into_inner();
    assert_eq!((listed.forums.len(), listed.forums[0].comments), (1, 1));
}

async fn a_forum_is_bounded(agency: &mut Agency) {
    let clerk = agency.administrator();
    let forum = on_a_draft(&clerk).await;
    let invitee = Invitation { element: Element::Media.into(), invitee: "Radio Contoh".to_owned() };
    let invite = async || {
        let request = InviteParticipantsRequest {
            name: forum.clone(),
            request_id: request_id(),
            etag: String::new(),
            invitations: vec![invitee.clone(); 100],
        };
        clerk.consultations().invite_participants(request).await
    };

    for _ in 0..5 {
        invite().await.unwrap();
    }

    assert_eq!(reason(invite().await), "FORUM_FULL");
}
