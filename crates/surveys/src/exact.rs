//! Numbers that lose nothing until they are printed.

use std::{fmt, iter::Sum, num::NonZeroU64, ops};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A fraction without a bound. It is rounded only where it is printed or classified.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

/// A number rounded half up to two decimals, as an index is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hundredths(pub i64);

impl Exact {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: impl Into<BigInt>) -> Self {
        Self(BigRational::from_integer(number.into()))
    }

    /// `numerator / denominator`.
    #[must_use]
    pub fn ratio(numerator: impl Into<BigInt>, denominator: NonZeroU64) -> Self {
        Self(BigRational::new(numerator.into(), BigInt::from(denominator.get())))
    }

    /// A decimal number as people write it, with a point or a comma: `3.31`, `3,31`.
    /// Nothing when it is not one, or has more than 12 digits on either side.
    #[must_use]
    pub fn decimal(text: &str) -> Option<Self> {
        let (whole, places) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let is_digits = |part: &str| part.len() <= 12 && part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(places) {
            return None;
        }
        // A separator with nothing after it is a slip of the pen.
        if places.is_empty() && whole.len() != text.len() {
            return None;
        }
        let digits: BigInt = format!("{whole}{places}").parse().ok()?;
        Some(Self(BigRational::new(digits, power_of_ten(places.len()))))
    }

    /// This over `divisor`.
    #[must_use]
    pub fn over(&self, divisor: NonZeroU64) -> Self {
        Self(&self.0 / BigInt::from(divisor.get()))
    }

    /// Times ten to `places`, rounded half up to a whole number.
    ///
    /// PermenPANRB 14/2017 publishes two decimals; halves go up, as clerks round.
    #[must_use]
    pub fn rounded(&self, places: usize) -> BigInt {
        let half = BigRational::new(BigInt::one(), BigInt::from(2));
        (&self.0 * power_of_ten(places) + half).floor().to_integer()
    }

    /// Times ten to `places`, cut off below.
    #[must_use]
    pub fn cut(&self, places: usize) -> BigInt {
        (&self.0 * power_of_ten(places)).floor().to_integer()
    }

    /// Rounded half up to two decimals. Values beyond what 64 bits hold saturate.
    #[must_use]
    pub fn hundredths(&self) -> Hundredths {
        Hundredths(self.rounded(2).to_i64().unwrap_or(i64::MAX))
    }

    /// With `places` decimals and a point, rounded half up.
    #[must_use]
    pub fn text(&self, places: usize) -> String {
        let rounded = self.rounded(places);
        let sign = if rounded.is_negative() { "-" } else { "" };
        let digits = format!("{:0>width$}", rounded.abs(), width = places + 1);
        let (whole, decimals) = digits.split_at(digits.len() - places);
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
    }

    /// With `places` decimals and a comma, as Indonesian texts print it.
    #[must_use]
    pub fn comma(&self, places: usize) -> String {
        self.text(places).replace('.', ",")
    }

    /// The smallest whole number whose square is not below this; for widths that
    /// must not look narrower than they are.
    #[must_use]
    pub fn root_rounded_up(&self) -> BigInt {
        let ceiling = self.0.ceil().to_integer();
        let root = ceiling.sqrt();
        if &root * &root < ceiling { root + 1 } else { root }
    }

    /// Whether it is below nothing.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }
}

fn power_of_ten(places: usize) -> BigInt {
    // Callers print a handful of decimals; the conversion only widens.
    BigInt::from(10).pow(u32::try_from(places).unwrap_or(u32::MAX))
}

impl ops::Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl ops::Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl ops::Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl ops::Mul<&Exact> for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::zero(), ops::Add::add)
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Hundredths {
    /// With a comma, as Indonesian texts print it: `87,28`.
    #[must_use]
    pub fn comma(self) -> String {
        self.to_string().replace('.', ",")
    }
}

/// With a point, as programs read it: `87.28`.
impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let units = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", units / 100, units % 100)
    }
}
