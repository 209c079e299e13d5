//! What people say of a service, what it comes to, and that nobody can tell who said it.

use contract::google::r#type::Date;
use contract::satupintu::surveys::v1::{
    Answers, Education, FollowUp, Gender, GetIndexRequest, ListCommentsRequest,
    ListQuestionnairesRequest, MakeReportRequest, Occupation, ReportFormat, Respondent,
};
use kernel::Slug;
use stories::sip::{self, Staff};
use stories::surveys::scores;
use stories::{Agency, Answered, Backend, Caller, Plan, Receipt, on_each_backend, reason};
use tokio::task::JoinSet;

/// It is June 2026 in these stories.
const JUNE: &str = "2026-06";

on_each_backend! { Plan::sip() =>
    of_sixty_four_who_spend_one_token_at_once_one_is_counted,
    a_token_is_given_once_and_only_after_the_end,
    a_token_that_nobody_issued_is_refused,
    fewer_than_ten_wait_until_the_end_of_the_day,
    twenty_nine_sheets_of_paper_come_to_the_published_index,
    a_sheet_is_entered_once,
    too_few_respondents_are_not_shown,
    the_journal_tells_of_a_batch_and_of_nobody_in_it,
    released_rows_stand_in_no_order_of_arrival,
    words_are_read_by_the_head_alone,
    the_head_makes_the_report_in_every_form,
    nine_elements_are_asked,
}

/// A case that its applicant has withdrawn: it is over.
async fn ended(agency: &Agency) -> Receipt {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.public().withdraws(&receipt, "").await.unwrap();
    receipt
}

async fn loket(agency: &Agency) -> Caller {
    Staff::enrolled(agency, "").await.loket
}

async fn head(agency: &Agency) -> Caller {
    agency.officer("pimpinan", &["govern:dpmptsp-magelang"]).await
}

async fn enter(officer: &Caller, sheets: impl IntoIterator<Item = [i32; 9]>) {
    for sheet in sheets {
        assert!(!officer.enters(sip::SERVICE, scores(sheet)).await.unwrap());
    }
}

/// The sheets of the published distribution: per element how many gave 4, 3 and 2.
fn published() -> Vec<[i32; 9]> {
    const COUNTS: [[usize; 3]; 9] = [
        [18, 11, 0],
        [14, 15, 0],
        [15, 12, 2],
        [29, 0, 0],
        [15, 14, 0],
        [18, 11, 0],
        [19, 10, 0],
        [18, 11, 0],
        [28, 1, 0],
    ];
    let score = |counts: [usize; 3], row: usize| match row {
        row if row < counts[0] => 4,
        row if row < counts[0] + counts[1] => 3,
        _ => 2,
    };
    (0..29).map(|row| COUNTS.map(|counts| score(counts, row))).collect()
}

/// How many responses the counters of the agency count in June.
async fn counted(agency: &Agency) -> u64 {
    let keeper = Slug::parse(agency.plan.agency).unwrap();
    let period = JUNE.parse().unwrap();
    let counts = agency.store().survey_counts(&keeper, "skm-9", "", period).await.unwrap();
    counts.services.values().map(surveys::Counters::respondents).sum()
}

async fn of_sixty_four_who_spend_one_token_at_once_one_is_counted(agency: &mut Agency) {
    let receipt = ended(agency).await;
    let token = agency.public().takes_token(&receipt).await.unwrap();

    let mut spending = JoinSet::new();
    for _ in 0..64 {
        let (public, token) = (agency.public(), token.clone());
        spending.spawn(async move { public.responds(&token, scores([4; 9])).await.unwrap() });
    }
    let already_spent = spending.join_all().await;

    assert_eq!(already_spent.iter().filter(|already| !**already).count(), 1);
    assert_eq!(agency.store().release_all_responses().await.unwrap(), 1);
    assert_eq!(counted(agency).await, 1);
    agency.verify().await;
}

