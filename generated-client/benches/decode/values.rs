//! The ids, times and names of the page.

pub(crate) const USERS: u64 = 12;
pub(crate) const STORIES: u64 = 60;
pub(crate) const WORKSPACES: u64 = 8;
pub(crate) const SUBMISSIONS: u64 = 48;
pub(crate) const INVOICES: u64 = 12;
pub(crate) const ROLES: u64 = 6;

/// The ids of each collection begin somewhere else, and have as many digits as those of a service that has been in
/// use for years.
pub(crate) fn entry(n: u64) -> u64 {
    912_440_000 + n * 7
}
pub(crate) fn user(n: u64) -> u64 {
    10_304_050 + n % USERS * 13
}
pub(crate) fn story(n: u64) -> u64 {
    788_015_300 + n % STORIES * 11
}
pub(crate) fn workspace(n: u64) -> u64 {
    38_120_400 + n % WORKSPACES * 5
}
pub(crate) fn submission(n: u64) -> u64 {
    21_445_000 + n % SUBMISSIONS * 3
}
pub(crate) fn invoice(n: u64) -> u64 {
    6_021_300 + n % INVOICES * 2
}
pub(crate) fn role(n: u64) -> u64 {
    401_200 + n % ROLES
}
pub(crate) fn external_reference(n: u64) -> u64 {
    55_310_000 + n * 4
}

/// A list of ids.
pub(crate) fn ids(first: u64, count: u64) -> String {
    let ids = (first..first + count).map(|id| format!("\"{id}\""));
    format!("[{}]", ids.collect::<Vec<_>>().join(","))
}

/// A time of day in another offset than UTC, as the service writes it.
pub(crate) fn at(n: u64) -> String {
    format!(
        "\"2026-{:02}-{:02}T{:02}:{:02}:{:02}-07:00\"",
        n % 11 + 1,
        n % 28 + 1,
        n % 24,
        n * 7 % 60,
        n * 13 % 60
    )
}

pub(crate) fn day(n: u64) -> String {
    format!("\"2026-11-{:02}\"", n % 30 + 1)
}

pub(crate) fn pick<'a>(n: u64, of: &[&'a str]) -> &'a str {
    let n = usize::try_from(n).unwrap_or_default();
    of.iter().cycle().nth(n % of.len().max(1)).unwrap_or(&"")
}

pub(crate) fn name(n: u64) -> String {
    let first = pick(
        n,
        &[
            "Ada", "Grace", "Alan", "Edsger", "Barbara", "Niklaus", "Zoë",
        ],
    );
    let last = pick(
        n / 7 + n,
        &["Lindqvist", "Okonkwo", "García", "Meyer", "Tanaka"],
    );
    format!("{first} {last}")
}
