//! A small client like generated code, for the other tests.

use std::collections::BTreeMap;

use runtime::{
    Call, ClientBuilder, DateRange, Id, Json, Linked, Method, Operation, Request, Retry, call,
    comma, limited, object,
    private::{Collection, Links, dangling},
};

pub(crate) static LIST: Operation = Operation::new("list-pets", Method::GET, "/pets", &[200]);
pub(crate) static GET: Operation = Operation::new("get-pet", Method::GET, "/pets/{id}", &[200]);
pub(crate) static CREATE: Operation = Operation::new("create-pet", Method::POST, "/pets", &[200]);
pub(crate) static DELETE: Operation =
    Operation::new("delete-pet", Method::DELETE, "/pets/{id}", &[204]);

/// The token of all clients. Neither errors nor `Debug` may show it.
pub(crate) const TOKEN: &str = "s3cret-t0ken";

#[derive(Clone, Debug)]
pub(crate) struct Client(pub(crate) runtime::Client);

impl From<runtime::Client> for Client {
    fn from(client: runtime::Client) -> Self {
        Self(client)
    }
}

/// Makes a builder without retries, so that a test sees the result of one attempt.
pub(crate) fn builder(base_url: &str) -> ClientBuilder<Client> {
    ClientBuilder::new(base_url)
        .bearer(TOKEN)
        .user_agent("pets/1.0")
        .retry(Retry::off())
}

pub(crate) fn client() -> Client {
    builder("https://pets.example/api/v1").build().unwrap()
}

pub(crate) fn request(operation: &'static Operation) -> Request {
    client().0.request(operation)
}

#[derive(Debug, PartialEq)]
pub(crate) struct Pet {
    pub(crate) id: Id,
    pub(crate) age_in_months: Option<i32>,
}

object!(Pet { id, age_in_months });

#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) results: Vec<Id>,
    pub(crate) pets: BTreeMap<Id, Pet>,
}

object!(Page { results, pets });

impl Links for Page {
    const COLLECTIONS: &'static [Collection] = &[Collection::of::<Pet>("pets")];
    const PRIMARY: &'static str = "pets";

    fn dangling(&self) -> Option<String> {
        let results = self.results.iter().map(|id| ("pets", id));
        let len = self.pets.len();
        dangling(("pets", len), Self::COLLECTIONS, results, |id| {
            self.pets.contains_key(id)
        })
    }

    fn count(&self) -> usize {
        self.results.len()
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) errors: Vec<String>,
}

object!(Problem { errors });

#[derive(Clone, Debug)]
pub(crate) struct ListPets {
    pub(crate) request: Request,
}

impl ListPets {
    pub(crate) fn only(mut self, ids: impl IntoIterator<Item = Id>) -> Self {
        self.request = self.request.query("only", comma(ids).items(1..));
        self
    }

    pub(crate) fn per_page(mut self, count: u32) -> Self {
        self.request = self.request.query("per_page", limited(count, 1..=200));
        self
    }

    pub(crate) fn born(mut self, start: runtime::Date, end: runtime::Date) -> Self {
        self.request = self.request.query("born", DateRange::new(start, end));
        self
    }
}

call!(ListPets: Linked<Page>, Problem);

#[derive(Clone, Debug)]
pub(crate) struct GetPet {
    pub(crate) request: Request,
}

call!(GetPet: Json<Pet>, Problem);

#[derive(Clone, Debug)]
pub(crate) struct DeletePet {
    pub(crate) request: Request,
}

call!(DeletePet: runtime::Empty, runtime::Undocumented);

impl Client {
    pub(crate) fn list_pets(&self) -> ListPets {
        ListPets {
            request: self.0.request(&LIST),
        }
    }

    pub(crate) fn get_pet(&self, id: impl Into<Id>) -> GetPet {
        GetPet {
            request: self.0.request(&GET).path("id", id.into()),
        }
    }

    pub(crate) fn delete_pet(&self, id: impl Into<Id>) -> DeletePet {
        DeletePet {
            request: self.0.request(&DELETE).path("id", id.into()),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CreatePet {
    pub(crate) request: Request,
}

call!(CreatePet: Linked<Page>, Problem);

impl Client {
    pub(crate) fn create_pet(&self, json: &'static str) -> CreatePet {
        CreatePet {
            request: self
                .0
                .request(&CREATE)
                .bytes("application/json", json.into()),
        }
    }
}

#[test]
fn futures_are_send() {
    fn is_send<T: Send>(_: &T) {}

    is_send(&client().list_pets().send());
    is_send(&client().create_pet("{}").send());
    is_send(&client().delete_pet(7).send());
}

#[test]
fn requests_clients_and_errors_are_send_and_sync() {
    fn is_shareable<T: Send + Sync + 'static>() {}

    is_shareable::<runtime::Client>();
    is_shareable::<Request>();
    is_shareable::<runtime::Error<Problem>>();
    is_shareable::<runtime::RawResponse>();
}

#[test]
fn errors_are_small() {
    assert!(size_of::<runtime::Error<[u64; 100]>>() <= 80);
}
