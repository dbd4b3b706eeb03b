//! The key by which a server recognizes a request that it has processed before.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    process,
    time::{SystemTime, UNIX_EPOCH},
};

use http::{
    HeaderValue,
    header::{HeaderMap, HeaderName},
};

use crate::exchange::operation::Operation;

/// Returns the header with a new key for a request of this operation. Returns `None` if the operation has no key, or the
/// request has one already.
pub(super) fn missing_key(
    operation: &Operation,
    headers: &HeaderMap,
) -> Option<(HeaderName, HeaderValue)> {
    let name = operation.key_header()?;
    if headers.contains_key(&name) {
        return None;
    }
    let value = HeaderValue::from_str(&uuid(random(), random())).ok()?;
    Some((name, value))
}

/// Returns 64 random bits.
///
/// The standard library has a secret of 128 random bits of the system for each thread, and another one for each hash table
/// that follows from it. Results of SipHash with a secret cannot be told from random ones. A process that is forked has the
/// same secrets as its parent, so the process and the time are hashed, too.
fn random() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(process::id());
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    hasher.write_u128(now.map_or(0, |now| now.as_nanos()));
    hasher.finish()
}

/// Returns the text of a random UUID (RFC 9562, version 4), which has 122 of the bits: with a billion keys, the probability
/// that two are the same is below 10⁻¹⁹.
fn uuid(high: u64, low: u64) -> String {
    let high = high & !0xf000 | 0x4000;
    let low = low & (u64::MAX >> 2) | 1 << 63;
    let (first, second, third) = (high >> 32, high >> 16 & 0xffff, high & 0xffff);
    let (fourth, fifth) = (low >> 48, low & 0xffff_ffff_ffff);
    format!("{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}")
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, thread};

    use super::*;

    #[test]
    fn a_key_is_the_text_of_a_random_uuid() {
        assert_eq!(uuid(0, 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            uuid(u64::MAX, u64::MAX),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
        assert_eq!(
            uuid(0x0123_4567_89ab_cdef, 0x0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }

    #[test]
    fn no_two_keys_are_the_same_in_any_thread() {
        let keys = || (0..10_000).map(|_| uuid(random(), random())).collect();
        let threads: Vec<_> = (0..4).map(|_| thread::spawn(keys)).collect();
        let all: Vec<Vec<String>> = threads.into_iter().map(|it| it.join().unwrap()).collect();
        let distinct: HashSet<&String> = all.iter().flatten().collect();
        assert_eq!(distinct.len(), 40_000);
    }
}
