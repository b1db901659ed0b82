//! Connections that a fault can sever: no reply, not even half of one, and a reset instead of an orderly end.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// The port that the sandbox listens on.
pub(crate) struct Port(pub TcpListener);

/// One connection.
pub(crate) struct Wire {
    stream: TcpStream,
    severed: Arc<AtomicBool>,
}

/// What severs one connection.
#[derive(Clone)]
pub(crate) struct Sever(Arc<AtomicBool>);

impl Sever {
    /// Severs the connection. The response that this returns only makes the server write, and find out.
    pub(crate) fn now(&self) -> Response {
        self.0.store(true, Ordering::Relaxed);
        ().into_response()
    }
}

impl Wire {
    fn intact(&self) -> io::Result<()> {
        if !self.severed.load(Ordering::Relaxed) {
            return Ok(());
        }
        // With nothing to wait for, closing sends a reset.
        let _ = self.stream.set_zero_linger();
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl Listener for Port {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            match self.0.accept().await {
                Ok((stream, address)) => {
                    let _ = stream.set_nodelay(true);
                    return (Wire { stream, severed: Arc::default() }, address);
                }
                // Out of file descriptors, say: it may pass.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Port>> for Sever {
    fn connect_info(stream: IncomingStream<'_, Port>) -> Self {
        Self(stream.io().severed.clone())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.intact()?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.intact()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.intact()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.intact()?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
