//! Formats that may be misspelt.

/// Formats that others use, and that differ from a known one by a letter or two.
const OTHERS: &[&str] = &[
    "cuid", "data", "guid", "int", "ksuid", "mail", "rate", "uid", "ulid", "urn", "xid",
];

/// The format that is meant by an unknown one: it has the same letters and digits (`DateTime`), or is a slip away
/// (`dat`, `uuuid`, `dtae-time`). A digit more is another version (`uuid4`), and a short word with another letter is
/// another word (`guid`).
pub(super) fn meant_format(format: &str, known: &[&'static str]) -> Option<&'static str> {
    let plain = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.map(|c| c.to_ascii_lowercase()).collect()
    };
    let written = plain(format);
    if written.is_empty() || format.len() > 32 {
        return None;
    }
    let same = known.iter().find(|known| plain(known) == written);
    if same.is_some() || OTHERS.iter().any(|other| plain(other) == written) {
        return same.copied();
    }
    let mut known = known.iter().copied();
    known.find(|known| is_slip(&written, &plain(known)))
}

/// Whether one word is the other with a letter too many, too few, or wrong, or with two letters that have changed places.
fn is_slip(written: &[char], known: &[char]) -> bool {
    let start = written
        .iter()
        .zip(known)
        .take_while(|(a, b)| a == b)
        .count();
    let (written, rest) = (written.get(start..), known.get(start..));
    let (Some(written), Some(rest)) = (written, rest) else {
        return false;
    };
    let is_long = known.len() >= 4;
    is_long
        && match (written, rest) {
            ([a, b, after @ ..], [c, d, behind @ ..]) if a == d && b == c => after == behind,
            ([more, after @ ..], _) if after == rest => more.is_alphabetic(),
            (_, [less, behind @ ..]) if behind == written => less.is_alphabetic(),
            ([wrong, after @ ..], [right, behind @ ..]) => {
                known.len() >= 6
                    && after == behind
                    && wrong.is_alphabetic()
                    && right.is_alphabetic()
            }
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &[
        "byte",
        "date",
        "date-time",
        "email",
        "hostname",
        "int32",
        "uuid",
    ];

    #[test]
    fn a_slip_has_a_suggestion() {
        for (written, meant) in [
            ("dat", "date"),
            ("daet", "date"),
            ("datetime", "date-time"),
            ("DateTime", "date-time"),
            ("date_time", "date-time"),
            ("date-tme", "date-time"),
            ("uuuid", "uuid"),
            ("UUID", "uuid"),
            ("emial", "email"),
            ("hostnane", "hostname"),
            ("bytes", "byte"),
            ("int23", "int32"),
            ("in32", "int32"),
        ] {
            assert_eq!(meant_format(written, KNOWN), Some(meant), "{written}");
        }
    }

    #[test]
    fn another_word_or_version_has_none() {
        for other in [
            "",
            "-",
            "guid",
            "ulid",
            "uuid4",
            "int",
            "int31",
            "int3",
            "rate",
            "date2",
            "phone",
            "currency",
            "dare",
            "gate",
            "time",
            "unix-time",
        ] {
            assert_eq!(meant_format(other, KNOWN), None, "{other}");
        }
    }
}
