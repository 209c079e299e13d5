//! What is said under the seal.

use envelope::{PrivateKey, PublicKey, SealFault, Sealed, Unopened};
use jiff::civil::Date;
use kernel::Prose;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{number::Number, slip::Secret};

const REPORT: &str = "satupintu whistleblowing report 1";
const ANSWER: &str = "satupintu whistleblowing answer 1";

/// The most characters of a report or an answer.
pub const LONGEST_TEXT: usize = 12_000;

/// What is said: without characters that steer the screen of whoever opens it.
pub type Text = Prose<LONGEST_TEXT>;

/// What somebody reports, or adds to what was reported before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The number of the slip: answers go under it.
    pub number: Number,
    /// The key to which answers are sealed, in hex.
    reply_key: String,
    /// The day by the reporter's own calendar; of the time of day nothing is kept.
    pub on: Date,
    /// What is reported.
    pub text: Text,
}

/// What the inspectorate answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The number of the slip that is answered.
    pub number: Number,
    /// The day of the answer.
    pub on: Date,
    /// What is answered.
    pub text: Text,
}

impl Report {
    /// A report by the holder of `secret`.
    #[must_use]
    pub fn new(secret: &Secret, on: Date, text: Text) -> Self {
        let reply_key = secret.reply_key().public().to_string();
        Self { number: secret.number(), reply_key, on, text }
    }

    /// The report as it leaves the reporter's machine; `random` is used for nothing else.
    ///
    /// # Errors
    /// [`SealFault`] when `key` is no key that anything can be sealed to.
    pub fn sealed(&self, key: &PublicKey, random: [u8; 32]) -> Result<Sealed, SealFault> {
        Sealed::seal(&written(self), REPORT, key, random)
    }

    /// The report in `sealed`, for the inspectorate.
    ///
    /// # Errors
    /// [`Unopened`] when it was sealed to another key, was changed, or holds no report.
    pub fn open(sealed: &Sealed, key: &PrivateKey) -> Result<Self, Unopened> {
        let text = sealed.open(REPORT, key)?;
        serde_json::from_slice(&text).map_err(|_| Unopened::NoMessage)
    }

    /// Answers the report: sealed so that the reporter alone opens it; `random` is used for
    /// nothing else.
    ///
    /// # Errors
    /// [`SealFault`] when the report names no key that anything can be sealed to.
    pub fn answered(&self, answer: &Answer, random: [u8; 32]) -> Result<Sealed, SealFault> {
        let key = PublicKey::parse(&self.reply_key).map_err(|_| SealFault)?;
        Sealed::seal(&written(answer), ANSWER, &key, random)
    }
}

impl Answer {
    /// An answer to `report`.
    #[must_use]
    pub fn new(report: &Report, on: Date, text: Text) -> Self {
        Self { number: report.number.clone(), on, text }
    }

    /// The answer in `sealed`, for the holder of the slip. That it opens, and names the
    /// slip's number, shows that it comes from somebody who has opened the report.
    ///
    /// # Errors
    /// [`Unopened`] when it is not for this slip.
    pub fn open(sealed: &Sealed, secret: &Secret) -> Result<Self, Unopened> {
        let text = sealed.open(ANSWER, &secret.reply_key())?;
        let answer: Self = serde_json::from_slice(&text).map_err(|_| Unopened::NoMessage)?;
        if answer.number == secret.number() { Ok(answer) } else { Err(Unopened::NoMessage) }
    }
}

/// Never printed by accident.
impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report").field("number", &self.number).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").field("number", &self.number).finish_non_exhaustive()
    }
}

fn written(message: &impl Serialize) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(serde_json::to_vec(message).expect("plain structs of texts are always JSON"))
}
