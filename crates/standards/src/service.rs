//! A service (layanan) and its standard: what is asked, promised and issued.

use std::ops::Range;

use calendar::WorkDuration;
use kernel::{AgencyId, Bilingual, Citation, Slug, Source};
use serde::{Deserialize, Serialize};
use sop::Diagnostic;

use crate::{
    component::Components,
    document::DocumentText,
    fee::{Fee, FeeBasis},
    number::NumberTemplate,
    parse,
};

/// One version of a service's standard. A published version never changes;
/// a case runs on the version with which it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub(crate) id: Slug,
    pub(crate) version: u32,
    pub(crate) code: String,
    pub(crate) agency: AgencyId,
    pub(crate) agency_code: String,
    pub(crate) title: Bilingual,
    pub(crate) audience: Audience,
    pub(crate) permit: bool,
    pub(crate) sop: SopReference,
    pub(crate) origin: Origin,
    pub(crate) time: Stated<WorkDuration>,
    pub(crate) fee: Fee,
    pub(crate) product: Stated<String>,
    pub(crate) validity_months: Option<Stated<u32>>,
    pub(crate) retention_years: Option<Stated<u32>>,
    pub(crate) number: Stated<NumberTemplate>,
    pub(crate) lapse: Lapse,
    pub(crate) warn_before: Option<WorkDuration>,
    pub(crate) document: Option<DocumentText>,
    pub(crate) requirements: Vec<Requirement>,
    /// What is looked at on a visit; empty where nobody visits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) checklist: Vec<ChecklistItem>,
    #[serde(default, skip_serializing_if = "Components::is_empty")]
    pub(crate) components: Components,
    #[serde(skip)]
    pub(crate) places: Places,
}

/// A value, and whether an agency published it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// What the standard says.
    pub value: T,
    /// Published by the agency, or our example.
    pub source: Source,
}

/// For whom the service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Citizens and businesses.
    Public,
    /// Other agencies and staff (layanan internal).
    Internal,
}

/// The procedure that serves the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SopReference {
    /// Id of the SOP.
    pub id: Slug,
    /// Its version.
    pub version: u32,
}

/// Who published what the file was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The agency and its document.
    pub text: String,
    /// How the document was read where it leaves room.
    pub note: Option<String>,
}

/// What happens when the promised time passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapse {
    /// The rule.
    pub rule: LapseRule,
    /// Where it is written.
    pub citation: Citation,
}

/// The two answers to a time that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LapseRule {
    /// The application counts as granted (fiktif positif, UU 30/2014 Ps 53).
    DeemedApproval,
    /// Supervisors are told; the application stays undecided.
    Escalation,
}

/// Something that the applicant must hand in (persyaratan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Unique within the service; a defect names it.
    pub id: Slug,
    /// What is asked.
    pub text: String,
    /// Whether the agency published it.
    pub source: Source,
    /// Asked only in some cases, which the text names.
    pub optional: bool,
    /// The agency that issues what is asked, where the file says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<AgencyId>,
}

/// Something that is looked at on a visit (butir pemeriksaan lapangan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Unique within the service; a finding names it.
    pub id: Slug,
    /// What is asked.
    pub text: String,
    /// Whether the agency published it.
    pub source: Source,
}

/// Where the values on which a finding may rest stand in the file's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) whole: Range<usize>,
    pub(crate) time: Range<usize>,
    pub(crate) fee: Range<usize>,
    pub(crate) agency: Range<usize>,
    pub(crate) sop: Range<usize>,
    /// The texts of the requirements, in their order.
    pub(crate) requirements: Vec<Range<usize>>,
}

