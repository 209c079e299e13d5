//! The tariff of a fee that is set case by case, and its exact arithmetic.
//!
//! Refuses every amount that the standard's own lines do not yield: an officer
//! gives quantities, never rupiah. Nothing is rounded but the sum, once.

mod read;

use std::{collections::BTreeSet, fmt, str::FromStr};

use calendar::WorkDuration;
use kernel::{Slug, Source};
use serde::{Deserialize, Serialize};

pub(crate) use self::read::{read_fee_time, read_tariff};
use crate::fee::{Amount, Fee, RUPIAH};

/// Thousandths in a unit: the finest part of a quantity.
const PARTS: i64 = 1000;
/// A billion units: more is a slip of the pen.
const MOST: i64 = 1_000_000_000;
/// Without a time of its own, a service gives as many calendar days.
const DAYS: u32 = 30;
/// Without a setting, the reminder comes as many days ahead.
const REMINDER: u32 = 7;

/// A line of a tariff (objek retribusi): so many rupiah for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffItem {
    /// Unique within the tariff; an assessment names it.
    pub code: Slug,
    /// What is charged for.
    pub text: String,
    /// What is counted, as `m2`.
    pub unit: String,
    /// Whole rupiah for one unit.
    pub rupiah: i64,
    /// Whether the regulation publishes it.
    pub source: Source,
}

/// How long an assessment may stay unpaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeTime {
    /// Working or calendar days after the day of the assessment.
    pub due: WorkDuration,
    /// How long before the due date the applicant is reminded; shorter, and in
    /// the same unit.
    pub remind: WorkDuration,
    /// Whether the agency published it.
    pub source: Source,
}

/// Thirty calendar days, seven of them after the reminder: our own example,
/// until an agency states the time of its regulation.
impl Default for FeeTime {
    fn default() -> Self {
        Self {
            due: WorkDuration::CalendarDays(DAYS),
            remind: WorkDuration::CalendarDays(REMINDER),
            source: Source::Example,
        }
    }
}

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a number above 0 and at most {MOST}, with at most three decimals, as 120.5")]
pub struct QuantityError;

/// How much of something: an exact decimal with at most three places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quantity {
    thousandths: i64,
}

impl Quantity {
    /// The quantity that `text` is, as `120` or `120.5`.
    ///
    /// # Errors
    /// [`QuantityError`] for anything else; nothing is rounded to fit.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let (whole, part) = match text.split_once('.') {
            None => (text, ""),
            Some((_, "")) => return Err(QuantityError),
            Some(parts) => parts,
        };
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_short = (1..=10).contains(&whole.len()) && part.len() <= 3;
        if !is_short || !are_digits(whole) || !are_digits(part) {
            return Err(QuantityError);
        }
        let whole: i64 = whole.parse().map_err(|_| QuantityError)?;
        let part: i64 = format!("{part:0<3}").parse().map_err(|_| QuantityError)?;
        let thousandths = whole * PARTS + part;
        if (1..=MOST * PARTS).contains(&thousandths) {
            Ok(Self { thousandths })
        } else {
            Err(QuantityError)
        }
    }

    /// The quantity in thousandths of its unit.
    #[must_use]
    pub fn thousandths(self) -> i64 {
        self.thousandths
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal(i128::from(self.thousandths)))
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Quantity {
    type Error = QuantityError;
    fn try_from(text: String) -> Result<Self, QuantityError> {
        Self::parse(&text)
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.to_string()
    }
}

/// One computed line of an assessment, with everything that it was computed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// The tariff's line.
    pub code: Slug,
    /// What is charged for.
    pub text: String,
    /// What is counted.
    pub unit: String,
    /// How much of it.
    pub quantity: Quantity,
    /// Whole rupiah for one unit.
    pub rate_rupiah: i64,
}

impl Charge {
    /// The line's exact amount, as `1234500` or `1234500.5` rupiah.
    #[must_use]
    pub fn amount(&self) -> String {
        decimal(self.thousandths())
    }

    /// The line's exact amount in thousandths of a rupiah.
    fn thousandths(&self) -> i128 {
        i128::from(self.quantity.thousandths) * i128::from(self.rate_rupiah)
    }
}

