//! Complaints: who may see them, by when they are answered, and when they are closed.

mod attachments;

use contract::satupintu::complaints::v1::{
    ClosingGround, ComplaintChannel, ComplaintClass, ComplaintLaw, ComplaintState, ComplaintStep,
    ListComplaintsRequest, ReadComplaintRequest, ReadComplaintResponse, Reporter,
    SubmitComplaintRequest, SuggestDuplicatesRequest, SummarizeComplaintsRequest,
    close_complaint_request::{AcceptedElsewhere, Ground},
    judge_answer_request::Verdict,
};
use contract::satupintu::notices::v1::NoticeLanguage;
use kernel::ReceiptNumber;
use stories::complaints::{Filed, Staff, complaint};
use stories::sip;
use stories::{Agency, Answered, Caller, due, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    a_complaint_goes_from_its_receipt_to_the_reporters_word,
    a_retry_files_nothing_twice_and_tells_the_secret_again,
    both_laws_are_shown_and_the_earlier_counts,
    an_uncertain_time_is_a_promise_and_no_law,
    whom_a_complaint_is_about_never_sees_it,
    a_complaint_about_delay_brings_the_clock_of_the_case,
    what_nobody_does_is_warned_of_and_escalated_once_also_after_a_downtime,
    silence_closes_only_an_answer_with_evidence,
    what_was_not_completed_is_deemed_withdrawn,
    a_disputed_answer_goes_on_with_the_time_that_was_left,
    a_repeated_complaint_is_suggested_and_closed_as_a_duplicate,
    the_reporter_is_read_on_record_only_and_an_anonymous_one_never,
    an_answer_by_post_is_delivered_once,
    the_public_sees_counts_that_name_nobody,
    whoever_has_it_sees_it_in_the_list_and_a_neighbour_does_not,
    a_complaint_stays_where_the_rules_keep_it,
}

/// It is Monday, 8 June 2026, 09.00.
async fn a_complaint_goes_from_its_receipt_to_the_reporters_word(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let public = agency.public();
    let filed = public.complains(complaint(&public.agency)).await.unwrap();
    assert!(filed.number.contains("-ADU-2026-000001-"), "{}", filed.number);
    assert_eq!(public.tracks_complaint(&filed).await.state(), ComplaintState::Received);

    staff.admin.misses(&filed.name).await.unwrap();
    assert_eq!(public.tracks_complaint(&filed).await.missing, "Tanggal kejadian");
    public.completes_complaint(&filed).await.unwrap();
    staff.admin.verifies(&filed.name, &[]).await.unwrap();
    let disposed = staff.admin.hands_complaint(&filed.name, "pelayanan").await.unwrap();
    assert_eq!(disposed.open_steps, ["tindak-lanjut"]);
    assert_eq!(disposed.sop, "agencies/dpmptsp-magelang/sops/pengaduan/versions/1");
    staff.liaison.follows_up(&filed.name).await.unwrap();
    staff.liaison.answers_complaint(&filed.name, "Foto papan jam loket").await.unwrap();
    let shown = public.tracks_complaint(&filed).await;
    assert_eq!(shown.answers[0].text, "Jam loket sudah diperbaiki");
    assert_eq!(shown.answers[0].evidence, "Foto papan jam loket");
    let closed = public.judges(&filed, Verdict::Solved).await.unwrap();

    assert_eq!(closed.ground(), ClosingGround::ConfirmedByReporter);
    assert!(closed.solved && !closed.late);
    let expected = [
        "complaints.received",
        "complaints.completion_asked",
        "complaints.completed",
        "complaints.verified",
        "complaints.disposed",
        "complaints.followed_up",
        "complaints.answered",
        "complaints.closed",
    ];
    assert_eq!(agency.kinds_of(&filed.name).await, expected);
    let journal = agency.journal().await;
    let said = journal.iter().map(|body| String::from_utf8(body.payload.clone()).unwrap());
    assert!(said.into_iter().all(|text| !text.contains("Loket") && !text.contains("Senin")));
}

async fn a_retry_files_nothing_twice_and_tells_the_secret_again(agency: &mut Agency) {
    let public = agency.public();
    let request = complaint(&public.agency);

    let first = public.complains(request.clone()).await.unwrap();
    let second = public.complains(request.clone()).await.unwrap();

    assert_eq!((first.name.clone(), first.secret), (second.name, second.secret));
    let other = SubmitComplaintRequest { text: "Lain".to_owned(), ..request };
    assert_eq!(reason(public.complains(other).await), "REQUEST_ID_REUSED");
    assert_eq!(agency.kinds_of(&first.name).await, ["complaints.received"]);
}

