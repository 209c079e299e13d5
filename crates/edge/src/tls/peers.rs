//! Which deployments may call which methods. Default deny: who is not listed
//! may call nothing. What the method itself demands is asked after that.

use std::{fs, path::Path};

use serde::Deserialize;

use super::{Identity, TlsError};

/// `peers.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Peers {
    #[serde(default)]
    peer: Vec<Peer>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Peer {
    /// The URI in its certificate.
    identity: String,
    /// What it may call: `/package.Service/Method`, `/package.Service/*` or `*`.
    methods: Vec<String>,
}

impl Peers {
    pub(crate) fn read(path: &Path) -> Result<Self, TlsError> {
        let fault = |why: String| TlsError::Peers { path: path.display().to_string(), why };
        let text = fs::read_to_string(path).map_err(|why| fault(why.to_string()))?;
        toml::from_str(&text).map_err(|why| fault(why.to_string()))
    }

    /// Whether the deployment may call the method at `path`.
    pub(crate) fn admit(&self, Identity(identity): &Identity, path: &str) -> bool {
        let listed = self.peer.iter().filter(|peer| peer.identity == *identity);
        listed.flat_map(|peer| &peer.methods).any(|method| covers(method, path))
    }
}

fn covers(method: &str, path: &str) -> bool {
    match method.strip_suffix('*') {
        Some(beginning) => path.starts_with(beginning),
        None => method == path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_may_call_what_stands_beside_it_and_nothing_else() {
        let text = r#"
            [[peer]]
            identity = "spiffe://a/mpp"
            methods = ["/p.S/Track", "/p.Catalogue/*"]
            [[peer]]
            identity = "spiffe://a/all"
            methods = ["*"]
        "#;
        let peers: Peers = toml::from_str(text).unwrap();
        let may = |who: &str, path: &str| peers.admit(&Identity(who.to_owned()), path);

        assert!(may("spiffe://a/mpp", "/p.S/Track"));
        assert!(may("spiffe://a/mpp", "/p.Catalogue/Get"));
        assert!(may("spiffe://a/all", "/p.S/Submit"));
        assert!(!may("spiffe://a/mpp", "/p.S/TrackAll"));
        assert!(!may("spiffe://a/mpp/2", "/p.S/Track"));
    }
}
