//! Connections that say little or nothing: others are served as if they were not there, and they are closed in time.

use super::client::{self, Running};
use crate::support::{Ctx, Engine, on_engine};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

fn connect(address: &str, said: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(said.as_bytes()).unwrap();
    stream
}

/// Whether the server has closed it; what it still had to say does not count.
fn closed(stream: &mut TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    loop {
        match stream.read(&mut [0; 4_096]) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(e) if e.kind() == ErrorKind::WouldBlock => return false,
            Err(_) => return true,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_and_silent_connections_hold_nobody_up() {
    on_engine(Engine::Sqlite, |t: Ctx| async move {
        let token = client::prepared(&t);
        let mut server = Running::start(&t);
        let address = server.address.clone();
        let since = Instant::now();
        let mut silent: Vec<_> = (0..500).map(|_| connect(&address, "")).collect();
        let mut heads: Vec<_> =
            (0..100).map(|_| connect(&address, "GET /leads HTTP/1.1\r\nHost: localhost\r\nX-A: ")).collect();
        let body = format!(
            "POST /api/v1/leads HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: 20000\r\n\r\n{{"
        );
        let mut bodies: Vec<_> = (0..50).map(|_| connect(&address, &body)).collect();
        let mut served = 0;
        while since.elapsed() < Duration::from_secs(18) {
            for stream in heads.iter_mut().chain(&mut bodies) {
                drop(stream.write_all(b"x")); // a byte a turn keeps them going
            }
            assert_eq!(client::post_lead(&address, &token, &format!("well{served}")), Some(201));
            served += 1;
            std::thread::sleep(Duration::from_millis(200));
        }
        assert!(served > 0);
        // Closed by the server's own clock, which a busy machine makes late: they need only end.
        let patience = Instant::now() + Duration::from_secs(60);
        for (what, streams) in [("silent", &mut silent), ("without an end of its head", &mut heads)] {
            let mut open = streams.len();
            while open > 0 && Instant::now() < patience {
                std::thread::sleep(Duration::from_millis(200));
                open = streams.iter_mut().map(closed).filter(|closed| !closed).count();
            }
            assert_eq!(open, 0, "{what}: still open after {:?}", since.elapsed());
        }
        assert!(server.runs());
        server.kill();
    })
    .await;
}
