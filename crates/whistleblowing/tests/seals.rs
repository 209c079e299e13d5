//! Who can open what: the inspectorate the reports, the holder of the slip the answers,
//! and nobody else anything.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use jiff::civil::{Date, date};
use proptest::prelude::*;
use whistleblowing::{
    Answer, LONGEST_TEXT, Number, PrivateKey, Proof, Report, Sealed, Secret, Text, Unopened,
};

const DAY: Date = date(2026, 6, 8);

fn inspectorate() -> PrivateKey {
    PrivateKey::derived(&[7; 32])
}

fn slip(seed: u8) -> Secret {
    Secret::new([seed; 26])
}

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

fn sealed(secret: &Secret, said: &str) -> Sealed {
    let report = Report::new(secret, DAY, text(said));
    report.sealed(&inspectorate().public(), [1; 32]).unwrap()
}

#[test]
fn the_inspectorate_reads_what_was_reported() {
    let opened = Report::open(&sealed(&slip(1), "Ada pungli di loket 3"), &inspectorate()).unwrap();

    assert_eq!(opened.text.as_str(), "Ada pungli di loket 3");
    assert_eq!((opened.number, opened.on), (slip(1).number(), DAY));
}

#[test]
fn another_key_opens_no_report() {
    let stranger = PrivateKey::derived(&[8; 32]);

    let opened = Report::open(&sealed(&slip(1), "Ada pungli"), &stranger);

    assert_eq!(opened.unwrap_err(), Unopened::OtherKey);
}

#[test]
fn the_slip_alone_opens_the_answer() {
    let report = Report::open(&sealed(&slip(1), "Ada pungli"), &inspectorate()).unwrap();
    let answer = Answer::new(&report, DAY, text("Terima kasih, kami periksa"));
    let sealed = report.answered(&answer, [2; 32]).unwrap();

    let read = Answer::open(&sealed, &slip(1)).unwrap();
    let by_another = Answer::open(&sealed, &slip(2));

    assert_eq!(read.text.as_str(), "Terima kasih, kami periksa");
    assert_eq!(by_another.unwrap_err(), Unopened::OtherKey);
    assert!(Report::open(&sealed, &inspectorate()).is_err(), "not even who wrote it");
}

#[test]
fn a_report_is_no_answer_to_its_own_writer() {
    let secret = slip(1);
    let report = Report::new(&secret, DAY, text("Ada pungli"));
    let sealed = report.sealed(&secret.reply_key().public(), [3; 32]).unwrap();

    assert_eq!(Answer::open(&sealed, &secret).unwrap_err(), Unopened::Broken);
}

#[test]
fn a_long_and_a_short_report_look_alike() {
    let short = sealed(&slip(1), "Ya");
    let long = sealed(&slip(2), &"Ada pungli. ".repeat(300));

    assert_eq!(short.as_bytes().len(), long.as_bytes().len());
}

#[test]
fn the_longest_report_of_the_widest_letters_goes_in() {
    let widest = "\u{1F4E2}".repeat(LONGEST_TEXT);

    let opened = Report::open(&sealed(&slip(1), &widest), &inspectorate()).unwrap();

    assert_eq!(opened.text.as_str(), widest);
}

#[test]
fn what_steers_a_screen_is_not_read() {
    let json = format!(
        r#"{{"number":"{}","reply_key":"{}","on":"2026-06-08","text":"\u001b[2J"}}"#,
        slip(1).number(),
        slip(1).reply_key().public()
    );

    assert!(serde_json::from_str::<Report>(&json).is_err());
}

#[test]
fn a_secret_is_read_as_people_type_it() {
    let secret = slip(9);
    let spaced: Vec<String> =
        secret.reveal().as_bytes().chunks(5).map(|it| String::from_utf8_lossy(it).into()).collect();

    assert_eq!(Secret::parse(&spaced.join("-").to_lowercase()), Ok(secret));
}

#[test]
fn neither_number_nor_proof_nor_debug_shows_the_secret() {
    let secret = slip(5);

    let shown = format!("{} {} {secret:?}", secret.number(), secret.proof().reveal());

    assert!(!shown.contains(secret.reveal()));
    assert_ne!(secret.proof(), slip(6).proof());
    assert_eq!(Proof::parse(&secret.proof().reveal()), Ok(secret.proof()));
}

#[test]
fn a_key_reads_back_as_written() {
    let key = inspectorate();

    let again = PrivateKey::parse(&key.reveal()).unwrap();

    assert_eq!(again.public(), key.public());
    assert_eq!(key.public().fingerprint()[..16], key.public().id().to_string());
}

proptest! {
    #[test]
    fn whatever_is_changed_does_not_open(place in 0_usize..4153, bit in 0_u8..8) {
        let mut bytes = sealed(&slip(1), "Ada pungli").as_bytes().to_vec();
        bytes[place] ^= 1 << bit;
        if let Ok(changed) = Sealed::parse(&bytes) {
            prop_assert!(Report::open(&changed, &inspectorate()).is_err());
        }
    }

    #[test]
    fn a_number_reads_back_as_written(random in any::<[u8; 26]>()) {
        let number = Secret::new(random).number();
        prop_assert_eq!(Number::parse(number.as_str()), Ok(number));
    }

    #[test]
    fn any_bytes_are_a_message_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Sealed::parse(&bytes).is_err());
    }
}
