//! For generated code only. Nothing here is part of the public API, and any of it can change in any version.
//!
//! The macros of this crate expand to code in other crates, so everything that they name has to be public. Callers use
//! what the root of the crate exports.

pub use serde;
pub use serde_json::{Value, json};

pub use crate::{
    client::environment::{none_set, required_base_url},
    encode::scalar::Scalar,
    exchange::{
        decode_error::DecodeError,
        documented_headers::{HeaderForm, ReadHeaders, ShownHeader},
        expected::Expected,
        operation::method,
        raw_response::RawResponse,
    },
    model::{
        additional::check_other,
        alike::{agrees, optional, required},
        constant::Constant,
        field_table::{slot_count, slots},
        integer_enum::read_integer,
        integer_ids::{IntegerIds, Integers, integer_ids, integers},
        json::object_of,
        map_items::{Items, read_items},
        money::money,
        object_reader::{
            expect_object, finish, finish_required, next_key, read_constant, read_other, read_text,
            read_value, skip_value, unknown_fields,
        },
        property::Property,
        string_enum::{UnknownValue, deserialize_closed, deserialize_open, from_str_closed},
        union::{
            buffered::{
                is_kind, keep, no_kind, read_buffered, read_default, read_exact, read_variant,
                unknown_fields_of,
            },
            tag_writer::{tag_of, write_tagged},
            untagged::Trial,
        },
        unreadable::UnreadableObjects,
    },
    response::{
        decode::{Decode, Empty},
        error_body::ErrorBody,
        links::{Collection, Links, dangling},
        per_status::{has_success, select},
        read::Read,
        stated::Suspect,
    },
    text::tolerant::{integer_of, tolerant},
};
