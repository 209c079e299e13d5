//! The minutes of a forum with the public (berita acara forum konsultasi publik).

use jiff::civil::Date;
use typst::foundations::{IntoValue, dict};

use crate::press::{Template, print};
use crate::sheet::{Entry, Sheet, Verification};
use crate::{Error, values};

/// What the minutes record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForumMinutesPage {
    /// Letterhead, number, day.
    pub sheet: Sheet,
    /// The kind of forum, as it stands in the headline.
    pub kind: String,
    /// The day of the forum.
    pub held_on: Date,
    /// The draft, the period, the place, and the like.
    pub about: Vec<Entry>,
    /// The elements of society, each with the number of people.
    pub elements: Vec<Entry>,
    /// Who came.
    pub attendance: Vec<Attendee>,
    /// What was said, and what became of it; without names.
    pub comments: Vec<ForumComment>,
    /// What was agreed upon.
    pub agreed: String,
    /// Who signs, both sides.
    pub signatures: Vec<ForumSignature>,
    /// SHA-256 of what is signed, in hexadecimal.
    pub digest: String,
    /// How the minutes are verified, if they are.
    pub verification: Option<Verification>,
}

/// A line of the list of those present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// The name.
    pub name: String,
    /// For whom the person speaks; may be empty.
    pub organisation: String,
    /// The element of society.
    pub element: String,
}

/// A comment with its decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForumComment {
    /// The clause.
    pub clause: String,
    /// What was said.
    pub text: String,
    /// "Diterima", "Ditolak".
    pub decision: String,
    /// The change, or the reason; may be empty.
    pub ground: String,
}

/// A signature, given or awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForumSignature {
    /// Whose.
    pub name: String,
    /// For whom: "Penyelenggara", "Wakil peserta".
    pub side: String,
    /// When, as printed; `None` while it is awaited.
    pub signed_at: Option<String>,
}

/// The minutes as PDF/A-2b.
pub fn forum_minutes(page: &ForumMinutesPage) -> Result<Vec<u8>, Error> {
    let ForumMinutesPage {
        sheet,
        kind,
        held_on,
        about,
        elements,
        attendance,
        comments,
        agreed,
        signatures,
        digest,
        verification,
    } = page;
    let inputs = dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text(&format!("Berita Acara {kind}")),
        "kind" => values::text(kind),
        "held_on" => values::day(*held_on),
        "about" => values::entries(about),
        "elements" => values::entries(elements),
        "attendance" => values::list(attendance, |Attendee { name, organisation, element }| {
            dict! {
                "name" => values::text(name),
                "organisation" => values::text(organisation),
                "element" => values::text(element),
            }
            .into_value()
        }),
        "comments" => values::list(comments, |ForumComment { clause, text, decision, ground }| {
            dict! {
                "clause" => values::text(clause),
                "text" => values::text(text),
                "decision" => values::text(decision),
                "ground" => values::text(ground),
            }
            .into_value()
        }),
        "agreed" => values::text(agreed),
        "signatures" => values::list(signatures, |ForumSignature { name, side, signed_at }| {
            dict! {
                "name" => values::text(name),
                "side" => values::text(side),
                "signed_at" => values::optional(signed_at.as_deref()),
            }
            .into_value()
        }),
        "digest" => values::text(digest),
        "verification" => values::verification(verification.as_ref())?,
    };
    print(Template::Forum, &format!("Berita Acara {}", sheet.number), inputs)
}
