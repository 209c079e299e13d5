//! The clauses of a draft, each under an anchor that a comment names.
//!
//! An anchor follows from the text alone: the key of a component or a row, and
//! below it the id or the place of the item. So it is stable for one version of a
//! text, and where items have ids, also from one version to the next.

use std::fmt;

use serde::{Deserialize, Serialize};
use sop::Sop;
use standards::{Component, Service, Stated};

/// The longest anchor: a step within sub-procedures, with its prefix.
const LONGEST: usize = 250;

/// Names a clause of one version of a text, as `requirement/ktp`,
/// `standard.facilities/2` or `step/verifikasi`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Anchor(String);

/// A text has not the form of an anchor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an anchor that the draft's clauses list, as requirement/ktp")]
pub struct BadAnchor;

/// A clause: what a comment can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its name within the text.
    pub anchor: Anchor,
    /// What it is, in the words of the regulation; empty for an item.
    pub title: String,
    /// What it says; empty where its items say it.
    pub text: String,
}

impl Anchor {
    /// The anchor that `text` is; whether a draft has it, the forum knows.
    ///
    /// # Errors
    /// [`BadAnchor`].
    pub fn parse(text: &str) -> Result<Self, BadAnchor> {
        let is_one = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"-_./".contains(&c);
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(is_one) {
            return Err(BadAnchor);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text of the anchor.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Anchor {
    type Error = BadAnchor;
    fn try_from(text: String) -> Result<Self, BadAnchor> {
        Self::parse(&text)
    }
}

impl From<Anchor> for String {
    fn from(anchor: Anchor) -> Self {
        anchor.0
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The clauses of a standard: its fourteen components in the order of the
/// regulation (UU 25/2009 Ps 21), each followed by its items.
#[must_use]
pub fn clauses_of_standard(service: &Service) -> Vec<Clause> {
    Component::ALL.into_iter().flat_map(|component| of_component(service, component)).collect()
}

fn of_component(service: &Service, component: Component) -> Vec<Clause> {
    let says = service.components();
    let own = |text: String| vec![clause(component.key(), component.title().id, text)];
    let with = |items: Vec<(String, String)>| {
        let head = clause(component.key(), component.title().id, String::new());
        let item = |(id, text): (String, String)| {
            clause(&format!("{}/{id}", component.key()), String::new(), text)
        };
        std::iter::once(head).chain(items.into_iter().map(item)).collect()
    };
    let stated = |all: &[Stated<String>]| numbered(all.iter().map(|it| it.value.clone()));
    match component {
        Component::Requirements => {
            let all = service.requirements().iter();
            with(all.map(|it| (it.id.to_string(), it.text.clone())).collect())
        }
        Component::Procedure => {
            let reference = service.sop();
            own(format!("SOP {} versi {}", reference.id, reference.version))
        }
        Component::Time => own(service.time().in_words().id),
        Component::Fee => own(fee(service)),
        Component::Product => own(service.product().value.clone()),
        Component::Complaints => {
            with(numbered(says.complaints.iter().map(|channel| channel.text.clone())))
        }
        Component::LegalBasis => {
            with(numbered(says.legal_basis.iter().map(|cited| cited.text.clone())))
        }
        Component::Facilities => with(stated(&says.facilities)),
        Component::Competence => with(stated(&says.competence)),
        Component::Supervision => with(stated(&says.supervision)),
        Component::Staff => {
            own(says.staff.as_ref().map(|staff| staff.value.to_string()).unwrap_or_default())
        }
        Component::Guarantee => with(stated(&says.guarantee)),
        Component::Safety => with(stated(&says.safety)),
        Component::Evaluation => with(stated(&says.evaluation)),
    }
}

fn fee(service: &Service) -> String {
    match service.fee().amount() {
        standards::Amount::Rupiah(0) => "gratis".to_owned(),
        standards::Amount::Rupiah(rupiah) => format!("Rp{rupiah}"),
        standards::Amount::Assessed(how) => how.clone(),
    }
}

/// The clauses of a procedure: its identity, its legal basis, and the rows of
/// its table in their order (PermenPANRB 35/2012).
#[must_use]
pub fn clauses_of_sop(sop: &Sop) -> Vec<Clause> {
    let identity = sop.identity();
    let head = clause("sop", identity.title.id.clone(), identity.number.clone());
    let basis = numbered(identity.legal_basis.iter().map(|cited| cited.text.clone()))
        .into_iter()
        .map(|(place, text)| clause(&format!("sop.legal_basis/{place}"), String::new(), text));
    let rows = sop.steps().iter().filter(|step| step.kind.is_open_ended()).map(|step| {
        let parts = [step.time.map(|time| time.duration.in_words().id), step.output.clone()];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        clause(&format!("step/{}", step.id), step.name.id.clone(), text)
    });
    std::iter::once(head).chain(basis).chain(rows).collect()
}

/// Items without an id, by their place from 1 on.
fn numbered(texts: impl Iterator<Item = String>) -> Vec<(String, String)> {
    texts.zip(1_u32..).map(|(text, place)| (place.to_string(), text)).collect()
}

fn clause(anchor: &str, title: String, text: String) -> Clause {
    Clause { anchor: Anchor(anchor.to_owned()), title, text }
}
