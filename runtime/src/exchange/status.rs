//! Lists of statuses, as a document writes them: single statuses, classes such as `2XX`, and `default`.

use http::StatusCode;

/// Whether `list` contains `status` or its class. A class is its first digit.
pub(crate) fn contains(list: &[u16], status: StatusCode) -> bool {
    let status = status.as_u16();
    list.contains(&status) || list.contains(&(status / 100))
}

/// Whether `list` has a status from 200 to 299, or their class.
pub(crate) fn has_success(list: &[u16]) -> bool {
    list.iter().any(|status| matches!(status, 2 | 200..=299))
}

/// Returns the index of the list that describes `status`. A list with the status itself comes before one with its class,
/// which comes before one with 0 (`default`).
pub(crate) fn select(lists: &[&[u16]], status: StatusCode) -> Option<usize> {
    let status = status.as_u16();
    [status, status / 100, 0]
        .into_iter()
        .find_map(|wanted| lists.iter().position(|list| list.contains(&wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_the_statuses_that_begin_with_its_digit() {
        let status = |code| StatusCode::from_u16(code).unwrap();
        for (list, code, is_in) in [
            (&[2][..], 200, true),
            (&[2], 299, true),
            (&[2], 404, false),
            (&[404, 2], 404, true),
            (&[204], 200, false),
            // `default` is no success.
            (&[0], 200, false),
        ] {
            assert_eq!(contains(list, status(code)), is_in, "{list:?}, {code}");
        }
        for (list, has) in [
            (&[2][..], true),
            (&[404, 204], true),
            (&[299], true),
            (&[0, 3, 4, 5, 199, 300], false),
            (&[], false),
        ] {
            assert_eq!(has_success(list), has, "{list:?}");
        }
    }
}
