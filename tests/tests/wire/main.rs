//! The client against a server in the test process: the bytes that are sent, and the results of the bytes that come back.

#[cfg(test)]
mod additional;
#[cfg(test)]
mod alike;
#[cfg(test)]
mod async_hooks;
#[cfg(test)]
mod bad_http;
#[cfg(test)]
mod bad_responses;
#[cfg(test)]
mod blocking;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod by_key;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod chunks_at_once;
#[cfg(test)]
mod chunks_without_refused;
#[cfg(test)]
mod client;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod crowd;
#[cfg(test)]
mod decode;
#[cfg(test)]
mod doubt;
#[cfg(test)]
mod echoes;
#[cfg(test)]
mod error_shapes;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod events;
#[cfg(test)]
mod every_field;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod expected_entries;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod followed_redirects;
#[cfg(test)]
mod fresh_connections;
#[cfg(test)]
mod from_env;
#[cfg(test)]
mod gzip;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod keep_alive;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod long_lists;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod not_sent;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod own_reqwest;
#[cfg(test)]
mod own_tower;
#[cfg(test)]
mod own_transport;
#[cfg(test)]
mod page;
#[cfg(test)]
mod pages_at_once;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod parameters;
#[cfg(test)]
mod partly_sent;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod rate_limit;
#[cfg(test)]
mod record_once;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod redaction;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod request_ids;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod retry_rules;
#[cfg(test)]
mod retry_table;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod standstill;
#[cfg(test)]
mod statuses;
#[cfg(test)]
mod table;
#[cfg(test)]
mod token;
#[cfg(test)]
mod token_errors;
#[cfg(test)]
mod token_rejected;
#[cfg(test)]
mod token_source;
#[cfg(test)]
mod transport;
#[cfg(test)]
#[cfg(unix)]
mod unix_socket;
#[cfg(test)]
mod unreadable;
#[cfg(test)]
mod waits;
