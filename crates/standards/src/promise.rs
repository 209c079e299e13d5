//! The service promise (maklumat pelayanan): which standards an agency vows to
//! keep, and what it gives when it does not (UU 25/2009 Ps 22).

use jiff::civil::Date;
use kernel::{AgencyId, Instant, Line, Slug};
use serde::{Deserialize, Serialize};

use crate::{
    event::{Decree, Event, Medium, PromiseMade},
    refusal::Refusal,
};

/// The sentence that most agencies use. Usual, not prescribed: an answer that
/// shows it says that it is an example.
pub const USUAL_PROMISE: &str = "Dengan ini kami berjanji dan sanggup menyelenggarakan pelayanan \
     sesuai Standar Pelayanan, melakukan perbaikan terus-menerus, serta bersedia menerima sanksi \
     dan/atau memberikan kompensasi apabila pelayanan tidak sesuai standar.";

/// What is given when a promise is broken. Never money by itself: the program
/// records what people gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompensationKind {
    /// An apology with the reasons, in writing.
    Apology,
    /// The product is brought to the applicant.
    Delivery,
    /// The next service comes first.
    Priority,
    /// A voucher or a gift of small worth.
    Voucher,
    /// Something else, which the text names.
    Other,
}

/// A version of a service's standard, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// The service.
    pub service: Slug,
    /// The version.
    pub version: u32,
}

/// The promise of an agency as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Promise {
    /// Counts the promises of this agency from 1; each replaces the one before.
    pub edition: u32,
    /// When it was made.
    pub made_at: Instant,
    /// What it says.
    pub made: PromiseMade,
}

/// What the head promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseCommand {
    /// The agency.
    pub agency: AgencyId,
    /// By which decree.
    pub decree: Decree,
    /// The office that signs.
    pub signatory: Line<200>,
    /// SHA-256 of the text, in lower-case hex.
    pub digest: String,
    /// Whether the text is the usual one.
    pub is_usual_text: bool,
    /// The standards it covers.
    pub covers: Vec<Covered>,
    /// What is given when it is broken.
    pub compensation: CompensationKind,
    /// What exactly.
    pub compensation_text: Line<400>,
    /// Where it is made public.
    pub media: Vec<Medium>,
}

/// What the decision needs to know.
#[derive(Clone, Copy, Debug)]
pub struct PromiseContext<'a> {
    /// The day of the decision, in the agency's zone.
    pub today: Date,
    /// The standards that are published, of those which the command names.
    pub published: &'a [Covered],
}

impl Promise {
    /// The event that `command` would cause, or the rule that refuses it.
    ///
    /// # Errors
    /// [`Refusal::NotPublished`] when it covers what the public cannot read, and
    /// [`Refusal::DateInFuture`].
    pub fn decide(
        command: &PromiseCommand,
        context: &PromiseContext<'_>,
    ) -> Result<Event, Refusal> {
        if command.covers.iter().any(|covered| !context.published.contains(covered)) {
            return Err(Refusal::NotPublished);
        }
        if command.decree.dated > context.today {
            return Err(Refusal::DateInFuture);
        }
        let PromiseCommand {
            agency,
            decree,
            signatory,
            digest,
            is_usual_text,
            covers,
            compensation,
            compensation_text,
            media,
        } = command.clone();
        Ok(Event::PromiseMade(PromiseMade {
            agency,
            decree,
            signatory,
            digest,
            is_usual_text,
            covers,
            compensation,
            compensation_text,
            media,
        }))
    }

    /// The record after `event`. Total; an event about something else leaves
    /// nothing.
    #[must_use]
    pub fn evolve(record: Option<Self>, at: Instant, event: &Event) -> Option<Self> {
        let Event::PromiseMade(made) = event else { return None };
        let edition = record.map_or(1, |record| record.edition.saturating_add(1));
        Some(Self { edition, made_at: at, made: made.clone() })
    }

    /// Whether the promise names this version of the standard.
    #[must_use]
    pub fn covers(&self, standard: &Covered) -> bool {
        self.made.covers.contains(standard)
    }
}
