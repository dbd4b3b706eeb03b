//! Proxies of the environment. Each test runs a client in a process of its own, because the environment of a process is
//! shared by all of its tests.

use std::{
    env,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::Command,
    sync::Arc,
    thread::{self, JoinHandle},
};

use runtime::{Call, ClientBuilder, Retry};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{PrivateKeyDer, pem::PemObject},
};
use test_server::{plain_response, read_request};

use crate::api::Client;

/// The variable with the base URL of the client in the other process.
const BASE_URL: &str = "PROXY_TEST_BASE_URL";
/// The variable with a certificate that it trusts, in PEM.
const ROOT: &str = "PROXY_TEST_ROOT";

/// Not a test: the client of the tests below, in a process of its own.
#[tokio::test]
#[ignore = "a part of the other tests"]
async fn client() {
    let Ok(base_url) = env::var(BASE_URL) else {
        return;
    };
    let mut builder = ClientBuilder::<Client>::new(base_url).retry(Retry::off());
    if let Ok(root) = env::var(ROOT) {
        builder = builder.add_root_certificate(root);
    }
    match builder.build().unwrap().list_pets().send().await {
        Ok(_) => println!("RESULT ok"),
        Err(error) => println!("RESULT {error}"),
    }
}

/// Runs the client with these variables, and returns what it reports.
fn run(base_url: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "proxy::client", "--ignored", "--nocapture"]);
    for name in ["http", "https", "all", "no"] {
        let name = format!("{name}_proxy");
        command.env_remove(&name).env_remove(name.to_uppercase());
    }
    command.env(BASE_URL, base_url);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.split_once("RESULT "));
    line.map_or(text.clone(), |(_, result)| result.to_owned())
}

struct Certificate {
    config: Arc<ServerConfig>,
    pem: String,
}

impl Certificate {
    fn new() -> Self {
        let names = ["api.example".to_owned(), "localhost".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        let key = PrivateKeyDer::from_pem_slice(made.signing_key.serialize_pem().as_bytes());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.unwrap());
        Self {
            config: Arc::new(config.unwrap()),
            pem: made.cert.pem(),
        }
    }

    fn accept<S: Read + Write>(&self, stream: S) -> StreamOwned<ServerConnection, S> {
        let connection = ServerConnection::new(self.config.clone()).unwrap();
        StreamOwned::new(connection, stream)
    }
}

/// A proxy that serves one connection. `serve` returns what it has read.
struct Proxy {
    port: u16,
    log: JoinHandle<Vec<String>>,
}

impl Proxy {
    fn start(serve: impl FnOnce(TcpStream) -> Vec<String> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = thread::spawn(move || serve(listener.accept().unwrap().0));
        Self { port, log }
    }

    fn log(self) -> Vec<String> {
        self.log.join().unwrap()
    }
}

/// Reads a request, and responds to it as the server would.
fn respond(stream: &mut (impl Read + Write)) -> String {
    let request = read_request(stream);
    let body = r#"{"results":[],"pets":{}}"#;
    let response = plain_response("200 OK", "connection: close\r\n", body);
    stream.write_all(response.as_bytes()).unwrap();
    stream.flush().unwrap();
    String::from_utf8(request).unwrap()
}

/// Accepts a tunnel (RFC 9110, section 9.3.6).
fn accept_tunnel(stream: &mut (impl Read + Write)) -> String {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        request.extend(byte);
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    stream.flush().unwrap();
    String::from_utf8(request).unwrap()
}

const AUTHORIZATION: &str = "proxy-authorization: Basic dXNlcjpwYXNz";

#[test]
fn a_request_over_http_is_forwarded() {
    for variable in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
        let proxy = Proxy::start(|mut stream| vec![respond(&mut stream)]);
        let address = format!("http://user:pass@127.0.0.1:{}", proxy.port);
        let result = run("http://api.example/v1", &[(variable, &address)]);
        assert_eq!(result, "ok", "{variable}");
        let request = proxy.log().remove(0).to_lowercase();
        assert!(
            request.starts_with("get http://api.example/v1/pets http/1.1\r\n"),
            "{request}"
        );
        assert!(request.contains("\r\nhost: api.example\r\n"), "{request}");
        assert!(request.contains(&AUTHORIZATION.to_lowercase()), "{request}");
    }
}

#[test]
fn a_request_over_https_goes_through_a_tunnel() {
    for variable in ["https_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
        let certificate = Certificate::new();
        let pem = certificate.pem.clone();
        let proxy = Proxy::start(move |mut stream| {
            let tunnel = accept_tunnel(&mut stream);
            let mut inner = certificate.accept(stream);
            vec![tunnel, respond(&mut inner)]
        });
        let address = format!("http://user:pass@127.0.0.1:{}", proxy.port);
        let variables = [(variable, &*address), (ROOT, &*pem)];
        assert_eq!(
            run("https://api.example/v1", &variables),
            "ok",
            "{variable}"
        );
        let log = proxy.log();
        let tunnel = log[0].to_lowercase();
        assert!(
            tunnel.starts_with("connect api.example:443 http/1.1\r\n"),
            "{tunnel}"
        );
        assert!(tunnel.contains(&AUTHORIZATION.to_lowercase()), "{tunnel}");
        let request = log[1].to_lowercase();
        assert!(
            request.starts_with("get /v1/pets http/1.1\r\n"),
            "{request}"
        );
        assert!(!request.contains("proxy-authorization"), "{request}");
    }
}

