//! The rows of the other services: catalogue, access, calendar, journal.

use contract::google::r#type::Date;
use contract::satupintu::{
    access::v1::{
        Account, AssignDutyRequest, EnrolOfficerRequest, GetOfficerRequest, LinkAccountRequest,
        ListOfficersRequest, RevokeDutyRequest, WhoAmIRequest,
    },
    calendar::v1::{
        AmendCalendarRequest, ComputeDueDateRequest, Edition, GetCalendarRequest, Holiday,
        HolidayKind, NamedDay, Ramadan, amend_calendar_request::Amendment,
        compute_due_date_request::Start,
    },
    journal::v1::{GetCheckpointRequest, ListEventsRequest, ProveInclusionRequest},
    sop::v1::{
        CheckSopRequest, GetServiceRequest, GetSopRequest, ListServicesRequest, PosterKind,
        PrintPosterRequest,
    },
    r#type::v1::{CountFrom, WorkDuration, count_from::Rule, work_duration::Amount},
};
use stories::sip::SERVICE;
use stories::{duty, moment, request_id, wib};

use super::{Row, administrator, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = catalogue(scene);
    rows.extend(access(scene));
    rows.extend(calendar(scene));
    rows.extend(journal(scene));
    rows
}

fn catalogue(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let list =
        ListServicesRequest { parent: parent.clone(), page_size: 10, page_token: String::new() };
    let service = GetServiceRequest { name: SERVICE.to_owned(), version: 1 };
    let poster = PrintPosterRequest {
        name: SERVICE.to_owned(),
        version: 1,
        kind: PosterKind::Standard.into(),
    };
    let sop = GetSopRequest { name: format!("{parent}/sops/sip-dokter-spesialis"), version: 1 };
    let check = CheckSopRequest { text: "format = 1".to_owned(), service: SERVICE.to_owned() };
    vec![
        public(scene, "/satupintu.sop.v1.CatalogueService/ListServices", &list),
        public(scene, "/satupintu.sop.v1.CatalogueService/GetService", &service),
        public(scene, "/satupintu.sop.v1.CatalogueService/GetSop", &sop),
        public(scene, "/satupintu.sop.v1.CatalogueService/PrintPoster", &poster),
        Row {
            wrong: vec![scene.stranger.clone()],
            ..officer(
                scene,
                "/satupintu.sop.v1.CatalogueService/CheckSop",
                &scene.staff.loket,
                &check,
            )
        },
    ]
}

fn access(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let name = format!("{parent}/officers/subject");
    let account =
        |subject: &str| Account { issuer: scene.issuer.clone(), subject: subject.to_owned() };
    let enrol = EnrolOfficerRequest {
        parent: parent.clone(),
        request_id: request_id(),
        officer_id: "newcomer".to_owned(),
        account: Some(account("account-of-newcomer")),
    };
    let link = LinkAccountRequest {
        name: name.clone(),
        request_id: request_id(),
        etag: String::new(),
        account: Some(account("second-account")),
    };
    let assign = |given: &str| AssignDutyRequest {
        name: name.clone(),
        request_id: request_id(),
        etag: String::new(),
        duty: Some(duty(given)),
        until: Some(moment(wib("2026-12-31 00:00"))),
    };
    let revoke = RevokeDutyRequest {
        name: name.clone(),
        request_id: request_id(),
        etag: String::new(),
        duty: Some(duty("audit:dpmptsp-magelang")),
    };
    let get = GetOfficerRequest { name: name.clone() };
    let list = ListOfficersRequest { parent, page_size: 10, page_token: String::new() };
    vec![
        Row {
            wrong: vec![scene.stranger.clone()],
            ..officer(
                scene,
                "/satupintu.access.v1.AccessService/WhoAmI",
                &scene.staff.loket,
                &WhoAmIRequest {},
            )
        },
        administrator(scene, "/satupintu.access.v1.AccessService/EnrolOfficer", &enrol)
            .leaving("access.enrolled"),
        administrator(scene, "/satupintu.access.v1.AccessService/LinkAccount", &link)
            .leaving("access.account_linked"),
        administrator(
            scene,
            "/satupintu.access.v1.AccessService/AssignDuty",
            &assign("execute:dpmptsp-magelang/pelayanan/loket"),
        )
        .or(&assign("supervise:dpmptsp-magelang/pelayanan"))
        .or(&assign("administer:dpmptsp-magelang"))
        .or(&assign("audit:dpmptsp-magelang"))
        .or(&assign("govern:dpmptsp-magelang"))
        .or(&assign("protect:dpmptsp-magelang"))
        .or(&assign("settle:dpmptsp-magelang"))
        .or(&assign("inspect:dpmptsp-magelang"))
        .leaving("access.assigned"),
        administrator(scene, "/satupintu.access.v1.AccessService/RevokeDuty", &revoke)
            .leaving("access.revoked"),
        administrator(scene, "/satupintu.access.v1.AccessService/GetOfficer", &get),
        administrator(scene, "/satupintu.access.v1.AccessService/ListOfficers", &list),
    ]
}

