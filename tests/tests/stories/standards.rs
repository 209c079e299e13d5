//! A standard from its draft to its revocation; the promise, and what is given
//! when it is broken.

use contract::satupintu::{
    sop::v1::{Component, GetServiceRequest},
    standards::v1::{
        DraftStandardRequest, GetPromiseRequest, ListCompensationsRequest, ListStandardsRequest,
        PrintPromiseRequest, StandardPhase,
    },
    r#type::v1::Source,
};
use stories::sip::{self, SERVICE, Staff};
use stories::standards::{
    bring, day, publish_quick, quick_standard, quick_submission, standard, whole, without,
};
use stories::{Agency, Caller, date, on_each_backend, reason, request_id, violations, wib};

on_each_backend! { Plan::sip() =>
    a_standard_lives_from_draft_to_revocation,
    a_standard_without_a_component_is_not_established,
    nothing_becomes_public_against_the_order,
    a_standard_that_contradicts_its_sop_is_not_published,
    the_public_reads_all_that_a_standard_says,
    a_draft_is_judged_before_it_is_written,
    a_review_falls_due_after_a_year,
    a_broken_promise_is_made_good_once,
    who_may_not_is_refused,
}

async fn head(agency: &Agency) -> Caller {
    agency.officer("head", &["govern:dpmptsp-magelang"]).await
}

async fn current_version(agency: &Agency) -> u32 {
    let request = GetServiceRequest { name: SERVICE.to_owned(), version: 0 };
    let answer = agency.public().catalogue().get_service(request).await.unwrap();
    answer.into_inner().service.unwrap().version
}

async fn a_standard_lives_from_draft_to_revocation(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let old = agency.public().files(sip::submission()).await.unwrap();

    let drafted = clerk.drafts(&whole(2)).await.unwrap();
    assert_eq!(drafted.phase(), StandardPhase::Draft);
    assert_eq!(drafted.missing_components, [0; 0]);
    clerk.discusses(2, "2026-06-08").await.unwrap();
    head.establishes(2, "2026-06-08").await.unwrap();
    assert_eq!(current_version(agency).await, 1);
    let published = clerk.publishes(2).await.unwrap();

    assert_eq!(published.phase(), StandardPhase::Published);
    assert_eq!(date(published.review_due.as_ref()), "2027-06-08");
    assert_eq!(published.publications[0].media.len(), 2);
    assert_eq!(current_version(agency).await, 2);
    let staff = Staff::enrolled(agency, "").await;
    let new = agency.public().files(sip::submission()).await.unwrap();
    let version = async |case: &str| staff.kepala.sees(case).await.unwrap().service_version;
    assert_eq!((version(&old.name).await, version(&new.name).await), (1, 2));

    assert_eq!(clerk.publishes(2).await.unwrap().publications.len(), 2);
    let revoked = head.revokes_standard(2, "2026-06-08").await.unwrap();
    assert_eq!(revoked.phase(), StandardPhase::Revoked);
    assert_eq!(reason(agency.public().files(sip::submission()).await), "SERVICE_NOT_FOUND");
    assert_eq!(version(&new.name).await, 2);
    assert_eq!(reason(clerk.publishes(2).await), "STANDARD_REVOKED");
    agency.stop().await;
    agency.start().await;
    assert_eq!(reason(agency.public().files(sip::submission()).await), "SERVICE_NOT_FOUND");
}

async fn a_standard_without_a_component_is_not_established(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);

    let drafted = clerk.drafts(&without(2, "staff")).await.unwrap();
    clerk.discusses(2, "2026-06-08").await.unwrap();

    assert_eq!(drafted.missing_components, [i32::from(Component::Staff)]);
    assert_eq!(reason(head.establishes(2, "2026-06-08").await), "COMPONENTS_MISSING");
    // The forum wished it so: the text is written anew, without a second forum.
    let mended = clerk.drafts(&whole(2)).await.unwrap();
    assert_eq!(mended.phase(), StandardPhase::Discussed);
    assert_ne!(mended.discussion.unwrap().digest, mended.digest);
    head.establishes(2, "2026-06-08").await.unwrap();
}

