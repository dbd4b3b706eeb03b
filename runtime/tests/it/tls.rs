//! TLS with the default transport and with one of the caller. Neither needs a cryptography provider that is installed
//! for the process.

use runtime::{
    Call, ClientBuilder, Departure, Error, HttpTransportBuilder, Outcome, RawResponse, RequestBody,
    Retry, Transport, Undocumented,
};
use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use rcgen::{CertificateParams, KeyPair};
use rustls::{
    ClientConfig, RootCertStore, ServerConfig, ServerConnection, Stream,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer},
    server::WebPkiClientVerifier,
};
use test_server::{RawServer, plain_response, read_request};

use crate::api::{CREATE, Client, builder};

/// Starts a server with a self-signed certificate. Returns its address and the certificate.
fn server() -> (String, CertificateDer<'static>) {
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let mut connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut stream = Stream::new(&mut connection, &mut socket);
        if !read_request(&mut stream).is_empty() {
            let response = plain_response("200 OK", "connection: close\r\n", "{}");
            stream.write_all(response.as_bytes()).unwrap();
            stream.conn.send_close_notify();
            stream.flush().unwrap();
        }
        // The client reads before the socket is closed.
        let _ = socket.read(&mut [0]);
    });
    (format!("https://localhost:{port}"), cert.der().clone())
}

/// Makes an HTTP client that trusts only `roots`.
pub(crate) fn http_client(roots: RootCertStore) -> reqwest::Client {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .build()
        .unwrap()
}

#[tokio::test]
async fn an_unknown_certificate_is_rejected() {
    let (base_url, _) = server();
    let client = builder(&base_url).build().unwrap();
    let error = client.list_pets().send().await.unwrap_err();
    assert!(error.is_connect());
    assert!(
        error
            .to_string()
            .contains("no connection: invalid peer certificate"),
        "{error}"
    );
    assert!(CryptoProvider::get_default().is_none());
}

#[tokio::test]
async fn a_certificate_that_the_caller_trusts_is_accepted() {
    let (base_url, certificate) = server();
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let client = builder(&base_url)
        .transport(http_client(roots))
        .build()
        .unwrap();
    assert_eq!(client.list_pets().send().await.unwrap().results, []);
    assert!(CryptoProvider::get_default().is_none());
}

/// A server with this certificate and key, which calls `serve` with each connection.
fn start(
    config: ServerConfig,
    serve: impl Fn(&mut Stream<'_, ServerConnection, TcpStream>) -> io::Result<()>
    + Send
    + Sync
    + 'static,
) -> (RawServer, String) {
    let config = Arc::new(config);
    let server = RawServer::start(move |_, socket| {
        let mut connection =
            ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
        serve(&mut Stream::new(&mut connection, socket))
    });
    let base_url = format!("https://localhost:{}", server.port());
    (server, base_url)
}

/// A certificate for these names that signs itself, and its key.
fn certificate(params: &CertificateParams) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    (
        certificate.der().clone(),
        PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
    )
}

fn for_host(host: &str) -> CertificateParams {
    CertificateParams::new([host.to_owned()]).unwrap()
}