/// What a case owes, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charges {
    /// The computed lines; none for a fee that is the same for everybody.
    pub lines: Vec<Charge>,
    /// The sum in whole rupiah, a begun rupiah left out.
    pub total_rupiah: i64,
}

/// Why nothing can be assessed from these quantities.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssessmentError {
    /// The service is free of charge: nothing may be taken.
    #[error("the service is free of charge")]
    Free,
    /// The standard says that the fee is assessed, and not from what.
    #[error("the standard has no tariff to assess from")]
    TariffMissing,
    /// The amount is the same for everybody; an officer cannot alter it.
    #[error("the fee is the same for everybody and takes no quantities")]
    Fixed,
    /// An assessment names at least one line of the tariff.
    #[error("an assessment must name at least one line of the tariff")]
    Empty,
    /// The tariff has no such line.
    #[error("the tariff has no line {code}")]
    UnknownItem {
        /// As the caller wrote it.
        code: String,
    },
    /// One line of the tariff, one quantity.
    #[error("line {code} of the tariff is named twice")]
    Repeated {
        /// As the caller wrote it.
        code: String,
    },
    /// The sum is no amount that anybody owes.
    #[error("the total must be between 1 and {RUPIAH} rupiah")]
    OutOfBounds,
}

impl Fee {
    /// What `quantities` of the tariff's lines cost: the exact sum of quantity
    /// times rate, rounded down to a whole rupiah once, at the end.
    ///
    /// # Errors
    /// [`AssessmentError`]; a free service owes nothing, a fixed fee takes no
    /// quantities.
    pub fn assess(&self, quantities: &[(Slug, Quantity)]) -> Result<Charges, AssessmentError> {
        if let Amount::Rupiah(rupiah) = self.amount {
            return match (rupiah, quantities) {
                (0, _) => Err(AssessmentError::Free),
                (total_rupiah, []) => Ok(Charges { lines: Vec::new(), total_rupiah }),
                (_, [_, ..]) => Err(AssessmentError::Fixed),
            };
        }
        if self.tariff.is_empty() {
            return Err(AssessmentError::TariffMissing);
        }
        if quantities.is_empty() {
            return Err(AssessmentError::Empty);
        }
        let mut seen = BTreeSet::new();
        let mut lines = Vec::with_capacity(quantities.len());
        for (code, quantity) in quantities {
            if !seen.insert(code) {
                return Err(AssessmentError::Repeated { code: code.to_string() });
            }
            let Some(item) = self.tariff.iter().find(|item| item.code == *code) else {
                return Err(AssessmentError::UnknownItem { code: code.to_string() });
            };
            let TariffItem { code, text, unit, rupiah, source: _ } = item.clone();
            lines.push(Charge { code, text, unit, quantity: *quantity, rate_rupiah: rupiah });
        }
        let exact: i128 = lines.iter().map(Charge::thousandths).sum();
        let total = i64::try_from(exact / i128::from(PARTS)).ok();
        match total.filter(|total| (1..=RUPIAH).contains(total)) {
            Some(total_rupiah) => Ok(Charges { lines, total_rupiah }),
            None => Err(AssessmentError::OutOfBounds),
        }
    }
}

