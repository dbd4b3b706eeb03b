//! Pulls an image over the unix socket of a docker engine, shows the lines as they arrive, and lists the containers.
//!
//! `cargo run -p tests --example docker -- alpine 3.20`, with another socket than `/var/run/docker.sock` in `DOCKER_SOCKET`.

use std::path::PathBuf;

use futures_util::future::BoxFuture;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use runtime::http::header::{HOST, HeaderValue};
use runtime::http::{Request, Response, Uri};
use runtime::{Call, JsonLines, RequestBody, ResponseBody, SendError, Sending, Transport, Value};
use tests::docker::endpoints::{Client, Error};
use tokio::net::UnixStream;

/// A transport over a unix socket, with a connection for each request.
pub struct UnixSocket(pub PathBuf);

impl Transport for UnixSocket {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        Box::pin(self.exchange(request))
    }
}

impl UnixSocket {
    async fn exchange(
        &self,
        mut request: Request<RequestBody>,
    ) -> Result<Response<ResponseBody>, SendError> {
        // If the time is over before the connection is there, the request counts as not sent.
        let sending = Sending::of(&request);
        sending.wait();
        let stream = UnixStream::connect(&self.0).await;
        let stream = stream.map_err(|error| SendError::not_sent(error).connect())?;
        let connection = handshake(TokioIo::new(stream)).await;
        let (mut sender, driver) = connection.map_err(SendError::not_sent)?;
        tokio::spawn(driver);
        // A server takes the path, and the host in a header.
        let host = request.uri().host().unwrap_or_default();
        let host = HeaderValue::from_str(host).map_err(SendError::not_sent)?;
        request.headers_mut().insert(HOST, host);
        let path = request.uri().path_and_query().cloned();
        *request.uri_mut() = path.map(Uri::from).unwrap_or_default();
        if !sending.leave() {
            return Err(SendError::not_sent("the call was given up"));
        }
        match sender.try_send_request(request).await {
            Ok(response) => Ok(response.map(ResponseBody::streamed)),
            // The connection hands back a request that it did not begin to send.
            Err(error) if error.message().is_some() => Err(SendError::not_sent(error.into_error())),
            Err(error) => Err(SendError::maybe_sent(error.into_error())),
        }
    }
}

/// Pulls an image. Calls `on_line` with each line of the engine as it arrives, one that states an error among them.
pub async fn pull(
    client: &Client,
    image: &str,
    tag: &str,
    mut on_line: impl FnMut(&Value),
) -> Result<(), Error> {
    let call = client.image_create().from_image(image).tag(tag);
    let mut lines = call.send_for_items::<JsonLines<Value>>().await?;
    while let Some(line) = lines.next().await {
        on_line(&line?);
    }
    Ok(())
}

/// The names of all containers, each with its state.
pub async fn containers(client: &Client) -> Result<Vec<String>, Error> {
    let all = client.container_list().all(true).send().await?;
    let shown = all.into_iter().map(|container| {
        let state = container.state.unwrap_or_default();
        format!("{}: {state}", container.names.join(", "))
    });
    Ok(shown.collect())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let image = arguments.next().unwrap_or_else(|| "alpine".to_owned());
    let tag = arguments.next().unwrap_or_else(|| "latest".to_owned());
    let socket = std::env::var_os("DOCKER_SOCKET");
    let socket = socket.map_or_else(|| PathBuf::from("/var/run/docker.sock"), PathBuf::from);
    let client = Client::builder().transport(UnixSocket(socket)).build()?;
    pull(&client, &image, &tag, |line| println!("{line}")).await?;
    for container in containers(&client).await? {
        println!("{container}");
    }
    Ok(())
}
