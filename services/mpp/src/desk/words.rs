//! What officers choose from, and how the contract's words are said to them.

use contract::satupintu::{
    complaints::v1::{ClosingGround, ComplaintClass, Maladministration},
    permits::v1::{
        ApplicationState, AssessmentStatus, ConflictKind, Declaration, Endorsement, OvertakeReason,
        Purpose, ReleaseReason,
    },
    sop::v1::{Act, Recommendation},
};
use maud::{Markup, html};

use crate::portal::{field, form::Form, visit::Visit, words};

/// A list of a form, of which one entry is chosen: what is sent, and its words.
pub(super) struct Choices<T: 'static> {
    name: &'static str,
    label: (&'static str, &'static str),
    entries: &'static [(T, &'static str, &'static str)],
}

impl<T: Copy + Into<i32>> Choices<T> {
    pub(super) fn shown(&self, visit: &Visit, form: &Form) -> Markup {
        let entries = self.entries.iter().map(|(value, id, en)| {
            let value: i32 = (*value).into();
            (value.to_string(), visit.pick(id, en).to_owned())
        });
        let label = visit.pick(self.label.0, self.label.1);
        field::list((self.name, label), entries, form.get(self.name))
    }

    /// What was chosen, as the contract numbers it; 0 for nothing.
    pub(super) fn chosen(&self, form: &Form) -> i32 {
        form.get(self.name).parse().unwrap_or_default()
    }
}

/// Why a task is taken before older ones.
pub(super) const OVERTAKES: Choices<OvertakeReason> = Choices {
    name: "mendahului",
    label: ("Mengapa mendahului yang lebih tua", "Why before older ones"),
    entries: &[
        (OvertakeReason::Unspecified, "Ini yang tertua", "It is the oldest"),
        (OvertakeReason::PublishedPriority, "Prioritas yang diumumkan", "A published priority"),
        (OvertakeReason::VulnerableApplicant, "Pemohon kelompok rentan", "A vulnerable applicant"),
        (
            OvertakeReason::DeadlineNear,
            "Jatuh tempo sudah dekat",
            "The lawful time is about to run out",
        ),
        (
            OvertakeReason::OlderCasesBlocked,
            "Yang lebih tua menunggu hal lain",
            "Older cases wait for something else",
        ),
        (
            OvertakeReason::ConflictInOlderCase,
            "Benturan kepentingan pada yang lebih tua",
            "A conflict of interest in the older case",
        ),
        (OvertakeReason::Other, "Lainnya; sebutkan", "Another; say which"),
    ],
};

/// From where a conflict of interest comes.
pub(super) const CONFLICTS: Choices<ConflictKind> = Choices {
    name: "benturan",
    label: ("Sumber benturan", "Where it comes from"),
    entries: &[
        (ConflictKind::Family, "Keluarga atau kerabat", "Family or a relative"),
        (
            ConflictKind::Business,
            "Kepentingan bisnis atau finansial",
            "A business or financial interest",
        ),
        (ConflictKind::Affiliation, "Hubungan afiliasi", "An affiliation"),
        (ConflictKind::OtherWork, "Pekerjaan di luar dinas", "Work outside the office"),
        (ConflictKind::Other, "Lainnya", "Another"),
    ],
};

/// Why a taken task goes back.
pub(super) const RELEASES: Choices<ReleaseReason> = Choices {
    name: "sebab",
    label: ("Sebab dilepas", "Why it goes back"),
    entries: &[
        (ReleaseReason::Mistake, "Salah ambil", "Taken by mistake"),
        (ReleaseReason::Workload, "Pekerjaan lain harus didahulukan", "Other work must go first"),
        (ReleaseReason::Absence, "Berhalangan", "Absence"),
    ],
};

/// What kind of report a complaint is, by which the law gives the time.
pub(super) const CLASSES: Choices<ComplaintClass> = Choices {
    name: "jenis",
    label: ("Jenis", "Kind"),
    entries: &[
        (ComplaintClass::Ordinary, "Pengaduan layanan", "Complaint about ordinary service"),
        (
            ComplaintClass::Investigation,
            "Pengaduan berkadar pengawasan",
            "Complaint to be investigated",
        ),
        (ComplaintClass::Information, "Permintaan informasi", "Request for information"),
        (ComplaintClass::Aspiration, "Aspirasi", "Aspiration"),
    ],
};

/// The ten forms of maladministration (Peraturan Ombudsman RI 26/2017), or none.
pub(super) const FORMS: Choices<Maladministration> = Choices {
    name: "bentuk",
    label: ("Bentuk maladministrasi", "Form of maladministration"),
    entries: &[
        (Maladministration::Unspecified, "Tidak ada", "None"),
        (Maladministration::ProtractedDelay, "Penundaan berlarut", "Protracted delay"),
        (Maladministration::ServiceDenied, "Tidak memberikan pelayanan", "Service denied"),
        (Maladministration::Incompetence, "Tidak kompeten", "Incompetence"),
        (Maladministration::AbuseOfPower, "Penyalahgunaan wewenang", "Abuse of power"),
        (
            Maladministration::ProcedureDeviation,
            "Penyimpangan prosedur",
            "Deviation from procedure",
        ),
        (Maladministration::DemandForReward, "Permintaan imbalan", "Demand for a reward"),
        (Maladministration::Impropriety, "Tidak patut", "Impropriety"),
        (Maladministration::Partiality, "Berpihak", "Partiality"),
        (Maladministration::Discrimination, "Diskriminasi", "Discrimination"),
        (Maladministration::ConflictOfInterest, "Konflik kepentingan", "Conflict of interest"),
    ],
};

