//! Errors that a server states with a success status, told apart from a documented body with a wrong place.

use runtime::{Error, ErrorBody, Json, Outcome, object};

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

/// The error of a response with this body and the status 200.
async fn error(body: &str) -> Error<Refused>
where
    Refused: ErrorBody,
{
    let canned = Canned {
        status: 200,
        headers: &[],
        body: body.to_owned(),
    };
    let sent = request(&GET, &canned, false).send::<Json<Flight>, Refused>();
    sent.await.unwrap_err()
}

#[tokio::test]
async fn a_property_that_both_have_states_an_error_only_where_the_body_is_not_the_documented_one() {
    // Nothing of it is documented but the message.
    for body in [
        r#"{"message":"no wind"}"#,
        r#"{"message":"no wind","code":7}"#,
    ] {
        let error = error(body).await;
        assert_eq!(
            error.api().unwrap().message.as_deref(),
            Some("no wind"),
            "{body}"
        );
        assert_eq!(error.outcome(), Outcome::NotApplied, "{body}");
    }
    // The documented body but for one place, so that its message is that of a flight.
    let body = r#"{"name":"first","metres":"many","message":"no wind"}"#;
    let error = error(body).await;
    let Error::Decode { error, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.path().unwrap_or_default(), "metres");
}
