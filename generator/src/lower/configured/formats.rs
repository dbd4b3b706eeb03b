//! `[formats]`: types of other crates for formats.

use super::settings::Configured;
use crate::config::suggest;
use crate::openapi::formats::Formats;

impl Configured<'_> {
    /// The types that are chosen for formats.
    pub(in crate::lower) fn formats(&self) -> Formats {
        let settings = self.config.map_or(&[][..], |config| &config.formats);
        let chosen = settings.iter();
        Formats::new(
            chosen
                .map(|it| (it.format.value.clone(), it.ty.clone()))
                .collect(),
        )
    }

    /// Reports the formats that no value has.
    pub(in crate::lower) fn check_formats(&self, formats: &Formats) {
        let settings = self.config.map_or(&[][..], |config| &config.formats);
        let unused = (settings.iter())
            .map(|setting| &setting.format)
            .filter(|format| !formats.is_used(&format.value) && !self.is_partial());
        for format in unused {
            let name = &format.value;
            let seen = formats.seen();
            let list: Vec<String> = seen.iter().map(|seen| format!("`{seen}`")).collect();
            let otherwise = match list.as_slice() {
                [] => "remove the line: no value of the document has a format".to_owned(),
                list => format!(
                    "the formats of the document are {}; remove the line if none is meant",
                    list.join(", ")
                ),
            };
            let message = match seen.contains(name) {
                true => format!("no value with the format `{name}` can have this type"),
                false => format!("`{name}` is not a format of a value of the document"),
            };
            let others = seen.iter().filter(|seen| *seen != name).map(String::as_str);
            self.error(format, message, suggest::help(name, others, &otherwise));
        }
    }
}
