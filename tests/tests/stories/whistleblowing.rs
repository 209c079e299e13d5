//! Reports to the inspectorate: the agency carries them, and cannot read one.

use std::collections::BTreeSet;

use contract::satupintu::whistleblowing::v1::{GetReportRequest, ListAnswersRequest};
use jiff::civil::date;
use serde_json::Value;
use stories::whistle::{self, inspector, inspectorate, slip};
use stories::{Agency, Backend, Plan, Row, on_each_backend, reason, tables, wib};
use whistleblowing::{PrivateKey, Report, Sealed, Secret, Text, Unopened};

on_each_backend! { Plan::sip() =>
    a_whistleblower_and_the_inspectorate_talk,
    what_is_sealed_is_opened_by_no_key_of_the_agency,
    the_agency_shows_the_fingerprint_of_the_inspectorate,
    fewer_than_ten_reports_wait_until_the_end_of_the_day,
    the_journal_tells_how_many_came_and_nothing_of_them,
    an_entry_is_taken_once,
    a_report_to_another_key_is_refused,
    without_the_slip_nobody_hears_an_answer,
    a_number_is_one_slips_alone,
    an_answer_to_nobody_is_refused,
    a_report_that_is_not_there_is_not_found,
    the_duty_of_the_inspectorate_stands_alone,
    nothing_joins_a_released_report_to_its_slip_or_its_minute,
}

async fn a_whistleblower_and_the_inspectorate_talk(agency: &mut Agency) {
    let (secret, public, pengawas) = (slip(), agency.public(), inspector(agency).await);
    public.blows(&secret, "Ada pungli di loket 3").await.unwrap();
    agency.store().release_all_reports().await.unwrap();

    let listed = pengawas.lists_reports().await.unwrap();
    let report = pengawas.opens_report(&listed[0].name).await.unwrap();
    pengawas.answers_report(&report, "Kapan terjadinya?").await.unwrap();
    let heard = public.hears(&secret).await.unwrap();
    public.blows(&secret, "Setiap Senin pagi").await.unwrap();
    agency.store().release_all_reports().await.unwrap();

    assert_eq!(report.text.as_str(), "Ada pungli di loket 3");
    assert_eq!(heard, ["Kapan terjadinya?"]);
    let mut said = Vec::new();
    for listed in pengawas.lists_reports().await.unwrap() {
        let report = pengawas.opens_report(&listed.name).await.unwrap();
        assert_eq!(report.number, secret.number());
        said.push(report.text.as_str().to_owned());
    }
    said.sort();
    assert_eq!(said, ["Ada pungli di loket 3", "Setiap Senin pagi"]);
}

/// The key in the agency's folder is all that the agency has.
async fn what_is_sealed_is_opened_by_no_key_of_the_agency(agency: &mut Agency) {
    let pengawas = inspector(agency).await;
    agency.public().blows(&slip(), "Ada pungli").await.unwrap();
    agency.store().release_all_reports().await.unwrap();
    let root = std::fs::read_to_string(agency.data().path().join("deployment.key")).unwrap();
    let name = pengawas.lists_reports().await.unwrap().remove(0).name;
    let request = GetReportRequest { name };
    let sealed = pengawas.whistleblowing().get_report(request).await.unwrap().into_inner().sealed;

    let with_root = PrivateKey::parse(root.trim()).unwrap();

    let opened = Report::open(&Sealed::parse(&sealed).unwrap(), &with_root);
    assert_eq!(opened.unwrap_err(), Unopened::OtherKey);
}

async fn the_agency_shows_the_fingerprint_of_the_inspectorate(agency: &mut Agency) {
    let shown = agency.public().asks_for_inspectorate().await.unwrap();

    assert_eq!(shown, inspectorate().public().fingerprint());
}

async fn fewer_than_ten_reports_wait_until_the_end_of_the_day(agency: &mut Agency) {
    let pengawas = inspector(agency).await;
    for _ in 0..9 {
        agency.public().blows(&slip(), "Ada pungli").await.unwrap();
    }

    let of_nine = agency.store().release_reports().await.unwrap();
    let seen = pengawas.lists_reports().await.unwrap().len();
    agency.public().blows(&slip(), "Ada pungli").await.unwrap();
    let of_ten = agency.store().release_reports().await.unwrap();

    assert_eq!((of_nine, seen, of_ten), (0, 0, 10));
    assert_eq!(pengawas.lists_reports().await.unwrap().len(), 10);
}

async fn the_journal_tells_how_many_came_and_nothing_of_them(agency: &mut Agency) {
    let before = agency.journal_size().await;
    let secret = slip();
    agency.public().blows(&secret, "Ada pungli").await.unwrap();
    agency.public().blows(&slip(), "Ada suap").await.unwrap();
    assert_eq!(agency.journal_size().await, before, "a report leaves no event of its own");

    agency.store().release_all_reports().await.unwrap();

    let journal = agency.journal().await;
    let bodies: Vec<_> = journal.iter().filter(|body| body.index >= before).collect();
    assert_eq!(bodies.len(), 1);
    assert_eq!(
        (bodies[0].kind.as_str(), bodies[0].actor.as_str()),
        ("whistleblowing.released", "system")
    );
    let payload: serde_json::Value = serde_json::from_slice(&bodies[0].payload).unwrap();
    let fields: Vec<&String> = payload.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["agency", "count", "id", "keys", "root"]);
    assert_eq!(payload["count"], 2);
    assert_eq!(payload["keys"][0], inspectorate().public().id().to_string());
    assert!(!payload.to_string().contains(secret.number().as_str()));
}

