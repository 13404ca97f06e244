//! What a long command shows meanwhile: a moving line on a terminal, one plain line every few seconds elsewhere.

use super::words::lang;
use indicatif::{ProgressBar, ProgressStyle};
use relais::i18n::format;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Between two plain lines.
const EVERY: Duration = Duration::from_secs(5);

/// Shown on stderr, so that stdout stays for results.
pub struct Progress {
    bar: Option<ProgressBar>,
    last: Mutex<Instant>,
}

impl Progress {
    /// Starts showing.
    pub fn start() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { bar, last: Mutex::new(Instant::now()) }
    }

    /// So much of something is done.
    pub fn say(&self, what: &str, done: u64) {
        let line = format!("{what}: {}", format::number(lang(), i64::try_from(done).unwrap_or(i64::MAX)));
        match &self.bar {
            Some(bar) => bar.set_message(line),
            None => {
                if let Ok(mut last) = self.last.lock()
                    && last.elapsed() >= EVERY
                {
                    *last = Instant::now();
                    eprintln!("{line}");
                }
            }
        }
    }

    /// Takes the moving line away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
