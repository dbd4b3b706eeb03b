//! Tables: a row on each line.

use super::inline::{BREAK, inline};

/// Whether a line is the head of a table: the line below it only draws columns.
pub(super) fn is_begun(head: &str, below: Option<&str>) -> bool {
    let below = below.unwrap_or_default().trim();
    head.contains('|')
        && below.contains('-')
        && below.contains('|')
        && below.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The rows with their cells, as many in each as in the head.
pub(super) fn lines(rows: &[&str]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, columns)).collect();
    if !lines.is_empty() {
        lines.insert(1, format!("|{}", "---|".repeat(columns)));
    }
    lines
}

fn line(cells: &[String], columns: usize) -> String {
    let mut line = "|".to_owned();
    for column in 0..columns {
        let cell = cells.get(column).map(String::as_str).unwrap_or_default();
        line.push_str(&format!(" {cell}"));
        // What is in no column of the head is in the last one.
        if column + 1 == columns {
            let more = cells.get(columns..).unwrap_or_default();
            line.extend(more.iter().map(|cell| format!(" {cell}")));
        }
        line.push_str(" |");
    }
    line
}

/// The cells of a row, which `\\|` does not part.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().replace("\\|", "\u{3}");
    let row = row.strip_prefix('|').unwrap_or(&row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').map(cell).collect()
}

fn cell(text: &str) -> String {
    let text = inline(text.replace(BREAK, " ").replace('\u{3}', "|").trim());
    // In code, too, only a backslash keeps a bar from ending the cell.
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '|' && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
