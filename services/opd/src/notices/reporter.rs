//! What a reporter is told of a complaint: by one way that the reporter gave, or not at all.

use complaints::Complaint;
use kernel::Bilingual;
use notices::{Facts, Letter, Template};
use permits::NoticeChannel;
use store::{Error, NewNotice, Notice, NoticeState, OutboxRow};

use super::delivery::{Delivery, ERASED, GONE, NO_CONTACT, NOT_OFFERED, Outcome};
use crate::complaints::Reporter;

/// Mail first, because it costs nobody anything.
const WAYS: [NoticeChannel; 3] =
    [NoticeChannel::Email, NoticeChannel::Whatsapp, NoticeChannel::Sms];

impl Delivery {
    /// The notice of an event that concerns a reporter: none where nobody can be reached.
    pub(super) async fn reporter_notices(
        &self,
        event: &OutboxRow,
        template: Template,
    ) -> Result<Vec<NewNotice>, Error> {
        let Some(found) = self.store.complaint(&event.record).await? else {
            return Ok(Vec::new());
        };
        let Some(reporter) = self.reporter(&found.record).await? else { return Ok(Vec::new()) };
        let reaches = |way: &NoticeChannel| {
            self.transports.offers(*way) && address(&reporter, *way).is_some()
        };
        let way = WAYS.into_iter().find(reaches);
        let notice = way.map(|channel| NewNotice {
            agency: found.record.agency.clone(),
            application: event.record.clone(),
            index: event.index,
            channel,
            template: template.as_str(),
            state: (NoticeState::Waiting, ""),
        });
        Ok(notice.into_iter().collect())
    }

    /// Tells a reporter; the words say how the complaint stands when it is sent.
    pub(super) async fn tell_reporter(
        &self,
        notice: &Notice,
        template: Template,
    ) -> Result<Outcome, Error> {
        let missing =
            || Error::Corrupt { what: "record", id: notice.application.clone(), why: GONE.into() };
        let complaint = self.store.complaint(&notice.application).await?.ok_or_else(missing)?;
        let complaint = complaint.record;
        if !self.transports.offers(notice.channel) {
            return Ok(Outcome::Skipped(NOT_OFFERED));
        }
        let Some(reporter) = self.reporter(&complaint).await? else {
            return Ok(Outcome::Dropped(ERASED));
        };
        let Some(to) = address(&reporter, notice.channel).map(str::to_owned) else {
            return Ok(Outcome::Skipped(NO_CONTACT));
        };
        let facts = self.facts_of(&complaint).await?;
        let language = reporter.language();
        let letter = Letter::write(template, language, &facts);
        Ok(self.sent(notice, to, language, Some(facts.receipt), letter).await)
    }

    /// Who complained; nobody where the complaint is anonymous or the data were erased.
    async fn reporter(&self, complaint: &Complaint) -> Result<Option<Reporter>, Error> {
        let Some(sealed) = &complaint.reporter else { return Ok(None) };
        let Some(bytes) = self.store.unseal(sealed).await? else { return Ok(None) };
        let reporter = Reporter::from_bytes(&bytes).map_err(|_| Error::Corrupt {
            what: "sealed.ciphertext",
            id: sealed.row.clone(),
            why: "no reporter".into(),
        })?;
        Ok(Some(reporter))
    }

    /// What may be said of a complaint: never what it says.
    async fn facts_of(&self, complaint: &Complaint) -> Result<Facts, Error> {
        let service = match &complaint.service {
            Some(service) => self.store.service(&complaint.agency, service.as_str()).await?,
            None => None,
        };
        let service = service.map(|published| published.service.title().clone());
        let due = match complaint.next_due() {
            Some((_, deadline)) => deadline.sentence(),
            None if complaint.is_open() => {
                Bilingual::new("Waktu sedang berhenti", "The time stands still")
            }
            None => Bilingual::new("Pengaduan ditutup", "The complaint is closed"),
        };
        Ok(Facts {
            sender: self.transports.sender().to_owned(),
            receipt: complaint.receipt.to_string(),
            service: service.unwrap_or_else(|| Bilingual::new("Pengaduan", "Complaints")),
            stage: None,
            due,
            portal: self.transports.portal().map(str::to_owned),
            simulated: self.store.deployment().simulation,
        })
    }
}

fn address(reporter: &Reporter, way: NoticeChannel) -> Option<&str> {
    match way {
        NoticeChannel::Email => reporter.email(),
        NoticeChannel::Whatsapp | NoticeChannel::Sms => reporter.phone(),
    }
}
