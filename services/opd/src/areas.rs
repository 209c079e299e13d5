//! The areas of service that an agency offers, switched on by its settings.
//!
//! What every deployment needs (officers, calendar, journal, files, notices,
//! personal data, the catalogue) is no area and cannot be switched off. An area
//! that is off exists for nobody: its methods are unknown, and neither health nor
//! reflection names it. What it remembers stays, and its timers go on.

use std::collections::BTreeSet;

use serde::Deserialize;

/// Something that an agency offers or does not: a water company takes complaints
/// and asks for satisfaction, and grants no permits.
///
/// A new area is a variant here, in [`Area::ALL`], and its packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Area {
    /// Applications, inspections, fees, objections and licences, and the steps of them
    /// that other agencies do.
    Permits,
    /// The lines of a public service mall.
    Queue,
    /// Service standards and the promise (maklumat).
    Standards,
    /// Forums of the public on drafts (forum konsultasi publik, uji publik).
    Consultations,
    /// The register of improvements.
    Improvement,
    /// Complaints.
    Complaints,
    /// Satisfaction surveys (SKM).
    Surveys,
}

impl Area {
    /// Every area, in the order of the contract's folders.
    pub const ALL: &[Self] = &[
        Self::Complaints,
        Self::Consultations,
        Self::Improvement,
        Self::Permits,
        Self::Queue,
        Self::Standards,
        Self::Surveys,
    ];

    /// The packages of the area's services.
    const fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Permits => &["satupintu.permits.v1.", "satupintu.exchange.v1."],
            Self::Queue => &["satupintu.queue.v1."],
            Self::Standards => &["satupintu.standards.v1."],
            Self::Consultations => &["satupintu.consultations.v1."],
            Self::Improvement => &["satupintu.improvement.v1."],
            Self::Complaints => &["satupintu.complaints.v1."],
            Self::Surveys => &["satupintu.surveys.v1."],
        }
    }
}

/// Every area: what a deployment offers whose settings name none.
#[must_use]
pub fn all_areas() -> BTreeSet<Area> {
    Area::ALL.iter().copied().collect()
}

/// Whether `name`, as `package.Service` or `package.Service/Method`, is offered
/// where `areas` are switched on.
pub(crate) fn is_offered(areas: &BTreeSet<Area>, name: &str) -> bool {
    let off = Area::ALL.iter().filter(|area| !areas.contains(area));
    !off.flat_map(|area| area.packages()).any(|package| name.starts_with(package))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_services_in_the_contract() {
        let methods = contract::methods();

        for area in Area::ALL {
            for package in area.packages() {
                let path = format!("/{package}");
                assert!(methods.iter().any(|method| method.starts_with(&path)), "{area:?}");
            }
        }
    }
}
