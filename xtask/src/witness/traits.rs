//! Traits that public types implement, as bounds that a program has.

use specwright::Item;

use super::names::{Names, split};

/// The traits that macros of the runtime implement for every set of values.
const OF_SETS: &str = "Clone + std::fmt::Debug + Eq + Ord + std::hash::Hash + api::runtime::Scalar";
const SERDE: &str = "api::runtime::private::serde::Serialize + for<'d> api::runtime::private::serde::Deserialize<'d>";
const HEADERS: &str = "std::fmt::Debug + api::runtime::DocumentedHeaders";

/// The use of a type itself, which is read and written as JSON, or read from headers, if a macro of the runtime says how.
pub(super) fn of_type(index: usize, owner: &str, item: &Item) -> String {
    let bound = match item.behavior.as_str() {
        "" => "Sized",
        headers if headers.starts_with("headers ") => HEADERS,
        _ => SERDE,
    };
    needs(index, owner, bound)
}

/// The use of a trait; `None` for one that programs do not see.
pub(super) fn implemented(
    index: usize,
    names: &Names,
    owner: &str,
    name: &str,
    stated: &str,
    item: &Item,
) -> Option<String> {
    let written = |ty: &str| names.written(ty, owner, None);
    Some(match name {
        "Debug" => needs(index, owner, "std::fmt::Debug"),
        "Hash" => needs(index, owner, "std::hash::Hash"),
        "Call" => call(index, owner, stated, written),
        "open set of strings" => format!(
            "{}\nfn w{index}b(v: &{owner}) -> &str {{ {owner}::as_str(v) }}",
            needs(
                index,
                owner,
                &format!(
                    "{OF_SETS} + {SERDE} + std::fmt::Display + AsRef<str> + From<String> + for<'a> From<&'a str> + PartialEq<str>"
                )
            )
        ),
        "closed set of strings" => format!(
            "{}\nfn w{index}b(v: {owner}) -> &'static str {{ {owner}::as_str(v) }}\nconst W{index}: &'static [{owner}] = {owner}::ALL;",
            needs(
                index,
                owner,
                &format!(
                    "{OF_SETS} + {SERDE} + Copy + std::fmt::Display + AsRef<str> + std::str::FromStr<Err = api::runtime::UnknownValue>"
                )
            )
        ),
        "open set of integers" | "closed set of integers" => format!(
            "{}\nfn w{index}b(v: {owner}) -> i64 {{ {owner}::as_i64(v) }}",
            needs(
                index,
                owner,
                &format!("{OF_SETS} + {SERDE} + Copy + TryFrom<i64, Error = i64>")
            )
        ),
        "responses by status" => needs(index, owner, "Clone + std::fmt::Debug + PartialEq"),
        "error bodies by status" => needs(
            index,
            owner,
            "Clone + std::fmt::Debug + PartialEq + api::runtime::ErrorBody",
        ),
        name if name.contains("private") => return None,
        name => needs(index, owner, &bound(name, item, written)),
    })
}

/// The bound for any other trait, with its types, such as `type Entry = Pet;`: programs are written for these.
fn bound(name: &str, item: &Item, written: impl Fn(&str) -> String) -> String {
    let types = item.behavior.lines();
    let types: Vec<String> = types
        .filter_map(|line| line.strip_prefix("type "))
        .map(|line| written(line.trim_end_matches(';')).replace("= ", "="))
        .collect();
    let name = written(name);
    let bound = match (name.strip_suffix('>'), types.is_empty()) {
        (_, true) => name,
        (Some(open), false) => format!("{open}, {}>", types.join(", ")),
        (None, false) => format!("{name}<{}>", types.join(", ")),
    };
    bound.replace("From<&", "From<&'static ")
}

/// `Success, Error, options`: what a request gives, and how else it can be sent.
fn call(index: usize, owner: &str, stated: &str, written: impl Fn(&str) -> String) -> String {
    let parts = split(stated);
    let mut parts = parts.iter();
    let mut part = || parts.next().map(|part| written(part)).unwrap_or_default();
    let (response, error) = (part(), part());
    let mut bounds = vec![format!(
        "api::runtime::Call<Response = {response}, Error = {error}>"
    )];
    bounds.extend(parts.filter_map(|part| {
        let name = part.split('(').next().unwrap_or_default();
        let name = match name {
            "paged" | "paging" => "Paged",
            "split" => "Split",
            "streamed" => "Streamed",
            _ => return None,
        };
        Some(format!("api::runtime::{name}"))
    }));
    needs(index, owner, &bounds.join(" + "))
}

fn needs(index: usize, owner: &str, bound: &str) -> String {
    format!("fn w{index}(v: {owner}) where {owner}: {bound} {{}}")
}