fn day(month: i32, day: i32) -> Option<Date> {
    Some(Date { year: 2026, month, day })
}

fn calendar(scene: &Scene) -> Vec<Row> {
    let name = format!("agencies/{}/calendar", scene.agency);
    let amend = |amendment: Amendment| AmendCalendarRequest {
        name: name.clone(),
        request_id: request_id(),
        etag: String::new(),
        amendment: Some(amendment),
    };
    let holiday = || Holiday {
        date: day(3, 26),
        name: "Hari Jadi Kabupaten".to_owned(),
        kind: HolidayKind::Local.into(),
        decree: "Keputusan Bupati, contoh untuk pengujian".to_owned(),
    };
    let days = || vec![NamedDay { date: day(9, 9), name: "Hari Contoh".to_owned() }];
    let edition = Edition {
        id: "contoh-2026".to_owned(),
        year: 2026,
        amends: "skb-2026".to_owned(),
        decree: "SKB 3 Menteri, contoh untuk pengujian".to_owned(),
        national: days(),
        joint_leave: days(),
        withdrawn: days(),
    };
    let ramadan = Ramadan {
        from: day(12, 1),
        until: day(12, 30),
        decree: "Contoh untuk pengujian".to_owned(),
    };
    let due = |start: Start| ComputeDueDateRequest {
        name: name.clone(),
        start: Some(start),
        duration: Some(WorkDuration { amount: Some(Amount::WorkingDays(3)) }),
        count_from: Some(CountFrom {
            rule: Rule::SameDayIfBeforeCutoff.into(),
            cutoff_minutes: 720,
        }),
    };
    let get = GetCalendarRequest { name: name.clone() };
    vec![
        public(scene, "/satupintu.calendar.v1.CalendarService/GetCalendar", &get),
        administrator(
            scene,
            "/satupintu.calendar.v1.CalendarService/AmendCalendar",
            &amend(Amendment::Declare(holiday())),
        )
        .or(&amend(Amendment::Withdraw(holiday())))
        .or(&amend(Amendment::Edition(edition)))
        .or(&amend(Amendment::Ramadan(ramadan)))
        .leaving("calendar.amended"),
        public(
            scene,
            "/satupintu.calendar.v1.CalendarService/ComputeDueDate",
            &due(Start::At(moment(wib("2026-06-08 09:00")))),
        )
        .or(&due(day(6, 8).map(Start::Date).expect("it is a day"))),
    ]
}

fn journal(scene: &Scene) -> Vec<Row> {
    let name = format!("agencies/{}/journal", scene.agency);
    let checkpoint = GetCheckpointRequest { name: name.clone() };
    let prove = ProveInclusionRequest { name: name.clone(), index: 0, tree_size: 0 };
    let list = ListEventsRequest { parent: name, from_index: 0, page_size: 10 };
    vec![
        public(scene, "/satupintu.journal.v1.JournalService/GetCheckpoint", &checkpoint),
        public(scene, "/satupintu.journal.v1.JournalService/ProveInclusion", &prove),
        Row {
            wrong: [&scene.staff.loket, &scene.administrator, &scene.stranger]
                .map(Clone::clone)
                .into(),
            ..officer(
                scene,
                "/satupintu.journal.v1.JournalService/ListEvents",
                &scene.auditor,
                &list,
            )
        },
    ]
}
