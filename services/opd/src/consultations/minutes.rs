//! The page that both sides sign: filled from the record alone, so that the same
//! record always gives the same bytes.

use ::documents::{
    Attendee, Caution, Entry, ForumComment, ForumMinutesPage, ForumSignature, Sheet, Signatory,
    Verification, date,
};
use calendar::Calendar;
use consultations::{
    Comment, Disposition, Element, Forum, ForumKind, Minutes, Mode, Signature, Signer,
};
use kernel::{Instant, SealedRef};
use store::Store;
use tonic::Status;

use crate::{
    consultations::{answer::text, subject, wire::Contributor},
    letterhead::letterhead,
    outcome::status,
    printing::printed,
};

/// Characters of a digest that people compare.
const CODE: usize = 16;

/// What a page is made with.
pub(super) struct Minuted<'a> {
    pub(super) store: &'a Store,
    pub(super) public_url: &'a str,
}

/// The minutes as PDF.
///
/// # Errors
/// `FORUM_MINUTES_MISSING`, `DOCUMENT_UNRENDERED`.
pub(super) async fn pdf(made: &Minuted<'_>, forum: &Forum) -> Result<Vec<u8>, Status> {
    let minutes = forum.minutes.as_ref();
    let minutes = minutes.ok_or_else(|| edge::refused("FORUM_MINUTES_MISSING", &[]))?;
    let page = page(made, forum, minutes).await?;
    printed(move || ::documents::forum_minutes(&page)).await
}

async fn page(
    made: &Minuted<'_>,
    forum: &Forum,
    minutes: &Minutes,
) -> Result<ForumMinutesPage, Status> {
    let store = made.store;
    let calendar = store.compiled_calendar(&forum.agency).await.map_err(status)?;
    let calendar = calendar.ok_or_else(|| edge::refused("CALENDAR_NOT_FOUND", &[]))?;
    let about = subject::pinned(store, &forum.agency, &forum.document, &forum.digest).await?;
    let mut attendance = Vec::with_capacity(forum.participants.len());
    for participant in &forum.participants {
        let Named { name, organisation } = named(store, &participant.person).await?;
        let element = element(participant.element).to_owned();
        attendance.push(Attendee { name, organisation, element });
    }
    let mut comments = Vec::with_capacity(forum.comments.len());
    for comment in &forum.comments {
        let clause = about.clauses.iter().find(|clause| clause.anchor == comment.anchor);
        let clause = clause.map_or_else(
            || comment.anchor.to_string(),
            |clause| {
                if clause.title.is_empty() { clause.text.clone() } else { clause.title.clone() }
            },
        );
        comments.push(decided(store, comment, minutes, clause).await?);
    }
    let mut signatures = Vec::with_capacity(minutes.signers.len());
    for signer in &minutes.signers {
        signatures.push(signature(store, forum, minutes, signer, &calendar).await?);
    }
    let turnout = forum.turnout().into_iter();
    let elements =
        turnout.map(|(of, people)| Entry::new(element(of), format!("{people} orang"))).collect();
    let place = text(store, &forum.place).await?;
    let text_of = about.letterhead.as_ref();
    let code = minutes.digest.get(..CODE).unwrap_or_default().to_owned();
    let url = made.public_url.trim_end_matches('/');
    Ok(ForumMinutesPage {
        sheet: Sheet {
            letterhead: letterhead(text_of, &forum.agency),
            caution: Caution { simulated: store.deployment().simulation, example: false },
            number: minutes.number.as_str().to_owned(),
            place: crate::letterhead::place(text_of),
            date: calendar.zone().date(minutes.at),
            // Both sides sign, in a table of their own.
            signatory: Signatory {
                office: String::new(),
                name: String::new(),
                employee_number: None,
            },
        },
        kind: match forum.kind {
            ForumKind::Consultation => "Forum Konsultasi Publik",
            ForumKind::PublicTest => "Uji Publik",
        }
        .to_owned(),
        held_on: minutes.held_on,
        about: vec![
            Entry::new("Naskah", about.title),
            Entry::new(
                "Masa konsultasi",
                format!("{} sampai {}", date(forum.from), date(forum.until)),
            ),
            Entry::new(
                "Cara",
                match forum.mode {
                    Mode::FaceToFace => "tatap muka",
                    Mode::Online => "daring atau melalui media",
                },
            ),
            Entry::new("Tempat", place),
        ],
        elements,
        attendance,
        comments,
        agreed: text(store, &minutes.text).await?,
        signatures,
        digest: minutes.digest.clone(),
        verification: Some(Verification {
            address: format!("{url}/konsultasi/{}", forum.id),
            code,
            signature: String::new(),
        }),
    })
}

