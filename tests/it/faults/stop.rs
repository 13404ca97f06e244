//! Told to stop under load: what is under way ends, what was acknowledged is there, the program ends soon and well.

use super::client::{self, Running, read_reply};
use super::{each_once, stored};
use crate::support::Ctx;
use std::io::Write;
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A lead whose body has been sent by half.
fn begun(address: &str, token: &str, name: &str) -> (TcpStream, String) {
    let body = format!(r#"{{"last_name":"{name}"}}"#);
    let (first, rest) = body.split_at(body.len() / 2);
    let head = format!("Host: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json");
    let request =
        format!("POST /api/v1/leads HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n{first}", body.len());
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    (stream, rest.to_owned())
}

both! {
    async fn a_server_told_to_stop_finishes_what_it_began(t: Ctx) {
        let token = client::prepared(&t);
        let mut server = Running::start(&t);
        let (address, seen) = (server.address.clone(), Arc::new(Mutex::new(Vec::new())));
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (address, token, seen) = (address.clone(), token.clone(), Arc::clone(&seen));
                std::thread::spawn(move || {
                    client::acknowledged(&address, &token, &format!("w{writer}"), |name| seen.lock().unwrap().push(name));
                })
            })
            .collect();
        client::until("leads are acknowledged", || seen.lock().unwrap().len() >= 20);
        let (mut open, rest) = begun(&address, &token, "half");
        // The server has read the head: a page asked for later is answered.
        assert_eq!(client::get(&address, &token, "/api/v1/leads?limit=1"), 200);
        let finisher = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(700)); // it has been told to stop by then
            open.write_all(rest.as_bytes()).unwrap();
            read_reply(&mut open).map(|reply| reply.status)
        });
        let (code, took) = server.terminate();
        assert_eq!(code, Some(0), "it ends well");
        assert!(took < Duration::from_secs(12), "it took {took:?}");
        assert_eq!(finisher.join().unwrap(), Some(201), "what was begun is finished and answered");
        for writer in writers {
            writer.join().unwrap();
        }
        let mut acks: Vec<String> = seen.lock().unwrap().drain(..).collect();
        acks.push("half".to_owned());
        each_once(&acks, &stored(&t.url).await);
    }

    /// Whoever never finishes a request is not waited for without end.
    async fn a_request_that_never_ends_does_not_keep_the_server(t: Ctx) {
        let token = client::prepared(&t);
        let mut server = Running::start(&t);
        let stuck: Vec<_> = (0..5).map(|n| begun(&server.address, &token, &format!("stuck{n}"))).collect();
        let idle = TcpStream::connect(&server.address).unwrap();
        assert_eq!(client::get(&server.address, &token, "/api/v1/leads?limit=1"), 200);
        let (code, took) = server.terminate();
        assert_eq!(code, Some(0));
        assert!(took < Duration::from_secs(13), "it took {took:?}");
        drop((stuck, idle));
        assert!(stored(&t.url).await.is_empty());
    }
}
