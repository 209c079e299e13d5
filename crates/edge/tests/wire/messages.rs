//! Messages that cannot be read, from a client that does not help.

use bytes::Bytes;
use edge::{MESSAGE_LIMIT, Server, reason_of};
use http::HeaderMap;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tonic::Status;
use tonic_types::StatusExt;

use crate::probe::{House, ask};

/// What came back, headers and trailers together.
pub(crate) struct Answer {
    pub(crate) code: String,
    pub(crate) headers: HeaderMap,
}

impl Answer {
    pub(crate) fn status(&self) -> Status {
        Status::from_header_map(&self.headers).unwrap()
    }
}

/// Sends `body` as it is, prefix and all.
pub(crate) async fn raw(
    house: &House,
    method: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let stream = TcpStream::connect(house.address).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .unwrap();
    tokio::spawn(connection);

    let uri = format!("http://{}/satupintu.test.v1.Probe/{method}", house.address);
    let mut request = http::Request::post(uri)
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Full::new(Bytes::copy_from_slice(body))).unwrap();
    let response = sender.send_request(request).await.unwrap();
    let mut headers = response.headers().clone();
    if let Ok(body) = response.into_body().collect().await
        && let Some(trailers) = body.trailers()
    {
        headers.extend(trailers.clone());
    }
    let code = headers.get("grpc-status").unwrap().to_str().unwrap().to_owned();
    Answer { code, headers }
}

fn framed(compressed: u8, message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap();
    [&[compressed][..], &length.to_be_bytes(), message].concat()
}

/// A `google.protobuf.StringValue` that is `bytes` long in all.
fn string_value(bytes: usize) -> Vec<u8> {
    use prost::Message;
    let prefix = "x".repeat(bytes).encoded_len() - bytes;
    let message = "x".repeat(bytes - prefix).encode_to_vec();
    assert_eq!(message.len(), bytes);
    message
}

#[tokio::test]
async fn a_message_at_the_limit_is_taken() {
    let house = House::open(Server::default()).await;
    let answer = raw(&house, "Public", &[], &framed(0, &string_value(MESSAGE_LIMIT))).await;
    assert_eq!(answer.code, "0");
}

#[tokio::test]
async fn a_message_above_the_limit_is_too_large_and_not_out_of_range() {
    let house = House::open(Server::default()).await;
    for size in [MESSAGE_LIMIT + 1, 1024 * 1024] {
        let answer = raw(&house, "Public", &[], &framed(0, &string_value(size))).await;
        let status = answer.status();
        let info = status.get_details_error_info().unwrap();

        assert_eq!(answer.code, "8", "{size}");
        assert_eq!(info.reason, "MESSAGE_TOO_LARGE");
        assert_eq!(info.metadata["limit_bytes"], "262144");
    }
}

#[tokio::test]
async fn a_client_that_is_cut_short_still_reads_the_reason() {
    let house = House::open(Server::default()).await;

    let large = "x".repeat(1024 * 1024);
    let status = ask(house.channel().await, "Public", None, &large).await.unwrap_err();

    assert_eq!(status.code(), tonic::Code::ResourceExhausted);
    assert_eq!(reason_of(&status).as_deref(), Some("MESSAGE_TOO_LARGE"));
}

#[tokio::test]
async fn a_message_that_grows_when_unpacked_is_too_large() {
    let house = House::open(Server::default()).await;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &string_value(4 * 1024 * 1024)).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 16 * 1024);

    let answer = raw(&house, "Public", &[("grpc-encoding", "gzip")], &framed(1, &bomb)).await;

    assert_eq!(answer.code, "8");
    assert_eq!(reason_of(&answer.status()).as_deref(), Some("MESSAGE_TOO_LARGE"));
}

#[tokio::test]
async fn bytes_that_are_no_message_are_an_invalid_argument() {
    let house = House::open(Server::default()).await;
    let cut_short = &framed(0, &string_value(64))[..32];
    let not_gzip = framed(1, b"not gzip");
    let gzip: &[(&str, &str)] = &[("grpc-encoding", "gzip")];

    for (headers, body) in
        [(&[][..], &framed(0, &[0xff; 9])[..]), (&[], cut_short), (&[], &[]), (gzip, &not_gzip)]
    {
        let answer = raw(&house, "Public", headers, body).await;
        assert_eq!(answer.code, "3", "{body:?}");
        assert_eq!(reason_of(&answer.status()).as_deref(), Some("FIELD_INVALID"), "{body:?}");
    }
}
