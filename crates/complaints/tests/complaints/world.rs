//! An agency with a calendar and the default procedure, and people around it.

use access::{Acting, Officer};
use calendar::{Calendar, CalendarRecord, Zone, national};
use complaints::{Attachment, Class, Command, Complaint, Context, Event, Intake, Refusal};
use kernel::{Instant, Media, PersonId, ReceiptNumber, SealedRef, SizeClass, Slug, Unit};
use sop::Sop;

pub(crate) const AGENCY: &str = "dinkes";

const PROCEDURE: &str = include_str!("../../../../catalogue/pengaduan.sop.template.toml");

pub(crate) struct World {
    pub(crate) sop: Sop,
    pub(crate) calendar: Calendar,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::running_on(&PROCEDURE.replace("instansi/", "dinkes/"))
    }

    /// An agency that publishes `text` as its procedure.
    pub(crate) fn running_on(text: &str) -> Self {
        Self { sop: sop::load(text).unwrap(), calendar: calendar() }
    }

    /// An agency that knows the decrees up to `edition`.
    pub(crate) fn decreed_through(edition: &str) -> Self {
        let record = CalendarRecord::with_editions(Zone::Wib, national::through(edition)).unwrap();
        Self { calendar: Calendar::compile(&record), ..Self::new() }
    }

    /// The default procedure, in which an agency promises to answer in so many days.
    pub(crate) fn promising(working_days: u32) -> Self {
        let ours = "output = \"Tanggapan kepada pelapor\"";
        let (before, after) = PROCEDURE.split_once(ours).unwrap();
        let (head, tail) = before.rsplit_once("time = ").unwrap();
        let rest = tail.split_once('\n').unwrap().1;
        let promise = format!("{{ working_days = {working_days}, source = \"published\" }}");
        let text = format!("{head}time = {promise}\n{rest}{ours}{after}");
        Self::running_on(&text.replace("instansi/", "dinkes/"))
    }

    pub(crate) fn at(&self, now: Instant) -> Context<'_> {
        Context { now, sop: &self.sop, calendar: &self.calendar, original_is_open: true }
    }

    pub(crate) fn received(&self, now: Instant, intake: &Intake) -> Complaint {
        let events = Complaint::receive(intake, &self.at(now)).unwrap();
        events.iter().fold(None, |it, event| Complaint::evolve(it, now, event)).unwrap()
    }

    /// What becomes of `complaint` when `acting` does `command` at `now`, after time
    /// has passed over it.
    pub(crate) fn does(
        &self,
        complaint: &Complaint,
        now: Instant,
        acting: &Acting<'_>,
        command: &Command,
    ) -> Result<Complaint, Refusal> {
        let complaint = self.passes(complaint, now).0;
        let events = complaint.decide(acting, command, &self.at(now))?;
        Ok(after(complaint, now, &events))
    }

    /// What time brings, and what becomes of the complaint.
    pub(crate) fn passes(&self, complaint: &Complaint, now: Instant) -> (Complaint, Vec<Event>) {
        let events = complaint.decide_time(&self.at(now));
        (after(complaint.clone(), now, &events), events)
    }
}

pub(crate) fn after(complaint: Complaint, now: Instant, events: &[Event]) -> Complaint {
    let fold = |it, event| Complaint::evolve(it, now, event);
    events.iter().fold(Some(complaint), fold).unwrap()
}

fn calendar() -> Calendar {
    Calendar::compile(&CalendarRecord::with_editions(Zone::Wib, national::editions()).unwrap())
}

/// An instant in western Indonesian time, as `2025-03-26 09:00`.
pub(crate) fn wib(text: &str) -> Instant {
    let local: jiff::civil::DateTime = text.replace(' ', "T").parse().unwrap();
    let zone = jiff::tz::Offset::constant(7);
    zone.to_timestamp(local).unwrap().into()
}

pub(crate) fn officer(person: &str, duty: &str) -> Officer {
    let person = PersonId::parse(person).unwrap();
    Officer { person, duties: vec![duty.parse().unwrap()] }
}

pub(crate) fn unit(name: &str) -> Unit {
    Unit { agency: Slug::parse(AGENCY).unwrap(), unit: Slug::parse(name).unwrap() }
}

pub(crate) fn sealed(row: &str) -> SealedRef {
    SealedRef { row: row.to_owned(), commitment: "0".repeat(64) }
}

pub(crate) fn attachment() -> Attachment {
    Attachment {
        id: "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9".to_owned(),
        media: Media::Jpeg,
        size: SizeClass::of(300_000),
        details: sealed("details"),
        content: sealed("content"),
    }
}

pub(crate) fn intake(class: Class) -> Intake {
    Intake {
        id: "7b0c9a52-6f0f-4a3e-9c41-0d1f2a3b4c5d".to_owned(),
        agency: Slug::parse(AGENCY).unwrap(),
        receipt: ReceiptNumber::new("DKS", "ADU", 2025, 1).unwrap(),
        secret_digest: "ab".repeat(32),
        channel: complaints::Channel::Web,
        original_id: None,
        recorded_by: None,
        district: None,
        confidential: false,
        reporter: None,
        text: sealed("text"),
        class,
        service: None,
        clause: None,
        case: None,
        accused: [].into(),
    }
}
