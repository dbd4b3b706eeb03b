//! A setting for the pages of an operation, as far as it is compared with it, and the parts that do not fit.

use super::page_places::{Kind, Place, Places};
use crate::http::Method;
use crate::ir::ParameterPlace;
use crate::lower::draft::{Output, ParameterKind};
use crate::lower::operation::call::CallDraft;
use crate::lower::operation::parameter::{NamelessParameter, Parameters};
use crate::openapi::distance::nearest;
use crate::openapi::paging::PagingSetting;

/// A part of a setting that does not fit an operation.
#[derive(Debug)]
pub(in crate::lower) struct Misfit {
    /// The key of the part; empty for all of the setting.
    pub(in crate::lower) key: &'static str,
    /// Which of the names at the key, if there are several.
    pub(in crate::lower) index: usize,
    pub(in crate::lower) message: String,
    pub(in crate::lower) help: String,
}

impl Misfit {
    /// A reason for which all of a setting does not fit.
    pub(in crate::lower) fn whole(message: &str, help: &str) -> Self {
        Self {
            key: "",
            index: 0,
            message: message.to_owned(),
            help: help.to_owned(),
        }
    }
}

/// The parts of an operation that a setting is about.
pub(in crate::lower) struct PagedOperation<'p> {
    pub(in crate::lower) method: &'p Method,
    pub(in crate::lower) parameters: &'p Parameters,
    pub(in crate::lower) calls: &'p [CallDraft],
    pub(in crate::lower) output: &'p Output,
}

impl<'p> PagedOperation<'p> {
    pub(in crate::lower) fn new(
        method: &'p Method,
        parameters: &'p Parameters,
        calls: &'p [CallDraft],
        output: &'p Output,
    ) -> Self {
        Self {
            method,
            parameters,
            calls,
            output,
        }
    }
}

/// A setting that is compared with an operation.
pub(super) struct Fitting<'p> {
    pub(super) places: Places<'p>,
    pub(super) operation: &'p PagedOperation<'p>,
    pub(super) setting: &'p PagingSetting,
    pub(super) misfits: Vec<Misfit>,
}

impl<'p> Fitting<'p> {
    pub(super) fn misfit(
        &mut self,
        key: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.misfits.push(Misfit {
            key,
            index: 0,
            message: message.into(),
            help: help.into(),
        });
    }

    pub(super) fn query_parameter(&self, name: &str) -> Option<&'p NamelessParameter> {
        let found = self.operation.parameters.get(name);
        found.filter(|found| found.place == ParameterPlace::Query)
    }

    /// The name of a query parameter with an integer.
    pub(super) fn integer(&mut self, key: &'static str, name: &str) -> Option<String> {
        let Some(parameter) = self.query_parameter(name) else {
            let message = format!("`{name}` is not a parameter of this operation");
            let help = self.parameter_help(name, "name the query parameter");
            self.misfit(key, message, help);
            return None;
        };
        let is_integer = match &parameter.kind {
            ParameterKind::Single { ty, .. } => self.places.is_kind(ty, Kind::Number),
            _ => false,
        };
        if !is_integer {
            let help = "name a query parameter of `type: integer`";
            self.misfit(key, format!("`{name}` is not an integer"), help);
        }
        is_integer.then(|| name.to_owned())
    }

    pub(super) fn parameter_help(&self, name: &str, help: &str) -> String {
        let all = self.operation.parameters.all();
        let query = all
            .iter()
            .filter(|(it, _)| it.place == ParameterPlace::Query);
        let names = query.map(|(parameter, _)| parameter.wire_name.as_str());
        match nearest(name, names) {
            Some(near) => format!("{help}: is `{near}` meant?"),
            None => help.to_owned(),
        }
    }

    /// A place in the response.
    pub(super) fn place(
        &mut self,
        key: &'static str,
        text: Option<&str>,
        kind: Kind,
    ) -> Option<Place> {
        let text = text?;
        let found = self.places.in_response(text, kind);
        self.found(key, found, text, "the response")
    }

    /// The place, or the reason why there is none.
    pub(super) fn found(
        &mut self,
        key: &'static str,
        found: Result<Place, Option<String>>,
        text: &str,
        root: &str,
    ) -> Option<Place> {
        let near = match found {
            Ok(place) => return Some(place),
            Err(near) => near,
        };
        let (what, example) = match key {
            "page_count" | "page_number" | "count" => ("no integer", format!("/meta/{key}")),
            "more" => ("no boolean", "/has_more".to_owned()),
            "next" => ("no string", "/links/next".to_owned()),
            "last" | "key" => ("no string or number", "/id".to_owned()),
            _ => ("no string or number", "/next_cursor".to_owned()),
        };
        let help = match near {
            Some(near) => format!("is `{near}` meant?"),
            None => format!("write a JSON pointer into {root}: `{example}`"),
        };
        self.misfit(key, format!("`{text}` leads to {what} in {root}"), help);
        None
    }
}
