//! The closed vocabularies of a document: acts, effects, results.

use kernel::Bilingual;
use serde::{Deserialize, Serialize};

/// What an officer does in a step, as far as duties must be kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Checks that nothing is missing (pemeriksaan kelengkapan).
    Completeness,
    /// Checks that what was filed is right (verifikasi).
    Verification,
    /// Looks at the place itself (pemeriksaan lapangan).
    Inspection,
    /// Advises the one who decides (rekomendasi).
    Recommendation,
    /// Sets an amount or a grade (penetapan, penilaian).
    Assessment,
    /// Writes the draft of the decision (penyusunan konsep).
    Drafting,
    /// Initials the draft (paraf).
    Initials,
    /// Decides (persetujuan).
    Approval,
    /// Signs (tanda tangan).
    Signature,
    /// Numbers and issues the product (penomoran, penerbitan).
    Issuance,
    /// Hands the product over (penyerahan).
    Delivery,
    /// Anything else.
    Other,
}

/// What an outcome means in law, beyond the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The file is complete: the clock starts.
    Complete,
    /// Back to the applicant: the clock pauses.
    Return,
    /// The application is granted.
    Approve,
    /// The application is refused, on a ground.
    Reject,
}

/// What an applicant's step waits for, when it is not the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaits {
    /// The payment of the fee: the payment system's word completes the step.
    Payment,
}

/// What the minutes of an inspection advise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recommendation {
    /// To grant.
    Issue,
    /// To refuse.
    Refuse,
}

/// How a case ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndResult {
    /// The product was issued (terbit).
    Issued,
    /// The application was refused (ditolak).
    Refused,
    /// The applicant withdrew (dicabut pemohon).
    Withdrawn,
    /// Granted without a product of its own, as by a sub-procedure.
    Granted,
}

impl Act {
    /// Every act with its word in a document.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("completeness", Self::Completeness),
        ("verification", Self::Verification),
        ("inspection", Self::Inspection),
        ("recommendation", Self::Recommendation),
        ("assessment", Self::Assessment),
        ("drafting", Self::Drafting),
        ("initials", Self::Initials),
        ("approval", Self::Approval),
        ("signature", Self::Signature),
        ("issuance", Self::Issuance),
        ("delivery", Self::Delivery),
        ("other", Self::Other),
    ];

    /// The act as a clerk would call it.
    #[must_use]
    pub fn title(self) -> Bilingual {
        let (id, en) = match self {
            Self::Completeness => ("pemeriksaan kelengkapan", "completeness check"),
            Self::Verification => ("verifikasi", "verification"),
            Self::Inspection => ("pemeriksaan lapangan", "inspection"),
            Self::Recommendation => ("rekomendasi", "recommendation"),
            Self::Assessment => ("penetapan", "assessment"),
            Self::Drafting => ("penyusunan konsep", "drafting"),
            Self::Initials => ("paraf", "initials"),
            Self::Approval => ("persetujuan", "approval"),
            Self::Signature => ("tanda tangan", "signature"),
            Self::Issuance => ("penerbitan", "issuance"),
            Self::Delivery => ("penyerahan", "delivery"),
            Self::Other => ("lainnya", "other"),
        };
        Bilingual::new(id, en)
    }

    /// The word in a document.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

impl Effect {
    /// Every effect with its word in a document.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("complete", Self::Complete),
        ("return", Self::Return),
        ("approve", Self::Approve),
        ("reject", Self::Reject),
    ];

    /// The word in a document.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

impl Awaits {
    /// Everything that can be awaited, with its word in a document.
    pub const WORDS: &'static [(&'static str, Self)] = &[("payment", Self::Payment)];
}

impl Recommendation {
    /// Every recommendation with its word in a document.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("issue", Self::Issue), ("refuse", Self::Refuse)];
}

impl EndResult {
    /// Every result with its word in a document.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("issued", Self::Issued),
        ("refused", Self::Refused),
        ("withdrawn", Self::Withdrawn),
        ("granted", Self::Granted),
    ];

    /// The word in a document.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, self)
    }
}

fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, each)| *each == value).map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_a_document_is_the_word_in_json() {
        for (word, act) in Act::WORDS {
            assert_eq!(serde_json::to_value(act).unwrap(), *word);
        }
        for (word, effect) in Effect::WORDS {
            assert_eq!(serde_json::to_value(effect).unwrap(), *word);
        }
        for (word, advised) in Recommendation::WORDS {
            assert_eq!(serde_json::to_value(advised).unwrap(), *word);
        }
        for (word, awaited) in Awaits::WORDS {
            assert_eq!(serde_json::to_value(awaited).unwrap(), *word);
        }
        for (word, result) in EndResult::WORDS {
            assert_eq!(serde_json::to_value(result).unwrap(), *word);
        }
    }
}
