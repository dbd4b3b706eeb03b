//! A route: `GET /pets/{id}`.

/// A method, and the path of an operation as its document writes it.
#[derive(Debug)]
pub(super) struct Route {
    method: String,
    segments: Vec<String>,
}

impl Route {
    /// Reads `GET /pets/{id}`.
    pub(super) fn new(route: &str) -> Self {
        let (method, path) = route.trim().split_once(' ').unwrap_or(("", route));
        Self {
            method: method.to_ascii_uppercase(),
            segments: segments(path.trim()),
        }
    }

    /// Returns how well it fits a request: a greater number for more segments, and for fewer placeholders. `None` if it does
    /// not fit. The path of the base URL can be in front of it.
    pub(super) fn fits(&self, method: &str, path: &str) -> Option<(usize, usize)> {
        let path = segments(path);
        let before = path.len().checked_sub(self.segments.len())?;
        let mut pairs = self.segments.iter().zip(path.iter().skip(before));
        let fits = self.method == method && pairs.all(|(known, segment)| is_same(known, segment));
        fits.then(|| self.size())
    }

    /// Returns the number of its segments, and of those without a placeholder.
    pub(super) fn size(&self) -> (usize, usize) {
        let segments = self.segments.iter();
        let fixed = segments.filter(|segment| !segment.contains('{'));
        (self.segments.len(), fixed.count())
    }
}

fn segments(path: &str) -> Vec<String> {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

/// Whether a segment is one of the route: the same, or with text for a placeholder (`{id}`, `{name}.json`).
fn is_same(known: &str, segment: &str) -> bool {
    let Some((before, rest)) = known.split_once('{') else {
        return known == segment;
    };
    let after = rest.rsplit_once('}').map_or("", |(_, after)| after);
    segment.len() > before.len() + after.len()
        && segment.starts_with(before)
        && segment.ends_with(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_fits_behind_the_path_of_the_base_url() {
        let route = Route::new("GET /pets/{id}");
        assert_eq!(route.fits("GET", "/api/v1/pets/7"), Some((2, 1)));
        assert_eq!(route.fits("GET", "/pets/7"), Some((2, 1)));
        for (method, path) in [
            ("POST", "/pets/7"),
            ("GET", "/pets"),
            ("GET", "/pets/"),
            ("GET", "/pets/7/toys"),
            ("GET", "/"),
        ] {
            assert_eq!(route.fits(method, path), None, "{method} {path}");
        }
        let file = Route::new("get /files/{name}.json");
        assert_eq!(file.fits("GET", "/files/a.json"), Some((2, 1)));
        assert_eq!(file.fits("GET", "/files/a.xml"), None);
        // A placeholder stands for some text.
        assert_eq!(file.fits("GET", "/files/.json"), None);
    }
}
