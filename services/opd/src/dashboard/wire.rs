//! Requests of the dashboard service, checked whole.

use std::{fmt, str::FromStr};

use contract::satupintu::dashboard::v1 as pb;
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Slug};
use store::FiguresBy;
use surveys::Period;
use tonic::Status;

use crate::names;

/// The most days of one question: 36 months, as for a [`Period`].
const MOST_DAYS: i64 = 1_096;

/// Which figures are asked for.
pub(super) struct Asked {
    pub(super) agency: AgencyId,
    pub(super) service: Option<Slug>,
    /// As `agency/unit`; empty for all.
    pub(super) unit: String,
    /// The days that count; nothing for the present year.
    pub(super) span: Option<Span>,
    pub(super) by: FiguresBy,
}

/// The days that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Months(Period),
    /// From the first to the last.
    Days(Date, Date),
}

impl Span {
    /// The first day and the last.
    pub(super) fn ends(self) -> Option<(Date, Date)> {
        match self {
            Self::Months(period) => {
                Some((month(period.first_month())?, month(period.last_month())?.last_of_month()))
            }
            Self::Days(first, last) => Some((first, last)),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(period) => period.fmt(f),
            Self::Days(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

impl FromStr for Span {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        const SHAPE: &str = "must be as 2026, 2026-S1, 2026-TW3, 2026-07, 2026-02..2026-05 or \
             2026-07-01..2026-07-15, for at most 36 months";
        if let Some((first, last)) = text.split_once("..")
            && let (Some(first), Some(last)) = (day(first), day(last))
        {
            let days = i64::from(last.since(first).map_err(|_| SHAPE)?.get_days());
            let fits = (0..MOST_DAYS).contains(&days);
            return if fits { Ok(Self::Days(first, last)) } else { Err(SHAPE) };
        }
        let months = Self::Months(text.parse().map_err(|_| SHAPE)?);
        months.ends().map(|_| months).ok_or(SHAPE)
    }
}

impl Asked {
    /// Whether it goes further than what everybody may ask: sums of whole months, of
    /// the agency in parts or of one service as it is among these.
    pub(super) fn goes_deep(&self) -> bool {
        let has_parts = match self.by {
            FiguresBy::Whole => false,
            FiguresBy::Service | FiguresBy::Month => self.service.is_some(),
            FiguresBy::Unit => true,
        };
        has_parts || !self.unit.is_empty() || matches!(self.span, Some(Span::Days(..)))
    }
}

pub(super) fn agency(request: &pb::ListFigureDefinitionsRequest) -> Result<AgencyId, Status> {
    let pb::ListFigureDefinitionsRequest { parent } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    faults.finish(agency)
}

pub(super) fn asked(request: &pb::GetServiceFiguresRequest) -> Result<Asked, Status> {
    let mut faults = Violations::new();
    let asked = figures(&mut faults, "", request);
    faults.finish(asked)
}

/// In what form figures leave.
#[derive(Clone, Copy)]
pub(super) enum Format {
    Csv,
    Xlsx,
}

pub(super) fn exported(request: &pb::ExportFiguresRequest) -> Result<(Asked, Format), Status> {
    let pb::ExportFiguresRequest { figures: which, format } = request;
    let mut faults = Violations::new();
    let which = faults.check("figures", which.as_ref().ok_or("must say which"));
    let asked = which.and_then(|which| figures(&mut faults, "figures.", which));
    let format = match pb::FiguresFormat::try_from(*format) {
        Ok(pb::FiguresFormat::Csv) => Ok(Format::Csv),
        Ok(pb::FiguresFormat::Xlsx) => Ok(Format::Xlsx),
        Ok(pb::FiguresFormat::Unspecified) | Err(_) => Err("must be one of the formats"),
    };
    let format = faults.check("format", format);
    faults.finish(asked.zip(format))
}

fn figures(
    faults: &mut Violations,
    within: &str,
    request: &pb::GetServiceFiguresRequest,
) -> Option<Asked> {
    let pb::GetServiceFiguresRequest { parent, service, unit, period, breakdown } = request;
    let agency = faults.check(&format!("{within}parent"), names::parse_agency(parent));
    let service = match service.as_str() {
        "" => Some(None),
        service => faults.check(&format!("{within}service"), Slug::parse(service)).map(Some),
    };
    let unit = match unit.as_str() {
        "" => Some(String::new()),
        text => {
            let unit = faults.check(&format!("{within}unit"), names::parse_unit(text));
            unit.map(|_| text.to_owned())
        }
    };
    let span = match period.as_str() {
        "" => Some(None),
        period => faults.check(&format!("{within}period"), period.parse()).map(Some),
    };
    let by = match pb::Breakdown::try_from(*breakdown) {
        Ok(pb::Breakdown::Unspecified) => Ok(FiguresBy::Whole),
        Ok(pb::Breakdown::Service) => Ok(FiguresBy::Service),
        Ok(pb::Breakdown::Unit) => Ok(FiguresBy::Unit),
        Ok(pb::Breakdown::Month) => Ok(FiguresBy::Month),
        Err(_) => Err("must be one of the breakdowns"),
    };
    let by = faults.check(&format!("{within}breakdown"), by);
    Some(Asked { agency: agency?, service: service?, unit: unit?, span: span?, by: by? })
}

/// A day in its one spelling.
fn day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}

/// The first day of a month that is written as `202607`.
fn month(number: i64) -> Option<Date> {
    let (year, month) = (i16::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?);
    Date::new(year, month, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_whole_months_or_days() {
        let of = |text: &str| {
            let span: Span = text.parse().unwrap();
            let (first, last) = span.ends().unwrap();
            assert_eq!(span.to_string(), text);
            (first.to_string(), last.to_string(), matches!(span, Span::Months(_)))
        };

        assert_eq!(of("2026-TW1"), ("2026-01-01".into(), "2026-03-31".into(), true));
        assert_eq!(of("2028-02"), ("2028-02-01".into(), "2028-02-29".into(), true));
        assert_eq!(of("2026-07-01..2026-07-01"), ("2026-07-01".into(), "2026-07-01".into(), false));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for bad in [
            "",
            "2026-13",
            "2026-07-02..2026-07-01",
            "2020-01-01..2024-01-01",
            "2026-7-1..2026-7-2",
        ] {
            assert!(bad.parse::<Span>().is_err(), "{bad}");
        }
    }
}
