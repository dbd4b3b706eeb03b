//! Tests of the public API, as generated code, callers and servers see it.

#[cfg(test)]
mod api;
#[cfg(test)]
mod call;
#[cfg(test)]
mod config;
#[cfg(test)]
mod derives;
#[cfg(test)]
mod enums;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod ids;
#[cfg(test)]
mod objects;
#[cfg(test)]
mod request;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod values;
#[cfg(test)]
mod wire;
