//! What may be asked of a forum, and what is known when deciding on it.

use jiff::civil::Date;
use kernel::{Actor, AgencyId, Line, PersonId, SealedRef};
use standards::Medium;

use crate::{
    anchor::Anchor,
    comment::{Disposition, Via},
    document::{Audience, Document},
    event::Purpose,
    forum::{ForumKind, Mode},
    minutes::Signer,
    participant::{Element, Invitation},
};

/// A forum that is prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewForum {
    /// The new record's id, a random UUID.
    pub id: String,
    /// The agency that asks.
    pub agency: AgencyId,
    /// The agency's code in the numbers of slips.
    pub code: String,
    /// The text that is discussed.
    pub document: Document,
    /// SHA-256 of that text, in lower-case hex.
    pub digest: String,
    /// The anchors of its clauses, in order.
    pub anchors: Vec<Anchor>,
    /// Who is asked.
    pub audience: Audience,
    /// What kind of forum it is.
    pub kind: ForumKind,
    /// How people take part.
    pub mode: Mode,
    /// The first day.
    pub from: Date,
    /// The last day on which comments are taken.
    pub until: Date,
    /// Where, or by which way, sealed.
    pub place: SealedRef,
    /// The agenda, sealed.
    pub agenda: SealedRef,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewParticipant {
    /// The entry's id, a random UUID.
    pub id: String,
    /// Of which element.
    pub element: Element,
    /// Name, organisation and contact, sealed.
    pub person: SealedRef,
    /// Keyed digest of the slip's secret, in lower-case hex.
    pub secret_digest: String,
}

/// A comment that comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComment {
    /// The entry's id, a random UUID.
    pub id: String,
    /// The clause.
    pub anchor: Anchor,
    /// By which way it came.
    pub via: Via,
    /// Of which element the author is; for a participant, the participant's.
    pub element: Element,
    /// What is said, sealed.
    pub text: SealedRef,
    /// Name and contact, sealed; absent where a participant said it.
    pub author: Option<SealedRef>,
    /// The participant who said it.
    pub participant: Option<String>,
    /// Keyed digest of the slip's secret, in lower-case hex.
    pub secret_digest: String,
}

/// Minutes on their way into the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMinutes {
    /// Their number.
    pub number: Line<200>,
    /// The day of the forum.
    pub held_on: Date,
    /// What was agreed upon, sealed.
    pub text: SealedRef,
    /// Who has to sign: at least one of each side.
    pub signers: Vec<Signer>,
}

/// One step of a forum's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes it known; comments are taken from now on.
    Announce {
        /// Where.
        media: Vec<Medium>,
    },
    /// Asks people to come.
    Invite {
        /// Whom.
        invitations: Vec<Invitation>,
    },
    /// Opens the forum on its first day or later.
    Open,
    /// Writes somebody on the list of those present.
    Register(NewParticipant),
    /// Takes a comment.
    Comment(NewComment),
    /// Says what becomes of a comment, for good.
    Decide {
        /// Which one.
        comment: String,
        /// What becomes of it.
        disposition: Disposition,
        /// Who answers for what is to be done.
        responsible: PersonId,
        /// By when.
        due: Date,
    },
    /// Writes the minutes, or writes them anew: earlier signatures are void.
    WriteMinutes(NewMinutes),
    /// Signs them; the last signature locks.
    Sign(Signer),
    /// Lets everybody read comments and decisions.
    PublishResults {
        /// Where they were made known.
        media: Vec<Medium>,
    },
    /// Records that it was done.
    FollowUp {
        /// Which comment's.
        comment: String,
        /// What was done, sealed.
        proof: SealedRef,
        /// SHA-256 of a file that proves it, in lower-case hex.
        file_digest: Option<String>,
    },
    /// Finishes the forum.
    Finish,
    /// Reads who a participant or the author of a comment is: recorded before it
    /// is shown.
    ReadContributor {
        /// The participant or the comment.
        entry: String,
        /// What for.
        purpose: Purpose,
    },
}

/// What the decision needs to know beyond the record.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day of the decision, in the agency's zone.
    pub today: Date,
    /// Who asks. Whether the duty allows it was asked before.
    pub actor: &'a Actor,
    /// The number of the slip that the command would give out.
    pub slip: &'a str,
}
