//! Put, get, delete, list.

use std::{
    fs::DirBuilder,
    os::unix::fs::DirBuilderExt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use object_store::{
    ClientOptions, Error as StoreError, ObjectStore, ObjectStoreExt, RetryConfig,
    aws::AmazonS3Builder, local::LocalFileSystem, path::Path,
};
use tokio_stream::StreamExt;

use crate::{
    error::Error,
    http::Connector,
    place::{Credentials, Place},
};

/// A folder or a bucket for objects that are written once and whole.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    carried: Arc<Carried>,
}

/// How many bytes went, since the place was opened.
#[derive(Debug, Default)]
struct Carried {
    into: AtomicU64,
    out_of: AtomicU64,
}

/// An object that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}

/// Tried so often before the failure is the caller's.
const RETRIES: usize = 3;
const RETRYING: Duration = Duration::from_secs(60);

impl Blobs {
    /// The objects at `url`: `file:///folder`, which is made for its owner
    /// only, or `s3://bucket?endpoint=https://host&region=name`, with
    /// `credentials`.
    ///
    /// # Errors
    /// [`Error::Place`] when the settings name no place; otherwise what failed.
    pub fn open(url: &str, credentials: Option<&Credentials>) -> Result<Self, Error> {
        let store: Arc<dyn ObjectStore> = match Place::parse(url)? {
            Place::Folder(folder) => {
                let private = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
                private.map_err(Error::Folder)?;
                // Acknowledged means durable: file and folder are synchronised.
                Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
            }
            Place::Bucket { name, endpoint, region } => {
                let Some(Credentials { key_id, secret }) = credentials else {
                    return Err(Error::Place("is a bucket, which needs a key's id and secret"));
                };
                let retry = RetryConfig {
                    max_retries: RETRIES,
                    retry_timeout: RETRYING,
                    ..RetryConfig::default()
                };
                // Without TLS only where the setting says http://: what travels
                // is sealed, and the secret itself is never sent.
                let plain = endpoint.as_ref().is_some_and(|url| url.starts_with("http://"));
                let mut bucket = AmazonS3Builder::new()
                    .with_bucket_name(name)
                    .with_region(region)
                    .with_access_key_id(key_id)
                    .with_secret_access_key(secret)
                    .with_retry(retry)
                    .with_client_options(ClientOptions::new().with_allow_http(plain))
                    .with_http_connector(Connector::new()?);
                if let Some(endpoint) = endpoint {
                    bucket = bucket.with_endpoint(endpoint);
                }
                Arc::new(bucket.build()?)
            }
        };
        Ok(Self { store, carried: Arc::default() })
    }

    /// Keeps `bytes` under `name`, all or nothing; what stood there is
    /// replaced. When this returns, they are durable.
    ///
    /// # Errors
    /// [`Error::Name`] for a name with other signs than letters, digits, `-`,
    /// `.` and `/`; otherwise the place's failure.
    pub async fn put(&self, name: &str, bytes: impl Into<Bytes> + Send) -> Result<(), Error> {
        let bytes: Bytes = bytes.into();
        let length = bytes.len() as u64;
        self.store.put(&path(name)?, bytes.into()).await?;
        self.carried.into.fetch_add(length, Ordering::Relaxed);
        Ok(())
    }

    /// The bytes under `name`; `None` when there are none.
    ///
    /// # Errors
    /// As [`Blobs::put`].
    pub async fn get(&self, name: &str) -> Result<Option<Bytes>, Error> {
        match self.store.get(&path(name)?).await {
            Ok(found) => {
                let bytes = found.bytes().await?;
                self.carried.out_of.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                Ok(Some(bytes))
            }
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(why) => Err(why.into()),
        }
    }

    /// How many bytes were kept and how many were fetched since it was opened.
    #[must_use]
    pub fn carried(&self) -> (u64, u64) {
        let Carried { into, out_of } = &*self.carried;
        (into.load(Ordering::Relaxed), out_of.load(Ordering::Relaxed))
    }

    /// Removes what is under `name`. That there is nothing is no error.
    ///
    /// # Errors
    /// As [`Blobs::put`].
    pub async fn delete(&self, name: &str) -> Result<(), Error> {
        match self.store.delete(&path(name)?).await {
            Ok(()) | Err(StoreError::NotFound { .. }) => Ok(()),
            Err(why) => Err(why.into()),
        }
    }

    /// The objects whose names begin with `folder` and a `/`, at most `most`,
    /// in no certain order.
    ///
    /// # Errors
    /// As [`Blobs::put`].
    pub async fn list(&self, folder: &str, most: usize) -> Result<Vec<Stored>, Error> {
        self.listed(Some(&path(folder)?), most).await
    }

    /// Every object, at most `most`, in no certain order.
    ///
    /// # Errors
    /// As [`Blobs::put`].
    pub async fn all(&self, most: usize) -> Result<Vec<Stored>, Error> {
        self.listed(None, most).await
    }

    async fn listed(&self, folder: Option<&Path>, most: usize) -> Result<Vec<Stored>, Error> {
        let mut found = self.store.list(folder).take(most);
        let mut listed = Vec::new();
        while let Some(object) = found.next().await {
            let object = object?;
            listed.push(Stored { name: object.location.to_string(), bytes: object.size });
        }
        Ok(listed)
    }
}

/// Names are made by us, never by a caller; anything else is a fault.
fn path(name: &str) -> Result<Path, Error> {
    let is_plain = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
    };
    if name.len() > 255 || !name.split('/').all(is_plain) {
        return Err(Error::Name);
    }
    Path::parse(name).map_err(|_| Error::Name)
}
