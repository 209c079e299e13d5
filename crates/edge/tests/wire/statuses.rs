//! What refusals look like on the wire.

use edge::{Violations, failed, malformed, reason_of, refused, retry_later};
use proptest::prelude::*;
use tonic::{Code, Status};
use tonic_types::StatusExt;

/// What a client counts: the status as headers, names and values.
fn header_bytes(status: &Status) -> usize {
    let mut headers = http::HeaderMap::new();
    status.add_header(&mut headers).unwrap();
    headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

#[test]
fn a_refusal_speaks_both_languages_and_names_its_reason() {
    let status = refused("ETAG_MISMATCH", &[("name", "agencies/a/applications/1".to_owned())]);
    let reason = contract::reason("ETAG_MISMATCH").unwrap();

    let details = status.get_error_details();
    let (info, text) = (details.error_info().unwrap(), details.localized_message().unwrap());
    assert_eq!((status.code(), status.message()), (reason.code, reason.en));
    assert_eq!((info.reason.as_str(), info.domain.as_str()), ("ETAG_MISMATCH", "satupintu"));
    assert_eq!(info.metadata["name"], "agencies/a/applications/1");
    assert_eq!((text.locale.as_str(), text.message.as_str()), ("id-ID", reason.id));
}

#[test]
fn a_refusal_for_the_state_of_things_says_which_precondition_fails() {
    let status = refused("DUTIES_INCOMPATIBLE", &[("officer", "p1".to_owned())]);

    let failure = status.get_details_precondition_failure().unwrap();
    assert_eq!(status.code(), Code::FailedPrecondition);
    assert_eq!(failure.violations[0].r#type, "DUTIES_INCOMPATIBLE");
    assert_eq!(failure.violations[0].subject, "p1");
}

#[test]
fn a_refusal_that_time_may_heal_says_when_to_come_back() {
    let delay = std::time::Duration::from_millis(1500);
    let status = retry_later("OVERLOADED", delay, &[]);

    assert_eq!(status.get_details_retry_info().unwrap().retry_delay, Some(delay));
}

#[test]
fn a_reason_that_the_catalogue_lacks_is_our_own_mistake() {
    let status = refused("NO_SUCH_REASON", &[]);

    assert_eq!(status.code(), Code::Internal);
    assert_eq!(reason_of(&status).as_deref(), Some("NO_SUCH_REASON"));
}

#[test]
fn a_failure_tells_the_caller_nothing_of_the_machine() {
    let status = failed(&std::io::Error::other("connection to 10.0.0.7 refused"));

    assert_eq!((status.code(), reason_of(&status).as_deref()), (Code::Internal, Some("INTERNAL")));
    assert!(!format!("{status:?}").contains("10.0.0.7"));
}

#[test]
fn all_faults_of_a_request_are_named_at_once() {
    let mut violations = Violations::new();
    let count = violations.check("count", "many".parse::<u8>());
    let size = violations.check("size", "7".parse::<u8>());
    violations.add("answers[2].text", "must be at most 4000 characters");

    let status = violations.finish(count.zip(size)).unwrap_err();

    let faults = status.get_details_bad_request().unwrap().field_violations;
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(reason_of(&status).as_deref(), Some("FIELD_INVALID"));
    assert_eq!(fields, ["count", "answers[2].text"]);
    assert_eq!(faults[1].description, "must be at most 4000 characters");
}

#[test]
fn a_request_without_faults_is_handed_on() {
    let mut violations = Violations::new();
    let size = violations.check("size", "7".parse::<u8>());

    assert!(violations.is_empty());
    assert_eq!(violations.finish(size).unwrap(), 7);
}

#[test]
fn a_value_noted_as_faulty_is_never_handed_on() {
    let mut violations = Violations::new();
    violations.add("size", "must be less than 7");

    assert!(violations.finish(Some(7)).is_err());
}

#[test]
fn faults_beyond_the_room_are_counted() {
    let faults = (0..500).map(|n| (format!("answers[{n}]"), "x".repeat(150))).collect();

    let status = malformed(faults);

    let shown = status.get_details_bad_request().unwrap().field_violations.len();
    let info = status.get_details_error_info().unwrap();
    assert!(shown >= 10);
    assert_eq!(info.metadata["violations"], "500");
    assert_eq!(info.metadata["shown"], shown.to_string());
}

/// Texts of all lengths, also in letters that take several bytes or must be
/// escaped.
fn text() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["x", " ", "%", "é", "漢"]), 0_usize..400)
        .prop_map(|(letter, length)| letter.repeat(length))
}

proptest! {
    #[test]
    fn a_status_always_fits(
        faults in prop::collection::vec((text(), text()), 0..60),
        facts in prop::collection::vec((text(), text()), 0..12),
        reason in prop::sample::select(contract::REASONS),
    ) {
        let facts: Vec<_> = facts.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();

        prop_assert!(header_bytes(&malformed(faults)) <= 4096);
        prop_assert!(header_bytes(&refused(reason.name, &facts)) <= 4096);
    }
}
