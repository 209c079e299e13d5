//! The minutes of a forum (berita acara): made from the record, signed by both
//! sides, locked when all have signed.

use jiff::civil::Date;
use kernel::{Instant, Line, PersonId, SealedRef};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{command::NewMinutes, forum::Forum};

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Signer {
    /// For the organiser, by the own credential.
    Organiser(PersonId),
    /// For the participants, by the own slip: the id of the participant.
    Representative(String),
}

/// A signature under the minutes as they then stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Whose.
    pub signer: Signer,
    /// When.
    pub at: Instant,
}

/// The minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// Their number.
    pub number: Line<200>,
    /// The day of the forum.
    pub held_on: Date,
    /// What was agreed upon, in words, sealed under the forum's key.
    pub text: SealedRef,
    /// Who has to sign, both sides.
    pub signers: Vec<Signer>,
    /// The comments that were not decided on when they were written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<String>,
    /// SHA-256 of everything that they record, in lower-case hex: what is signed.
    pub digest: String,
    /// When they were written.
    pub at: Instant,
    /// Who has signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
}

impl Minutes {
    /// Whether all have signed, and nothing in them changes any more.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.signers.iter().all(|signer| self.is_signed_by(signer))
    }

    /// Whether one of them has signed.
    #[must_use]
    pub fn is_signed_by(&self, signer: &Signer) -> bool {
        self.signatures.iter().any(|signature| signature.signer == *signer)
    }
}

/// What the digest of minutes is taken over: the record as it stands. Words and
/// names enter by their salted commitments, so that it tells nothing about them.
#[derive(Serialize)]
struct Recorded<'a> {
    forum: &'a str,
    document: &'a str,
    number: &'a str,
    held_on: Date,
    text: &'a str,
    signers: &'a [Signer],
    participants: Vec<(&'a str, &'a str)>,
    comments: Vec<(&'a str, &'a str, &'a str, Option<String>)>,
}

/// SHA-256 of what minutes of `forum` would record, in lower-case hex.
pub(crate) fn digest_of(forum: &Forum, new: &NewMinutes) -> String {
    let NewMinutes { number, held_on, text, signers } = new;
    let participants = forum.participants.iter();
    let comments = forum.comments.iter().map(|comment| {
        let decided = comment.decision.as_ref().map(|decision| json(&decision.disposition));
        (comment.id.as_str(), comment.anchor.as_str(), comment.text.commitment.as_str(), decided)
    });
    let recorded = Recorded {
        forum: &forum.id,
        document: &forum.digest,
        number: number.as_str(),
        held_on: *held_on,
        text: &text.commitment,
        signers,
        participants: participants
            .map(|it| (it.id.as_str(), it.person.commitment.as_str()))
            .collect(),
        comments: comments.collect(),
    };
    hex::encode(Sha256::digest(json(&recorded)))
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain structs of texts and dates are always JSON")
}
