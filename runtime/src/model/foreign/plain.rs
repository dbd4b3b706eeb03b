//! Types of other crates that are used as they are.

use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    model::{integer_ids::IntegerIds, property::Property},
    text::tolerant::tolerant,
};

/// Types that serde reads and writes as one text, dates and times after they are corrected. Some services send `""` for a
/// value that is not set.
macro_rules! plain {
    ($($(#[$feature:meta])? $ty:ty;)*) => {
        $(
            $(#[$feature])?
            impl Property for $ty {
                const EMPTY_IS_ABSENT: bool = true;

                fn read<'de, D: Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Self, D::Error> {
                    Self::deserialize(tolerant(deserializer))
                }
            }

            $(#[$feature])?
            impl IntegerIds for $ty {
                fn serialize_integers<S: Serializer>(
                    &self,
                    serializer: S,
                ) -> Result<S::Ok, S::Error> {
                    self.serialize(serializer)
                }
            }
        )*
    };
}

plain! {
    #[cfg(feature = "uuid")] uuid::Uuid;
    #[cfg(feature = "url")] url::Url;
    DateTime;
    #[cfg(feature = "chrono")] chrono::DateTime<chrono::Utc>;
    #[cfg(feature = "chrono")] chrono::NaiveDate;
}
