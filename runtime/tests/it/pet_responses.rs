//! A server of pets that responds as a test says.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
};

use http::{Request as HttpRequest, Response as HttpResponse};
use runtime::{
    Client, ClientBuilder, Entries, Json, Key, Pages, Request, RequestBody, ResponseBody, Retry,
    SendError, Timestamp, Transport, Undocumented,
};

use crate::pet_list::{ByKey, LIST, PARAMETERS, Pet, PetPage, START};

/// Responds to a request, whose number and query it gets.
type Respond = Box<dyn Fn(usize, &str) -> String + Send + Sync>;

/// A server that responds to the query of each request, which has a number from 0 on.
pub(crate) struct Responses {
    queries: Mutex<Vec<String>>,
    respond: Respond,
}

impl Responses {
    pub(crate) fn new(
        respond: impl Fn(usize, &str) -> String + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            queries: Mutex::default(),
            respond: Box::new(respond),
        })
    }

    /// Responds with pages of the list of ids that there is when a request comes.
    pub(crate) fn listing(list: impl Fn(usize) -> Vec<u64> + Send + Sync + 'static) -> Arc<Self> {
        Self::filtered(move |request, _| list(request))
    }

    /// Responds with pages of the list of ids that there is for a query when a request comes.
    pub(crate) fn filtered(
        list: impl Fn(usize, &str) -> Vec<u64> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Self::new(move |request, query| {
            let ids = list(request, query);
            let number = number(query);
            let shown: Vec<u64> = ids.iter().copied().skip((number - 1) * 5).take(5).collect();
            let pets: Vec<_> = shown.iter().map(|id| (*id, 0)).collect();
            page((ids.len(), ids.len().div_ceil(5), number), &pets)
        })
    }

    pub(crate) fn queries(&self) -> Vec<String> {
        self.queries.lock().unwrap().clone()
    }

    /// Returns the numbers of the pages that were requested.
    pub(crate) fn numbers(&self) -> Vec<usize> {
        self.queries().iter().map(|query| number(query)).collect()
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
        by(self.request(), key)
    }

    pub(crate) fn pages(self: &Arc<Self>) -> Pages<PetPage, Undocumented> {
        self.request()
            .pages::<Json<PetPage>, Undocumented>(PARAMETERS)
    }

    pub(crate) fn entries(self: &Arc<Self>) -> Entries<PetPage, Undocumented> {
        self.pages().into()
    }
}

pub(crate) fn by(request: Request, key: Key<Pet>) -> ByKey {
    request.entries_by_key::<Json<PetPage>, Undocumented>(PARAMETERS, key)
}

fn number(query: &str) -> usize {
    let mut pairs = query.split('&');
    let number = pairs.find_map(|pair| pair.strip_prefix("page="));
    number.map_or(1, |number| number.parse().unwrap())
}

/// A page with the number of pets and of pages, its own number, and the ids and seconds of its pets.
pub(crate) fn page((count, pages, page): (usize, usize, usize), pets: &[(u64, i64)]) -> String {
    let pet = |(id, second): &(u64, i64)| {
        let time = Timestamp::from_second(START + second).unwrap();
        format!(r#"{{"id":{id},"created_at":"{time}","updated_at":"{time}","version":1}}"#)
    };
    let pets: Vec<_> = pets.iter().map(pet).collect();
    let pets = pets.join(",");
    format!(r#"{{"count":{count},"pages":{pages},"page":{page},"pets":[{pets}]}}"#)
}

/// The text of a second of these pets.
pub(crate) fn at(second: i64) -> String {
    Timestamp::from_second(START + second).unwrap().to_string()
}

impl Transport for Responses {
    fn send(
        &self,
        request: HttpRequest<RequestBody>,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse<ResponseBody>, SendError>> + Send + '_>>
    {
        Box::pin(async move {
            let query = request.uri().query().unwrap_or_default().to_owned();
            let mut queries = self.queries.lock().unwrap();
            let response = (self.respond)(queries.len(), &query);
            queries.push(query);
            Ok(HttpResponse::new(ResponseBody::from(response)))
        })
    }
}
