//! Responses that are not as documented, and have a clear meaning, byte by byte.

use std::{
    io::Write,
    net::{SocketAddr, TcpListener},
    thread,
    time::Duration,
};

use generated_client::{Call, Client, Outcome, Retry, Tolerance, date, models::NewTimeEntry};
use test_server::{Server, read_request};

use crate::{
    client::{TOKEN, client, empty_page},
    paging::page_of,
};

/// Responds to each deletion with a 204 that has a body, and to each other request with a page. Connections stay open.
fn serve(pause: Option<Duration>, announced: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            thread::spawn(move || {
                loop {
                    let request = read_request(&mut stream);
                    if request.is_empty() {
                        return;
                    }
                    let page = empty_page().replace("connection: close\r\n", "");
                    let (head, body) = match request.starts_with(b"DELETE") {
                        true => (format!("HTTP/1.1 204 No Content\r\n{announced}\r\n"), "{}"),
                        false => (page, ""),
                    };
                    let mut whole = head;
                    match pause {
                        None => whole.push_str(body),
                        Some(pause) => {
                            let _ = stream.write_all(whole.as_bytes());
                            thread::sleep(pause);
                            whole = body.to_owned();
                        }
                    }
                    let _ = stream.write_all(whole.as_bytes());
                }
            });
        }
    });
    address
}

#[tokio::test]
async fn bytes_after_a_204_are_no_part_of_the_next_response() {
    for (pause, announced) in [
        (None, "content-length: 2\r\n"),
        (Some(Duration::from_millis(5)), "content-length: 2\r\n"),
        (None, ""),
    ] {
        let address = serve(pause, announced);
        let client = Client::builder(TOKEN)
            .base_url(format!("http://{address}"))
            .retry(Retry::off())
            .build()
            .unwrap();
        for _ in 0..20 {
            let deleted = client.delete_time_entry(7).send_with_metadata().await;
            let deleted = deleted.unwrap();
            assert_eq!(deleted.raw.outcome(), Outcome::Applied);
            let tolerated: Vec<_> = deleted
                .tolerated()
                .iter()
                .map(|it| it.tolerance())
                .collect();
            let expected = [Tolerance::IgnoredBody];
            // Bytes that are not announced are on a connection that is not used again.
            let expected = &expected[usize::from(announced.is_empty())..];
            assert_eq!(tolerated, expected);
            let page = client.get_time_entries().send().await.unwrap();
            assert_eq!(page.count, 0);
        }
    }
}

#[tokio::test]
async fn a_created_entry_with_200_or_201_is_created() {
    for status in ["200 OK", "201 Created"] {
        let server = Server::sending(page_of(1, 1, &[7]).replacen("200 OK", status, 1));
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        let request = client(&server).create_time_entry(entry);
        let created = request.send_with_metadata().await.unwrap();
        assert_eq!(created.value.time_entries().count(), 1);
        assert_eq!(created.raw.outcome(), Outcome::Applied);
        assert_eq!(
            created.tolerated().len(),
            usize::from(status == "201 Created")
        );
    }
}