/// On which ground a complaint was closed; empty while it is not.
pub(super) fn ground(visit: &Visit, ground: ClosingGround) -> &str {
    let (id, en) = match ground {
        ClosingGround::Unspecified => ("", ""),
        ClosingGround::ConfirmedByReporter => {
            ("pelapor menyatakan selesai", "the reporter says that it is solved")
        }
        ClosingGround::Undisputed => {
            ("ada bukti, tidak disanggah pada waktunya", "evidence, and no dispute in time")
        }
        ClosingGround::AcceptedElsewhere => {
            ("diterima instansi lain", "accepted by another agency")
        }
        ClosingGround::Duplicate => ("mengulang pengaduan lain", "it repeats another one"),
        ClosingGround::DeemedWithdrawn => {
            ("tidak dilengkapi pada waktunya", "not completed in time")
        }
    };
    visit.pick(id, en)
}

/// What the minutes of a visit advise.
pub(super) const ADVICE: Choices<Recommendation> = Choices {
    name: "rekomendasi",
    label: ("Saran tim", "What the team advises"),
    entries: &[
        (Recommendation::Issue, "Layak: terbitkan", "Fit: grant it"),
        (Recommendation::Refuse, "Tidak layak: tolak", "Unfit: refuse it"),
    ],
};

/// What a supervisor says to a second return.
pub(super) const ENDORSEMENTS: Choices<Endorsement> = Choices {
    name: "kata",
    label: ("Keputusan Anda", "Your decision"),
    entries: &[
        (
            Endorsement::Endorsed,
            "Sahkan: kembalikan kepada pemohon",
            "Endorse: it goes to the applicant",
        ),
        (Endorsement::Refused, "Tolak: lanjutkan tahapnya", "Refuse: the step goes on"),
    ],
};

/// Where an assessment stands, and of which kind that is.
pub(super) fn assessment_status(visit: &Visit, status: AssessmentStatus) -> (&str, &'static str) {
    let (id, en, kind) = match status {
        AssessmentStatus::Unspecified => ("", "", "open"),
        AssessmentStatus::Owed => ("Belum dibayar", "To be paid", "waiting"),
        AssessmentStatus::Paid => ("Lunas", "Paid", "good"),
        AssessmentStatus::Cancelled => ("Dibatalkan", "Taken back", "ended"),
        AssessmentStatus::Lapsed => ("Lewat tempo, tidak dibayar", "Lapsed unpaid", "wrong"),
    };
    (visit.pick(id, en), kind)
}

const UNCONFLICTED: &str = "tanpa-benturan";

/// The box by which an officer declares to have no conflict of interest.
pub(super) fn unconflicted(visit: &Visit) -> Markup {
    html! {
        label.tick {
            input type="checkbox" name=(UNCONFLICTED) value="1" required;
            span { (visit.pick(
                "Sepanjang yang saya ketahui, saya tidak memiliki benturan kepentingan dalam permohonan ini.",
                "As far as I know I have no conflict of interest in this application.",
            )) }
        }
    }
}

/// What that box declares; without it nothing is declared.
pub(super) fn declared(form: &Form) -> Declaration {
    if form.is_ticked(UNCONFLICTED) { Declaration::NoConflict } else { Declaration::Unspecified }
}

/// What a task is at hand for, so that the form and the files open for that.
pub(super) fn purpose_of(act: Act) -> Purpose {
    match act {
        Act::Completeness => Purpose::CompletenessCheck,
        Act::Verification | Act::Other | Act::Unspecified => Purpose::Verification,
        Act::Inspection => Purpose::Inspection,
        Act::Recommendation | Act::Assessment => Purpose::Assessment,
        Act::Approval => Purpose::Decision,
        Act::Drafting | Act::Initials | Act::Signature | Act::Issuance => Purpose::Issuance,
        Act::Delivery => Purpose::Delivery,
    }
}

/// A purpose in a few words.
pub(super) fn purpose(visit: &Visit, purpose: Purpose) -> &'static str {
    let (id, en) = match purpose {
        Purpose::Unspecified => ("", ""),
        Purpose::CompletenessCheck => ("pemeriksaan kelengkapan", "checking that it is complete"),
        Purpose::Verification => ("verifikasi", "verifying"),
        Purpose::Inspection => ("pemeriksaan lapangan", "a visit"),
        Purpose::Assessment => ("penilaian", "assessing"),
        Purpose::Decision => ("pengambilan keputusan", "deciding"),
        Purpose::Issuance => ("penerbitan", "issuing"),
        Purpose::Delivery => ("penyampaian", "handing over"),
    };
    visit.language.pick(id, en)
}

/// Where an application stands, as officers say it, and of which kind that is.
pub(super) fn state(visit: &Visit, state: ApplicationState) -> (&'static str, &'static str) {
    match state {
        ApplicationState::AwaitingApplicant => {
            (visit.language.pick("Menunggu pemohon", "Waiting for the applicant"), "waiting")
        }
        other => words::state(visit.language, other),
    }
}

/// `agency/unit/role` with the agency's own name.
pub(super) fn executor_of(visit: &Visit, executor: &str) -> String {
    let unit = words::unit(visit.language, &visit.registry, executor);
    format!("{unit}: {}", words::id(executor).replace('-', " "))
}
