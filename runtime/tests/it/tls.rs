//! TLS with the default HTTP client and with one of the caller. Neither needs a cryptography provider that is installed
//! for the process.

use runtime::Call;
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::Arc,
    thread,
};

use rustls::{
    ClientConfig, RootCertStore, ServerConfig, ServerConnection, Stream,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer},
};
use test_server::{plain_response, read_request};

use crate::api::builder;

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
