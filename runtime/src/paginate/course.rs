//! [`Course`]: the way through the pages of a list, from each to the next.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use http::{Uri, header::HeaderValue};

use super::{
    facts::Facts,
    link::next_link,
    paging::{By, Cursor, Paging, Place},
};
use crate::{exchange::raw_response::RawResponse, request::Request, text::pointer::value_at};

/// The reason why a paging that counts entries, or looks at the last of them, cannot go on.
const NO_ENTRIES: &str = "it is not known where the entries are; set `Paging::entries`";

/// The thing that a page is requested by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// The request as the caller made it.
    Start,
    Number(u64),
    Offset(u64),
    /// The JSON of a cursor.
    Cursor(String),
    Address(Uri),
}

/// The page that follows another one, if there is one.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Next(Position),
    /// Nothing: it is the last one.
    Last,
    /// Nothing that can be requested, for this reason.
    Broken(String),
}

/// The way through the pages of a list.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) paging: Paging,
    /// Whether the list is returned in pages, and not at once.
    pub(super) is_paged: bool,
    start: Position,
    /// The position of the last page that was read in order, and what follows it.
    at: Position,
    next: Step,
    /// The step behind the page that failed, as far as its response says so.
    beyond: Option<Step>,
    /// The most entries that a page had.
    size: u64,
    /// Digests of the cursors or addresses that were requested or are next.
    seen: HashSet<u64>,
}

impl Course {
    pub(super) fn new(paging: Paging, is_paged: bool, first: u64, request: &Request) -> Self {
        let start = match paging.by {
            _ if !is_paged => Position::Start,
            By::Number { .. } => Position::Number(first),
            By::Offset { .. } => Position::Offset(first),
            By::Cursor { .. } | By::Link | By::Address { .. } => Position::Start,
        };
        let mut course = Self {
            paging,
            is_paged,
            at: start.clone(),
            next: Step::Next(start.clone()),
            start,
            beyond: None,
            size: 0,
            seen: HashSet::new(),
        };
        course.restart(request);
        course
    }

    /// Starts with the first page of another part of the list.
    pub(super) fn restart(&mut self, request: &Request) {
        self.at = self.start.clone();
        self.next = Step::Next(self.start.clone());
        self.beyond = None;
        self.seen.clear();
        let begin = match self.paging.by {
            By::Cursor {
                place: Place::Query(name),
                ..
            } => request
                .query_value(name)
                .map(|text| Position::Cursor(json_string(&text))),
            By::Link | By::Address { .. } => request.uri().ok().map(Position::Address),
            _ => None,
        };
        self.seen.extend(begin.as_ref().map(digest));
    }

    /// Returns the number of the page to start with.
    pub(super) fn first_number(&self) -> u64 {
        match self.start {
            Position::Number(number) => number,
            _ => 1,
        }
    }

    /// Whether pages are requested by what is known without the page before.
    pub(super) fn is_counted(&self) -> bool {
        self.is_paged && matches!(self.paging.by, By::Number { .. } | By::Offset { .. })
    }

    /// Whether pages are requested by the number of entries before them.
    pub(super) fn is_by_offset(&self) -> bool {
        self.is_paged && matches!(self.paging.by, By::Offset { .. })
    }

    /// Whether the first page is that of the whole list.
    pub(super) fn starts_in_front(&self) -> bool {
        matches!(self.start, Position::Number(1) | Position::Offset(0))
    }

    /// Returns the position of the page with this number, where `read` is that of the last one that was read in order.
    ///
    /// # Errors
    /// Fails with the reason if nothing that can be requested leads there.
    pub(super) fn position(&self, number: u64, read: u64) -> Result<Position, String> {
        match (&self.next, &self.start) {
            (_, Position::Number(_)) => Ok(Position::Number(number)),
            (Step::Next(Position::Offset(next)), Position::Offset(start)) => {
                let following = read.saturating_add(1);
                let ahead = number.saturating_sub(following).saturating_mul(self.size);
                let back = following.saturating_sub(number).saturating_mul(self.size);
                let offset = next.saturating_add(ahead).saturating_sub(back);
                Ok(Position::Offset(offset.max(*start)))
            }
            // The page was read, and is requested again.
            _ if number <= read => Ok(self.at.clone()),
            (Step::Next(next), _) => Ok(next.clone()),
            (Step::Broken(reason), _) => Err(reason.clone()),
            (Step::Last, _) => Ok(self.at.clone()),
        }
    }

