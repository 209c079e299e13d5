//! What the document of the product prints beside the case's own facts.

use kernel::{Slug, Source};
use serde::{Deserialize, Serialize};
use sop::{At, Faults, Fields};

use crate::{
    code::CONTRADICTION,
    parse::{ENTRY, say},
    service::Requirement,
};

/// Characters of a line of the letterhead.
const LINE: usize = 200;
/// Conditions (ketentuan) on one document.
const CONDITIONS: usize = 30;
/// Requirements whose answers are printed.
const PRINTED: usize = 20;

/// The letterhead (kop surat), the conditions (ketentuan), and which answers of
/// the applicant the document repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentText {
    /// The region's government, as `Pemerintah Kabupaten Contoh`.
    pub government: String,
    /// The agency by its full name.
    pub agency: String,
    /// Street, town, telephone: one line.
    pub address: String,
    /// Where it is signed.
    pub place: String,
    /// The requirements whose answers stand on the document, in its order.
    pub prints: Vec<Slug>,
    /// What the holder must keep to.
    pub conditions: Vec<String>,
    /// Whether the agency published this text.
    pub source: Source,
}

pub(crate) fn read_document(
    mut fields: Fields<'_>,
    requirements: &[At<Requirement>],
    faults: &mut Faults,
) -> Option<DocumentText> {
    let government = fields.required_line::<LINE>("government", faults);
    let agency = fields.required_line::<LINE>("agency", faults);
    let address = fields.required_line::<LINE>("address", faults);
    let place = fields.required_line::<LINE>("place", faults);
    let prints = fields.slugs("prints", PRINTED, faults);
    let conditions = fields.lines::<ENTRY>("conditions", CONDITIONS, faults);
    let source = fields.source(faults);
    fields.finish(faults);
    for At { value, span } in &prints {
        if !requirements.iter().any(|requirement| requirement.value.id == *value) {
            faults.report(
                &CONTRADICTION,
                span.clone(),
                say(
                    &format!("persyaratan \"{value}\" tidak ada, jadi tidak dapat dicetak"),
                    &format!("there is no requirement \"{value}\" that could be printed"),
                ),
                say("tidak ada dalam daftar persyaratan", "not among the requirements"),
                say("tulis id persyaratan yang ada", "write the id of a requirement"),
            );
        }
    }
    Some(DocumentText {
        government: government?.value,
        agency: agency?.value,
        address: address?.value,
        place: place?.value,
        prints: prints.into_iter().map(|print| print.value).collect(),
        conditions: conditions.into_iter().map(|condition| condition.value).collect(),
        source: source?.value,
    })
}