async fn nothing_becomes_public_against_the_order(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);

    assert_eq!(reason(clerk.discusses(2, "2026-06-08").await), "STANDARD_NOT_FOUND");
    clerk.drafts(&whole(2)).await.unwrap();
    assert_eq!(reason(head.establishes(2, "2026-06-08").await), "STANDARD_NOT_DISCUSSED");
    assert_eq!(reason(clerk.publishes(2).await), "STANDARD_NOT_ESTABLISHED");
    assert_eq!(reason(clerk.reviews(2, "2026-06-08").await), "STANDARD_NOT_PUBLISHED");
    assert_eq!(reason(head.revokes_standard(2, "2026-06-08").await), "STANDARD_NOT_ESTABLISHED");
    assert_eq!(reason(clerk.discusses(2, "2026-06-09").await), "DATE_IN_FUTURE");
    clerk.discusses(2, "2026-06-08").await.unwrap();
    assert_eq!(reason(head.establishes(2, "2026-06-05").await), "DATE_OUT_OF_ORDER");
    head.establishes(2, "2026-06-08").await.unwrap();
    assert_eq!(reason(clerk.drafts(&whole(2)).await), "STANDARD_FIXED");
    bring(agency, &head, 3, StandardPhase::Published).await;
    assert_eq!(reason(clerk.publishes(2).await), "VERSION_NOT_NEWER");
}

async fn a_standard_that_contradicts_its_sop_is_not_published(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let hasty = whole(2).replace("working_days = 9", "working_days = 4");
    let other = whole(3).replace(
        "sop = { id = \"sip-dokter-spesialis\", version = 1 }",
        "sop = { id = \"sip-dokter-spesialis\", version = 7 }",
    );

    for (version, text) in [(2, hasty), (3, other)] {
        clerk.drafts(&text).await.unwrap();
        clerk.discusses(version, "2026-06-08").await.unwrap();
        head.establishes(version, "2026-06-08").await.unwrap();
        assert_eq!(reason(clerk.publishes(version).await), "STANDARD_DISAGREES");
    }

    assert_eq!(current_version(agency).await, 1);
}

async fn the_public_reads_all_that_a_standard_says(agency: &mut Agency) {
    let request = GetServiceRequest { name: SERVICE.to_owned(), version: 0 };

    let answer = agency.public().catalogue().get_service(request).await.unwrap();

    let service = answer.into_inner().service.unwrap();
    assert_eq!(service.missing_components, [0; 0]);
    assert!(!service.complaint_channels.is_empty() && !service.stages.is_empty());
    assert!(service.guarantee.iter().all(|it| it.source() == Source::Example));
    assert!(service.legal_basis.iter().any(|it| it.source() == Source::Published));
    assert!(service.examples.contains(&"standard.guarantee".to_owned()));
}

async fn a_draft_is_judged_before_it_is_written(agency: &mut Agency) {
    let clerk = agency.administrator();
    let request = |text: String| DraftStandardRequest {
        parent: SERVICE.to_owned(),
        request_id: request_id(),
        text,
        validate_only: true,
        ..DraftStandardRequest::default()
    };
    let judged = async |text: String| -> Vec<String> {
        let answer = clerk.standards().draft_standard(request(text)).await.unwrap().into_inner();
        assert_eq!(answer.standard, None);
        answer.diagnostics.into_iter().map(|found| found.code).collect()
    };

    assert_eq!(judged(whole(2)).await, [""; 0]);
    assert_eq!(judged("format = 1\n[service\n".to_owned()).await[0], "SOP001");
    let hasty = whole(2).replace("working_days = 9", "working_days = 4");
    assert_eq!(judged(hasty).await, ["SVC010"]);
    let paid = whole(2).replace("\"KTP pemohon\"", "\"Bukti bayar retribusi\"");
    assert_eq!(judged(paid.clone()).await, ["SVC020"]);
    assert_eq!(reason(clerk.sees_standard(2).await), "STANDARD_NOT_FOUND");
    clerk.drafts(&paid).await.unwrap();
    assert_eq!(reason(clerk.drafts("format = 1").await), "STANDARD_FAULTY");
    let other =
        whole(2).replace("\"dpmptsp-magelang\"\nagency_code", "\"dinkes-magelang\"\nagency_code");
    assert_eq!(reason(clerk.drafts(&other).await), "STANDARD_OF_ANOTHER");
    assert_eq!(reason(clerk.drafts(&whole(1)).await), "VERSION_NOT_NEWER");
}

async fn a_review_falls_due_after_a_year(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    bring(agency, &head, 2, StandardPhase::Published).await;
    bring(agency, &head, 3, StandardPhase::Draft).await;
    let due_by = async |day_text: &str| -> Vec<String> {
        let request = ListStandardsRequest {
            parent: "agencies/dpmptsp-magelang".to_owned(),
            review_due_by: day(day_text),
            ..ListStandardsRequest::default()
        };
        let answer = clerk.standards().list_standards(request).await.unwrap().into_inner();
        answer.standards.into_iter().map(|standard| standard.name).collect()
    };

    assert_eq!(due_by("2027-06-07").await, [""; 0]);
    assert_eq!(due_by("2027-06-08").await, [standard(2)]);
    agency.time_passes_to(wib("2027-06-01 09:00")).await;
    let reviewed = agency.administrator().reviews(2, "2027-05-31").await.unwrap();

    assert_eq!(date(reviewed.review_due.as_ref()), "2028-05-31");
    assert_eq!(due_by("2027-06-08").await, [""; 0]);
}