async fn a_token_is_given_once_and_only_after_the_end(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();

    let early = agency.public().takes_token(&receipt).await;
    agency.public().withdraws(&receipt, "").await.unwrap();
    let first = agency.public().takes_token(&receipt).await;
    let second = agency.public().takes_token(&receipt).await;

    assert_eq!(reason(early), "SURVEY_NOT_YET");
    assert_eq!(first.unwrap().len(), 24);
    assert_eq!(reason(second), "SURVEY_TOKEN_ISSUED");
}

async fn a_token_that_nobody_issued_is_refused(agency: &mut Agency) {
    let answer = agency.public().responds("abcdefghjkmnpqrstuvwxyz2", scores([4; 9])).await;

    assert_eq!(reason(answer), "SURVEY_TOKEN_UNKNOWN");
}

async fn fewer_than_ten_wait_until_the_end_of_the_day(agency: &mut Agency) {
    let loket = loket(agency).await;
    enter(&loket, [[3; 9]; 9]).await;

    let of_nine = agency.store().release_responses().await.unwrap();
    let at_the_end = agency.store().release_all_responses().await.unwrap();
    enter(&loket, [[3; 9]; 10]).await;
    let of_ten = agency.store().release_responses().await.unwrap();

    assert_eq!((of_nine, at_the_end, of_ten), (0, 9, 10));
    assert_eq!(counted(agency).await, 19);
    agency.verify().await;
}

async fn twenty_nine_sheets_of_paper_come_to_the_published_index(agency: &mut Agency) {
    let loket = loket(agency).await;
    enter(&loket, published()).await;
    agency.store().release_responses().await.unwrap();
    let asked = GetIndexRequest {
        parent: loket.agency.clone(),
        period: "2026-TW2".to_owned(),
        population: 1000,
        ..Default::default()
    };

    let index = agency.public().surveys().get_index(asked).await.unwrap().into_inner();

    assert_eq!((index.index.as_str(), index.category.as_str()), ("91.48", "A"));
    assert_eq!((index.respondents, index.minimum_sample), (29, 278));
    assert_eq!(index.sample_flag, "di bawah jumlah sampel minimum");
    let sums: Vec<&str> = index.elements.iter().map(|element| element.sum.as_str()).collect();
    assert_eq!(sums.join(" "), "105 101 100 116 102 105 106 105 115");
    assert_eq!(index.elements[7].element, "pengaduan");
    assert_eq!((index.interval_low.as_str(), index.interval_high.as_str()), ("88.06", "94.90"));
    assert_eq!(index.trend.len(), 1);
    assert_eq!(index.trend[0].period, "2026-TW2");
    let asked = GetIndexRequest { parent: loket.agency.clone(), ..Default::default() };
    let of_this_year = agency.public().surveys().get_index(asked).await.unwrap().into_inner();
    assert_eq!((of_this_year.period.as_str(), of_this_year.respondents), ("2026", 29));
}

async fn a_sheet_is_entered_once(agency: &mut Agency) {
    let loket = loket(agency).await;
    let sheet = contract::satupintu::surveys::v1::EnterResponseRequest {
        parent: sip::SERVICE.to_owned(),
        entry_id: "lembar-17".to_owned(),
        stratum: contract::satupintu::surveys::v1::Stratum::Kiosk.into(),
        unit: "loket".to_owned(),
        answers: Some(scores([2; 9])),
    };

    let first = loket.surveys().enter_response(sheet.clone()).await.unwrap().into_inner();
    let second = loket.surveys().enter_response(sheet).await.unwrap().into_inner();

    assert_eq!((first.already_entered, second.already_entered), (false, true));
    assert_eq!(agency.store().release_all_responses().await.unwrap(), 1);
}

async fn too_few_respondents_are_not_shown(agency: &mut Agency) {
    let loket = loket(agency).await;
    enter(&loket, [[3; 9]; 4]).await;
    agency.store().release_all_responses().await.unwrap();

    let of_four = agency.public().reads_index("", JUNE).await;
    enter(&loket, [[3; 9]]).await;
    agency.store().release_all_responses().await.unwrap();
    let of_five = agency.public().reads_index("sip-dokter-spesialis", JUNE).await;

    assert_eq!(reason(of_four), "SURVEY_TOO_FEW");
    assert_eq!(of_five.unwrap().index, "75.00");
}

