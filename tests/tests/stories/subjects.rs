//! What people may ask of those who hold their data, and in what time; who finds
//! them, and what a list shows of them; and what is told when data get out.

use contract::satupintu::permits::v1::{ListApplicationsRequest, ListTasksRequest};
use contract::satupintu::privacy::v1::find_applications_request::Identifier;
use contract::satupintu::privacy::v1::{
    AnswerSubjectRequestRequest, Breach, BreachExtent, BreachNature, BreachRecipient, DataCategory,
    FindApplicationsRequest, FindApplicationsResponse, ListBreachesRequest,
    ListSubjectRequestsRequest, NotifyBreachRequest, OpenOwnRequestRequest, ReadBreachRequest,
    ReadSubjectRequestRequest, RecordBreachRequest, RecordSubjectRequestRequest,
    RefuseSubjectRequestRequest, SearchPurpose, SubjectRequest, SubjectRequestState, SubjectRight,
    TrackOwnRequestsRequest,
};
use stories::sip::{self, Staff};
use stories::{
    Agency, Answered, Caller, Receipt, instant, moment, on_each_backend, reason, request_id, wib,
};

on_each_backend! { Plan::sip() =>
    a_request_is_answered_in_three_times_24_hours_through_a_weekend,
    a_late_request_is_noted_once_also_after_a_downtime,
    an_answered_request_is_never_late,
    a_letter_counts_from_its_receipt,
    a_request_is_closed_once,
    the_words_of_a_request_are_read_on_record_only,
    a_person_is_found_by_every_identifier_and_on_record,
    whoever_has_no_case_finds_nobody,
    a_list_shows_nobody_in_full,
    a_breach_is_told_in_time_or_noted_as_late,
    a_breach_that_was_told_of_rings_no_more,
}

async fn protector(agency: &Agency) -> Caller {
    agency.officer("protector", &["protect:dpmptsp-magelang"]).await
}

async fn opened(agency: &Agency, receipt: &Receipt) -> SubjectRequest {
    let request = OpenOwnRequestRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        request_id: request_id(),
        right: SubjectRight::Correction.into(),
        text: "Nama saya salah eja".to_owned(),
    };
    let answer = agency.public().privacy().open_own_request(request).await.unwrap();
    answer.into_inner().request.unwrap()
}

async fn tracked(agency: &Agency, receipt: &Receipt) -> Vec<SubjectRequest> {
    let request = TrackOwnRequestsRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
    };
    let answer = agency.public().privacy().track_own_requests(request).await.unwrap();
    answer.into_inner().requests
}

async fn answers(protector: &Caller, name: &str, note: &str) -> Answered<SubjectRequest> {
    let request = AnswerSubjectRequestRequest {
        name: name.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        note: note.to_owned(),
    };
    let answer = protector.privacy().answer_subject_request(request).await?;
    Ok(answer.into_inner().request.unwrap())
}

async fn refuses(protector: &Caller, name: &str, ground: &str) -> Answered<SubjectRequest> {
    let request = RefuseSubjectRequestRequest {
        name: name.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        ground: ground.to_owned(),
    };
    let answer = protector.privacy().refuse_subject_request(request).await?;
    Ok(answer.into_inner().request.unwrap())
}

/// It is Monday, 8 June 2026, 09.00; the clock runs at night and on Sundays.
async fn a_request_is_answered_in_three_times_24_hours_through_a_weekend(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-12 17:30")).await;

    let request = opened(agency, &receipt).await;

    assert_eq!(instant(request.due_at.as_ref()), wib("2026-06-15 17:30"));
    assert_eq!(request.state(), SubjectRequestState::Open);
    agency.time_passes_to(wib("2026-06-14 17:29")).await;
    assert_eq!(agency.kinds_of(&request.name).await, ["privacy.request_opened"]);
    agency.time_passes_to(wib("2026-06-14 17:30")).await;
    assert_eq!(agency.kinds_of(&request.name).await[1..], ["privacy.request_warned"]);
    agency.time_passes_to(wib("2026-06-15 17:30")).await;
    assert_eq!(agency.kinds_of(&request.name).await[2..], ["privacy.request_breached"]);
    let [shown] = &tracked(agency, &receipt).await[..] else { panic!("one request") };
    assert!(shown.late);
    assert_eq!(shown.text, "Nama saya salah eja");
}

async fn a_late_request_is_noted_once_also_after_a_downtime(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let request = opened(agency, &receipt).await;
    agency.stop().await;
    agency.time_passes_to(wib("2026-06-20 09:00")).await;
    agency.start().await;

    agency.time_passes_to(wib("2026-06-21 09:00")).await;
    agency.time_passes_to(wib("2026-06-22 09:00")).await;

    let kinds = agency.kinds_of(&request.name).await;
    let expected = ["privacy.request_opened", "privacy.request_warned", "privacy.request_breached"];
    assert_eq!(kinds, expected);
}

