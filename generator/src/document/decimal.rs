//! Numbers as documents write them: `400`, `400.0`, `4e2`.

use super::node::{Node, Value};

/// More digits than any limit has that a value can reach.
const MOST_DIGITS: i64 = 36;

/// A number: the integer at it or next below it, and whether that is the number itself. Numbers of more than 36 digits are
/// as far as an [`i128`] goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) floor: i128,
    pub(crate) is_whole: bool,
}

impl Decimal {
    /// The integer at the number or next above it.
    pub(crate) fn ceil(self) -> i128 {
        match self.is_whole {
            true => self.floor,
            false => self.floor.saturating_add(1),
        }
    }

    fn of(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i64 = exponent.parse().ok()?;
        let (is_negative, digits) = match mantissa.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let point = i64::try_from(whole.len()).ok()?.saturating_add(exponent);
        let leading = i64::try_from(digits.len() - digits.trim_start_matches('0').len()).ok()?;
        let is_zero = digits.bytes().all(|digit| digit == b'0');
        if point.saturating_sub(leading) > MOST_DIGITS && !is_zero {
            let floor = if is_negative { i128::MIN } else { i128::MAX };
            return Some(Self {
                floor,
                is_whole: true,
            });
        }
        let point = usize::try_from(point.clamp(0, i64::from(u16::MAX))).ok()?;
        let whole: String = digits
            .chars()
            .chain("0".repeat(point).chars())
            .take(point)
            .collect();
        let is_whole = digits.chars().skip(point).all(|digit| digit == '0') || is_zero;
        let size: i128 = match whole.trim_start_matches('0') {
            "" => 0,
            whole => whole.parse().ok()?,
        };
        let floor = match (is_negative, is_whole) {
            (false, _) => size,
            (true, true) => -size,
            (true, false) => -size - 1,
        };
        Some(Self { floor, is_whole })
    }
}

impl Node {
    /// The number, if this is one.
    pub(crate) fn as_decimal(&self) -> Option<Decimal> {
        match &self.value {
            Value::Number(text) => Decimal::of(text),
            _ => None,
        }
    }

    /// The number, if it is whole, in whatever way it is written.
    pub(crate) fn as_whole(&self) -> Option<i128> {
        let decimal = self.as_decimal()?;
        decimal.is_whole.then_some(decimal.floor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_in_any_spelling() {
        for (text, floor, is_whole) in [
            ("400", 400, true),
            ("400.0", 400, true),
            ("4e2", 400, true),
            ("1e6", 1_000_000, true),
            ("1.5e1", 15, true),
            ("1500e-2", 15, true),
            ("0.5", 0, false),
            ("-0.5", -1, false),
            ("-2.0", -2, true),
            ("-12.25", -13, false),
            ("1e-3", 0, false),
            ("0.000e5", 0, true),
            ("0e999999", 0, true),
            ("18446744073709551615", 18_446_744_073_709_551_615, true),
            ("1e400", i128::MAX, true),
            ("-1E+400", i128::MIN, true),
            ("0.00000000000000000000000000000000000000001e42", 10, true),
        ] {
            assert_eq!(
                Decimal::of(text),
                Some(Decimal { floor, is_whole }),
                "{text}"
            );
        }
        for text in ["", "-", "1e", "e3", "0x10", ".inf", "nan", "1.2.3"] {
            assert_eq!(Decimal::of(text), None, "{text}");
        }
        let half = Decimal::of("-0.5").unwrap();
        assert_eq!(half.ceil(), 0);
    }
}