async fn an_entry_is_taken_once(agency: &mut Agency) {
    let pengawas = inspector(agency).await;
    let request = whistle::submission(&agency.public(), &slip(), "Ada pungli");
    let mut client = agency.public().whistleblowing();

    let first = client.submit_report(request.clone()).await.unwrap().into_inner();
    let again = client.submit_report(request.clone()).await.unwrap().into_inner();
    agency.store().release_all_reports().await.unwrap();
    let after = client.submit_report(request).await.unwrap().into_inner();

    let already = [first, again, after].map(|answer| answer.already_received);
    assert_eq!(already, [false, true, true]);
    assert_eq!(agency.store().release_all_reports().await.unwrap(), 0);
    assert_eq!(pengawas.lists_reports().await.unwrap().len(), 1);
    let name = pengawas.lists_reports().await.unwrap().remove(0).name;
    let report = pengawas.opens_report(&name).await.unwrap();
    let answer = whistle::answer(&pengawas, &report, "Kami periksa");
    let mut client = pengawas.whistleblowing();
    client.append_answer(answer.clone()).await.unwrap();
    assert!(client.append_answer(answer).await.unwrap().into_inner().already_appended);
}

async fn a_report_to_another_key_is_refused(agency: &mut Agency) {
    let public = agency.public();
    let other = PrivateKey::derived(&[8; 32]).public();
    let request = whistle::sealed_to(&public, &slip(), "Ada pungli", &other);

    let answer = public.whistleblowing().submit_report(request).await;

    assert_eq!(reason(answer), "REPORT_KEY_UNKNOWN");
}

async fn without_the_slip_nobody_hears_an_answer(agency: &mut Agency) {
    let (secret, public) = (slip(), agency.public());
    public.blows(&secret, "Ada pungli").await.unwrap();
    let guess = ListAnswersRequest {
        parent: public.agency.clone(),
        number: secret.number().to_string(),
        proof: slip().proof().reveal(),
        ..ListAnswersRequest::default()
    };

    let by_another = public.whistleblowing().list_answers(guess).await;
    let of_nobody = public.hears(&slip()).await;

    assert_eq!(reason(by_another), "RECEIPT_UNKNOWN");
    assert_eq!(reason(of_nobody), "RECEIPT_UNKNOWN");
    assert_eq!(public.hears(&secret).await.unwrap(), Vec::<String>::new());
}

async fn a_number_is_one_slips_alone(agency: &mut Agency) {
    let (secret, public) = (slip(), agency.public());
    public.blows(&secret, "Ada pungli").await.unwrap();
    let mut request = whistle::submission(&public, &secret, "Palsu");
    request.proof = slip().proof().reveal();

    let answer = public.whistleblowing().submit_report(request).await;

    assert_eq!(reason(answer), "RECEIPT_UNKNOWN");
    assert_eq!(agency.store().release_all_reports().await.unwrap(), 1);
}

async fn an_answer_to_nobody_is_refused(agency: &mut Agency) {
    let pengawas = inspector(agency).await;
    let never_sent = reported_by(&slip());

    let refused = pengawas.answers_report(&never_sent, "Kami periksa").await;

    assert_eq!(reason(refused), "REPORT_NUMBER_UNKNOWN");
}

async fn a_report_that_is_not_there_is_not_found(agency: &mut Agency) {
    let pengawas = inspector(agency).await;
    let name = format!("{}/reports/67e55044-10b1-426f-9247-bb680e5fe0c8", pengawas.agency);

    let refused = pengawas.opens_report(&name).await;

    assert_eq!(reason(refused), "REPORT_NOT_FOUND");
}

async fn the_duty_of_the_inspectorate_stands_alone(agency: &mut Agency) {
    let pengawas = inspector(agency).await;

    let with_cases = agency.assign(&pengawas, "execute:dpmptsp-magelang/pelayanan/loket").await;
    let with_audit = agency.assign(&pengawas, "audit:dpmptsp-magelang").await;

    assert_eq!(reason(with_cases), "DUTIES_INCOMPATIBLE");
    assert!(with_audit.is_ok());
}

/// How many people report, minutes apart, each in other words.
const REPORTERS: usize = 24;

