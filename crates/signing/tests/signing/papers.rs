//! A page to sign, and those who sign it.

use std::sync::LazyLock;

use documents::{
    Caution, Entry, Letterhead, LicencePage, Sheet, Signatory as Printed, Verification, licence,
};
use jiff::Timestamp;
use signing::{Passphrase, Signatory, Signer};
use tempfile::TempDir;

static PAGE: LazyLock<Vec<u8>> = LazyLock::new(|| licence(&page()).unwrap());

/// A licence, as `documents` prints it.
pub(crate) fn unsigned() -> Vec<u8> {
    PAGE.clone()
}

fn page() -> LicencePage {
    LicencePage {
        sheet: Sheet {
            letterhead: Letterhead {
                government: "Pemerintah Kabupaten Contoh".to_owned(),
                agency: "Dinas Contoh".to_owned(),
                address: "Jalan Merdeka 1".to_owned(),
            },
            caution: Caution { simulated: true, example: true },
            number: "1/2026".to_owned(),
            place: "Contoh".to_owned(),
            date: jiff::civil::date(2026, 11, 22),
            signatory: Printed {
                office: "Kepala Dinas".to_owned(),
                name: "Sri Wahyuni".to_owned(),
                employee_number: None,
            },
        },
        title: "Surat Izin".to_owned(),
        service: "Izin Contoh".to_owned(),
        product: "Surat Izin".to_owned(),
        holder: vec![Entry::new("Nama", "Siti Aminah")],
        concerning: vec![],
        conditions: vec![],
        legal_basis: vec![],
        valid_from: jiff::civil::date(2026, 11, 22),
        valid_until: None,
        verification: Verification {
            address: "https://izin.contoh.example/v/7K3M".to_owned(),
            code: "7K3M".to_owned(),
            signature: "Sertifikat pengembangan.".to_owned(),
        },
    }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-22T03:04:05Z".parse().unwrap()
}

/// A development signer, and the folder that holds its key.
pub(crate) fn local() -> (Signer, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Signer::local(folder.path(), now()).unwrap(), folder)
}

pub(crate) fn signatory() -> Signatory {
    Signatory {
        name: "Sri Wahyuni".to_owned(),
        nik: Some(Passphrase::new("9999010101700001".to_owned())),
        reason: "Penerbitan izin".to_owned(),
        place: "Contoh".to_owned(),
        at: now(),
    }
}

/// Signs with a signer that does not wait.
pub(crate) fn sign(signer: &Signer, pdf: Vec<u8>, signatory: Signatory) -> Vec<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(signer.sign(pdf, signatory, None)).unwrap()
}
