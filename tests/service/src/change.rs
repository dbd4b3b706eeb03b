//! Changes at random, as other users make them.

use crate::{random::Random, store::Store};

impl Store {
    /// Makes one change at random: an entry is changed, deleted, or added to a project. One in four that are added becomes
    /// visible only with [`commit`](Store::commit), although it is created now.
    ///
    /// # Panics
    /// Panics if there is no project.
    pub fn change(&mut self, random: &mut Random) {
        let ids: Vec<u64> = self.entries.keys().copied().collect();
        let any = |random: &mut Random| {
            let index = usize::try_from(random.below(ids.len() as u64)).unwrap();
            ids.get(index).copied()
        };
        match (random.below(4), any(random)) {
            (0 | 1, Some(id)) => {
                let minutes = i64::try_from(random.below(480)).unwrap() + 1;
                self.update(id, |entry| entry.time_in_minutes = minutes);
            }
            (2, Some(id)) => {
                self.delete(id);
            }
            _ => {
                let project = *self.projects.keys().next().unwrap();
                if random.once_in(4) {
                    let entry = self.make(project);
                    self.hidden.push(entry);
                } else {
                    self.add(project);
                }
            }
        }
    }
}
