//! The built program as a child, and a client that survives its death.

use crate::support::Ctx;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Who [`prepared`] makes.
pub const EMAIL: &str = "ada@example.fr";
/// How they sign in.
pub const PASSWORD: &str = "correct horse battery staple 7";

/// A database with one administrator; answers a token of theirs.
pub fn prepared(t: &Ctx) -> String {
    let email = ["--email", EMAIL];
    let add = [&["user", "add"], &email[..], &["--name", "Ada Admin", "--role", "admin"]].concat();
    let added = t.relais(&add).env("RELAIS_PASSWORD", PASSWORD).output().unwrap();
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
        let running = Self::spawn(t, Stdio::null(), &[]);
        running.answers();
        running
    }
    /// Starts it on a free port with more in its environment; it may not answer yet.
    pub fn spawn(t: &Ctx, log: Stdio, env: &[(&str, &str)]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let mut command = t.relais(&["serve"]);
        command.envs(env.iter().copied()).env("RELAIS_BIND", &address).stdout(Stdio::null()).stderr(log);
        Self { child: command.spawn().unwrap(), address }
    }
    /// Waits until it answers.
    pub fn answers(&self) {
        until("the server answers", || TcpStream::connect(&self.address).is_ok());
    }
    /// Whether the process still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
    /// `kill -TERM`; the exit code, once it has ended, and how long that took.
    pub fn terminate(&mut self) -> (Option<i32>, Duration) {
        let since = Instant::now();
        let pid = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        (self.child.wait().unwrap().code(), since.elapsed())
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
    exchange(address, request.as_bytes()).map(|reply| reply.status)
}

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    pub body: String,
}

/// Sends these bytes and reads until the server closes; `None` when no whole head came back.
pub fn exchange(address: &str, request: &[u8]) -> Option<Reply> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    drop(stream.write_all(request)); // an answer may come before all was read
    read_reply(&mut stream)
}

/// What a server answers before it closes.
pub fn read_reply(stream: &mut TcpStream) -> Option<Reply> {
    let (mut answer, mut part) = (Vec::new(), [0; 65_536]);
    loop {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(n) => answer.extend_from_slice(part.get(..n)?),
            Err(_) => break, // closed the hard way, after what it had to say
        }
    }
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Reply { status, head: head.to_owned(), body: body.to_owned() })
}

/// A browser's session of the administrator that [`prepared`] made, as the value of a `Cookie` header.
pub fn signed_in(address: &str) -> String {
    let reply = form(address, "", "/login", &[("email", EMAIL), ("password", PASSWORD)]).unwrap();
    assert_eq!(reply.status, 303, "{}", reply.body);
    let cookie = reply.head.lines().find_map(|line| line.strip_prefix("set-cookie: relais=")).unwrap();
    format!("relais={}", cookie.split(';').next().unwrap())
}

/// A form, as a browser sends it.
pub fn form(address: &str, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Option<Reply> {
    let body = relais::web::query::encode(fields.iter().copied());
    let kind = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin";
    let head = format!("Host: localhost\r\n{kind}\r\nContent-Length: {}\r\nConnection: close", body.len());
    exchange(address, format!("POST {path} HTTP/1.1\r\n{head}\r\nCookie: {cookie}\r\n\r\n{body}").as_bytes())
}

/// A page, as a browser asks for it.
pub fn page(address: &str, cookie: &str, path: &str) -> Option<Reply> {
    let head = format!("Host: localhost\r\nConnection: close\r\nCookie: {cookie}");
    exchange(address, format!("GET {path} HTTP/1.1\r\n{head}\r\n\r\n").as_bytes())
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
