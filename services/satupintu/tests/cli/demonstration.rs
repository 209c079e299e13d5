//! The default run: its milestones, its proof, and what it leaves behind.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
};

use journal::{Checkpoint, Hash};

use super::{PROGRAM, satupintu, scratch};

/// In the order of the story: where each is told.
const MILESTONES: &[&str] = &[
    "SIMULASI (simulation: scripted time) · contoh, bukan ketentuan",
    "hari tiap tahap (days by stage) 0/1/3/2/2/1/0",
    "di depan Anda (ahead of you): 1",
    "DITOLAK (refused) DUTY_MISSING",
    "pembacaan dicatat dulu",
    "serah terima antarinstansi (hand-over): dpmptsp-magelang → dinkes-magelang",
    "kekurangan (defect) denah-lokasi",
    "[>] Memverifikasi kompetensi dan memberi rekomendasi",
    "Tidak dihitung: Senin, 7 April 2025: cuti bersama Idulfitri 1446 Hijriah",
    "DITOLAK (refused) DUTIES_SEPARATED",
    "ditolak dengan alasan (ground)",
    "nomor izin (licence number) 503/0001/SIP/DPMPTSP/IV/2025",
    "izin terbit (issued)",
    "dianggap dikabulkan secara hukum (deemed approved by law)",
    "berlaku sejak (effective since) Selasa, 22 April 2025 pukul 16.00",
    "DITOLAK (refused) ALREADY_DEEMED_APPROVED",
    "sebelum (before): Selasa, 19 Agustus 2025",
    "sesudah (after): Rabu, 20 Agustus 2025",
    "jatuh tempo Selasa, 19 Agustus 2025 menjadi Rabu, 20 Agustus",
    "clean: utuh, tidak ada yang berubah",
];

#[test]
fn the_demonstration_plays_to_its_end() {
    let folder = scratch("once");

    let answered = satupintu(["--once", "--dir", folder.to_str().unwrap()]);

    assert_eq!(answered.code, 0, "{}{}", answered.out, answered.err);
    assert_eq!(answered.err, "");
    let told = unwrapped(&answered.out);
    let mut rest = told.as_str();
    for milestone in MILESTONES {
        let Some(at) = rest.find(milestone) else { panic!("{milestone:?} is not in {rest}") };
        rest = &rest[at..];
    }
}

/// The account without margins and line breaks.
fn unwrapped(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "│").collect();
    words.join(" ")
}

#[test]
fn a_second_run_leaves_the_first_alone() {
    let folder = scratch("twice");
    let dir = folder.to_str().unwrap();

    let codes = [satupintu(["--once", "--dir", dir]), satupintu(["--once", "--dir", dir])];

    assert_eq!(codes.map(|answered| answered.code), [0, 0]);
    let first = satupintu(["journal", "verify", "--dir", &format!("{dir}/demo-1"), "--json"]);
    let newest = satupintu(["journal", "verify", "--dir", dir, "--json"]);
    assert_eq!(first.json()["clean"], true);
    assert_ne!(first.json()["root"], newest.json()["root"]);
}

#[test]
fn one_flipped_byte_is_found() {
    let folder = scratch("flipped");
    let dir = folder.to_str().unwrap();
    satupintu(["--once", "--dir", dir]);
    // Reading it once also brings everything from the write-ahead log into the file.
    let before = satupintu(["journal", "verify", "--dir", dir]);
    assert_eq!(before.code, 0, "{}", before.out);

    flip(&folder.join("demo-1/satupintu.db"), b"{\"submission\":");

    let after = satupintu(["journal", "verify", "--dir", dir, "--json"]);
    assert_eq!(after.code, 1, "{}", after.out);
    let found = after.json();
    assert_eq!(found["clean"], false);
    let faults = found["faults"].as_array().unwrap();
    let says = |words: &str| faults.iter().any(|fault| fault["what"] == words);
    assert!(says("the bytes do not have the stored hash"), "{}", after.out);
    assert!(says("the head row has another root"), "{}", after.out);
}

#[test]
fn the_journal_is_held_to_a_checkpoint_that_was_published_before() {
    let folder = scratch("checkpoint");
    let dir = folder.to_str().unwrap();
    satupintu(["--once", "--dir", dir]);
    let found = satupintu(["journal", "verify", "--dir", dir, "--json"]).json();
    let (honest, forged) = (folder.join("honest.txt"), folder.join("forged.txt"));
    let checkpoint = Checkpoint {
        origin: "satupintu/mpp-simulasi".to_owned(),
        size: found["events"].as_u64().unwrap(),
        root: root(found["root"].as_str().unwrap()),
        at: kernel::Instant::from_micros(1),
    };
    fs::write(&honest, checkpoint.to_string()).unwrap();
    let other = Checkpoint { root: journal::leaf_hash(b"another history"), ..checkpoint };
    fs::write(&forged, format!("{other}\n— a signature\n")).unwrap();

    let verify = |file: &Path| {
        let file = file.to_str().unwrap();
        satupintu(["journal", "verify", "--dir", dir, "--checkpoint", file])
    };

    assert_eq!(verify(&honest).code, 0);
    let contradicted = verify(&forged);
    assert_eq!(contradicted.code, 1);
    assert!(contradicted.out.contains("a published checkpoint contradicts the bytes"));
}

fn root(hex: &str) -> Hash {
    let digits = hex.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    Hash::try_from(digits.map(byte).collect::<Vec<u8>>().as_slice()).unwrap()
}

/// Changes one bit within the first occurrence of `mark`.
fn flip(file: &Path, mark: &[u8]) {
    let mut bytes = fs::read(file).unwrap();
    let at = bytes.windows(mark.len()).position(|window| window == mark).unwrap();
    bytes[at + 2] ^= 1;
    fs::write(file, bytes).unwrap();
}

#[test]
fn the_server_stays_up_with_credentials_that_work_and_goes_when_told() {
    let folder = scratch("up");
    let mut server = Serving::start(folder.to_str().unwrap());
    let file = folder.join("demo-1/credentials.env");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let credentials = variables(&fs::read_to_string(&file).unwrap());
    let (receipt, secret) = (&credentials["RECEIPT"], &credentials["SECRET"]);

    let address = &credentials["ADDRESS"];
    let tracked = satupintu([
        "track",
        "--address",
        address,
        "--receipt",
        receipt,
        "--secret",
        secret,
        "--json",
    ]);
    let unknown = satupintu([
        "track",
        "--address",
        address,
        "--receipt",
        receipt,
        "--secret",
        "0000-0000-0000-0000",
    ]);
    let token = satupintu([
        "token",
        "--dir",
        folder.to_str().unwrap(),
        "--agency",
        "mpp-simulasi",
        "--subject",
        "loket-mgl",
    ]);
    let code = server.stop();

    assert_eq!(tracked.code, 0, "{}", tracked.err);
    let view = tracked.json();
    assert_eq!(view["receipt_number"], receipt.as_str());
    assert_eq!((&view["example"], &view["simulated"]), (&true.into(), &true.into()));
    assert_eq!(unknown.code, 2);
    assert_eq!(token.out.trim().split('.').count(), 3);
    assert_eq!(code, Some(0));
}

/// The program while its server is up; stopped also when a test fails.
struct Serving {
    child: Child,
}

impl Serving {
    fn start(dir: &str) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["--dir", dir, "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let serving = Self { child };
        assert!(lines.any(|line| line.unwrap().starts_with("The server stays up")));
        // What follows is read so that the program can go on writing.
        std::thread::spawn(move || lines.for_each(drop));
        serving
    }

    fn stop(&mut self) -> Option<i32> {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn variables(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("export "));
    lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
