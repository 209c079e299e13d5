//! The fourteen components of a service standard (UU 25/2009 Ps 21;
//! PermenPANRB 15/2014), and which of them a text fills.
//!
//! The first six concern the delivery and are published; the other eight say
//! how the agency keeps what it promises.

use kernel::{Bilingual, Citation, Source};
use serde::{Deserialize, Serialize};
use sop::{At, Faults, Fields};

use crate::{
    parse::{ENTRY, read_citation},
    service::{Service, Stated},
};

/// Statements of one component.
const STATEMENTS: usize = 20;
/// Nobody serves at one counter with more people.
const STAFF: i64 = 10_000;

/// One of the fourteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// 1. Persyaratan.
    Requirements,
    /// 2. Sistem, mekanisme, dan prosedur.
    Procedure,
    /// 3. Jangka waktu pelayanan.
    Time,
    /// 4. Biaya/tarif.
    Fee,
    /// 5. Produk pelayanan.
    Product,
    /// 6. Penanganan pengaduan, saran, dan masukan.
    Complaints,
    /// 7. Dasar hukum.
    LegalBasis,
    /// 8. Sarana, prasarana, dan/atau fasilitas.
    Facilities,
    /// 9. Kompetensi pelaksana.
    Competence,
    /// 10. Pengawasan internal.
    Supervision,
    /// 11. Jumlah pelaksana.
    Staff,
    /// 12. Jaminan pelayanan.
    Guarantee,
    /// 13. Jaminan keamanan dan keselamatan pelayanan.
    Safety,
    /// 14. Evaluasi kinerja pelaksana.
    Evaluation,
}

impl Component {
    /// All fourteen, in the order of the regulation.
    pub const ALL: [Self; 14] = [
        Self::Requirements,
        Self::Procedure,
        Self::Time,
        Self::Fee,
        Self::Product,
        Self::Complaints,
        Self::LegalBasis,
        Self::Facilities,
        Self::Competence,
        Self::Supervision,
        Self::Staff,
        Self::Guarantee,
        Self::Safety,
        Self::Evaluation,
    ];

    /// Its name in the regulation.
    #[must_use]
    pub fn title(self) -> Bilingual {
        let (id, en) = match self {
            Self::Requirements => ("persyaratan", "requirements"),
            Self::Procedure => ("sistem, mekanisme, dan prosedur", "procedure"),
            Self::Time => ("jangka waktu pelayanan", "time"),
            Self::Fee => ("biaya/tarif", "fee"),
            Self::Product => ("produk pelayanan", "product"),
            Self::Complaints => ("penanganan pengaduan, saran, dan masukan", "complaint channels"),
            Self::LegalBasis => ("dasar hukum", "legal basis"),
            Self::Facilities => ("sarana, prasarana, dan/atau fasilitas", "facilities"),
            Self::Competence => ("kompetensi pelaksana", "competence of staff"),
            Self::Supervision => ("pengawasan internal", "internal supervision"),
            Self::Staff => ("jumlah pelaksana", "number of staff"),
            Self::Guarantee => ("jaminan pelayanan", "service guarantee"),
            Self::Safety => ("jaminan keamanan dan keselamatan pelayanan", "safety guarantee"),
            Self::Evaluation => ("evaluasi kinerja pelaksana", "performance evaluation"),
        };
        Bilingual::new(id, en)
    }

    /// Where a service file says it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Requirements => "requirement",
            Self::Procedure => "sop",
            Self::Time => "time",
            Self::Fee => "fee",
            Self::Product => "product",
            Self::Complaints => "standard.complaints",
            Self::LegalBasis => "standard.legal_basis",
            Self::Facilities => "standard.facilities",
            Self::Competence => "standard.competence",
            Self::Supervision => "standard.supervision",
            Self::Staff => "standard.staff",
            Self::Guarantee => "standard.guarantee",
            Self::Safety => "standard.safety",
            Self::Evaluation => "standard.evaluation",
        }
    }

    /// Whether the public reads it before applying.
    #[must_use]
    pub fn is_of_delivery(self) -> bool {
        self <= Self::Complaints
    }
}

/// By which way somebody complains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// In person.
    Counter,
    /// By telephone.
    Phone,
    /// By text message or WhatsApp.
    Message,
    /// By e-mail.
    Email,
    /// On a web page.
    Website,
    /// By letter, also in a box at the office.
    Letter,
    /// The national channel SP4N-LAPOR!.
    Lapor,
}

/// A way to complain (kanal pengaduan) and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintChannel {
    /// Which way.
    pub kind: ChannelKind,
    /// The address or number, and who answers when.
    pub text: String,
    /// Published by the agency, or our example.
    pub source: Source,
}

