//! August 2025: joint leave is declared in mid-year, while a case is open.

use calendar::{Edition, national};
use contract::{
    google::r#type::Date as PbDate,
    satupintu::{
        calendar::v1::{
            AmendCalendarRequest, ComputeDueDateRequest, Edition as PbEdition, NamedDay,
            amend_calendar_request::Amendment, calendar_service_client::CalendarServiceClient,
            compute_due_date_request::Start,
        },
        r#type::v1::{WorkDuration, work_duration::Amount},
    },
};
use jiff::civil::Date;

use super::{
    applicants::{BAKER, THIRD_DOCTOR},
    cast::{ADMIN, KOTIM, KTM_COUNTER, KTM_VERIFIER, MAGELANG},
    deeds::Deed,
    office::{Case, Office},
};
use crate::{failure::Failure, spoken, track::refused};

/// Answers a case that waits at the counter, for whoever tries the server by hand.
pub(crate) async fn play(office: &mut Office<'_>) -> Result<Case, Failure> {
    office.chapter("Cuti bersama di tengah tahun: kasus E (mid-year amendment: case E)");
    let reklame = office.service(KOTIM, "izin-reklame").await?;
    office.at((12, 8), (8, 30)).await?;
    let mut case = office.submit('E', &reklame, &BAKER, &[]).await?;
    office.at((12, 8), (9, 0)).await?;
    office.work(&mut case, &KTM_COUNTER, Deed::Accept).await?;
    office.at((13, 8), (10, 0)).await?;
    office.work(&mut case, &KTM_VERIFIER, Deed::Do).await?;

    office.at((14, 8), (9, 0)).await?;
    ask(office, "sebelum (before)").await?;
    office.at((14, 8), (10, 0)).await?;
    amend(office).await?;
    // The amendment reaches every open case with the next turn of the sequencer.
    office.at((14, 8), (10, 5)).await?;
    ask(office, "sesudah (after)").await?;
    office.show(&case).await?;

    let sip = office.service(MAGELANG, "sip-dokter-spesialis").await?;
    office.at((14, 8), (10, 30)).await?;
    office.submit('F', &sip, &THIRD_DOCTOR, &[]).await
}

/// 14 August and three working days, as anybody may ask.
async fn ask(office: &mut Office<'_>, when: &str) -> Result<(), Failure> {
    let request = ComputeDueDateRequest {
        name: format!("agencies/{KOTIM}/calendar"),
        start: Some(Start::Date(PbDate { year: 2025, month: 8, day: 14 })),
        duration: Some(WorkDuration { amount: Some(Amount::WorkingDays(3)) }),
        count_from: None,
    };
    let mut calendar = CalendarServiceClient::new(office.channel());
    let answer = calendar.compute_due_date(request).await.map_err(refused)?.into_inner();
    let due = answer.deadline.as_ref().map(spoken::deadline);
    let due = due.map(|due| due.id).unwrap_or_default();
    office.tell('E', "siapa saja (anyone)", "ComputeDueDate");
    office.more(&format!("14 Agustus 2025 + 3 hari kerja, {when}: {due}"));
    Ok(())
}

/// The administrator loads the decree for both agencies of the story.
async fn amend(office: &mut Office<'_>) -> Result<(), Failure> {
    let Some(edition) = national::edition("skb-2025-perubahan") else {
        return Err(Failure::said("the decree of August 2025 is missing from the calendar"));
    };
    for agency in [KOTIM, MAGELANG] {
        let request = AmendCalendarRequest {
            name: format!("agencies/{agency}/calendar"),
            request_id: office.new_id(),
            etag: String::new(),
            amendment: Some(Amendment::Edition(written(edition))),
        };
        let mut calendar = CalendarServiceClient::new(office.channel());
        let request = office.signed(&ADMIN, request);
        calendar.amend_calendar(request).await.map_err(refused)?;
        office.tell('E', ADMIN.id, "AmendCalendar");
        office.more(&format!("{agency}: {}", edition.decree));
    }
    for (date, name) in &edition.joint_leave {
        let date = crate::dates::date(*date).id;
        office.more(&format!("{date} menjadi cuti bersama (joint leave): {name}"));
    }
    Ok(())
}

fn written(edition: &Edition) -> PbEdition {
    let Edition { id, year, amends, decree, national, joint_leave, withdrawn } = edition;
    let days = |days: &std::collections::BTreeMap<Date, String>| {
        let named = |(date, name): (&Date, &String)| NamedDay {
            date: Some(PbDate {
                year: date.year().into(),
                month: date.month().into(),
                day: date.day().into(),
            }),
            name: name.clone(),
        };
        days.iter().map(named).collect()
    };
    PbEdition {
        id: id.to_string(),
        year: (*year).into(),
        amends: amends.as_ref().map(ToString::to_string).unwrap_or_default(),
        decree: decree.clone(),
        national: days(national),
        joint_leave: days(joint_leave),
        withdrawn: days(withdrawn),
    }
}
