//! What a report says beside its figures, checked whole.

use contract::satupintu::surveys::v1 as pb;
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Line};
use std::num::NonZeroU64;
use surveys::{Aggregation, FollowUp, Period};
use tonic::Status;

use crate::{names, wire::date_of};

/// The most lines of a follow-up plan, and the most suggestions.
const MOST_LINES: usize = 40;

/// In which form it comes.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Pdf,
    Html,
    AnswersCsv,
    ProfileCsv,
    Infographic,
}

/// What is asked for.
pub(crate) struct ReportAsked {
    pub(crate) agency: AgencyId,
    pub(crate) period: Period,
    pub(crate) format: Format,
    pub(crate) unit: String,
    pub(crate) number: String,
    pub(crate) place: String,
    pub(crate) date: Date,
    pub(crate) team: String,
    pub(crate) collection: String,
    pub(crate) population: Option<NonZeroU64>,
    pub(crate) aggregation: Aggregation,
    pub(crate) follow_up: Vec<FollowUp>,
    pub(crate) suggestions: Vec<String>,
}

pub(crate) fn report(request: &pb::MakeReportRequest) -> Result<ReportAsked, Status> {
    let pb::MakeReportRequest {
        parent,
        period,
        format,
        unit_title,
        number,
        place,
        date,
        team,
        collection,
        population,
        aggregation,
        follow_up,
        suggestions,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let period = faults.check("period", period.parse::<Period>());
    let format = match pb::ReportFormat::try_from(*format) {
        Ok(pb::ReportFormat::Pdf) => Ok(Format::Pdf),
        Ok(pb::ReportFormat::Html) => Ok(Format::Html),
        Ok(pb::ReportFormat::AnswersCsv) => Ok(Format::AnswersCsv),
        Ok(pb::ReportFormat::ProfileCsv) => Ok(Format::ProfileCsv),
        Ok(pb::ReportFormat::Infographic) => Ok(Format::Infographic),
        Ok(pb::ReportFormat::Unspecified) | Err(_) => Err("must be one of the formats"),
    };
    let format = faults.check("format", format);
    let unit = line::<200>(&mut faults, "unit_title", unit_title);
    let number = line::<100>(&mut faults, "number", number);
    let place = line::<100>(&mut faults, "place", place);
    let date = match date {
        Some(date) => faults.check("date", date_of(date)),
        None => faults.check("date", Err("must be given")),
    };
    let team = line::<200>(&mut faults, "team", team);
    let collection = line::<500>(&mut faults, "collection", collection);
    let population = super::population(&mut faults, *population);
    let aggregation = super::aggregation(&mut faults, *aggregation);
    let follow_up = plan(&mut faults, follow_up);
    let suggestions = lines(&mut faults, suggestions);
    let whole = (|| {
        Some(ReportAsked {
            agency: agency?,
            period: period?,
            format: format?,
            unit: unit?,
            number: number?,
            place: place?,
            date: date?,
            team: team?,
            collection: collection?,
            population: population?,
            aggregation: aggregation?,
            follow_up: follow_up?,
            suggestions: suggestions?,
        })
    })();
    faults.finish(whole)
}

fn line<const MOST: usize>(faults: &mut Violations, field: &str, text: &str) -> Option<String> {
    faults.check(field, Line::<MOST>::parse(text)).map(|line| line.as_str().to_owned())
}

fn plan(faults: &mut Violations, given: &[pb::FollowUp]) -> Option<Vec<FollowUp>> {
    if given.len() > MOST_LINES {
        faults.add("follow_up", format!("must be at most {MOST_LINES}"));
        return None;
    }
    let lines: Vec<Option<FollowUp>> = given
        .iter()
        .enumerate()
        .map(|(place, pb::FollowUp { element, activity, due, responsible, status })| {
            let at = |part: &str| format!("follow_up[{place}].{part}");
            let element = line::<200>(faults, &at("element"), element);
            let activity = line::<500>(faults, &at("activity"), activity);
            let due = line::<60>(faults, &at("due"), due);
            let responsible = line::<200>(faults, &at("responsible"), responsible);
            let status = line::<60>(faults, &at("status"), status);
            Some(FollowUp {
                element: element?,
                activity: activity?,
                due: due?,
                responsible: responsible?,
                status: status?,
            })
        })
        .collect();
    lines.into_iter().collect()
}

fn lines(faults: &mut Violations, given: &[String]) -> Option<Vec<String>> {
    if given.len() > MOST_LINES {
        faults.add("suggestions", format!("must be at most {MOST_LINES}"));
        return None;
    }
    let lines: Vec<Option<String>> = given
        .iter()
        .enumerate()
        .map(|(place, text)| line::<500>(faults, &format!("suggestions[{place}]"), text))
        .collect();
    lines.into_iter().collect()
}
