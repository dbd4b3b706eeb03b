//! A list of pets on a simulated server, which changes while it is read.

use std::{
    collections::{BTreeMap, HashSet},
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use http::{Request as HttpRequest, Response as HttpResponse};
use runtime::{
    Client, ClientBuilder, EntriesByKey, Id, Json, Key, Method, Operation, Page, PageParameters,
    Request, RequestBody, ResponseBody, Retry, SendError, Timestamp, Transport, Undocumented,
    object,
};
use tokio::time::{Instant, sleep};

pub(crate) static LIST: Operation = Operation::new("list-pets", Method::GET, "/pets", &[200]);

/// The first second of the server's time.
pub(crate) const START: i64 = 1_800_000_000;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pet {
    pub(crate) id: Id,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Option<Timestamp>,
    /// Another number for each version.
    pub(crate) version: i64,
}

object!(Pet {
    id,
    created_at,
    updated_at,
    version
});

#[derive(Debug, PartialEq)]
pub(crate) struct PetPage {
    pub(crate) count: i64,
    pub(crate) pages: i64,
    pub(crate) page: i64,
    pub(crate) pets: Vec<Pet>,
}

object!(PetPage {
    count,
    pages,
    page,
    pets: required
});

impl Page for PetPage {
    type Entry = Pet;

    fn page_count(&self) -> Option<u64> {
        self.pages.try_into().ok()
    }

    fn page_number(&self) -> Option<u64> {
        self.page.try_into().ok()
    }

    fn count(&self) -> Option<u64> {
        self.count.try_into().ok()
    }

    fn ids(&self) -> Vec<Id> {
        self.pets.iter().map(|pet| pet.id.clone()).collect()
    }

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, Pet)> {
        self.pets.into_iter().map(|pet| (Some(pet.id.clone()), pet))
    }

    fn is_empty(&self) -> bool {
        self.pets.is_empty()
    }
}

pub(crate) const PARAMETERS: PageParameters = PageParameters {
    page: "page",
    per_page: "per_page",
    max_per_page: Some(5),
    unpaged: &["only"],
};

pub(crate) const BY_UPDATE: Key<Pet> = Key {
    name: "updated_at",
    after: "updated_after",
    order: ("order", "updated_at:asc"),
    is_constant: false,
    of: |pet| pet.updated_at,
};

pub(crate) const BY_CREATION: Key<Pet> = Key {
    name: "created_at",
    after: "created_after",
    order: ("order", "created_at:asc"),
    is_constant: true,
    of: |pet| Some(pet.created_at),
};

pub(crate) type ByKey = EntriesByKey<PetPage, Undocumented>;

/// Random numbers (xorshift).
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % end
    }

    pub(crate) fn is_one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

/// A pet as the server keeps it: times in milliseconds since the start.
#[derive(Clone, Debug)]
struct Row {
    created: i64,
    updated: i64,
    version: i64,
}

/// How the server behaves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manner {
    /// Whether `…_after` includes the instant.
    pub(crate) is_inclusive: bool,
    /// Whether it compares fractions of seconds that it does not show.
    pub(crate) has_fractions: bool,
    /// Whether it does not tell the number of pages.
    pub(crate) hides_pages: bool,
    /// The longest time that a change takes to become visible, in milliseconds.
    pub(crate) late: u64,
    /// Whether nothing fails.
    pub(crate) is_reliable: bool,
    /// Whether entries with the same time have no order.
    pub(crate) is_disorderly: bool,
}

pub(crate) struct Server {
    state: Mutex<State>,
    manner: Manner,
    opened: Instant,
}

struct State {
    rows: BTreeMap<u64, Row>,
    /// Changes that are not visible yet: the time at which they will be, and the row.
    pending: Vec<(i64, u64, Row)>,
    random: Random,
    next_id: u64,
    next_version: i64,
    /// How many changes there are for each request, at most.
    changes: u64,
}

