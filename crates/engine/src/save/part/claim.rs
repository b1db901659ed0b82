//! Which parts are being written, so that no two attempts write the same one.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The parts that are taken.
#[derive(Clone, Debug, Default)]
pub(in crate::save) struct Claims(Arc<Mutex<HashSet<PathBuf>>>);

/// A part that is taken until this is dropped.
#[derive(Debug)]
pub(super) struct Claim(Claims, PathBuf);

impl Claims {
    /// Takes a part, unless somebody has it.
    pub(super) fn claim(&self, path: &Path) -> Option<Claim> {
        let fresh = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf());
        fresh.then(|| Claim(self.clone(), path.to_path_buf()))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}
