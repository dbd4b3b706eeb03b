//! The example `openai`, run against a server that sends the next piece when the one before has been printed.

use std::{io::Write, sync::mpsc::channel};

use runtime::Value;
use test_server::{Reply, Server, json_response};
use tests::openai_chat::endpoints::Client;

// `main` is for the command line; here, its part is called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/openai.rs"]
mod example;

/// A completion that asks for a tool, as the service sends it.
const CALL: &str = r#"{"id":"chatcmpl-abc123","object":"chat.completion","created":1699896916,"model":"gpt-4o-mini",
"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_abc123",
"type":"function","function":{"name":"get_weather","arguments":"{\"city\": \"Paris\"}"}}]},"logprobs":null,
"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":82,"completion_tokens":17,"total_tokens":99,
"completion_tokens_details":{"reasoning_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}"#;

#[tokio::test]
async fn a_tool_is_called_and_each_piece_is_there_before_the_next_is_sent() {
    let (printed, go_on) = channel();
    let events = move |stream: &mut std::net::TcpStream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n";
        stream.write_all(head.as_bytes())?;
        let mut send = |delta: &str, finish_reason: &str| {
            write!(
                stream,
                "data: {{\"id\":\"chatcmpl-123\",\"object\":\"chat.completion.chunk\",\"created\":1694268190,\
                 \"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[{{\"index\":0,\
                 \"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finish_reason}}}]}}\n\n"
            )
        };
        send(r#"{"role":"assistant","content":""}"#, "null")?;
        for piece in ["22 ", "degrees."] {
            let _ = go_on.recv();
            send(&format!(r#"{{"content":"{piece}"}}"#), "null")?;
        }
        send("{}", "\"stop\"")?;
        stream.write_all(b"data: [DONE]\n\n")
    };
    let server = Server::replying([
        Reply::Send(json_response(CALL).into()),
        Reply::Do(Box::new(events)),
    ]);
    let url = format!("http://{}/v1", server.address);
    let client = Client::builder("key").base_url(url).build().unwrap();
    let mut pieces = Vec::new();
    let weather = |arguments: &Value| format!("It is {}.", arguments["city"]);
    let asked = example::ask(&client, "Weather in Paris?", weather, |piece| {
        pieces.push(piece.to_owned());
        // The last piece is one that the server has sent already.
        let _ = printed.send(());
    });
    asked.await.unwrap();
    assert_eq!(pieces, ["", "22 ", "degrees.", ""]);

    let first = server.request();
    assert_eq!(first.line, "POST /v1/chat/completions HTTP/1.1");
    assert_eq!(first.header("authorization"), ["Bearer key"]);
    let tools = r#""tools":[{"type":"function","function":{"description":"The weather now.","name":"get_weather","parameters":{"properties":{"city":{"type":"string"}},"required":["city"],"type":"object"},"strict":true}}]"#;
    let question = r#""messages":[{"role":"system","content":"You are brief."},{"role":"user","content":"Weather in Paris?"}"#;
    assert_eq!(
        first.body,
        format!(r#"{{{question}],"model":"gpt-4o",{tools}}}"#)
    );
    let second = server.request();
    assert_eq!(second.header("accept"), ["text/event-stream"]);
    let call = r#"{"role":"assistant","tool_calls":[{"type":"function","id":"call_abc123","function":{"name":"get_weather","arguments":"{\"city\": \"Paris\"}"}}]}"#;
    let result = r#"{"role":"tool","content":"It is \"Paris\".","tool_call_id":"call_abc123"}"#;
    assert_eq!(
        second.body,
        format!(r#"{{{question},{call},{result}],"model":"gpt-4o","stream":true}}"#)
    );
}
