//! The differences between both surfaces: those that changes explain, and the rest.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::found::{Draft, Found};
use super::model::{Change, Kind, Report, Wire};
use super::names::{self, Aligned};
use super::pairs::Pairs;
use super::report::Section;
use super::side::Side;
use crate::surface::{Declaration, Difference, DifferenceKind, Level, Surface};

/// Gives each change the level of what it explains, adds a change for what none explains, and sorts them.
pub(super) fn finish(
    old: &Side<'_>,
    new: &Side<'_>,
    pairs: &Pairs<'_, '_>,
    found: Found,
) -> Report {
    let aligned = names::aligned(old, new, pairs);
    let (was, is) = (&aligned.old, &aligned.new);
    let mut drafts = found.drafts;
    let (rest, described) = explained(&mut drafts, &aligned);
    let mut changes: Vec<Change> = drafts.into_iter().map(level).collect();
    // What is declared in another way does something else, too: that is said once.
    let declared: BTreeSet<&str> = rest
        .iter()
        .filter(|difference| {
            matches!(
                difference.kind,
                DifferenceKind::Declared | DifferenceKind::Generalized
            )
        })
        .map(|difference| difference.path.as_str())
        .collect();
    changes.extend(
        rest.iter()
            .filter(|difference| {
                difference.kind != DifferenceKind::Behaves
                    || !declared.contains(difference.path.as_str())
            })
            .map(|difference| unexplained(difference, was, is)),
    );
    let mut changes = together(changes);
    changes.sort_by(|a, b| {
        (Section::of(a) as u8, &a.item, a.kind, &a.wire).cmp(&(
            Section::of(b) as u8,
            &b.item,
            b.kind,
            &b.wire,
        ))
    });
    Report {
        changes: merged(changes),
        described,
        errors: None,
        unused_renames: Vec::new(),
    }
}

/// Gives each change the level of the differences that it explains. Returns the differences that none explains, and the
/// number of items that are only described otherwise.
fn explained(drafts: &mut [Draft], aligned: &Aligned) -> (Vec<Difference>, usize) {
    let explanations = Explanations::of(drafts, aligned);
    let mut rest = Vec::new();
    let mut described = 0;
    // What is declared in another way does not compile: it is not silent.
    let mut refused = BTreeSet::new();
    // Arguments of the same types that stand for others compile, and are sent as something else.
    let mut silent = BTreeSet::new();
    for difference in aligned.old.differences(&aligned.new) {
        if difference.kind == DifferenceKind::Described {
            described += 1;
            continue;
        }
        let found = explanations.of_difference(&difference);
        let is_explained = !found.is_empty();
        for index in found {
            let Some(draft) = drafts.get_mut(index) else {
                continue;
            };
            draft.change.level = draft.change.level.max(difference.kind.level());
            // Nothing that compiles as before does something else without being said.
            if difference.kind == DifferenceKind::Reordered
                && draft.change.kind == Kind::ArgumentsReordered
            {
                draft.change.is_silent = true;
            }
            if difference.kind == DifferenceKind::Renamed && takes_another(draft.change.kind) {
                silent.insert(index);
            }
            if difference.kind.level() == Level::Major
                && draft.explains.first() == Some(&difference.path)
            {
                refused.insert(index);
            }
        }
        if !is_explained {
            rest.push(difference);
        }
    }
    for index in refused {
        if let Some(draft) = drafts.get_mut(index) {
            draft.change.is_silent = false;
        }
    }
    for index in silent {
        if let Some(draft) = drafts.get_mut(index) {
            draft.change.is_silent = true;
        }
    }
    (rest, described)
}

/// Whether a function takes a value for another parameter or property after a change of this kind.
fn takes_another(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::RequiredParameterAdded
            | Kind::RequiredPropertyAdded
            | Kind::PropertyRenamed
            | Kind::ParameterRequired
            | Kind::PropertyRequired
    )
}

/// Joins the types that are new, and those that are gone, to one change each: the changes that name them say why.
fn together(changes: Vec<Change>) -> Vec<Change> {
    let (mut joined, mut others): (Vec<Change>, Vec<Change>) = changes
        .into_iter()
        .partition(|change| matches!(change.kind, Kind::TypeAdded | Kind::TypeRemoved));
    joined.sort_by(|a, b| (a.kind, &a.item).cmp(&(b.kind, &b.item)));
    for change in joined {
        match others.iter_mut().find(|other| other.kind == change.kind) {
            Some(other) => {
                other.item = format!("{}, {}", other.item, change.item);
                other.text = other.text.replace("is ", "are ");
                other.level = other.level.max(change.level);
            }
            None => others.push(change),
        }
    }
    others
}

