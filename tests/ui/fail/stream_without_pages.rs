use runtime::{Call, Json, Request, Undocumented};

pub struct GetPet {
    request: Request,
}

impl Call for GetPet {
    type Response = Json<String>;
    type Error = Undocumented;

    fn request(&self) -> &Request {
        &self.request
    }

    fn from_request(request: Request) -> Self {
        Self { request }
    }

    fn into_request(self) -> Request {
        self.request
    }
}

fn all(pet: GetPet) {
    let _ = pet.stream();
}

fn main() {}
