//! The deployment's root key in its file.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use privacy::RootKey;

use crate::start::OpenError;

/// The deployment's root key, made at the first start, for its owner only.
pub(super) fn root_key(data: &Path) -> Result<RootKey, OpenError> {
    let path = data.join("deployment.key");
    let fail = |why: String| OpenError::Key { path: path.display().to_string(), why };
    if !path.exists() {
        let key = hex::encode(store::random::<32>()?);
        let draft = data.join(format!("deployment.key.{}", hex::encode(store::random::<8>()?)));
        let mut options = fs::OpenOptions::new();
        let mut file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)
            .map_err(|why| fail(why.to_string()))?;
        file.write_all(key.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(|why| fail(why.to_string()))?;
        // Two processes may start at once: one link wins, both read the same key.
        let _ = fs::hard_link(&draft, &path);
        let _ = fs::remove_file(&draft);
    }
    let text = fs::read_to_string(&path).map_err(|why| fail(why.to_string()))?;
    let bytes: [u8; 32] = hex::decode(text.trim())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| fail("must hold 64 hex digits".into()))?;
    Ok(RootKey::new(1, bytes))
}
