//! Who gets in.

use edge::{LocalIssuer, Server, assert_every_method_has_a_rule, wall_clock};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::probe::{AUDIENCE, House, TABLE, reason};

async fn house() -> House {
    House::open(Server::default()).await
}

fn refusal(answer: Result<String, Status>) -> (Code, String, String) {
    let status = answer.unwrap_err();
    let info = status.get_details_error_info().unwrap();
    let cause = info.metadata.get("cause").cloned().unwrap_or_default();
    (status.code(), info.reason, cause)
}

fn says(code: Code, reason: &str, cause: &str) -> (Code, String, String) {
    (code, reason.to_owned(), cause.to_owned())
}

#[tokio::test]
async fn a_method_for_officers_is_closed_without_a_token() {
    let house = house().await;
    for method in ["Officer", "Administrator", "Auditor"] {
        let refused = refusal(house.ask(method, None).await);
        assert_eq!(refused, says(Code::Unauthenticated, "SIGN_IN_REQUIRED", ""), "{method}");
    }
}

#[tokio::test]
async fn public_and_receipt_methods_are_open_without_a_token() {
    let house = house().await;
    assert_eq!(house.ask("Public", None).await.unwrap(), "public");
    assert_eq!(house.ask("Receipt", None).await.unwrap(), "public");
}

#[tokio::test]
async fn an_officer_is_known_by_the_token_alone_and_keeps_it_from_the_handler() {
    let house = house().await;
    let token = house.token("loket");

    assert_eq!(house.ask("Officer", Some(&token)).await.unwrap(), "loket");
    assert_eq!(house.ask("Public", Some(&token)).await.unwrap(), "loket");
    assert_eq!(house.ask("Receipt", Some(&token)).await.unwrap(), "loket");
}

#[tokio::test]
async fn each_duty_opens_its_own_methods_only() {
    let house = house().await;
    let missing = says(Code::PermissionDenied, "DUTY_MISSING", "");
    let (loket, admin) = (house.token("loket"), house.token("admin"));
    let (auditor, siti) = (house.token("auditor"), house.token("siti"));

    assert_eq!(house.ask("Administrator", Some(&admin)).await.unwrap(), "admin");
    assert_eq!(house.ask("Auditor", Some(&auditor)).await.unwrap(), "auditor");
    assert_eq!(refusal(house.ask("Administrator", Some(&loket)).await), missing);
    assert_eq!(refusal(house.ask("Auditor", Some(&admin)).await), missing);
    assert_eq!(refusal(house.ask("Officer", Some(&admin)).await), missing);
    assert_eq!(refusal(house.ask("Officer", Some(&siti)).await), missing);
}

#[tokio::test]
async fn a_good_token_of_somebody_not_enrolled_opens_what_is_public() {
    let house = house().await;
    let token = house.token("stranger");

    let refused = refusal(house.ask("Officer", Some(&token)).await);

    assert_eq!(refused, says(Code::PermissionDenied, "DUTY_MISSING", "not_enrolled"));
    assert_eq!(house.ask("Public", Some(&token)).await.unwrap(), "public");
}

#[tokio::test]
async fn a_bad_token_is_refused_also_where_none_is_needed() {
    let house = house().await;
    let expired = house.issuer.sign("loket", AUDIENCE, 60, wall_clock().plus_seconds(-600));
    let elsewhere = house.issuer.sign("loket", "another", 60, wall_clock());
    let strangers = tempfile::tempdir().unwrap();
    let same_name = LocalIssuer::open(strangers.path(), "test").unwrap();
    let other_name = LocalIssuer::open(strangers.path(), "other").unwrap();
    let wrong_key = same_name.sign("loket", AUDIENCE, 60, wall_clock());
    let wrong_issuer = other_name.sign("loket", AUDIENCE, 60, wall_clock());
    let invalid = |cause| says(Code::Unauthenticated, "TOKEN_INVALID", cause);

    for method in ["Officer", "Public", "Receipt"] {
        let ask = async |token: &str| refusal(house.ask(method, Some(token)).await);
        let gone = says(Code::Unauthenticated, "TOKEN_EXPIRED", "expired");
        assert_eq!(ask(&expired).await, gone, "{method}");
        assert_eq!(ask(&elsewhere).await, invalid("audience"), "{method}");
        assert_eq!(ask(&wrong_key).await, invalid("key"), "{method}");
        assert_eq!(ask(&wrong_issuer).await, invalid("issuer"), "{method}");
        assert_eq!(ask("gibberish").await, invalid("malformed"), "{method}");
    }
}

#[tokio::test]
async fn a_method_without_a_rule_is_not_served_although_the_service_has_it() {
    let house = house().await;
    let token = house.token("loket");

    let refused = refusal(house.ask("Unruled", Some(&token)).await);

    assert_eq!(refused, says(Code::Unimplemented, "METHOD_UNKNOWN", ""));
}

#[tokio::test]
async fn another_scheme_or_two_credentials_are_not_taken_for_none() {
    let house = house().await;
    let token = house.token("loket");
    let good = format!("Bearer {token}");
    let basic: &[(&str, &str)] = &[("authorization", "Basic bG9rZXQ6")];
    let twice: &[(&str, &str)] = &[("authorization", &good), ("authorization", &good)];
    let lower: &[(&str, &str)] = &[("authorization", &good.replace("Bearer", "bearer"))];

    for (headers, code) in [(basic, "16"), (twice, "16"), (lower, "0")] {
        let answer = crate::messages::raw(&house, "Public", headers, &[0; 5]).await;
        assert_eq!(answer.code, code, "{headers:?}");
    }
}

#[test]
fn the_rules_and_the_contract_are_compared_both_ways() {
    use prost::Message;
    let method = |name: &str| prost_types::MethodDescriptorProto {
        name: Some(name.to_owned()),
        ..Default::default()
    };
    let contract = |methods: &[&str]| {
        let service = prost_types::ServiceDescriptorProto {
            name: Some("Probe".to_owned()),
            method: methods.iter().map(|name| method(name)).collect(),
            ..Default::default()
        };
        let file = prost_types::FileDescriptorProto {
            package: Some("satupintu.test.v1".to_owned()),
            service: vec![service],
            ..Default::default()
        };
        prost_types::FileDescriptorSet { file: vec![file] }.encode_to_vec()
    };
    let all = ["Public", "Receipt", "Officer", "Administrator", "Auditor"];
    let one_more = [&all[..], &["Forgotten"]].concat();

    let forgotten = assert_every_method_has_a_rule(&contract(&one_more), TABLE);
    let left_over = assert_every_method_has_a_rule(&contract(&all[..4]), TABLE);
    let doubled: Vec<_> = TABLE.iter().chain(&TABLE[..1]).copied().collect();
    let doubled = assert_every_method_has_a_rule(&contract(&all), &doubled);

    assert_eq!(assert_every_method_has_a_rule(&contract(&all), TABLE), Ok(()));
    let faults = |text: &str| Err(vec![text.to_owned()]);
    assert_eq!(forgotten, faults("no rule for /satupintu.test.v1.Probe/Forgotten"));
    let lacks = "a rule for /satupintu.test.v1.Probe/Auditor, which the contract lacks";
    assert_eq!(left_over, faults(lacks));
    assert_eq!(doubled, faults("two rules for /satupintu.test.v1.Probe/Public"));
}

#[tokio::test]
async fn refusals_name_a_reason_of_the_catalogue() {
    let house = house().await;
    let status = house.ask("Officer", None).await.unwrap_err();

    assert!(contract::reason(&reason(&status)).is_some());
}
