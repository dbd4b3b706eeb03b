//! Operations of the fixtures, a module for each construct: the requests that are made, the bytes that are sent to a
//! server in the test process, and the results of its responses.

#[cfg(test)]
mod alternatives;
#[cfg(test)]
mod any_media;
#[cfg(test)]
mod binary_media;
#[cfg(test)]
mod bodies;
mod body_lines;
#[cfg(test)]
mod byte_streams;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod clients;
#[cfg(test)]
mod decimals;
#[cfg(test)]
#[cfg(unix)]
mod docker;
#[cfg(test)]
mod event_streams;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod helpers;
#[cfg(test)]
mod idempotency_keys;
#[cfg(test)]
mod json_bodies;
#[cfg(test)]
mod methods;
#[cfg(test)]
mod mock_examples;
#[cfg(test)]
mod multipart;
#[cfg(test)]
mod names;
#[cfg(test)]
mod one_error;
#[cfg(test)]
mod openai;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod paging_kinds;
#[cfg(test)]
mod parameters;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod paths;
#[cfg(test)]
mod plain_http;
#[cfg(test)]
mod qdrant;
#[cfg(test)]
mod query;
#[cfg(test)]
mod required_lists;
#[cfg(test)]
mod response_headers;
#[cfg(test)]
mod responses;
#[cfg(test)]
mod returns;
#[cfg(test)]
mod security;
#[cfg(test)]
mod split_lists;
#[cfg(test)]
mod stream_items;
#[cfg(test)]
mod styles;
#[cfg(test)]
mod swagger;
#[cfg(test)]
mod undocumented_bodies;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod values;
#[cfg(test)]
mod version_3_2;
