//! The parameters and bodies of a function.

use super::contents;
use super::found::{Draft, Found};
use super::limits;
use super::model::{Kind, Wire};
use super::named::{function, shown};
use super::numbers::types_changed;
use super::pairs::Pairs;
use super::side::parameter_type;
use crate::ir::{
    Call, Count, Docs, Items, ListStyle, Note, Operation, Parameter, ParameterKind, Range,
};

/// A parameter of one function.
#[derive(Clone, Copy)]
struct Given<'a> {
    operation: &'a Operation,
    call: &'a Call,
    parameter: &'a Parameter,
    is_required: bool,
}

impl Given<'_> {
    /// The place and the name on the wire.
    fn key(&self) -> (String, &str) {
        (
            format!("{:?}", self.parameter.place).to_lowercase(),
            &self.parameter.wire_name,
        )
    }

    /// The key, and whether it is sent without a value: a parameter that can be empty has a setter for that, too.
    fn id(&self) -> (String, &str, bool) {
        let (place, name) = self.key();
        let is_empty = matches!(self.parameter.kind, ParameterKind::Empty);
        (place, name, is_empty)
    }

    /// The item in Rust: the setter, or the function that takes it.
    fn item(&self) -> String {
        match self.is_required {
            true => function(self.call),
            false => format!("{}::{}", self.call.type_name, self.parameter.name),
        }
    }

    /// Its path in the surface.
    fn path(&self) -> String {
        match self.is_required {
            true => format!("endpoints::Client::{}()", self.call.name),
            false => format!(
                "endpoints::{}::{}()",
                self.call.type_name, self.parameter.name
            ),
        }
    }

    fn wire(&self) -> String {
        let (place, name) = self.key();
        format!("{} {place} `{name}`", shown(self.operation))
    }

    fn draft(&self, kind: Kind, text: impl Into<String>) -> Draft {
        Draft::new(kind, self.item(), text)
            .wire(self.wire())
            .operations(1)
            .at(0, self.parameter.docs.line)
            .explains(self.path())
            // The size of a page is there, too.
            .explains(format!("endpoints::{}: Call#behavior", self.call.type_name))
    }
}

fn all<'a>(operation: &'a Operation, call: &'a Call) -> Vec<Given<'a>> {
    let given = |is_required| {
        move |parameter| Given {
            operation,
            call,
            parameter,
            is_required,
        }
    };
    let required = call.required.iter().map(given(true));
    required
        .chain(call.optional.iter().map(given(false)))
        .collect()
}

/// Adds the changes of the parameters and the body of a function.
pub(super) fn compare(
    old: (&Operation, &Call),
    new: (&Operation, &Call),
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    let (olds, news) = (all(old.0, old.1), all(new.0, new.1));
    let taken = means_another(&olds, &news, found);
    let is_taken =
        |given: &Given<'_>| !given.is_required && taken.contains(&given.parameter.name.as_str());
    let mut moved: Vec<String> = Vec::new();
    for given in &olds {
        match news.iter().find(|other| other.id() == given.id()) {
            Some(other) => compare_one(given, other, is_taken(given), pairs, found),
            None if is_taken(given) => {}
            None => match news.iter().find(|other| is_moved(given, other, &olds)) {
                Some(other) => {
                    self::moved(given, other, found);
                    moved.push(format!("{:?}", other.id()));
                }
                None => removed(given, found),
            },
        }
    }
    for given in &news {
        let is_known = olds.iter().any(|other| other.id() == given.id());
        if !is_known && !is_taken(given) && !moved.contains(&format!("{:?}", given.id())) {
            added(given, found);
        }
    }
    reordered(old, new, found);
    contents::bodies(old, new, pairs, found);
}