    /// Returns the request for the page at a position.
    pub(super) fn request(&self, request: Request, position: Position) -> Request {
        match (self.paging.by, position) {
            (_, Position::Number(number)) => self.paging.numbered(request, number),
            (By::Offset { parameter }, Position::Offset(offset)) => {
                request.query(parameter, offset)
            }
            (By::Cursor { place, .. }, Position::Cursor(json)) => match place {
                Place::Query(name) => {
                    let text = serde_json::from_str::<String>(&json);
                    request.replace_query(name, &text.unwrap_or(json))
                }
                Place::Body(name) => request.replace_property(name, &json),
            },
            (_, Position::Address(uri)) => request.at(uri),
            _ => request,
        }
    }

    /// Returns what follows a page, and the number of the last page, as far as it is known.
    pub(super) fn step(
        &self,
        (number, read): (u64, u64),
        facts: &Facts,
        request: &Request,
        raw: &RawResponse,
    ) -> (Step, Option<u64>) {
        if !self.is_paged {
            return (Step::Last, None);
        }
        match self.paging.by {
            By::Number { .. } => self.after_number(number, facts),
            By::Offset { .. } => match self.position(number, read) {
                Ok(Position::Offset(offset)) => self.after_offset(number, offset, facts),
                _ => (Step::Last, None),
            },
            _ => (self.lead(number, read, facts, request, raw), None),
        }
    }

    fn after_number(&self, number: u64, facts: &Facts) -> (Step, Option<u64>) {
        let size = self.size.max(facts.len.unwrap_or_default());
        let before = number.saturating_sub(1).saturating_mul(size);
        let upto = facts.len.map(|len| before.saturating_add(len));
        let left = left(upto, facts.count);
        let last = facts.page_count.or_else(|| {
            let pages = left.filter(|_| size > 0)?.div_ceil(size.max(1));
            Some(number.saturating_add(pages))
        });
        let is_last = match (facts.more, facts.page_count) {
            (Some(more), _) => !more,
            (None, Some(count)) => number >= count,
            (None, None) if facts.is_empty || left == Some(0) => true,
            // What a page before said.
            (None, None) => facts.count.is_none() && facts.known.is_some_and(|it| number >= it),
        };
        let next = Step::Next(Position::Number(number.saturating_add(1)));
        (if is_last { Step::Last } else { next }, last)
    }

    fn after_offset(&self, number: u64, offset: u64, facts: &Facts) -> (Step, Option<u64>) {
        let Some(len) = facts.len else {
            return (Step::Broken(NO_ENTRIES.to_owned()), None);
        };
        if len == 0 && facts.more == Some(true) {
            return (Step::Broken(has_more(number)), None);
        }
        let next = offset.saturating_add(len);
        let left = left(Some(next), facts.count);
        // A page without entries leads to itself.
        let is_last = len == 0 || facts.more.map_or(left == Some(0), |more| !more);
        let size = self.size.max(len).max(1);
        let pages = left.map(|left| number.saturating_add(left.div_ceil(size)));
        match is_last {
            true => (Step::Last, Some(number).filter(|_| facts.count.is_some())),
            false => (Step::Next(Position::Offset(next)), pages),
        }
    }

