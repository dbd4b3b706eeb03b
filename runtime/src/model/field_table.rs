//! The index of a name in the list of a struct's property names: a hash table that the compiler makes.
//!
//! The derive of serde writes a `match` over the names for each struct. Reading an object takes the same time with both,
//! but the table compiles faster: a struct has a constant, not a function. Checking a crate with sixty structs of forty
//! properties takes half as long as with the derive. Crates for perfect hash tables need a procedural macro, which this
//! crate does without.

/// Returns the number of slots of a table: a power of two, of which at least half are empty.
pub const fn slot_count(names: usize) -> usize {
    (names * 2 + 1).next_power_of_two()
}

/// Makes the table of `names`. Each slot has the index of a name plus one, or 0 if it is empty. A name is in the slot of
/// its hash, or in the next empty slot (linear probing).
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
pub const fn slots<const COUNT: usize>(names: &[&str]) -> [u16; COUNT] {
    assert!(names.len() < u16::MAX as usize && names.len() < COUNT);
    let mut slots = [0; COUNT];
    let mut index = 0;
    while index < names.len() {
        let mut slot = hash(names[index], COUNT);
        while slots[slot % COUNT] != 0 {
            slot += 1;
        }
        index += 1;
        slots[slot % COUNT] = index as u16;
    }
    slots
}

/// Returns the index of `name` in `names`, whose table is `slots`.
pub(crate) fn index_of(names: &[&str], slots: &[u16], name: &str) -> Option<usize> {
    let mask = slots.len().checked_sub(1)?;
    let mut slot = hash(name, slots.len());
    loop {
        let index = usize::from(*slots.get(slot & mask)?).checked_sub(1)?;
        if *names.get(index)? == name {
            return Some(index);
        }
        slot += 1;
    }
}

/// Hashes a name by its length and three of its bytes, which differ for nearly all names of an object. In objects with
/// hundreds of names there would be many collisions, which cost time in the compiler, so these use all bytes (FNV-1a).
#[expect(clippy::indexing_slicing, reason = "the indexes are within the name")]
const fn hash(name: &str, slots: usize) -> usize {
    let (name, len) = (name.as_bytes(), name.len());
    if len == 0 {
        return 0;
    }
    if slots <= 512 {
        let (first, middle, last) = (name[0], name[len / 2], name[len - 1]);
        return len * 5 + first as usize + middle as usize * 7 + last as usize * 3;
    }
    let mut hash: u32 = 0x811c_9dc5;
    let mut index = 0;
    while index < len {
        hash = (hash ^ name[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::{index_of, slot_count, slots};

    /// The names include collisions, and probing past the end of the table.
    #[test]
    fn finds_each_name_and_no_other() {
        const NAMES: &[&str] = &[
            "", "a", "b", "id", "type", "abcabc", "cbacba", "axxbxxa", "ayybyya", "azzbzza", "é",
            "~~~~~~~~",
        ];
        const SLOTS: [u16; slot_count(NAMES.len())] = slots(NAMES);
        for (index, name) in NAMES.iter().enumerate() {
            assert_eq!(index_of(NAMES, &SLOTS, name), Some(index), "{name}");
        }
        for name in ["c", "i", "idd", "axxbyya", "type ", "~"] {
            assert_eq!(index_of(NAMES, &SLOTS, name), None, "{name}");
        }
        const NONE: [u16; slot_count(0)] = slots(&[]);
        assert_eq!(index_of(&[], &NONE, "id"), None);
    }
}
