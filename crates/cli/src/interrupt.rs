//! Ctrl+C, and the polite request of the system to end.

use std::future::Future;

/// Listens from now on. The first signal resolves the future; a second ends the program at once, which is safe:
/// every step is on the disk before the next is taken.
pub(crate) fn interrupted() -> impl Future<Output = ()> + Send {
    let (tell, told) = tokio::sync::oneshot::channel();
    let mut signals = Signals::listen();
    tokio::spawn(async move {
        signals.next().await;
        let _ = tell.send(());
        signals.next().await;
        std::process::exit(130);
    });
    async move {
        if told.await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: Option<tokio::signal::unix::Signal>,
    terminate: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        Self { interrupt: signal(SignalKind::interrupt()).ok(), terminate: signal(SignalKind::terminate()).ok() }
    }

    async fn next(&mut self) {
        async fn one(signal: &mut Option<tokio::signal::unix::Signal>) {
            let received = match signal {
                Some(signal) => signal.recv().await,
                None => None,
            };
            if received.is_none() {
                std::future::pending::<()>().await;
            }
        }
        tokio::select! {
            () = one(&mut self.interrupt) => {}
            () = one(&mut self.terminate) => {}
        }
    }
}

#[cfg(windows)]
struct Signals(Option<tokio::signal::windows::CtrlC>);

#[cfg(windows)]
impl Signals {
    fn listen() -> Self {
        Self(tokio::signal::windows::ctrl_c().ok())
    }

    async fn next(&mut self) {
        let received = match &mut self.0 {
            Some(signal) => signal.recv().await,
            None => None,
        };
        if received.is_none() {
            std::future::pending::<()>().await;
        }
    }
}
