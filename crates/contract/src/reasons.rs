//! The catalogue of reasons: every error that the contract may answer with.
//!
//! A reason is stable, like a field number; its texts may be improved. They
//! are written for the person who reads them on a screen: what happened, and
//! what to do now.

mod access;
mod calendar;
mod clock;
mod complaints;
mod conduct;
mod consultations;
mod exchange;
mod fees;
mod files;
mod governance;
mod improvement;
mod inspections;
mod licences;
mod machine;
mod mandates;
mod messages;
mod notices;
mod objections;
mod ombudsman;
mod permits;
mod privacy;
mod procedure;
mod queue;
mod request;
mod standards;
mod surveys;
mod tasks;
mod whistleblowing;

use tonic::Code;

/// One reason why a call was not answered as hoped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The stable name, `ErrorInfo.reason` on the wire, as `ETAG_MISMATCH`.
    pub name: &'static str,
    /// The gRPC code that goes with it.
    pub code: Code,
    /// What to tell people, in Bahasa Indonesia.
    pub id: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// `ErrorInfo.domain` of every reason.
pub const ERROR_DOMAIN: &str = "satupintu";

const PARTS: &[&[Reason]] = &[
    request::REASONS,
    machine::REASONS,
    access::REASONS,
    calendar::REASONS,
    clock::REASONS,
    complaints::REASONS,
    tasks::REASONS,
    conduct::REASONS,
    objections::REASONS,
    procedure::REASONS,
    queue::REASONS,
    permits::REASONS,
    files::REASONS,
    licences::REASONS,
    notices::REASONS,
    standards::REASONS,
    fees::REASONS,
    governance::REASONS,
    privacy::REASONS,
    inspections::REASONS,
    messages::REASONS,
    consultations::REASONS,
    improvement::REASONS,
    mandates::REASONS,
    exchange::REASONS,
    surveys::REASONS,
    whistleblowing::REASONS,
    ombudsman::REASONS,
];

const COUNT: usize = {
    let (mut count, mut rest) = (0, PARTS);
    while let Some((part, others)) = rest.split_first() {
        count += part.len();
        rest = others;
    }
    count
};

/// Every reason.
pub const REASONS: &[Reason] = &joined();

/// The reason called `name`, or `None` when the catalogue lacks it.
#[must_use]
pub fn reason(name: &str) -> Option<&'static Reason> {
    REASONS.iter().find(|reason| reason.name == name)
}

#[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a miss is a build error")]
const fn joined() -> [Reason; COUNT] {
    let mut all = [PARTS[0][0]; COUNT];
    let (mut part, mut filled) = (0, 0);
    while part < PARTS.len() {
        let mut place = 0;
        while place < PARTS[part].len() {
            all[filled] = PARTS[part][place];
            filled += 1;
            place += 1;
        }
        part += 1;
    }
    all
}