async fn an_answered_request_is_never_late(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let request = opened(agency, &receipt).await;

    let answered =
        answers(&protector(agency).await, &request.name, "Sudah diperbaiki").await.unwrap();
    agency.time_passes_to(wib("2026-06-30 09:00")).await;

    assert_eq!(answered.state(), SubjectRequestState::Answered);
    let expected = ["privacy.request_opened", "privacy.request_answered"];
    assert_eq!(agency.kinds_of(&request.name).await, expected);
    let [shown] = &tracked(agency, &receipt).await[..] else { panic!("one request") };
    assert_eq!((shown.reply.as_str(), shown.late), ("Sudah diperbaiki", false));
}

async fn a_letter_counts_from_its_receipt(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let protector = protector(agency).await;
    let letter = |received: &str, application: &str| RecordSubjectRequestRequest {
        parent: protector.agency.clone(),
        request_id: request_id(),
        application: application.to_owned(),
        right: SubjectRight::Erasure.into(),
        received_at: Some(moment(wib(received))),
        text: "Mohon hapus data saya".to_owned(),
    };
    let records = async |request| protector.privacy().record_subject_request(request).await;

    let letter_of_sunday = letter("2026-06-07 10:00", &receipt.name);
    let request = records(letter_of_sunday).await.unwrap().into_inner().request.unwrap();

    assert_eq!(instant(request.due_at.as_ref()), wib("2026-06-10 10:00"));
    assert!(request.by_letter);
    assert_eq!(tracked(agency, &receipt).await.len(), 1);
    assert_eq!(reason(records(letter("2026-06-08 09:01", "")).await), "NOT_IN_FUTURE");
    records(letter("2026-06-08 08:00", "")).await.unwrap();
    let list = ListSubjectRequestsRequest {
        parent: protector.agency.clone(),
        page_size: 1,
        page_token: String::new(),
    };
    let first = protector.privacy().list_subject_requests(list.clone()).await.unwrap().into_inner();
    assert_eq!(first.requests[0].name, request.name);
    assert_eq!(first.requests[0].text, "");
    let second = ListSubjectRequestsRequest { page_token: first.next_page_token, ..list };
    let second = protector.privacy().list_subject_requests(second).await.unwrap().into_inner();
    assert_eq!((second.requests.len(), second.next_page_token.as_str()), (1, ""));
}

async fn a_request_is_closed_once(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let request = opened(agency, &receipt).await;
    let protector = protector(agency).await;

    let refused = refuses(&protector, &request.name, "Sudah benar menurut KTP").await.unwrap();

    assert_eq!(refused.state(), SubjectRequestState::Refused);
    assert_eq!(reason(answers(&protector, &request.name, "Jadi").await), "REQUEST_CLOSED");
    let unknown = request.name.replace("subjectRequests/0", "subjectRequests/1");
    assert_eq!(reason(answers(&protector, &unknown, "Jadi").await), "REQUEST_NOT_FOUND");
}

async fn the_words_of_a_request_are_read_on_record_only(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let opened = opened(agency, &receipt).await;
    assert_eq!(opened.text, "");
    let protector = protector(agency).await;
    let read = ReadSubjectRequestRequest {
        name: opened.name.clone(),
        request_id: request_id(),
        etag: String::new(),
    };

    let shown = protector.privacy().read_subject_request(read).await.unwrap().into_inner();

    assert_eq!(shown.request.unwrap().text, "Nama saya salah eja");
    let kinds = agency.kinds_of(&opened.name).await;
    assert_eq!(kinds.last().map(String::as_str), Some("privacy.request_read"));
}

async fn finds(caller: &Caller, identifier: Identifier) -> Answered<FindApplicationsResponse> {
    let request = FindApplicationsRequest {
        parent: caller.agency.clone(),
        request_id: request_id(),
        identifier: Some(identifier),
        purpose: SearchPurpose::AssistApplicant.into(),
    };
    Ok(caller.privacy().find_applications(request).await?.into_inner())
}

async fn a_person_is_found_by_every_identifier_and_on_record(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let ways = [
        Identifier::Nik("9901011708450001".to_owned()),
        Identifier::Phone("+62 812-0000-0001".to_owned()),
        Identifier::Email("Pemohon@Contoh.Example".to_owned()),
    ];

    for way in ways {
        let found = finds(&staff.loket, way).await.unwrap();
        let names: Vec<&str> = found.applications.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, [receipt.name.as_str()]);
    }

    let kinds = agency.kinds_of(&receipt.name).await;
    assert_eq!(kinds[1..], ["privacy.found", "privacy.found", "privacy.found"]);
    let journal = agency.journal().await;
    let searches = journal.iter().filter(|body| body.kind == "privacy.searched");
    let said: Vec<String> =
        searches.map(|body| String::from_utf8(body.payload.clone()).unwrap()).collect();
    assert_eq!(said.len(), 3);
    assert!(said.iter().all(|text| !text.contains("1708450001") && !text.contains("contoh.ex")));
}

