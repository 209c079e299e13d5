//! Objects in a bucket of a server that speaks S3: moto, from PyPI, which
//! `tests/run` installs. It checks the protocol; it trusts every signature.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use files::{Blobs, Credentials, Error};

/// A server that goes with this value.
struct Moto {
    address: String,
    process: Child,
}

impl Moto {
    fn start() -> Self {
        let script = "from moto.server import main; main(['-H', '127.0.0.1', '-p', '0'])";
        let mut process = Command::new(python())
            .args(["-u", "-c", script])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a Python that can be run");
        let mut said = String::new();
        let mut lines = BufReader::new(process.stderr.take().expect("it was piped"));
        let address = loop {
            let from = said.len();
            let read = lines.read_line(&mut said).expect("it is text");
            assert!(read > 0, "moto did not start (is tests/.venv up to date?):\n{said}");
            if let Some((_, address)) = said[from..].trim().split_once("http://") {
                break address.to_owned();
            }
        };
        // What else it says must not stop it from saying it.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Self { address, process }
    }

    fn make_bucket(&self, name: &str) {
        let mut line = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "PUT /{name} HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            self.address
        );
        line.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    fn opened(&self, bucket: &str) -> Blobs {
        let credentials = Credentials { key_id: "contoh".into(), secret: "contoh".into() };
        let url = format!("s3://{bucket}?endpoint=http://{}&region=us-east-1", self.address);
        Blobs::open(&url, Some(&credentials)).unwrap()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn python() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let given = env::var_os("SATUPINTU_PYTHON").map(PathBuf::from);
    let python = given.unwrap_or_else(|| tests.join(".venv/bin/python"));
    assert!(
        python.exists(),
        "{} is missing; tests/run makes it, or name a Python with what \
         tests/python/requirements.txt names in SATUPINTU_PYTHON",
        python.display()
    );
    python
}

#[tokio::test]
async fn it_keeps_as_every_place_must() {
    let moto = Moto::start();
    moto.make_bucket("berkas");
    let blobs = moto.opened("berkas");

    super::what_was_put_is_got_until_it_is_deleted(&blobs).await;
    super::a_folder_lists_its_own_objects_only(&blobs).await;
    super::a_large_object_comes_back_byte_for_byte(&blobs).await;
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_a_failure_and_not_an_empty_one() {
    let moto = Moto::start();
    let blobs = moto.opened("tidak-ada");

    assert!(matches!(blobs.put("files/a/0", &b"x"[..]).await, Err(Error::Failed(_))));
    assert!(matches!(blobs.list("files/a", 1).await, Err(Error::Failed(_))));
}

#[test]
fn a_bucket_needs_a_key() {
    assert!(matches!(Blobs::open("s3://berkas", None), Err(Error::Place(_))));
}