impl Service {
    /// The service that the TOML `text` describes.
    ///
    /// # Errors
    /// Every fault of the text at once, in the order of the file.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        parse::service(text)
    }

    /// Names the service within its agency.
    #[must_use]
    pub fn id(&self) -> &Slug {
        &self.id
    }

    /// Counts the published versions from 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Two to five capitals for receipt and licence numbers, as `SIP`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The agency that answers for the service.
    #[must_use]
    pub fn agency(&self) -> &AgencyId {
        &self.agency
    }

    /// Two to five capitals that begin a receipt number, as `KTM`.
    #[must_use]
    pub fn agency_code(&self) -> &str {
        &self.agency_code
    }

    /// What citizens call it.
    #[must_use]
    pub fn title(&self) -> &Bilingual {
        &self.title
    }

    /// For whom it is.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Whether it ends in a permit (perizinan) rather than another service.
    #[must_use]
    pub fn is_permit(&self) -> bool {
        self.permit
    }

    /// The procedure that serves it.
    #[must_use]
    pub fn sop(&self) -> &SopReference {
        &self.sop
    }

    /// Who published what the file was made from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The promised time (jangka waktu), from completeness to issue.
    #[must_use]
    pub fn time(&self) -> WorkDuration {
        self.time.value
    }

    /// Whether the agency published the time.
    #[must_use]
    pub fn time_source(&self) -> Source {
        self.time.source
    }

    /// What it costs.
    #[must_use]
    pub fn fee(&self) -> &Fee {
        &self.fee
    }

    /// What the applicant receives (produk pelayanan).
    #[must_use]
    pub fn product(&self) -> &Stated<String> {
        &self.product
    }

    /// Months for which the product is valid; `None` when it does not expire.
    #[must_use]
    pub fn validity_months(&self) -> Option<&Stated<u32>> {
        self.validity_months.as_ref()
    }

    /// Years for which an ended case has to be kept (jadwal retensi arsip, UU
    /// 43/2009); `None` where the agency's own default holds.
    #[must_use]
    pub fn retention_years(&self) -> Option<&Stated<u32>> {
        self.retention_years.as_ref()
    }

    /// How the product is numbered.
    #[must_use]
    pub fn number(&self) -> &NumberTemplate {
        &self.number.value
    }

    /// The series in which the product is numbered, gapless within a year.
    #[must_use]
    pub fn number_series(&self) -> String {
        self.number.value.series(&self.code)
    }

    /// What happens when the time passes.
    #[must_use]
    pub fn lapse(&self) -> &Lapse {
        &self.lapse
    }

    /// How long before the due date officers are warned, if at all.
    #[must_use]
    pub fn warn_before(&self) -> Option<WorkDuration> {
        self.warn_before
    }

    /// What the document of the product prints; `None` where the file is silent.
    #[must_use]
    pub fn document(&self) -> Option<&DocumentText> {
        self.document.as_ref()
    }

    /// Everything the applicant may have to hand in, in the published order.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// The requirement `id`, if the service has it.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.id.as_str() == id)
    }

    /// What is looked at on a visit, in the order of the list.
    #[must_use]
    pub fn checklist(&self) -> &[ChecklistItem] {
        &self.checklist
    }

    /// Whether any value is our example: such a service is never published.
    #[must_use]
    pub fn is_example(&self) -> bool {
        !self.examples().is_empty()
    }

    /// The paths of all values that are examples, in the order of the file.
    #[must_use]
    pub fn examples(&self) -> Vec<String> {
        let fee_basis = self.fee.basis.as_ref();
        let basis_path = match fee_basis {
            Some(FeeBasis::Pnbp(_)) => "fee.pnbp",
            Some(FeeBasis::Perda(_)) | None => "fee.perda",
        };
        let fields = [
            ("time", Some(self.time.source)),
            ("fee", Some(self.fee.source)),
            (basis_path, fee_basis.map(|basis| basis.citation().source)),
            ("fee.due", self.fee.time.map(|time| time.source)),
            ("product", Some(self.product.source)),
            ("validity", self.validity_months.as_ref().map(|validity| validity.source)),
            ("retention", self.retention_years.as_ref().map(|retention| retention.source)),
            ("number", Some(self.number.source)),
            ("lapse.citation", Some(self.lapse.citation.source)),
            ("document", self.document.as_ref().map(|document| document.source)),
        ];
        let fields = fields
            .into_iter()
            .filter(|(_, source)| *source == Some(Source::Example))
            .map(|(path, _)| path.to_owned());
        let tariff = self.fee.tariff.iter().filter(|item| item.source == Source::Example);
        let tariff = tariff.map(|item| format!("fee.item.{}", item.code));
        let requirements = self
            .requirements
            .iter()
            .filter(|requirement| requirement.source == Source::Example)
            .map(|requirement| format!("requirement.{}", requirement.id));
        let checklist = self.checklist.iter().filter(|item| item.source == Source::Example);
        let checklist = checklist.map(|item| format!("checklist.{}", item.id));
        let fields = fields.chain(tariff).chain(requirements).chain(checklist);
        fields.chain(self.components.examples()).collect()
    }
}