/// Whether a parameter that is new is one that is gone, in another place of the request.
fn is_moved(old: &Given<'_>, new: &Given<'_>, olds: &[Given<'_>]) -> bool {
    old.parameter.wire_name == new.parameter.wire_name
        && old.is_required == new.is_required
        && old.id().2 == new.id().2
        && !olds.iter().any(|other| other.id() == new.id())
}

fn moved(old: &Given<'_>, new: &Given<'_>, found: &mut Found) {
    let ((from, name), (to, _)) = (old.key(), new.key());
    let text = format!("sends `{name}` in the {to} in place of the {from}");
    let breaks = Wire::Breaks("the parameter is looked for elsewhere");
    let draft = new
        .draft(Kind::ParameterMoved, text)
        .silent()
        .explains(old.path())
        .at(old.parameter.docs.line, new.parameter.docs.line);
    found.add(draft.both_ways(breaks));
}

fn removed(given: &Given<'_>, found: &mut Found) {
    let text = match given.is_required {
        true => format!("no longer takes `{}`", given.parameter.name),
        false => "is gone".to_owned(),
    };
    let draft = given
        .draft(Kind::ParameterRemoved, text)
        .at(given.parameter.docs.line, 0)
        .old_client(Wire::Depends(
            "the server may ignore the parameter, or refuse it",
        ));
    let refused = Wire::Breaks("a request without it is refused");
    found.add(draft.new_client_if(given.is_required, refused));
}

fn added(given: &Given<'_>, found: &mut Found) {
    let draft = match given.is_required {
        true => {
            let text = format!("takes `{}`", given.parameter.name);
            given
                .draft(Kind::RequiredParameterAdded, text)
                .old_client(Wire::Breaks("a request without it is refused"))
        }
        false => given.draft(Kind::ParameterAdded, "is new"),
    };
    found.add(draft);
}

/// Compares a parameter that both have. `is_taken` says that its name has become that of another one, which is said already.
fn compare_one(
    old: &Given<'_>,
    new: &Given<'_>,
    is_taken: bool,
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    match (old.is_required, new.is_required) {
        (false, true) => {
            let draft = new.draft(
                Kind::ParameterRequired,
                format!("takes `{}`, which was optional", new.parameter.name),
            );
            let draft = draft.explains(old.path());
            found.add(draft.old_client(Wire::Breaks("a request without it is refused")));
        }
        (true, false) => {
            let draft = new.draft(
                Kind::ParameterOptional,
                "is optional, and no longer an argument",
            );
            let draft = draft.explains(old.path());
            found.add(draft.new_client(Wire::Breaks("a request without it is refused")));
        }
        _ if !is_taken && !new.is_required && old.parameter.name != new.parameter.name => {
            let text = format!("is called `{}`", new.item());
            let draft = Draft::new(Kind::NameChanged, old.item(), text)
                .wire(new.wire())
                .operations(1);
            found.add(draft.explains(old.path()).explains(new.path()));
        }
        _ => {}
    }
    kinds(old, new, pairs, found);
    docs(old, new, found);
}

fn kinds(old: &Given<'_>, new: &Given<'_>, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let (was, is) = (&old.parameter.kind, &new.parameter.kind);
    if type_changed(was, is, pairs) {
        let text = match (parameter_type(old.parameter), parameter_type(new.parameter)) {
            (Some(before), Some(now))
                if std::mem::discriminant(was) == std::mem::discriminant(is) =>
            {
                format!(
                    "takes `{}` in place of `{}`",
                    pairs.new_text(now),
                    pairs.old_text(before)
                )
            }
            _ => "takes values of another type".to_owned(),
        };
        let types = parameter_type(old.parameter).zip(parameter_type(new.parameter));
        let (old_client, new_client) = match types {
            Some((before, now)) => types_changed(before, now, false, pairs),
            None => {
                let breaks = Wire::Breaks("values are written in another way");
                (breaks.clone(), breaks)
            }
        };
        let draft = new
            .draft(Kind::ParameterTypeChanged, text)
            .explains(old.path());
        found.add(draft.old_client(old_client).new_client(new_client));
        return;
    }
    let written = |parameter: &Parameter| {
        let media_type = parameter.media_type.iter();
        let media_type = media_type.map(|media_type| format!(", as `{media_type}`"));
        format!(
            "in the style `{}`{}",
            style(&parameter.kind),
            media_type.collect::<String>()
        )
    };
    let (before, now) = (written(old.parameter), written(new.parameter));
    if before != now {
        let breaks = Wire::Breaks("values are written in another way");
        let text = format!(
            "is written {now} in place of {}",
            before.trim_start_matches("in the style ")
        );
        let draft = new.draft(Kind::ParameterStyleChanged, text).silent();
        found.add(draft.both_ways(breaks));
    }
    for (was, is, what) in [
        (range(was), range(is), "values"),
        (count(was), count(is), "items"),
    ] {
        counted(new, was, is, what, found);
    }
}

/// Whether the values have another type.
fn type_changed(old: &ParameterKind, new: &ParameterKind, pairs: &Pairs<'_, '_>) -> bool {
    match (old, new) {
        (ParameterKind::Single { value, .. }, ParameterKind::Single { value: new, .. })
        | (ParameterKind::Styled { value, .. }, ParameterKind::Styled { value: new, .. }) => {
            !pairs.are_same(&value.ty, &new.ty)
        }
        (ParameterKind::List { items, .. }, ParameterKind::List { items: new, .. }) => {
            !pairs.are_same(&items.ty, &new.ty)
        }
        _ => std::mem::discriminant(old) != std::mem::discriminant(new),
    }
}

/// The style as documents spell it.
fn style(kind: &ParameterKind) -> String {
    match kind {
        ParameterKind::List { style, .. } => match style {
            ListStyle::Comma => "form, not exploded",
            ListStyle::Repeat => "form, exploded",
            ListStyle::Space => "spaceDelimited",
            ListStyle::Tab => "tsv",
            ListStyle::Pipe => "pipeDelimited",
        }
        .to_owned(),
        ParameterKind::Styled {
            style,
            explode,
            reserved,
            ..
        } => {
            let exploded = if *explode { ", exploded" } else { "" };
            let reserved = if *reserved {
                ", reserved characters allowed"
            } else {
                ""
            };
            format!(
                "{}{exploded}{reserved}",
                format!("{style:?}").to_lowercase()
            )
        }
        _ => "simple".to_owned(),
    }
}

fn range(kind: &ParameterKind) -> (Option<i128>, Option<i128>) {
    match kind {
        ParameterKind::Single {
            range: Range { min, max },
            ..
        } => (min.map(i128::from), max.map(i128::from)),
        _ => (None, None),
    }
}

fn count(kind: &ParameterKind) -> (Option<i128>, Option<i128>) {
    match kind {
        ParameterKind::List {
            items: Items { count, .. },
            ..
        }
        | ParameterKind::Files { count } => {
            let Count { min, max } = *count;
            (min.map(i128::from), max.map(i128::from))
        }
        ParameterKind::Styled {
            needs_item: true, ..
        } => (Some(1), None),
        _ => (None, None),
    }
}

type Limits = (Option<i128>, Option<i128>);

fn counted(given: &Given<'_>, old: Limits, new: Limits, what: &str, found: &mut Found) {
    let below =
        |old: Option<i128>, new: Option<i128>| new.unwrap_or(i128::MIN) > old.unwrap_or(i128::MIN);
    let above =
        |old: Option<i128>, new: Option<i128>| new.unwrap_or(i128::MAX) < old.unwrap_or(i128::MAX);
    let shown = |(min, max): Limits| {
        let end = |end: Option<i128>| end.map(|end| end.to_string()).unwrap_or_default();
        format!("{}..={}", end(min), end(max))
    };
    let text = format!(
        "allows `{}` {what} in place of `{}`",
        shown(new),
        shown(old)
    );
    if below(old.0, new.0) || above(old.1, new.1) {
        let draft = given.draft(Kind::LimitTightened, text);
        found.add(draft.old_client(Wire::Depends(
            "the server refuses what is no longer allowed",
        )));
    } else if old != new {
        let draft = given.draft(Kind::LimitLoosened, text);
        found.add(draft.new_client(Wire::Depends("the server refuses what was not allowed")));
    }
}

fn docs(old: &Given<'_>, new: &Given<'_>, found: &mut Found) {
    let (was, is) = (&old.parameter.docs, &new.parameter.docs);
    if let Some(text) = default_changed(was, is) {
        let risk = Wire::Depends("the server assumes another value if none is sent");
        found.add(new.draft(Kind::DefaultChanged, text).old_client(risk));
    }
    for (moved, text) in limits::changed(was, is) {
        // Those of integers and lists are checked, and compared as such.
        let is_compared = range(&old.parameter.kind) != range(&new.parameter.kind)
            || count(&old.parameter.kind) != count(&new.parameter.kind);
        if !is_compared {
            found.add(limits::draft(|kind| new.draft(kind, text.clone()), moved));
        }
    }
    if was.deprecated != is.deprecated {
        let text = match is.deprecated {
            true => "is deprecated",
            false => "is no longer deprecated",
        };
        found.add(new.draft(Kind::ParameterDeprecated, text));
    }
}

/// Returns the text for another `default`.
pub(super) fn default_changed(old: &Docs, new: &Docs) -> Option<String> {
    let default = |docs: &Docs| {
        docs.notes.iter().find_map(|note| match note {
            Note::Default(value) => Some(value.clone()),
            _ => None,
        })
    };
    let (old, new) = (default(old), default(new));
    let shown = |value: &Option<String>| {
        value
            .as_ref()
            .map_or("none".to_owned(), |value| format!("`{value}`"))
    };
    (old != new).then(|| {
        format!(
            "has the default {} in place of {}",
            shown(&new),
            shown(&old)
        )
    })
}

/// Adds the setters that are called as before, and send another parameter. Returns their names.
fn means_another<'n>(olds: &[Given<'_>], news: &[Given<'n>], found: &mut Found) -> Vec<&'n str> {
    let mut names = Vec::new();
    for new in news.iter().filter(|given| !given.is_required) {
        let before = olds.iter().find(|old| {
            !old.is_required && old.parameter.name == new.parameter.name && old.id() != new.id()
        });
        // The same parameter in another place is one that has moved.
        let Some(old) = before.filter(|old| !is_moved(old, new, olds)) else {
            continue;
        };
        let (_, sent) = new.key();
        let (_, was) = old.key();
        let mut draft = new
            .draft(
                Kind::MeansAnother,
                format!("sends `{sent}` in place of `{was}`"),
            )
            .silent();
        if let Some(now) = news.iter().find(|other| other.id() == old.id()) {
            draft = draft
                .advice(format!("`{}` sends `{was}` now", now.item()))
                .explains(now.path());
        }
        found.add(draft);
        names.push(new.parameter.name.as_str());
    }
    names
}

/// Arguments of one type that have changed places.
fn reordered(old: (&Operation, &Call), new: (&Operation, &Call), found: &mut Found) {
    let keys = |operation, call| -> Vec<String> {
        let given = all(operation, call)
            .into_iter()
            .filter(|given| given.is_required);
        given.map(|given| format!("{:?}", given.id())).collect()
    };
    let (was, is) = (keys(old.0, old.1), keys(new.0, new.1));
    let mut sorted = (was.clone(), is.clone());
    sorted.0.sort();
    sorted.1.sort();
    if was != is && sorted.0 == sorted.1 {
        let text = format!("takes its arguments in another order: {}", names(new.1));
        let draft = Draft::new(Kind::ArgumentsReordered, function(new.1), text)
            .wire(shown(new.0))
            .operations(1)
            .explains(format!("endpoints::Client::{}()", new.1.name));
        found.add(draft);
    }
}

fn names(call: &Call) -> String {
    let names: Vec<String> = call
        .required
        .iter()
        .map(|parameter| format!("`{}`", parameter.name))
        .collect();
    names.join(", ")
}
