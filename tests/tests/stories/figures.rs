//! Service figures: what many cases come to is what their events say, and nobody is
//! shown a few of them who does not answer for the agency.

mod brute;
mod history;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use contract::satupintu::dashboard::v1::{
    Breakdown, Count, ExportFiguresRequest, Figures, FiguresFormat, FiguresPart,
    GetServiceFiguresRequest, GetServiceFiguresResponse, ListFigureDefinitionsRequest,
};
use stories::sip::{self, Staff};
use stories::{Agency, Answered, Caller, Plan, execute, on_each_backend, reason, wib};

use self::brute::{Brute, Scope};
use self::history::History;

on_each_backend! { super::august() =>
    every_figure_is_what_the_journal_says,
    a_second_history_comes_out_as_well,
}

on_each_backend! { Plan::sip() =>
    a_journal_older_than_the_figures_is_counted_with_the_migration,
    a_counter_that_was_changed_by_hand_is_found,
    everybody_sees_sums_and_no_small_number,
    whoever_asks_deeper_answers_for_the_agency,
    an_export_says_what_the_answer_says,
    a_workbook_says_what_the_plain_file_says,
    without_a_period_it_is_the_agencys_present_year,
    every_figure_has_a_meaning,
}

/// August 2025, before the 18th was decreed a day of joint leave; with a service that
/// is paid for beside the specialist's licence.
fn august() -> Plan {
    Plan::usaha().starting("2025-08-06 09:00").decreed_through("skb-2025")
}

fn asked(agency: &Agency, period: &str, breakdown: Breakdown) -> GetServiceFiguresRequest {
    GetServiceFiguresRequest {
        parent: format!("agencies/{}", agency.plan.agency),
        period: period.to_owned(),
        breakdown: breakdown.into(),
        ..GetServiceFiguresRequest::default()
    }
}

async fn figures(
    caller: &Caller,
    request: GetServiceFiguresRequest,
) -> Answered<GetServiceFiguresResponse> {
    Ok(caller.dashboard().get_service_figures(request).await?.into_inner())
}

async fn every_figure_is_what_the_journal_says(agency: &mut Agency) {
    a_history_comes_out(agency, 1).await;
}

async fn a_second_history_comes_out_as_well(agency: &mut Agency) {
    a_history_comes_out(agency, 2).await;
}

/// Lives through a generated history and compares every figure with what the bytes of
/// the journal come to: in all, in every kind of part, of a service, a unit and some days.
async fn a_history_comes_out(agency: &mut Agency, seed: u64) {
    let mut history = History::new(agency, seed).await;
    let head = agency.officer("pimpinan", &["govern:dpmptsp-magelang"]).await;
    history.goes_on(agency, 60).await;
    history.a_day_is_declared(agency).await;
    history.goes_on(agency, 100).await;
    history.has_every_end(agency).await;

    let brute = Brute::of(agency.plan.agency, agency.now(), &agency.journal().await);

    for (period, breakdown) in [
        ("2025", Breakdown::Unspecified),
        ("2025", Breakdown::Service),
        ("2025-08..2025-12", Breakdown::Unit),
        ("2025", Breakdown::Month),
        ("2025-08-08..2025-08-19", Breakdown::Service),
        ("2025-09", Breakdown::Unit),
    ] {
        compare(&brute, &head, asked(agency, period, breakdown)).await;
    }
    let of_service = GetServiceFiguresRequest {
        service: "izin-usaha-contoh".to_owned(),
        ..asked(agency, "2025", Breakdown::Unit)
    };
    compare(&brute, &head, of_service).await;
    let of_unit = GetServiceFiguresRequest {
        unit: "dpmptsp-magelang/perizinan".to_owned(),
        ..asked(agency, "2025", Breakdown::Service)
    };
    compare(&brute, &head, of_unit).await;
    assert_eq!(brute.lacks(), [""; 0], "the history is too poor to tell anything");
}

async fn compare(brute: &Brute, head: &Caller, request: GetServiceFiguresRequest) {
    let scope = Scope::of(&request);
    let answer = figures(head, request.clone()).await.unwrap();

    assert_eq!(answer.whole, Some(brute.figures(&scope, true)), "{request:?}");
    let have_open = request.breakdown() != Breakdown::Month;
    let part = |(name, scope): (String, Scope)| FiguresPart {
        name,
        figures: Some(brute.figures(&scope, have_open)),
    };
    let parts: Vec<FiguresPart> =
        brute.parts(&scope, request.breakdown()).into_iter().map(part).collect();
    assert_eq!(answer.parts, parts, "{request:?}");
}

