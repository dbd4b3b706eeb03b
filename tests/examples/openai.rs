//! A chat whose model calls a tool, and then replies in pieces.
//!
//! `cargo run -p tests --example openai -- "What is the weather in Paris?"`, with the key in `OPENAI_API_KEY`.

use std::io::{Write, stdout};

use runtime::{Call, Value, json};
use tests::openai_chat::{
    endpoints::{Client, Error},
    models::{
        ChatCompletionMessageToolCallsItem as ToolCall,
        ChatCompletionRequestAssistantMessage as AssistantMessage,
        ChatCompletionRequestSystemMessage as SystemMessage,
        ChatCompletionRequestToolMessage as ToolMessage,
        ChatCompletionRequestUserMessage as UserMessage, ChatCompletionTool,
        CreateChatCompletionRequest as Completion, FunctionObject,
    },
};

const MODEL: &str = "gpt-4o";

/// Asks a question, and does what the model asks for by `weather`. Calls `on_text` with each piece of the reply as it
/// arrives.
pub async fn ask(
    client: &Client,
    question: &str,
    weather: impl Fn(&Value) -> String,
    mut on_text: impl FnMut(&str),
) -> Result<(), Error> {
    let city = json!({ "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] });
    let function = FunctionObject::new("get_weather").description("The weather now.");
    let tool = ChatCompletionTool::new(function.parameters(city).strict(true));
    let mut messages = vec![
        SystemMessage::new("You are brief.").into(),
        UserMessage::new(question).into(),
    ];

    let first = Completion::new(messages.clone(), MODEL).tools([tool.into()]);
    let completion = client.create_chat_completion(first).send().await?;
    for choice in completion.choices {
        let calls = choice.message.tool_calls;
        messages.push(AssistantMessage::default().tool_calls(calls.clone()).into());
        for call in &calls {
            if let ToolCall::Function(call) = call {
                let arguments: Value = call.function.arguments.parse().unwrap_or_default();
                messages.push(ToolMessage::new(weather(&arguments), &call.id).into());
            }
        }
    }

    let second = Completion::new(messages, MODEL);
    let mut events = client
        .create_chat_completion_as_events(second)
        .send()
        .await?;
    while let Some(event) = events.next().await {
        for choice in event?.data.choices {
            on_text(&choice.delta.content.unwrap_or_default());
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let question = std::env::args().nth(1).ok_or("usage: openai QUESTION")?;
    let client = Client::new(std::env::var("OPENAI_API_KEY")?)?;
    let weather = |arguments: &Value| format!("22 degrees in {}", arguments["city"]);
    let print = |text: &str| {
        print!("{text}");
        // A terminal shows whole lines only.
        let _ = stdout().flush();
    };
    ask(&client, &question, weather, print).await?;
    println!();
    Ok(())
}
