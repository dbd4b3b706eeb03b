//! The documents as another parser reads them, compared with the IR of the generator.
//!
//! `serde_yaml` and `openapiv3` share no code with the generator's own parser. Every operation, parameter, schema and
//! property that they read must be in the IR under the same name, required and nullable where it is, and of the same
//! type. The exceptions are listed in `exceptions`, each with its reason.

#[cfg(test)]
mod alike;
#[cfg(test)]
mod body;
#[cfg(test)]
mod comparison;
#[cfg(test)]
mod exceptions;
#[cfg(test)]
mod operation;
#[cfg(test)]
mod parameter;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod shape;
