//! The audit of dependencies that needs no network: whose terms we accept, and
//! which crates we refuse whoever brings them.

use crate::workspace::{cargo, members};

/// Terms that an Apache-2.0 project may build on and an agency may pass on.
const ACCEPTED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that may not come in, with the reason.
const REFUSED: [(&str, &str); 8] = [
    ("openssl-sys", "one TLS: rustls; and no library of the system"),
    ("openssl", "one TLS: rustls"),
    ("native-tls", "one TLS: rustls"),
    ("aws-lc-sys", "one provider of TLS's cryptography: ring"),
    ("aws-lc-rs", "one provider of TLS's cryptography: ring"),
    ("libpq-sys", "sqlx speaks to PostgreSQL itself"),
    ("chrono-tz", "one calendar: jiff; and civil dates are computed by `calendar`"),
    ("zstd-sys", "a C build for a compression that the contract does not offer"),
];

/// A package that is built here, for whatever use.
struct Package {
    name: String,
    terms: String,
}

#[test]
fn every_package_has_terms_that_we_accept() {
    let faults: Vec<String> = packages()
        .into_iter()
        .filter(|package| !is_accepted(&package.terms))
        .map(|package| format!("{}: {:?}", package.name, package.terms))
        .collect();

    assert_eq!(faults, [""; 0]);
}

#[test]
fn no_refused_package_comes_in() {
    let faults: Vec<String> = packages()
        .into_iter()
        .filter_map(|package| {
            let (name, reason) = REFUSED.iter().find(|(name, _)| *name == package.name)?;
            Some(format!("{name} ({reason}); `cargo tree -i {name}` shows who brings it"))
        })
        .collect();

    assert_eq!(faults, [""; 0]);
}

/// It is abandoned, and our documents are TOML. Typst brings it for bibliographies,
/// which no page of ours has.
#[test]
fn yaml_comes_in_with_typst_alone() {
    let tree =
        cargo(&["tree", "--workspace", "-i", "serde_yaml", "--depth", "1", "--prefix", "none"]);

    let bringing = tree.lines().skip(1).filter_map(|line| line.split(' ').next());

    assert!(bringing.into_iter().all(|name| name.starts_with("typst") || name == "hayagriva"));
}

#[test]
fn our_own_crates_are_apache() {
    let ours: Vec<String> = members().into_iter().map(|member| member.name).collect();

    let all = packages().into_iter().filter(|package| ours.contains(&package.name));

    assert!(all.map(|package| package.terms).all(|terms| terms == "Apache-2.0"));
}

#[test]
fn terms_are_read_as_they_are_meant() {
    assert!(is_accepted("MIT OR GPL-3.0-only"));
    assert!(is_accepted("MIT/Apache-2.0"));
    assert!(is_accepted("(MIT OR GPL-2.0-only) AND Unicode-3.0"));
    assert!(is_accepted("Apache-2.0 WITH LLVM-exception"));

    assert!(!is_accepted("GPL-3.0-only"));
    assert!(!is_accepted("MIT AND GPL-3.0-only"));
    assert!(!is_accepted("GPL-3.0-only AND MIT OR AGPL-3.0-only"));
    assert!(!is_accepted("(MIT AND GPL-2.0-only) OR SSPL-1.0"));
    assert!(!is_accepted("(MIT"));
    assert!(!is_accepted(""));
}

fn packages() -> Vec<Package> {
    let tree = cargo(&[
        "tree",
        "--workspace",
        "-e",
        "normal,build,dev",
        "--prefix",
        "none",
        "-f",
        "{p}|{l}",
    ]);
    let mut lines: Vec<&str> = tree.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.into_iter().map(package).collect()
}

fn package(line: &str) -> Package {
    let (package, terms) = line.split_once('|').expect("it was asked for");
    Package {
        name: package.split(' ').next().unwrap_or_default().to_owned(),
        terms: terms.trim_end_matches(" (*)").to_owned(),
    }
}

/// Whether an SPDX expression can be met by accepted terms alone.
fn is_accepted(terms: &str) -> bool {
    let spaced = terms.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    matches!(any_of(&words), Some((true, [])))
}

/// A verdict, and the words after those that it is about.
type Verdict<'a> = Option<(bool, &'a [&'a str])>;

/// `OR` binds less than `AND`; an older `/` means `OR`.
fn any_of<'a>(words: &'a [&'a str]) -> Verdict<'a> {
    let (mut accepted, mut rest) = all_of(words)?;
    while let ["OR", after @ ..] = rest {
        let (other, after) = all_of(after)?;
        accepted |= other;
        rest = after;
    }
    Some((accepted, rest))
}

fn all_of<'a>(words: &'a [&'a str]) -> Verdict<'a> {
    let (mut accepted, mut rest) = one_of(words)?;
    while let ["AND", after @ ..] = rest {
        let (other, after) = one_of(after)?;
        accepted &= other;
        rest = after;
    }
    Some((accepted, rest))
}

/// An exception only ever grants more, so it does not count.
fn one_of<'a>(words: &'a [&'a str]) -> Verdict<'a> {
    match words {
        ["(", inner @ ..] => match any_of(inner)? {
            (accepted, [")", rest @ ..]) => Some((accepted, rest)),
            _ => None,
        },
        [name, "WITH", _, rest @ ..] | [name, rest @ ..] => Some((ACCEPTED.contains(name), rest)),
        [] => None,
    }
}
