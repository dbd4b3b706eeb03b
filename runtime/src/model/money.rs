//! [`Money`]: an exact amount in a currency.

use std::fmt;

use super::alike::Holds;

/// An exact amount in a currency: a number of its smallest units, such as cents, and how many of them make one unit.
///
/// Nothing here is a floating-point number, and each operation is exact or says how it rounds. An operation is `None` if the
/// result does not fit, or if two amounts are not of the same kind.
///
/// ```
/// use specwright_runtime::{Money, Rounding};
///
/// // 125.00 dollars an hour, for 50 minutes.
/// let rate = Money::new(12_500, 100, "USD").unwrap();
/// let fee = rate.checked_mul_ratio(50, 60, Rounding::HalfUp).unwrap();
/// assert_eq!(fee.to_string(), "104.17 USD");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    amount: i64,
    unit: i64,
    currency: String,
}

/// How a result is rounded that is no whole number of smallest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rounding {
    /// To the nearest one, and a half away from zero: 0.5 to 1, and -0.5 to -1.
    HalfUp,
    /// To the nearest one, and a half to the even one: 0.5 to 0, and 1.5 to 2.
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

impl Money {
    /// Makes an amount of `amount` smallest units, of which `unit` make one unit of `currency`: 100 for dollars, 1 for yen.
    /// Returns `None` if `unit` is less than 1 or the currency is empty, because such an amount has no meaning.
    pub fn new(amount: i64, unit: i64, currency: impl Into<String>) -> Option<Self> {
        let currency = currency.into();
        (unit >= 1 && !currency.is_empty()).then_some(Self {
            amount,
            unit,
            currency,
        })
    }

    /// Returns the number of smallest units.
    pub fn amount(&self) -> i64 {
        self.amount
    }

    /// Returns the number of smallest units that make one unit of the currency.
    pub fn unit(&self) -> i64 {
        self.unit
    }

    /// Returns the code of the currency, such as `USD`.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// Returns the sum, or `None` if the currencies or units differ, or if the sum does not fit.
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        self.same_kind(other)?;
        self.with(self.amount.checked_add(other.amount)?)
    }

    /// Returns the difference, or `None` if the currencies or units differ, or if it does not fit.
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        self.same_kind(other)?;
        self.with(self.amount.checked_sub(other.amount)?)
    }

    /// Returns the amount times `numerator / denominator`, rounded once. Returns `None` if the denominator is zero, or if the
    /// result does not fit. The fee of an hourly rate is `checked_mul_ratio(minutes, 60, …)`.
    pub fn checked_mul_ratio(
        &self,
        numerator: i64,
        denominator: i64,
        rounding: Rounding,
    ) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        // A product of two `i64` fits into an `i128`.
        let product = i128::from(self.amount) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let (quotient, rest) = (product / denominator, product % denominator);
        let away = if (product < 0) == (denominator < 0) {
            1
        } else {
            -1
        };
        let doubled = rest.abs() * 2;
        let is_half_or_more = doubled >= denominator.abs();
        let is_half = doubled == denominator.abs();
        let is_away = rest != 0
            && match rounding {
                Rounding::HalfUp => is_half_or_more,
                Rounding::HalfEven => is_half_or_more && (!is_half || quotient % 2 != 0),
                Rounding::Down => false,
                Rounding::Up => true,
            };
        let rounded = if is_away { quotient + away } else { quotient };
        self.with(i64::try_from(rounded).ok()?)
    }

    fn same_kind(&self, other: &Self) -> Option<()> {
        (self.unit == other.unit && self.currency == other.currency).then_some(())
    }

    fn with(&self, amount: i64) -> Option<Self> {
        Some(Self {
            amount,
            ..self.clone()
        })
    }
}

/// `125.00 USD`, `125 JPY`, `0.125 KWD`. An amount whose unit is no power of ten is written as a fraction: `7/5 MRU`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (amount, unit) = (self.amount.unsigned_abs(), self.unit.unsigned_abs());
        let sign = if self.amount < 0 { "-" } else { "" };
        let decimals = unit.checked_ilog10().unwrap_or(0);
        if 10_u64.checked_pow(decimals) != Some(unit) {
            write!(f, "{sign}{amount}/{unit}")?;
        } else if decimals == 0 {
            write!(f, "{sign}{amount}")?;
        } else {
            let (whole, part) = (amount / unit, amount % unit);
            let width = usize::try_from(decimals).unwrap_or_default();
            write!(f, "{sign}{whole}.{part:0width$}")?;
        }
        write!(f, " {}", self.currency)
    }
}

/// A field with an integer, which can be missing.
pub trait Whole {
    /// Returns the integer.
    fn whole(&self) -> Option<i64>;
}

