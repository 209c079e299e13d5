//! The minutes of an inspection (berita acara pemeriksaan lapangan).

use jiff::civil::Date;
use typst::foundations::{IntoValue, dict};

use crate::assignment::{Member, members};
use crate::press::{Template, print};
use crate::sheet::{Sheet, Verification};
use crate::{Error, values};

/// What the minutes record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutesPage {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// The number of the application.
    pub application: String,
    /// The service by its published name.
    pub service: String,
    /// The day of the inspection.
    pub inspected_on: Date,
    /// Where.
    pub location: String,
    /// Who inspected, and signs.
    pub team: Vec<Member>,
    /// The checklist with its answers.
    pub findings: Vec<Finding>,
    /// What was photographed.
    pub photos: Vec<Photo>,
    /// What the team recommends.
    pub recommendation: Recommendation,
    /// Why.
    pub reason: String,
    /// Who else was there and signs: the applicant, a neighbour.
    pub witnesses: Vec<Member>,
    /// How the minutes are verified, if they are.
    pub verification: Option<Verification>,
}

/// A line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was to be looked at.
    pub question: String,
    /// What was found: "Sesuai", "Tidak sesuai".
    pub answer: String,
    /// What the team noted; may be empty.
    pub remark: String,
}

/// A photo, by what proves that it is the one that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// What it shows.
    pub caption: String,
    /// Where it was taken, as printed: "-5,1477, 119,4327".
    pub coordinates: Option<String>,
    /// When, as printed.
    pub taken_at: Option<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
}

/// What an inspection comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recommendation {
    /// The licence may be issued (terbit).
    Issue,
    /// It may not (tolak).
    Refuse,
}

impl Recommendation {
    const fn text(self) -> &'static str {
        match self {
            Self::Issue => "DAPAT DITERBITKAN",
            Self::Refuse => "DITOLAK",
        }
    }
}

/// The minutes as PDF/A-2b.
pub fn minutes(page: &MinutesPage) -> Result<Vec<u8>, Error> {
    let MinutesPage {
        sheet,
        application,
        service,
        inspected_on,
        location,
        team,
        findings,
        photos,
        recommendation,
        reason,
        witnesses,
        verification,
    } = page;
    let inputs = dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text("Berita Acara Pemeriksaan Lapangan"),
        "application" => values::text(application),
        "service" => values::text(service),
        "inspected_on" => values::day(*inspected_on),
        "location" => values::text(location),
        "team" => members(team),
        "findings" => values::list(findings, |Finding { question, answer, remark }| {
            dict! {
                "question" => values::text(question),
                "answer" => values::text(answer),
                "remark" => values::text(remark),
            }
            .into_value()
        }),
        "photos" => values::list(photos, |Photo { caption, coordinates, taken_at, digest }| {
            dict! {
                "caption" => values::text(caption),
                "coordinates" => values::optional(coordinates.as_deref()),
                "taken_at" => values::optional(taken_at.as_deref()),
                "digest" => values::text(&halved(digest)),
            }
            .into_value()
        }),
        "recommendation" => recommendation.text(),
        "reason" => values::text(reason),
        "witnesses" => members(witnesses),
        "verification" => values::verification(verification.as_ref())?,
    };
    print(Template::Minutes, &format!("Berita Acara {}", sheet.number), inputs)
}

/// A digest has no place to break at, so it breaks in the middle.
fn halved(digest: &str) -> String {
    match digest.split_at_checked(digest.len() / 2) {
        Some((first, second)) => format!("{first}\n{second}"),
        None => digest.to_owned(),
    }
}
