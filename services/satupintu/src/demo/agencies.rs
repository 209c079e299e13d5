//! The agencies of the mall: six, each with a deployment of its own that offers
//! what its settings switch on.
//!
//! Services that were published come from the catalogue. What the water company,
//! the hospital and the secretariat offer is ours, every value of it marked as an
//! example.

mod sample;

use calendar::Zone;
use opd::{Area, CatalogueFile};

use self::sample::Sample;
use super::{cast, house::Plan};
use crate::catalogue;

/// The one-stop service, whose permits are played. It also plays the one-stop
/// services of other regions whose standards the catalogue has.
pub(crate) const DPMPTSP: Plan = Plan {
    id: cast::KOTIM,
    name: "DPMPTSP Kabupaten Kotawaringin Timur",
    name_en: "One-stop service of Kotawaringin Timur",
    code: "KTM",
    zone: Zone::Wib,
    areas: Area::ALL,
    texts: || of_catalogue(|folder| folder != DISDUKCAPIL.id),
};
pub(crate) const DINKES: Plan = Plan {
    id: "dinkes-seruyan",
    name: "Dinas Kesehatan Kabupaten Seruyan",
    name_en: "Health office of Seruyan",
    code: "DKS",
    zone: Zone::Wib,
    areas: &[Area::Complaints, Area::Improvement, Area::Permits, Area::Surveys],
    texts: || of_catalogue(|folder| folder == DINKES.id),
};
pub(crate) const DISDUKCAPIL: Plan = Plan {
    id: "disdukcapil-pandeglang",
    name: "Disdukcapil Kabupaten Pandeglang",
    name_en: "Civil registry of Pandeglang",
    code: "PDK",
    zone: Zone::Wib,
    areas: &[Area::Complaints, Area::Improvement, Area::Permits, Area::Surveys],
    texts: || of_catalogue(|folder| folder == DISDUKCAPIL.id),
};
/// Takes complaints and asks for satisfaction; it grants no permits.
pub(crate) const PDAM: Plan = Plan {
    id: "pdam-kotim",
    name: "PDAM Kabupaten Kotawaringin Timur",
    name_en: "Water company of Kotawaringin Timur",
    code: "PAM",
    zone: Zone::Wib,
    areas: &[Area::Complaints, Area::Surveys],
    texts: || Sample::CONNECTION.files(),
};
/// Takes complaints and asks for satisfaction, too.
pub(crate) const RSUD: Plan = Plan {
    id: "rsud-kotim",
    name: "RSUD Kabupaten Kotawaringin Timur",
    name_en: "Hospital of Kotawaringin Timur",
    code: "RSK",
    zone: Zone::Wib,
    areas: &[Area::Complaints, Area::Surveys],
    texts: || Sample::OUTPATIENT.files(),
};
/// Serves other offices only, by another clock.
pub(crate) const SECRETARIAT: Plan = Plan {
    id: "setda-kukar",
    name: "Sekretariat Daerah Kabupaten Kutai Kartanegara",
    name_en: "Regional secretariat of Kutai Kartanegara",
    code: "SKK",
    zone: Zone::Wita,
    areas: &[
        Area::Complaints,
        Area::Consultations,
        Area::Improvement,
        Area::Ombudsman,
        Area::Permits,
        Area::Standards,
        Area::Surveys,
    ],
    texts: || Sample::bagian().iter().flat_map(Sample::files).collect(),
};

/// All but the first.
pub(crate) const OTHERS: [&Plan; 5] = [&DINKES, &DISDUKCAPIL, &PDAM, &RSUD, &SECRETARIAT];

/// The text of the secretariat's standard of `id`, as its catalogue has it.
pub(crate) fn standard_of_secretariat(id: &str) -> Option<String> {
    let name = format!("{id}.service.toml");
    let file = (SECRETARIAT.texts)().into_iter().find(|file| file.name.ends_with(&name));
    file.map(|file| file.text)
}

/// The files of the catalogue in the folders that are `wanted`.
fn of_catalogue(wanted: impl Fn(&str) -> bool) -> Vec<CatalogueFile> {
    let folder = |name: &str| name.split('/').next().unwrap_or_default().to_owned();
    let files = catalogue::files().into_iter();
    files.filter(|file| wanted(&folder(&file.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_catalogue_has_a_deployment() {
        let placed: Vec<String> = [&DPMPTSP, &DISDUKCAPIL]
            .iter()
            .flat_map(|plan| (plan.texts)())
            .map(|file| file.name)
            .collect();

        for file in catalogue::files() {
            assert!(placed.contains(&file.name), "{}", file.name);
        }
    }

    #[test]
    fn what_is_ours_is_an_example_in_every_value() {
        let ours = [&PDAM, &RSUD, &SECRETARIAT].into_iter().flat_map(|plan| (plan.texts)());

        for file in ours {
            let published: Vec<&str> =
                file.text.lines().filter(|line| line.contains("source = \"published\"")).collect();
            // The law of public service holds for everybody.
            assert!(published.iter().all(|line| line.contains("UU 25/2009")), "{published:?}");
            assert!(!file.text.contains("{agency}"), "{}", file.name);
        }
    }

    #[test]
    fn the_secretariat_has_twelve_units_for_other_offices() {
        let services = (SECRETARIAT.texts)();
        let services = services.iter().filter(|file| file.name.ends_with(".service.toml"));

        let internal = services.filter(|file| file.text.contains("audience = \"internal\""));
        assert_eq!(internal.count(), 12);
    }
}