async fn whoever_has_no_case_finds_nobody(agency: &mut Agency) {
    agency.public().files(sip::submission()).await.unwrap();
    let staff = Staff::enrolled(agency, "").await;
    let nobody = Identifier::Nik("9901011708450099".to_owned());

    let found = finds(&staff.loket, nobody.clone()).await.unwrap();

    assert_eq!(found.applications, []);
    assert_eq!(reason(finds(&agency.administrator(), nobody).await), "DUTY_MISSING");
}

async fn a_list_shows_nobody_in_full(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let parent = staff.loket.agency.clone();

    let list = ListApplicationsRequest { parent: parent.clone(), ..Default::default() };
    let listed = staff.loket.permits().list_applications(list).await.unwrap().into_inner();
    let tasks = ListTasksRequest { parent, executor: sip::LOKET.to_owned(), ..Default::default() };
    let tasks = staff.loket.permits().list_tasks(tasks).await.unwrap().into_inner();
    let seen = staff.loket.sees(&receipt.name).await.unwrap();

    let shown = [
        listed.applications[0].masked_applicant.clone(),
        tasks.tasks[0].masked_applicant.clone(),
        seen.masked_applicant,
    ];
    for masked in shown {
        let masked = masked.unwrap();
        assert_eq!(masked.name, "C***** P******");
        assert_eq!(masked.nik, "9901**********01");
    }
    assert_eq!(agency.kinds_of(&receipt.name).await, ["permits.submitted"]);
}

async fn breach(protector: &Caller) -> Breach {
    let request = RecordBreachRequest {
        parent: protector.agency.clone(),
        request_id: request_id(),
        discovered_at: Some(moment(wib("2026-06-07 09:00"))),
        nature: BreachNature::Disclosure.into(),
        categories: vec![DataCategory::Identifier.into(), DataCategory::Files.into()],
        extent: BreachExtent::UpToHundred.into(),
        narrative: "Berkas dikirim ke alamat yang salah".to_owned(),
    };
    protector.privacy().record_breach(request).await.unwrap().into_inner().breach.unwrap()
}

async fn tells(protector: &Caller, name: &str, recipient: BreachRecipient) -> Answered<Breach> {
    let request = NotifyBreachRequest {
        name: name.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        recipient: recipient.into(),
        at: Some(moment(wib("2026-06-08 08:00"))),
    };
    Ok(protector.privacy().notify_breach(request).await?.into_inner().breach.unwrap())
}

async fn a_breach_is_told_in_time_or_noted_as_late(agency: &mut Agency) {
    let protector = protector(agency).await;
    let breach = breach(&protector).await;
    assert_eq!(instant(breach.due_at.as_ref()), wib("2026-06-10 09:00"));

    tells(&protector, &breach.name, BreachRecipient::Subjects).await.unwrap();
    let twice = tells(&protector, &breach.name, BreachRecipient::Subjects).await;
    assert_eq!(reason(twice), "ALREADY_NOTIFIED");
    agency.time_passes_to(wib("2026-06-10 09:00")).await;

    let kinds = agency.kinds_of(&breach.name).await;
    let expected = ["privacy.breach_notified", "privacy.breach_warned", "privacy.breach_overdue"];
    assert_eq!(kinds[1..], expected);
    let list = ListBreachesRequest { parent: protector.agency.clone(), ..Default::default() };
    let listed = protector.privacy().list_breaches(list).await.unwrap().into_inner().breaches;
    assert!(listed[0].late && listed[0].narrative.is_empty());
    let read = ReadBreachRequest {
        name: breach.name.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    let shown = protector.privacy().read_breach(read).await.unwrap().into_inner();
    assert_eq!(shown.breach.unwrap().narrative, "Berkas dikirim ke alamat yang salah");
}

async fn a_breach_that_was_told_of_rings_no_more(agency: &mut Agency) {
    let protector = protector(agency).await;
    let breach = breach(&protector).await;

    tells(&protector, &breach.name, BreachRecipient::Subjects).await.unwrap();
    let told = tells(&protector, &breach.name, BreachRecipient::Authority).await.unwrap();
    agency.time_passes_to(wib("2026-06-30 09:00")).await;

    assert_eq!(told.notifications.len(), 2);
    let expected =
        ["privacy.breach_recorded", "privacy.breach_notified", "privacy.breach_notified"];
    assert_eq!(agency.kinds_of(&breach.name).await, expected);
    let unknown = breach.name.replace("breaches/0", "breaches/1");
    let nowhere = tells(&protector, &unknown, BreachRecipient::Public).await;
    assert_eq!(reason(nowhere), "BREACH_NOT_FOUND");
}
