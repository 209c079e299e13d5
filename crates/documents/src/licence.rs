//! The issued licence (izin).

use jiff::civil::Date;
use typst::foundations::dict;

use crate::press::{Template, print};
use crate::sheet::{Entry, Sheet, Verification};
use crate::words::date;
use crate::{Error, values};

/// What a licence says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicencePage {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// The headline: "Surat Izin Praktik Bidan".
    pub title: String,
    /// The service by its published name.
    pub service: String,
    /// What the service's standard calls its product.
    pub product: String,
    /// Who holds it: name, address, and what else the standard prints.
    pub holder: Vec<Entry>,
    /// What it is about: the place of practice, the advertisement, the building.
    pub concerning: Vec<Entry>,
    /// What the holder must keep to.
    pub conditions: Vec<String>,
    /// The regulations it rests on.
    pub legal_basis: Vec<String>,
    /// Its first day.
    pub valid_from: Date,
    /// Its last day; without one it holds as long as its conditions do.
    pub valid_until: Option<Date>,
    /// How it is verified.
    pub verification: Verification,
}

/// The licence as PDF/A-2b.
pub fn licence(page: &LicencePage) -> Result<Vec<u8>, Error> {
    let LicencePage {
        sheet,
        title,
        service,
        product,
        holder,
        concerning,
        conditions,
        legal_basis,
        valid_from,
        valid_until,
        verification,
    } = page;
    let validity = match valid_until {
        Some(last) => format!("{} sampai dengan {}", date(*valid_from), date(*last)),
        None => {
            format!("sejak {}, selama syarat dan ketentuannya dipenuhi", date(*valid_from))
        }
    };
    let inputs = dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text(title),
        "service" => values::text(service),
        "product" => values::text(product),
        "holder" => values::entries(holder),
        "concerning" => values::entries(concerning),
        "conditions" => values::texts(conditions),
        "legal_basis" => values::texts(legal_basis),
        "validity" => values::text(&validity),
        "verification" => values::verification(Some(verification))?,
    };
    print(Template::Licence, &format!("{title} {}", sheet.number), inputs)
}