impl Server {
    pub(crate) fn open(seed: u64, manner: Manner, pets: u64) -> Arc<Self> {
        let mut random = Random::new(seed);
        let mut rows = BTreeMap::new();
        let mut time = -1_000_000_i64;
        for id in 1..=pets {
            // Many in one second now and then.
            if !random.is_one_in(3) {
                time += i64::try_from(random.below(3_000)).unwrap();
            }
            let time = time.min(-1);
            let row = Row {
                created: time,
                updated: time,
                version: i64::try_from(id).unwrap(),
            };
            rows.insert(id, row);
        }
        Arc::new(Self {
            state: Mutex::new(State {
                rows,
                pending: Vec::new(),
                random,
                next_id: pets + 1,
                next_version: i64::try_from(pets).unwrap() + 1,
                changes: 4,
            }),
            manner,
            opened: Instant::now(),
        })
    }

    /// Changes the number of changes for each request.
    pub(crate) fn set_changes(&self, changes: u64) {
        self.state.lock().unwrap().changes = changes;
    }

    /// Returns the id, the last version and the time of creation of all pets.
    pub(crate) fn pets(&self) -> Vec<(u64, i64)> {
        let state = self.state.lock().unwrap();
        let rows = state.rows.iter();
        rows.map(|(id, row)| (*id, row.version)).collect()
    }

    /// Adds a pet with a time in milliseconds since the start of the server.
    pub(crate) fn insert(&self, id: u64, time: i64) {
        let mut state = self.state.lock().unwrap();
        state.next_version += 1;
        let version = state.next_version;
        state.rows.insert(
            id,
            Row {
                created: time,
                updated: time,
                version,
            },
        );
    }

    fn now(&self) -> i64 {
        i64::try_from(self.opened.elapsed().as_millis()).unwrap()
    }

    pub(crate) fn request(self: &Arc<Self>) -> Request {
        let client: Client = ClientBuilder::<Client>::new("https://pets.example")
            .retry(Retry::off())
            .transport(Arc::clone(self))
            .build()
            .unwrap();
        client.request(&LIST)
    }

    pub(crate) fn by(self: &Arc<Self>, key: Key<Pet>) -> ByKey {
        self.request()
            .entries_by_key::<Json<PetPage>, Undocumented>(PARAMETERS, key)
    }
}

impl State {
    fn change(&mut self, now: i64, late: u64) {
        let busy: HashSet<u64> = self.pending.iter().map(|(_, id, _)| *id).collect();
        let ids: Vec<u64> = self
            .rows
            .keys()
            .copied()
            .filter(|id| !busy.contains(id))
            .collect();
        let any = |random: &mut Random| {
            let count = u64::try_from(ids.len()).unwrap();
            (count > 0).then(|| ids[usize::try_from(random.below(count)).unwrap()])
        };
        match self.random.below(12) {
            0..3 => {
                let id = self.next_id;
                self.next_id += 1;
                self.commit(id, now, now, late);
            }
            3..7 => {
                if let Some(id) = any(&mut self.random) {
                    let created = self.rows[&id].created;
                    self.commit(id, created, now, late);
                }
            }
            // One after another within the same second.
            7 => {
                if let Some(id) = any(&mut self.random) {
                    let created = self.rows[&id].created;
                    self.commit(id, created, now, 0);
                }
            }
            8 => {
                // More than a page at once.
                let count = 3 + self.random.below(12);
                let from = any(&mut self.random).unwrap_or(0);
                let count = usize::try_from(count).unwrap();
                for id in ids.iter().copied().filter(|id| *id >= from).take(count) {
                    let created = self.rows[&id].created;
                    self.commit(id, created, now, 0);
                }
            }
            _ => {
                if let Some(id) = any(&mut self.random) {
                    self.rows.remove(&id);
                }
            }
        }
    }

