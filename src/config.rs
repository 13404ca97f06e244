//! The environment, read once at start and checked: a misspelt key or a malformed value stops the program and says
//! which and what to write instead. `.env.example` documents every key for operators.

mod proxies;

pub use proxies::TrustedProxies;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Every key that this program reads, with what it means; keys marked secret may also come from a file named by
/// `KEY_FILE`.
const KEYS: &[Key] = &[
    Key { name: "DATABASE_URL", secret: true },
    Key { name: "RELAIS_BIND", secret: false },
    Key { name: "RELAIS_BASE_URL", secret: false },
    Key { name: "SMTP_URL", secret: true },
    Key { name: "RELAIS_MAIL_FROM", secret: false },
    Key { name: "RELAIS_TRUSTED_PROXIES", secret: false },
    Key { name: "RELAIS_LOG_FORMAT", secret: false },
    Key { name: "RELAIS_PASSWORD", secret: true },
];

struct Key {
    name: &'static str,
    secret: bool,
}

/// What the operator decided. Nothing of it changes while the program runs.
#[derive(Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the data is: `sqlite://path` (the default, `sqlite://data/relais.db`) or `postgres://…`.
    pub database_url: String,
    /// The address and port to listen on; default `127.0.0.1:3000`.
    pub bind: SocketAddr,
    /// The address that people type, without a slash at the end; links in messages start with it. Its scheme decides
    /// the cookie's name and the strict transport header. Default: `http://` and [`Config::bind`].
    pub base_url: String,
    /// The mail server, `smtp://user:password@host:port` or `smtps://…`; without it no mail is sent.
    pub smtp_url: Option<String>,
    /// The sender of mails: `Relais <relais@example.org>`.
    pub mail_from: Option<String>,
    /// The proxies whose `X-Forwarded-For` is believed; empty: nobody's.
    pub trusted_proxies: TrustedProxies,
    /// Lines of JSON, or of text for people (the default).
    pub log_json: bool,
    /// The password for `relais user …`, for scripts; ignored by every other command.
    pub password: Option<String>,
}

/// A key at fault, and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {problem}. {remedy}")]
pub struct ConfigError {
    /// The key at fault.
    pub key: String,
    /// What is wrong with it; never the value of a secret.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

impl Config {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// [`ConfigError`] for the first key at fault, in alphabetical order.
    pub fn from_env() -> Result<Self, ConfigError> {
        let mut vars = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else { continue };
            if !ours(&name) {
                continue;
            }
            let value = value
                .into_string()
                .map_err(|_| ConfigError::new(&name, "is not UTF-8", "Write it in UTF-8."))?;
            vars.insert(name, value);
        }
        Self::from_vars(vars)
    }

    /// Checks and completes the given variables; others than ours are left alone.
    ///
    /// # Errors
    /// See [`Config::from_env`].
    pub fn from_vars(vars: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut vars = read_files(vars.into_iter().filter(|(name, _)| ours(name)).collect())?;
        let mut take = |name: &str| vars.remove(name).filter(|value| !value.trim().is_empty());
        let bind = take("RELAIS_BIND").map_or(Ok(SocketAddr::from(([127, 0, 0, 1], 3000))), |v| bind(&v))?;
        let base_url = take("RELAIS_BASE_URL").map(|v| base_url(&v)).transpose()?;
        Ok(Self {
            database_url: take("DATABASE_URL")
                .map_or(Ok("sqlite://data/relais.db".to_owned()), |v| database_url(&v))?,
            base_url: base_url.unwrap_or_else(|| default_base(bind)),
            bind,
            smtp_url: take("SMTP_URL").map(|v| smtp_url(&v)).transpose()?,
            mail_from: take("RELAIS_MAIL_FROM").map(|v| mail_from(&v)).transpose()?,
            trusted_proxies: take("RELAIS_TRUSTED_PROXIES")
                .map_or(Ok(TrustedProxies::default()), |v| proxies::parse(&v))?,
            log_json: take("RELAIS_LOG_FORMAT").map_or(Ok(false), |v| log_format(&v))?,
            password: take("RELAIS_PASSWORD"),
        })
    }

