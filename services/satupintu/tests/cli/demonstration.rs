//! The default run: its milestones, its proof, and what it leaves behind.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
};

use contract::satupintu::permits::v1::{
    ListLicencesRequest, RevocationBasis, RevokeLicenceRequest,
    licences_service_client::LicencesServiceClient,
};
use journal::{Checkpoint, Hash};

use super::{PROGRAM, camera, satupintu, scratch, voices};

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
    "surat tugas (letter of assignment) 090/31/ST/DPUPR/2025",
    "DITOLAK (refused) DUTIES_SEPARATED",
    "ditolak dengan alasan (ground)",
    "foto (photograph) lokasi-dari-utara.png pada 2.5330000 LS 112.9500000 BT",
    "DITOLAK (refused) MINUTES_NOT_SIGNED",
    "ditandatangani semua, terkunci (signed by all, locked)",
    "menurut berita acara (as the minutes advise): layak",
    "nomor izin (licence number) 503/0001/SIP/DPMPTSP/IV/2025",
    "izin terbit (issued)",
    "dianggap dikabulkan secara hukum (deemed approved by law)",
    "berlaku sejak (effective since) Selasa, 22 April 2025 pukul 16.00",
    "DITOLAK (refused) ALREADY_DEEMED_APPROVED",
    "keadaan (state) menunggu pembayaran pemohon (waiting for the applicant's payment)",
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
    voices::assert_told(&told);
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
        origin: "satupintu/dpmptsp-kotim".to_owned(),
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
        "dpmptsp-kotim",
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

#[test]
fn the_code_on_the_paper_says_valid_and_after_revocation_revoked() {
    let folder = scratch("codes");
    let mut server = Serving::start(folder.to_str().unwrap());
    let demo = folder.join("demo-1");
    let credentials = variables(&fs::read_to_string(demo.join("credentials.env")).unwrap());
    let url = format!("http://{}", credentials["ADDRESS"]);
    let portal = &credentials["PORTAL"];
    let [valid, revoked_in_the_story] = ["A", "B"].map(|letter| {
        let code = code_on(&demo.join(format!("izin-{letter}.pdf")), portal);
        satupintu(["verify", &code, "--address", &url, "--json"])
    });
    let pdf = demo.join("izin-D.pdf");
    let code = code_on(&pdf, portal);
    let check = || {
        satupintu(["verify", &code, "--pdf", pdf.to_str().unwrap(), "--address", &url, "--json"])
    };

    let before = check();
    revoke(&url, &credentials["KEPALA_KTM"], &before.json());
    let after = check();
    server.stop();

    assert_eq!(valid.json()["status"], "LICENCE_STATUS_VALID");
    assert_eq!(revoked_in_the_story.json()["status"], "LICENCE_STATUS_REVOKED");
    assert_eq!((before.code, after.code), (0, 1));
    assert_eq!(before.json()["status"], "LICENCE_STATUS_VALID");
    assert_eq!(after.json()["status"], "LICENCE_STATUS_REVOKED");
    assert_eq!(after.json()["document"], "DOCUMENT_CHECK_MATCHES");
}

/// The verification code that the QR code of a PDF leads to, under `url`.
fn code_on(pdf: &Path, url: &str) -> String {
    let codes = camera::codes(&fs::read(pdf).unwrap());
    let [address] = codes.as_slice() else { panic!("{} codes on {}", codes.len(), pdf.display()) };
    let code = address.strip_prefix(&format!("{url}/verifikasi/"));
    code.unwrap_or_else(|| panic!("{address} does not lead to {url}")).to_owned()
}

/// Has the head revoke the licence that a verification answered.
#[tokio::main(flavor = "current_thread")]
async fn revoke(url: &str, token: &str, verified: &serde_json::Value) {
    let bearer = format!("Bearer {token}");
    fn signed<T>(bearer: &str, message: T) -> tonic::Request<T> {
        let mut request = tonic::Request::new(message);
        request.metadata_mut().insert("authorization", bearer.parse().unwrap());
        request
    }
    let mut licences = LicencesServiceClient::connect(url.to_owned()).await.unwrap();
    let listing = ListLicencesRequest {
        parent: verified["agency"].as_str().unwrap().to_owned(),
        page_size: 100,
        ..ListLicencesRequest::default()
    };
    let listed = licences.list_licences(signed(&bearer, listing)).await.unwrap().into_inner();
    let mut listed = listed.licences.into_iter();
    let found =
        listed.find(|licence| verified["licence_number"] == licence.licence_number.as_str());
    let revocation = RevokeLicenceRequest {
        name: found.unwrap().name,
        request_id: "cabut-1".to_owned(),
        etag: String::new(),
        basis: RevocationBasis::Violation.into(),
        ground: "Contoh untuk pengujian.".to_owned(),
    };
    licences.revoke_licence(signed(&bearer, revocation)).await.unwrap();
}

/// The program while its server is up; stopped also when a test fails.
pub(super) struct Serving {
    child: Child,
}

impl Serving {
    pub(super) fn start(dir: &str) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["--dir", dir, "--listen", "127.0.0.1:0"]);
        command.args(["--portal", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let serving = Self { child };
        assert!(lines.any(|line| line.unwrap().starts_with("The mall stays up")));
        let tries = lines.by_ref().map(Result::unwrap);
        let tries: Vec<_> = tries.take_while(|line| !line.starts_with("  Status")).collect();
        let desk = tries.iter().find(|line| line.contains("/meja: choose DPMPTSP"));
        assert!(desk.is_some_and(|line| line.contains("LOKET_MGL")), "{tries:?}");
        // What follows is read so that the program can go on writing.
        std::thread::spawn(move || lines.for_each(drop));
        serving
    }

    pub(super) fn stop(&mut self) -> Option<i32> {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

pub(super) fn variables(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("export "));
    lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
