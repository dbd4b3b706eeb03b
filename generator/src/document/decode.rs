//! Bytes to text: what a file is, if it is no text.

use super::parse::refused;
use crate::problem::Problems;

/// The first bytes of files that people take for documents: their packed, printed or built forms.
const OTHER_FILES: &[(&[u8], &str, &str)] = &[
    (
        b"PK\x03\x04",
        "a zip file",
        "unpack it, and give the document that is in it",
    ),
    (b"\x1f\x8b", "a gzip file", "unpack it: `gunzip FILE`"),
    (b"BZh", "a bzip2 file", "unpack it: `bunzip2 FILE`"),
    (b"\xfd7zXZ", "an xz file", "unpack it: `unxz FILE`"),
    (
        b"%PDF",
        "a PDF file",
        "ask for the OpenAPI document that it was made from",
    ),
    (
        b"\x89PNG",
        "an image",
        "ask for the OpenAPI document that it was made from",
    ),
    (b"\x7fELF", "a program", "give the OpenAPI document"),
];

/// Decodes the bytes of a file: UTF-8, and UTF-16 with a byte order mark or beginning with an ASCII character, as YAML 1.2.2
/// says in section 5.2.
///
/// # Errors
/// Fails with one problem that says what the file is, and what to do: other encodings and files that are no text.
pub fn decode(bytes: Vec<u8>) -> Result<String, Problems> {
    for (start, what, help) in OTHER_FILES {
        if bytes.starts_with(start) {
            return Err(refused(
                1,
                1,
                format!("this is {what}, not an OpenAPI document"),
                help,
            ));
        }
    }
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [first, 0, ..] if is_text(*first) => utf_16(&bytes, u16::from_le_bytes),
        [0, first, ..] if is_text(*first) => utf_16(&bytes, u16::from_be_bytes),
        _ => utf_8(bytes),
    }
}

/// Whether a document can begin with this ASCII character.
fn is_text(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problems> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).map_err(|_| {
        let message = "the file begins like UTF-16, and is not UTF-16".to_owned();
        refused(1, 1, message, "save it in UTF-8")
    })
}

fn utf_8(bytes: Vec<u8>) -> Result<String, Problems> {
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        let byte = bytes.get(end).copied().unwrap_or_default();
        if bytes.contains(&0) {
            let message = "this is not text: it has bytes of zero".to_owned();
            return refused(
                line,
                column,
                message,
                "give an OpenAPI document, in YAML or JSON",
            );
        }
        let message = format!("the file is not in UTF-8: it has the byte {byte:#04x} here");
        let help = "save it in UTF-8: from Latin-1, by `iconv -f LATIN1 -t UTF-8 FILE > NEW`";
        refused(line, column, message, help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).unwrap_err().to_string()
    }

    #[test]
    fn utf_16_is_read_in_both_orders_with_and_without_a_mark() {
        let text = "openapi: 3.1.0 # ö\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(decode(little.clone()).unwrap(), text);
        assert_eq!(decode(big.clone()).unwrap(), text);
        assert_eq!(
            decode([b"\xff\xfe".to_vec(), little].concat()).unwrap(),
            text
        );
        assert_eq!(decode([b"\xfe\xff".to_vec(), big].concat()).unwrap(), text);
        assert!(message(b"\xff\xfe\x00\xd8").contains("is not UTF-16"));
    }

    #[test]
    fn a_byte_that_is_not_utf_8_is_shown_with_its_place() {
        let text = message(b"a: 1\nb: caf\xe9\n");
        assert!(text.contains("the byte 0xe9 here"), "{text}");
        assert!(text.contains(":2:7\n"), "{text}");
        assert!(text.contains("iconv -f LATIN1"), "{text}");
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        assert!(message(b"PK\x03\x04...").contains("a zip file"));
        assert!(message(b"\x1f\x8b\x08").contains("a gzip file"));
        assert!(message(b"%PDF-1.7").contains("a PDF file"));
        assert!(message(b"\x80\x00\x00\x01").contains("not text"));
    }
}
