//! A program that is not ours, pyHanko, judges what we sign.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::papers::{local, sign, signatory, unsigned};

/// What pyHanko says of `pdf`: one `key=value` a line.
fn judged(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("izin.pdf");
    std::fs::write(&file, pdf).unwrap();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let output = Command::new(python(&tests))
        .arg(tests.join("python/check_signature.py"))
        .arg(file)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("a Python that can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The Python that has what `requirements.txt` names.
fn python(tests: &Path) -> PathBuf {
    let given = env::var_os("SATUPINTU_PYTHON").map(PathBuf::from);
    let python = given.unwrap_or_else(|| tests.join(".venv/bin/python"));
    assert!(
        python.exists(),
        "{} is missing; tests/run makes it, or name a Python that has what \
         tests/python/requirements.txt names in SATUPINTU_PYTHON",
        python.display()
    );
    python
}

#[test]
fn another_program_finds_our_signature_sound_and_whole() {
    let (signer, _folder) = local();

    let judged = judged(&sign(&signer, unsigned(), signatory()));

    assert_eq!(
        judged,
        "signatures=1\nintact=True\nvalid=True\ntrusted=True\ncoverage=ENTIRE_FILE\n\
         digest=sha256\nsubfilter=ETSI.CAdES.detached\n\
         signer=Satu Pintu PENGEMBANGAN - bukan BSrE\nreason=Penerbitan izin\n"
    );
}

#[test]
fn another_program_finds_a_change_too() {
    let (signer, _folder) = local();
    let mut signed = sign(&signer, unsigned(), signatory());
    let title = signed.windows(4).position(|window| window == b"Izin").unwrap();
    signed[title] = b'1';

    assert!(judged(&signed).contains("intact=False\n"));
}
