//! Documents that are without fault, to plant faults in.

use sop::{Diagnostic, Document, Rules, Sop, StepId};

/// A permit of two agencies in nine working days: 0 + 1 + 3 + 2 + 2 + 1 + 0.
pub(crate) const PERMIT: &str = r#"
format = 1

[sop]
id = "sip-dokter-spesialis"
version = 1
number = "503/01/SOP"
title = "Surat izin praktik dokter spesialis"
title_en = "Licence to practise as a medical specialist"
agency = "dpmptsp"
created = 2024-01-02
effective = 2024-02-01
approved_by = { position = "Kepala DPMPTSP", source = "example" }
legal_basis = [{ text = "UU 17/2023", source = "published" }]
warnings = ["Tanpa biaya"]

[[executor]]
id = "loket"
executor = "dpmptsp/pelayanan/loket"
title = "Petugas loket"

[[executor]]
id = "verifikator"
executor = "dpmptsp/perizinan/verifikator"
title = "Verifikator"

[[executor]]
id = "dinkes"
executor = "dinkes/sdk/analis"
title = "Analis Dinas Kesehatan"

[[executor]]
id = "kepala"
executor = "dpmptsp/pimpinan/kepala"
title = "Kepala DPMPTSP"

[[step]]
id = "mulai"
kind = "start"
next = "pendaftaran"

[[step]]
id = "pendaftaran"
name = "Memeriksa kelengkapan berkas"
kind = "decision"
by = "loket"
act = "completeness"
inputs = ["Berkas permohonan"]
time = { working_days = 0, source = "published" }
output = "Tanda terima"

[[step.outcome]]
id = "lengkap"
label = "Lengkap"
to = "verifikasi"
effect = "complete"

[[step.outcome]]
id = "tidak-lengkap"
to = "perbaikan"
effect = "return"
cap = 3

[[step]]
id = "perbaikan"
name = "Melengkapi berkas"
kind = "applicant"
next = "pendaftaran"

[[step]]
id = "verifikasi"
name = "Memverifikasi berkas"
kind = "activity"
by = "verifikator"
act = "verification"
time = { working_days = 1, source = "published" }
output = "Berkas terverifikasi"
next = "rekomendasi"

[[step]]
id = "rekomendasi"
name = "Memberi rekomendasi"
kind = "decision"
by = "dinkes"
act = "recommendation"
time = { working_days = 3, source = "published" }
output = "Rekomendasi"

[[step.outcome]]
id = "setuju"
to = "penomoran"
effect = "approve"

[[step.outcome]]
id = "tolak"
to = "ditolak"
effect = "reject"

[[step]]
id = "penomoran"
name = "Memberi nomor"
kind = "activity"
by = "verifikator"
act = "drafting"
time = { working_days = 2, source = "published" }
output = "Konsep bernomor"
next = "tte"

[[step]]
id = "tte"
name = "Menandatangani"
kind = "activity"
by = "kepala"
act = "signature"
time = { working_days = 2, source = "published" }
output = "Surat izin"
next = "cek"

[[step]]
id = "cek"
name = "Memeriksa hasil dan menerbitkan"
kind = "activity"
by = "loket"
act = "issuance"
time = { working_days = 1, source = "published" }
output = "Surat izin terbit"
next = "penyampaian"

[[step]]
id = "penyampaian"
name = "Menyampaikan"
kind = "activity"
by = "loket"
act = "delivery"
time = { working_days = 0, source = "published" }
output = "Bukti serah terima"
next = "terbit"

[[step]]
id = "terbit"
kind = "end"
result = "issued"

[[step]]
id = "ditolak"
kind = "end"
result = "refused"
"#;

/// Two agencies assess at once, inside a loop; in two of its steps.
pub(crate) const PARALLEL: &str = r#"
format = 1
[sop]
id = "izin-operasional"
version = 2
number = "503/02/SOP"
title = "Izin operasional"
agency = "dpmptsp"
created = 2024-01-02
revised = 2025-01-02
effective = 2025-02-01
approved_by = { position = "Kepala DPMPTSP", source = "example" }
source = "example"
legal_basis = [{ text = "PermenPANRB 35/2012", source = "published" }]

[[executor]]
id = "loket"
executor = "dpmptsp/pelayanan/loket"
title = "Petugas loket"
[[executor]]
id = "dinkes"
executor = "dinkes/yankes/penilai"
title = "Penilai Dinas Kesehatan"
[[executor]]
id = "pupr"
executor = "pupr/tata-bangunan/penilai"
title = "Penilai Dinas PUPR"
[[executor]]
id = "kepala"
executor = "dpmptsp/pimpinan/kepala"
title = "Kepala DPMPTSP"

[[step]]
id = "mulai"
kind = "start"
next = "bagi"
[[step]]
id = "bagi"
kind = "split"
branches = ["kesehatan", "bangunan"]
[[step]]
id = "kesehatan"
name = "Menilai kesehatan"
kind = "activity"
by = "dinkes"
act = "inspection"
time = { working_days = 3, source = "example" }
output = "Penilaian kesehatan"
next = "gabung"
[[step]]
id = "bangunan"
name = "Menilai bangunan"
kind = "decision"
by = "pupr"
act = "recommendation"
time = { working_days = 5, source = "example" }
output = "Penilaian bangunan"
[[step.outcome]]
id = "layak"
to = "gabung"
[[step.outcome]]
id = "tidak-layak"
to = "gabung"
[[step]]
id = "gabung"
kind = "join"
next = "putusan"
[[step]]
id = "putusan"
name = "Memutuskan"
kind = "decision"
by = "kepala"
act = "approval"
time = { working_days = 1, source = "example" }
output = "Keputusan"
[[step.outcome]]
id = "setuju"
to = "terbitkan"
effect = "approve"
[[step.outcome]]
id = "ulang"
to = "bagi"
cap = 2
[[step.outcome]]
id = "tolak"
to = "ditolak"
effect = "reject"
[[step]]
id = "terbitkan"
name = "Menerbitkan"
kind = "activity"
by = "loket"
act = "issuance"
time = { working_days = 1, source = "example" }
output = "Izin"
next = "terbit"
[[step]]
id = "terbit"
kind = "end"
result = "issued"
[[step]]
id = "ditolak"
kind = "end"
result = "refused"
"#;

/// `text` with `old`, which it must hold once, replaced by `new`.
pub(crate) fn replaced(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "the fixture holds {old:?} once");
    text.replacen(old, new, 1)
}

pub(crate) fn no_library(_: &str, _: u32) -> Option<Document> {
    None
}

/// Everything found in `text`, judged by `rules`.
pub(crate) fn findings(text: &str, rules: &Rules) -> Vec<Diagnostic> {
    sop::examine(text, &no_library, rules).1
}

/// The codes found in `text`, judged without rules from outside.
pub(crate) fn codes(text: &str) -> Vec<&'static str> {
    names(&findings(text, &Rules::default()))
}

pub(crate) fn names(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.name).collect()
}

/// What `text` holds where `diagnostic` points.
pub(crate) fn marked<'t>(text: &'t str, diagnostic: &Diagnostic) -> &'t str {
    text.get(diagnostic.span.clone()).expect("a span within the text")
}

pub(crate) fn sop(text: &str) -> Sop {
    sop::load(text).expect("the fixture is sound")
}

pub(crate) fn id(text: &str) -> StepId {
    StepId::parse(text).expect("a step id")
}
