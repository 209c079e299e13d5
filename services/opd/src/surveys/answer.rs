//! What was counted, as it may be shown.

use std::collections::BTreeMap;

use contract::satupintu::surveys::v1 as pb;
use store::SurveyCounts;
use surveys::{
    Adequacy, Aggregation, Category, Cell, Counters, Dimension, Index, IndexError, Interval,
    Profile, Questionnaire, Weight, aggregate, suppress,
};
use tonic::Status;

use super::wire::Asked;

/// Fewer respondents are not shown.
const FEWEST: u64 = surveys::LIMIT;

pub(super) fn too_few() -> Status {
    edge::refused("SURVEY_TOO_FEW", &[])
}

/// The counters that may be shown of what is asked: of a service only where neither its
/// own respondents are few nor the others', of whom the total tells.
pub(super) fn shown(
    asked: &Asked,
    counts: &SurveyCounts,
    of_all_units: &SurveyCounts,
) -> Result<Vec<Counters>, Status> {
    let part = in_scope(asked, counts)?;
    let whole = in_scope(asked, of_all_units)?;
    let few = |count: u64| count > 0 && count < FEWEST;
    let respondents = |counters: &[Counters]| counters.iter().map(Counters::respondents).sum();
    let (part_count, whole_count): (u64, u64) = (respondents(&part), respondents(&whole));
    if part_count == 0 || few(part_count) || few(whole_count.saturating_sub(part_count)) {
        return Err(too_few());
    }
    Ok(part)
}

fn in_scope(asked: &Asked, counts: &SurveyCounts) -> Result<Vec<Counters>, Status> {
    let services = &counts.services;
    let Some(service) = &asked.service else { return Ok(services.values().cloned().collect()) };
    let respondents: Vec<u64> = services.values().map(Counters::respondents).collect();
    let cells = services.iter().zip(suppress(&respondents));
    let mut found = cells.filter(|((name, _), _)| *name == service.as_str());
    match found.next() {
        Some(((_, counters), Cell::Shown(_))) => Ok(vec![counters.clone()]),
        Some((_, Cell::Hidden)) => Err(too_few()),
        None => Ok(Vec::new()),
    }
}

pub(super) fn refused(error: IndexError) -> Status {
    match error {
        IndexError::NoRespondents | IndexError::Unanswered(_) => too_few(),
        error @ (IndexError::WeightForNine { .. } | IndexError::OutOfRange(_)) => {
            edge::malformed(vec![("weight".to_owned(), error.to_string())])
        }
    }
}

/// The index of `counters`, by the rule that is asked for.
pub(super) fn index(
    asked: &Asked,
    questionnaire: &Questionnaire,
    counters: &[Counters],
    profiles: &BTreeMap<String, Profile>,
) -> Result<pb::GetIndexResponse, Status> {
    let index = aggregate(questionnaire, counters, asked.aggregation, asked.method);
    let index = index.map_err(refused)?;
    let all = counters.iter().fold(Counters::default(), Counters::merged);
    let interval = Interval::of(questionnaire, &all, asked.population);
    let adequacy = asked.population.map(|users| Adequacy::of(index.respondents, users));
    // Of parts of an agency no profile is shown: their differences would tell of the few.
    let is_whole = asked.service.is_none() && asked.unit.is_empty();
    let profile = if is_whole { profile(profiles) } else { Vec::new() };
    Ok(pb::GetIndexResponse {
        index: index.value.to_string(),
        category: letter(index.category),
        performance: index.category.map_or("", Category::performance).to_owned(),
        respondents: signed(index.respondents),
        elements: index.elements.iter().map(element).collect(),
        aggregation: match asked.aggregation {
            Aggregation::AllRespondents => pb::Aggregation::AllRespondents,
            Aggregation::MeanOfServices => pb::Aggregation::MeanOfServices,
        }
        .into(),
        weight: match index.method.weight {
            Weight::Exact => pb::Weight::Exact,
            Weight::W0_111 => pb::Weight::Weight0111,
            Weight::W0_11 => pb::Weight::Weight011,
        }
        .into(),
        thresholds: index.method.thresholds.name().to_owned(),
        warnings: index.warnings.iter().map(|warning| warning.name().to_owned()).collect(),
        minimum_sample: adequacy.map_or(0, |adequacy| signed(adequacy.required)),
        sample_flag: adequacy.and_then(|it| it.flag()).unwrap_or_default().to_owned(),
        interval_low: interval.map_or_else(String::new, |it| it.low.to_string()),
        interval_high: interval.map_or_else(String::new, |it| it.high.to_string()),
        profile,
        trend: Vec::new(),
        questionnaire: questionnaire.id().to_string(),
        period: String::new(),
    })
}

fn element(element: &surveys::ElementResult) -> pb::ElementIndex {
    let surveys::ElementResult { key, sum, answers, mean, weighted, converted, category } = element;
    pb::ElementIndex {
        element: key.to_string(),
        sum: sum.text(0),
        answers: signed(*answers),
        mean: mean.text(3),
        weighted: weighted.text(3),
        index: converted.to_string(),
        category: letter(*category),
    }
}

fn profile(profiles: &BTreeMap<String, Profile>) -> Vec<pb::GroupCount> {
    let all = profiles.values().fold(Profile::default(), Profile::merged);
    let groups = Dimension::ALL.into_iter().flat_map(|dimension| {
        all.published(dimension).into_iter().map(move |(group, cell)| pb::GroupCount {
            dimension: dimension.key().to_owned(),
            group,
            count: match cell {
                Cell::Shown(count) => signed(count),
                Cell::Hidden => 0,
            },
            is_hidden: cell == Cell::Hidden,
        })
    });
    groups.collect()
}

/// What of `index` a trend tells.
pub(super) fn point(period: String, index: &Index) -> pb::TrendPoint {
    pb::TrendPoint {
        period,
        index: index.value.to_string(),
        category: letter(index.category),
        respondents: signed(index.respondents),
    }
}

pub(super) fn questionnaire(questionnaire: &Questionnaire, is_asked: bool) -> pb::Questionnaire {
    let question = |question: &surveys::Question| {
        let surveys::Question { key, form, name, question, labels } = question;
        pb::Question {
            element: key.to_string(),
            form_number: i32::from(*form),
            title: name.clone(),
            question: question.clone(),
            labels: labels.clone(),
        }
    };
    pb::Questionnaire {
        id: questionnaire.id().to_string(),
        title: questionnaire.title().to_owned(),
        highest_score: i32::from(questionnaire.scale().highest()),
        source: questionnaire.source().to_owned(),
        questions: questionnaire.questions().iter().map(question).collect(),
        is_asked,
    }
}

fn letter(category: Option<Category>) -> String {
    category.map_or("", Category::letter).to_owned()
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
