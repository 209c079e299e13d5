//! What the log keeps of a call, and what it must not.
//!
//! All tests of this process write on one page; each finds its own calls by
//! the trace id that it sent.

use std::{
    io,
    sync::{Mutex, OnceLock, PoisonError},
    time::Duration,
};

use edge::Server;
use tokio::sync::Notify;
use tracing::Level;

use crate::{messages::raw, probe::House};

/// An empty message and the message "fail", prefix and all.
const EMPTY: &[u8] = &[0; 5];
const FAIL: &[u8] = &[0, 0, 0, 0, 6, 0x0a, 4, b'f', b'a', b'i', b'l'];
const WAIT: &[u8] = &[0, 0, 0, 0, 6, 0x0a, 4, b'w', b'a', b'i', b't'];

#[derive(Default)]
struct Page {
    bytes: Mutex<Vec<u8>>,
    turned: Notify,
}

impl Page {
    /// The page on which the whole process writes from now on.
    fn open() -> &'static Self {
        static PAGE: OnceLock<Page> = OnceLock::new();
        static LISTENING: OnceLock<()> = OnceLock::new();
        let page = PAGE.get_or_init(Self::default);
        LISTENING.get_or_init(|| {
            tracing_subscriber::fmt()
                .with_max_level(Level::INFO)
                .with_ansi(false)
                .with_writer(move || page)
                .init();
        });
        page
    }

    fn lines(&self, words: &str) -> Vec<String> {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let text = std::str::from_utf8(&bytes).unwrap();
        text.lines().filter(|line| line.contains(words)).map(str::to_owned).collect()
    }

    /// The line of the call with this trace, which may be written when the
    /// caller already has the answer.
    async fn line(&self, trace: &str) -> String {
        let waiting = async {
            loop {
                let turned = self.turned.notified();
                if let Some(line) = self.lines(trace).pop() {
                    return line;
                }
                turned.await;
            }
        };
        let line = tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("a line");
        assert_eq!(self.lines(trace).len(), 1, "one line for one call");
        line
    }
}

impl io::Write for &Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        self.turned.notify_waiters();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Calls `method` as the counter clerk and gives the line that is written of it.
async fn line_of(method: &str, message: &[u8], trace: &str) -> String {
    let page = Page::open();
    let house = House::open(Server::default()).await;
    let credential = format!("Bearer {}", house.token("loket"));
    let parent = format!("00-{trace}-00f067aa0ba902b7-01");
    let headers = [("authorization", credential.as_str()), ("traceparent", parent.as_str())];
    raw(&house, method, &headers, message).await;
    page.line(trace).await
}

#[tokio::test]
async fn a_call_is_written_down_once_with_its_outcome() {
    let line = line_of("Officer", EMPTY, "a0000000000000000000000000000001").await;

    let call = r#"rpc="/satupintu.test.v1.Probe/Officer" caller="officer" code=Ok elapsed_ms="#;
    assert!(line.contains(" INFO edge::call: "), "{line}");
    assert!(line.contains(call), "{line}");
}

#[tokio::test]
async fn a_refusal_is_written_down_with_its_reason() {
    let line = line_of("Auditor", EMPTY, "a0000000000000000000000000000002").await;

    assert!(line.contains(" INFO edge::call: "), "{line}");
    assert!(line.contains(r#"code=PermissionDenied reason="DUTY_MISSING""#), "{line}");
}

#[tokio::test]
async fn a_failure_is_an_error() {
    let line = line_of("Officer", FAIL, "a0000000000000000000000000000003").await;

    assert!(line.contains("ERROR edge::call: "), "{line}");
    assert!(line.contains(r#"code=Internal reason="INTERNAL""#), "{line}");
}

#[tokio::test]
async fn a_call_that_its_caller_abandons_is_written_down_as_cancelled() {
    let page = Page::open();
    let house = House::open(Server::default()).await;
    let parent = ("traceparent", "00-a0000000000000000000000000000004-00f067aa0ba902b7-01");
    {
        let headers = [parent];
        let call = raw(&house, "Public", &headers, WAIT);
        tokio::select! {
            _ = call => panic!("it never answers"),
            () = house.entered(1) => {}
        }
    }

    let line = page.line("a0000000000000000000000000000004").await;

    assert!(line.contains(r#"caller="public" code=Cancelled"#), "{line}");
}

#[tokio::test]
async fn the_log_keeps_no_token_no_subject_and_nothing_that_a_caller_wrote() {
    let page = Page::open();
    let house = House::open(Server::default()).await;
    let token = house.token("loket");
    let nik = "9902014107900001";
    let message = [&[0, 0, 0, 0, 18, 0x0a, 16][..], nik.as_bytes()].concat();
    let credential = format!("Bearer {token}");
    let parent = |last: u8| format!("00-a000000000000000000000000000001{last}-00f067aa0ba902b7-01");
    let (first, second) = (parent(1), parent(2));

    let headers = [("authorization", credential.as_str()), ("traceparent", first.as_str())];
    raw(&house, "Officer", &headers, &message).await;
    let headers = [("authorization", nik), ("traceparent", second.as_str()), ("x-nik", nik)];
    raw(&house, nik, &headers, &message).await;
    page.line("a0000000000000000000000000000011").await;
    page.line("a0000000000000000000000000000012").await;

    let signature = token.rsplit('.').next().unwrap();
    assert_eq!(page.lines(signature), [""; 0]);
    assert_eq!(page.lines(nik), [""; 0]);
    assert_eq!(page.lines("loket"), [""; 0]);
}
