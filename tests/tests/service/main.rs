//! The client against a service with the rules of the real one, whose entries change while they are read. The clock is
//! simulated.

#[cfg(test)]
mod by_key;
#[cfg(test)]
mod by_page;
#[cfg(test)]
mod connected;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod reading;
