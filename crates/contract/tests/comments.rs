//! The contract explains itself: every part of it has a comment, every method
//! says what a repeat does, and every reason that a comment names exists.

use std::collections::{BTreeMap, BTreeSet};

use prost::Message;
use prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorProto, FileDescriptorSet};

/// A part of a file by its path of field numbers, as `SourceCodeInfo` counts.
type Path = Vec<i32>;

/// Every part that must have a comment: its path and its full name.
struct Parts(Vec<(Path, String)>);

#[test]
fn every_part_of_the_contract_has_a_comment() {
    let mut silent = Vec::new();
    for file in our_files() {
        let comments = comments(&file);
        let parts = Parts::of(&file).0;
        silent.extend(
            parts
                .into_iter()
                .filter(|(path, _)| !comments.contains_key(path))
                .map(|(_, name)| name),
        );
    }

    assert!(silent.is_empty(), "without a comment: {silent:#?}");
}

#[test]
fn every_method_says_what_a_repeat_does_and_why_it_may_refuse() {
    for (name, comment) in method_comments() {
        assert!(comment.contains("repeat"), "{name} says nothing about a repeat");
        assert!(comment.contains("Reasons:"), "{name} names no reasons");
    }
}

#[test]
fn every_reason_that_a_comment_names_is_in_the_catalogue() {
    let comments: Vec<String> =
        our_files().iter().flat_map(|file| comments(file).into_values()).collect();
    let vocabulary = enum_values();

    let unknown: BTreeSet<&str> = comments
        .iter()
        .flat_map(|comment| comment.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')))
        .filter(|word| is_reason_shaped(word) && !vocabulary.contains(*word))
        .filter(|word| contract::reason(word).is_none())
        .collect();

    assert!(unknown.is_empty(), "no such reason: {unknown:?}");
}

/// Upper-case words with an underscore are reasons or enum values; the two
/// reasons without an underscore are found by their name.
fn is_reason_shaped(word: &str) -> bool {
    word.contains('_') && word.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

fn our_files() -> Vec<FileDescriptorProto> {
    let set =
        FileDescriptorSet::decode(contract::COMMENTED_DESCRIPTOR_SET).expect("a descriptor set");
    set.file.into_iter().filter(|file| file.package().starts_with("satupintu.")).collect()
}

fn comments(file: &FileDescriptorProto) -> BTreeMap<Path, String> {
    let locations = file.source_code_info.iter().flat_map(|info| &info.location);
    locations
        .filter(|location| !location.leading_comments().trim().is_empty())
        .map(|location| (location.path.clone(), location.leading_comments().to_owned()))
        .collect()
}

fn method_comments() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in our_files() {
        let comments = comments(&file);
        for (s, service) in (0..).zip(&file.service) {
            for (m, method) in (0..).zip(&service.method) {
                let comment = comments.get(&vec![6, s, 2, m]).cloned().unwrap_or_default();
                found.push((method.name().to_owned(), comment));
            }
        }
    }
    found
}

fn enum_values() -> BTreeSet<String> {
    fn walk(messages: &[DescriptorProto], names: &mut BTreeSet<String>) {
        for message in messages {
            add(&message.enum_type, names);
            walk(&message.nested_type, names);
        }
    }
    fn add(kinds: &[EnumDescriptorProto], names: &mut BTreeSet<String>) {
        names.extend(kinds.iter().flat_map(|kind| &kind.value).map(|v| v.name().to_owned()));
    }
    let mut names = BTreeSet::new();
    for file in our_files() {
        add(&file.enum_type, &mut names);
        walk(&file.message_type, &mut names);
    }
    names
}

impl Parts {
    fn of(file: &FileDescriptorProto) -> Self {
        let mut parts = Self(Vec::new());
        for (i, message) in (0..).zip(&file.message_type) {
            parts.message(&[4, i], file.package(), message);
        }
        for (i, kind) in (0..).zip(&file.enum_type) {
            parts.kind(&[5, i], file.package(), kind);
        }
        for (i, service) in (0..).zip(&file.service) {
            let name = parts.part(&[6, i], file.package(), service.name());
            for (m, method) in (0..).zip(&service.method) {
                parts.part(&[6, i, 2, m], &name, method.name());
            }
        }
        parts
    }

    fn message(&mut self, path: &[i32], scope: &str, message: &DescriptorProto) {
        let name = self.part(path, scope, message.name());
        for (i, field) in (0..).zip(&message.field) {
            self.part(&within(path, 2, i), &name, field.name());
        }
        for (i, nested) in (0..).zip(&message.nested_type) {
            self.message(&within(path, 3, i), &name, nested);
        }
        for (i, kind) in (0..).zip(&message.enum_type) {
            self.kind(&within(path, 4, i), &name, kind);
        }
        // The choice that an `optional` field makes of itself is nobody's words.
        let is_written = |i: i32| {
            message
                .field
                .iter()
                .any(|field| field.oneof_index == Some(i) && field.proto3_optional != Some(true))
        };
        for (i, oneof) in (0..).zip(&message.oneof_decl).filter(|(i, _)| is_written(*i)) {
            self.part(&within(path, 8, i), &name, oneof.name());
        }
    }

    fn kind(&mut self, path: &[i32], scope: &str, kind: &EnumDescriptorProto) {
        let name = self.part(path, scope, kind.name());
        for (i, value) in (0..).zip(&kind.value) {
            self.part(&within(path, 2, i), &name, value.name());
        }
    }

    fn part(&mut self, path: &[i32], scope: &str, name: &str) -> String {
        let full = format!("{scope}.{name}");
        self.0.push((path.to_vec(), full.clone()));
        full
    }
}

fn within(path: &[i32], field: i32, index: i32) -> Path {
    [path, &[field, index]].concat()
}
