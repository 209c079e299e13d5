//! Letters in running text, the refusal (surat penolakan) among them.

use jiff::civil::Date;
use typst::foundations::{IntoValue, dict};

use crate::press::{Template, print};
use crate::sheet::{Entry, Sheet, Verification};
use crate::words::date;
use crate::{Error, values};

/// A letter of the agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// The headline: "Surat Pencabutan Izin".
    pub title: String,
    /// To whom it goes (kepada Yth.); not every letter has one.
    pub addressee: Option<String>,
    /// What it is about (perihal).
    pub subject: String,
    /// What it says, in order.
    pub sections: Vec<Section>,
    /// How it is verified, if it is.
    pub verification: Option<Verification>,
}

/// A part of a letter: paragraphs, then labelled values, then a numbered list; each may
/// be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Above it.
    pub heading: Option<String>,
    /// Running text.
    pub paragraphs: Vec<String>,
    /// Labelled values.
    pub entries: Vec<Entry>,
    /// Numbered points.
    pub points: Vec<String>,
}

/// What a refusal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalLetter {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// To whom it goes.
    pub addressee: String,
    /// The number of the application.
    pub application: String,
    /// The service by its published name.
    pub service: String,
    /// The day the application was filed.
    pub filed_on: Date,
    /// Why it is refused; a refusal without ground is none.
    pub ground: String,
    /// The regulations the ground rests on.
    pub legal_basis: Vec<String>,
    /// What the applicant may do about it.
    pub objection: Objection,
    /// How the letter is verified, if it is.
    pub verification: Option<Verification>,
}

/// The right to object (keberatan).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The last day on which it is heard, if one is known.
    pub until: Option<Date>,
    /// Where and how it is raised.
    pub how: String,
}

/// The letter as PDF/A-2b.
pub fn letter(page: &Letter) -> Result<Vec<u8>, Error> {
    let Letter { sheet, title, addressee, subject, sections, verification } = page;
    let inputs = dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text(title),
        "addressee" => values::optional(addressee.as_deref()),
        "subject" => values::text(subject),
        "sections" => values::list(sections, |section| {
            let Section { heading, paragraphs, entries, points } = section;
            dict! {
                "heading" => values::optional(heading.as_deref()),
                "paragraphs" => values::texts(paragraphs),
                "entries" => values::entries(entries),
                "points" => values::texts(points),
            }
            .into_value()
        }),
        "verification" => values::verification(verification.as_ref())?,
    };
    print(Template::Letter, &format!("{title} {}", sheet.number), inputs)
}

/// The letter of refusal as PDF/A-2b.
pub fn refusal(page: &RefusalLetter) -> Result<Vec<u8>, Error> {
    let RefusalLetter {
        sheet,
        addressee,
        application,
        service,
        filed_on,
        ground,
        legal_basis,
        objection,
        verification,
    } = page;
    let opening = Section {
        paragraphs: vec!["Setelah dilakukan pemeriksaan, permohonan Saudara:".to_owned()],
        entries: vec![
            Entry::new("Nomor permohonan", application),
            Entry::new("Layanan", service),
            Entry::new("Tanggal diajukan", date(*filed_on)),
        ],
        ..Section::default()
    };
    let decision =
        Section { paragraphs: vec!["dengan ini DITOLAK.".to_owned()], ..Section::default() };
    let reason = Section {
        heading: Some("Alasan penolakan".to_owned()),
        paragraphs: vec![ground.clone()],
        ..Section::default()
    };
    let basis = Section {
        heading: Some("Dasar".to_owned()),
        points: legal_basis.clone(),
        ..Section::default()
    };
    let deadline =
        objection.until.map(|last| format!("Keberatan diajukan paling lambat {}.", date(last)));
    let remedy = Section {
        heading: Some("Hak mengajukan keberatan".to_owned()),
        paragraphs: [
            Some("Apabila Saudara tidak menerima keputusan ini, Saudara berhak mengajukan keberatan. \
                  Keberatan diputus oleh pejabat lain daripada yang menolak permohonan ini."
                .to_owned()),
            deadline,
            Some(objection.how.clone()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        ..Section::default()
    };

    let mut sections = vec![opening, decision, reason];
    if !legal_basis.is_empty() {
        sections.push(basis);
    }
    sections.push(remedy);
    letter(&Letter {
        sheet: sheet.clone(),
        title: "Surat Penolakan".to_owned(),
        addressee: Some(addressee.clone()),
        subject: format!("Penolakan permohonan {service}"),
        sections,
        verification: verification.clone(),
    })
}