async fn a_broken_promise_is_made_good_once(agency: &mut Agency) {
    let head = head(agency).await;
    let staff = Staff::enrolled(agency, "").await;
    publish_quick(agency).await;
    let case = agency.public().files(quick_submission()).await.unwrap();
    staff.loket.takes(&case.name, "periksa").await.unwrap();
    staff.loket.accepts(&case.name, "periksa").await.unwrap();
    let slow = agency.public().files(sip::submission()).await.unwrap();

    assert_eq!(reason(staff.loket.compensates(&case.name, "Payung").await), "PROMISE_NOT_FOUND");
    assert_eq!(reason(head.promises(&[standard(2)]).await), "STANDARD_NOT_PUBLISHED");
    let promise = head.promises(&[quick_standard()]).await.unwrap();
    assert!(promise.text.starts_with("Dengan ini kami berjanji"));
    assert_eq!((promise.edition, promise.text_source()), (1, Source::Example));
    let asked = GetPromiseRequest { name: "agencies/dpmptsp-magelang/promise".to_owned() };
    let public = agency.public().standards().get_promise(asked).await.unwrap().into_inner();
    assert_eq!(public.promise, Some(promise));
    let name = "agencies/dpmptsp-magelang/promise".to_owned();
    let asked = PrintPromiseRequest { name };
    let mut frames = agency.public().standards().print_promise(asked).await.unwrap().into_inner();
    let mut pdf = Vec::new();
    while let Some(frame) = frames.message().await.unwrap() {
        pdf.extend(frame.data);
    }
    let said = ["MAKLUMAT PELAYANAN", "Dengan ini kami berjanji", "versi"];
    crate::reading::assert_says(&pdf, &said);
    let too_early = staff.loket.compensates(&case.name, "Payung").await;
    assert_eq!(reason(too_early), "NOTHING_BREACHED");
    let elsewhere = staff.loket.compensates(&slow.name, "Payung").await;
    assert_eq!(reason(elsewhere), "PROMISE_DOES_NOT_COVER");

    agency.time_passes_to(wib("2026-06-08 09:30")).await;
    let given = staff.loket.compensates(&case.name, "Surat diantar ke rumah").await.unwrap();

    assert_eq!((given.given.as_str(), given.promise_edition), ("Surat diantar ke rumah", 1));
    assert_eq!(stories::instant(given.breached_at.as_ref()), wib("2026-06-08 09:15"));
    let again = staff.loket.compensates(&case.name, "Lagi").await;
    assert_eq!(reason(again), "ALREADY_COMPENSATED");
    let list = ListCompensationsRequest {
        parent: "agencies/dpmptsp-magelang".to_owned(),
        ..ListCompensationsRequest::default()
    };
    let listed = head.standards().list_compensations(list).await.unwrap().into_inner();
    assert_eq!(listed.compensations, [given]);
    let outbox = agency.store().outbox_after("a-reader", 1000).await.unwrap();
    let told: Vec<_> = outbox.iter().filter(|row| row.topic == "compensation").collect();
    assert!(told.len() == 1 && told[0].record.ends_with(case.name.rsplit('/').next().unwrap()));
    let bodies: Vec<u8> =
        agency.journal().await.into_iter().flat_map(|body| body.payload).collect();
    assert!(!String::from_utf8_lossy(&bodies).contains("diantar ke rumah"));
}

async fn who_may_not_is_refused(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let stranger = agency.officer("other", &["administer:dinkes-magelang"]).await;
    let elsewhere = agency.officer("elsewhere", &["govern:dinkes-magelang"]).await;
    bring(agency, &head, 2, StandardPhase::Discussed).await;

    assert_eq!(reason(stranger.drafts(&whole(3)).await), "DUTY_MISSING");
    assert_eq!(reason(head.drafts(&whole(3)).await), "DUTY_MISSING");
    assert_eq!(reason(clerk.establishes(2, "2026-06-08").await), "DUTY_MISSING");
    assert_eq!(reason(elsewhere.establishes(2, "2026-06-08").await), "DUTY_MISSING");
    assert_eq!(reason(elsewhere.promises(&[quick_standard()]).await), "DUTY_MISSING");
    let status = clerk.discusses(2, "2026-06-31").await.unwrap_err();
    assert_eq!(violations(&status), ["held_on"]);
}