    /// Whether people reach the product over https.
    pub fn https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// Secrets stay out of logs.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("bind", &self.bind)
            .field("base_url", &self.base_url)
            .field("mail_from", &self.mail_from)
            .field("trusted_proxies", &self.trusted_proxies)
            .finish_non_exhaustive()
    }
}

impl ConfigError {
    fn new(key: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { key: key.to_owned(), problem: problem.into(), remedy: remedy.into() }
    }
}

/// Whether a variable is for us: `RELAIS_…` and the few conventional names.
fn ours(name: &str) -> bool {
    let stem = name.strip_suffix("_FILE").unwrap_or(name);
    name.starts_with("RELAIS_") || KEYS.iter().any(|key| key.name == stem)
}

/// Replaces `KEY_FILE` by `KEY` with the file's content, and refuses unknown keys.
fn read_files(vars: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, ConfigError> {
    let mut found = BTreeMap::new();
    for (name, value) in &vars {
        if KEYS.iter().any(|key| key.name == name) {
            found.insert(name.clone(), value.clone());
            continue;
        }
        let stem = name.strip_suffix("_FILE").unwrap_or_default();
        let Some(key) = KEYS.iter().find(|key| key.secret && key.name == stem) else {
            return Err(unknown(name));
        };
        if vars.contains_key(key.name) {
            return Err(ConfigError::new(name, format!("{stem} is set too"), "Keep one of the two."));
        }
        let path = PathBuf::from(value);
        let content = std::fs::read_to_string(&path).map_err(|e| {
            ConfigError::new(name, format!("{}: {e}", path.display()), "Name a file that this user may read.")
        })?;
        found.insert(stem.to_owned(), content.trim_end_matches(['\r', '\n']).to_owned());
    }
    Ok(found)
}

fn unknown(name: &str) -> ConfigError {
    let known: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    let near = known
        .iter()
        .map(|key| (distance(name, key), *key))
        .min()
        .filter(|(distance, _)| *distance <= 4)
        .map_or_else(
            || format!("Known keys: {}.", known.join(", ")),
            |(_, key)| format!("Did you mean {key}?"),
        );
    ConfigError::new(name, "is not a key of this program", near)
}

/// Levenshtein distance, for the hint after a misspelling.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let (left, up, diagonal) = (next.last(), row.get(j + 1), row.get(j));
            let best = [left.map(|v| v + 1), up.map(|v| v + 1), diagonal.map(|v| v + usize::from(x != *y))];
            next.push(best.into_iter().flatten().min().unwrap_or_default());
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

fn database_url(value: &str) -> Result<String, ConfigError> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| value.starts_with(scheme));
    if known {
        return Ok(value.to_owned());
    }
    Err(ConfigError::new(
        "DATABASE_URL",
        "names no database that this program knows",
        "Write sqlite://data/relais.db or postgres://user:password@host/database.",
    ))
}

fn bind(value: &str) -> Result<SocketAddr, ConfigError> {
    value.parse().map_err(|_| {
        let remedy = "Write an address and a port, such as 127.0.0.1:3000 or 0.0.0.0:3000.";
        ConfigError::new("RELAIS_BIND", format!("«{value}» is no address with a port"), remedy)
    })
}

fn base_url(value: &str) -> Result<String, ConfigError> {
    let trimmed = value.trim_end_matches('/');
    let uri: Option<http::Uri> = trimmed.parse().ok();
    let whole = uri.filter(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
            && matches!(uri.path(), "" | "/")
            && uri.query().is_none()
    });
    if whole.is_some() {
        return Ok(trimmed.to_ascii_lowercase());
    }
    let remedy = "Write the address that people type, such as https://relais.example.org, without a path.";
    Err(ConfigError::new("RELAIS_BASE_URL", format!("«{value}» is no http or https address"), remedy))
}

/// Without a base URL: what a browser on this machine would type.
fn default_base(bind: SocketAddr) -> String {
    if bind.ip().is_unspecified() {
        format!("http://127.0.0.1:{}", bind.port())
    } else {
        format!("http://{bind}")
    }
}