async fn both_laws_are_shown_and_the_earlier_counts(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let filed = staff.verified(agency).await;

    let clocks = agency.public().tracks_complaint(&filed).await.clocks;

    let answer: Vec<_> = clocks.iter().filter(|it| it.step() == ComplaintStep::Answer).collect();
    let [sp4n, service] = answer[..] else { panic!("two laws: {answer:?}") };
    // 14 working days from 8 June 2026, without the holiday on the 16th.
    assert_eq!((sp4n.law(), due(sp4n.due.as_ref())), (ComplaintLaw::Sp4n, "2026-06-29".to_owned()));
    assert_eq!(service.law(), ComplaintLaw::PublicService);
    assert_eq!(due(service.due.as_ref()), "2026-08-07");
    assert!(sp4n.counts && !service.counts);
    assert!(sp4n.explanation.len() > 1, "{:?}", sp4n.explanation);
}

async fn an_uncertain_time_is_a_promise_and_no_law(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let public = agency.public();
    let wish = SubmitComplaintRequest {
        class: ComplaintClass::Aspiration.into(),
        ..complaint(&public.agency)
    };
    let filed = public.complains(wish).await.unwrap();
    staff.admin.verifies_as(&filed.name, ComplaintClass::Aspiration).await;

    let clocks = public.tracks_complaint(&filed).await.clocks;

    let answer: Vec<_> = clocks.iter().filter(|it| it.step() == ComplaintStep::Answer).collect();
    assert_eq!(answer[0].law(), ComplaintLaw::Promise);
    assert!(answer[0].basis.clone().unwrap().text.starts_with("Janji instansi"));
}

async fn whom_a_complaint_is_about_never_sees_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let case = agency.public().files(sip::submission()).await.unwrap();
    let desk = sip::Staff::enrolled(agency, "").await;
    desk.loket.takes(&case.name, "pendaftaran").await.unwrap();
    agency.assign(&desk.loket, "execute:dpmptsp-magelang/pengaduan/admin").await.unwrap();
    let public = agency.public();
    let about = SubmitComplaintRequest {
        application_receipt: case.number.clone(),
        step: "pendaftaran".to_owned(),
        ..complaint(&public.agency)
    };
    let filed = public.complains(about).await.unwrap();
    let other = public.complains(complaint(&public.agency)).await.unwrap();
    let accused = &desk.loket;

    assert_eq!(reason(accused.sees_complaint(&filed.name).await), "COMPLAINT_NOT_FOUND");
    assert_eq!(reason(accused.verifies(&filed.name, &[]).await), "COMPLAINT_NOT_FOUND");
    assert_eq!(reason(accused.misses(&filed.name).await), "COMPLAINT_NOT_FOUND");
    assert_eq!(reason(reads(accused, &filed, true).await), "COMPLAINT_NOT_FOUND");
    let akin = SuggestDuplicatesRequest { name: filed.name.clone() };
    assert_eq!(reason(accused.complaints().suggest_duplicates(akin).await), "COMPLAINT_NOT_FOUND");
    assert_eq!(listed(accused, "").await.unwrap(), std::slice::from_ref(&other.name));
    assert_eq!(listed(&staff.admin, "").await.unwrap().len(), 2);
    staff.admin.verifies(&filed.name, &[]).await.unwrap();
    // Whom an officer names loses it at once.
    staff.admin.verifies(&other.name, &[accused]).await.unwrap();
    assert_eq!(reason(accused.sees_complaint(&other.name).await), "COMPLAINT_NOT_FOUND");
}

async fn a_complaint_about_delay_brings_the_clock_of_the_case(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let desk = sip::Staff::enrolled(agency, "").await;
    let case = agency.public().files(sip::submission()).await.unwrap();
    desk.loket.takes(&case.name, "pendaftaran").await.unwrap();
    desk.loket.accepts(&case.name, "pendaftaran").await.unwrap();
    let public = agency.public();
    let about = |number: &str| SubmitComplaintRequest {
        application_receipt: number.to_owned(),
        ..complaint(&public.agency)
    };

    let early = public.complains(about(&case.number)).await.unwrap();
    agency.time_passes_to(wib("2026-06-19 09:00")).await;
    let early = staff.admin.sees_complaint(&early.name).await.unwrap().case.unwrap();

    assert_eq!(early.application, case.name);
    assert_eq!((due(early.due.as_ref()), early.late), ("2026-06-22".to_owned(), false));
    assert!(early.holder.starts_with("dpmptsp-magelang/"), "{}", early.holder);
    let nowhere = ReceiptNumber::new("ZZZ", "SIP", 2026, 9).unwrap().to_string();
    assert_eq!(reason(public.complains(about(&nowhere)).await), "APPLICATION_NOT_FOUND");
}

