//! [`EachEntry`]: a page that is read for its entries, one by one.

use std::marker::PhantomData;

use super::{decode::Decode, documented::Properties, read::Read};
use crate::exchange::{decode_error::DecodeError, expected::Expected, raw_response::RawResponse};

/// Reads a response like `D`, but an entry that cannot be read is an error of that entry, as far as the value can have one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EachEntry<D>(PhantomData<fn() -> D>);

impl<D: Decode> Decode for EachEntry<D> {
    type Output = D::Output;

    fn decode(response: &RawResponse) -> Result<D::Output, DecodeError> {
        Self::decode_expected(response, &Expected::Any).map(|read| read.value)
    }

    fn decode_expected(
        response: &RawResponse,
        expected: &Expected,
    ) -> Result<Read<D::Output>, DecodeError> {
        D::decode_each(response, expected)
    }

    fn recognizes(response: &RawResponse) -> bool {
        D::recognizes(response)
    }

    fn properties() -> Properties {
        D::properties()
    }
}
