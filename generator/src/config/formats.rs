//! `[formats]`: types of other crates for formats.

use super::code::Code;
use super::model::{FormatSetting, Setting};
use super::suggest;
use super::table::Table;
use crate::ir::{Foreign, Type};

/// The types that can be chosen for any format, by the names that a configuration has for them.
const ANY: &[(&[&str], Foreign)] = &[
    (&["uuid::Uuid", "uuid"], Foreign::Uuid),
    (&["url::Url", "url"], Foreign::Url),
    (&["bytes", "bytes::Bytes"], Foreign::Base64),
    (
        &["rust_decimal", "rust_decimal::Decimal"],
        Foreign::DecimalText,
    ),
];

/// The words for dates, for date-times and for durations.
const DATES: &[(&str, Type)] = &[
    ("jiff", Type::Date),
    ("chrono", Type::Foreign(Foreign::ChronoDate)),
    ("time", Type::Foreign(Foreign::TimeDate)),
];
const DATE_TIMES: &[(&str, Type)] = &[
    ("jiff", Type::DateTime),
    ("chrono", Type::Foreign(Foreign::ChronoDateTime)),
    ("time", Type::Foreign(Foreign::TimeDateTime)),
    ("civil", Type::Foreign(Foreign::CivilDateTime)),
];
const DURATIONS: &[(&str, Type)] = &[("jiff", Type::Foreign(Foreign::Duration))];

/// Reads the table.
pub(super) fn formats(top: &Table<'_, '_>) -> Vec<FormatSetting> {
    let table = top.table("formats");
    let pairs = table.as_ref().map(Table::pairs).unwrap_or_default();
    let settings = pairs.into_iter().filter_map(|(format, target)| {
        let ty = chosen(top, &format.value, &target)?;
        Some(FormatSetting { format, ty })
    });
    settings.collect()
}

/// The type of a name. Any other name is an error.
fn chosen(top: &Table<'_, '_>, format: &str, target: &Setting<String>) -> Option<Type> {
    let name = target.value.as_str();
    let times = of_times(format);
    if let Some((_, ty)) = times.iter().find(|(word, _)| *word == name) {
        return Some(ty.clone());
    }
    let is_time = matches!(format, "date" | "date-time" | "duration");
    if let Some((_, foreign)) = (ANY.iter()).find(|(names, _)| names.contains(&name) && !is_time) {
        return Some(Type::Foreign(foreign.clone()));
    }
    let is_known = (ANY.iter()).any(|(names, _)| names.contains(&name));
    let words: Vec<&str> = match is_time {
        true => times.iter().map(|(word, _)| *word).collect(),
        false => (ANY.iter().filter_map(|(names, _)| names.first().copied()))
            .chain(times.iter().map(|(word, _)| *word))
            .collect(),
    };
    let list: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let otherwise = format!(
        "write {}, or the path of a type with `Display` and `FromStr`: `my_crate::Kind`",
        list.join(", ")
    );
    // A path that is nearly a known one is misspelt.
    let paths = words.iter().copied().filter(|word| word.contains("::"));
    let is_path = name.contains("::") && !is_known && suggest::nearest(name, paths).is_empty();
    if let Some(path) = Code::path(name).ok().filter(|_| is_path) {
        return Some(Type::Foreign(Foreign::Custom(path)));
    }
    let message = format!("`{name}` is not a type for the format `{format}`");
    top.error(target, message, &suggest::help(name, words, &otherwise));
    None
}

/// The words for the types of dates and times of a format. A format of one's own can be that of a date-time.
fn of_times(format: &str) -> &'static [(&'static str, Type)] {
    match format {
        "date" => DATES,
        "duration" => DURATIONS,
        _ => DATE_TIMES,
    }
}
