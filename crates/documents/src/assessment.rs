//! The assessment of a fee (Surat Ketetapan Retribusi Daerah, SKRD).

use jiff::civil::Date;
use typst::foundations::{IntoValue, dict};

use crate::press::{Template, print};
use crate::sheet::{Entry, Sheet, Verification};
use crate::words::{in_words, rupiah};
use crate::{Error, values};

/// What an assessment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentPage {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// The number of the application.
    pub application: String,
    /// The service by its published name.
    pub service: String,
    /// Who pays.
    pub payer: Vec<Entry>,
    /// What is charged, each with the regulation that allows it.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub total_rupiah: i64,
    /// The code to pay with.
    pub payment_reference: String,
    /// Where it is paid; never to an officer.
    pub channel: String,
    /// The last day to pay.
    pub due_on: Date,
    /// How the assessment is verified, if it is.
    pub verification: Option<Verification>,
}

/// One charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The tariff by its name.
    pub tariff: String,
    /// How many units.
    pub quantity: i64,
    /// Of what: "m²", "lembar".
    pub unit: String,
    /// The tariff of one unit.
    pub unit_rupiah: i64,
    /// Quantity times tariff.
    pub rupiah: i64,
    /// The regional regulation (Perda) and its article.
    pub citation: String,
}

/// The assessment as PDF/A-2b. Refuses one that does not add up.
pub fn assessment(page: &AssessmentPage) -> Result<Vec<u8>, Error> {
    add_up(page)?;
    let AssessmentPage {
        sheet,
        application,
        service,
        payer,
        lines,
        total_rupiah,
        payment_reference,
        channel,
        due_on,
        verification,
    } = page;
    let inputs = dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text("Surat Ketetapan Retribusi Daerah"),
        "application" => values::text(application),
        "service" => values::text(service),
        "payer" => values::entries(payer),
        "lines" => values::list(lines, |line| {
            let Line { tariff, quantity, unit, unit_rupiah, rupiah: amount, citation } = line;
            dict! {
                "tariff" => values::text(tariff),
                "quantity" => values::text(&format!("{quantity} {unit}")),
                "unit_rupiah" => values::text(&rupiah(*unit_rupiah)),
                "rupiah" => values::text(&rupiah(*amount)),
                "citation" => values::text(citation),
            }
            .into_value()
        }),
        "total" => values::text(&rupiah(*total_rupiah)),
        "in_words" => values::text(&format!("{} rupiah", in_words(*total_rupiah))),
        "payment_reference" => values::text(payment_reference),
        "channel" => values::text(channel),
        "due_on" => values::day(*due_on),
        "verification" => values::verification(verification.as_ref())?,
    };
    print(Template::Assessment, &format!("SKRD {}", sheet.number), inputs)
}

fn add_up(page: &AssessmentPage) -> Result<(), Error> {
    for (number, line) in (1..).zip(&page.lines) {
        if line.quantity.checked_mul(line.unit_rupiah) != Some(line.rupiah) {
            return Err(Error::LineDiffers { line: number });
        }
    }
    let total = page.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.rupiah));
    if total == Some(page.total_rupiah) { Ok(()) } else { Err(Error::SumDiffers) }
}