/// The level of a change that does not show in the surfaces themselves.
fn level(draft: Draft) -> Change {
    let mut change = draft.change;
    let is_renaming = matches!(
        change.kind,
        Kind::TypeRenamed | Kind::TypeMoved | Kind::OperationRenamed | Kind::NameChanged
    );
    // Both surfaces have the older names; and a program that means something else has to be changed.
    if is_renaming || change.is_silent {
        change.level = Level::Major;
    }
    change
}

/// The patterns of all changes, found by the paths that they match.
///
/// A pattern is a path; `#behavior`, `#reordered` or `#deprecated` behind it stands for differences of that kind alone, `*` at
/// its end for every path that begins so, and `*()` for functions of these.
struct Explanations {
    /// By the path, or its beginning: the index of the change.
    exact: HashMap<String, Vec<Explanation>>,
    beginnings: BTreeMap<String, Vec<Explanation>>,
}

/// The pattern of one change.
struct Explanation {
    change: usize,
    only: Option<DifferenceKind>,
    is_for_functions: bool,
}

impl Explanations {
    fn of(drafts: &[Draft], aligned: &Aligned) -> Self {
        let mut all = Self {
            exact: HashMap::new(),
            beginnings: BTreeMap::new(),
        };
        for (change, draft) in drafts.iter().enumerate() {
            for pattern in &draft.explains {
                all.add(change, pattern);
                let older = aligned.older(pattern);
                if older != *pattern {
                    all.add(change, &older);
                }
            }
        }
        all
    }

    fn add(&mut self, change: usize, pattern: &str) {
        let (path, only) = match pattern.split_once('#') {
            None => (pattern, None),
            Some((path, "behavior")) => (path, Some(DifferenceKind::Behaves)),
            Some((path, "reordered")) => (path, Some(DifferenceKind::Reordered)),
            Some((path, "deprecated")) => (path, Some(DifferenceKind::Deprecated)),
            // The new name of a function: no item of the older surface.
            Some(_) => return,
        };
        let functions = path.strip_suffix("*()");
        let explanation = Explanation {
            change,
            only,
            is_for_functions: functions.is_some(),
        };
        match functions.or_else(|| path.strip_suffix('*')) {
            Some(start) => self
                .beginnings
                .entry(start.to_owned())
                .or_default()
                .push(explanation),
            None => self
                .exact
                .entry(path.to_owned())
                .or_default()
                .push(explanation),
        }
    }

    /// The changes that explain a difference, each once.
    fn of_difference(&self, difference: &Difference) -> Vec<usize> {
        let path = difference.path.as_str();
        let ends = path
            .char_indices()
            .map(|(index, _)| index)
            .chain([path.len()]);
        let beginnings = ends.filter_map(|end| self.beginnings.get(path.get(..end)?));
        let exact = self.exact.get(path).into_iter();
        let all = exact.chain(beginnings).flatten().filter(|explanation| {
            explanation.only.is_none_or(|kind| kind == difference.kind)
                && (!explanation.is_for_functions || path.ends_with("()"))
        });
        let mut changes: Vec<usize> = all.map(|explanation| explanation.change).collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }
}

/// Joins changes that differ only in where they are: a parameter that many operations have, or the credentials of many
/// operations.
fn merged(changes: Vec<Change>) -> Vec<Change> {
    let mut merged: Vec<Change> = Vec::new();
    let mut known: HashMap<String, (usize, usize)> = HashMap::new();
    for change in changes {
        let Some(key) = shared_key(&change) else {
            merged.push(change);
            continue;
        };
        let (index, others) = known.entry(key).or_insert((merged.len(), 0));
        match merged.get_mut(*index) {
            Some(other) => {
                *others += 1;
                other.operations += change.operations;
                if is_of_operation(&change) {
                    let first = other.item.split(" and ").next().unwrap_or_default();
                    other.item = format!("{first} and {others} more");
                    other.text = plural(&other.text);
                    other.wire = String::new();
                }
            }
            None => merged.push(change),
        }
    }
    merged
}

