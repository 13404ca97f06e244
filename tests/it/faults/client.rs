//! The built program as a child, and a client that survives its death.

use crate::support::Ctx;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A database with one administrator; answers a token of theirs.
pub fn prepared(t: &Ctx) -> String {
    let email = ["--email", "ada@example.fr"];
    let add = [&["user", "add"], &email[..], &["--name", "Ada Admin", "--role", "admin"]].concat();
    let added = t.relais(&add).env("RELAIS_PASSWORD", "correct horse battery staple 7").output().unwrap();
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let create = [&["token", "create"], &email[..], &["--scope", "write", "--name", "faults"]].concat();
    let token = t.relais(&create).output().unwrap();
    assert!(token.status.success(), "{}", String::from_utf8_lossy(&token.stderr));
    String::from_utf8(token.stdout).unwrap().trim().to_owned()
}

/// A running server; killed when dropped.
pub struct Running {
    child: Child,
    pub address: String,
}

impl Running {
    /// Starts it on a free port and waits until it answers.
    pub fn start(t: &Ctx) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let mut command = t.relais(&["serve"]);
        command.env("RELAIS_BIND", &address).stdout(Stdio::null()).stderr(Stdio::null());
        let running = Self { child: command.spawn().unwrap(), address };
        let since = Instant::now();
        while TcpStream::connect(&running.address).is_err() {
            assert!(since.elapsed() < Duration::from_secs(60), "the server does not start");
            std::thread::sleep(Duration::from_millis(10));
        }
        running
    }
    /// `kill -9`.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Enters leads named `prefix` and a number until the server is gone; `ack` hears of each that was acknowledged.
pub fn acknowledged(address: &str, token: &str, prefix: &str, mut ack: impl FnMut(String)) {
    for n in 0.. {
        let name = format!("{prefix}x{n}");
        match post_lead(address, token, &name) {
            Some(201) => ack(name),
            Some(503) => {}
            Some(other) => panic!("answered {other}"),
            None => return,
        }
    }
}

/// Enters one lead; `None` when no whole answer came back.
pub fn post_lead(address: &str, token: &str, name: &str) -> Option<u16> {
    let body = format!(r#"{{"last_name":"{name}"}}"#);
    let head = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    status(address, &format!("POST /api/v1/leads HTTP/1.1\r\n{}{head}\r\n{body}", common(token)))
}

/// The status of a GET.
pub fn get(address: &str, token: &str, path: &str) -> u16 {
    status(address, &format!("GET {path} HTTP/1.1\r\n{}\r\n", common(token))).unwrap()
}

fn common(token: &str) -> String {
    format!("Host: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n")
}

fn status(address: &str, request: &str) -> Option<u16> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    String::from_utf8_lossy(&answer).split(' ').nth(1)?.parse().ok()
}

/// Writes until the file system takes no more.
pub fn fill(path: &Path) {
    let mut file = std::fs::File::create(path).unwrap();
    for size in [65_536, 4_096, 512] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}

/// Waits until something is so, for a minute at most.
pub fn until(what: &str, so: impl Fn() -> bool) {
    let since = Instant::now();
    while !so() {
        assert!(since.elapsed() < Duration::from_secs(60), "{what}: not within a minute");
        std::thread::sleep(Duration::from_millis(5));
    }
}
