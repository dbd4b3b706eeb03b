//! How close two names are, to find the one that is meant.

/// The edit distance (Levenshtein): how many letters are inserted, removed or replaced to turn one text into the other.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.bytes().enumerate() {
        let mut next = vec![i + 1];
        for ((j, b), (above_left, above)) in right
            .bytes()
            .enumerate()
            .zip(row.iter().zip(row.iter().skip(1)))
        {
            let before = next.get(j).copied().unwrap_or(i);
            next.push(
                (above_left + usize::from(a != b))
                    .min(above + 1)
                    .min(before + 1),
            );
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
