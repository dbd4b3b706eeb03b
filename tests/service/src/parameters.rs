//! [`Parameters`]: the query of a request.

use std::str::FromStr;

use crate::error::Refused;

/// The pairs of a query. The last one of a name counts.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn new(query: &str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter().rev();
        pairs.find_map(|(other, value)| (other == name).then_some(value.as_str()))
    }

    /// Whether a parameter is there. For some, the service reads every value as true.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn is_true(&self, name: &str, default: bool) -> bool {
        self.get(name).map_or(default, |value| value == "true")
    }

    /// Reads a value. A value that cannot be read is an error.
    pub(crate) fn parse<T: FromStr>(&self, name: &str) -> Result<Option<T>, Refused> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let parsed = value.parse().map(Some);
        parsed.map_err(|_| Refused::bad_request(&format!("{name} is invalid")))
    }

    /// Returns the items of a list with commas.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<&str>> {
        self.get(name).map(|value| value.split(',').collect())
    }

    /// Reads the items of a list of ids.
    pub(crate) fn ids(&self, name: &str) -> Result<Option<Vec<u64>>, Refused> {
        let Some(items) = self.list(name) else {
            return Ok(None);
        };
        let ids: Result<Vec<u64>, _> = items.iter().map(|item| item.parse()).collect();
        ids.map(Some)
            .map_err(|_| Refused::bad_request(&format!("{name} is invalid")))
    }
}

/// Decodes percent-encoding.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                let digits = std::str::from_utf8(&digits).unwrap();
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap()
}
