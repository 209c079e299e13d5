//! What a person is charged with, as one text that a setting can hold.

use std::{fmt, str::FromStr};

use kernel::{AgencyId, Executor, Slug, UnitId};
use serde::{Deserialize, Serialize};

/// Why a text is not a duty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DutyError {
    /// None of the forms.
    #[error(
        "must be execute:agency/unit/role, supervise:agency/unit, or administer, audit, govern, \
         protect, settle or inspect, with :agency"
    )]
    NotADuty,
}

/// What a person is charged with (tugas), as `execute:dpmptsp/pelayanan/loket`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Duty {
    /// Carries out the steps of an executor (pelaksana).
    Execute(Executor),
    /// Oversees a unit: endorses what its officers may not do alone (atasan).
    Supervise {
        /// The agency of the unit.
        agency: AgencyId,
        /// The unit overseen.
        unit: UnitId,
    },
    /// Keeps the agency's accounts, assignments and settings; never acts on cases.
    Administer {
        /// The agency administered.
        agency: AgencyId,
    },
    /// Reads everything of the agency and changes nothing (pengawas intern).
    Audit {
        /// The agency audited.
        agency: AgencyId,
    },
    /// Heads the agency (pimpinan): establishes standards and procedures, takes
    /// licences back.
    Govern {
        /// The agency headed.
        agency: AgencyId,
    },
    /// Protects personal data (pejabat pelindung data pribadi, UU 27/2022 Ps
    /// 53): answers data subjects, erases, keeps the register of breaches.
    Protect {
        /// The agency whose data are protected.
        agency: AgencyId,
    },
    /// Reports payments: the payment system's own account, never a person's.
    Settle {
        /// The agency for which money is received.
        agency: AgencyId,
    },
    /// Reads reports of whistleblowers about the agency, for the inspectorate
    /// (inspektorat), which alone can open them.
    Inspect {
        /// The agency that is reported about.
        agency: AgencyId,
    },
}

impl Duty {
    /// The agency in which the duty holds.
    #[must_use]
    pub fn agency(&self) -> &AgencyId {
        match self {
            Self::Execute(executor) => &executor.agency,
            Self::Supervise { agency, .. }
            | Self::Administer { agency }
            | Self::Audit { agency }
            | Self::Govern { agency }
            | Self::Protect { agency }
            | Self::Settle { agency }
            | Self::Inspect { agency } => agency,
        }
    }

    /// Whether the duty lets its holder act on cases.
    #[must_use]
    pub fn is_about_cases(&self) -> bool {
        matches!(self, Self::Execute(_) | Self::Supervise { .. })
    }

    /// Whether one person may hold both, in any agencies: who administers or
    /// protects data holds no case duty, so that nobody gives out the power
    /// that he uses or judges his own reading; the payment system holds
    /// nothing else, so that no officer can ever report money as paid; and who
    /// reads what is reported about an agency holds nothing in it but its audit.
    #[must_use]
    pub fn is_compatible_with(&self, other: &Self) -> bool {
        self.leaves_room_for(other) && other.leaves_room_for(self)
    }

    fn leaves_room_for(&self, other: &Self) -> bool {
        match self {
            Self::Administer { .. } => {
                !other.is_about_cases() && !matches!(other, Self::Govern { .. })
            }
            Self::Protect { .. } => !other.is_about_cases(),
            Self::Settle { .. } => matches!(other, Self::Settle { .. }),
            Self::Inspect { .. } => matches!(other, Self::Inspect { .. } | Self::Audit { .. }),
            Self::Execute(_)
            | Self::Supervise { .. }
            | Self::Audit { .. }
            | Self::Govern { .. } => true,
        }
    }
}

impl FromStr for Duty {
    type Err = DutyError;
    fn from_str(text: &str) -> Result<Self, DutyError> {
        let (verb, place) = text.split_once(':').ok_or(DutyError::NotADuty)?;
        let slug = |text: &str| Slug::parse(text).map_err(|_| DutyError::NotADuty);
        match verb {
            "execute" => place.parse().map(Self::Execute).map_err(|_| DutyError::NotADuty),
            "supervise" => {
                let (agency, unit) = place.split_once('/').ok_or(DutyError::NotADuty)?;
                Ok(Self::Supervise { agency: slug(agency)?, unit: slug(unit)? })
            }
            "administer" => Ok(Self::Administer { agency: slug(place)? }),
            "audit" => Ok(Self::Audit { agency: slug(place)? }),
            "govern" => Ok(Self::Govern { agency: slug(place)? }),
            "protect" => Ok(Self::Protect { agency: slug(place)? }),
            "settle" => Ok(Self::Settle { agency: slug(place)? }),
            "inspect" => Ok(Self::Inspect { agency: slug(place)? }),
            _ => Err(DutyError::NotADuty),
        }
    }
}