#[test]
fn the_connection_to_a_proxy_can_be_encrypted() {
    for (base_url, is_tunnel) in [("http://api.example", false), ("https://api.example", true)] {
        let certificate = Certificate::new();
        let pem = certificate.pem.clone();
        let proxy = Proxy::start(move |stream| {
            let mut outer = certificate.accept(stream);
            if !is_tunnel {
                return vec![respond(&mut outer)];
            }
            let tunnel = accept_tunnel(&mut outer);
            vec![tunnel, respond(&mut certificate.accept(outer))]
        });
        let address = format!("https://localhost:{}", proxy.port);
        let variables = [("ALL_PROXY", &*address), (ROOT, &*pem)];
        assert_eq!(run(base_url, &variables), "ok", "{base_url}");
        let log = proxy.log();
        let start = if is_tunnel {
            "CONNECT "
        } else {
            "GET http://api.example/"
        };
        assert!(log[0].starts_with(start), "{log:?}");
    }
}

#[test]
fn a_request_goes_through_a_socks_proxy() {
    let proxy = Proxy::start(|mut stream| {
        let mut greeting = [0; 2];
        stream.read_exact(&mut greeting).unwrap();
        let mut methods = vec![0; greeting[1].into()];
        stream.read_exact(&mut methods).unwrap();
        // No authentication (RFC 1928, section 3).
        stream.write_all(&[5, 0]).unwrap();
        let mut head = [0; 5];
        stream.read_exact(&mut head).unwrap();
        let mut rest = vec![0; usize::from(head[4]) + 2];
        stream.read_exact(&mut rest).unwrap();
        stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        let (name, port) = rest.split_at(rest.len() - 2);
        assert_eq!(port, [0, 80]);
        let name = String::from_utf8_lossy(name).into_owned();
        vec![name, respond(&mut stream)]
    });
    let address = format!("socks5h://127.0.0.1:{}", proxy.port);
    assert_eq!(
        run("http://api.example/v1", &[("ALL_PROXY", &address)]),
        "ok"
    );
    let log = proxy.log();
    assert_eq!(log[0], "api.example");
    assert!(log[1].starts_with("GET /v1/pets HTTP/1.1\r\n"), "{log:?}");
}

#[test]
fn a_socks4a_proxy_gets_the_name_of_the_server() {
    let proxy = Proxy::start(|mut stream| {
        // The command to connect, the port, an address that says that a name follows, and no user.
        let mut head = [0; 9];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(head, [4, 1, 0, 80, 0, 0, 0, 255, 0]);
        let mut name = vec![0; "api.example".len() + 1];
        stream.read_exact(&mut name).unwrap();
        stream.write_all(&[0, 90, 0, 0, 0, 0, 0, 0]).unwrap();
        let name = String::from_utf8_lossy(&name).into_owned();
        vec![name, respond(&mut stream)]
    });
    let address = format!("socks4a://127.0.0.1:{}", proxy.port);
    assert_eq!(
        run("http://api.example/v1", &[("ALL_PROXY", &address)]),
        "ok"
    );
    let log = proxy.log();
    assert_eq!(log[0], "api.example\0");
    assert!(log[1].starts_with("GET /v1/pets HTTP/1.1\r\n"), "{log:?}");
}

/// Nothing listens on this port, so that a request through it fails.
const NOWHERE: &str = "http://127.0.0.1:1";

#[test]
fn no_proxy_is_used_for_this_machine() {
    for host in ["127.0.0.1", "localhost"] {
        let server = Proxy::start(|mut stream| vec![respond(&mut stream)]);
        let base_url = format!("http://{host}:{}", server.port);
        let variables = [("HTTP_PROXY", NOWHERE), ("ALL_PROXY", NOWHERE)];
        assert_eq!(run(&base_url, &variables), "ok", "{host}");
        assert!(server.log()[0].starts_with("GET /pets HTTP/1.1\r\n"));
    }
}

#[test]
fn hosts_without_a_proxy_are_left_out() {
    let proxy = Proxy::start(|mut stream| vec![respond(&mut stream)]);
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let excluded = [
        ("HTTP_PROXY", &*address),
        ("NO_PROXY", "other.example,api.invalid"),
    ];
    let result = run("http://api.invalid/v1", &excluded);
    assert!(result.contains("no connection: "), "{result}");
    // The proxy was not asked before.
    assert_eq!(run("http://api.example/v1", &excluded), "ok");
    assert!(proxy.log()[0].starts_with("GET http://api.example/"));
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error() {
    let refused = Proxy::start(|mut stream| {
        let request = read_request(&mut stream);
        let response = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(response.as_bytes()).unwrap();
        vec![String::from_utf8(request).unwrap()]
    });
    let address = format!("http://127.0.0.1:{}", refused.port);
    let result = run("https://api.example", &[("HTTPS_PROXY", &address)]);
    assert!(result.contains("no connection: "), "{result}");
    refused.log();

    let result = run(
        "https://api.example",
        &[("HTTPS_PROXY", "ftp://127.0.0.1:1")],
    );
    assert!(result.contains("no connection: "), "{result}");
}
