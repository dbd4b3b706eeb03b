//! Errors that a server states with a success status, told apart from a documented body with a wrong place.

use runtime::{
    ByContentType, Call, Error, Id, Json, Linked, Outcome, Page, Paged, Paging, Request, call,
    object, private::Links,
};

use super::tolerated::{Canned, GET, request};

/// The documented body.
#[derive(Clone, Debug, PartialEq)]
struct Flight {
    name: String,
    metres: u32,
    message: Option<String>,
}

object!(Flight {
    name,
    metres,
    message
});

/// The documented error body, which shares a property with it.
#[derive(Clone, Debug, PartialEq)]
struct Refused {
    message: Option<String>,
    code: Option<u32>,
}

object!(Refused { message, code });

impl Links for Flight {
    fn dangling(&self) -> Option<String> {
        None
    }
}

impl Page for Flight {
    type Entry = String;

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, String)> {
        [(None, self.name)].into_iter()
    }

    fn is_empty(&self) -> bool {
        false
    }
}

#[derive(Clone, Debug)]
struct Fly {
    request: Request,
}

call!(Fly: Linked<Flight>, Refused);

impl Paged for Fly {
    const PAGING: Paging = Paging::link();
}

/// The errors of a response with this body and the status 200, by each way to read it.
async fn errors(body: &str) -> [Error<Refused>; 4] {
    let canned = Canned {
        status: 200,
        headers: &[],
        body: body.to_owned(),
    };
    let request = || request(&GET, &canned, false);
    let mut entries = Fly { request: request() }.stream();
    [
        request().send::<Json<Flight>, _>().await.unwrap_err(),
        request()
            .send::<ByContentType<Flight>, _>()
            .await
            .unwrap_err(),
        request().send::<Linked<Flight>, _>().await.unwrap_err(),
        entries.next().await.unwrap().unwrap_err().error,
    ]
}

#[tokio::test]
async fn a_property_that_both_have_states_an_error_only_where_the_body_is_not_the_documented_one() {
    // Nothing of it is documented but the message.
    for body in [
        r#"{"message":"no wind"}"#,
        r#"{"message":"no wind","code":7}"#,
    ] {
        for error in errors(body).await {
            let stated = error.api().unwrap();
            assert_eq!(stated.message.as_deref(), Some("no wind"), "{body}");
            assert_eq!(error.outcome(), Outcome::NotApplied, "{body}");
        }
    }
    // The documented body but for one place, so that its message is that of a flight.
    let body = r#"{"name":"first","metres":"many","message":"no wind"}"#;
    for error in errors(body).await {
        let Error::Decode { error, .. } = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.path().unwrap_or_default(), "metres");
    }
}
