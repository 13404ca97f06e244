//! A small HTTP/1.1 client over one kept connection: enough to measure a server on the same machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A request, ready to be sent again and again.
#[derive(Clone)]
pub struct Target {
    /// Its path and query, for messages.
    pub path: String,
    request: Vec<u8>,
}

impl Target {
    /// A page, as a signed-in browser asks for it.
    pub fn page(path: &str, cookie: &str) -> Self {
        Self::new(
            path,
            format!(
                "GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nAccept: text/html\r\n\r\n"
            ),
        )
    }
    /// A call of the API.
    pub fn api(path: &str, token: &str) -> Self {
        let path = format!("/api/v1{path}");
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");
        Self::new(&path, head)
    }
    /// A JSON body.
    pub fn post(path: &str, token: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        Self::new(path, head)
    }
    /// A form, as a browser sends it.
    pub fn form(path: &str, origin: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}",
            origin.trim_start_matches("http://")
        );
        Self::new(path, head)
    }
    /// A form of somebody who is signed in.
    pub fn form_of(path: &str, origin: &str, cookie: &str, body: &str) -> Self {
        let length = body.len();
        let host = origin.trim_start_matches("http://");
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        Self::new(path, head)
    }
    fn new(path: &str, request: String) -> Self {
        Self { path: path.to_owned(), request: request.into_bytes() }
    }
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// `Set-Cookie` values.
    pub cookies: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// One connection.
pub struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects to `host:port`.
    pub fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket option");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket option");
        Self { stream: BufReader::with_capacity(64 * 1024, stream) }
    }
    /// Sends and reads the whole answer; gives its status.
    pub fn send(&mut self, target: &Target) -> u16 {
        self.ask(target).status
    }
    /// Sends and reads the whole answer.
    pub fn ask(&mut self, target: &Target) -> Answer {
        self.stream.get_mut().write_all(&target.request).expect("the server reads");
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("the server answers");
        let status = line.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status line");
        let (mut length, mut chunked, mut cookies) = (0, false, Vec::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("headers");
            let header = line.trim_end();
            if header.is_empty() {
                break;
            }
            let (name, value) = header.split_once(':').expect("a header");
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().expect("a length"),
                "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
                "set-cookie" => cookies.push(value.trim().to_owned()),
                _ => {}
            }
        }
        let body = if chunked { self.chunks() } else { self.exactly(length) };
        Answer { status, cookies, body }
    }
    fn exactly(&mut self, length: usize) -> Vec<u8> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("the body");
        body
    }
    fn chunks(&mut self) -> Vec<u8> {
        let (mut body, mut line) = (Vec::new(), String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a chunk");
            let size = usize::from_str_radix(line.trim(), 16).expect("a chunk size");
            body.extend(self.exactly(size));
            self.exactly(2);
            if size == 0 {
                return body;
            }
        }
    }
}
