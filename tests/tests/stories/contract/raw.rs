//! Calls by path, with bytes: for messages that no typed client could make.

use http::uri::PathAndQuery;
use prost::Message;
use prost::bytes::{Buf, BufMut};
use prost_reflect::DynamicMessage;
use stories::Caller;
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::{Request, Status};

/// Sends bytes as they are, and gives the answer's.
#[derive(Default)]
struct Bytes;

impl Codec for Bytes {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, bytes: Vec<u8>, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put_slice(&bytes);
        Ok(())
    }
}

impl Decoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        let mut bytes = vec![0; buffer.remaining()];
        buffer.copy_to_slice(&mut bytes);
        Ok(Some(bytes))
    }
}

/// What `caller` is answered to `message` at the method `path`.
pub(super) async fn call(
    caller: &Caller,
    path: &'static str,
    message: Vec<u8>,
) -> Result<Vec<u8>, Status> {
    let mut client = Grpc::new(caller.wire());
    client.ready().await.map_err(|error| Status::unknown(error.to_string()))?;
    let path = PathAndQuery::from_static(path);
    Ok(client.unary(Request::new(message), path, Bytes).await?.into_inner())
}

/// The same, for a message made from the descriptors.
pub(super) async fn call_as(
    caller: &Caller,
    path: &'static str,
    message: &DynamicMessage,
) -> Result<Vec<u8>, Status> {
    call(caller, path, message.encode_to_vec()).await
}
