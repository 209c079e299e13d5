//! Holidays that are decreed while cases are open, and years that are not yet.

use contract::google::r#type::Date;
use contract::satupintu::{
    calendar::v1::{
        AmendCalendarRequest, Calendar, ComputeDueDateRequest, Edition, Holiday, HolidayKind,
        NamedDay, amend_calendar_request::Amendment, compute_due_date_request::Start,
    },
    permits::v1::{ApplicationState, Progress},
    r#type::v1::{WorkDuration, ledger_entry, work_duration::Amount},
};
use stories::sip::Staff;
use stories::{
    Agency, Answered, Plan, date, due, instant, on_each_backend, reason, request_id, wib,
};

on_each_backend! { super::august() =>
    a_day_of_joint_leave_moves_an_open_case,
    a_withdrawn_holiday_never_shortens_an_open_case,
    a_bare_question_counts_by_the_calendar_of_today,
    an_amendment_is_for_administrators_and_once,
}

on_each_backend! { super::december() =>
    a_date_beyond_the_decreed_years_is_provisional_until_the_year_is_loaded,
    a_provisional_date_fires_nothing,
}

/// August 2025, before the 18th was decreed a day of joint leave.
fn august() -> Plan {
    Plan::sip().starting("2025-08-06 09:00").decreed_through("skb-2025")
}

/// The end of 2026, with 2027 not yet decreed.
fn december() -> Plan {
    Plan::sip().starting("2026-12-22 09:00").decreed_through("skb-2026")
}

fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    Some(Date { year, month, day })
}

fn named(date: Option<Date>, name: &str) -> NamedDay {
    NamedDay { date, name: name.to_owned() }
}

/// The decree of August 2025.
fn joint_leave() -> Amendment {
    Amendment::Edition(Edition {
        id: "skb-2025-perubahan".to_owned(),
        year: 2025,
        amends: "skb-2025".to_owned(),
        decree: "SKB 3 Menteri Nomor 933, 1, 3 Tahun 2025".to_owned(),
        joint_leave: vec![named(day(2025, 8, 18), "Proklamasi Kemerdekaan")],
        ..Edition::default()
    })
}

/// A decree of 2027, as it might come.
fn year_2027() -> Amendment {
    Amendment::Edition(Edition {
        id: "skb-2027".to_owned(),
        year: 2027,
        decree: "SKB 3 Menteri, contoh untuk pengujian".to_owned(),
        national: vec![named(day(2027, 1, 1), "Tahun Baru 2027 Masehi")],
        ..Edition::default()
    })
}

async fn amended(agency: &Agency, amendment: Amendment) -> Answered<Calendar> {
    let request = AmendCalendarRequest {
        name: format!("agencies/{}/calendar", agency.plan.agency),
        request_id: request_id(),
        etag: String::new(),
        amendment: Some(amendment),
    };
    let answer = agency.administrator().calendar().amend_calendar(request).await?.into_inner();
    // What the amendment means for open cases is noted by the timer.
    agency.store().tick().await.unwrap();
    Ok(answer.calendar.expect("an answer shows the calendar"))
}

/// What the ledger says of amendments: (old date, new date).
fn amendments(progress: &Progress) -> Vec<(String, String)> {
    let changes = progress.ledger.iter().filter_map(|entry| match &entry.change {
        Some(ledger_entry::Change::CalendarAmended(moved)) => Some(moved),
        _ => None,
    });
    changes.map(|moved| (date(moved.old_date.as_ref()), date(moved.new_date.as_ref()))).collect()
}

async fn a_day_of_joint_leave_moves_an_open_case(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-berkas").await;
    let before = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(due(before.deadline.as_ref()), "2025-08-19");

    agency.time_passes_to(wib("2025-08-14 09:00")).await;
    amended(agency, joint_leave()).await.unwrap();

    let after = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(due(after.deadline.as_ref()), "2025-08-20");
    assert_eq!(amendments(&after), [("2025-08-19".to_owned(), "2025-08-20".to_owned())]);
    assert!(after.explanation.iter().any(|line| line.id.contains("18 Agustus 2025")));
    let kinds = agency.kinds_of(&receipt.name).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "permits.calendar_amended").count(), 1);
    agency.time_passes_to(wib("2025-08-19 16:30")).await;
    let spared = staff.admin.sees(&receipt.name).await.unwrap();
    assert_eq!(spared.state(), ApplicationState::InProcess);
}