async fn what_nobody_does_is_warned_of_and_escalated_once_also_after_a_downtime(
    agency: &mut Agency,
) {
    let staff = Staff::enrolled(agency).await;
    let public = agency.public();
    let filed = public.complains(complaint(&public.agency)).await.unwrap();

    agency.time_passes_to(wib("2026-06-11 15:59")).await;
    assert_eq!(agency.kinds_of(&filed.name).await[1..], ["complaints.warned"]);
    agency.stop().await;
    agency.time_passes_to(wib("2026-06-15 09:00")).await;
    agency.start().await;
    agency.time_passes_to(wib("2026-06-20 09:00")).await;
    agency.time_passes_to(wib("2026-07-20 09:00")).await;

    let kinds = agency.kinds_of(&filed.name).await;
    assert_eq!(kinds[2..], ["complaints.breached", "complaints.escalated"]);
    let seen = staff.superior.sees_complaint(&filed.name).await.unwrap();
    assert!(seen.late && seen.escalated_at.is_some());
}

async fn silence_closes_only_an_answer_with_evidence(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let proven = staff.answered(agency, "Foto").await;
    let claimed = staff.answered(agency, "").await;

    agency.time_passes_to(wib("2026-06-20 09:00")).await;

    let closed = agency.public().tracks_complaint(&proven).await;
    assert_eq!(closed.ground(), ClosingGround::Undisputed);
    assert!(!closed.solved);
    let open = agency.public().tracks_complaint(&claimed).await;
    assert_eq!(open.state(), ComplaintState::Answered);
    let late = agency.public().judges(&proven, Verdict::Disputed).await;
    assert_eq!(reason(late), "OBJECTION_WINDOW_OVER");
}

async fn what_was_not_completed_is_deemed_withdrawn(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let public = agency.public();
    let filed = public.complains(complaint(&public.agency)).await.unwrap();
    staff.admin.misses(&filed.name).await.unwrap();

    agency.time_passes_to(wib("2026-07-08 23:59")).await;
    assert_eq!(public.tracks_complaint(&filed).await.state(), ComplaintState::AwaitingReporter);
    agency.time_passes_to(wib("2026-07-09 00:01")).await;

    assert_eq!(public.tracks_complaint(&filed).await.ground(), ClosingGround::DeemedWithdrawn);
    assert_eq!(reason(public.completes_complaint(&filed).await), "COMPLAINT_OUT_OF_ORDER");
    let reopened = staff.superior.reopens(&filed.name).await.unwrap();
    assert_eq!((reopened.state(), reopened.reopened), (ComplaintState::Received, 1));
}

async fn a_disputed_answer_goes_on_with_the_time_that_was_left(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let begun = staff.begun(agency).await;
    agency.time_passes_to(wib("2026-06-15 09:00")).await;
    staff.liaison.answers_complaint(&begun.name, "Foto").await.unwrap();
    agency.time_passes_to(wib("2026-06-22 09:00")).await;

    let disputed = agency.public().judges(&begun, Verdict::Disputed).await.unwrap();

    assert_eq!(disputed.state(), ComplaintState::InProgress);
    assert_eq!((disputed.reopened, disputed.age_days), (1, 14));
    let clocks = disputed.clocks.iter();
    let sp4n =
        clocks.filter(|it| it.step() == ComplaintStep::Answer && it.law() == ComplaintLaw::Sp4n);
    // Four working days of fourteen were used before the answer; ten are left.
    let dates: Vec<String> = sp4n.map(|it| due(it.due.as_ref())).collect();
    assert_eq!(dates, ["2026-07-06"]);
    staff.liaison.answers_complaint(&begun.name, "Foto baru").await.unwrap();
    let closed = agency.public().judges(&begun, Verdict::Solved).await.unwrap();
    assert_eq!(closed.answers.len(), 2);
}

