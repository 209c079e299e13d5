//! Lists, page by page: everything once, in order, and no page of another list.

use contract::satupintu::{
    access::v1::ListOfficersRequest,
    permits::v1::{ApplicationState, ListApplicationsRequest, ListTasksRequest},
    sop::v1::ListServicesRequest,
};
use stories::sip::{self, Staff};
use stories::{Agency, on_each_backend, reason, wib};

on_each_backend! { Plan::sip() =>
    applications_are_listed_page_by_page_oldest_first,
    applications_are_listed_by_state,
    tasks_are_listed_page_by_page,
    officers_are_listed_page_by_page,
    a_page_token_of_another_list_is_refused,
    a_list_shows_nothing_of_the_applicant,
}

on_each_backend! { Plan::ktp() => services_are_listed_page_by_page }

/// Five applications, in the order in which they were filed.
async fn five(agency: &Agency) -> Vec<String> {
    let mut cases = Vec::new();
    for minute in 0..5 {
        agency.time_passes_to(wib(&format!("2026-06-08 09:0{minute}"))).await;
        cases.push(agency.public().files(sip::submission()).await.unwrap().name);
    }
    cases
}

/// Asks for page after page until the last: the pages, and their tokens.
async fn pages<T>(mut ask: impl AsyncFnMut(String) -> (Vec<T>, String)) -> Vec<Vec<T>> {
    let (mut pages, mut token) = (Vec::new(), String::new());
    loop {
        let (page, next) = ask(token).await;
        pages.push(page);
        assert!(pages.len() < 100, "the list does not end");
        if next.is_empty() {
            return pages;
        }
        token = next;
    }
}

async fn applications_are_listed_page_by_page_oldest_first(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let cases = five(agency).await;

    let pages = pages(async |page_token| {
        let request = ListApplicationsRequest {
            parent: staff.loket.agency.clone(),
            page_size: 2,
            page_token,
            ..ListApplicationsRequest::default()
        };
        let answer = staff.loket.permits().list_applications(request).await.unwrap().into_inner();
        (answer.applications, answer.next_page_token)
    })
    .await;

    let names: Vec<Vec<&str>> =
        pages.iter().map(|page| page.iter().map(|row| row.name.as_str()).collect()).collect();
    let expected: Vec<Vec<&str>> =
        cases.chunks(2).map(|page| page.iter().map(String::as_str).collect()).collect();
    assert_eq!(names, expected);
}

async fn applications_are_listed_by_state(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let cases = five(agency).await;
    staff.does(&cases[0], "pendaftaran").await.unwrap();
    let list = async |state: ApplicationState| {
        let request = ListApplicationsRequest {
            parent: staff.loket.agency.clone(),
            service: sip::SERVICE.to_owned(),
            state: state.into(),
            ..ListApplicationsRequest::default()
        };
        let answer = staff.loket.permits().list_applications(request).await.unwrap().into_inner();
        answer.applications.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };

    assert_eq!(list(ApplicationState::InProcess).await, cases[..1]);
    assert_eq!(list(ApplicationState::Submitted).await, cases[1..]);
    assert_eq!(list(ApplicationState::Issued).await, [""; 0]);
    assert_eq!(list(ApplicationState::Unspecified).await, cases);
}

async fn tasks_are_listed_page_by_page(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let cases = five(agency).await;

    let pages = pages(async |page_token| {
        let request = ListTasksRequest {
            parent: staff.loket.agency.clone(),
            page_size: 3,
            page_token,
            executor: sip::LOKET.to_owned(),
        };
        let answer = staff.loket.permits().list_tasks(request).await.unwrap().into_inner();
        (answer.tasks, answer.next_page_token)
    })
    .await;

    assert_eq!(pages.len(), 2);
    let names: Vec<String> = pages.into_iter().flatten().map(|task| task.application).collect();
    assert_eq!(names, cases);
}

async fn officers_are_listed_page_by_page(agency: &mut Agency) {
    Staff::enrolled(agency, "").await;

    let pages = pages(async |page_token| {
        let parent = agency.public().agency;
        let request = ListOfficersRequest { parent, page_size: 3, page_token };
        let answer = agency.administrator().access().list_officers(request).await;
        let answer = answer.unwrap().into_inner();
        (answer.officers, answer.next_page_token)
    })
    .await;

    let names: Vec<String> = pages
        .iter()
        .flatten()
        .map(|officer| officer.name.rsplit('/').next().unwrap_or_default().to_owned())
        .collect();
    let expected = [
        "admin",
        "administrator",
        "dinkes",
        "kepala",
        "loket",
        "penerbitan",
        "penomoran",
        "supervisor",
    ];
    assert_eq!(names, expected);
    assert_eq!(pages.len(), 3);
}

async fn services_are_listed_page_by_page(agency: &mut Agency) {
    let pages = pages(async |page_token| {
        let parent = agency.public().agency;
        let request = ListServicesRequest { parent, page_size: 1, page_token };
        let answer = agency.public().catalogue().list_services(request).await;
        let answer = answer.unwrap().into_inner();
        (answer.services, answer.next_page_token)
    })
    .await;

    let names: Vec<String> = pages.into_iter().flatten().map(|service| service.name).collect();
    let name = |id: &str| format!("agencies/disdukcapil-pandeglang/services/{id}");
    assert_eq!(names, [name("kk-baru"), name("ktp-el-baru"), name("ktp-el-rusak")]);
}

async fn a_page_token_of_another_list_is_refused(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    five(agency).await;
    let request = ListTasksRequest {
        parent: staff.loket.agency.clone(),
        page_size: 1,
        page_token: String::new(),
        executor: sip::LOKET.to_owned(),
    };
    let mut permits = staff.loket.permits();
    let first = permits.list_tasks(request).await.unwrap().into_inner();

    let carried = ListApplicationsRequest {
        parent: staff.loket.agency.clone(),
        page_token: first.next_page_token,
        ..ListApplicationsRequest::default()
    };
    let refused = permits.list_applications(carried).await;

    assert_eq!(reason(refused), "PAGE_TOKEN_INVALID");
}

async fn a_list_shows_nothing_of_the_applicant(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    agency.public().files(sip::submission()).await.unwrap();
    let request = ListApplicationsRequest {
        parent: staff.loket.agency.clone(),
        ..ListApplicationsRequest::default()
    };

    let listed = staff.loket.permits().list_applications(request).await.unwrap().into_inner();
    let seen = staff.loket.sees(&listed.applications[0].name).await.unwrap();

    let shown = format!("{listed:?} {seen:?}");
    let person = stories::applicant();
    for text in [&person.name, &person.nik, &person.phone, &person.email, &person.address] {
        assert!(!shown.contains(text.as_str()));
    }
}
