//! An error is matched by what is to be done about it.

use generated_client::models::{ErrorBody, ErrorDetailType};
use generated_client::{Call, Client, Error, Id};

async fn delete(client: &Client, id: Id) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    match client.delete_time_entry(&id).send().await {
        Ok(()) => Ok(true),
        Err(Error::Api { body, response, .. }) if response.status() == 422 => {
            let ErrorBody { errors, .. } = *body;
            for error in errors {
                match error.type_ {
                    Some(ErrorDetailType::Validation) => println!("{:?}: {}", error.field, error.message),
                    Some(ErrorDetailType::Other(name)) => println!("{name}: {}", error.message),
                    _ => println!("{}", error.message),
                }
            }
            Ok(false)
        }
        Err(error) if error.status().is_some_and(|status| status == 404) => Ok(false),
        Err(error) if error.is_timeout() || error.is_connect() => Ok(false),
        Err(Error::Invalid(invalid)) => Err(invalid.into()),
        Err(error) => {
            println!(
                "{error}, request {:?}, {:?}",
                error.request_id(),
                error.raw_body()
            );
            Err(error.into())
        }
    }
}

fn main() {
    let _ = delete;
}
