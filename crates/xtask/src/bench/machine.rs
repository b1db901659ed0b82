//! The machine on which it was measured.

use std::fs;

use crate::command::{command, output};

/// In one line: processors, memory, system and the web view's version.
pub(crate) fn described() -> String {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let model = field("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(String::new, |kib| format!(", {:.0} GB of memory", kib / 1024.0 / 1024.0));
    let system =
        field("/etc/os-release", "PRETTY_NAME").map_or_else(String::new, |name| name.trim_matches('"').to_owned());
    let kernel = said("uname", &["-sr"]);
    let web_view = said("pkg-config", &["--modversion", "webkit2gtk-4.1"]);
    format!("Measured on {processors} processors ({model}){memory}, {system}, {kernel}, WebKitGTK {web_view}.")
}

/// What stands behind this name in a file of names and values.
fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}

fn said(program: &str, arguments: &[&str]) -> String {
    output(command(program).args(arguments)).unwrap_or_default().trim().to_owned()
}
