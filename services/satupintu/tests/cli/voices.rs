//! What the default run tells of the public's voice and of the hall, and what it
//! leaves behind of the other agencies.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
};

use super::{
    demonstration::{Serving, variables},
    satupintu, scratch,
};

/// In the order in which they are told: each survey's index, each complaint's end,
/// the forum, and an action from every source.
const SAID: &[&str] = &[
    "Setiap pengaduan, jawaban dan angka di sini karangan",
    "DPMPTSP Kabupaten Kotawaringin Timur · SIMULASI",
    "survei (survey) SKM: 2 dengan token sekali pakai (by token)",
    "survei (survey) SKM: 10 di kertas (on paper)",
    "pengaduan (complaint) KTM-ADU-2025-000001-",
    "kasusnya (its case) pada dpmptsp-kotim/",
    "ditutup (closed): pelapor menyatakan selesai (confirmed by the reporter)",
    "IKM 87.73, mutu B (Baik), 12 responden; terendah (lowest) kompetensi",
    "Disdukcapil Kabupaten Pandeglang · SIMULASI",
    "pelapor menyanggah, waktu berjalan lagi",
    "ditutup (closed): pelapor menyatakan selesai (confirmed by the reporter)",
    "IKM 92.36, mutu A (Sangat baik), 12 responden; terendah (lowest) persyaratan",
    "PDAM Kabupaten Kotawaringin Timur · SIMULASI",
    "TERLAMBAT (late): tidak diverifikasi; naik ke atasan (escalated)",
    "ditutup (closed): ada bukti, tidak disanggah pada waktunya (evidence, and undisputed), \
     terlambat (late)",
    "IKM 65.28, mutu C (Kurang baik), 10 responden; terendah (lowest) biaya",
    "RSUD Kabupaten Kotawaringin Timur · SIMULASI",
    "ditutup (closed): bukan kewenangannya, diterima bpjs-sampit (accepted elsewhere)",
    "IKM 80.56, mutu B (Baik), 12 responden; terendah (lowest) persyaratan",
    "Sekretariat Daerah Kabupaten Kutai Kartanegara · SIMULASI",
    "12 layanan dari dua belas bagian (services of twelve units) bagi perangkat daerah lain; bagi \
     umum (for the public) 0",
    "ditutup (closed): pelapor menyatakan selesai (confirmed by the reporter)",
    "forum diumumkan (announced)",
    "3 masukan (comments), semua diputus",
    "ditandatangani 2 dari 2 pihak, terkunci (signed, locked)",
    "standar versi 2 ditetapkan dan diterbitkan (established, published): \"Nota dinas elektronik\"",
    "hasil forum terbit (results published): 3 hadir, 3 masukan",
    "IKM 81.39, mutu B (Baik), 10 responden; terendah (lowest) sarana",
];

/// A line of the register for each source, in whatever order.
const REGISTERED: &[&str] = &[
    "survei (survey): Memperbaiki unsur terendah: sarana; kabag-umum",
    "konsultasi (consultation): Nota dinas elektronik; kabag-umum",
    "pengaduan (complaint): Satu kalender untuk semua ruang rapat; pelaksana-umum",
    "evaluasi SOP (evaluation): menyusun versi baru SOP; pelaksana-umum",
    "usul SOP (proposal): Telaah dan penerbitan dapat digabung; pelaksana-umum",
    "saran Ombudsman (Ombudsman's advice): Memasang alur pengaduan di setiap bagian; penghubung",
];

/// The last morning: the queue, and the public test that stays open.
const AT_THE_END: &[&str] = &[
    "18 loket (counters)",
    "satu kunjungan, empat keperluan (one visit): A-001, B-001, C-001, L-001",
    "DITOLAK (refused) TOO_MANY_NEEDS",
    "A-003 (lansia, elderly) dipanggil lebih dulu dan dilayani",
    "lalu (then) A-001 ke loket 2",
    "layar (display) kependudukan: 2 menunggu (waiting), 1 dilayani (served), sisa kuota (room) 66",
    "SOP izin reklame: tahap demi tahap, siapa pun dapat memberi masukan",
    "slip KTM-FKP-2025-000001-",
];

const AGENCIES: [&str; 6] = [
    "DPMPTSP Kabupaten Kotawaringin Timur",
    "Dinas Kesehatan Kabupaten Seruyan",
    "Disdukcapil Kabupaten Pandeglang",
    "PDAM Kabupaten Kotawaringin Timur",
    "RSUD Kabupaten Kotawaringin Timur",
    "Sekretariat Daerah Kabupaten Kutai Kartanegara",
];

/// That the account says it all, in its order.
pub(super) fn assert_told(account: &str) {
    let mut rest = account;
    for said in SAID.iter().chain(AT_THE_END) {
        let Some(at) = rest.find(said) else { panic!("{said:?} is not in {rest}") };
        rest = rest.split_at(at + said.len()).1;
    }
    for registered in REGISTERED {
        assert!(account.contains(registered), "{registered:?} is not in {account}");
    }
}

#[test]
fn six_agencies_are_behind_one_door_each_with_its_own_journal() {
    let folder = scratch("mall");
    let mut server = Serving::start(folder.to_str().unwrap());
    let demo = folder.join("demo-1");
    let credentials = variables(&fs::read_to_string(demo.join("credentials.env")).unwrap());
    let front = read(&credentials["PORTAL"], "/");
    let state = read(&credentials["PORTAL"], "/status");
    let connection = read(&credentials["PORTAL"], "/layanan/pdam-kotim/sambungan-baru");
    let apply = read(&credentials["PORTAL"], "/layanan/pdam-kotim/sambungan-baru/ajukan");
    let hospital = satupintu([
        "track",
        "--address",
        &credentials["RSUD_KOTIM"],
        "--receipt",
        "RSK-ADU-2025-000001-1",
        "--secret",
        "0000-0000-0000-0000",
    ]);
    server.stop();

    for agency in AGENCIES {
        assert!(front.contains(agency), "{agency} is not in {front}");
        assert!(state.contains(agency), "{agency} is not in {state}");
    }
    assert!(state.contains("Semua instansi menjawab"), "{state}");
    // Who grants no permits takes no application, and has none to track.
    assert!(connection.contains("tidak diajukan di sini"), "{connection}");
    assert!(apply.starts_with("HTTP/1.1 404"), "{apply}");
    assert_eq!(hospital.code, 2);
    for id in
        ["dinkes-seruyan", "disdukcapil-pandeglang", "pdam-kotim", "rsud-kotim", "setda-kukar"]
    {
        let verified =
            satupintu(["journal", "verify", "--dir", demo.join(id).to_str().unwrap(), "--json"]);
        assert_eq!(verified.json()["clean"], true, "{id}");
    }
}

/// A page of the portal, as its text.
fn read(portal: &str, path: &str) -> String {
    let host = portal.strip_prefix("http://").unwrap();
    let mut line = TcpStream::connect(host).unwrap();
    write!(line, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    line.read_to_string(&mut page).unwrap();
    page
}
