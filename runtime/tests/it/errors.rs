//! Errors as a caller handles them.

use std::error::Error as _;

use runtime::{Call, Error};

use crate::api::{Problem, client};

#[tokio::test]
async fn an_error_can_be_boxed_and_downcast() {
    async fn call() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        client().list_pets().per_page(0).send().await?;
        Ok(())
    }

    let error = call().await.unwrap_err();
    let error = error.downcast_ref::<Error<Problem>>().unwrap();
    let Error::Invalid(invalid) = error else {
        panic!("{error:?}")
    };
    assert_eq!(invalid.name(), "per_page");
    assert_eq!(invalid.reason(), "0 given, allowed: 1 to 200");
    assert_eq!(error.source().unwrap().to_string(), invalid.to_string());
}
