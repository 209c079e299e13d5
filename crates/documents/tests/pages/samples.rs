//! Pages with honest values, for tests to change one thing of.

use documents::{
    AssessmentPage, AssignmentLetter, Attendee, Caution, Entry, Finding, ForumComment,
    ForumMinutesPage, ForumSignature, Letterhead, LicencePage, Line, Member, MinutesPage,
    Objection, PROMISE, Photo, PromisePage, Recommendation, RefusalLetter, Sheet, Signatory,
    Verification,
};
use jiff::civil::date;

pub(crate) fn sheet() -> Sheet {
    Sheet {
        letterhead: Letterhead {
            government: "Pemerintah Kabupaten Contoh".to_owned(),
            agency: "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu".to_owned(),
            address: "Jalan Merdeka Nomor 1, Contoh 99999\nTelepon (0999) 123456".to_owned(),
        },
        caution: Caution::default(),
        number: "503/0001/SIPB/DPMPTSP/2026".to_owned(),
        place: "Contoh".to_owned(),
        date: date(2026, 11, 22),
        signatory: Signatory {
            office: "Kepala Dinas".to_owned(),
            name: "Dra. Sri Wahyuni, M.Si.".to_owned(),
            employee_number: Some("197001011995032001".to_owned()),
        },
    }
}

pub(crate) fn verification() -> Verification {
    Verification {
        address: "https://izin.contoh.example/v/7K3M-Q2XD-9PTA".to_owned(),
        code: "7K3M-Q2XD-9PTA".to_owned(),
        signature: "Ditandatangani secara elektronik dengan sertifikat pengembangan.".to_owned(),
    }
}

pub(crate) fn licence() -> LicencePage {
    LicencePage {
        sheet: sheet(),
        title: "Surat Izin Praktik Bidan".to_owned(),
        service: "Penerbitan SIP Bidan".to_owned(),
        product: "Surat Izin Praktik Bidan".to_owned(),
        holder: vec![
            Entry::new("Nama", "Siti Aminah, A.Md.Keb."),
            Entry::new("Alamat", "Dusun Mawar RT 01 RW 02, Desa Contoh"),
        ],
        concerning: vec![Entry::new("Tempat praktik", "Klinik Sehat Contoh")],
        conditions: vec![
            "Menjalankan praktik sesuai standar profesi.".to_owned(),
            "Memasang papan nama.".to_owned(),
        ],
        legal_basis: vec!["Peraturan Bupati Contoh Nomor 5 Tahun 2024".to_owned()],
        valid_from: date(2026, 11, 22),
        valid_until: Some(date(2031, 11, 21)),
        verification: verification(),
    }
}

pub(crate) fn refusal() -> RefusalLetter {
    RefusalLetter {
        sheet: sheet(),
        addressee: "Budi Santoso".to_owned(),
        application: "2026-000123".to_owned(),
        service: "Izin Reklame".to_owned(),
        filed_on: date(2026, 11, 2),
        ground: "Lokasi berada di ruang milik jalan.".to_owned(),
        legal_basis: vec!["Peraturan Daerah Nomor 3 Tahun 2020 Pasal 12".to_owned()],
        objection: Objection {
            until: Some(date(2026, 12, 14)),
            how: "Keberatan diajukan melalui laman layanan atau di loket.".to_owned(),
        },
        verification: Some(verification()),
    }
}

pub(crate) fn team() -> Vec<Member> {
    vec![
        Member {
            name: "Andi Pratama, S.T.".to_owned(),
            employee_number: Some("198501012010011001".to_owned()),
            office: "Penata Perizinan".to_owned(),
            role: "Ketua".to_owned(),
        },
        Member {
            name: "Rina Marlina".to_owned(),
            employee_number: None,
            office: "Tenaga ahli".to_owned(),
            role: "Anggota".to_owned(),
        },
    ]
}

pub(crate) fn assignment() -> AssignmentLetter {
    AssignmentLetter {
        sheet: sheet(),
        application: "2026-000123".to_owned(),
        service: "Izin Reklame".to_owned(),
        purpose: "Memeriksa letak dan ukuran reklame".to_owned(),
        legal_basis: vec!["Peraturan Bupati Contoh Nomor 5 Tahun 2024".to_owned()],
        team: team(),
        inspected_on: date(2026, 11, 25),
        hour: Some("09.00 WIB".to_owned()),
        location: "Jalan Melati 5, Contoh".to_owned(),
        verification: None,
    }
}