async fn a_withdrawn_holiday_never_shortens_an_open_case(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    amended(agency, joint_leave()).await.unwrap();
    let receipt = staff.case_at(agency, "verifikasi-berkas").await;

    let withdrawal = Holiday {
        date: day(2025, 8, 18),
        name: "Proklamasi Kemerdekaan".to_owned(),
        kind: HolidayKind::JointLeave.into(),
        decree: "Contoh pencabutan untuk pengujian".to_owned(),
    };
    amended(agency, Amendment::Withdraw(withdrawal)).await.unwrap();
    let younger = staff.case_at(agency, "verifikasi-berkas").await;

    let open = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(due(open.deadline.as_ref()), "2025-08-20");
    assert_eq!(amendments(&open), []);
    let younger = agency.public().tracks(&younger).await.unwrap();
    assert_eq!(due(younger.deadline.as_ref()), "2025-08-19");
}

async fn a_bare_question_counts_by_the_calendar_of_today(agency: &mut Agency) {
    let question = || ComputeDueDateRequest {
        name: "agencies/dpmptsp-magelang/calendar".to_owned(),
        start: day(2025, 8, 14).map(Start::Date),
        duration: Some(WorkDuration { amount: Some(Amount::WorkingDays(3)) }),
        count_from: None,
    };
    let ask = async || {
        let answer = agency.public().calendar().compute_due_date(question()).await.unwrap();
        due(answer.into_inner().deadline.as_ref())
    };

    assert_eq!(ask().await, "2025-08-19");
    amended(agency, joint_leave()).await.unwrap();
    assert_eq!(ask().await, "2025-08-20");
}

async fn an_amendment_is_for_administrators_and_once(agency: &mut Agency) {
    let officer = agency.officer("loket", &["execute:dpmptsp-magelang/pelayanan/loket"]).await;
    let request = AmendCalendarRequest {
        name: "agencies/dpmptsp-magelang/calendar".to_owned(),
        request_id: request_id(),
        etag: String::new(),
        amendment: Some(joint_leave()),
    };

    let refused = officer.calendar().amend_calendar(request).await;
    assert_eq!(reason(refused), "DUTY_MISSING");
    let first = amended(agency, joint_leave()).await.unwrap();
    assert_eq!(reason(amended(agency, joint_leave()).await), "EDITION_ALREADY_LOADED");
    let leave = first.holidays.iter().find_map(|listed| {
        listed.holiday.as_ref().filter(|day| date(day.date.as_ref()) == "2025-08-18")
    });
    assert_eq!(leave.map(|day| day.kind()), Some(HolidayKind::JointLeave));
}

async fn a_date_beyond_the_decreed_years_is_provisional_until_the_year_is_loaded(
    agency: &mut Agency,
) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-berkas").await;
    let open = agency.public().tracks(&receipt).await.unwrap();
    let provisional = open.deadline.expect("the clock runs");
    assert!(provisional.provisional);
    assert_eq!(provisional.undecreed_year, 2027);
    assert!(open.explanation.iter().any(|line| line.id.contains("2027")));

    amended(agency, year_2027()).await.unwrap();

    let firm = agency.public().tracks(&receipt).await.unwrap();
    let deadline = firm.deadline.expect("the clock runs");
    assert!(!deadline.provisional);
    assert_eq!(date(deadline.date.as_ref()), "2027-01-07");
    agency.time_passes_to(wib("2027-01-08 09:00")).await;
    let granted = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(granted.state(), ApplicationState::DeemedApproved);
    assert_eq!(instant(granted.decided_at.as_ref()), wib("2027-01-07 16:00"));
}

async fn a_provisional_date_fires_nothing(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "tte").await;
    let before = agency.kinds_of(&receipt.name).await;

    agency.time_passes_to(wib("2027-03-01 09:00")).await;

    let case = staff.kepala.sees(&receipt.name).await.unwrap();
    assert_eq!(case.state(), ApplicationState::InProcess);
    assert!(!case.late);
    assert_eq!(agency.kinds_of(&receipt.name).await, before);
    let question = ComputeDueDateRequest {
        name: "agencies/dpmptsp-magelang/calendar".to_owned(),
        start: day(2026, 12, 22).map(Start::Date),
        duration: Some(WorkDuration { amount: Some(Amount::WorkingDays(9)) }),
        count_from: None,
    };
    let asked = agency.public().calendar().compute_due_date(question).await;
    assert_eq!(reason(asked), "YEAR_NOT_DECREED");
}
