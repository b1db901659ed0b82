//! Pictures and videos for the window, over HTTP on loopback, because no other way plays video on every system.
//!
//! Nobody else on this machine is to read them: a fresh 256-bit token in every address, the `Host` and `Origin` headers
//! checked, `GET` and `HEAD` alone. Names are ids that the engine resolves; no path comes in or goes out.

mod files;
mod guard;
#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use animato_engine::{Error, ErrorCode, Studio};
use axum::Router;
use axum::middleware;
use axum::routing::get;
use tokio::net::TcpListener;

use self::guard::Guard;

/// Where the window's own pages come from.
#[cfg(windows)]
pub(crate) const WINDOW_ORIGIN: &str = "http://tauri.localhost";
/// Where the window's own pages come from.
#[cfg(not(windows))]
pub(crate) const WINDOW_ORIGIN: &str = "tauri://localhost";

/// Starts to serve and gives the address before `/thumb/ID`, `/photo/ID`, `/offer/ID`, `/poster/ID`, `/small-poster/ID`,
/// `/video/ID`, `/sound/ID`, `/effect-poster/CODE` and `/effect-preview/CODE`.
///
/// # Errors
/// When loopback gives no port, or the system no randomness.
pub(crate) async fn serve(studio: Studio) -> Result<String, Error> {
    let token = token()?;
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.map_err(|e| failed(&e))?;
    let address = listener.local_addr().map_err(|e| failed(&e))?;
    let base = format!("http://{address}/{token}");
    let router = router(studio, Guard { token, host: address.to_string() });
    tokio::spawn(async move {
        if let Err(e) = axum::serve(listener, router).await {
            tracing::error!(%e, "the media server ended");
        }
    });
    Ok(base)
}

fn router(studio: Studio, guard: Guard) -> Router {
    Router::new()
        .route("/{token}/{kind}/{id}", get(files::file))
        .with_state(studio)
        .layer(middleware::from_fn_with_state(Arc::new(guard), guard::check))
}

/// 256 random bits, as hexadecimal digits.
fn token() -> Result<String, Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| failed(&e))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn failed(why: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::Internal, format!("Pictures and videos cannot be shown: {why}."))
}