impl TryFrom<String> for Duty {
    type Error = DutyError;
    fn try_from(text: String) -> Result<Self, DutyError> {
        text.parse()
    }
}

impl From<Duty> for String {
    fn from(duty: Duty) -> Self {
        duty.to_string()
    }
}

impl fmt::Display for Duty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Execute(executor) => write!(f, "execute:{executor}"),
            Self::Supervise { agency, unit } => write!(f, "supervise:{agency}/{unit}"),
            Self::Administer { agency } => write!(f, "administer:{agency}"),
            Self::Audit { agency } => write!(f, "audit:{agency}"),
            Self::Govern { agency } => write!(f, "govern:{agency}"),
            Self::Protect { agency } => write!(f, "protect:{agency}"),
            Self::Settle { agency } => write!(f, "settle:{agency}"),
            Self::Inspect { agency } => write!(f, "inspect:{agency}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_duty_reads_back_as_written(
            text in "execute:[a-z]{1,9}/[a-z]{1,9}/[a-z]{1,9}|supervise:[a-z]{1,9}/[a-z]{1,9}|(administer|audit|govern|protect|settle|inspect):[a-z]{1,9}",
        ) {
            let duty: Duty = text.parse().unwrap();
            prop_assert_eq!(duty.to_string(), text);
        }

        #[test]
        fn any_text_is_a_duty_or_an_error(text in ".{0,60}") {
            if let Ok(duty) = text.parse::<Duty>() {
                prop_assert_eq!(duty.to_string(), text);
            }
        }
    }

    #[test]
    fn a_duty_of_another_shape_is_refused() {
        for bad in ["", "execute:a/b", "supervise:a", "supervise:a/b/c", "administer:A", "own:a"] {
            assert_eq!(bad.parse::<Duty>(), Err(DutyError::NotADuty), "{bad:?}");
        }
    }

    #[test]
    fn an_administrator_holds_no_case_duty_in_any_agency() {
        let administer: Duty = "administer:a".parse().unwrap();
        let audit: Duty = "audit:a".parse().unwrap();
        let execute: Duty = "execute:b/u/r".parse().unwrap();
        let supervise: Duty = "supervise:b/u".parse().unwrap();

        assert!(!administer.is_compatible_with(&execute));
        assert!(!supervise.is_compatible_with(&administer));
        assert!(audit.is_compatible_with(&administer));
        assert!(execute.is_compatible_with(&supervise));
    }

    #[test]
    fn the_payment_system_holds_no_other_duty() {
        let settle: Duty = "settle:a".parse().unwrap();
        for other in ["execute:a/u/r", "audit:a", "administer:b", "govern:a", "protect:a"] {
            assert!(!settle.is_compatible_with(&other.parse().unwrap()), "{other}");
        }
        assert!(settle.is_compatible_with(&"settle:b".parse().unwrap()));
    }

    #[test]
    fn the_inspectorate_holds_no_duty_in_the_agency_but_its_audit() {
        let inspect: Duty = "inspect:a".parse().unwrap();
        for other in ["execute:a/u/r", "supervise:a/u", "administer:a", "govern:a", "protect:a"] {
            assert!(!inspect.is_compatible_with(&other.parse().unwrap()), "{other}");
        }
        assert!(inspect.is_compatible_with(&"audit:a".parse().unwrap()));
        assert!(inspect.is_compatible_with(&"inspect:b".parse().unwrap()));
    }

    #[test]
    fn who_protects_data_acts_on_no_case() {
        let protect: Duty = "protect:a".parse().unwrap();
        assert!(!protect.is_compatible_with(&"execute:b/u/r".parse().unwrap()));
        assert!(protect.is_compatible_with(&"audit:a".parse().unwrap()));
    }
}
