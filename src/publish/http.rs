//! The connections to object stores: HTTP/1.1, kept open from one request to the next, with the certificates that this machine trusts.
//!
//! An answer is read to its end before it is handed on: what stores answer is short, and the longest are the record and a page of a
//! listing. A request that fails is asked again by whoever sent it.

use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fmt, io};

use http_body_util::BodyExt as _;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{HOST, HeaderValue};
use hyper::http::uri::PathAndQuery;
use hyper::{Response, Uri};
use hyper_util::rt::TokioIo;
use object_store::ClientOptions;
use object_store::client::{HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpService};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// How long a request may take, from its first byte to the last of the answer.
const WHOLE: Duration = Duration::from_mins(1);

/// Makes clients that share what is trusted.
#[derive(Clone)]
pub(super) struct Connections(TlsConnector);

impl Connections {
    /// With the certificates that this machine trusts. Where it has none, no store can be reached by https.
    ///
    /// # Errors
    /// TLS cannot be spoken at all.
    pub(super) fn new() -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        Ok(Connections(TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))))
    }
}

impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connections")
    }
}

impl HttpConnector for Connections {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Client { connections: self.clone(), idle: Mutex::default() }))
    }
}

/// A connection on which a request may be sent.
type Connection = SendRequest<HttpRequestBody>;

/// Sends requests, and keeps connections by scheme, host and port.
struct Client {
    connections: Connections,
    idle: Mutex<HashMap<String, Vec<Connection>>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

#[async_trait::async_trait]
impl HttpService for Client {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let uri = request.uri().clone();
        let host = uri.authority().map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default()).unwrap_or_default();
        if let Ok(value) = HeaderValue::from_str(host) {
            request.headers_mut().entry(HOST).or_insert(value);
        }
        *request.uri_mut() = uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/")).into();
        let place = format!("{}://{host}", uri.scheme_str().unwrap_or_default());
        let work = async {
            let mut connection = self.connection(&place, &uri).await?;
            let (head, body) = connection.send_request(request).await.map_err(broken)?.into_parts();
            let bytes: Bytes = body.collect().await.map_err(broken)?.to_bytes();
            self.idle().entry(place).or_default().push(connection);
            Ok(Response::from_parts(head, bytes.into()))
        };
        timeout(WHOLE, work).await.unwrap_or_else(|_| Err(late("no answer came within a minute")))
    }
}

impl Client {
    fn idle(&self) -> std::sync::MutexGuard<'_, HashMap<String, Vec<Connection>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One that is open already, or a new one.
    async fn connection(&self, place: &str, uri: &Uri) -> Result<Connection, HttpError> {
        loop {
            let kept = self.idle().get_mut(place).and_then(Vec::pop);
            let Some(mut connection) = kept else { break };
            // The other end may have closed it meanwhile.
            if connection.ready().await.is_ok() {
                return Ok(connection);
            }
        }
        timeout(CONNECT, self.open(uri)).await.unwrap_or_else(|_| Err(late("no connection could be made within ten seconds")))
    }

    async fn open(&self, uri: &Uri) -> Result<Connection, HttpError> {
        let unreachable = |error: io::Error| HttpError::new(HttpErrorKind::Connect, error);
        let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        let secret = uri.scheme_str() == Some("https");
        let stream = TcpStream::connect((host, uri.port_u16().unwrap_or(if secret { 443 } else { 80 }))).await.map_err(unreachable)?;
        // A request is written at one go, so there is nothing to wait for.
        drop(stream.set_nodelay(true));
        if !secret {
            return speak(stream).await;
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        speak(self.connections.0.connect(name, stream).await.map_err(unreachable)?).await
    }
}

async fn speak(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Result<Connection, HttpError> {
    let (connection, work) = handshake(TokioIo::new(stream)).await.map_err(broken)?;
    tokio::spawn(work);
    Ok(connection)
}

fn late(message: &'static str) -> HttpError {
    HttpError::new(HttpErrorKind::Timeout, io::Error::new(io::ErrorKind::TimedOut, message))
}

/// Whether it is worth while to ask again is judged by what broke.
fn broken(error: hyper::Error) -> HttpError {
    let of_system = error.source().and_then(|source| source.downcast_ref::<io::Error>()).map(io::Error::kind);
    let kind = match of_system {
        _ if error.is_closed() || error.is_canceled() || error.is_incomplete_message() || error.is_body_write_aborted() => {
            HttpErrorKind::Request
        }
        Some(io::ErrorKind::TimedOut) => HttpErrorKind::Timeout,
        Some(
            io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof,
        ) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
