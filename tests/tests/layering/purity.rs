//! The pure crates compute: they reach no runtime, no wire, no database and no
//! randomness, and their sources read no clock, no environment and no file.

use std::fs;
use std::path::Path;

use crate::edges::PURE;
use crate::workspace::{cargo, members};

/// Crates that wait, speak, store or roll dice.
const IMPURE: [&str; 12] = [
    "tokio",
    "tonic",
    "prost",
    "hyper",
    "http",
    "mio",
    "socket2",
    "sqlx",
    "sqlx-core",
    "getrandom",
    "rand",
    "fastrand",
];

/// What a source may not say outside its tests.
const IMPURE_WORDS: [&str; 15] = [
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "new_v4",
    "now_v7",
    "env::var",
    "env::args",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "File::open",
];

#[test]
fn pure_crates_reach_no_runtime_no_database_and_no_randomness() {
    // Each as built by itself: what others switch on in a shared dependency is theirs.
    let tree = |name: &&str| {
        let shape = ["--prefix", "depth", "--no-dedupe", "-f", " {p}"];
        cargo(&[&["tree", "-e", "normal", "-p", name][..], &shape].concat())
    };

    let paths: Vec<String> = PURE.iter().flat_map(|name| impure_paths(&tree(name))).collect();

    assert_eq!(paths, [""; 0]);
}

#[test]
fn the_way_to_an_impure_crate_is_shown() {
    let tree =
        "0 kernel v0.1.0\n1 serde v1.0.0\n1 uuid v1.0.0\n2 getrandom v0.3.0\n1 toml v1.0.0\n";

    assert_eq!(impure_paths(tree), ["kernel -> uuid -> getrandom"]);
}

#[test]
fn pure_sources_read_no_clock_no_environment_and_no_file() {
    let mut faults = Vec::new();
    // `documents` stands on a tree that can do anything; what it does itself is pure.
    let is_pure = |name: &str| PURE.contains(&name) || name == "documents";
    for member in members().iter().filter(|member| is_pure(&member.name)) {
        scan(&member.folder.join("src"), &mut faults);
    }

    assert_eq!(faults, [""; 0]);
}

#[test]
fn an_impure_word_is_found_outside_comments_and_tests_only() {
    let source = "// std::fs is banned.\nuse std::fs;\n#[cfg(test)]\nmod tests { use std::env; }\n";

    assert_eq!(impure_words(source), [(2, "std::fs")]);
}

/// Each way from a root of `tree` (a line is a depth, a name, a version) to an
/// impure crate.
fn impure_paths(tree: &str) -> Vec<String> {
    let mut way: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let depth = words.next().and_then(|depth| depth.parse().ok()).expect("it was asked for");
        let name = words.next().expect("it was asked for");
        way.truncate(depth);
        way.push(name);
        if IMPURE.contains(&name) {
            found.push(way.join(" -> "));
        }
    }
    found
}

fn scan(folder: &Path, faults: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a crate has sources").flatten() {
        let path = entry.path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.is_dir() && !is_test {
            scan(&path, faults);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test {
            let source = fs::read_to_string(&path).expect("a source is text");
            let found = impure_words(&source);
            faults.extend(found.iter().map(|(n, word)| format!("{}:{n}: {word}", path.display())));
        }
    }
}

/// Each impure word with its line. In our sources the tests stand at the end.
fn impure_words(source: &str) -> Vec<(usize, &'static str)> {
    let code = source.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let numbered = (1..).zip(code).filter(|(_, line)| !line.trim_start().starts_with("//"));
    numbered
        .flat_map(|(number, line)| {
            let said = IMPURE_WORDS.iter().filter(move |word| line.contains(**word));
            said.map(move |word| (number, *word))
        })
        .collect()
}