/// Thousandths as a decimal without needless zeros.
fn decimal(thousandths: i128) -> String {
    let (whole, part) = (thousandths / i128::from(PARTS), thousandths % i128::from(PARTS));
    let text = format!("{whole}.{part:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fee(items: &[(&str, i64)]) -> Fee {
        let tariff = items.iter().map(|(code, rupiah)| TariffItem {
            code: Slug::parse(code).unwrap(),
            text: "Luas".to_owned(),
            unit: "m2".to_owned(),
            rupiah: *rupiah,
            source: Source::Example,
        });
        Fee {
            amount: Amount::Assessed("dihitung".to_owned()),
            basis: None,
            source: Source::Example,
            tariff: tariff.collect(),
            time: None,
        }
    }

    fn of(code: &str, text: &str) -> (Slug, Quantity) {
        (Slug::parse(code).unwrap(), Quantity::parse(text).unwrap())
    }

    #[test]
    fn a_quantity_is_exact_or_refused() {
        assert_eq!(Quantity::parse("120.5").unwrap().thousandths(), 120_500);
        assert_eq!(Quantity::parse("0.001").unwrap().to_string(), "0.001");
        for bad in ["", "0", "0.000", "1.", ".5", "1.2345", "-1", "1,5", "1e3", "1000000000.001"] {
            assert_eq!(Quantity::parse(bad), Err(QuantityError), "{bad:?}");
        }
    }

    /// Three lines that would each lose a part of a rupiah lose one together.
    #[test]
    fn the_sum_is_rounded_once_and_the_lines_never() {
        let fee = fee(&[("a", 1), ("b", 1), ("c", 1)]);

        let charges = fee.assess(&[of("a", "0.5"), of("b", "0.7"), of("c", "0.9")]).unwrap();

        assert_eq!(charges.total_rupiah, 2);
        assert_eq!(charges.lines[1].amount(), "0.7");
    }

    #[test]
    fn a_line_is_of_the_tariff_and_named_once() {
        let fee = fee(&[("a", 15_000)]);

        let unknown = fee.assess(&[of("b", "1")]);
        let twice = fee.assess(&[of("a", "1"), of("a", "2")]);

        assert_eq!(unknown, Err(AssessmentError::UnknownItem { code: "b".to_owned() }));
        assert_eq!(twice, Err(AssessmentError::Repeated { code: "a".to_owned() }));
        assert_eq!(fee.assess(&[]), Err(AssessmentError::Empty));
    }

    #[test]
    fn a_fee_that_is_fixed_or_free_takes_no_quantities() {
        let fixed = Fee { amount: Amount::Rupiah(30_000), tariff: Vec::new(), ..fee(&[]) };
        let free = Fee { amount: Amount::Rupiah(0), ..fixed.clone() };

        assert_eq!(fixed.assess(&[]).unwrap().total_rupiah, 30_000);
        assert_eq!(fixed.assess(&[of("a", "1")]), Err(AssessmentError::Fixed));
        assert_eq!(free.assess(&[]), Err(AssessmentError::Free));
        assert_eq!(fee(&[]).assess(&[of("a", "1")]), Err(AssessmentError::TariffMissing));
    }

    proptest! {
        /// Fees are exact: against arithmetic in whole numbers of another kind.
        #[test]
        fn a_total_is_the_exact_sum_less_than_a_rupiah_rounded_down(
            lines in prop::collection::vec((1_i64..100_000_000, 1_i64..10_000_000), 1..8),
        ) {
            let codes: Vec<String> = (0..lines.len()).map(|n| format!("l{n}")).collect();
            let items: Vec<_> =
                codes.iter().zip(&lines).map(|(code, (_, rate))| (code.as_str(), *rate)).collect();
            let given: Vec<_> = codes
                .iter()
                .zip(&lines)
                .map(|(code, (parts, _))| of(code, &decimal(i128::from(*parts))))
                .collect();

            let exact: u128 = lines.iter().map(|(parts, rate)| *parts as u128 * *rate as u128).sum();
            let owed = exact / 1000;
            match fee(&items).assess(&given) {
                Ok(charges) => {
                    let total = u128::try_from(charges.total_rupiah).unwrap();
                    prop_assert_eq!(total, owed);
                    prop_assert!(exact - total * 1000 < 1000);
                }
                Err(error) => {
                    prop_assert_eq!(error, AssessmentError::OutOfBounds);
                    prop_assert!(!(1..=1_000_000_000_000).contains(&owed));
                }
            }
        }

        #[test]
        fn a_quantity_reads_back_as_written(parts in 1_i64..=1_000_000_000_000) {
            let text = decimal(i128::from(parts));
            let quantity = Quantity::parse(&text).unwrap();
            prop_assert_eq!(quantity.thousandths(), parts);
            prop_assert_eq!(quantity.to_string(), text);
        }

        #[test]
        fn any_text_is_a_quantity_or_an_error(text in ".{0,16}|[0-9.]{0,16}") {
            let _ = Quantity::parse(&text);
        }
    }
}
