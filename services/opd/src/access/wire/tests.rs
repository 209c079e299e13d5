//! A duty reads back as written; every fault of a request is named at once.

use super::*;

fn assigning(duty: Option<pb::Duty>) -> pb::AssignDutyRequest {
    pb::AssignDutyRequest {
        name: "agencies/dpmptsp/officers/p-1".to_owned(),
        request_id: "r-1".to_owned(),
        etag: String::new(),
        duty,
        until: None,
    }
}

fn enrolling(subject: &str) -> pb::EnrolOfficerRequest {
    pb::EnrolOfficerRequest {
        parent: "agencies/dpmptsp".to_owned(),
        request_id: "r-1".to_owned(),
        officer_id: "p-1".to_owned(),
        account: Some(pb::Account {
            issuer: "https://issuer.example".to_owned(),
            subject: subject.to_owned(),
        }),
    }
}

/// Field paths stand as plain text in a status's details.
fn names(status: &Status, field: &str) -> bool {
    assert_eq!(edge::reason_of(status).as_deref(), Some("FIELD_INVALID"));
    String::from_utf8_lossy(status.details()).contains(field)
}

#[test]
fn a_duty_reads_back_as_written() {
    for text in ["execute:a/u/r", "supervise:a/u", "administer:a", "audit:a"] {
        let held: Duty = text.parse().unwrap();

        let change = assignment_of(&assigning(Some(duty(&held)))).unwrap();

        assert_eq!(change.command, Command::Assign { duty: held, until: None });
    }
}

#[test]
fn a_duty_of_another_shape_is_refused_by_its_kind() {
    let cases = [
        (duty::Kind::Execute("a/u".to_owned()), "duty.execute"),
        (duty::Kind::Supervise("a/u/r".to_owned()), "duty.supervise"),
        (duty::Kind::Administer("A".to_owned()), "duty.administer"),
        (duty::Kind::Audit(String::new()), "duty.audit"),
    ];
    for (kind, field) in cases {
        let refused = assignment_of(&assigning(Some(pb::Duty { kind: Some(kind) }))).unwrap_err();
        assert!(names(&refused, field), "{field}");
    }
    for none in [None, Some(pb::Duty::default())] {
        assert!(names(&assignment_of(&assigning(none)).unwrap_err(), "duty"));
    }
}

#[test]
fn an_account_must_be_opaque() {
    let good = enrolment(&enrolling("3f1b2c70-8b2d-4a3e-9d1f-0a6f4e2d9c11")).unwrap();
    assert_eq!(good.person.as_str(), "p-1");

    for bad in
        ["", "siti@example.id", "9901234509870003", "198709032010011001", "a b", "é", "a\u{202E}b"]
    {
        let refused = enrolment(&enrolling(bad)).unwrap_err();
        assert!(names(&refused, "account.subject"), "{bad}");
    }
    let long = "a".repeat(LONGEST + 1);
    assert!(names(&enrolment(&enrolling(&long)).unwrap_err(), "account.subject"));
}

#[test]
fn every_fault_is_named_at_once() {
    let refused = assignment_of(&pb::AssignDutyRequest {
        name: "officers/p-1".to_owned(),
        request_id: String::new(),
        etag: "new".to_owned(),
        duty: None,
        until: Some(prost_types::Timestamp { seconds: 0, nanos: -1 }),
    })
    .unwrap_err();

    for field in ["name", "request_id", "etag", "duty", "until"] {
        assert!(names(&refused, field), "{field}");
    }
}

#[test]
fn an_officer_is_shown_with_the_past() {
    let record = OfficerRecord {
        person: PersonId::parse("p-1").unwrap(),
        accounts: vec![Account { issuer: "i".to_owned(), subject: "s".to_owned() }],
        assignments: vec![Assignment {
            duty: "audit:a".parse().unwrap(),
            from: Instant::from_micros(1_000_000),
            until: Some(Instant::from_micros(2_000_000)),
        }],
        kinship: None,
    };

    let shown = officer(&Slug::parse("dpmptsp").unwrap(), 3, 17, &record);

    assert_eq!(shown.name, "agencies/dpmptsp/officers/p-1");
    assert_eq!((shown.etag.as_str(), shown.journal_index), ("3", 17));
    let [assignment] = shown.assignments.as_slice() else { panic!("one assignment") };
    assert_eq!(assignment.until.map(|until| until.seconds), Some(2));
}
