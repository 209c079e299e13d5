//! A stand-in for the eSign Client Service: reads the request to the last field, and
//! answers what a test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// What it answers, given the file.
pub(crate) enum Answer {
    /// The file, as `sign` returns it.
    Signed(Box<dyn Fn(Vec<u8>) -> Vec<u8> + Send>),
    /// A status and a body.
    Says(u16, &'static str),
    /// A redirection.
    Leads(String),
    /// Nothing, for as long as the test lives.
    Nothing,
}

/// What it was asked.
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) parts: Vec<Part>,
}

/// A field of the form.
pub(crate) struct Part {
    pub(crate) head: String,
    pub(crate) value: Vec<u8>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Each field but the file, with its text.
    pub(crate) fn fields(&self) -> Vec<(&str, &str)> {
        let fields = self.parts.iter().filter(|part| !part.head.contains("filename"));
        fields
            .map(|part| {
                let name = part.head.split('"').nth(1).unwrap();
                (name, std::str::from_utf8(&part.value).unwrap())
            })
            .collect()
    }

    pub(crate) fn file(&self) -> &Part {
        self.parts.iter().find(|part| part.head.contains("filename")).unwrap()
    }
}

/// Serves one request. Gives its address and what it will have seen.
pub(crate) fn serve(answer: Answer) -> (String, Receiver<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (told, seen) = channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let asked = read(&stream);
        let reply = match answer {
            Answer::Signed(sign) => http(200, "application/pdf", &sign(asked.file().value.clone())),
            Answer::Says(status, body) => http(status, "application/json", body.as_bytes()),
            Answer::Leads(to) => {
                format!("HTTP/1.1 307 X\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
                    .into_bytes()
            }
            Answer::Nothing => {
                told.send(asked).ok();
                // Until the client hangs up.
                (&stream).read_to_end(&mut Vec::new()).ok();
                return;
            }
        };
        (&stream).write_all(&reply).unwrap();
        told.send(asked).ok();
    });
    (address, seen)
}

fn http(status: u16, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn read(stream: &TcpStream) -> Seen {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let header = |name: &str| {
        headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.clone()).unwrap()
    };
    let mut body = vec![0; header("content-length").parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    let boundary = header("content-type").split_once("boundary=").unwrap().1.to_owned();
    let parts = parts(&body, &format!("--{boundary}"));
    Seen { line: lines[0].clone(), headers, parts }
}

fn parts(body: &[u8], boundary: &str) -> Vec<Part> {
    let find = |from: usize, what: &[u8]| {
        body[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(start) = find(at, boundary.as_bytes()) {
        let head = start + boundary.len() + 2;
        let Some(end) = find(head, format!("\r\n{boundary}").as_bytes()) else { break };
        let value = find(head, b"\r\n\r\n").unwrap();
        parts.push(Part {
            head: String::from_utf8(body[head..value].to_vec()).unwrap(),
            value: body[value + 4..end].to_vec(),
        });
        at = end;
    }
    parts
}
