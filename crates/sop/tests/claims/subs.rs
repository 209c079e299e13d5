//! Sub-procedures: inlined, and refused when they are missing or faulty.

use sop::{Document, Rules, Run, Sop};

use crate::fixture::{PARALLEL, PERMIT, id, names, replaced};

/// The permit, whose recommendation is another agency's procedure.
fn outer() -> String {
    let begin = PERMIT.find("[[step]]\nid = \"rekomendasi\"").expect("in the fixture");
    let end = PERMIT.find("[[step]]\nid = \"penomoran\"").expect("in the fixture");
    let sub = "[[step]]\nid = \"rekomendasi\"\nname = \"Meminta rekomendasi\"\nkind = \"sub\"\n\
               sop = \"rekomendasi-dinkes\"\nversion = 1\nnext = \"penomoran\"\n\n";
    let text = format!("{}{sub}{}", &PERMIT[..begin], &PERMIT[end..]);
    let text = replaced(
        &text,
        "[[executor]]\nid = \"dinkes\"\nexecutor = \"dinkes/sdk/analis\"\ntitle = \"Analis Dinas Kesehatan\"\n",
        "",
    );
    replaced(&text, "[[step]]\nid = \"ditolak\"\nkind = \"end\"\nresult = \"refused\"\n", "")
}

/// Two examine at once and one decides, with two ends.
fn inner() -> String {
    let text = replaced(
        PARALLEL,
        "id = \"izin-operasional\"\nversion = 2",
        "id = \"rekomendasi-dinkes\"\nversion = 1",
    );
    replaced(&text, "act = \"issuance\"", "act = \"other\"")
}

fn library(id: &str, version: u32) -> Option<Document> {
    let inner = sop::parse(&inner()).expect("sound");
    (id == "rekomendasi-dinkes" && version == 1).then_some(inner)
}

fn linked() -> Sop {
    sop::parse(&outer()).expect("well-formed").link(&library).expect("sound")
}

fn open(run: &Run) -> Vec<&str> {
    run.open_steps().map(|step| step.as_str()).collect()
}

#[test]
fn a_sub_procedure_runs_in_its_place() {
    let sop = linked();
    let mut run = Run::new().apply(&sop.begin());
    let mut play = |step: &str, outcome: Option<&str>| {
        let advance = sop.complete(&run, &id(step), outcome).expect("a lawful move");
        run = run.clone().apply(&advance);
        open(&run).join(" ")
    };

    play("pendaftaran", Some("lengkap"));
    let entered = play("verifikasi", None);
    play("rekomendasi/kesehatan", None);
    play("rekomendasi/bangunan", Some("layak"));
    let left = play("rekomendasi/putusan", Some("tolak"));

    assert_eq!(entered, "rekomendasi/bangunan rekomendasi/kesehatan");
    assert_eq!(left, "penomoran");
}

#[test]
fn the_columns_of_a_sub_procedure_join_the_table_once() {
    let sop = linked();

    let columns: Vec<_> = sop.columns().iter().map(|each| each.executor.to_string()).collect();
    assert_eq!(
        columns,
        [
            "dpmptsp/pelayanan/loket",
            "dpmptsp/perizinan/verifikator",
            "dpmptsp/pimpinan/kepala",
            "dinkes/yankes/penilai",
            "pupr/tata-bangunan/penilai",
        ]
    );
}

#[test]
fn a_sub_procedure_that_is_not_there_is_named() {
    let (sop, found) = sop::examine(&outer(), &|_, _| None, &Rules::default());

    assert_eq!(sop, None);
    assert_eq!(names(&found), ["sop::unknown-sop"]);
}

#[test]
fn a_procedure_does_not_contain_itself() {
    let itself = |_: &str, _: u32| {
        let text =
            replaced(&outer(), "id = \"sip-dokter-spesialis\"", "id = \"rekomendasi-dinkes\"");
        sop::parse(&text).ok()
    };

    let (_, found) = sop::examine(&outer(), &itself, &Rules::default());

    assert_eq!(names(&found), ["sop::faulty-sub"]);
    assert!(found[0].message.en.contains("SOP023"), "{found:?}");
}

#[test]
fn a_procedure_that_names_itself_is_refused_at_once() {
    let text = replaced(&outer(), "id = \"sip-dokter-spesialis\"", "id = \"rekomendasi-dinkes\"");

    let (_, found) = sop::examine(&text, &library, &Rules::default());

    assert_eq!(names(&found), ["sop::recursive-sop"]);
}

#[test]
fn a_finding_about_a_sub_procedure_points_into_the_outer_file() {
    let rules = Rules { known_executors: Some(Vec::new()), ..Rules::default() };

    let (_, found) = sop::examine(&outer(), &library, &rules);

    let inner = found.iter().find(|each| each.message.en.contains("pupr/"));
    let span = inner.expect("an unknown role").span.clone();
    assert_eq!(&outer()[span], "\"rekomendasi\"");
}

#[test]
fn a_faulty_sub_procedure_is_refused_where_it_is_used() {
    let faulty = |_: &str, _: u32| {
        sop::parse(&replaced(&inner(), "kind = \"join\"", "kind = \"merge\"")).ok()
    };

    let (_, found) = sop::examine(&outer(), &faulty, &Rules::default());

    assert_eq!(names(&found), ["sop::faulty-sub"]);
}

#[test]
fn sub_procedures_do_not_exceed_the_limit_together() {
    let rows = "[[step]]\nid = \"x-N\"\nkind = \"merge\"\nnext = \"x-M\"\n";
    let many: String = (0..190)
        .map(|n| rows.replace('N', &n.to_string()).replace('M', &(n + 1).to_string()))
        .collect();
    let long = replaced(&inner(), "next = \"bagi\"", "next = \"x-0\"");
    let long =
        format!("{long}\n{many}[[step]]\nid = \"x-190\"\nkind = \"merge\"\nnext = \"bagi\"\n");
    let long = move |_: &str, _: u32| sop::parse(&long).ok();
    let sub = "[[step]]\nid = \"tte\"\nname = \"Lagi\"\nkind = \"sub\"\nsop = \"rekomendasi-dinkes\"\nversion = 1\nnext = \"cek\"\n\n";
    let text = outer();
    let begin = text.find("[[step]]\nid = \"tte\"").expect("in the fixture");
    let end = text.find("[[step]]\nid = \"cek\"").expect("in the fixture");
    let text = format!("{}{sub}{}", &text[..begin], &text[end..]);

    let (_, found) = sop::examine(&text, &long, &Rules::default());

    assert!(names(&found).contains(&"sop::too-many-steps"), "{found:?}");
}
