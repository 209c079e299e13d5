//! `satupintu calendar due` against the due dates that were computed by hand.

use super::satupintu;

/// The due date that the program answers, as JSON.
fn due(from: &str, days: &str) -> String {
    let answered = satupintu(["calendar", "due", "--from", from, "--working-days", days, "--json"]);
    assert_eq!(answered.code, 0, "{}", answered.err);
    answered.json()["due"].as_str().unwrap().to_owned()
}

#[test]
fn working_days_skip_holidays_and_joint_leave() {
    assert_eq!(due("2024-04-04", "5"), "2024-04-19");
    assert_eq!(due("2025-03-26", "5"), "2025-04-11");
    assert_eq!(due("2025-05-10", "3"), "2025-05-16");
    assert_eq!(due("2025-08-14", "3"), "2025-08-20");
    assert_eq!(due("2025-10-15", "5"), "2025-10-22");
    assert_eq!(due("2026-03-13", "14"), "2026-04-10");
}

#[test]
fn an_earlier_edition_does_not_know_the_later_joint_leave() {
    let answered = satupintu([
        "calendar",
        "due",
        "--from",
        "2025-08-14",
        "--working-days",
        "3",
        "--edition",
        "skb-2025",
        "--json",
    ]);

    assert_eq!(answered.json()["due"], "2025-08-19");
    assert_eq!(answered.json()["edition"], "skb-2025");
}

#[test]
fn an_edition_that_nobody_signed_is_answered_with_those_that_are_known() {
    let answered = satupintu([
        "calendar",
        "due",
        "--from",
        "2025-08-14",
        "--working-days",
        "3",
        "--edition",
        "skb-1999",
    ]);

    assert_eq!(answered.code, 2);
    assert!(answered.err.contains("skb-2025-perubahan"), "{}", answered.err);
}

#[test]
fn the_count_is_explained_in_both_languages() {
    let answered = satupintu(["calendar", "due", "--from", "2025-03-26", "--working-days", "5"]);

    let lines: Vec<&str> = answered.out.lines().collect();
    assert_eq!(lines[0], "2025-04-11");
    assert_eq!(lines[1], "Jatuh tempo Jumat, 11 April 2025 / Due Friday, 11 April 2025");
    let indonesian = answered.out.find("Tidak dihitung: Jumat, 28 Maret 2025: cuti bersama");
    let english = answered.out.find("Not counted: Friday, 28 March 2025: joint leave");
    assert!(indonesian.unwrap() < english.unwrap(), "{}", answered.out);
}

#[test]
fn an_undecreed_year_is_named_and_no_date_is_guessed() {
    let answered = satupintu(["calendar", "due", "--from", "2026-12-23", "--working-days", "10"]);

    assert_eq!(answered.code, 1);
    assert_eq!(answered.out, "");
    assert!(answered.err.contains("Kalender 2027 belum dimuat"), "{}", answered.err);
}

#[test]
fn programs_get_the_reason_for_an_undecreed_year() {
    let answered =
        satupintu(["calendar", "due", "--from", "2026-12-23", "--working-days", "10", "--json"]);

    assert_eq!(answered.code, 1);
    assert_eq!(answered.json()["error"], "YEAR_NOT_DECREED");
    assert_eq!(answered.json()["year"], 2027);
}

#[test]
fn hours_are_counted_in_the_short_days_of_ramadan() {
    let answered = satupintu([
        "calendar",
        "due",
        "--from",
        "2025-03-20",
        "--at",
        "10:15",
        "--office-hours",
        "9",
        "--zone",
        "wita",
        "--json",
    ]);

    assert_eq!(answered.json()["due_at"], "2025-03-21T13:45:00+08:00");
}

#[test]
fn calendar_days_end_at_midnight() {
    let answered =
        satupintu(["calendar", "due", "--from", "2025-03-26", "--calendar-days", "14", "--json"]);

    assert_eq!(answered.json()["due"], "2025-04-09");
    assert_eq!(answered.json()["due_at"], "2025-04-10T00:00:00+07:00");
}

#[test]
fn what_comes_before_the_cut_off_counts_its_own_day() {
    let asked = |at| {
        satupintu([
            "calendar",
            "due",
            "--from",
            "2025-10-15",
            "--at",
            at,
            "--working-days",
            "5",
            "--count-from",
            "12:00",
            "--json",
        ])
    };

    assert_eq!(asked("11:59").json()["due"], "2025-10-21");
    assert_eq!(asked("12:00").json()["due"], "2025-10-22");
}

#[test]
fn two_lengths_at_once_are_a_usage_error() {
    let answered = satupintu([
        "calendar",
        "due",
        "--from",
        "2025-03-26",
        "--working-days",
        "5",
        "--calendar-days",
        "5",
    ]);

    assert_eq!(answered.code, 2);
}
