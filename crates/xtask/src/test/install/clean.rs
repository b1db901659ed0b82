//! A clean Debian or Ubuntu, of the release that this machine runs, below the target folder. What happens in it happens
//! in namespaces of its own: its mounts and processes end with each command, and no file of this machine is in sight.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{command, finish};
use crate::{Failure, Outcome, terminal, workspace};

/// Makes the clean system the root of everything, then becomes the command after it.
const ENTER: &str = include_str!("enter.sh");

/// Who does something there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// With apt.
    Root,
    /// An ordinary user, with nothing of this machine in the environment.
    Person,
}

impl Who {
    /// What becomes this user and goes on with what follows.
    fn become_it(self) -> &'static str {
        match self {
            Self::Root => "env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8",
            Self::Person => {
                "setpriv --reuid person --regid person --init-groups env --ignore-environment \
                 HOME=/home/person USER=person PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8"
            }
        }
    }
}

/// The system; gone when this is dropped.
pub(super) struct Clean {
    folder: PathBuf,
}

impl Clean {
    /// Makes it from the registry of Debian packages.
    ///
    /// # Errors
    /// This is another system, or the registry is out of reach.
    pub(super) fn make() -> Outcome<Self> {
        let known = fs::read_to_string("/etc/os-release").unwrap_or_default();
        let (suite, components) =
            release(&known).ok_or_else(|| Failure::new("a clean system is made on Debian and Ubuntu alone"))?;
        let clean = Self { folder: workspace::target().join("clean-system") };
        clean.remove()?;
        terminal::say(format!("Making a clean {suite} in {}.", clean.folder.display()));
        let components = format!("--components={components}");
        finish(command("debootstrap").args(["--variant=minbase", &components, suite]).arg(&clean.folder))?;
        Ok(clean)
    }

    /// Brings a file in, with its permissions.
    ///
    /// # Errors
    /// It cannot be copied.
    pub(super) fn put(&self, file: &Path, place: &str) -> Outcome {
        let copied = fs::copy(file, self.folder.join(place));
        copied.map(|_| ()).map_err(|e| Failure::new(format!("cannot copy {}: {e}", file.display())))
    }

    /// A shell script, about to run there.
    pub(super) fn run(&self, who: Who, script: &str) -> Command {
        let mut run = command("unshare");
        run.args(["--mount", "--pid", "--fork", "--kill-child", "sh", "-eu", "-c", ENTER, "enter"]).arg(&self.folder);
        run.args(who.become_it().split_whitespace()).args(["sh", "-eu", "-c", script, "step"]);
        run
    }

    fn remove(&self) -> Outcome {
        if !self.folder.exists() {
            return Ok(());
        }
        fs::remove_dir_all(&self.folder)
            .map_err(|e| Failure::new(format!("cannot remove {}: {e}", self.folder.display())))
    }
}

impl Drop for Clean {
    fn drop(&mut self) {
        if let Err(failure) = self.remove() {
            terminal::complain(&failure);
        }
    }
}

/// The release that /etc/os-release names, and the components of it that we need.
fn release(known: &str) -> Option<(&str, &'static str)> {
    let value = |key: &str| known.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    let components = match value("ID")? {
        "debian" => "main",
        "ubuntu" => "main,universe",
        _ => return None,
    };
    Some((value("VERSION_CODENAME")?.trim_matches('"'), components))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_system_is_of_the_release_of_this_one() {
        let debian = "PRETTY_NAME=\"Debian\"\nVERSION_CODENAME=bookworm\nID=debian\n";
        assert_eq!(release(debian), Some(("bookworm", "main")));
        assert_eq!(release("ID=ubuntu\nVERSION_CODENAME=\"noble\"\n"), Some(("noble", "main,universe")));
        assert_eq!(release("ID=fedora\nVERSION_CODENAME=x\n"), None);
    }

    #[test]
    fn a_person_has_nothing_of_this_machine_in_the_environment() {
        let clean = Clean { folder: PathBuf::from("/no/such/folder/of/animato") };
        let words = clean.run(Who::Person, "true").get_args().map(|word| word.to_os_string()).collect::<Vec<_>>();
        assert!(words.iter().any(|word| word == "--ignore-environment"));
    }
}