/// Files, and has some of them done.
async fn some_cases(agency: &Agency, filed: usize, done: usize) -> Staff {
    let staff = Staff::enrolled(agency, "").await;
    let mut receipts = Vec::new();
    for _ in 0..filed {
        receipts.push(agency.public().files(sip::submission()).await.unwrap());
    }
    for receipt in receipts.iter().take(done) {
        for (step, _) in sip::STAGES {
            staff.does(&receipt.name, step).await.unwrap();
        }
    }
    staff
}

async fn a_journal_older_than_the_figures_is_counted_with_the_migration(agency: &mut Agency) {
    some_cases(agency, 3, 1).await;
    let before = figures(&agency.administrator(), asked(agency, "2026", Breakdown::Service)).await;
    agency.stop().await;
    for table in ["figure_count", "figure_time", "figure_case"] {
        execute(&agency.url, &format!("DROP TABLE {table}"));
    }
    execute(&agency.url, "DELETE FROM schema_version WHERE version >= 19");
    if agency.url.starts_with("postgres") {
        // What a later migration has added it would add again; on SQLite it makes a new table.
        execute(&agency.url, "ALTER TABLE dispatch DROP COLUMN state");
        execute(&agency.url, "CREATE INDEX dispatch_by_turn ON dispatch (next_at, id)");
    }

    store::migrate(&agency.url).await.unwrap();
    agency.start().await;

    agency.verify().await;
    let after = figures(&agency.administrator(), asked(agency, "2026", Breakdown::Service)).await;
    let (before, after) = (before.unwrap(), after.unwrap());
    assert_eq!((&before.whole, &before.parts), (&after.whole, &after.parts));
    assert_eq!(received(&after), shown(3));
}

async fn a_counter_that_was_changed_by_hand_is_found(agency: &mut Agency) {
    some_cases(agency, 2, 1).await;
    execute(
        &agency.url,
        "UPDATE figure_count SET cases = cases + 1 WHERE figure = 'on_time' AND grain = 'day'",
    );

    let report = agency.store().verify(&[]).await.unwrap();

    assert_eq!(report.deviations.len(), 1, "{report:?}");
    assert!(report.deviations[0].contains("on_time"), "{report:?}");
    execute(
        &agency.url,
        "UPDATE figure_count SET cases = cases - 1 WHERE figure = 'on_time' AND grain = 'day'",
    );
}

fn shown(count: i64) -> Option<Count> {
    Some(Count { count, suppressed: false })
}

const HIDDEN: Option<Count> = Some(Count { count: 0, suppressed: true });

fn whole(answer: &GetServiceFiguresResponse) -> Figures {
    answer.whole.clone().unwrap()
}

fn received(answer: &GetServiceFiguresResponse) -> Option<Count> {
    whole(answer).flows.unwrap().received
}

async fn everybody_sees_sums_and_no_small_number(agency: &mut Agency) {
    some_cases(agency, 6, 5).await;
    let everybody = agency.public();

    let public = figures(&everybody, asked(agency, "2026", Breakdown::Service)).await.unwrap();
    let of_may = figures(&everybody, asked(agency, "2026-05", Breakdown::Unspecified)).await;
    let own = figures(&agency.administrator(), asked(agency, "2026", Breakdown::Service)).await;

    let flows = whole(&public).flows.unwrap();
    assert_eq!((flows.received, flows.issued, flows.on_time), (shown(6), shown(5), shown(5)));
    assert_eq!(whole(&public).share_on_time.unwrap().percent, "100.00");
    assert_eq!((whole(&public).working_times[0].median, flows.late), (0, shown(0)));
    // One case waits: neither it nor any age of it is told.
    assert_eq!(whole(&public).in_process, HIDDEN);
    assert_eq!(whole(&public).ages.unwrap().not_complete, HIDDEN);
    // Five did each step before the last, all six were in the first.
    assert_eq!(whole(&public).stages.len(), 7);
    let part = public.parts[0].figures.clone().unwrap().flows.unwrap();
    assert_eq!((part.received, part.issued), (shown(6), None));
    assert_eq!(received(&of_may.unwrap()), shown(0));
    assert_eq!(whole(&own.unwrap()).in_process, shown(1));
}

