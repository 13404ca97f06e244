//! The program under measure, started on its own port with one administrator and some tokens.

use super::client::{Client, Target};
use super::machine;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PASSWORD: &str = "correct horse battery staple 7";
const EMAIL: &str = "bench@example.fr";
/// A rep of the seed.
const REP: &str = "membre08@seed.example";
const TOKENS: usize = 32;

/// A running server; stops when dropped.
pub struct Server {
    child: Child,
    /// `host:port`.
    pub address: String,
    /// From start until it answers.
    pub ready_in: Duration,
    /// Write tokens: one alone may not ask as often as a measurement does.
    pub tokens: Vec<String>,
    cookie: String,
    rep_cookie: String,
}

impl Server {
    /// Adds the administrator, makes a token, starts, waits, signs in.
    pub fn start(relais: &str, database: &str, folder: &str) -> Self {
        let command = |args: &[&str]| {
            let mut command = Command::new(relais);
            command.args(args).current_dir(folder).env_clear().env("DATABASE_URL", database);
            command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
            command.env("RUST_LOG", "warn");
            command
        };
        let add = command(&["user", "add", "--email", EMAIL, "--name", "Bench", "--role", "admin"])
            .env("RELAIS_PASSWORD", PASSWORD)
            .output()
            .expect("relais runs");
        drop(add); // refused when an earlier run added it
        let reset =
            command(&["user", "reset-password", "--email", REP]).env("RELAIS_PASSWORD", PASSWORD).output();
        assert!(reset.expect("relais runs").status.success(), "the seed has no {REP}");
        let token = |number: usize| {
            let name = format!("bench {number}");
            let made =
                command(&["token", "create", "--email", EMAIL, "--scope", "write", "--name", &name]).output();
            String::from_utf8(made.expect("relais runs").stdout).expect("a token").trim().to_owned()
        };
        let tokens = (0..TOKENS).map(token).collect();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let address = format!("127.0.0.1:{port}");
        let since = Instant::now();
        let child = command(&["serve"])
            .env("RELAIS_BIND", &address)
            .stdout(Stdio::null())
            .spawn()
            .expect("relais runs");
        let mut server = Self {
            child,
            address,
            ready_in: Duration::ZERO,
            tokens,
            cookie: String::new(),
            rep_cookie: String::new(),
        };
        while std::net::TcpStream::connect(&server.address).is_err() {
            assert!(since.elapsed() < Duration::from_secs(60), "the server does not start");
            std::thread::sleep(Duration::from_millis(2));
        }
        server.ready_in = since.elapsed();
        server.cookie = server.sign_in(EMAIL);
        server.rep_cookie = server.sign_in(REP);
        server
    }

    fn sign_in(&self, email: &str) -> String {
        let origin = format!("http://{}", self.address);
        let body = format!("email={}&password={}", email.replace('@', "%40"), PASSWORD.replace(' ', "+"));
        let answer = Client::connect(&self.address).ask(&Target::form("/login", &origin, &body));
        assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
        let cookies: Vec<_> = answer.cookies.iter().filter_map(|c| c.split(';').next()).collect();
        cookies.join("; ")
    }

    /// A page for the signed-in administrator.
    pub fn page(&self, path: &str) -> Target {
        Target::page(path, &self.cookie)
    }
    /// A page for a signed-in rep.
    pub fn page_of_rep(&self, path: &str) -> Target {
        Target::page(path, &self.rep_cookie)
    }
    /// A form of the signed-in administrator.
    pub fn form(&self, path: &str, body: &str) -> Target {
        Target::form_of(path, &format!("http://{}", self.address), &self.cookie, body)
    }
    /// A call with each of the tokens.
    pub fn api(&self, path: &str) -> Vec<Target> {
        self.tokens.iter().map(|token| Target::api(path, token)).collect()
    }
    fn json(&self, path: &str) -> serde_json::Value {
        let answer = Client::connect(&self.address).ask(&Target::api(path, &self.tokens[0]));
        serde_json::from_slice(&answer.body).expect("JSON")
    }
    /// Ids of leads from the whole base: the five that came last before each of forty days, over a year and a half.
    pub fn lead_ids(&self) -> Vec<String> {
        let today = machine::today();
        let of_day = |day: i64| {
            let until = machine::date_before(&today, day * 14);
            self.json(&format!("/leads?limit=5&created_until={until}"))
        };
        let pages = (0..40).map(of_day);
        let ids = pages.flat_map(|page| page["items"].as_array().cloned().unwrap_or_default());
        ids.filter_map(|lead| lead["id"].as_str().map(str::to_owned)).collect()
    }
    /// The id of a source that has leads.
    pub fn first_source(&self) -> String {
        let items = self.json("/leads?limit=1");
        let name = items["items"][0]["source"].as_str().expect("a source").to_owned();
        name.replace(' ', "%20")
    }
    /// CPU time that the server has used so far.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("its stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks: u64 = [11, 12].iter().filter_map(|i| fields.get(*i)?.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10) // a tick is a hundredth of a second on Linux
    }
    /// Memory that only this process has.
    pub fn private_megabytes(&self) -> f64 {
        let rollup =
            std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id())).expect("its memory");
        let kilobytes: u64 = rollup
            .lines()
            .filter(|line| line.starts_with("Private_"))
            .filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
            .sum();
        kilobytes as f64 / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
