//! Copies of a SQLite database: made while others write, checked before they are called done, put in place as a whole.

use super::error::DbError;
use super::{SQLITE_MIGRATIONS, ServeLock};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Why a copy was not made, or not put in place.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// There is something at the place of the copy.
    #[error("{} exists", .0.display())]
    Exists(PathBuf),
    /// Not a database of ours, or a damaged one: what the engine says.
    #[error("{}: {}", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// The copy was written by a newer version of the program.
    #[error("{} was written by a newer version", .0.display())]
    Newer(PathBuf),
    /// The place already holds leads or members.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A server uses the database.
    #[error("a server uses {}", .0.display())]
    Served(PathBuf),
    /// A file could not be read or written.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Io(PathBuf, io::Error),
    /// The engine failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
impl From<sqlx::Error> for CopyError {
    fn from(e: sqlx::Error) -> Self {
        Self::Db(e.into())
    }
}

/// Copies the database at `from` to `to` as it is now; answers the size in bytes. Whoever writes meanwhile is not
/// held up. Every write acknowledged before the call is in the copy, which is whole and checked when it appears.
///
/// # Errors
/// [`CopyError`]; then there is no file at `to`.
pub async fn backup(from: &Path, to: &Path) -> Result<u64, CopyError> {
    if to.exists() {
        return Err(CopyError::Exists(to.to_path_buf()));
    }
    let partial = beside(to, ".partial");
    let made = write_copy(from, &partial).await;
    let done = match made {
        Ok(()) => {
            fs::rename(&partial, to).and_then(|()| sync_folder(to)).map_err(|e| CopyError::Io(to.into(), e))
        }
        Err(e) => Err(e),
    };
    if done.is_err() {
        drop(fs::remove_file(&partial)); // it may not exist
    }
    done?;
    Ok(fs::metadata(to).map_err(|e| CopyError::Io(to.into(), e))?.len())
}

async fn write_copy(from: &Path, partial: &Path) -> Result<(), CopyError> {
    let failed = |e| CopyError::Io(partial.to_path_buf(), e);
    if partial.exists() {
        fs::remove_file(partial).map_err(failed)?; // a backup that was interrupted
    }
    let mut conn = SqliteConnectOptions::new().filename(from).connect().await?;
    sqlx::query("VACUUM INTO $1").bind(partial.to_string_lossy().into_owned()).execute(&mut conn).await?;
    conn.close().await?;
    verify(partial).await?;
    File::options().write(true).open(partial).and_then(|copy| copy.sync_all()).map_err(failed)
}

/// Puts the copy `from` at the place of the database `to`. What was there is kept beside it, under the name that is
/// answered; without `force`, a database that holds leads or members is left alone.
///
/// # Errors
/// [`CopyError`]; then the database at `to` is as it was.
pub async fn restore(from: &Path, to: &Path, force: bool) -> Result<Option<PathBuf>, CopyError> {
    verify(from).await?;
    let failed = |e| CopyError::Io(to.to_path_buf(), e);
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let _lock = ServeLock::take(to).map_err(|_| CopyError::Served(to.to_path_buf()))?;
    if to.exists() && !force && !is_empty(to).await {
        return Err(CopyError::NotEmpty(to.to_path_buf()));
    }
    let partial = beside(to, ".partial");
    fs::copy(from, &partial).map_err(failed)?;
    File::options().write(true).open(&partial).and_then(|copy| copy.sync_all()).map_err(failed)?;
    let kept = to.exists().then(|| free_name(to));
    if let Some(kept) = &kept {
        // The write-ahead log belongs to its database: it goes along.
        for ending in ["-wal", "-shm"] {
            if beside(to, ending).exists() {
                fs::rename(beside(to, ending), beside(kept, ending)).map_err(failed)?;
            }
        }
        fs::rename(to, kept).map_err(failed)?;
    }
    fs::rename(&partial, to).and_then(|()| sync_folder(to)).map_err(failed)?;
    Ok(kept)
}

/// Whether a file is a whole database of ours that this program can read.
async fn verify(path: &Path) -> Result<(), CopyError> {
    let damaged = |why: String| CopyError::Damaged(path.to_path_buf(), why);
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let mut conn: SqliteConnection = options.connect().await.map_err(|e| damaged(e.to_string()))?;
    let said = sqlx::query("PRAGMA integrity_check(1)")
        .fetch_one(&mut conn)
        .await
        .map_err(|e| damaged(e.to_string()))?;
    let said: String = said.try_get(0)?;
    if said != "ok" {
        return Err(damaged(said));
    }
    let newest = sqlx::query("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(&mut conn).await;
    let newest: Option<i64> = newest.map_err(|e| damaged(e.to_string()))?.try_get(0)?;
    conn.close().await?;
    let known = SQLITE_MIGRATIONS.iter().map(|migration| migration.version).max();
    if newest > known { Err(CopyError::Newer(path.to_path_buf())) } else { Ok(()) }
}

/// Whether nobody has used the database yet; a file that cannot be read counts as used.
async fn is_empty(path: &Path) -> bool {
    let count = async {
        let mut conn = SqliteConnectOptions::new().filename(path).connect().await?;
        let sql = "SELECT (SELECT COUNT(*) FROM lead) + (SELECT COUNT(*) FROM member)";
        let n: i64 = sqlx::query(sql).fetch_one(&mut conn).await?.try_get(0)?;
        conn.close().await?;
        Ok::<_, sqlx::Error>(n)
    };
    let size = fs::metadata(path).map_or(1, |meta| meta.len());
    size == 0 || matches!(count.await, Ok(0))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn free_name(path: &Path) -> PathBuf {
    let name = |n: u32| beside(path, &format!(".before-restore-{n}"));
    (1..u32::MAX).map(name).find(|name| !name.exists()).unwrap_or_else(|| name(0))
}

/// A rename is durable once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
