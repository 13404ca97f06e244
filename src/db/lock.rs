//! One server per SQLite file: a lock beside it, which the kernel frees when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held while this process serves the database. Short commands write beside a server and take none.
#[derive(Debug)]
pub struct ServeLock {
    _file: File,
}

/// Why the lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another server has it.
    #[error("another server uses this database ({0})")]
    Taken(PathBuf),
    /// The lock file could not be made.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
}

impl ServeLock {
    /// Takes the lock of the database file at `path` without waiting.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn take(path: &Path) -> Result<Self, LockError> {
        let mut name = path.as_os_str().to_owned();
        name.push("-lock");
        let name = PathBuf::from(name);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&name);
        let file = file.map_err(|e| LockError::Io(name.clone(), e))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Taken(path.to_path_buf())),
            Err(TryLockError::Error(e)) => Err(LockError::Io(name, e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_server_is_refused_until_the_first_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relais.db");
        let first = ServeLock::take(&path).unwrap();
        assert!(matches!(ServeLock::take(&path), Err(LockError::Taken(_))));
        drop(first);
        assert!(ServeLock::take(&path).is_ok());
        assert!(matches!(ServeLock::take(Path::new("/nowhere/at/all.db")), Err(LockError::Io(..))));
    }
}
