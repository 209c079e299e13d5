//! What kind of voice it is, by which way it came, and what it says went wrong.

use serde::{Deserialize, Serialize};

/// The class of a report: by it the law gives the time (PermenPANRB 62/2018).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A question (permintaan informasi).
    Information,
    /// A wish or a proposal (aspirasi).
    Aspiration,
    /// A complaint about ordinary service (pengaduan tidak berkadar pengawasan).
    Ordinary,
    /// A complaint that must be investigated (pengaduan berkadar pengawasan).
    Investigation,
}

impl Class {
    /// Every class, in the order of reports.
    pub const ALL: [Self; 4] =
        [Self::Information, Self::Aspiration, Self::Ordinary, Self::Investigation];

    /// The stable name, as in the journal.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Aspiration => "aspiration",
            Self::Ordinary => "ordinary",
            Self::Investigation => "investigation",
        }
    }
}

/// The ten forms of maladministration (Peraturan Ombudsman RI 26/2017).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Maladministration {
    /// Penundaan berlarut.
    ProtractedDelay,
    /// Tidak memberikan pelayanan.
    ServiceDenied,
    /// Tidak kompeten.
    Incompetence,
    /// Penyalahgunaan wewenang.
    AbuseOfPower,
    /// Penyimpangan prosedur.
    ProcedureDeviation,
    /// Permintaan imbalan uang, barang atau jasa.
    DemandForReward,
    /// Tidak patut.
    Impropriety,
    /// Berpihak.
    Partiality,
    /// Diskriminasi.
    Discrimination,
    /// Konflik kepentingan.
    ConflictOfInterest,
}

impl Maladministration {
    /// All ten, in the order of the regulation.
    pub const ALL: [Self; 10] = [
        Self::ProtractedDelay,
        Self::ServiceDenied,
        Self::Incompetence,
        Self::AbuseOfPower,
        Self::ProcedureDeviation,
        Self::DemandForReward,
        Self::Impropriety,
        Self::Partiality,
        Self::Discrimination,
        Self::ConflictOfInterest,
    ];
}

/// The way by which a report came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Over the internet, by the reporter.
    Web,
    /// At a counter (loket).
    Counter,
    /// By letter or suggestion box (surat, kotak saran).
    Letter,
    /// By telephone.
    Phone,
    /// By WhatsApp.
    Whatsapp,
    /// By e-mail.
    Email,
    /// Through a social medium.
    SocialMedia,
    /// Through SP4N-LAPOR!, where it has a number of its own.
    Lapor,
}

impl Channel {
    /// Whether the reporter writes it: everything else an officer records.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Web)
    }
}
