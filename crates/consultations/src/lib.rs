//! Consultations with the public on drafts (forum konsultasi publik,
//! PermenPANRB 16/2017; uji publik): who took part, what each said about which
//! clause, and what became of it.
//!
//! A [`Forum`] is a record: prepared, announced, under way, minuted, followed up,
//! finished. It pins the text that is discussed by its digest and the anchors of
//! its [clauses](clauses_of_standard). Every comment gets a [`Disposition`],
//! which is final; a forum with an undecided comment does not finish, and until
//! it is decided nobody establishes or publishes the draft
//! ([`Forum::holds_back_the_draft`]).
//!
//! Architecture invariant: no I/O, no clock, no randomness. The crate never
//! holds a name or a word of anybody, only references to what is sealed.

mod anchor;
mod command;
mod comment;
mod decide;
mod document;
mod event;
mod evolve;
mod forum;
mod minutes;
mod participant;
mod refusal;

pub use anchor::{Anchor, BadAnchor, Clause, clauses_of_sop, clauses_of_standard};
pub use command::{Command, Context, NewComment, NewForum, NewMinutes, NewParticipant};
pub use comment::{Comment, Decision, Disposition, FollowUp, Via};
pub use document::{Audience, Document, DocumentKind};
pub use event::{
    Announced, CommentDecided, Commented, ContributorRead, Created, Event, Finished,
    FollowUpRecorded, Invited, MinutesSigned, MinutesWritten, Opened, ParticipantRegistered,
    Purpose, ResultsPublished, Unreadable,
};
pub use forum::{Forum, ForumKind, Mode, State};
pub use minutes::{Minutes, Signature, Signer};
pub use participant::{Element, Invitation, Participant, Slip};
pub use refusal::Refusal;
