//! What is tolerated in the responses of servers.
//!
//! To be written.