/// The configuration of a server that asks for no certificate.
fn config((certificate, key): (CertificateDer<'static>, PrivateKeyDer<'static>)) -> ServerConfig {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

/// Responds to one request.
fn respond(stream: &mut Stream<'_, ServerConnection, TcpStream>) -> io::Result<()> {
    if read_request(stream).is_empty() {
        return Ok(());
    }
    let response = plain_response("200 OK", "connection: close\r\n", "{}");
    stream.write_all(response.as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}

/// Sends a creation, which is never sent twice unless it did not leave. Up to four attempts follow one another at once.
async fn create(builder: ClientBuilder<Client>) -> Result<RawResponse, Error<Undocumented>> {
    let retry = Retry::default().first_wait(Duration::ZERO);
    let client = builder.retry(retry).build().unwrap();
    client.0.request(&CREATE).send_raw().await
}

/// A second attempt would meet the same certificate.
#[tokio::test]
async fn a_server_with_an_unknown_certificate_is_tried_once() {
    let (server, base_url) = start(config(certificate(&for_host("localhost"))), respond);
    let error = create(builder(&base_url)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
    assert_eq!(error.attempts(), 1, "{error}");
    assert_eq!(server.connections(), 1, "{error}");
    let list = builder(&base_url).retry(Retry::default().first_wait(Duration::ZERO));
    let error = list.build().unwrap().list_pets().send().await.unwrap_err();
    assert_eq!(error.attempts(), 1, "{error}");
    assert_eq!(server.connections(), 2, "{error}");
}

/// Makes a builder of a client that trusts this certificate too.
fn trusting(base_url: &str, certificate: &CertificateDer<'_>) -> ClientBuilder<Client> {
    builder(base_url).add_root_certificate(certificate.to_vec())
}

#[tokio::test]
async fn a_root_certificate_of_the_caller_is_trusted() {
    let (certificate, key) = certificate(&for_host("localhost"));
    let (server, base_url) = start(config((certificate.clone(), key)), respond);
    let response = create(trusting(&base_url, &certificate)).await.unwrap();
    assert_eq!(response.attempts(), 1);
    assert_eq!(server.connections(), 1);
}

/// A second attempt would meet the same certificate.
#[tokio::test]
async fn a_server_with_a_certificate_that_does_not_fit_is_tried_once() {
    let mut expired = for_host("localhost");
    expired.not_before = rcgen::date_time_ymd(2020, 1, 1);
    expired.not_after = rcgen::date_time_ymd(2021, 1, 1);
    let mut early = for_host("localhost");
    early.not_before = rcgen::date_time_ymd(3000, 1, 1);
    early.not_after = rcgen::date_time_ymd(3001, 1, 1);
    for (what, params) in [
        ("another host", for_host("other.example")),
        ("expired", expired),
        ("not valid yet", early),
    ] {
        let (certificate, key) = certificate(&params);
        let (server, base_url) = start(config((certificate.clone(), key)), respond);
        let error = create(trusting(&base_url, &certificate)).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{what}: {error}");
        assert_eq!(error.attempts(), 1, "{what}: {error}");
        assert_eq!(server.connections(), 1, "{what}: {error}");
    }
}

/// The configuration of a server that accepts only clients with the certificate `trusted`.
fn config_for_clients(
    (certificate, key): (CertificateDer<'static>, PrivateKeyDer<'static>),
    version: &'static rustls::SupportedProtocolVersion,
    trusted: &CertificateDer<'static>,
) -> ServerConfig {
    let provider = Arc::new(ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

const VERSIONS: [&rustls::SupportedProtocolVersion; 2] =
    [&rustls::version::TLS12, &rustls::version::TLS13];

/// A certificate of a client, and its key.
fn identity() -> (rcgen::Certificate, KeyPair) {
    let key = KeyPair::generate().unwrap();
    let certificate = for_host("client.example").self_signed(&key).unwrap();
    (certificate, key)
}

#[tokio::test]
async fn a_client_identifies_itself_in_der_and_in_pem() {
    for version in VERSIONS {
        let (own, own_key) = identity();
        let (certificate, key) = certificate(&for_host("localhost"));
        let config = config_for_clients((certificate.clone(), key), version, own.der());
        let (server, base_url) = start(config, respond);
        let der = (own.der().to_vec(), own_key.serialize_der());
        let pem = (own.pem().into_bytes(), own_key.serialize_pem().into_bytes());
        for (chain, key) in [der, pem] {
            let builder = trusting(&base_url, &certificate).client_identity(chain, key);
            let response = create(builder).await.unwrap();
            assert_eq!(response.attempts(), 1);
        }
        assert_eq!(server.connections(), 2);
    }
}

#[test]
fn an_identity_that_cannot_be_read_is_an_error_of_the_builder() {
    let (own, own_key) = identity();
    let (chain, key) = (own.pem(), own_key.serialize_pem());
    let cut_off = &chain[..chain.len() / 2];
    for (chain, key, message) in [
        (cut_off, key.as_str(), "a certificate cannot be read"),
        (&key, &key, "there is no certificate in the PEM text"),
        (&chain, &chain, "the private key cannot be read"),
        (&chain, "no key", "the private key cannot be read"),
    ] {
        let builder = builder("https://localhost").client_identity(chain, key);
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[tokio::test]
async fn a_prepared_configuration_takes_the_place_of_all_certificates() {
    let (other, _) = certificate(&for_host("localhost"));
    let (certificate, key) = certificate(&for_host("localhost"));
    let (server, base_url) = start(config((certificate.clone(), key)), respond);
    let only = |certificate: &CertificateDer<'static>| {
        let mut roots = RootCertStore::empty();
        roots.add(certificate.clone()).unwrap();
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"other".to_vec()];
        config
    };
    let response = create(builder(&base_url).tls_config(only(&certificate))).await;
    assert_eq!(response.unwrap().attempts(), 1);
    let trusting = trusting(&base_url, &certificate).tls_config(only(&other));
    let error = create(trusting).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
    assert_eq!(server.connections(), 2);
}

/// With TLS 1.3, the client learns about it after the handshake, when it has sent the request. But a server that does not
/// complete the handshake cannot read it.
#[tokio::test]
async fn a_server_that_wants_a_certificate_of_the_client_reads_no_request() {
    for version in VERSIONS {
        let (certificate, key) = certificate(&for_host("localhost"));
        let config = config_for_clients((certificate.clone(), key), version, &certificate);
        let read = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&read);
        let (_server, base_url) = start(config, move |stream| {
            let request = read_request(stream);
            counted.fetch_add(request.len(), SeqCst);
            // The alert reaches the client before the connection is closed.
            let _ = stream.flush();
            let _ = stream.sock.shutdown(Shutdown::Write);
            stream.sock.read_to_end(&mut Vec::new()).map(drop)
        });
        let error = create(trusting(&base_url, &certificate)).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{version:?}: {error}");
        assert_eq!(read.load(SeqCst), 0, "{version:?}: {error}");
    }
}

/// With TLS 1.3, a server can send data with its part of the handshake, before it has anything from the client but the hello.
#[tokio::test]
async fn a_response_that_comes_with_the_handshake_is_not_the_response() {
    let (certificate, key) = certificate(&for_host("localhost"));
    let mut config = config((certificate.clone(), key));
    config.send_half_rtt_data = true;
    let read = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&read);
    let (server, base_url) = start(config, move |stream| {
        stream.conn.read_tls(stream.sock)?;
        stream
            .conn
            .process_new_packets()
            .map_err(io::Error::other)?;
        let stray = plain_response("200 OK", "x-request-id: stray\r\n", "{}");
        stream.conn.writer().write_all(stray.as_bytes())?;
        if !read_request(stream).is_empty() {
            counted.fetch_add(1, SeqCst);
            let own = plain_response("200 OK", "x-request-id: own\r\n", "{}");
            stream.write_all(own.as_bytes())?;
        }
        stream.sock.read_to_end(&mut Vec::new()).map(drop)
    });
    for _ in 0..5 {
        let result = create(trusting(&base_url, &certificate)).await;
        server.settle().await;
        // The connection held bytes before there was a request, so none was written.
        let error = result.unwrap_err();
        assert_eq!(error.request_id(), None, "{error}");
        assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
        assert_eq!(read.load(SeqCst), 0, "{error}");
    }
}

#[tokio::test]
async fn a_handshake_that_the_server_cuts_off_is_tried_again() {
    let (certificate, key) = certificate(&for_host("localhost"));
    let config = Arc::new(config((certificate.clone(), key)));
    let server = RawServer::start(move |number, socket| {
        if number == 0 {
            // The hello is read, so that the connection is closed and not reset.
            return socket.read(&mut [0; 4_096]).map(drop);
        }
        let connection = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other);
        respond(&mut Stream::new(&mut connection?, socket))
    });
    let base_url = format!("https://localhost:{}", server.port());
    let response = create(trusting(&base_url, &certificate)).await.unwrap();
    assert_eq!(response.attempts(), 2);
}

#[tokio::test]
async fn a_request_that_was_read_may_have_taken_effect_if_the_connection_is_cut_off() {
    let (certificate, key) = certificate(&for_host("localhost"));
    let (server, base_url) = start(config((certificate.clone(), key)), |stream| {
        // Neither a response nor the end of TLS.
        read_request(stream);
        Ok(())
    });
    let error = create(trusting(&base_url, &certificate)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(error.attempts(), 1, "{error}");
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_uri_that_is_not_absolute_http_is_refused() {
    let transport = HttpTransportBuilder::new().build().unwrap();
    for uri in ["/pets", "ftp://h/pets", "h"] {
        let mut request = http::Request::new(RequestBody::empty());
        *request.uri_mut() = uri.parse().unwrap();
        let error = transport.send(request).await.map(drop).unwrap_err();
        assert_eq!(error.departure(), Departure::NotSent, "{uri}");
        assert!(
            error.is_permanent() && !error.is_connect(),
            "{uri}: {error}"
        );
    }
}
