//! A call whose messages are bytes: what is in them, the descriptors know.

use bytes_codec::Raw;
use prost_reflect::MethodDescriptor;
use tonic::{Status, transport::Channel};

use crate::asking::{Asking, Unanswered};

/// Calls a method with an encoded request; the encoded answer.
pub(super) async fn unary(
    line: Channel,
    method: &MethodDescriptor,
    request: Vec<u8>,
    asking: &Asking,
) -> Result<Vec<u8>, Unanswered> {
    let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
    let path = http::uri::PathAndQuery::try_from(path);
    let path = path.map_err(|_| Unanswered::from(Status::internal("no path")))?;
    let mut client = tonic::client::Grpc::new(line);
    let call = async {
        client.ready().await.map_err(|error| Status::from_error(error.into()))?;
        client.unary(asking.request(request), path, Raw).await
    };
    asking.answer(call).await
}

mod bytes_codec {
    use prost::bytes::{Buf, BufMut};
    use tonic::{
        Status,
        codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
    };

    /// Passes bytes on as they are.
    #[derive(Clone, Copy, Debug, Default)]
    pub(super) struct Raw;

    impl Codec for Raw {
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

    impl Encoder for Raw {
        type Item = Vec<u8>;
        type Error = Status;

        fn encode(&mut self, item: Vec<u8>, to: &mut EncodeBuf<'_>) -> Result<(), Status> {
            to.put_slice(&item);
            Ok(())
        }
    }

    impl Decoder for Raw {
        type Item = Vec<u8>;
        type Error = Status;

        fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
            let mut item = vec![0; from.remaining()];
            from.copy_to_slice(&mut item);
            Ok(Some(item))
        }
    }
}
