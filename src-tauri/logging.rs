//! The log: a file a day in the log folder, and the terminal. Never a key; a prompt never above the level `debug`.

use std::path::Path;

use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

/// Files kept, one a day.
const DAYS: usize = 7;

/// Starts the log. Without a folder to write to, the terminal alone has it.
///
/// `ANIMATO_LOG=debug` says more about our own parts; libraries stay at `warn`, because some of them would tell headers.
pub(crate) fn start(folder: &Path) {
    let level = std::env::var("ANIMATO_LOG").ok().and_then(|text| text.parse().ok()).unwrap_or(Level::INFO);
    let ours = ["animato", "animato_engine", "animato_sandbox", "akool"];
    let filter = Targets::new().with_default(LevelFilter::WARN).with_targets(ours.map(|target| (target, level)));
    // Made first, because the library complains about a missing one. If it cannot be made, that is told below.
    let _ = std::fs::create_dir_all(folder);
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("animato")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .map(|file| fmt::layer().with_ansi(false).with_writer(file))
        .inspect_err(|e| complain(folder, e))
        .ok();
    let terminal = fmt::layer().with_writer(std::io::stderr);
    // Fails only when a log was started before, which is as good.
    let _ = tracing_subscriber::registry().with(terminal.and_then(file).with_filter(filter)).try_init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
}

fn complain(folder: &Path, why: &tracing_appender::rolling::InitError) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "No log can be written to {}: {why}", folder.display());
}
