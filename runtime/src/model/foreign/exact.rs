//! [`DecimalNumber`] and [`DecimalText`]: decimals of `rust_decimal`, which lose no digit.

use std::fmt;

use rust_decimal::Decimal;

use super::{adapter::Foreign, adapter::stated, codec::Codec};

/// A decimal of `rust_decimal` that is a number in JSON (`type: number`, `format: decimal`).
///
/// It holds 28 digits. A number with more is an error, and is not rounded. `0.10` is written as `0.10`, and equal to `0.1`.
pub type DecimalNumber = Foreign<Decimal, ExactNumber>;

/// A decimal of `rust_decimal` that is a text in JSON (`type: string`, `format: decimal`); see [`DecimalNumber`].
pub type DecimalText = Foreign<Decimal, ExactText>;

/// As a number; see [`DecimalNumber`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ExactNumber;

/// As a text; see [`DecimalText`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ExactText;

macro_rules! exact {
    ($codec:ty, $is_number:literal) => {
        impl Codec<Decimal> for $codec {
            const EXPECTED: &'static str = "a decimal of up to 28 digits";
            const IS_NUMBER: bool = $is_number;

            fn read(text: &str) -> Result<Decimal, String> {
                exact(text)
            }

            fn write(value: &Decimal, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(value, f)
            }
        }
    };
}

exact!(ExactNumber, true);
exact!(ExactText, false);

macro_rules! decimals_of {
    ($($codec:ty: $($ty:ty)*;)*) => {
        $($(impl From<$ty> for Foreign<Decimal, $codec> {
            fn from(number: $ty) -> Self {
                Self::new(number.into())
            }
        })*)*
    };
}

decimals_of! {
    ExactNumber: i8 i16 i32 i64 isize u8 u16 u32 u64 usize;
    ExactText: i8 i16 i32 i64 isize u8 u16 u32 u64 usize;
}

fn exact(text: &str) -> Result<Decimal, String> {
    // Signs and underscores within digits are read by `rust_decimal`, and by no server.
    if text.contains('_') {
        return Err("`_` is no digit".to_owned());
    }
    // The digits of a number with an exponent would be rounded silently.
    let digits = text.split(['e', 'E']).next().unwrap_or_default();
    let number = Decimal::from_str_exact(digits).map_err(|error| stated(&error))?;
    match digits.len() == text.len() {
        true => Ok(number),
        false => Decimal::from_scientific(text).map_err(|error| stated(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_exact_or_refused() {
        for (text, written) in [
            ("0.10", "0.10"),
            ("-12.50", "-12.50"),
            ("1E+2", "100"),
            ("1.25e1", "12.5"),
            ("5e-3", "0.005"),
            (
                "1234567890.123456789012345678",
                "1234567890.123456789012345678",
            ),
        ] {
            let number: DecimalNumber = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&number).unwrap(), written);
        }
        for text in [
            "0.12345678901234567890123456789",
            "1234567890123456789012345678901234567890",
            "0.1234567890123456789012345678901e2",
            "1e999",
            "1e-29",
            "1.5e-28",
        ] {
            let error = serde_json::from_str::<DecimalNumber>(text).unwrap_err();
            let error = error.to_string();
            assert!(
                error.starts_with("expected a decimal of up to 28 digits: "),
                "{text}: {error}"
            );
        }
        assert!("1_000".parse::<DecimalText>().is_err());
    }
}
