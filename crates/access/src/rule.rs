//! What a method demands of its caller, before any record is loaded.

use serde::{Deserialize, Serialize};

use crate::{
    acting::{Acting, Officer},
    duty::Duty,
    refusal::Refusal,
};

/// The demand of one method. A coarse gate: whether this officer may do this
/// step of this case is for the record's own `decide`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Anybody, without a credential.
    Public,
    /// The applicant, by receipt number and secret.
    Receipt,
    /// Anybody in service, with whatever duty or none.
    Enrolled,
    /// An officer with a duty on cases.
    Officer,
    /// An officer who administers some agency.
    Administrator,
    /// An officer who audits some agency.
    Auditor,
    /// An officer who heads some agency.
    Governor,
    /// An officer who protects personal data of some agency.
    Protector,
    /// The payment system of some agency.
    Settler,
    /// The deployment of an agency that this one works with, known by its
    /// certificate; which agency that is, the settings say.
    Peer,
    /// A gateway, known by its certificate; which ones are, the settings say.
    Gateway,
    /// An officer of the inspectorate that some agency reports to.
    Inspector,
}

impl Rule {
    /// Lets `acting` pass, or names the rule that keeps it out.
    ///
    /// # Errors
    /// [`Refusal::SignInRequired`] and [`Refusal::ReceiptRequired`] when the
    /// kind of credential is missing; [`Refusal::DutyMissing`] when it is there
    /// and gives too little. The system calls no methods, so it passes none but
    /// the public ones.
    pub fn admit(self, acting: &Acting<'_>) -> Result<(), Refusal> {
        match self {
            Self::Public => Ok(()),
            Self::Receipt => match acting {
                Acting::Applicant | Acting::Agent(_) => Ok(()),
                Acting::Officer(_) | Acting::Peer(_) | Acting::Public | Acting::System => {
                    Err(Refusal::ReceiptRequired)
                }
            },
            Self::Enrolled => match acting {
                Acting::Officer(_) => Ok(()),
                Acting::Applicant
                | Acting::Agent(_)
                | Acting::Peer(_)
                | Acting::Public
                | Acting::System => Err(Refusal::SignInRequired),
            },
            Self::Officer => holds(acting, Duty::is_about_cases),
            Self::Administrator => holds(acting, |duty| matches!(duty, Duty::Administer { .. })),
            Self::Auditor => holds(acting, |duty| matches!(duty, Duty::Audit { .. })),
            Self::Governor => holds(acting, |duty| matches!(duty, Duty::Govern { .. })),
            Self::Protector => holds(acting, |duty| matches!(duty, Duty::Protect { .. })),
            Self::Settler => holds(acting, |duty| matches!(duty, Duty::Settle { .. })),
            Self::Peer => match acting {
                Acting::Peer(_) => Ok(()),
                Acting::Officer(_) => Err(Refusal::DutyMissing),
                Acting::Applicant | Acting::Agent(_) | Acting::Public | Acting::System => {
                    Err(Refusal::SignInRequired)
                }
            },
            // Nobody of a record's rules is one: the gate alone knows them.
            Self::Gateway => holds(acting, |_| false),
            Self::Inspector => holds(acting, |duty| matches!(duty, Duty::Inspect { .. })),
        }
    }
}

fn holds(acting: &Acting<'_>, suits: impl Fn(&Duty) -> bool) -> Result<(), Refusal> {
    match acting {
        Acting::Officer(Officer { duties, .. }) if duties.iter().any(suits) => Ok(()),
        Acting::Officer(_) => Err(Refusal::DutyMissing),
        Acting::Applicant
        | Acting::Agent(_)
        | Acting::Peer(_)
        | Acting::Public
        | Acting::System => Err(Refusal::SignInRequired),
    }
}

#[cfg(test)]
mod tests {
    use kernel::PersonId;

    use super::*;

    fn officer(duty: &str) -> Officer {
        Officer { person: PersonId::parse("p1").unwrap(), duties: vec![duty.parse().unwrap()] }
    }

    #[test]
    fn a_duty_opens_only_its_own_methods() {
        let clerk = officer("execute:a/u/r");
        let admin = officer("administer:a");

        assert_eq!(Rule::Officer.admit(&Acting::Officer(&clerk)), Ok(()));
        assert_eq!(Rule::Administrator.admit(&Acting::Officer(&clerk)), Err(Refusal::DutyMissing));
        assert_eq!(Rule::Officer.admit(&Acting::Officer(&admin)), Err(Refusal::DutyMissing));
        assert_eq!(Rule::Auditor.admit(&Acting::Officer(&admin)), Err(Refusal::DutyMissing));
    }

    #[test]
    fn a_missing_credential_is_told_apart_from_a_missing_duty() {
        assert_eq!(Rule::Officer.admit(&Acting::Public), Err(Refusal::SignInRequired));
        assert_eq!(Rule::Officer.admit(&Acting::Applicant), Err(Refusal::SignInRequired));
        assert_eq!(Rule::Receipt.admit(&Acting::Public), Err(Refusal::ReceiptRequired));
        assert_eq!(Rule::Receipt.admit(&Acting::Applicant), Ok(()));
    }
}
