//! Which of our crates may name which, and who alone may name a database.

use crate::workspace::{Member, members};

/// The crates that compute and do nothing else, innermost first.
pub(crate) const PURE: &[&str] = &[
    "kernel",
    "calendar",
    "sop",
    "standards",
    "access",
    "permits",
    "complaints",
    "journal",
    "privacy",
    "surveys",
    "consultations",
    "improvement",
    "queue",
    "whistleblowing",
    "ombudsman",
    "figures",
];

/// What a server is made of, above the pure crates.
const SERVING: [&str; 4] = ["contract", "edge", "store", "files"];

/// What makes the papers that a server hands out.
const ISSUING: [&str; 2] = ["documents", "signing"];

/// Those of our crates that the crate `name` may name, in its tests too; none
/// for a crate that has no line here. ARCHITECTURE.md draws the same picture.
fn allowed(name: &str) -> Option<Vec<&'static str>> {
    let groups: &[&[&str]] = match name {
        "kernel" | "contract" | "files" | "authority" => &[],
        "calendar" | "access" | "journal" | "surveys" | "queue" | "whistleblowing" => {
            &[&["kernel"]]
        }
        "documents" => &[&["surveys"]],
        "privacy" => &[&["kernel", "access"]],
        "sop" => &[&["kernel", "calendar"]],
        "standards" => &[&["kernel", "calendar", "sop"]],
        "permits" => &[&["kernel", "calendar", "sop", "standards", "access"]],
        "improvement" => &[&["kernel"]],
        "consultations" => &[&["kernel", "sop", "standards"]],
        "complaints" => &[&["kernel", "calendar", "sop", "access"]],
        "ombudsman" => &[&["kernel", "calendar", "complaints"]],
        "figures" => &[&["kernel", "calendar", "permits", "surveys"]],
        "notices" => &[&["kernel", "permits"]],
        "edge" => &[&["kernel", "access", "contract"]],
        "store" => &[PURE],
        "signing" => &[&["kernel", "documents"]],
        "opd" => &[PURE, &SERVING, &ISSUING, &["notices"]],
        // Joins agencies, and remembers nothing of theirs: no store.
        "mpp" => &[&["kernel", "calendar", "surveys", "contract", "edge"]],
        "satupintu" | "stories" => {
            &[PURE, &SERVING, &ISSUING, &["notices", "opd", "mpp", "authority"]]
        }
        "bench" => &[PURE, &SERVING, &["opd", "stories"]],
        _ => return None,
    };
    Some(groups.concat())
}

/// Those that may name sqlx: the store, and the measurement of what it costs.
const NAMES_A_DATABASE: [&str; 2] = ["store", "bench"];

/// The one that may name typst and its parts, which take longer to build than all else.
const NAMES_TYPST: [&str; 1] = ["documents"];

#[test]
fn dependencies_point_one_way() {
    let faults: Vec<String> = members().iter().flat_map(strayings).collect();

    assert_eq!(faults, [""; 0]);
}

#[test]
fn a_dependency_that_points_the_wrong_way_is_found() {
    let kernel = planted("kernel", &["serde", "store"]);
    let stranger = planted("helpers", &["kernel"]);

    assert_eq!(strayings(&kernel), ["kernel may not depend on store"]);
    assert_eq!(strayings(&stranger), ["helpers has no line among the allowed dependencies"]);
}

#[test]
fn only_the_store_names_a_database() {
    assert_eq!(naming("sqlx", &NAMES_A_DATABASE), [""; 0]);
}

#[test]
fn the_gateway_reaches_no_database() {
    let tree = crate::workspace::cargo(&["tree", "-e", "normal", "-p", "mpp", "--prefix", "none"]);

    let reached = tree.lines().filter_map(|line| line.split(' ').next());

    assert!(!reached.into_iter().any(|name| name.starts_with("sqlx") || name == "store"));
}

#[test]
fn only_documents_names_typst() {
    assert_eq!(naming("typst", &NAMES_TYPST), [""; 0]);
}

#[test]
fn only_the_files_name_a_store_of_objects() {
    assert_eq!(naming("object_store", &["files"]), [""; 0]);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let without: Vec<String> = members()
        .into_iter()
        .filter(|member| {
            let manifest = std::fs::read_to_string(member.folder.join("Cargo.toml"));
            !takes_the_lints(&manifest.expect("cargo has read it"))
        })
        .map(|member| member.name)
        .collect();

    assert_eq!(without, [""; 0]);
}

/// Our crates that name a dependency beginning with `prefix`, but for `those` that may.
fn naming(prefix: &str, those: &[&str]) -> Vec<String> {
    let names = |member: &Member| member.dependencies.iter().any(|name| name.starts_with(prefix));
    let named = members().into_iter().filter(names).map(|member| member.name);
    named.filter(|name| !those.contains(&name.as_str())).collect()
}

/// What is wrong with the dependencies of `member`.
fn strayings(member: &Member) -> Vec<String> {
    let Some(allowed) = allowed(&member.name) else {
        return vec![format!("{} has no line among the allowed dependencies", member.name)];
    };
    member
        .dependencies
        .iter()
        .filter(|name| self::allowed(name).is_some() && !allowed.contains(&name.as_str()))
        .map(|name| format!("{} may not depend on {name}", member.name))
        .collect()
}

fn takes_the_lints(manifest: &str) -> bool {
    let mut lines = manifest.lines().map(str::trim).skip_while(|line| *line != "[lints]");
    lines.next();
    lines.take_while(|line| !line.starts_with('[')).any(|line| line == "workspace = true")
}

fn planted(name: &str, dependencies: &[&str]) -> Member {
    Member {
        name: name.to_owned(),
        folder: std::path::PathBuf::new(),
        dependencies: dependencies.iter().map(|&name| name.to_owned()).collect(),
    }
}
