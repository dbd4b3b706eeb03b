//! Three cities as points of a collection, a search among those of a country, and the others deleted.
//!
//! `cargo run -p tests --example qdrant -- http://localhost:6333`, with the key in `QDRANT_API_KEY` if there is one.

use runtime::{Call, json};
use tests::qdrant_points::{
    endpoints::{Client, Credentials, Error},
    models::{
        CreateCollection, Distance, FieldCondition, Filter, FilterSelector, MatchValue,
        PointStruct, PointsList, QueryRequest, ScoredPoint, VectorParams,
    },
};

/// Makes the collection.
pub async fn fill(client: &Client, name: &str) -> Result<(), Error> {
    let vectors = VectorParams::new(4, Distance::Cosine);
    let collection = CreateCollection::default().vectors(vectors);
    client.create_collection(name, collection).send().await?;
    let points = [
        PointStruct::new(1, [0.05, 0.61, 0.76, 0.74])
            .payload(json!({ "city": "Berlin", "country": "de" })),
        PointStruct::new(2, [0.19, 0.81, 0.75, 0.11])
            .payload(json!({ "city": "London", "country": "uk" })),
        PointStruct::new(3, [0.36, 0.55, 0.47, 0.94])
            .payload(json!({ "city": "Munich", "country": "de" })),
    ];
    let points = PointsList::new(points);
    client.upsert_points(name, points).wait(true).send().await?;
    Ok(())
}

fn in_country(country: &str) -> FieldCondition {
    FieldCondition::new("country").match_(MatchValue::new(country))
}

/// The points of a country that are nearest to a vector.
pub async fn nearest(
    client: &Client,
    name: &str,
    (country, vector): (&str, [f64; 4]),
) -> Result<Vec<ScoredPoint>, Error> {
    let query = QueryRequest::default()
        .query(vector)
        .filter(Filter::default().must(in_country(country)))
        .with_payload(true)
        .limit(3);
    let found = client.query_points(name, query).send().await?;
    Ok(found.result.unwrap_or_default().points)
}

/// Deletes all points of other countries.
pub async fn keep(client: &Client, name: &str, country: &str) -> Result<(), Error> {
    let others = FilterSelector::new(Filter::default().must_not([in_country(country)]));
    client.delete_points(name, others).wait(true).send().await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("usage: qdrant URL")?;
    let credentials = match std::env::var("QDRANT_API_KEY") {
        Ok(key) => Credentials::default().api_key(key),
        Err(_) => Credentials::default(),
    };
    let client = Client::builder(credentials).base_url(url).build()?;
    fill(&client, "cities").await?;
    for point in nearest(&client, "cities", ("de", [0.2, 0.1, 0.9, 0.7])).await? {
        println!("{} {:?}", point.score, point.payload.get("city"));
    }
    keep(&client, "cities", "de").await?;
    Ok(())
}
