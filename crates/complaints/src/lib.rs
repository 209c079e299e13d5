//! Complaints (pengaduan), requests for information and aspirations of the public.
//!
//! A report is decided on by [`Complaint::decide`], which judges and changes
//! nothing, and changed by [`Complaint::evolve`], which judges nothing and is
//! total. It runs on a published SOP ([`fits`]), under the edition of the
//! law's times with which it came in. *Closed* and *solved* are different things:
//! closing needs a [`Ground`], and only the reporter's word makes it solved.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness; the instant,
//! ids, numbers and calendars are arguments. No personal data and no free text
//! enter an event: they are sealed before, and the event refers to them.
//! Architecture invariant: to an officer whom it complains about, a report does
//! not exist: neither to read nor to act on.

mod attachment;
mod class;
mod clock;
mod command;
mod complaint;
mod context;
mod decide;
mod event;
mod evolve;
mod procedure;
mod refusal;
mod rules;
mod similar;
mod time;

pub use access::Acting;
pub use attachment::{Attachment, MOST_ATTACHMENTS};
pub use class::{Channel, Class, Maladministration};
pub use clock::{Clock, ClockMove};
pub use command::{Command, Intake};
pub use complaint::{CaseFacts, Complaint, Fired, Ground, Pin, Reply, State};
pub use context::Context;
pub use event::{
    Answered, Attached, AttachmentRead, Breached, CalendarAmended, Closed, Completed,
    CompletionAsked, Delivered, Disposed, Escalated, Event, FollowedUp, Passage, Read, Received,
    Reopened, Unreadable, Verified, Warned,
};
pub use procedure::{SOP_ID, fits, verifier};
pub use refusal::Refusal;
pub use rules::{Confidence, EDITIONS, Edition, Law, Rule, Step};
pub use similar::{Candidate, Likeness, MOST_DAYS_APART, suggest};