/// Takes every value of every table, and knows no schema but that of the released rows.
async fn nothing_joins_a_released_report_to_its_slip_or_its_minute(agency: &mut Agency) {
    let public = agency.public();
    let slips: Vec<Secret> = (0..REPORTERS).map(|_| slip()).collect();
    for (n, secret) in slips.iter().enumerate() {
        agency.time_passes_to(wib(&format!("2026-06-08 10:{n:02}"))).await;
        public.blows(secret, &format!("Laporan {n:02}")).await.unwrap();
    }
    agency.store().release_all_reports().await.unwrap();

    let tables = tables(&agency.url);

    // A released row is told from the others by its id and its sealed bytes alone.
    let released = &tables["whistle_report"];
    let told_apart_by = |column: &&String| {
        let distinct: BTreeSet<String> = released.iter().map(|row| text(row, column)).collect();
        distinct.len() > 1
    };
    let telling: Vec<&String> = released[0].keys().filter(told_apart_by).collect();
    assert_eq!(
        (released.len(), telling),
        (REPORTERS, vec![&"id".to_owned(), &"sealed".to_owned()])
    );

    // Those stand nowhere else, and what is on a slip stands nowhere at all.
    let mut own: BTreeSet<String> =
        released.iter().flat_map(|row| [text(row, "id"), text(row, "sealed")]).collect();
    own.extend(slips.iter().map(|secret| secret.number().to_string()));
    own.extend(slips.iter().map(|secret| secret.proof().reveal()));
    for (name, rows) in tables.iter().filter(|(name, _)| *name != "whistle_report") {
        for value in rows.iter().flat_map(|row| row.values()).filter_map(Value::as_str) {
            assert!(!own.iter().any(|own| value.contains(own.as_str())), "{name} has {value}");
        }
    }

    // The order on disk is not that of arrival, and one transaction wrote all.
    let words = |row: &Row| {
        let sealed = Sealed::parse(&bytes(&text(row, "sealed"))).unwrap();
        Report::open(&sealed, &inspectorate()).unwrap().text.as_str().to_owned()
    };
    let in_place = |(n, row): &(usize, &Row)| words(row) == format!("Laporan {n:02}");
    let in_place = released.iter().enumerate().filter(in_place).count();
    assert!(in_place < REPORTERS / 2, "{in_place} stand where they arrived");
    if agency.url.starts_with("postgres") {
        let writers = "SELECT count(DISTINCT xmin::text) FROM whistle_report";
        assert_eq!(stories::postgres::ask(&agency.url, writers), "1");
    }
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The bytes that stand in hexadecimal.
fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    (0..hex.len() / 2).map(pair).collect()
}

/// Where no inspectorate is named, nobody is invited to report into the void.
#[tokio::test]
async fn without_an_inspectorate_no_report_is_taken() {
    let agency = Agency::open(Plan::sip().without_inspectorate(), Backend::Sqlite).await;

    let asked = agency.public().asks_for_inspectorate().await;
    let sent = agency.public().blows(&slip(), "Ada pungli").await;

    assert_eq!(reason(asked), "INSPECTORATE_MISSING");
    assert_eq!(reason(sent), "INSPECTORATE_MISSING");
    agency.close().await;
}

/// The columns tell it: hashes, random ids, sealed bytes, and the agency's own name.
#[tokio::test]
async fn no_row_holds_a_number_a_proof_or_an_instant() {
    const COLUMNS: &str = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); print(*sorted(\
        t + '.' + c[1] for (t,) in db.execute(\"SELECT name FROM sqlite_master \
        WHERE type = 'table' AND name LIKE 'whistle%'\").fetchall() \
        for c in db.execute('PRAGMA table_info(' + t + ')')))";
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;

    let columns = python_on(&agency, COLUMNS);

    assert_eq!(
        columns.split_whitespace().collect::<Vec<_>>(),
        [
            "whistle_answer.id",
            "whistle_answer.number_hash",
            "whistle_answer.sealed",
            "whistle_box.agency",
            "whistle_box.ciphertext",
            "whistle_box.id",
            "whistle_entry.hash",
            "whistle_report.agency",
            "whistle_report.batch",
            "whistle_report.id",
            "whistle_report.key_id",
            "whistle_report.sealed",
            "whistle_slip.number_hash",
            "whistle_slip.proof_hash",
        ]
    );
    agency.close().await;
}

#[tokio::test]
async fn a_report_that_was_taken_away_is_noticed() {
    const TAKE: &str = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(\
        'DELETE FROM whistle_report WHERE id = (SELECT min(id) FROM whistle_report)'); db.commit()";
    let mut agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    agency.public().blows(&slip(), "Ada pungli").await.unwrap();
    agency.public().blows(&slip(), "Ada suap").await.unwrap();
    agency.store().release_all_reports().await.unwrap();
    agency.verify().await;
    agency.stop().await;

    python_on(&agency, TAKE);

    let report = store::Report::of(&agency.url, &[]).await.unwrap();
    assert_eq!(report.deviations.len(), 1, "{:?}", report.deviations);
    assert!(report.deviations[0].contains("whistleblowing"), "{:?}", report.deviations);
}

/// What a program prints that is given the path of the agency's embedded database.
fn python_on(agency: &Agency, program: &str) -> String {
    let path = agency.url.trim_start_matches("sqlite:");
    let mut python = std::process::Command::new(stories::python());
    let output = python.args(["-c", program, path]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn reported_by(secret: &Secret) -> Report {
    Report::new(secret, date(2026, 6, 8), Text::parse("Ada pungli").unwrap())
}
