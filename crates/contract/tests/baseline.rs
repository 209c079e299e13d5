//! What was once promised stays: nothing in the contract is removed,
//! renumbered, renamed or retyped.
//!
//! `proto/baseline.binpb` holds the promise. After an addition, renew it with
//! `CONTRACT_BASELINE=write cargo test -p contract --test baseline`.

use std::{collections::BTreeMap, env, fs, path::PathBuf};

use prost_reflect::{Cardinality, DescriptorPool, EnumDescriptor, FieldDescriptor, Kind};

/// Every promise in a descriptor set: what it is about, and what it says.
type Promises = BTreeMap<String, String>;

#[test]
fn nothing_promised_is_taken_back() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../proto/baseline.binpb");
    let now = promises(contract::FILE_DESCRIPTOR_SET);
    let renew = env::var("CONTRACT_BASELINE").is_ok_and(|value| value == "write");

    if let Ok(baseline) = fs::read(&path) {
        let broken = broken(&promises(&baseline), &now);
        assert!(
            broken.is_empty(),
            "clients rely on this, so it must stay as it was (a breaking change needs a new \
             package version such as satupintu.permits.v2):\n{}",
            broken.join("\n")
        );
    }
    if renew {
        fs::write(&path, contract::FILE_DESCRIPTOR_SET).expect("the baseline is written");
    }

    let baseline = fs::read(&path).expect("proto/baseline.binpb is committed");
    let known = promises(&baseline);
    let added: Vec<_> = now.keys().filter(|about| !known.contains_key(*about)).collect();
    assert!(
        added.is_empty(),
        "the contract has grown. Renew the baseline and commit it:\n  \
         CONTRACT_BASELINE=write cargo test -p contract --test baseline\nnew: {added:#?}"
    );
}

#[test]
fn a_removed_a_renumbered_and_a_retyped_field_are_each_noticed() {
    let before = Promises::from([
        promise("field a.M 1", "name string"),
        promise("field a.M 2", "age int32"),
        promise("field a.M 3", "note string"),
    ]);
    let after = Promises::from([
        promise("field a.M 1", "name string"),
        promise("field a.M 2", "age string"),
        promise("field a.M 4", "note string"),
    ]);

    let broken = broken(&before, &after);

    assert_eq!(
        broken,
        [
            "field a.M 2: was `age int32`, is `age string`",
            "field a.M 3: was `note string`, is gone",
        ]
    );
}

#[test]
fn the_contract_promises_something_of_every_kind() {
    let now = promises(contract::FILE_DESCRIPTOR_SET);

    for about in [
        "file satupintu/permits/v1/permits.proto",
        "message satupintu.permits.v1.Application",
        "field satupintu.permits.v1.Application 1",
        "enum satupintu.permits.v1.Channel",
        "value satupintu.permits.v1.Channel 1",
        "method satupintu.permits.v1.PermitsService.ReadForm",
    ] {
        assert!(now.contains_key(about), "{about}");
    }
}

fn promise(about: &str, says: &str) -> (String, String) {
    (about.to_owned(), says.to_owned())
}

fn broken(before: &Promises, after: &Promises) -> Vec<String> {
    before
        .iter()
        .filter_map(|(about, was)| match after.get(about) {
            None => Some(format!("{about}: was `{was}`, is gone")),
            Some(is) if is != was => Some(format!("{about}: was `{was}`, is `{is}`")),
            Some(_) => None,
        })
        .collect()
}

fn promises(descriptors: &[u8]) -> Promises {
    let pool = DescriptorPool::decode(descriptors).expect("a descriptor set");
    let mut promises = Promises::new();
    for file in pool.files() {
        promises.insert(format!("file {}", file.name()), file.package_name().to_owned());
    }
    for message in pool.all_messages() {
        promises.insert(format!("message {}", message.full_name()), String::new());
        for field in message.fields() {
            let about = format!("field {} {}", message.full_name(), field.number());
            promises.insert(about, field_promise(&field));
        }
    }
    for kind in pool.all_enums() {
        enum_promises(&kind, &mut promises);
    }
    for method in pool.services().flat_map(|service| service.methods().collect::<Vec<_>>()) {
        let says = format!(
            "{}{} -> {}{}",
            if method.is_client_streaming() { "stream " } else { "" },
            method.input().full_name(),
            if method.is_server_streaming() { "stream " } else { "" },
            method.output().full_name(),
        );
        promises.insert(format!("method {}", method.full_name()), says);
    }
    promises
}

fn field_promise(field: &FieldDescriptor) -> String {
    let kind = match field.kind() {
        Kind::Message(message) => message.full_name().to_owned(),
        Kind::Enum(kind) => kind.full_name().to_owned(),
        scalar => format!("{scalar:?}"),
    };
    let cardinality = match field.cardinality() {
        Cardinality::Repeated => "repeated ",
        Cardinality::Required => "required ",
        Cardinality::Optional if field.supports_presence() => "present ",
        Cardinality::Optional => "",
    };
    // proto3 makes a oneof of its own for each `optional`; presence says it.
    let oneof = field
        .containing_oneof()
        .filter(|oneof| !oneof.is_synthetic())
        .map(|oneof| format!(" of {}", oneof.name()))
        .unwrap_or_default();
    format!("{} ({}) {cardinality}{kind}{oneof}", field.name(), field.json_name())
}

fn enum_promises(kind: &EnumDescriptor, promises: &mut Promises) {
    promises.insert(format!("enum {}", kind.full_name()), String::new());
    for value in kind.values() {
        let about = format!("value {} {}", kind.full_name(), value.number());
        promises.insert(about, value.name().to_owned());
    }
}
