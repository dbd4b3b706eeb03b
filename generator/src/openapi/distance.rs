//! How close two names are, to find the one that is meant.

/// The name that is closest to one that is none of them, if it differs from it by few letters.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_'], "");
    let wanted = plain(wanted);
    let most = match wanted.len() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    let near = names.filter_map(|name| {
        let other = plain(name);
        let is_close = other.len().abs_diff(wanted.len()) <= most;
        let distance = is_close.then(|| distance(&other, &wanted))?;
        (distance <= most).then_some((distance, name))
    });
    near.min().map(|(_, name)| name)
}

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