async fn whoever_asks_deeper_answers_for_the_agency(agency: &mut Agency) {
    let staff = some_cases(agency, 1, 0).await;
    let days = asked(agency, "2026-06-01..2026-06-08", Breakdown::Unspecified);
    let units = asked(agency, "2026", Breakdown::Unit);
    let parts_of_one = GetServiceFiguresRequest {
        service: "sip-dokter-spesialis".to_owned(),
        ..asked(agency, "2026", Breakdown::Month)
    };

    for request in [&days, &units, &parts_of_one] {
        let by_public = figures(&agency.public(), request.clone()).await;
        let by_clerk = figures(&staff.loket, request.clone()).await;
        let by_superior = figures(&staff.supervisor, request.clone()).await;

        assert_eq!(reason(by_public), "SIGN_IN_REQUIRED");
        assert_eq!(reason(by_clerk), "DUTY_MISSING");
        assert_eq!(received(&by_superior.unwrap()), shown(1));
    }
    let shallow = figures(&staff.loket, asked(agency, "2026", Breakdown::Unspecified)).await;
    assert_eq!(received(&shallow.unwrap()), HIDDEN, "a clerk sees as much as everybody");
}

async fn an_export_says_what_the_answer_says(agency: &mut Agency) {
    some_cases(agency, 6, 2).await;
    agency.time_passes_to(wib("2026-06-09 09:00")).await;
    let request = ExportFiguresRequest {
        figures: Some(asked(agency, "2026-06", Breakdown::Service)),
        format: FiguresFormat::Csv.into(),
    };

    let own = exported(&agency.administrator(), request.clone()).await;
    let public = exported(&agency.public(), request).await;

    assert!(own.starts_with("part,figure,detail,value\r\n,received,,6\r\n"), "{own}");
    for line in [",issued,,2", ",median,working_days,0", "sip-dokter-spesialis,in_process,,4"] {
        assert!(own.lines().any(|it| it == line), "{line} is missing:\n{own}");
    }
    for line in [",received,,6", ",issued,,*", ",in_process,,*"] {
        assert!(public.lines().any(|it| it == line), "{line} is missing:\n{public}");
    }
}

async fn file(caller: &Caller, request: ExportFiguresRequest) -> Vec<u8> {
    let mut frames = caller.dashboard().export_figures(request).await.unwrap().into_inner();
    let mut bytes = Vec::new();
    while let Some(frame) = frames.message().await.unwrap() {
        bytes.extend(frame.data);
    }
    bytes
}

async fn exported(caller: &Caller, request: ExportFiguresRequest) -> String {
    String::from_utf8(file(caller, request).await).unwrap()
}

async fn a_workbook_says_what_the_plain_file_says(agency: &mut Agency) {
    some_cases(agency, 6, 5).await;
    let as_format = |format: FiguresFormat| ExportFiguresRequest {
        figures: Some(asked(agency, "2026-06", Breakdown::Service)),
        format: format.into(),
    };
    let caller = agency.administrator();

    let plain = exported(&caller, as_format(FiguresFormat::Csv)).await;
    let bytes = file(&caller, as_format(FiguresFormat::Xlsx)).await;

    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Angka").unwrap();
    let cell = |cell: &Data| match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    let rows: Vec<String> =
        sheet.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",")).collect();
    // 100.00 is the number 100.
    let plain: Vec<String> =
        plain.split_terminator("\r\n").map(|line| line.replace("100.00", "100")).collect();
    assert_eq!(rows, plain);
    assert_eq!(sheet.get_value((1, 3)), Some(&Data::Float(6.0)), "a number can be added up");
    let meanings = book.worksheet_range("Arti").unwrap();
    assert_eq!(meanings.height(), figures::DEFINITIONS.len() + 1);
}

async fn without_a_period_it_is_the_agencys_present_year(agency: &mut Agency) {
    some_cases(agency, 1, 0).await;
    agency.time_passes_to(wib("2026-12-31 23:30")).await;
    let administrator = agency.administrator();
    let in_2026 = figures(&administrator, asked(agency, "", Breakdown::Unspecified)).await.unwrap();
    agency.time_passes_to(wib("2027-01-01 00:30")).await;
    let in_2027 = figures(&administrator, asked(agency, "", Breakdown::Unspecified)).await.unwrap();

    assert_eq!((in_2026.period.as_str(), received(&in_2026)), ("2026", shown(1)));
    assert_eq!((in_2027.period.as_str(), received(&in_2027)), ("2027", shown(0)));
}

async fn every_figure_has_a_meaning(agency: &mut Agency) {
    let request =
        ListFigureDefinitionsRequest { parent: format!("agencies/{}", agency.plan.agency) };

    let answer = agency.public().dashboard().list_figure_definitions(request).await.unwrap();

    let definitions = answer.into_inner().definitions;
    assert_eq!(definitions.len(), figures::DEFINITIONS.len());
    for definition in definitions {
        let (title, meaning) = (definition.title.unwrap(), definition.meaning.unwrap());
        let words = [&title.id, &title.en, &meaning.id, &meaning.en, &definition.formula];
        assert!(words.iter().all(|words| !words.is_empty()), "{}", definition.figure);
    }
}
