//! Licences (izin): what is issued, for how long it holds, and how it ends.
//!
//! A licence is a record of its own, born with the `Issued` event of its
//! application. It is decided on by [`LicenceRecord::decide`] and its like,
//! which judge and change nothing, and changed by [`LicenceRecord::evolve`],
//! which judges nothing and is total. Expiry is never a state: it follows from
//! the date.
//!
//! Architecture invariant: pure, as the rest of the crate. The verification
//! code is drawn outside; the holder is a reference to a sealed form.

mod code;
mod command;
mod decide;
mod ending;
mod event;
mod mask;
mod record;
mod refusal;
mod validity;

pub use code::{BadVerificationCode, VerificationCode};
pub use command::{Basis, Command, Concern, Concerning, Context};
pub use decide::Birth;
pub use ending::REMIND_DAYS;
pub use event::{Concerned, DocumentSigned, Event, Expired, Expiring, Issued, Revoked, Superseded};
pub use mask::masked;
pub use record::{Document, LicenceRecord, Revocation, Standing, Status, Succession};
pub use refusal::Refusal;
pub use validity::{RENEWAL_CLOSES_DAYS, RENEWAL_OPENS_DAYS, Validity};