/// Neither the token nor the response leaves an event; the batch's names no case, no person,
/// no service, and its rows' ids stand in no other event.
async fn the_journal_tells_of_a_batch_and_of_nobody_in_it(agency: &mut Agency) {
    let receipt = ended(agency).await;
    let before = agency.journal_size().await;

    let token = agency.public().takes_token(&receipt).await.unwrap();
    agency.public().responds(&token, scores([4; 9])).await.unwrap();
    let after = agency.journal_size().await;
    agency.store().release_all_responses().await.unwrap();

    assert_eq!(after, before);
    let events: Vec<_> = agency.journal().await.into_iter().skip(before as usize).collect();
    let [released] = &events[..] else { panic!("one event") };
    assert_eq!(released.kind, "surveys.released");
    assert_eq!(released.actor, "system");
    let payload: serde_json::Value = serde_json::from_slice(&released.payload).unwrap();
    let fields: Vec<&String> = payload.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["agency", "count", "id", "root"]);
    let text = payload.to_string();
    let (_, case) = receipt.name.rsplit_once('/').unwrap();
    assert!(!text.contains(case) && !text.contains(&receipt.number) && !text.contains(&token));
}

/// Forty sheets with forty different answers, entered in order, are not read back in it.
async fn released_rows_stand_in_no_order_of_arrival(agency: &mut Agency) {
    let loket = loket(agency).await;
    let numbered =
        |n: i32| [n / 27 % 3 + 1, n / 9 % 3 + 1, n / 3 % 3 + 1, n % 3 + 1, 4, 4, 4, 4, 4];
    let entered: Vec<[i32; 9]> = (0..40).map(numbered).collect();
    enter(&loket, entered.clone()).await;

    agency.store().release_responses().await.unwrap();

    let keeper = Slug::parse(agency.plan.agency).unwrap();
    let rows = agency.store().survey_rows(&keeper, "skm-9", JUNE.parse().unwrap()).await.unwrap();
    let kept: Vec<[i32; 9]> = rows
        .iter()
        .map(|row| {
            stories::surveys::ELEMENTS.map(|element| {
                let score = row.answers[&Slug::parse(element).unwrap()].to_string();
                score.parse().unwrap()
            })
        })
        .collect();
    let mut sorted = kept.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, entered);
    assert_ne!(kept, entered);
}

