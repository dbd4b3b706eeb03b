//! Prints the words of a chat completion as they arrive.
//!
//! `cargo run -p tests --example chat -- http://127.0.0.1:8080/v1 "Who are you?"`, with the key in `PARROT_KEY`.

use std::io::{Write, stdout};

use runtime::{Call, Error, Undocumented};
use tests::chat::{
    endpoints::Client,
    models::{CompletionRequest, Message, MessageRole},
};

/// Asks a question. Calls `on_word` with each piece of the reply as soon as it arrives, and returns the whole reply.
pub async fn run(
    client: &Client,
    question: &str,
    mut on_word: impl FnMut(&str),
) -> Result<String, Error<Undocumented>> {
    let messages = [Message::new(MessageRole::User, question)];
    let request = CompletionRequest::new("parrot-1", messages);
    let mut events = client.create_completion_as_events(request).send().await?;
    let mut reply = String::new();
    while let Some(event) = events.next().await {
        for choice in event?.data.choices {
            if let Some(word) = choice.delta.content {
                on_word(&word);
                reply.push_str(&word);
            }
        }
    }
    Ok(reply)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(question)) = (arguments.next(), arguments.next()) else {
        return Err("usage: chat URL QUESTION".into());
    };
    let client = Client::builder(std::env::var("PARROT_KEY")?).base_url(url);
    let print = |word: &str| {
        print!("{word}");
        // A terminal shows whole lines only.
        let _ = stdout().flush();
    };
    run(&client.build()?, &question, print).await?;
    println!();
    Ok(())
}
