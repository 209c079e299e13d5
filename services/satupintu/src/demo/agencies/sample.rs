//! Services of our own making, each a service file and an SOP from one template.

use opd::CatalogueFile;

use super::{PDAM, RSUD, SECRETARIAT};

const SERVICE: &str = include_str!("sample/contoh.service.template.toml");
const SOP: &str = include_str!("sample/contoh.sop.template.toml");
/// Unit, its title, its service, the code of that, its title, the same in English,
/// and its product.
const BAGIAN: &str = include_str!("sample/bagian.txt");

/// A service, as far as it is not like all others of ours.
pub(super) struct Sample {
    agency: &'static str,
    agency_code: &'static str,
    /// Its head, as documents name the office.
    head: &'static str,
    /// The unit that serves.
    unit: &'static str,
    /// The unit as people call it.
    unit_title: &'static str,
    id: &'static str,
    code: &'static str,
    title: &'static str,
    title_en: &'static str,
    product: &'static str,
    /// `public`, or `internal` where other offices apply.
    audience: &'static str,
}

impl Sample {
    pub(super) const CONNECTION: Self = Self {
        agency: PDAM.id,
        agency_code: PDAM.code,
        head: "Direktur PDAM",
        unit: "hubungan-langganan",
        unit_title: "Bagian Hubungan Langganan",
        id: "sambungan-baru",
        code: "SBR",
        title: "Pemasangan Sambungan Air Baru",
        title_en: "New water connection",
        product: "Sambungan air terpasang",
        audience: "public",
    };
    pub(super) const OUTPATIENT: Self = Self {
        agency: RSUD.id,
        agency_code: RSUD.code,
        head: "Direktur RSUD",
        unit: "rawat-jalan",
        unit_title: "Instalasi Rawat Jalan",
        id: "rawat-jalan",
        code: "RJL",
        title: "Pelayanan Rawat Jalan",
        title_en: "Outpatient care",
        product: "Surat keterangan pelayanan",
        audience: "public",
    };

    /// The twelve units (bagian) of the secretariat, each with a service for other
    /// offices: as such secretariats are made up, and no decree of one.
    pub(super) fn bagian() -> Vec<Self> {
        BAGIAN.lines().filter_map(Self::of_bagian).collect()
    }

    fn of_bagian(line: &'static str) -> Option<Self> {
        let fields: Vec<&str> = line.split('|').collect();
        let [unit, unit_title, id, code, title, title_en, product] = fields.try_into().ok()?;
        Some(Self {
            agency: SECRETARIAT.id,
            agency_code: SECRETARIAT.code,
            head: "Sekretaris Daerah",
            unit,
            unit_title,
            id,
            code,
            title,
            title_en,
            product,
            audience: "internal",
        })
    }

    /// The standard and the SOP that serves it.
    pub(super) fn files(&self) -> Vec<CatalogueFile> {
        let file = |kind: &str, template: &str| CatalogueFile {
            name: format!("{}/{}.{kind}.toml", self.agency, self.id),
            text: self.written(template),
        };
        vec![file("service", SERVICE), file("sop", SOP)]
    }

    fn written(&self, template: &str) -> String {
        let Self {
            agency,
            agency_code,
            head,
            unit,
            unit_title,
            id,
            code,
            title,
            title_en,
            product,
            audience,
        } = self;
        let blanks = [
            ("{agency}", agency),
            ("{agency_code}", agency_code),
            ("{head}", head),
            ("{unit}", unit),
            ("{unit_title}", unit_title),
            ("{id}", id),
            ("{code}", code),
            ("{title}", title),
            ("{title_en}", title_en),
            ("{product}", product),
            ("{audience}", audience),
        ];
        blanks.iter().fold(template.to_owned(), |text, (blank, value)| text.replace(blank, value))
    }
}