/// The text of a change that several items have.
fn plural(text: &str) -> String {
    for (one, many) in [
        ("needs ", "need "),
        ("goes ", "go "),
        ("has ", "have "),
        ("no longer has ", "no longer have "),
        ("is ", "are "),
    ] {
        if let Some(rest) = text.strip_prefix(one) {
            return format!("{many}{rest}");
        }
    }
    text.to_owned()
}

/// Whether a change is one of operations as a whole, which many can have alike.
fn is_of_operation(change: &Change) -> bool {
    matches!(
        change.kind,
        Kind::SecurityChanged
            | Kind::ServerChanged
            | Kind::IdempotencyChanged
            | Kind::ErrorChanged
            | Kind::HeadersChanged
    ) && change.operations > 0
}

/// The part that changes have in common that are the same one in several operations; `None` for a change that stands
/// alone.
fn shared_key(change: &Change) -> Option<String> {
    let is_of_parameter = matches!(
        change.kind,
        Kind::ParameterAdded
            | Kind::ParameterRemoved
            | Kind::ParameterTypeChanged
            | Kind::ParameterStyleChanged
            | Kind::ParameterDeprecated
            | Kind::LimitTightened
            | Kind::LimitLoosened
            | Kind::DefaultChanged
    );
    let place = match is_of_parameter {
        // `GET /pets query `limit``: the place and the name.
        true => {
            let (_, rest) = change.wire.split_once(' ')?;
            let (_, place) = rest.split_once(' ')?;
            let member = change.item.rsplit("::").next()?;
            format!("{member} {place}")
        }
        false if is_of_operation(change) => String::new(),
        false => return None,
    };
    Some(format!(
        "{} {} {place} {}",
        change.kind,
        change.level.word(),
        change.text
    ))
}

/// The change that a difference is by itself.
fn unexplained(difference: &Difference, old: &Surface, new: &Surface) -> Change {
    let (kind, text) = match difference.kind {
        DifferenceKind::New => (Kind::ItemChanged, "is new".to_owned()),
        DifferenceKind::Gone => (Kind::ItemChanged, "is gone".to_owned()),
        DifferenceKind::Behaves => (Kind::BehaviorChanged, "does something else".to_owned()),
        DifferenceKind::Deprecated => (Kind::ItemChanged, "is deprecated, or no longer".to_owned()),
        _ => (Kind::ItemChanged, declared(difference, old, new)),
    };
    let draft = Draft::new(kind, shown(&difference.path), text);
    let mut change = draft.change;
    change.level = difference.kind.level();
    if matches!(
        difference.kind,
        DifferenceKind::Behaves | DifferenceKind::Reordered
    ) {
        // It compiles as before, and nothing says that it means the same.
        (change.level, change.is_silent) = (Level::Major, true);
        let risk = Wire::Depends("the code that was generated for it differs");
        (change.old_client, change.new_client) = (risk.clone(), risk);
    }
    change
}

/// A path without its module.
fn shown(path: &str) -> String {
    let path = path.split_once("::").map_or(path, |(_, rest)| rest);
    path.trim_end_matches("()").to_owned()
}

fn declared(difference: &Difference, old: &Surface, new: &Surface) -> String {
    let of = |surface: &Surface| {
        surface
            .items
            .get(&difference.path)
            .map(|item| declaration(&item.declaration))
    };
    match (of(old), of(new)) {
        (Some(old), Some(new)) => format!("is declared `{new}` in place of `{old}`"),
        _ => "is declared in another way".to_owned(),
    }
}

fn declaration(declaration: &Declaration) -> String {
    match declaration {
        Declaration::Struct => "struct".to_owned(),
        Declaration::Enum => "enum".to_owned(),
        Declaration::Alias(ty) | Declaration::Field(ty) | Declaration::Constant(ty) => ty.clone(),
        Declaration::Trait(parts) => parts.clone(),
        Declaration::Variant { index, holds } => {
            format!(
                "variant {index}{}",
                holds
                    .iter()
                    .map(|held| format!("({held})"))
                    .collect::<String>()
            )
        }
        Declaration::Function {
            receiver,
            arguments,
            output,
        } => {
            let mut parts: Vec<String> = receiver.iter().cloned().collect();
            parts.extend(
                arguments
                    .iter()
                    .map(|argument| format!("{}: {}", argument.name, argument.ty)),
            );
            match output.as_str() {
                "" => format!("fn({})", parts.join(", ")),
                output => format!("fn({}) -> {output}", parts.join(", ")),
            }
        }
    }
}
