//! New databases, cheaply: the migrations run once into a template named after them, each test copies it.

use super::{Engine, cluster};
use relais::db::Db;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};
use uuid::Uuid;

/// One test's database.
pub enum TestDatabase {
    Sqlite { url: String, _folder: tempfile::TempDir },
    Postgres { url: String, name: String },
}

impl TestDatabase {
    /// A migrated, empty database; `None` where the engine is missing.
    pub async fn create(engine: Engine) -> Option<Self> {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let file = folder.path().join("relais.db");
                fs::copy(sqlite_template().await, &file).expect("the template copies");
                Some(Self::Sqlite { url: sqlite_url(&file), _folder: folder })
            }
            Engine::Postgres => {
                let name = format!("relais_test_{}", Uuid::now_v7().simple());
                let mut admin = PgConnection::connect(cluster::url()?).await.expect("Postgres answers");
                let template = postgres_template(&mut admin).await;
                execute(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                Some(Self::Postgres { url: postgres_url(&name), name })
            }
        }
    }

    /// As `DATABASE_URL` would give it.
    pub fn url(&self) -> &str {
        match self {
            Self::Sqlite { url, .. } | Self::Postgres { url, .. } => url,
        }
    }

    /// Removes it, whoever is still connected.
    pub async fn remove(self) {
        if let Self::Postgres { name, .. } = self {
            let url = cluster::url().expect("it was there to create it");
            let mut admin = PgConnection::connect(url).await.expect("Postgres answers");
            execute(&mut admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// A migrated SQLite file to copy. Several processes may make it at once: the last rename wins, all are alike.
async fn sqlite_template() -> PathBuf {
    let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("template-{}.db", *SCHEMA));
    if template.exists() {
        return template;
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
    let file = folder.path().join("made.db");
    migrate(&sqlite_url(&file)).await;
    // One file without a write-ahead log, whatever connection is still open.
    let whole = folder.path().join("whole.db");
    let mut conn = SqliteConnection::connect(&sqlite_url(&file)).await.expect("the made database opens");
    let into = format!("VACUUM INTO '{}'", whole.display());
    conn.execute(AssertSqlSafe(into)).await.expect("the made database copies");
    conn.close().await.expect("the made database closes");
    fs::rename(whole, &template).expect("the template moves into place");
    template
}

/// A migrated Postgres database to copy. `IS_TEMPLATE`, set last, says that it is complete; the advisory lock lets
/// one process make it while the others wait.
async fn postgres_template(admin: &mut PgConnection) -> String {
    let name = format!("relais_template_{}", *SCHEMA);
    execute(admin, "SELECT pg_advisory_lock(738201)".to_owned()).await;
    let complete: Option<bool> =
        sqlx::query_scalar("SELECT datistemplate FROM pg_database WHERE datname = $1")
            .bind(&name)
            .fetch_optional(&mut *admin)
            .await
            .expect("the catalogue answers");
    if complete != Some(true) {
        execute(admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        execute(admin, format!("CREATE DATABASE {name}")).await;
        migrate(&postgres_url(&name)).await;
        execute(admin, format!("ALTER DATABASE {name} IS_TEMPLATE true")).await;
    }
    execute(admin, "SELECT pg_advisory_unlock(738201)".to_owned()).await;
    name
}

async fn migrate(url: &str) {
    let db = Db::open(url).await.expect("a new database opens");
    db.migrate().await.expect("a new database migrates");
    db.close().await;
}

/// What the templates depend on: the migrations and the code that runs them.
static SCHEMA: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    for folder in ["migrations/sqlite", "migrations/postgres", "src/db"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|f| f.expect("a file").path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            file.hash(&mut hasher);
            fs::read(file).expect("a readable file").hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
});

fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

fn postgres_url(name: &str) -> String {
    let url = cluster::url().expect("a Postgres server");
    let (server, _) = url.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

async fn execute(conn: &mut PgConnection, sql: String) {
    let what = sql.clone();
    conn.execute(AssertSqlSafe(sql)).await.unwrap_or_else(|e| panic!("{what}: {e}"));
}