#[tokio::test]
async fn a_row_that_is_changed_behind_our_back_is_found() {
    let mut agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    enter(&loket(&agency).await, [[2; 9]; 10]).await;
    agency.store().release_responses().await.unwrap();
    agency.verify().await;
    agency.stop().await;

    let change = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(\
        \"UPDATE survey_response SET scores = replace(scores, 'waktu=2', 'waktu=4') \
        WHERE id = (SELECT min(id) FROM survey_response)\"); db.commit()";
    let path = agency.url.trim_start_matches("sqlite:").to_owned();
    let mut python = std::process::Command::new(stories::python());
    assert!(python.args(["-c", change, &path]).status().unwrap().success());

    let report = store::Report::of(&agency.url, &[]).await.unwrap();
    assert_eq!(report.deviations.len(), 1, "{:?}", report.deviations);
    assert!(report.deviations[0].contains("is not what its event says"));
}

/// A report on the first hundred thousand would pass for one on all.
#[tokio::test]
async fn a_report_on_more_than_fits_is_refused_and_not_cut() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let head = head(&agency).await;
    let fill = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.executemany(\
        \"INSERT INTO survey_response VALUES (?, 'b', 'dpmptsp-magelang', 's', '', 'skm-9', \
        202606, 'paper', 'waktu=3')\", ((str(n),) for n in range(100001))); db.commit()";
    let path = agency.url.trim_start_matches("sqlite:").to_owned();
    let mut python = std::process::Command::new(stories::python());
    assert!(python.args(["-c", fill, &path]).status().unwrap().success());

    let refused = made(&head, ReportFormat::AnswersCsv).await;

    assert_eq!(reason(refused), "SURVEY_TOO_MANY");
}

async fn words_are_read_by_the_head_alone(agency: &mut Agency) {
    let (loket, head) = (loket(agency).await, head(agency).await);
    let answers = Answers { comment: "Kursi kurang".to_owned(), ..scores([3; 9]) };
    loket.enters(sip::SERVICE, answers).await.unwrap();
    agency.store().release_all_responses().await.unwrap();
    let asked = ListCommentsRequest { parent: head.agency.clone(), period: JUNE.to_owned() };

    let of_head = head.surveys().list_comments(asked.clone()).await.unwrap().into_inner();
    let of_loket = loket.surveys().list_comments(asked).await;

    assert_eq!(of_head.comments[0].text, "Kursi kurang");
    assert_eq!(reason(of_loket), "DUTY_MISSING");
}

async fn made(head: &Caller, format: ReportFormat) -> Answered<Vec<u8>> {
    let request = MakeReportRequest {
        parent: head.agency.clone(),
        period: "2026-TW2".to_owned(),
        format: format.into(),
        unit_title: "Loket Pelayanan".to_owned(),
        number: "000.8/1/2026".to_owned(),
        place: "Magelang".to_owned(),
        date: Some(Date { year: 2026, month: 7, day: 1 }),
        team: "Tim SKM".to_owned(),
        collection: "kuesioner kertas".to_owned(),
        follow_up: vec![FollowUp {
            element: "Waktu penyelesaian".to_owned(),
            activity: "Menambah petugas".to_owned(),
            due: "TW III 2026".to_owned(),
            responsible: "Kepala Bidang".to_owned(),
            status: "Direncanakan".to_owned(),
        }],
        suggestions: vec!["Kursi ditambah".to_owned()],
        ..Default::default()
    };
    let mut frames = head.surveys().make_report(request).await?.into_inner();
    let mut bytes = Vec::new();
    while let Some(frame) = frames.message().await? {
        assert!(frame.data.len() <= 64 * 1024);
        bytes.extend(frame.data);
    }
    Ok(bytes)
}

async fn the_head_makes_the_report_in_every_form(agency: &mut Agency) {
    let (loket, head) = (loket(agency).await, head(agency).await);
    let none = made(&head, ReportFormat::Pdf).await;
    let respondent = Respondent {
        gender: Gender::Female.into(),
        age_years: 30,
        education: Education::Sma.into(),
        occupation: Occupation::Swasta.into(),
    };
    for sheet in published() {
        let answers = Answers { respondent: Some(respondent), ..scores(sheet) };
        loket.enters(sip::SERVICE, answers).await.unwrap();
    }
    agency.store().release_responses().await.unwrap();

    let pdf = made(&head, ReportFormat::Pdf).await.unwrap();
    let html = String::from_utf8(made(&head, ReportFormat::Html).await.unwrap()).unwrap();
    let answers = made(&head, ReportFormat::AnswersCsv).await.unwrap();
    let profile = String::from_utf8(made(&head, ReportFormat::ProfileCsv).await.unwrap()).unwrap();
    let svg = made(&head, ReportFormat::Infographic).await.unwrap();

    assert_eq!(reason(none), "SURVEY_TOO_FEW");
    assert!(pdf.starts_with(b"%PDF") && svg.starts_with(b"<svg"));
    assert!(html.contains("IKM 91,48, mutu pelayanan A (Sangat baik)"));
    assert!(html.contains("Triwulan II Tahun 2026") && html.contains("Kursi ditambah"));
    assert_eq!(answers.iter().filter(|byte| **byte == b'\n').count(), 30);
    assert!(profile.contains("jenis_kelamin;P;29") && profile.contains("usia;26-35;29"));
}

async fn nine_elements_are_asked(agency: &mut Agency) {
    let parent = agency.public().agency;
    let asked = ListQuestionnairesRequest { parent };

    let answer = agency.public().surveys().list_questionnaires(asked).await.unwrap().into_inner();

    let asked: Vec<&str> = answer
        .questionnaires
        .iter()
        .filter(|questionnaire| questionnaire.is_asked)
        .map(|questionnaire| questionnaire.id.as_str())
        .collect();
    assert_eq!(asked, ["skm-9"]);
    assert_eq!(answer.questionnaires[0].questions[7].form_number, 9);
}
