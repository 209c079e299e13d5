//! What an agency tells, judged before it is believed: the agency is not ours, and its
//! answers go into our memory and onto our pages.

use contract::satupintu::feed::v1::{CaseStanding, FollowCasesResponse};
use kernel::{AgencyId, ReceiptNumber};

/// Cases that are asked for at once.
pub(super) const CASES: usize = 100;
/// As the contract says of cursors.
const LONGEST_CURSOR: usize = 1000;
/// Longer than the names of all steps that a case is at.
const LONGEST_STAGE: usize = 1000;
/// Longer than any name of the contract.
const LONGEST_NAME: usize = 200;

/// What no deployment of ours would answer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Faulty {
    /// The page is larger than it was asked for.
    #[error("more cases than were asked for")]
    TooMany,
    /// It would lead round and round.
    #[error("a cursor that does not lead on")]
    Stuck,
    /// A text that is too long, or not of its form.
    #[error("a case that cannot be")]
    Malformed,
}

/// Whether an answer after the cursor `from` can be believed.
pub(super) fn judged(
    agency: &AgencyId,
    from: &str,
    told: &FollowCasesResponse,
) -> Result<(), Faulty> {
    let FollowCasesResponse { cases, cursor, has_more } = told;
    if cases.len() > CASES {
        return Err(Faulty::TooMany);
    }
    let is_one = !cursor.is_empty() && cursor.len() <= LONGEST_CURSOR;
    if !is_one || (*has_more && cursor == from) {
        return Err(Faulty::Stuck);
    }
    let all = cases.iter().all(|case| is_sound(agency, case));
    if all { Ok(()) } else { Err(Faulty::Malformed) }
}

fn is_sound(agency: &AgencyId, case: &CaseStanding) -> bool {
    let CaseStanding {
        receipt_number,
        state,
        service,
        stage,
        holder,
        due: _,
        changed_at,
        forgotten,
    } = case;
    let is_number = ReceiptNumber::parse(receipt_number)
        .is_ok_and(|number| number.to_string() == *receipt_number);
    let of_agency = service.is_empty() || service.starts_with(&format!("agencies/{agency}/"));
    let is_short = service.len() <= LONGEST_NAME
        && holder.len() <= LONGEST_NAME
        && stage.as_ref().is_none_or(|it| it.id.len() + it.en.len() <= LONGEST_STAGE);
    is_number && of_agency && is_short && changed_at.is_some() && (*forgotten || state.is_some())
}

#[cfg(test)]
mod tests {
    use contract::satupintu::feed::v1::case_standing::State;
    use prost_types::Timestamp;

    use super::*;

    fn case() -> CaseStanding {
        CaseStanding {
            receipt_number: ReceiptNumber::new("MGL", "SIP", 2026, 1).unwrap().to_string(),
            state: Some(State::Application(1)),
            service: "agencies/dpmptsp/services/sip".to_owned(),
            changed_at: Some(Timestamp::default()),
            ..CaseStanding::default()
        }
    }

    fn judge(cases: Vec<CaseStanding>, cursor: &str, has_more: bool) -> Result<(), Faulty> {
        let told = FollowCasesResponse { cases, cursor: cursor.to_owned(), has_more };
        judged(&AgencyId::parse("dpmptsp").unwrap(), "a", &told)
    }

    #[test]
    fn what_a_deployment_answers_is_believed() {
        assert_eq!(judge(vec![case(); CASES], "b", true), Ok(()));
        assert_eq!(judge(Vec::new(), "a", false), Ok(()), "nothing happens");
    }

    #[test]
    fn a_feed_that_floods_or_leads_nowhere_is_not_believed() {
        assert_eq!(judge(vec![case(); CASES + 1], "b", true), Err(Faulty::TooMany));
        assert_eq!(judge(vec![case()], "a", true), Err(Faulty::Stuck));
        assert_eq!(judge(vec![case()], "", false), Err(Faulty::Stuck));
        assert_eq!(judge(vec![case()], &"c".repeat(1001), false), Err(Faulty::Stuck));
    }

    #[test]
    fn a_case_that_cannot_be_spoils_its_page() {
        let elsewhere = "agencies/dinkes/services/sip".to_owned();
        for bad in [
            CaseStanding { receipt_number: "MGL-SIP-2026-000001-X".to_owned(), ..case() },
            CaseStanding { receipt_number: case().receipt_number.to_lowercase(), ..case() },
            CaseStanding { service: elsewhere, ..case() },
            CaseStanding { holder: "h".repeat(201), ..case() },
            CaseStanding { changed_at: None, ..case() },
            CaseStanding { state: None, ..case() },
        ] {
            assert_eq!(judge(vec![case(), bad], "b", false), Err(Faulty::Malformed));
        }
    }
}
