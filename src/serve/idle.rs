//! Connections that say nothing for long are closed, so that a browser that forgot them, or somebody who opens thousands, does not
//! use up what the system has. The line to an open page has a pulse, which keeps it.

use std::future::Future as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep};

/// Longer than the pulse of the line to open pages.
const LONG: Duration = Duration::from_mins(1);

/// Listens for connections that end when they are idle.
pub(super) struct Patient {
    inner: TcpListener,
    patience: Duration,
}

impl Patient {
    pub(super) fn new(inner: TcpListener) -> Self {
        Patient { inner, patience: LONG }
    }
}

impl Listener for Patient {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.inner).await;
        (Connection { stream, patience: self.patience, end: Box::pin(sleep(self.patience)) }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

/// A connection that ends when it is idle.
pub(super) struct Connection {
    stream: TcpStream,
    patience: Duration,
    end: Pin<Box<Sleep>>,
}

impl Connection {
    /// Passes on what came of reading or writing; where nothing did, sees whether that has gone on for too long.
    fn passed<T>(&mut self, context: &mut Context<'_>, done: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if done.is_ready() {
            let end = Instant::now() + self.patience;
            self.end.as_mut().reset(end);
            return done;
        }
        ready!(self.end.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.passed(context, done)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.passed(context, done)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.passed(context, done)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_says_nothing_ends_and_one_that_does_stays() {
        use std::io::{Read as _, Write as _};
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().expect("a runtime");
        runtime.block_on(async {
            let inner = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = inner.local_addr().expect("an address");
            let router = axum::Router::new().fallback(|| async { "here" });
            let patient = Patient { inner, patience: Duration::from_millis(400) };
            let server = tokio::spawn(async move { axum::serve(patient, router).await });
            let client = tokio::task::spawn_blocking(move || {
                let mut busy = std::net::TcpStream::connect(address).expect("a connection");
                let mut idle = std::net::TcpStream::connect(address).expect("a connection");
                for stream in [&busy, &idle] {
                    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
                }
                for _ in 0..6 {
                    busy.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").expect("it is open");
                    let mut answer = [0; 512];
                    assert!(busy.read(&mut answer).expect("an answer") > 0);
                    std::thread::sleep(Duration::from_millis(120));
                }
                // Longer than its patience has passed.
                assert!(matches!(idle.read(&mut [0; 8]), Ok(0) | Err(_)), "it was closed");
                let began = std::time::Instant::now();
                let mut rest = Vec::new();
                let _ = busy.read_to_end(&mut rest);
                assert!(began.elapsed() < Duration::from_secs(15), "it was closed too");
            });
            client.await.expect("the client ends");
            server.abort();
        });
    }
}
