//! The letter of assignment for an inspection (surat tugas).

use jiff::civil::Date;
use typst::foundations::{IntoValue, Value, dict};

use crate::press::{Template, print};
use crate::sheet::{Sheet, Verification};
use crate::{Error, values};

/// What a letter of assignment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentLetter {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// The number of the application.
    pub application: String,
    /// The service by its published name.
    pub service: String,
    /// What the team is to find out.
    pub purpose: String,
    /// The regulations it rests on.
    pub legal_basis: Vec<String>,
    /// Who goes.
    pub team: Vec<Member>,
    /// The day of the inspection.
    pub inspected_on: Date,
    /// The hour, as it is printed: "09.00 WIB".
    pub hour: Option<String>,
    /// Where.
    pub location: String,
    /// How the letter is verified, if it is.
    pub verification: Option<Verification>,
}

/// Who takes part in an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// With titles.
    pub name: String,
    /// NIP; witnesses have none.
    pub employee_number: Option<String>,
    /// Office or capacity.
    pub office: String,
    /// In the team: "Ketua", "Anggota".
    pub role: String,
}

/// The letter of assignment as PDF/A-2b.
pub fn assignment(page: &AssignmentLetter) -> Result<Vec<u8>, Error> {
    let AssignmentLetter {
        sheet,
        application,
        service,
        purpose,
        legal_basis,
        team,
        inspected_on,
        hour,
        location,
        verification,
    } = page;
    let inputs = dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text("Surat Tugas"),
        "application" => values::text(application),
        "service" => values::text(service),
        "purpose" => values::text(purpose),
        "legal_basis" => values::texts(legal_basis),
        "team" => members(team),
        "inspected_on" => values::day(*inspected_on),
        "hour" => values::optional(hour.as_deref()),
        "location" => values::text(location),
        "verification" => values::verification(verification.as_ref())?,
    };
    print(Template::Assignment, &format!("Surat Tugas {}", sheet.number), inputs)
}

pub(crate) fn members(team: &[Member]) -> Value {
    values::list(team, |Member { name, employee_number, office, role }| {
        dict! {
            "name" => values::text(name),
            "employee_number" => values::optional(employee_number.as_deref()),
            "office" => values::text(office),
            "role" => values::text(role),
        }
        .into_value()
    })
}
