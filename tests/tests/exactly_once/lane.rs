//! One lane of a plan: its calls of the client, and the client's reports.

use std::{collections::HashMap, thread, time::Duration};

use generated_client::Call as _;
use generated_client::{
    Client, Error, Outcome, Response, Retry, date,
    models::{NewTimeEntry, TimeEntryPage, TimeEntryUpdate},
};

use crate::{
    comparison::{Call, Record},
    plan::Step,
    store::{note, number},
    tally::Tally,
};

/// The client's side of one lane.
pub(crate) struct Lane {
    client: Client,
    retry: Retry,
    /// Everything that this lane tried to create.
    records: Vec<Record>,
    tally: Tally,
    next_note: u64,
    next_minutes: i32,
}

impl Lane {
    /// `number` keeps its notes different from those of other lanes.
    pub(crate) fn new(client: Client, retry: Retry, number: usize) -> Self {
        Self {
            client,
            retry,
            records: Vec::new(),
            tally: Tally::default(),
            next_note: u64::try_from(number).unwrap() * 1_000_000,
            next_minutes: 1,
        }
    }

    /// Takes all steps, one after another.
    pub(crate) async fn run(mut self, steps: Vec<Step>) -> (Vec<Record>, Tally) {
        for step in steps {
            match step {
                Step::Create => self.create().await,
                Step::Update(index) => self.update(index).await,
                Step::Delete(index) => self.delete(index).await,
                Step::CreateSeveral(count) => self.create_several(count).await,
                Step::DeleteSeveral(count) => self.delete_several(count).await,
                Step::Read(index) => self.read(index).await,
                Step::Busy(micros) => thread::sleep(Duration::from_micros(micros)),
            }
        }
        (self.records, self.tally)
    }

    async fn create(&mut self) {
        let (note, entry) = self.new_entry();
        let request = self.client.create_time_entry(entry).with_retry(self.retry);
        let result = request.send_with_metadata().await;
        let ids = ids(&result);
        let call = Call::of(&result);
        self.tally.count("creation", call);
        self.records
            .push(Record::new(note, ids.get(&note).copied(), call));
    }

    async fn create_several(&mut self, count: u64) {
        let (notes, entries): (Vec<_>, Vec<_>) = (0..count).map(|_| self.new_entry()).unzip();
        let request = self
            .client
            .create_time_entries(entries)
            .with_retry(self.retry);
        let mut chunks = request.chunks();
        while let Some(chunk) = chunks.next().await {
            let ids = ids(&chunk.result);
            let call = Call::of(&chunk.result);
            assert_eq!(call.outcome, chunk.outcome());
            self.tally.count("creation", call);
            for (index, note) in notes[chunk.items].iter().enumerate() {
                self.records.push(Record {
                    is_first: index == 0,
                    ..Record::new(*note, ids.get(note).copied(), call)
                });
            }
        }
    }

    async fn update(&mut self, index: usize) {
        let Some(index) = self.known(index) else {
            return self.create().await;
        };
        self.next_minutes += 1;
        let minutes = self.next_minutes;
        let update = TimeEntryUpdate::default().time_in_minutes(minutes);
        let id = self.records[index].id.unwrap();
        let request = self
            .client
            .update_time_entry(id, update)
            .with_retry(self.retry);
        let result = request.send_with_metadata().await;
        let call = Call::of(&result);
        self.tally.count("update", call);
        let record = &mut self.records[index];
        record.updates.push((i64::from(minutes), call));
        let is_own = ids(&result).get(&record.note) == Some(&id);
        record.others += usize::from(call.is_ok && !is_own);
    }

    async fn delete(&mut self, index: usize) {
        let Some(index) = self.known(index) else {
            return self.create().await;
        };
        let id = self.records[index].id.unwrap();
        let request = self.client.delete_time_entry(id).with_retry(self.retry);
        let call = Call::of(&request.send_with_metadata().await);
        self.tally.count("deletion", call);
        self.records[index].deletions.push(call);
    }

    /// Whatever it returns, it leaves a connection behind.
    async fn read(&mut self, index: usize) {
        let Some(index) = self.known(index) else {
            return self.create().await;
        };
        let id = self.records[index].id.unwrap();
        let request = self.client.get_time_entry(id).with_retry(self.retry);
        let result = request.send_with_metadata().await;
        self.tally.count("read", Call::of(&result));
    }

    async fn delete_several(&mut self, count: usize) {
        let known = (0..self.records.len()).filter(|index| self.is_known(*index));
        let known: Vec<_> = known.take(count).collect();
        let ids = known.iter().map(|index| self.records[*index].id.unwrap());
        let request = self.client.delete_time_entries(ids).with_retry(self.retry);
        let mut chunks = request.chunks();
        while let Some(chunk) = chunks.next().await {
            let call = Call::of(&chunk.result);
            self.tally.count("deletion", call);
            for index in &known[chunk.items] {
                self.records[*index].deletions.push(call);
            }
        }
    }

    fn new_entry(&mut self) -> (u64, NewTimeEntry) {
        self.next_note += 1;
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 1);
        (self.next_note, entry.notes(note(self.next_note)))
    }

    /// The record of an entry that can be asked for by its id, counted in a circle.
    fn known(&self, index: usize) -> Option<usize> {
        let known = (0..self.records.len()).filter(|index| self.is_known(*index));
        let known: Vec<_> = known.collect();
        known.get(index.checked_rem(known.len())?).copied()
    }

    /// Whether an entry has an id, and no deletion of it succeeded. One whose deletion is in doubt stays.
    fn is_known(&self, index: usize) -> bool {
        let record = &self.records[index];
        let deleted = record.deletions.iter();
        record.id.is_some()
            && deleted
                .filter(|call| call.outcome == Outcome::Applied)
                .count()
                == 0
    }
}

/// Returns the ids of the entries of a response, by their notes.
fn ids(result: &Result<Response<TimeEntryPage>, Error>) -> HashMap<u64, u64> {
    let page = result.as_ref().ok().map(|response| &response.value);
    let entries = page.into_iter().flat_map(TimeEntryPage::time_entries);
    let ids = entries.map(|entry| {
        let note = number(entry.notes.as_ref().unwrap());
        (note, entry.id.as_u64().unwrap())
    });
    ids.collect()
}