/// What the minutes say of a comment: as it stood when they were written.
async fn decided(
    store: &Store,
    comment: &Comment,
    minutes: &Minutes,
    clause: String,
) -> Result<ForumComment, Status> {
    let was_open = minutes.undecided.contains(&comment.id);
    let decision = comment.decision.as_ref().filter(|_| !was_open);
    let (decision, ground) = match decision.map(|decision| &decision.disposition) {
        None => ("Dikaji, diputus kemudian", String::new()),
        Some(Disposition::Accepted { change }) => ("Diterima", text(store, change).await?),
        Some(Disposition::PartlyAccepted { change, reason }) => {
            let (change, reason) = (text(store, change).await?, text(store, reason).await?);
            ("Diterima sebagian", format!("{change}\n{reason}"))
        }
        Some(Disposition::Rejected { reason }) => ("Ditolak", text(store, reason).await?),
        Some(Disposition::Forwarded { to, reason }) => {
            let (to, reason) = (text(store, to).await?, text(store, reason).await?);
            ("Diteruskan", format!("Kepada {to}\n{reason}"))
        }
    };
    let (text, decision) = (text(store, &comment.text).await?, decision.to_owned());
    Ok(ForumComment { clause, text, decision, ground })
}

struct Named {
    name: String,
    organisation: String,
}

/// The name as registered; a person who was erased has none.
async fn named(store: &Store, person: &SealedRef) -> Result<Named, Status> {
    let Some(bytes) = store.unseal(person).await.map_err(status)? else {
        return Ok(Named { name: "(data dimusnahkan)".to_owned(), organisation: String::new() });
    };
    let Contributor { name, organisation, contact: _ } =
        serde_json::from_slice(&bytes).map_err(|error| edge::failed(&error))?;
    let organisation = organisation.map(String::from).unwrap_or_default();
    Ok(Named { name: name.into(), organisation })
}

async fn signature(
    store: &Store,
    forum: &Forum,
    minutes: &Minutes,
    signer: &Signer,
    calendar: &Calendar,
) -> Result<ForumSignature, Status> {
    let (name, side) = match signer {
        // The system knows officers by their pseudonyms alone.
        Signer::Organiser(person) => (person.to_string(), "Penyelenggara"),
        Signer::Representative(id) => match forum.participant(id) {
            Some(participant) => (named(store, &participant.person).await?.name, "Wakil peserta"),
            None => (id.clone(), "Wakil peserta"),
        },
    };
    let signed = minutes.signatures.iter().find(|it| it.signer == *signer);
    let signed_at = signed.map(|Signature { at, .. }| moment(*at, calendar));
    Ok(ForumSignature { name, side: side.to_owned(), signed_at })
}

/// `25 November 2026 14.00 WIB`.
fn moment(at: Instant, calendar: &Calendar) -> String {
    let zone = calendar.zone();
    let minutes = zone.minute_of_day(at);
    let (hour, minute) = (minutes / 60, minutes % 60);
    format!("{} {hour:02}.{minute:02} {}", date(zone.date(at)), zone.abbreviation())
}

fn element(element: Element) -> &'static str {
    match element {
        Element::Organiser => "Penyelenggara",
        Element::Community => "Pengguna layanan dan masyarakat",
        Element::Stakeholder => "Pemangku kepentingan",
        Element::Expert => "Ahli, akademisi, praktisi",
        Element::CivilSociety => "Organisasi dan tokoh masyarakat",
        Element::Media => "Media massa",
    }
}
