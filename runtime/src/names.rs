//! Where a name is in a list of names: a hash table that is made while the client is compiled.
//!
//! Any order of properties is as good as another, and a name that is not in the list costs no more than one that is. It
//! reads a page as fast as the `match` that a derive writes, which would have to be compiled for each struct.

/// How many slots a table of so many names has. A power of two; at least half of them are empty.
#[doc(hidden)]
pub const fn slot_count(names: usize) -> usize {
    (names * 2 + 1).next_power_of_two()
}

/// The table: in each slot the index of a name, counted from 1, or 0 if it is empty. A name is in the slot of
/// its hash, or in the first one behind it that was empty.
#[doc(hidden)]
#[expect(clippy::indexing_slicing, reason = "runs in the compiler")]
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

/// The index of `name` in `names`, of which `slots` is the table.
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

/// Three letters and the length tell nearly all the names of an object apart. Those of an object with hundreds of them
/// are told apart by all their letters (FNV-1a): the compiler would search too long otherwise.
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

    /// Every name is where it is, also where hashes are the same and where the table's end is passed.
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
