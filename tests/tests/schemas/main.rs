//! Types of the fixtures, a module for each construct: what is read, what is written, and what is refused.

#[cfg(test)]
mod conversions;
#[cfg(test)]
mod decimals;
#[cfg(test)]
mod directions;
#[cfg(test)]
mod enum_words;
#[cfg(test)]
mod enums;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod formats_of_times;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod generic_schemas;
#[cfg(test)]
mod helpers;
#[cfg(test)]
mod lists_and_maps;
#[cfg(test)]
mod names;
#[cfg(test)]
mod nullable;
#[cfg(test)]
mod objects;
#[cfg(test)]
mod odd;
#[cfg(test)]
mod open_and_closed_enums;
#[cfg(test)]
mod other_properties;
#[cfg(test)]
mod recursive_types;
#[cfg(test)]
mod request_bodies;
#[cfg(test)]
mod response_fields;
#[cfg(test)]
mod results;
#[cfg(test)]
mod schema_keywords;
#[cfg(test)]
mod union_in_the_middle;
#[cfg(test)]
mod union_kinds;
#[cfg(test)]
mod union_lists;
#[cfg(test)]
mod union_of_overlapping;
#[cfg(test)]
mod union_tags;
#[cfg(test)]
mod unions;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod wrong_places;
