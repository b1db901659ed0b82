//! Node, with which the interface is built.

use crate::command::{command, output};
use crate::{Failure, Outcome, ui};

/// The oldest Node that will do; the same as `engines` in ui/package.json says.
const OLDEST: (u32, u32) = (20, 19);

/// Makes sure that Node and npm are there and new enough. They are not installed from here: there are too many ways to
/// have them.
///
/// # Errors
/// Node is missing or too old, or npm is missing.
pub(crate) fn ready() -> Outcome {
    judge(output(command("node").arg("--version")).as_deref())?;
    if output(ui::npm().arg("--version")).is_none() {
        return Err(Failure::new(
            "npm is missing; it comes with Node from https://nodejs.org, or as the package `npm`",
        ));
    }
    Ok(())
}

fn judge(version: Option<&str>) -> Outcome {
    let (major, minor) = OLDEST;
    let wanted = format!("Node {major}.{minor} or newer builds the interface; see https://nodejs.org");
    match version.and_then(parse) {
        Some(found) if found >= OLDEST => Ok(()),
        Some((major, minor)) => Err(Failure::new(format!("Node {major}.{minor} is too old: {wanted}"))),
        None => Err(Failure::new(format!("Node is missing: {wanted}"))),
    }
}

/// Reads `v20.19.1`.
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_that_is_old_or_missing_is_refused_with_the_version_that_will_do() {
        for version in [None, Some(""), Some("v18.20.4\n"), Some("v20.18.0\n")] {
            let failure = judge(version).unwrap_err().to_string();
            assert!(failure.contains("20.19"), "{failure}");
        }
    }

    #[test]
    fn a_newer_node_is_welcome() {
        for version in ["v20.19.0\n", "v22.1.0", "v24.0.0\r\n"] {
            assert_eq!(judge(Some(version)), Ok(()));
        }
    }
}
