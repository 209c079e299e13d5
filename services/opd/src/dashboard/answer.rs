//! Figures as the wire writes them.

use std::collections::BTreeMap;

use ::figures::{Age, Cause, Definition, Flow, Published, ShownShare, Spent, TimeUnit, Took};
use contract::satupintu::{dashboard::v1 as pb, r#type::v1::BilingualText};
use surveys::Cell;

pub(super) fn figures(published: &Published) -> pb::Figures {
    let Published { flows: _, settled: _, share_on_time, took, in_process, ages, stages } =
        published;
    let share = |ShownShare { share, is_at_least }: ShownShare| pb::ShareOnTime {
        percent: share.percent(),
        at_least: is_at_least,
    };
    let stage = |(step, time): (&String, &BTreeMap<Cause, Spent>)| pb::StageTime {
        step: step.clone(),
        time: Some(time_by_cause(time)),
    };
    pb::Figures {
        flows: Some(flows(published)),
        share_on_time: share_on_time.map(share),
        working_times: took.iter().map(working_time).collect(),
        in_process: in_process.map(count),
        ages: (!ages.is_empty()).then(|| self::ages(ages)),
        time: Some(time_by_cause(&published.causes())),
        stages: stages.iter().map(stage).collect(),
        slowest_stage: published.slowest_stage().unwrap_or_default().to_owned(),
    }
}

fn flows(published: &Published) -> pb::Flows {
    let of = |flow: Flow| published.flows.get(&flow).copied().map(count);
    pb::Flows {
        received: of(Flow::Received),
        complete: of(Flow::Complete),
        returned: of(Flow::Returned),
        issued: of(Flow::Issued),
        refused: of(Flow::Refused),
        withdrawn: of(Flow::Withdrawn),
        ended_otherwise: of(Flow::EndedOtherwise),
        overtaken: of(Flow::Overtaken),
        deemed_approved: of(Flow::DeemedApproved),
        settled: published.settled.map(count),
        on_time: of(Flow::OnTime),
        late: of(Flow::Late),
    }
}

fn ages(ages: &BTreeMap<Age, Cell>) -> pb::Ages {
    let of = |age: Age| ages.get(&age).copied().map(count);
    pb::Ages {
        not_complete: of(Age::NotComplete),
        under_half: of(Age::UnderHalf),
        under_four_fifths: of(Age::UnderFourFifths),
        nearly_due: of(Age::NearlyDue),
        late: of(Age::Late),
        decided: of(Age::Decided),
    }
}

fn working_time(took: &Took) -> pb::WorkingTime {
    let Took { unit, cases, median, p90 } = *took;
    let unit = match unit {
        TimeUnit::WorkingDays => pb::TimeUnit::WorkingDays,
        TimeUnit::CalendarDays => pb::TimeUnit::CalendarDays,
        TimeUnit::OfficeMinutes => pb::TimeUnit::OfficeMinutes,
    };
    let amount =
        |amount: Option<u32>| i32::try_from(amount.unwrap_or_default()).unwrap_or(i32::MAX);
    pb::WorkingTime {
        unit: unit.into(),
        cases: Some(count(cases)),
        median: amount(median),
        p90: amount(p90),
    }
}

fn time_by_cause(time: &BTreeMap<Cause, Spent>) -> pb::TimeByCause {
    let of = |cause: Cause| time.get(&cause).map_or(0, |spent| signed(spent.seconds));
    pb::TimeByCause {
        officer_work: of(Cause::OfficerWork),
        queue: of(Cause::Queue),
        applicant: of(Cause::Applicant),
        other_agency: of(Cause::OtherAgency),
        calendar: of(Cause::Calendar),
    }
}

pub(super) fn definition(definition: &Definition) -> pb::FigureDefinition {
    let Definition { key, title, meaning, formula } = *definition;
    let text = |(id, en): (&str, &str)| BilingualText { id: id.to_owned(), en: en.to_owned() };
    pb::FigureDefinition {
        figure: key.to_owned(),
        title: Some(text(title)),
        meaning: Some(text(meaning)),
        formula: formula.to_owned(),
    }
}

fn count(cell: Cell) -> pb::Count {
    match cell {
        Cell::Shown(number) => pb::Count { count: signed(number), suppressed: false },
        Cell::Hidden => pb::Count { count: 0, suppressed: true },
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