    /// Writes a row, which becomes visible now or later.
    fn commit(&mut self, id: u64, created: i64, updated: i64, late: u64) {
        self.next_version += 1;
        let version = self.next_version;
        let row = Row {
            created,
            updated,
            version,
        };
        if late > 0 && self.random.is_one_in(3) {
            let wait = i64::try_from(self.random.below(late)).unwrap();
            self.pending.push((updated + wait, id, row));
        } else {
            self.rows.insert(id, row);
        }
    }

    fn settle(&mut self, now: i64) {
        for (time, id, row) in std::mem::take(&mut self.pending) {
            if time <= now {
                self.rows.insert(id, row);
            } else {
                self.pending.push((time, id, row));
            }
        }
    }

    fn page(&mut self, query: &str, manner: &Manner) -> String {
        let pairs: BTreeMap<&str, &str> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        let value = |name: &str| pairs.get(name).map(|value| value.replace("%3A", ":"));
        let order = value("order").unwrap();
        let (property, direction) = order.split_once(':').unwrap();
        let is_created = property == "created_at";
        let scale = if manner.has_fractions { 1 } else { 1_000 };
        let time = |row: &Row| {
            let time = if is_created { row.created } else { row.updated };
            time.div_euclid(scale)
        };
        let after = value("updated_after")
            .or(value("created_after"))
            .map(|after| {
                let after: Timestamp = after.parse().unwrap();
                (after.as_millisecond() - START * 1_000).div_euclid(scale)
            });
        let mut rows: Vec<(&u64, &Row)> = self.rows.iter().collect();
        rows.retain(|(_, row)| match after {
            Some(after) if manner.is_inclusive => time(row) >= after,
            Some(after) => time(row) > after,
            None => true,
        });
        rows.sort_by_cached_key(|(id, row)| {
            let tie = if manner.is_disorderly {
                self.random.below(1_000_000)
            } else {
                **id
            };
            (time(row), tie)
        });
        if direction == "desc" {
            rows.reverse();
        }
        let size: usize = value("per_page").unwrap().parse().unwrap();
        let number: usize = value("page").unwrap().parse().unwrap();
        let (count, pages) = (rows.len(), rows.len().div_ceil(size));
        let shown = |time: i64| {
            Timestamp::from_second(START + time.div_euclid(1_000))
                .unwrap()
                .to_string()
        };
        let rows = rows.iter().skip((number - 1) * size).take(size);
        let pets: Vec<String> = rows
            .map(|(id, row)| {
                let (created, updated) = (shown(row.created), shown(row.updated));
                format!(
                    r#"{{"id":"{id}","created_at":"{created}","updated_at":"{updated}","version":{}}}"#,
                    row.version
                )
            })
            .collect();
        let pages = if manner.hides_pages {
            -1
        } else {
            i64::try_from(pages).unwrap()
        };
        let pets = pets.join(",");
        format!(r#"{{"count":{count},"pages":{pages},"page":{number},"pets":[{pets}]}}"#)
    }
}

impl Transport for Server {
    fn send(
        &self,
        request: HttpRequest<RequestBody>,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse<ResponseBody>, SendError>> + Send + '_>>
    {
        Box::pin(async move {
            let query = request.uri().query().unwrap().to_owned();
            let wait = {
                let mut state = self.state.lock().unwrap();
                match state.random.below(30) {
                    // A wait after a 429.
                    0 => 20_000,
                    1..4 => 3_000,
                    _ => state.random.below(400),
                }
            };
            sleep(Duration::from_millis(wait)).await;
            let mut state = self.state.lock().unwrap();
            let now = self.now();
            let most = state.changes + 1;
            for _ in 0..state.random.below(most) {
                state.change(now, self.manner.late);
            }
            state.settle(now);
            if !self.manner.is_reliable && state.random.is_one_in(40) {
                return Err(SendError::maybe_sent("lost"));
            }
            let page = state.page(&query, &self.manner);
            Ok(HttpResponse::new(ResponseBody::from(page)))
        })
    }
}
