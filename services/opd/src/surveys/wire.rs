//! Requests of the surveys service, checked whole.

mod answers;
mod report;

use std::num::NonZeroU64;

use contract::satupintu::surveys::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Slug};
use store::SurveyToken;
use surveys::{Aggregation, Method, Period, Questionnaire, Stratum, Thresholds, Weight};
use tonic::Status;

use crate::{
    names,
    permits::wire::{Holder, holder},
    writing,
};
pub(super) use answers::Given;
pub(super) use report::{Format, ReportAsked, report};

/// A response with its token.
pub(super) struct Submitted {
    pub(super) token: SurveyToken,
    pub(super) given: Given,
}

/// A response that an officer enters.
pub(super) struct Entered {
    pub(super) agency: AgencyId,
    pub(super) service: Slug,
    pub(super) entry: String,
    pub(super) stratum: Stratum,
    pub(super) unit: String,
    pub(super) given: Given,
}

/// Whose index is asked for, and how.
pub(super) struct Asked {
    pub(super) agency: AgencyId,
    pub(super) service: Option<Slug>,
    pub(super) unit: String,
    /// The present year when none is named.
    pub(super) period: Option<Period>,
    pub(super) aggregation: Aggregation,
    pub(super) method: Method,
    pub(super) population: Option<NonZeroU64>,
}

pub(super) fn agency(request: &pb::ListQuestionnairesRequest) -> Result<AgencyId, Status> {
    let pb::ListQuestionnairesRequest { parent } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    faults.finish(agency)
}

pub(super) fn token(request: &pb::IssueTokenRequest) -> Result<Holder, Status> {
    let pb::IssueTokenRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}

pub(super) fn submitted(
    request: &pb::SubmitResponseRequest,
    asked: &Questionnaire,
) -> Result<Submitted, Status> {
    let pb::SubmitResponseRequest { token, answers, parent } = request;
    let mut faults = Violations::new();
    // The token alone says whose it is; a name that is none is a mistake all the same.
    let parent = match parent.as_str() {
        "" => Some(()),
        parent => faults.check("parent", names::parse_agency(parent)).map(drop),
    };
    let token = SurveyToken::parse(token).ok_or("must be a token of 24 letters and digits");
    let token = faults.check("token", token);
    let given = answers::given(&mut faults, answers.as_ref(), asked);
    let whole = (|| {
        parent?;
        Some(Submitted { token: token?, given: given? })
    })();
    faults.finish(whole)
}

pub(super) fn entered(
    request: &pb::EnterResponseRequest,
    asked: &Questionnaire,
) -> Result<Entered, Status> {
    let pb::EnterResponseRequest { parent, entry_id, stratum, unit, answers } = request;
    let mut faults = Violations::new();
    let parent = faults.check("parent", names::parse_service(parent));
    let entry = writing::entry_id(&mut faults, entry_id);
    let stratum = match pb::Stratum::try_from(*stratum) {
        Ok(pb::Stratum::Kiosk) => Ok(Stratum::Kiosk),
        Ok(pb::Stratum::Paper) => Ok(Stratum::Paper),
        Ok(pb::Stratum::Unspecified) | Err(_) => Err("must be one of the strata"),
    };
    let stratum = faults.check("stratum", stratum);
    let unit = optional_slug(&mut faults, "unit", unit);
    let given = answers::given(&mut faults, answers.as_ref(), asked);
    let whole = (|| {
        let ((agency, service), unit) = (parent?, unit?);
        let unit = unit.map(String::from).unwrap_or_default();
        Some(Entered { agency, service, entry: entry?, stratum: stratum?, unit, given: given? })
    })();
    faults.finish(whole)
}

pub(super) fn asked(request: &pb::GetIndexRequest) -> Result<Asked, Status> {
    let pb::GetIndexRequest { parent, service, unit, period, aggregation, weight, population } =
        request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let service = optional_slug(&mut faults, "service", service);
    let unit = optional_slug(&mut faults, "unit", unit);
    let period = match period.is_empty() {
        true => Some(None),
        false => faults.check("period", period.parse::<Period>()).map(Some),
    };
    let aggregation = self::aggregation(&mut faults, *aggregation);
    let weight = match pb::Weight::try_from(*weight) {
        Ok(pb::Weight::Unspecified | pb::Weight::Exact) => Ok(Weight::Exact),
        Ok(pb::Weight::Weight0111) => Ok(Weight::W0_111),
        Ok(pb::Weight::Weight011) => Ok(Weight::W0_11),
        Err(_) => Err("must be one of the weights"),
    };
    let weight = faults.check("weight", weight);
    let population = self::population(&mut faults, *population);
    let whole = (|| {
        Some(Asked {
            agency: agency?,
            service: service?,
            unit: unit?.map(String::from).unwrap_or_default(),
            period: period?,
            aggregation: aggregation?,
            method: Method { weight: weight?, thresholds: Thresholds::Permen2017 },
            population: population?,
        })
    })();
    faults.finish(whole)
}

pub(super) fn comments(request: &pb::ListCommentsRequest) -> Result<(AgencyId, Period), Status> {
    let pb::ListCommentsRequest { parent, period } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let period = faults.check("period", period.parse::<Period>());
    faults.finish(agency.zip(period))
}

fn optional_slug(faults: &mut Violations, field: &str, text: &str) -> Option<Option<Slug>> {
    if text.is_empty() {
        return Some(None);
    }
    faults.check(field, Slug::parse(text)).map(Some)
}

fn aggregation(faults: &mut Violations, number: i32) -> Option<Aggregation> {
    let rule = match pb::Aggregation::try_from(number) {
        Ok(pb::Aggregation::Unspecified | pb::Aggregation::AllRespondents) => {
            Ok(Aggregation::AllRespondents)
        }
        Ok(pb::Aggregation::MeanOfServices) => Ok(Aggregation::MeanOfServices),
        Err(_) => Err("must be one of the rules"),
    };
    faults.check("aggregation", rule)
}

fn population(faults: &mut Violations, number: i64) -> Option<Option<NonZeroU64>> {
    let number = u64::try_from(number).map_err(|_| "must be 0 or the number of users");
    faults.check("population", number).map(NonZeroU64::new)
}