async fn a_repeated_complaint_is_suggested_and_closed_as_a_duplicate(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let public = agency.public();
    let named = |phone: &str| SubmitComplaintRequest {
        reporter: Some(Reporter {
            name: "Contoh Pelapor".to_owned(),
            phone: phone.to_owned(),
            ..Reporter::default()
        }),
        ..complaint(&public.agency)
    };
    let first = public.complains(named("081200000021")).await.unwrap();
    public.complains(named("081200000099")).await.unwrap();
    let second = public.complains(named("+62 812-0000-0021")).await.unwrap();

    let akin = SuggestDuplicatesRequest { name: second.name.clone() };
    let answer = staff.admin.complaints().suggest_duplicates(akin).await.unwrap().into_inner();
    let [suggestion] = &answer.suggestions[..] else { panic!("{answer:?}") };
    assert_eq!(suggestion.complaint, first.name);
    assert!(suggestion.same_reporter && suggestion.open && !suggestion.same_case);
    let itself = Ground::DuplicateOf(second.name.clone());
    assert_eq!(
        reason(staff.admin.closes_complaint(&second.name, itself).await),
        "ORIGINAL_NOT_OPEN"
    );
    let merged = Ground::DuplicateOf(first.name.clone());
    let closed = staff.admin.closes_complaint(&second.name, merged).await.unwrap();

    assert_eq!(
        (closed.ground(), closed.duplicate_of),
        (ClosingGround::Duplicate, first.name.clone())
    );
    let closed_one = Ground::DuplicateOf(second.name.clone());
    assert_eq!(
        reason(staff.admin.closes_complaint(&first.name, closed_one).await),
        "ORIGINAL_NOT_OPEN"
    );
    let disputed = public.judges(&second, Verdict::Disputed).await.unwrap();
    assert_eq!(disputed.state(), ComplaintState::Received);
}

async fn the_reporter_is_read_on_record_only_and_an_anonymous_one_never(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let public = agency.public();
    let reporter = Reporter {
        name: "Contoh Pelapor".to_owned(),
        address: "Jl. Contoh 1".to_owned(),
        phone: "081200000021".to_owned(),
        email: "pelapor@contoh.example".to_owned(),
        language: NoticeLanguage::English.into(),
    };
    let named =
        SubmitComplaintRequest { reporter: Some(reporter.clone()), ..complaint(&public.agency) };
    let named = public.complains(named).await.unwrap();
    let nameless = public.complains(complaint(&public.agency)).await.unwrap();

    let text = reads(&staff.admin, &named, false).await.unwrap();
    let whole = reads(&staff.admin, &named, true).await.unwrap();
    let nobody = reads(&staff.admin, &nameless, true).await.unwrap();

    assert_eq!(
        (text.texts, text.reporter),
        (vec!["Loket tutup sebelum waktunya".to_owned()], None)
    );
    let read = whole.reporter.unwrap();
    assert_eq!(read.language, reporter.language);
    assert_eq!((read.name, read.address), (reporter.name, reporter.address));
    assert_eq!(nobody.reporter, None);
    assert!(nobody.complaint.unwrap().anonymous);
    let kinds = agency.kinds_of(&named.name).await;
    assert_eq!(kinds[1..], ["complaints.read", "complaints.read"]);
    assert_eq!(reason(reads(&staff.liaison, &named, true).await), "DUTY_MISSING");
}

async fn an_answer_by_post_is_delivered_once(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let posted = staff.posted().await;
    let due_before = staff.liaison.sees_complaint(&posted.name).await.unwrap();
    assert_eq!(due_before.next_step(), ComplaintStep::Delivery);
    assert_eq!(due(due_before.due.as_ref()), "2026-06-22");

    agency.time_passes_to(wib("2026-06-10 09:00")).await;
    let early = staff.liaison.delivers_answer(&posted.name, wib("2026-06-01 09:00")).await;
    staff.liaison.delivers_answer(&posted.name, wib("2026-06-09 10:00")).await.unwrap();
    let twice = staff.liaison.delivers_answer(&posted.name, wib("2026-06-09 11:00")).await;

    assert_eq!(reason(early), "COMPLAINT_OUT_OF_ORDER");
    assert_eq!(reason(twice), "ANSWER_ALREADY_DELIVERED");
    agency.time_passes_to(wib("2026-07-10 09:00")).await;
    assert!(!staff.liaison.sees_complaint(&posted.name).await.unwrap().late);
}

