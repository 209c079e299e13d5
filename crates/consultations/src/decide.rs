//! What a forum allows, judged and not changed.

use kernel::Actor;

use crate::{
    command::{Command, Context, NewComment, NewForum, NewMinutes, NewParticipant},
    event::{
        Announced, CommentDecided, Commented, ContributorRead, Created, Event, Finished,
        FollowUpRecorded, Invited, MinutesSigned, MinutesWritten, Opened, ParticipantRegistered,
        ResultsPublished,
    },
    forum::{Forum, State},
    minutes::{Signer, digest_of},
    participant::{Element, Slip},
    refusal::Refusal,
};

/// Bounds the record: people asked to come.
const MOST_INVITATIONS: usize = 500;
/// Bounds the record: people who came.
const MOST_PARTICIPANTS: usize = 500;
/// Bounds the record: comments of one forum.
const MOST_COMMENTS: usize = 1000;

impl Forum {
    /// The event that prepares a forum.
    ///
    /// # Errors
    /// [`Refusal::DateOutOfOrder`] and [`Refusal::PeriodOver`].
    pub fn create(new: &NewForum, context: &Context<'_>) -> Result<Event, Refusal> {
        if new.until < new.from {
            return Err(Refusal::DateOutOfOrder);
        }
        if new.until < context.today {
            return Err(Refusal::PeriodOver);
        }
        let NewForum {
            id,
            agency,
            code,
            document,
            digest,
            anchors,
            audience,
            kind,
            mode,
            from,
            until,
            place,
            agenda,
        } = new.clone();
        Ok(Event::Created(Created {
            id,
            agency,
            code,
            document,
            digest,
            anchors,
            audience,
            kind,
            mode,
            from,
            until,
            place,
            agenda,
        }))
    }

    /// The event that `command` would cause, or the rule that refuses it.
    ///
    /// # Errors
    /// Every [`Refusal`].
    pub fn decide(&self, command: &Command, context: &Context<'_>) -> Result<Event, Refusal> {
        match command {
            Command::Announce { media } => {
                self.must_be(&[State::Draft])?;
                self.must_run(context)?;
                Ok(Event::Announced(Announced { media: media.clone() }))
            }
            Command::Invite { invitations } => {
                self.must_be(&[State::Draft, State::Announced, State::UnderWay])?;
                has_room(self.invitations.len(), invitations.len(), MOST_INVITATIONS)?;
                Ok(Event::Invited(Invited { invitations: invitations.clone() }))
            }
            Command::Open => {
                self.must_be(&[State::Announced])?;
                if context.today < self.from {
                    return Err(Refusal::NotBegun);
                }
                Ok(Event::Opened(Opened {}))
            }
            Command::Register(new) => {
                self.must_be(&[State::UnderWay])?;
                has_room(self.participants.len(), 1, MOST_PARTICIPANTS)?;
                let NewParticipant { id, element, person, secret_digest } = new.clone();
                let slip = Slip { number: context.slip.to_owned(), secret_digest };
                Ok(Event::ParticipantRegistered(ParticipantRegistered {
                    id,
                    element,
                    person,
                    slip,
                }))
            }
            Command::Comment(new) => self.take(new, context),
            Command::Decide { comment, disposition, responsible, due } => {
                let found = self.comment(comment).ok_or(Refusal::CommentNotFound)?;
                if found.decision.is_some() {
                    return Err(Refusal::Decided);
                }
                if *due < context.today {
                    return Err(Refusal::DueInPast);
                }
                Ok(Event::CommentDecided(CommentDecided {
                    comment: comment.clone(),
                    disposition: disposition.clone(),
                    responsible: responsible.clone(),
                    due: *due,
                }))
            }
            Command::WriteMinutes(new) => self.write_minutes(new, context),
            Command::Sign(signer) => self.sign(signer, context),
            Command::PublishResults { media } => {
                self.must_be(&[State::FollowUp])?;
                if self.is_published() {
                    return Err(Refusal::ResultsPublished);
                }
                self.must_be_decided()?;
                Ok(Event::ResultsPublished(ResultsPublished { media: media.clone() }))
            }
            Command::FollowUp { comment, proof, file_digest } => {
                self.must_be(&[State::FollowUp])?;
                let found = self.comment(comment).ok_or(Refusal::CommentNotFound)?;
                let decision = found.decision.as_ref().ok_or(Refusal::NothingToProve)?;
                if !decision.disposition.calls_for_action() {
                    return Err(Refusal::NothingToProve);
                }
                if found.follow_up.is_some() {
                    return Err(Refusal::AlreadyProven);
                }
                Ok(Event::FollowUpRecorded(FollowUpRecorded {
                    comment: comment.clone(),
                    proof: proof.clone(),
                    file_digest: file_digest.clone(),
                }))
            }
            Command::Finish => self.finish(),
            Command::ReadContributor { entry, purpose } => {
                if self.comment(entry).is_none() && self.participant(entry).is_none() {
                    return Err(Refusal::CommentNotFound);
                }
                Ok(Event::ContributorRead(ContributorRead {
                    entry: entry.clone(),
                    purpose: *purpose,
                }))
            }
        }
    }

