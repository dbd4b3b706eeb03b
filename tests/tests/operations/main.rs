//! Every construct of an operation against a server in the test process: the bytes that go out, and what becomes of
//! the bytes that come back.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod byte_streams;
#[cfg(test)]
mod event_streams;
#[cfg(test)]
mod multipart;
#[cfg(test)]
mod parameters;
#[cfg(test)]
mod security;
#[cfg(test)]
mod styles;
#[cfg(test)]
mod swagger;