async fn the_public_sees_counts_that_name_nobody(agency: &mut Agency) {
    let public = agency.public();
    for _ in 0..5 {
        public.complains(complaint(&public.agency)).await.unwrap();
    }
    let hidden = SubmitComplaintRequest { confidential: true, ..complaint(&public.agency) };
    public.complains(hidden).await.unwrap();
    let question = SubmitComplaintRequest {
        class: ComplaintClass::Information.into(),
        ..complaint(&public.agency)
    };
    public.complains(question).await.unwrap();

    let request = SummarizeComplaintsRequest { parent: public.agency.clone() };
    let rows = public.complaints().summarize_complaints(request).await.unwrap().into_inner().rows;

    let open = |class: ComplaintClass| {
        let row = rows.iter().find(|row| row.class() == class).unwrap();
        let count = row.open_in_time.unwrap();
        (count.count, count.suppressed)
    };
    assert_eq!(open(ComplaintClass::Ordinary), (5, false));
    assert_eq!(open(ComplaintClass::Information), (0, true));
    assert_eq!(open(ComplaintClass::Investigation), (0, false));
}

async fn whoever_has_it_sees_it_in_the_list_and_a_neighbour_does_not(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let disposed = staff.disposed(agency).await;
    let waiting = agency.public().complains(complaint(&staff.admin.agency)).await.unwrap();

    let all = listed(&staff.admin, "").await.unwrap();
    let own = listed(&staff.liaison, "dpmptsp-magelang/pelayanan").await.unwrap();

    assert_eq!(all.len(), 2);
    assert_eq!(own, [disposed.name]);
    assert_eq!(reason(listed(&staff.liaison, "").await), "DUTY_MISSING");
    assert_eq!(reason(listed(&staff.liaison, "dpmptsp-magelang/arsip").await), "DUTY_MISSING");
    assert_eq!(reason(staff.liaison.sees_complaint(&waiting.name).await), "DUTY_MISSING");
}

async fn a_complaint_stays_where_the_rules_keep_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let public = agency.public();
    let disposed = staff.disposed(agency).await;
    let letter = SubmitComplaintRequest {
        channel: ComplaintChannel::Letter.into(),
        ..complaint(&public.agency)
    };
    let elsewhere = complaint("agencies/dinkes-magelang");

    assert_eq!(reason(public.complains(letter).await), "OFFICER_ONLY");
    assert_eq!(reason(public.complains(elsewhere).await), "COMPLAINT_PROCEDURE_MISSING");
    let same = staff.admin.hands_complaint(&disposed.name, "pelayanan").await;
    assert_eq!(reason(same), "COMPLAINT_WITH_UNIT_ALREADY");
    let early = staff.liaison.answers_complaint(&disposed.name, "").await;
    assert_eq!(reason(early), "COMPLAINT_OUT_OF_ORDER");
    let gone = disposed.name.replace(disposed.name.rsplit('/').next().unwrap(), NOBODYS);
    assert_eq!(reason(staff.admin.sees_complaint(&gone).await), "COMPLAINT_NOT_FOUND");
    let accepted =
        AcceptedElsewhere { agency: "pln-kedu".to_owned(), reference: "PLN-4711".to_owned() };
    let ground = Ground::AcceptedElsewhere(accepted);
    let closed = staff.admin.closes_complaint(&disposed.name, ground).await.unwrap();
    assert_eq!((closed.accepted_by.as_str(), closed.solved), ("pln-kedu", false));
    assert_eq!(reason(staff.liaison.reopens(&disposed.name).await), "DUTY_MISSING");
    let reopened = staff.superior.reopens(&disposed.name).await.unwrap();
    assert_eq!(reopened.state(), ComplaintState::InProgress);
}

const NOBODYS: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

async fn reads(officer: &Caller, filed: &Filed, identity: bool) -> Answered<ReadComplaintResponse> {
    let request = ReadComplaintRequest {
        name: filed.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        identity,
    };
    Ok(officer.complaints().read_complaint(request).await?.into_inner())
}

async fn listed(officer: &Caller, holder: &str) -> Answered<Vec<String>> {
    let mut names = Vec::new();
    let mut request = ListComplaintsRequest {
        parent: officer.agency.clone(),
        holder: holder.to_owned(),
        page_size: 1,
        page_token: String::new(),
    };
    loop {
        let page = officer.complaints().list_complaints(request.clone()).await?.into_inner();
        names.extend(page.complaints.into_iter().map(|it| it.name));
        if page.next_page_token.is_empty() {
            return Ok(names);
        }
        request.page_token = page.next_page_token;
    }
}
