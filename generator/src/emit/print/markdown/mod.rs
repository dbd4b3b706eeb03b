//! Markdown of the document to Markdown that is safe in a documentation comment.
//!
//! Whatever a description holds, what comes out has no doctest, no HTML, no link that rustdoc would
//! look up, and nothing that rustdoc or clippy warns of. Headings, paragraphs, lists, quotes, tables, code and
//! links to the web stay what they are, and so do the tags of HTML that mean the same. Everything else is shown as it was
//! written.

mod blocks;
mod clean;
mod html;
mod inline;
mod links;
mod table;

use self::blocks::item;
use self::clean::clean;
use self::inline::{BREAK, inline};
pub(super) use self::inline::{code_span, wrap};

/// The lines of a comment, without trailing blanks; none if there is nothing to say.
pub(super) fn lines(text: &str) -> Vec<String> {
    blocks::lines(&html::to_markdown(&clean(text)))
}

/// All of a text as one safe paragraph, for where there is room for no more.
pub(super) fn paragraph(text: &str) -> String {
    let text = html::to_markdown(&clean(text)).replace(BREAK, " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    inline(&words.join(" "))
}

/// An item of a list, of text that is safe already.
pub(super) fn list_line(text: &str) -> Vec<String> {
    item("-", wrap(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(
            lines("One line.\nStill it.\n\nAnother."),
            ["One line. Still it.", "", "Another."]
        );
        assert_eq!(
            lines("See `a_b` and https://example.com/x_y."),
            ["See `a_b` and <https://example.com/x_y>."]
        );
        assert_eq!(
            lines("[docs](https://e.com/a) here"),
            ["[docs](https://e.com/a) here"]
        );
        assert_eq!(
            lines("Values:\n- one\n  more\n* two\n\n1) three"),
            ["Values:", "", "- one more", "- two", "1. three"]
        );
        assert_eq!(lines("# Title\ntext"), ["# Title", "", "text"]);
        assert_eq!(lines(" \n\t"), Vec::<String>::new());
    }

    #[test]
    fn addresses_are_whole() {
        let link = "[a](https://e.com/a_(b)) and (https://e.com/c_(d)).";
        assert_eq!(
            lines(link),
            ["[a](<https://e.com/a_(b)>) and (<https://e.com/c_(d)>)."]
        );
        assert_eq!(lines("See <https://e.com>."), ["See <https://e.com>."]);
        assert_eq!(lines("<https://e.com x>"), ["\\<<https://e.com> x>"]);
    }

    #[test]
    fn code_in_a_list_begins_where_its_fence_does() {
        assert_eq!(
            lines("- a\n  ```\n  x {\n    y\n z\n  ```"),
            ["- a", "", "  ```text", "  x {", "    y", "  z", "  ```"]
        );
    }

    #[test]
    fn letters_that_belong_together_stay_together() {
        assert_eq!(
            lines("👩\u{200d}👧 می\u{200c}خواهم"),
            ["👩\u{200d}👧 می\u{200c}خواهم"]
        );
        assert_eq!(lines("\u{200d}"), Vec::<String>::new());
    }

    #[test]
    fn nothing_means_more_than_itself() {
        assert_eq!(
            lines("a [link] <b> \\[x] | y"),
            ["a \\[link\\] \\<b> \\\\\\[x\\] \\| y"]
        );
        assert_eq!(lines("an ` unbalanced"), ["an \\` unbalanced"]);
        assert_eq!(lines("- \n+"), ["\\- +"]);
        assert_eq!(lines("2020. A year"), ["2020. A year"]);
        assert_eq!(
            lines("```rust\npanic!()\n```"),
            ["```text", "panic!()", "```"]
        );
        assert_eq!(
            lines("~~~\n```\npanic!()"),
            ["````text", "```", "panic!()", "````"]
        );
        assert_eq!(lines("    indented code"), ["indented code"]);
        assert_eq!(lines("a\u{202e}b\u{7}c\td"), ["ab c d"]);
    }

    #[test]
    fn no_line_begins_a_block() {
        let text = format!("{} ~~~ - # > 1. = *x", "word ".repeat(18).trim_end());
        for line in lines(&text) {
            assert!(
                line.starts_with("word") || line.starts_with('\\') || line.starts_with("1\\."),
                "{line}"
            );
        }
    }

    #[test]
    fn code_spans_hold_anything() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(code_span("`"), "`` ` ``");
        assert_eq!(code_span("a\nb"), "`a b`");
        assert_eq!(code_span(""), "“” (blank)");
    }

    #[test]
    fn headings_lists_quotes_and_tables_stay() {
        assert_eq!(
            lines("One\n===\n## Two ##\ntext  \nmore\n\n---\n\nend\n\n***"),
            [
                "# One", "", "## Two", "", "text\\", "more", "", "***", "", "end"
            ]
        );
        assert_eq!(
            lines("1. one\n   - a\n   - b\n\n     more of b\n2. two\n* x\n5. five"),
            [
                "1. one",
                "   - a",
                "   - b",
                "",
                "     more of b",
                "2. two",
                "- x",
                "",
                "5. five"
            ]
        );
        assert_eq!(lines("> a\n> - b\n\nc"), ["> a", ">", "> - b", "", "c"]);
        assert_eq!(
            lines("a | b\n---|:-:\n`x\\|y` | [k](https://e.com)\n1\n"),
            [
                "| a | b |",
                "|---|---|",
                "| `x\\|y` | [k](https://e.com) |",
                "",
                "1"
            ]
        );
    }

    #[test]
    fn links_lead_somewhere_or_are_text() {
        for (text, expected) in [
            ("[a](b.md) [c](#d) [e](/f/g \"h\")", "a c e"),
            ("[a b](https://e.com \"t\").", "[a b](https://e.com)."),
            ("![pic](https://e.com/p.png)", "[pic](https://e.com/p.png)"),
            ("[![pic](p.png)](https://e.com/p)", "[pic](https://e.com/p)"),
            ("[https://e.com](https://e.com)", "<https://e.com>"),
            ("[a](mailto:b@c.example)", "[a](mailto:b@c.example)"),
            ("list[0](1 + 2)", "list\\[0\\](1 + 2)"),
        ] {
            assert_eq!(lines(text), [expected], "{text}");
        }
    }

    #[test]
    fn tags_with_a_meaning_in_markdown_become_it() {
        for (text, expected) in [
            (
                "<p>See <a href=\"https://e.com/a\" target=_blank>this <b>page</b></a>.</p>",
                &["See [this **page**](https://e.com/a)."][..],
            ),
            ("a<br>b<br/><br />c", &["a\\", "b", "", "c"]),
            (
                "<ul><li>one</li><li><i>two</i><ol><li>x</ol></ul>end",
                &["- one", "- *two*", "  1. x", "", "end"],
            ),
            (
                "<code>Vec&lt;T></code> `<b>x</b>`",
                &["`Vec<T>` `<b>x</b>`"],
            ),
            ("<a href='b'>c</a><!-- d -->", &["c"]),
            (
                "<h2>T</h2>x<pre>\n<b>y\n</pre>",
                &["## T", "", "x", "", "```text", "y", "```"],
            ),
            (
                "<your-id> <b>x <T> 1 < 2",
                &["\\<your-id> \\<b>x \\<T> 1 \\< 2"],
            ),
            ("<script>x</script>", &["\\<script>x\\</script>"]),
        ] {
            assert_eq!(lines(text), expected, "{text}");
        }
        assert_eq!(paragraph("a<br>b<ul><li>c</ul>"), "a b - c");
    }
}
