//! The result of each document as a row of a table, and below it the degradations by kind.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use serde_json::Value;

use super::{Options, Row};
use crate::calls::report::Calls;

/// The rows as a table, and below it the degradations by kind.
#[must_use]
pub fn table(rows: &[Row], options: &Options) -> String {
    let mut out = String::new();
    let head = [
        "document",
        "errors",
        "warn",
        "doc",
        "operations",
        "schemas",
        "degraded",
        "values",
        "called",
        "judged",
        "refused",
        "unread",
        "seconds",
        "MiB",
    ];
    line(&mut out, head.map(str::to_owned));
    for row in rows {
        match &row.refused {
            Some(reason) => {
                let _ = writeln!(out, "{:<34} refused: {reason}", row.name);
            }
            None => line(&mut out, cells(row, options)),
        }
    }
    let refused = rows.iter().filter(|row| row.refused.is_some()).count();
    let _ = write!(out, "\n{} documents, {refused} refused", rows.len());
    if options.check {
        let clean = rows.iter().filter(|row| row.is_clean()).count();
        let _ = write!(out, ", {clean} without any error or warning");
    }
    out.push('\n');
    calls(&mut out, rows);
    degradations(&mut out, rows);
    out
}

fn line(out: &mut String, cells: [String; 14]) {
    let [
        document,
        errors,
        warnings,
        doc,
        operations,
        schemas,
        degraded,
        values,
        called,
        judged,
        refused,
        unread,
        seconds,
        memory,
    ] = cells;
    let _ = writeln!(
        out,
        "{document:<34} {errors:>6} {warnings:>4} {doc:>4} {operations:>9} {schemas:>11} {degraded:>8} {values:>9} \
         {called:>9} {judged:>7} {refused:>7} {unread:>6} {seconds:>7} {memory:>6}"
    );
}

fn cells(row: &Row, options: &Options) -> [String; 14] {
    let of = |what: &str| {
        format!(
            "{}/{}",
            row.number(&format!("/{what}/covered")),
            row.number(&format!("/{what}/total"))
        )
    };
    let survived = row.values.exact + row.values.alike;
    let of_calls =
        |figure: fn(&Calls) -> String| row.calls.as_ref().map_or_else(|| "-".to_owned(), figure);
    let memory = row.number("/peak_bytes") as f64 / f64::from(1 << 20);
    [
        row.name.clone(),
        shown_if(options.check, row.errors),
        shown_if(options.check, row.warnings),
        shown_if(options.doc, row.doc_warnings),
        of("operations"),
        of("schemas"),
        row.degradations().to_string(),
        shown_if(
            options.values,
            format_args!("{survived}/{}", survived + row.values.lost.len()),
        ),
        of_calls(|calls| format!("{}/{}", calls.called, calls.operations)),
        of_calls(|calls| calls.judged.to_string()),
        of_calls(|calls| calls.refused.len().to_string()),
        of_calls(|calls| calls.unreadable.len().to_string()),
        format!("{:.2}", row.seconds),
        format!("{memory:.0}"),
    ]
}

/// A figure, if it was found out at all.
fn shown_if(is_known: bool, figure: impl Display) -> String {
    match is_known {
        true => figure.to_string(),
        false => "-".to_owned(),
    }
}

/// The sums of all calls, and the reasons of each document.
fn calls(out: &mut String, rows: &[Row]) {
    let all: Vec<(&Row, &Calls)> = (rows.iter())
        .filter_map(|row| Some((row, row.calls.as_ref()?)))
        .collect();
    if all.is_empty() {
        return;
    }
    let sum =
        |figure: fn(&Calls) -> usize| -> usize { all.iter().map(|(_, calls)| figure(calls)).sum() };
    let _ = writeln!(
        out,
        "\n{} of {} operations called, {} judged; {} requests: {} not sent, {} refused, {} not readable, {} known faults of \
         judges or documents, {} left out because their values do not fit their schema",
        sum(|calls| calls.called),
        sum(|calls| calls.operations),
        sum(|calls| calls.judged),
        sum(|calls| calls.sent),
        sum(|calls| calls.unsent.len()),
        sum(|calls| calls.refused.len()),
        sum(|calls| calls.unreadable.len()),
        sum(|calls| calls.excused.len()),
        sum(|calls| calls.left_out),
    );
    for (row, calls) in all {
        let reasons = calls.reasons();
        if !reasons.is_empty() {
            let _ = write!(out, "\n{}:\n{reasons}", row.name);
        }
    }
}

fn degradations(out: &mut String, rows: &[Row]) {
    let mut kinds: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.refused.is_none()) {
        let of_row = row.stats.get("degradations").and_then(Value::as_object);
        for (kind, number) in of_row.into_iter().flatten() {
            let (documents, places) = kinds.entry(kind).or_default();
            *documents += 1;
            *places += number.as_u64().unwrap_or(0);
        }
    }
    if kinds.is_empty() {
        return;
    }
    out.push_str("\ndegradations: places, documents, kind\n");
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, (documents, places))| Reverse((*places, *documents)));
    for (kind, (documents, places)) in kinds {
        let _ = writeln!(out, "{places:>7} {documents:>4}  {kind}");
    }
}
