//! The example `chat`, run against a server that sends the next word when the one before has been printed.

use std::{io::Write, sync::mpsc::channel};

use test_server::Server;
use tests::chat::endpoints::Client;

// `main` is for the command line; here, `run` is called.
#[expect(
    dead_code,
    unreachable_pub,
    reason = "an example is a program of its own"
)]
#[path = "../../examples/chat.rs"]
mod example;

#[tokio::test]
async fn each_word_is_there_before_the_next_is_sent() {
    let (printed, go_on) = channel();
    let server = Server::doing(move |stream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n";
        stream.write_all(head.as_bytes())?;
        stream.write_all(b"data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n")?;
        for word in ["I ", "am ", "green."] {
            let delta = format!("{{\"choices\":[{{\"delta\":{{\"content\":\"{word}\"}}}}]}}");
            write!(stream, "data: {delta}\n\n")?;
            let _ = go_on.recv();
        }
        stream.write_all(b"data: {\"choices\":[],\"usage\":{}}\n\ndata: [DONE]\n\n")
    });
    let client = Client::builder("key").base_url(server.base_url()).build();
    let client = client.unwrap();
    let mut words = Vec::new();
    let reply = example::run(&client, "Who are you?", |word| {
        words.push(word.to_owned());
        printed.send(()).unwrap();
    });
    assert_eq!(reply.await.unwrap(), "I am green.");
    assert_eq!(words, ["I ", "am ", "green."]);
    let received = server.request();
    assert_eq!(received.header("accept"), ["text/event-stream"]);
    assert_eq!(
        received.body,
        r#"{"model":"parrot-1","messages":[{"role":"user","content":"Who are you?"}],"stream":true}"#
    );
}
