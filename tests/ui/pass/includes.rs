//! Functions of a program's own that are generic over what they pass on.

use generated_client::endpoints::GetTimeEntries;
use generated_client::filters::Include;
use generated_client::{Call, Client, Error, Id};

const USUAL: [Include; 2] = [Include::Story, Include::User];

fn list<I>(
    client: &Client,
    ids: impl IntoIterator<Item = impl Into<Id>>,
    include: I,
) -> GetTimeEntries
where
    I: IntoIterator<Item = Include>,
{
    client.get_time_entries().only(ids).include(include)
}

async fn all(client: &Client, more: &[Include], names: &str) -> Result<(), Error> {
    list(client, [1], USUAL).send().await?;
    list(client, ["1"], None).send().await?;
    list(client, vec![Id::from(1)], more.iter().copied())
        .send()
        .await?;
    list(client, Some(1_u64), USUAL.into_iter().chain(more.to_vec()))
        .send()
        .await?;
    let parsed = names.split(',').filter_map(|name| name.parse().ok());
    list(client, &[Id::from(1)], parsed).send().await?;
    list(client, [1], Include::ALL.iter().copied())
        .send()
        .await?;
    Ok(())
}

fn main() {
    let _ = all;
}