    /// Returns where the response leads: by a cursor or by an address.
    fn lead(
        &self,
        number: u64,
        read: u64,
        facts: &Facts,
        request: &Request,
        raw: &RawResponse,
    ) -> Step {
        if facts.more == Some(false) {
            return Step::Last;
        }
        let found = match self.paging.by {
            By::Cursor { place, from } => cursor(place, from, facts, raw),
            _ => self
                .address(number, read, request, raw)
                .map(|uri| uri.map(Position::Address)),
        };
        match found {
            Err(reason) => Step::Broken(reason),
            Ok(None) if facts.more == Some(true) => Step::Broken(has_more(number)),
            Ok(None) => Step::Last,
            // The page is read again, and leads where it led.
            Ok(Some(next))
                if number <= read && matches!(&self.next, Step::Next(known) if *known == next) =>
            {
                Step::Next(next)
            }
            Ok(Some(next)) if self.seen.contains(&digest(&next)) => Step::Broken(format!(
                "page {number} leads back to a page before: {}",
                shown(&next, raw)
            )),
            Ok(Some(next)) => Step::Next(next),
        }
    }

    /// Returns the address of the next page.
    fn address(
        &self,
        number: u64,
        read: u64,
        request: &Request,
        raw: &RawResponse,
    ) -> Result<Option<Uri>, String> {
        let reference = match self.paging.by {
            By::Address { pointer } => text_at(raw.json_text(), pointer)?,
            _ => next_link(raw.headers()).map_err(|part| {
                let part = raw.show(part.as_bytes());
                format!("the header `Link` cannot be read: {part}")
            })?,
        };
        let Some(reference) = reference.filter(|it| !it.trim().is_empty()) else {
            return Ok(None);
        };
        let from = match self.position(number, read)? {
            Position::Address(uri) => uri,
            _ => request.uri().map_err(|error| error.to_string())?,
        };
        request.follow(&from, &reference).map(Some)
    }

    /// Notes that a page was read, and what follows it. Returns whether requests for the pages behind it are still right.
    pub(super) fn go_on(&mut self, (number, read): (u64, u64), facts: &Facts, step: Step) -> bool {
        self.beyond = None;
        let expected = self.position(number.saturating_add(1), read);
        if let Ok(position) = self.position(number, read) {
            self.at = position;
        }
        self.size = self.size.max(facts.len.unwrap_or_default());
        if let Step::Next(next @ (Position::Cursor(_) | Position::Address(_))) = &step {
            self.seen.insert(digest(next));
        }
        // Pages before the last one can be read again, by what followed them.
        self.next = match (step, &self.next) {
            (Step::Last, Step::Next(Position::Offset(offset))) => {
                let len = facts.len.unwrap_or_default();
                Step::Next(Position::Offset(offset.saturating_add(len)))
            }
            (step, _) => step,
        };
        expected == self.position(number.saturating_add(1), number)
    }

    /// Notes what follows the page that was read last in order, as it says when it is read again. Returns whether that counts:
    /// where the list goes on is not forgotten because the page does not say so now.
    pub(super) fn lead_on(&mut self, step: &Step) -> bool {
        let counts = match step {
            Step::Next(_) => true,
            Step::Broken(_) => matches!(self.next, Step::Last),
            Step::Last => false,
        };
        if counts {
            if let Step::Next(next @ (Position::Cursor(_) | Position::Address(_))) = step {
                self.seen.insert(digest(next));
            }
            self.next = step.clone();
        }
        counts
    }

    /// Notes that a page could not be read. Its response can say what follows all the same.
    pub(super) fn fail(
        &mut self,
        (number, read): (u64, u64),
        request: &Request,
        raw: Option<&RawResponse>,
    ) {
        self.beyond = None;
        let raw = raw.filter(|raw| raw.operation().succeeds_with(raw.status()));
        if let Some(raw) = raw
            && let Ok(position) = self.position(number, read)
            && !matches!(position, Position::Number(_))
            && serde_json::from_slice::<serde::de::IgnoredAny>(raw.json_text()).is_ok()
        {
            let facts = Facts::default().read(&self.paging, raw.json_text());
            let (step, _) = self.step((number, read), &facts, request, raw);
            self.beyond = Some(step);
        }
    }