    /// Comments are taken from the announcement to the last day, as long as no
    /// minutes are written.
    fn take(&self, new: &NewComment, context: &Context<'_>) -> Result<Event, Refusal> {
        self.must_be(&[State::Announced, State::UnderWay])?;
        self.must_run(context)?;
        if !self.has_clause(&new.anchor) {
            return Err(Refusal::ClauseNotFound);
        }
        has_room(self.comments.len(), 1, MOST_COMMENTS)?;
        let NewComment { id, anchor, via, element, text, author, participant, secret_digest } =
            new.clone();
        let element = match &participant {
            Some(id) => self.participant(id).ok_or(Refusal::ParticipantNotFound)?.element,
            None => element,
        };
        let slip = Slip { number: context.slip.to_owned(), secret_digest };
        Ok(Event::Commented(Commented {
            id,
            anchor,
            via,
            element,
            text,
            author,
            participant,
            slip,
        }))
    }

    fn write_minutes(&self, new: &NewMinutes, context: &Context<'_>) -> Result<Event, Refusal> {
        self.must_be(&[State::UnderWay, State::Minutes])?;
        if new.held_on > context.today {
            return Err(Refusal::DateInFuture);
        }
        if new.held_on < self.from {
            return Err(Refusal::DateOutOfOrder);
        }
        let (mut organisers, mut representatives) = (0, 0);
        for signer in &new.signers {
            match signer {
                Signer::Organiser(_) => organisers += 1,
                Signer::Representative(id) => {
                    let of = self.participant(id).ok_or(Refusal::ParticipantNotFound)?;
                    // Who provides the service does not sign for those who use it.
                    if of.element == Element::Organiser {
                        return Err(Refusal::OneSided);
                    }
                    representatives += 1;
                }
            }
        }
        if organisers == 0 || representatives == 0 {
            return Err(Refusal::OneSided);
        }
        let undecided = self.comments.iter().filter(|comment| comment.decision.is_none());
        let NewMinutes { number, held_on, text, signers } = new.clone();
        Ok(Event::MinutesWritten(MinutesWritten {
            number,
            held_on,
            text,
            signers,
            undecided: undecided.map(|comment| comment.id.clone()).collect(),
            digest: digest_of(self, new),
        }))
    }

    /// Each with the own credential: an officer signs as nobody else, and whoever
    /// holds a slip signs as its participant.
    fn sign(&self, signer: &Signer, context: &Context<'_>) -> Result<Event, Refusal> {
        let minutes = self.minutes.as_ref().ok_or(Refusal::MinutesMissing)?;
        let is_own = match (signer, context.actor) {
            (Signer::Organiser(person), Actor::Officer(actor)) => person == actor,
            (Signer::Representative(_), Actor::Applicant) => true,
            (Signer::Organiser(_) | Signer::Representative(_), _) => false,
        };
        if !is_own || !minutes.signers.contains(signer) {
            return Err(Refusal::NotASignatory);
        }
        if minutes.is_signed_by(signer) {
            return Err(Refusal::SignedAlready);
        }
        self.must_be(&[State::Minutes])?;
        let (signer, digest) = (signer.clone(), minutes.digest.clone());
        Ok(Event::MinutesSigned(MinutesSigned { signer, digest }))
    }

    fn finish(&self) -> Result<Event, Refusal> {
        // The comments come first, so that "not only a formality" is what is read.
        self.must_be_decided()?;
        self.must_be(&[State::FollowUp])?;
        if !self.is_published() {
            return Err(Refusal::ResultsUnpublished);
        }
        let count = self.comments.iter().filter(|comment| !comment.is_settled()).count();
        if count > 0 {
            return Err(Refusal::FollowUpMissing { count });
        }
        Ok(Event::Finished(Finished {}))
    }

    fn must_be(&self, states: &[State]) -> Result<(), Refusal> {
        if states.contains(&self.state) {
            Ok(())
        } else {
            Err(Refusal::OutOfOrder { state: self.state })
        }
    }

    fn must_run(&self, context: &Context<'_>) -> Result<(), Refusal> {
        if context.today > self.until { Err(Refusal::PeriodOver) } else { Ok(()) }
    }

    fn must_be_decided(&self) -> Result<(), Refusal> {
        match self.undecided() {
            0 => Ok(()),
            count => Err(Refusal::Undecided { count }),
        }
    }
}

fn has_room(count: usize, more: usize, limit: usize) -> Result<(), Refusal> {
    if count + more > limit { Err(Refusal::Full { limit }) } else { Ok(()) }
}