/// What a standard says beyond requirements, procedure, time, fee and product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Components {
    /// Penanganan pengaduan.
    pub complaints: Vec<ComplaintChannel>,
    /// Dasar hukum.
    pub legal_basis: Vec<Citation>,
    /// Sarana dan prasarana.
    pub facilities: Vec<Stated<String>>,
    /// Kompetensi pelaksana.
    pub competence: Vec<Stated<String>>,
    /// Pengawasan internal.
    pub supervision: Vec<Stated<String>>,
    /// Jumlah pelaksana.
    pub staff: Option<Stated<u32>>,
    /// Jaminan pelayanan.
    pub guarantee: Vec<Stated<String>>,
    /// Jaminan keamanan dan keselamatan.
    pub safety: Vec<Stated<String>>,
    /// Evaluasi kinerja pelaksana.
    pub evaluation: Vec<Stated<String>>,
}

impl Components {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The sources of all that is said of `component` here.
    fn sources(&self, component: Component) -> Vec<Source> {
        let of = |stated: &[Stated<String>]| stated.iter().map(|it| it.source).collect();
        match component {
            Component::Requirements
            | Component::Procedure
            | Component::Time
            | Component::Fee
            | Component::Product => Vec::new(),
            Component::Complaints => self.complaints.iter().map(|it| it.source).collect(),
            Component::LegalBasis => self.legal_basis.iter().map(|it| it.source).collect(),
            Component::Facilities => of(&self.facilities),
            Component::Competence => of(&self.competence),
            Component::Supervision => of(&self.supervision),
            Component::Staff => self.staff.iter().map(|it| it.source).collect(),
            Component::Guarantee => of(&self.guarantee),
            Component::Safety => of(&self.safety),
            Component::Evaluation => of(&self.evaluation),
        }
    }

    /// The paths of the components in which anything is an example.
    pub(crate) fn examples(&self) -> impl Iterator<Item = String> {
        Component::ALL
            .into_iter()
            .filter(|component| self.sources(*component).contains(&Source::Example))
            .map(|component| component.key().to_owned())
    }
}

impl Service {
    /// What the standard says beyond requirements, procedure, time, fee and
    /// product.
    #[must_use]
    pub fn components(&self) -> &Components {
        &self.components
    }

    /// The components that say nothing yet. A standard with any of them is not
    /// established (UU 25/2009 Ps 21: "sekurang-kurangnya").
    #[must_use]
    pub fn missing_components(&self) -> Vec<Component> {
        let is_missing = |component: &Component| match component {
            Component::Requirements => self.requirements().is_empty(),
            // The reader of the file insists on these.
            Component::Procedure | Component::Time | Component::Fee | Component::Product => false,
            other => self.components.sources(*other).is_empty(),
        };
        Component::ALL.into_iter().filter(is_missing).collect()
    }
}

/// The table `[standard]`.
pub(crate) fn read_components(mut fields: Fields<'_>, faults: &mut Faults) -> Components {
    let complaints = fields.tables("complaints", STATEMENTS, faults);
    let complaints = complaints.into_iter().filter_map(|it| read_channel(it, faults)).collect();
    let legal_basis = fields.tables("legal_basis", STATEMENTS, faults);
    let legal_basis = legal_basis.into_iter().filter_map(|it| read_citation(it, faults)).collect();
    let facilities = read_statements(&mut fields, "facilities", faults);
    let competence = read_statements(&mut fields, "competence", faults);
    let supervision = read_statements(&mut fields, "supervision", faults);
    let staff = fields.table("staff", faults).and_then(|it| read_staff(it, faults));
    let guarantee = read_statements(&mut fields, "guarantee", faults);
    let safety = read_statements(&mut fields, "safety", faults);
    let evaluation = read_statements(&mut fields, "evaluation", faults);
    fields.finish(faults);
    Components {
        complaints,
        legal_basis,
        facilities,
        competence,
        supervision,
        staff,
        guarantee,
        safety,
        evaluation,
    }
}

fn read_statements(
    fields: &mut Fields<'_>,
    key: &'static str,
    faults: &mut Faults,
) -> Vec<Stated<String>> {
    let mut statements = Vec::new();
    for mut entry in fields.tables(key, STATEMENTS, faults) {
        let text = entry.required_line::<ENTRY>("text", faults);
        let source = entry.source(faults);
        entry.finish(faults);
        if let (Some(text), Some(source)) = (text, source) {
            statements.push(Stated { value: text.value, source: source.value });
        }
    }
    statements
}

fn read_channel(mut fields: Fields<'_>, faults: &mut Faults) -> Option<ComplaintChannel> {
    let kinds = [
        ("counter", ChannelKind::Counter),
        ("phone", ChannelKind::Phone),
        ("message", ChannelKind::Message),
        ("email", ChannelKind::Email),
        ("website", ChannelKind::Website),
        ("letter", ChannelKind::Letter),
        ("lapor", ChannelKind::Lapor),
    ];
    let kind = fields.required_word("channel", &kinds, faults);
    let text = fields.required_line::<ENTRY>("text", faults);
    let source = fields.source(faults);
    fields.finish(faults);
    Some(ComplaintChannel { kind: kind?.value, text: text?.value, source: source?.value })
}

fn read_staff(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Stated<u32>> {
    let count = fields.required_integer("count", 1..=STAFF, faults);
    let source = fields.source(faults);
    fields.finish(faults);
    let At { value, .. } = count?;
    Some(Stated { value: u32::try_from(value).ok()?, source: source?.value })
}