    /// Goes on behind the page that failed. Returns whether that was the last one, or `None` if it is not known what follows.
    pub(super) fn skip(&mut self) -> Option<bool> {
        if matches!(self.start, Position::Number(_)) || !self.is_paged {
            return Some(!self.is_paged);
        }
        match (self.beyond.take(), &mut self.next) {
            (Some(Step::Next(next)), _) => {
                self.seen.insert(digest(&next));
                self.next = Step::Next(next);
                Some(false)
            }
            (Some(Step::Last), _) => Some(true),
            (_, Step::Next(Position::Offset(offset))) if self.size > 0 => {
                *offset = offset.saturating_add(self.size);
                Some(false)
            }
            _ => None,
        }
    }
}

fn has_more(number: u64) -> String {
    format!("page {number} says that there are more pages, and does not say where")
}

/// Returns the number of entries that are left, or `None` if it is not known: a list can have more than it counts.
fn left(upto: Option<u64>, count: Option<u64>) -> Option<u64> {
    count?.checked_sub(upto?)
}

/// Returns the cursor of the next page.
fn cursor(
    place: Place,
    from: Cursor,
    facts: &Facts,
    raw: &RawResponse,
) -> Result<Option<Position>, String> {
    let json = match from {
        Cursor::Body(pointer) => value_at(raw.json_text(), pointer).map(text_of),
        Cursor::Header(name) => match raw.headers().get(name).map(HeaderValue::as_bytes) {
            Some(value) => match str::from_utf8(value) {
                Ok(text) => Some(json_string(text.trim())),
                Err(_) => return Err(format!("the header `{name}` is not a text")),
            },
            None => None,
        },
        Cursor::Last(pointer) => match &facts.last {
            Some(last) => {
                let found = value_at(last.as_bytes(), pointer).map(text_of);
                let found = found.filter(|json| !matches!(json.as_str(), "null" | "\"\""));
                Some(found.ok_or_else(|| format!("the last entry has nothing at `{pointer}`"))?)
            }
            None if facts.len.is_none() => return Err(NO_ENTRIES.to_owned()),
            None => None,
        },
    };
    let json = json.filter(|json| !matches!(json.as_str(), "null" | "\"\"" | "false"));
    let is_scalar = |json: &String| !json.starts_with(['{', '[', 't']);
    match json {
        Some(json) if matches!(place, Place::Query(_)) && !is_scalar(&json) => Err(format!(
            "the cursor of the next page is neither a string nor a number: {}",
            raw.show(json.as_bytes())
        )),
        json => Ok(json.map(Position::Cursor)),
    }
}

/// Returns the text at a pointer, or `None` if it is missing or null.
fn text_at(body: &[u8], pointer: &str) -> Result<Option<String>, String> {
    let Some(json) = value_at(body, pointer).filter(|json| *json != b"null") else {
        return Ok(None);
    };
    match serde_json::from_slice(json) {
        Ok(text) => Ok(Some(text)),
        Err(_) if json == b"false" => Ok(None),
        Err(_) => Err(format!("the address at `{pointer}` is not a string")),
    }
}

fn text_of(json: &[u8]) -> String {
    String::from_utf8_lossy(json).into_owned()
}

fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn digest(position: &Position) -> u64 {
    let mut hasher = DefaultHasher::new();
    match position {
        // The same as a number and as a string.
        Position::Cursor(json) => match serde_json::from_str::<String>(json) {
            Ok(text) => text.hash(&mut hasher),
            Err(_) => json.hash(&mut hasher),
        },
        Position::Address(uri) => uri.to_string().hash(&mut hasher),
        Position::Number(number) | Position::Offset(number) => number.hash(&mut hasher),
        Position::Start => {}
    }
    hasher.finish()
}

/// Shows a cursor, or an address without its query.
fn shown(position: &Position, raw: &RawResponse) -> String {
    match position {
        Position::Cursor(json) => format!("the cursor is {}", raw.show(json.as_bytes())),
        Position::Address(uri) => {
            let uri = uri.to_string();
            let path = uri.split('?').next().unwrap_or_default();
            format!("the address is {}", raw.show(path.as_bytes()))
        }
        _ => String::new(),
    }
}