fn smtp_url(value: &str) -> Result<String, ConfigError> {
    let uri: Option<http::Uri> = value.parse().ok();
    let whole = uri.filter(|uri| {
        matches!(uri.scheme_str(), Some("smtp" | "smtps")) && uri.host().is_some_and(|host| !host.is_empty())
    });
    if whole.is_some() {
        return Ok(value.to_owned());
    }
    let remedy = "Write smtp://user:password@host:587 or smtps://user:password@host:465, with %XX for special characters.";
    Err(ConfigError::new("SMTP_URL", "is no address of a mail server", remedy))
}

fn mail_from(value: &str) -> Result<String, ConfigError> {
    let address = value.rsplit_once('<').map_or(value, |(_, rest)| rest.trim_end_matches('>'));
    if !value.contains(['\r', '\n']) && crate::domain::contact::clean_email(address).is_ok() {
        return Ok(value.to_owned());
    }
    let remedy = "Write relais@example.org or Relais <relais@example.org>.";
    Err(ConfigError::new("RELAIS_MAIL_FROM", format!("«{value}» is no e-mail address"), remedy))
}

fn log_format(value: &str) -> Result<bool, ConfigError> {
    match value {
        "json" => Ok(true),
        "text" => Ok(false),
        _ => {
            Err(ConfigError::new("RELAIS_LOG_FORMAT", format!("«{value}» is unknown"), "Write text or json."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(vars: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_vars(vars.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn nothing_set_gives_the_defaults() {
        let config = read(&[("HOME", "/root"), ("SMTP_URL", "")]).unwrap();
        assert_eq!(config.database_url, "sqlite://data/relais.db");
        assert_eq!(config.base_url, "http://127.0.0.1:3000");
        assert!(!config.https() && config.smtp_url.is_none() && config.password.is_none());
    }

    #[test]
    fn the_base_url_follows_the_port() {
        assert_eq!(read(&[("RELAIS_BIND", "0.0.0.0:8080")]).unwrap().base_url, "http://127.0.0.1:8080");
        assert_eq!(read(&[("RELAIS_BIND", "[::1]:81")]).unwrap().base_url, "http://[::1]:81");
        let config = read(&[("RELAIS_BASE_URL", "https://Relais.example.org/")]).unwrap();
        assert_eq!(config.base_url, "https://relais.example.org");
        assert!(config.https());
    }

    #[test]
    fn a_fault_names_its_key_and_the_remedy() {
        let fault = |vars: &[(&str, &str)]| read(vars).unwrap_err().to_string();
        assert_eq!(
            fault(&[("RELAIS_BASEURL", "x")]),
            "RELAIS_BASEURL: is not a key of this program. Did you mean RELAIS_BASE_URL?"
        );
        for (key, value) in [
            ("RELAIS_BIND", "3000"),
            ("RELAIS_BASE_URL", "relais.example.org"),
            ("RELAIS_BASE_URL", "https://relais.example.org/app"),
            ("RELAIS_BASE_URL", "https://a@relais.example.org"),
            ("DATABASE_URL", "mysql://localhost"),
            ("SMTP_URL", "mail.example.org"),
            ("RELAIS_MAIL_FROM", "nobody"),
            ("RELAIS_TRUSTED_PROXIES", "10.0.0.0/40"),
            ("RELAIS_LOG_FORMAT", "xml"),
        ] {
            let fault = read(&[(key, value)]).unwrap_err();
            assert_eq!(fault.key, key, "{value}");
            assert!(!fault.remedy.is_empty());
        }
    }

    #[test]
    fn secrets_come_from_files_too_and_never_show() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        std::fs::write(&file, "smtp://u:canary@host:25\n").unwrap();
        let path = file.to_str().unwrap();
        let config = read(&[("SMTP_URL_FILE", path)]).unwrap();
        assert_eq!(config.smtp_url.as_deref(), Some("smtp://u:canary@host:25"));
        assert!(!format!("{config:?}").contains("canary"));
        assert_eq!(
            read(&[("SMTP_URL_FILE", path), ("SMTP_URL", "smtp://h")]).unwrap_err().key,
            "SMTP_URL_FILE"
        );
        assert_eq!(read(&[("SMTP_URL_FILE", "/nowhere")]).unwrap_err().key, "SMTP_URL_FILE");
        assert_eq!(read(&[("RELAIS_BIND_FILE", path)]).unwrap_err().key, "RELAIS_BIND_FILE");
    }
}
