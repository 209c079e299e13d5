//! Commands on forums of the public, and whether one holds back a draft.

use consultations::{
    Audience, Command, Context, Document, DocumentKind, Event as ForumEvent, Forum, NewForum,
    Signer, State, Via,
};
use improvement::{Origin, Source};
use kernel::{Actor, AgencyId, PersonId};
use permits::ReceiptNumber;
use sop::governance::Name;
use standards::{Phase, Standard};

use crate::{
    batch::Batch,
    database::on_tx,
    decide::{governance_key, improvement::Following, refused, standard_key},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{ConsultationAct, ForumWrite, Reply},
    vault::WrappedKey,
};

/// What stands for the service in the numbers of slips.
const SLIP: &str = "FKP";

/// How the read model names a text.
pub(crate) fn document_name(document: &Document) -> String {
    let Document { kind, id, version } = document;
    match kind {
        DocumentKind::Standard => format!("standard/{id}/{version}"),
        DocumentKind::Sop => format!("sop/{id}/{version}"),
    }
}

fn no(refusal: consultations::Refusal) -> Error {
    refused(refusal.reason(), refusal)
}

impl Batch<'_> {
    pub(super) async fn consult(
        &mut self,
        actor: &Actor,
        act: &ConsultationAct,
    ) -> Result<(Key, Reply), Error> {
        match act {
            ConsultationAct::Create { new, key } => self.create_forum(actor, new, key).await,
            ConsultationAct::OnForum(write) => self.on_forum(actor, write).await,
        }
    }

    async fn create_forum(
        &mut self,
        actor: &Actor,
        new: &NewForum,
        wrapped: &WrappedKey,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        if !officer.is_some_and(|officer| officer.may_administer(&new.agency)) {
            return Err(Error::refused("DUTY_MISSING"));
        }
        self.must_be_a_draft(&new.agency, &new.document, &new.digest).await?;
        let today = self.calendar(&new.agency).await?.zone().date(self.now);
        let context = Context { today, actor, slip: "" };
        let event = Forum::create(new, &context).map_err(no)?;
        let key = Key::new(RecordKind::Forum, &new.id);
        self.subjects.push(wrapped.clone());
        self.apply(&key, actor, vec![Event::Consultations(Box::new(event))])?;
        self.reply(key, None)
    }

    /// A text that is established or approved is not asked about any more.
    async fn must_be_a_draft(
        &mut self,
        agency: &AgencyId,
        document: &Document,
        digest: &str,
    ) -> Result<(), Error> {
        let Document { kind, id, version } = document;
        match kind {
            DocumentKind::Standard => {
                let key = standard_key(agency, id.as_str(), *version);
                self.load(&key).await?;
                match self.record(&key) {
                    Some(Record::Standard(standard)) if standard.phase > Phase::Discussed => {
                        Err(Error::refused("STANDARD_FIXED"))
                    }
                    // The text was read before the command came into the queue.
                    Some(Record::Standard(standard)) if standard.digest != digest => {
                        Err(Error::refused("ETAG_MISMATCH"))
                    }
                    Some(Record::Standard(_)) => Ok(()),
                    _ => Err(Error::refused("STANDARD_NOT_FOUND")),
                }
            }
            DocumentKind::Sop => {
                let name = Name { agency: agency.clone(), sop: id.clone(), version: *version };
                let key = governance_key(&name);
                self.load(&key).await?;
                match self.record(&key) {
                    Some(Record::SopGovernance(record)) if record.approved.is_some() => {
                        Err(Error::refused("SOP_ALREADY_APPROVED"))
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    async fn on_forum(&mut self, actor: &Actor, write: &ForumWrite) -> Result<(Key, Reply), Error> {
        let ForumWrite { agency, forum, etag, command, subject, secret } = write;
        let key = Key::new(RecordKind::Forum, forum);
        self.load(&key).await?;
        let found = self.forum(&key).filter(|found| found.agency == *agency).cloned();
        let Some(before) = found else { return Err(Error::refused("FORUM_NOT_FOUND")) };
        self.may_on_forum(actor, &before, command).await?;
        self.unchanged_since(&key, *etag)?;
        self.must_be_enrolled(command).await?;
        let zone = self.calendar(agency).await?.zone();
        let today = zone.date(self.now);
        let slip = match command {
            Command::Register(_) | Command::Comment(_) => {
                Some(self.next_slip(&before, today.year()).await?)
            }
            _ => None,
        };
        let number = slip.as_ref().map(|(_, _, number)| number.as_str()).unwrap_or_default();
        let context = Context { today, actor, slip: number };
        let event = before.decide(command, &context).map_err(no)?;
        if let Some((series, spent, number)) = slip {
            self.series.insert(series, spent);
            self.give_out(forum, number, &event);
        }
        self.subjects.extend(subject.clone());
        let change = event.clone();
        self.apply(&key, actor, vec![Event::Consultations(Box::new(event))])?;
        self.improve_by(actor, &before, &change).await?;
        if before.state < State::FollowUp {
            self.count_as_discussed(&key, actor).await?;
        }
        self.reply(key, secret.clone())
    }

    /// A comment that is taken up opens its action in the register of
    /// improvements, and the proof of its follow-up closes it.
    async fn improve_by(
        &mut self,
        actor: &Actor,
        forum: &Forum,
        event: &ForumEvent,
    ) -> Result<(), Error> {
        let agency = &forum.agency;
        let origin = |comment: &str| Origin {
            source: Source::Consultation,
            name: format!("agencies/{agency}/forums/{}/comments/{comment}", forum.id),
        };
        match event {
            ForumEvent::CommentDecided(decided) => {
                let Some(change) = decided.disposition.change() else { return Ok(()) };
                let following = Following {
                    origin: origin(&decided.comment),
                    what: Some(change.clone()),
                    owner: Some(decided.responsible.clone()),
                    due: decided.due,
                };
                self.follow(actor, agency, following).await
            }
            ForumEvent::FollowUpRecorded(recorded) => {
                let (origin, digest) = (origin(&recorded.comment), recorded.file_digest.as_deref());
                self.settle(actor, agency, &origin, &recorded.proof, digest).await
            }
            _ => Ok(()),
        }
    }

    /// Whose duty a step is.
    async fn may_on_forum(
        &mut self,
        actor: &Actor,
        forum: &Forum,
        command: &Command,
    ) -> Result<(), Error> {
        let agency = &forum.agency;
        let officer = self.officer(actor).await?;
        let is = |may: &dyn Fn(&access::Officer) -> bool| officer.as_ref().is_some_and(may);
        let may = match command {
            Command::Announce { .. }
            | Command::Invite { .. }
            | Command::Open
            | Command::Register(_)
            | Command::WriteMinutes(_)
            | Command::PublishResults { .. }
            | Command::Finish => is(&|it| it.may_administer(agency)),
            Command::Decide { .. } => is(&|it| it.may_administer(agency) || it.may_govern(agency)),
            Command::Comment(new) => match (new.via, forum.audience) {
                (Via::Recorded, _) => is(&|it| it.may_administer(agency)),
                (Via::Online, Audience::Public) => true,
                // Who is not asked does not learn that others are.
                (Via::Online, Audience::Internal) if officer.is_none() => {
                    return Err(Error::refused("FORUM_NOT_FOUND"));
                }
                (Via::Online, Audience::Internal) => true,
            },
            // Whose signature it is, the minutes say.
            Command::Sign(Signer::Organiser(_)) => officer.is_some(),
            Command::Sign(Signer::Representative(_)) => *actor == Actor::Applicant,
            Command::FollowUp { comment, .. } => {
                let decision = forum.comment(comment).and_then(|it| it.decision.as_ref());
                let responsible = decision.map(|decision| &decision.responsible);
                is(&|it| it.may_administer(agency) || responsible == Some(&it.person))
            }
            Command::ReadContributor { .. } => {
                is(&|it| it.may_administer(agency) || it.may_govern(agency) || it.may_audit(agency))
            }
        };
        if may { Ok(()) } else { Err(Error::refused("DUTY_MISSING")) }
    }

    /// The officers whom a command names are in service.
    async fn must_be_enrolled(&mut self, command: &Command) -> Result<(), Error> {
        let named: Vec<PersonId> = match command {
            Command::Decide { responsible, .. } => vec![responsible.clone()],
            Command::WriteMinutes(new) => {
                let organisers = new.signers.iter().filter_map(|signer| match signer {
                    Signer::Organiser(person) => Some(person.clone()),
                    Signer::Representative(_) => None,
                });
                organisers.collect()
            }
            _ => Vec::new(),
        };
        for person in named {
            self.must_be_in_service(&person).await?;
        }
        Ok(())
    }

    pub(super) async fn must_be_in_service(&mut self, person: &PersonId) -> Result<(), Error> {
        let key = Key::new(RecordKind::Officer, person.as_str());
        self.load(&key).await?;
        match self.record(&key) {
            Some(Record::Officer(_)) => Ok(()),
            _ => Err(Error::refused("OFFICER_NOT_FOUND")),
        }
    }

    /// The series, its next place and the number there.
    async fn next_slip(
        &mut self,
        forum: &Forum,
        year: i16,
    ) -> Result<(String, i64, String), Error> {
        let series = format!("slip/{}/{year}", forum.agency);
        let next = self.last_in_series(&series).await? + 1;
        let sequence = u32::try_from(next).unwrap_or(u32::MAX);
        let year = u16::try_from(year).unwrap_or_default();
        let number = ReceiptNumber::new(&forum.code, SLIP, year, sequence)
            .map_err(|why| Error::corrupt("forum.code", &forum.id, why))?;
        Ok((series, next, number.to_string()))
    }

    fn give_out(&mut self, forum: &str, number: String, event: &ForumEvent) {
        let (entry, slip) = match event {
            ForumEvent::ParticipantRegistered(registered) => (&registered.id, &registered.slip),
            ForumEvent::Commented(commented) => (&commented.id, &commented.slip),
            _ => return,
        };
        let digest = hex::decode(&slip.secret_digest).unwrap_or_default();
        self.slips.push((number, forum.to_owned(), entry.clone(), digest));
    }

    /// When all have signed, the forum is the discussion of the draft standard.
    async fn count_as_discussed(&mut self, key: &Key, actor: &Actor) -> Result<(), Error> {
        let signed = self.forum(key).filter(|forum| forum.state == State::FollowUp).cloned();
        let Some(Forum { agency, document, digest, minutes: Some(minutes), .. }) = &signed else {
            return Ok(());
        };
        let Document { kind: DocumentKind::Standard, id, version } = document else {
            return Ok(());
        };
        let elements = signed.as_ref().map_or(0, Forum::elements);
        let standard = standard_key(agency, id.as_str(), *version);
        self.load(&standard).await?;
        let Some(Record::Standard(record)) = self.record(&standard) else { return Ok(()) };
        if record.phase > Phase::Discussed {
            return Ok(());
        }
        let command = standards::Command::Discuss {
            held_on: minutes.held_on,
            minutes: minutes.number.clone(),
            groups: u32::try_from(elements).unwrap_or(u32::MAX),
            digest: Some(digest.clone()),
        };
        // The day is in the past: the minutes were refused otherwise.
        let today = minutes.held_on;
        let context = standards::Context { today, actor, current: None, is_consulted_on: false };
        let event = Standard::decide(Some(record), &command, &context)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        self.apply(&standard, actor, vec![Event::Standards(Box::new(event))])
    }

    /// Whether a forum on the text goes on, or has comments without a decision.
    pub(super) async fn is_consulted_on(
        &mut self,
        agency: &AgencyId,
        document: &Document,
    ) -> Result<bool, Error> {
        const READ: &str = "SELECT id FROM forum WHERE agency = $1 AND document = $2";
        let name = document_name(document);
        let rows: Vec<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(agency.as_str()).bind(&name).fetch_all(conn).await)?;
        let stored = rows.into_iter().map(|(id,)| Key::new(RecordKind::Forum, id)).collect();
        self.load_all(stored).await?;
        // Those of this very batch are here, too.
        Ok(self.entries.values().any(|entry| match &entry.record {
            Some(Record::Forum(forum)) => {
                forum.agency == *agency
                    && forum.document == *document
                    && forum.holds_back_the_draft()
            }
            _ => false,
        }))
    }

    pub(super) fn forum(&self, key: &Key) -> Option<&Forum> {
        match self.record(key) {
            Some(Record::Forum(forum)) => Some(forum),
            _ => None,
        }
    }
}
