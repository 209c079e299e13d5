//! The server's side: who connects must show a certificate of the authority.

use std::{path::Path, sync::Arc};

use rustls::{ServerConfig, server::WebPkiClientVerifier, version::TLS13};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::{
    Identity, Peers, TlsError,
    credentials::{Credentials, Folder, provider},
};
use crate::watched::Watched;

/// A server's TLS, as the files in its folder say it at each moment.
#[derive(Debug)]
pub struct Tls {
    acceptor: Watched<Arc<ServerConfig>>,
    peers: Watched<Peers>,
}

impl Tls {
    /// The TLS of the folder, which must hold all four files.
    ///
    /// # Errors
    /// [`TlsError`], to be shown as it is.
    pub fn open(folder: &Path) -> Result<Self, TlsError> {
        let folder = Folder(folder.to_owned());
        let path = folder.peers();
        let peers = Watched::open(vec![path.clone()], move || Peers::read(&path))?;
        let acceptor = Watched::open(folder.credentials(), move || acceptor(&folder))?;
        Ok(Self { acceptor, peers })
    }

    pub(crate) fn peers(&self) -> Arc<Peers> {
        self.peers.current()
    }

    /// The connection once both sides know each other, and who called.
    pub(crate) async fn accept(
        &self,
        stream: TcpStream,
    ) -> std::io::Result<(TlsStream<TcpStream>, Option<Identity>)> {
        let acceptor = TlsAcceptor::from(Arc::clone(&*self.acceptor.current()));
        let stream = acceptor.accept(stream).await?;
        let (_, session) = stream.get_ref();
        let shown = session.peer_certificates().and_then(|chain| chain.first());
        let identity = shown.and_then(Identity::of);
        Ok((stream, identity))
    }
}

fn acceptor(folder: &Folder) -> Result<Arc<ServerConfig>, TlsError> {
    let Credentials { chain, key, authority } = Credentials::read(folder)?;
    let verifier = WebPkiClientVerifier::builder_with_provider(authority, provider()).build()?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(Arc::new(config))
}
