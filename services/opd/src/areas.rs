//! The areas of service that an agency offers, switched on by its settings.
//!
//! What every deployment needs (officers, calendar, journal, files, notices,
//! personal data, the catalogue, what gateways bring and follow) is no area and cannot be
//! switched off. An area that is off exists for nobody: its methods are unknown, and neither health nor
//! reflection names it. What it remembers stays, and its timers go on.

use std::collections::BTreeSet;

use serde::Deserialize;

/// Something that an agency offers or does not: a water company takes complaints
/// and asks for satisfaction, and grants no permits.
///
/// A new area is a variant here, in [`Area::ALL`], and its package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Area {
    /// Applications, inspections, fees, objections and licences.
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
    /// What the Ombudsman asks of the agency.
    Ombudsman,
    /// Reports to the inspectorate (WBS).
    Whistleblowing,
}

impl Area {
    /// Every area, in the order of the contract's folders.
    pub const ALL: &[Self] = &[
        Self::Complaints,
        Self::Consultations,
        Self::Improvement,
        Self::Ombudsman,
        Self::Permits,
        Self::Queue,
        Self::Standards,
        Self::Surveys,
        Self::Whistleblowing,
    ];

    /// What it is called in the contract, as `permits`.
    #[must_use]
    pub fn name(self) -> &'static str {
        let package = self.package();
        let name = package.strip_prefix("satupintu.").and_then(|rest| rest.split('.').next());
        name.unwrap_or(package)
    }

    /// The package of the area's services.
    const fn package(self) -> &'static str {
        match self {
            Self::Permits => "satupintu.permits.v1.",
            Self::Queue => "satupintu.queue.v1.",
            Self::Standards => "satupintu.standards.v1.",
            Self::Consultations => "satupintu.consultations.v1.",
            Self::Improvement => "satupintu.improvement.v1.",
            Self::Complaints => "satupintu.complaints.v1.",
            Self::Ombudsman => "satupintu.ombudsman.v1.",
            Self::Surveys => "satupintu.surveys.v1.",
            Self::Whistleblowing => "satupintu.whistleblowing.v1.",
        }
    }

    /// Whether `name` belongs to the area, though it has a package of its own.
    fn is_part(self, name: &str) -> bool {
        match self {
            // Steps of applications that other agencies do, and what cases come to.
            Self::Permits => {
                name.starts_with("satupintu.exchange.v1.")
                    || name.starts_with("satupintu.dashboard.v1.")
            }
            Self::Queue
            | Self::Standards
            | Self::Consultations
            | Self::Improvement
            | Self::Complaints
            | Self::Surveys
            | Self::Ombudsman
            | Self::Whistleblowing => false,
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
    let mut off = Area::ALL.iter().filter(|area| !areas.contains(area));
    !off.any(|area| name.starts_with(area.package()) || area.is_part(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_services_in_the_contract() {
        let methods = contract::methods();

        for area in Area::ALL {
            let path = format!("/{}", area.package());
            assert!(methods.iter().any(|method| method.starts_with(&path)), "{area:?}");
            assert!(!area.name().contains('.'), "{area:?}");
        }
    }
}