pub(crate) fn minutes() -> MinutesPage {
    MinutesPage {
        sheet: sheet(),
        application: "2026-000123".to_owned(),
        service: "Izin Reklame".to_owned(),
        inspected_on: date(2026, 11, 25),
        location: "Jalan Melati 5, Contoh".to_owned(),
        team: team(),
        findings: vec![Finding {
            question: "Ukuran sesuai gambar".to_owned(),
            answer: "Tidak sesuai".to_owned(),
            remark: "Lebih tinggi 40 cm".to_owned(),
        }],
        photos: vec![Photo {
            caption: "Tampak depan".to_owned(),
            coordinates: Some("-5.147700, 119.432700".to_owned()),
            taken_at: Some("25 November 2026 09.41".to_owned()),
            digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
        }],
        recommendation: Recommendation::Refuse,
        reason: "Tinggi melampaui batas.".to_owned(),
        witnesses: vec![Member {
            name: "Budi Santoso".to_owned(),
            employee_number: None,
            office: "Pemohon".to_owned(),
            role: "Saksi".to_owned(),
        }],
        verification: None,
    }
}

pub(crate) fn assessment() -> AssessmentPage {
    AssessmentPage {
        sheet: sheet(),
        application: "2026-000123".to_owned(),
        service: "Persetujuan Bangunan Gedung".to_owned(),
        payer: vec![Entry::new("Nama", "Budi Santoso")],
        lines: vec![
            Line {
                tariff: "Bangunan sederhana".to_owned(),
                quantity_thousandths: 120_000,
                unit: "m²".to_owned(),
                unit_rupiah: 10_250,
                citation: "Perda Nomor 1 Tahun 2024 Pasal 60".to_owned(),
            },
            Line {
                tariff: "Prasarana".to_owned(),
                quantity_thousandths: 1_000,
                unit: "unit".to_owned(),
                unit_rupiah: 20_000,
                citation: "Perda Nomor 1 Tahun 2024 Pasal 61".to_owned(),
            },
        ],
        total_rupiah: 1_250_000,
        payment_reference: "9900-2026-0000-0123".to_owned(),
        channel: "Bank Pembangunan Daerah, QRIS atau rekening virtual".to_owned(),
        due_on: date(2026, 12, 22),
        verification: Some(verification()),
    }
}

pub(crate) fn promise() -> PromisePage {
    PromisePage {
        sheet: sheet(),
        text: PROMISE.to_owned(),
        decree: "Keputusan Kepala Dinas Nomor 800/12/2026".to_owned(),
        covers: vec!["SIP Bidan, versi 2".to_owned()],
        compensation: "Izin diantar ke rumah tanpa biaya.".to_owned(),
        channels: vec!["SP4N-LAPOR!".to_owned()],
    }
}

pub(crate) fn forum_minutes() -> ForumMinutesPage {
    let comment = |clause: &str, text: &str, decision: &str, ground: &str| ForumComment {
        clause: clause.to_owned(),
        text: text.to_owned(),
        decision: decision.to_owned(),
        ground: ground.to_owned(),
    };
    ForumMinutesPage {
        sheet: sheet(),
        kind: "Forum Konsultasi Publik".to_owned(),
        held_on: date(2026, 11, 25),
        about: vec![
            Entry::new("Naskah", "Rancangan standar pelayanan Izin Reklame versi 2"),
            Entry::new("Masa konsultasi", "23 November 2026 sampai 27 November 2026"),
            Entry::new("Tempat", "Aula DPMPTSP, tatap muka"),
        ],
        elements: vec![Entry::new("Pengguna layanan dan masyarakat", "12 orang")],
        attendance: vec![Attendee {
            name: "Budi Santoso".to_owned(),
            organisation: "Asosiasi Reklame".to_owned(),
            element: "Pemangku kepentingan".to_owned(),
        }],
        comments: vec![
            comment("jangka waktu pelayanan", "Terlalu lama.", "Diterima", "Menjadi 5 hari kerja."),
            comment("biaya/tarif", "Gratiskan.", "Ditolak", "Tarif ditetapkan Perda."),
        ],
        agreed: "Naskah disempurnakan menurut keputusan di atas.".to_owned(),
        signatures: vec![
            ForumSignature {
                name: "Kepala Bidang Perizinan".to_owned(),
                side: "Penyelenggara".to_owned(),
                signed_at: Some("25 November 2026 14.00 WIB".to_owned()),
            },
            ForumSignature {
                name: "Budi Santoso".to_owned(),
                side: "Wakil peserta".to_owned(),
                signed_at: None,
            },
        ],
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
        verification: Some(verification()),
    }
}
