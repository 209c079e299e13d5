//! The assessment of a fee (Surat Ketetapan Retribusi Daerah, SKRD).

use jiff::civil::Date;
use typst::foundations::{IntoValue, dict};

use crate::press::{Template, print};
use crate::sheet::{Entry, Sheet, Verification};
use crate::words::{decimal, in_words, rupiah};
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
    /// How many units, in thousandths of one.
    pub quantity_thousandths: i64,
    /// Of what: "m²", "lembar".
    pub unit: String,
    /// The tariff of one unit, in whole rupiah.
    pub unit_rupiah: i64,
    /// The regional regulation (Perda) and its article.
    pub citation: String,
}

/// The assessment as PDF/A-2b. Refuses one that does not add up to its total,
/// of which a begun rupiah is left out once.
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
            let Line { tariff, quantity_thousandths, unit, unit_rupiah, citation } = line;
            let quantity = decimal(i128::from(*quantity_thousandths));
            dict! {
                "tariff" => values::text(tariff),
                "quantity" => values::text(&format!("{quantity} {unit}")),
                "unit_rupiah" => values::text(&rupiah(*unit_rupiah)),
                "rupiah" => values::text(&format!("Rp{}", decimal(line.thousandths()))),
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

impl Line {
    /// Quantity times tariff, in thousandths of a rupiah.
    fn thousandths(&self) -> i128 {
        i128::from(self.quantity_thousandths) * i128::from(self.unit_rupiah)
    }
}

fn add_up(page: &AssessmentPage) -> Result<(), Error> {
    let sum = page.lines.iter().try_fold(0_i128, |sum, line| sum.checked_add(line.thousandths()));
    let total = sum.map(|sum| sum.div_euclid(1000));
    if total == Some(i128::from(page.total_rupiah)) { Ok(()) } else { Err(Error::SumDiffers) }
}
