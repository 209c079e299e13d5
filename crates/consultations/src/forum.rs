//! A forum as recorded, and what can be asked of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::{AgencyId, Instant, SealedRef};
use serde::{Deserialize, Serialize};
use standards::Medium;

use crate::{
    anchor::Anchor,
    comment::Comment,
    document::{Audience, Document},
    minutes::Minutes,
    participant::{Element, Invitation, Participant},
};

/// What kind of forum it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForumKind {
    /// Forum konsultasi publik (PermenPANRB 16/2017).
    Consultation,
    /// Uji publik: the draft is put to the test before everybody.
    PublicTest,
}

/// How people take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In one room (tatap muka).
    FaceToFace,
    /// Online, or through media (non-tatap muka).
    Online,
}

/// Where a forum stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being prepared (pra-pelaksanaan).
    Draft,
    /// In public: comments come in.
    Announced,
    /// Under way (pelaksanaan).
    UnderWay,
    /// Minuted, not yet signed by all.
    Minutes,
    /// Signed; what was decided is done (pasca-pelaksanaan).
    FollowUp,
    /// Finished: every comment decided, every promise kept.
    Finished,
}

/// A forum. Built and changed by [`Forum::evolve`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Forum {
    /// The record's id; also the subject under which the organiser's own texts
    /// are sealed.
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
    /// Where it stands.
    pub state: State,
    /// Where it was announced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announced_in: Vec<Medium>,
    /// Who was asked to come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invitations: Vec<Invitation>,
    /// Who came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// What was said, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// The minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Where the results were published; empty while they are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published_in: Vec<Medium>,
    /// When it finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Instant>,
}

impl Forum {
    /// The comment with this id.
    #[must_use]
    pub fn comment(&self, id: &str) -> Option<&Comment> {
        self.comments.iter().find(|comment| comment.id == id)
    }

    /// The participant with this id.
    #[must_use]
    pub fn participant(&self, id: &str) -> Option<&Participant> {
        self.participants.iter().find(|participant| participant.id == id)
    }

    /// What one person has left: the entry, and where it is a participant's, the comments
    /// that were recorded for that participant. Nothing where there is no such entry.
    #[must_use]
    pub fn left_by(&self, entry: &str) -> Vec<&str> {
        let came = self.participant(entry).map(|it| it.id.as_str());
        let said = self
            .comments
            .iter()
            .filter(|it| it.id == entry || it.participant.as_deref() == Some(entry))
            .map(|it| it.id.as_str());
        came.into_iter().chain(said).collect()
    }

    /// When it was destroyed who left the entry, if it was.
    #[must_use]
    pub fn erased_at(&self, entry: &str) -> Option<Instant> {
        let came = self.participant(entry).map(|it| it.erased_at);
        came.or_else(|| self.comment(entry).map(|it| it.erased_at)).flatten()
    }

    /// The forum after it was destroyed at `at` who left the entry `entry`, and what was
    /// said there. That somebody was there, and what became of the comment, stays.
    #[must_use]
    pub fn erased(mut self, entry: &str, at: Instant) -> Self {
        for participant in self.participants.iter_mut().filter(|it| it.id == entry) {
            participant.erased_at = Some(at);
        }
        for comment in self.comments.iter_mut().filter(|it| it.id == entry) {
            comment.erased_at = Some(at);
        }
        self
    }

    /// How many comments wait for a decision.
    #[must_use]
    pub fn undecided(&self) -> usize {
        self.comments.iter().filter(|comment| comment.decision.is_none()).count()
    }

    /// Whether the text may neither be established, published nor approved yet:
    /// the forum is announced and its minutes are not signed, or a comment is
    /// undecided. That follow-up goes on holds nothing back, for some of it is
    /// only done by the new text.
    #[must_use]
    pub fn holds_back_the_draft(&self) -> bool {
        match self.state {
            State::Draft | State::Finished => false,
            State::Announced | State::UnderWay | State::Minutes => true,
            State::FollowUp => self.undecided() > 0,
        }
    }

    /// Whether everybody may read comments and decisions.
    #[must_use]
    pub fn is_published(&self) -> bool {
        !self.published_in.is_empty()
    }

    /// How many people took part, by element: by coming, or by a comment.
    #[must_use]
    pub fn turnout(&self) -> BTreeMap<Element, usize> {
        let mut turnout = BTreeMap::new();
        let came = self.participants.iter().map(|participant| participant.element);
        let wrote = self.comments.iter().filter(|comment| comment.participant.is_none());
        for element in came.chain(wrote.map(|comment| comment.element)) {
            *turnout.entry(element).or_default() += 1;
        }
        turnout
    }

    /// How many of the six elements took part.
    #[must_use]
    pub fn elements(&self) -> usize {
        self.turnout().len()
    }

    /// Every slip with the id of its entry.
    pub fn slips(&self) -> impl Iterator<Item = (&str, &crate::Slip)> {
        let people = self.participants.iter().map(|it| (it.id.as_str(), &it.slip));
        people.chain(self.comments.iter().map(|it| (it.id.as_str(), &it.slip)))
    }

    /// The anchors as a set.
    pub(crate) fn has_clause(&self, anchor: &Anchor) -> bool {
        self.anchors.iter().collect::<BTreeSet<_>>().contains(anchor)
    }
}