impl Whole for i64 {
    fn whole(&self) -> Option<i64> {
        Some(*self)
    }
}

impl Whole for i32 {
    fn whole(&self) -> Option<i64> {
        Some((*self).into())
    }
}

impl<T: Whole> Whole for Option<T> {
    fn whole(&self) -> Option<i64> {
        self.as_ref().and_then(T::whole)
    }
}

/// Returns the amount in the fields of an object. Without the unit or the currency there is none: a guess at the unit would
/// be wrong by a factor.
pub fn money(
    amount: &impl Whole,
    unit: &impl Whole,
    currency: &impl Holds<String>,
) -> Option<Money> {
    Money::new(amount.whole()?, unit.whole()?, currency.held()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dollars(amount: i64) -> Money {
        Money::new(amount, 100, "USD").unwrap()
    }

    #[test]
    fn amounts_are_written_with_the_decimals_of_their_unit() {
        for (amount, unit, text) in [
            (12_500, 100, "125.00 X"),
            (-5, 100, "-0.05 X"),
            (125, 1, "125 X"),
            (-125, 1, "-125 X"),
            (1, 1000, "0.001 X"),
            (7, 5, "7/5 X"),
            (-7, 12, "-7/12 X"),
            (i64::MIN, 100, "-92233720368547758.08 X"),
            (
                i64::MAX,
                i64::MAX,
                "9223372036854775807/9223372036854775807 X",
            ),
        ] {
            assert_eq!(Money::new(amount, unit, "X").unwrap().to_string(), text);
        }
        assert_eq!(Money::new(1, 0, "USD"), None);
        assert_eq!(Money::new(1, -100, "USD"), None);
        assert_eq!(Money::new(1, 100, ""), None);
    }

    #[test]
    fn only_amounts_of_one_kind_are_added() {
        assert_eq!(dollars(1).checked_add(&dollars(2)), Some(dollars(3)));
        assert_eq!(dollars(1).checked_sub(&dollars(2)), Some(dollars(-1)));
        let yen = Money::new(1, 1, "JPY").unwrap();
        let odd = Money::new(1, 1000, "USD").unwrap();
        assert_eq!(dollars(1).checked_add(&yen), None);
        assert_eq!(dollars(1).checked_add(&odd), None);
        assert_eq!(dollars(i64::MAX).checked_add(&dollars(1)), None);
        assert_eq!(dollars(i64::MIN).checked_sub(&dollars(1)), None);
    }

    #[test]
    fn a_ratio_is_rounded_once_and_as_it_is_said() {
        use Rounding::{Down, HalfEven, HalfUp, Up};
        for (amount, ratio, expected) in [
            (1, (1, 2), [(HalfUp, 1), (HalfEven, 0), (Down, 0), (Up, 1)]),
            (3, (1, 2), [(HalfUp, 2), (HalfEven, 2), (Down, 1), (Up, 2)]),
            (
                -1,
                (1, 2),
                [(HalfUp, -1), (HalfEven, 0), (Down, 0), (Up, -1)],
            ),
            (
                1,
                (1, -2),
                [(HalfUp, -1), (HalfEven, 0), (Down, 0), (Up, -1)],
            ),
            (1, (1, 3), [(HalfUp, 0), (HalfEven, 0), (Down, 0), (Up, 1)]),
            (2, (1, 3), [(HalfUp, 1), (HalfEven, 1), (Down, 0), (Up, 1)]),
            (6, (1, 3), [(HalfUp, 2), (HalfEven, 2), (Down, 2), (Up, 2)]),
        ] {
            for (rounding, expected) in expected {
                let product = dollars(amount).checked_mul_ratio(ratio.0, ratio.1, rounding);
                assert_eq!(
                    product,
                    Some(dollars(expected)),
                    "{amount} {ratio:?} {rounding:?}"
                );
            }
        }
        assert_eq!(dollars(1).checked_mul_ratio(1, 0, Up), None);
        assert_eq!(dollars(i64::MAX).checked_mul_ratio(2, 1, Up), None);
        let most = dollars(i64::MIN).checked_mul_ratio(i64::MIN, i64::MIN, Down);
        assert_eq!(most, Some(dollars(i64::MIN)));
    }

    #[test]
    fn an_amount_has_its_parts() {
        let money = Money::new(-12_550, 100, "USD").unwrap();
        assert_eq!(
            (money.amount(), money.unit(), money.currency()),
            (-12_550, 100, "USD")
        );
        assert_eq!(money.to_string(), "-125.50 USD");
        assert_eq!(Money::new(0, 100, "USD").unwrap().to_string(), "0.00 USD");
        assert_eq!(Money::new(7, 3, "USD").unwrap().amount(), 7);
    }
}
