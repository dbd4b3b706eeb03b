//! Tests of the public API, as generated code, callers and servers see it.

// In generated code, and so in these tests, the runtime has this name.
extern crate specwright_runtime as runtime;

#[cfg(test)]
mod api;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod by_key;
#[cfg(test)]
mod by_key_rules;
#[cfg(test)]
mod call;
#[cfg(test)]
mod chunks;
#[cfg(test)]
mod config;
#[cfg(test)]
#[cfg(feature = "ring")]
mod connections;
#[cfg(test)]
mod counted_pages;
#[cfg(test)]
mod decoders;
#[cfg(test)]
mod derives;
#[cfg(test)]
mod enums;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod features;
#[cfg(test)]
mod holds;
#[cfg(test)]
#[cfg(all(feature = "http2", feature = "ring"))]
mod http2;
#[cfg(test)]
mod ids;
#[cfg(test)]
mod lenient;
#[cfg(test)]
mod limited;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod objects;
#[cfg(test)]
mod pace;
#[cfg(test)]
mod pages_again;
#[cfg(test)]
mod paging_kinds;
#[cfg(test)]
mod parts_of_a_list;
#[cfg(test)]
mod pet_list;
#[cfg(test)]
mod pet_responses;
#[cfg(test)]
#[cfg(feature = "ring")]
mod proxy;
#[cfg(test)]
mod query_lists;
#[cfg(test)]
mod reconnect;
#[cfg(test)]
mod request;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod stated;
#[cfg(test)]
mod streams;
#[cfg(test)]
#[cfg(all(feature = "reqwest", feature = "ring"))]
mod tls;
#[cfg(test)]
mod tolerated;
#[cfg(test)]
mod tolerated_statuses;
mod tolerated_streams;
#[cfg(test)]
#[cfg(feature = "tracing")]
mod traces;
#[cfg(test)]
mod unions;
#[cfg(test)]
mod values;
#[cfg(test)]
mod wire;
