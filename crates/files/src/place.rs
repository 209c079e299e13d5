//! Where the objects are, as the settings write it.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use crate::error::Error;

/// What a bucket asks for; printed without its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The access key's id.
    pub key_id: String,
    /// The access key's secret.
    pub secret: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

/// A place for objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket of a service that speaks S3.
    Bucket {
        name: String,
        /// Where the service is, when it is not AWS itself.
        endpoint: Option<String>,
        region: String,
    },
}

/// AWS's first region, and the one that other services take for any.
const REGION: &str = "us-east-1";

impl Place {
    /// `file:///folder`, or `s3://bucket?endpoint=https://host&region=name`.
    /// A folder is taken as it is written: nothing in it is percent-decoded.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        if let Some(folder) = url.strip_prefix("file://") {
            let folder = PathBuf::from(folder);
            return if folder.is_absolute() {
                Ok(Self::Folder(folder))
            } else {
                Err(Error::Place("must be absolute, as file:///var/lib/satupintu/objects"))
            };
        }
        let rest = url.strip_prefix("s3://").ok_or(Error::Place("must begin file:// or s3://"))?;
        let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
        let is_name = (3..=63).contains(&name.len())
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b));
        if !is_name {
            return Err(Error::Place("must name a bucket, as s3://satupintu"));
        }
        let (mut endpoint, mut region) = (None, REGION.to_owned());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("endpoint", value)) if is_web(value) => {
                    endpoint = Some(value.trim_end_matches('/').to_owned());
                }
                Some(("endpoint", _)) => {
                    return Err(Error::Place(
                        "must have an endpoint that begins http:// or https://",
                    ));
                }
                Some(("region", value)) if !value.is_empty() => value.clone_into(&mut region),
                Some(_) | None => {
                    return Err(Error::Place("may have only endpoint= and region= after the ?"));
                }
            }
        }
        Ok(Self::Bucket { name: name.to_owned(), endpoint, region })
    }
}

fn is_web(endpoint: &str) -> bool {
    endpoint.starts_with("http://") || endpoint.starts_with("https://")
}

/// The URL of a folder of this machine.
///
/// # Errors
/// Those of finding where a relative path begins.
pub fn folder_url(folder: &Path) -> Result<String, std::io::Error> {
    Ok(format!("file://{}", std::path::absolute(folder)?.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_and_a_bucket_are_read() {
        assert_eq!(Place::parse("file:///a/b c").unwrap(), Place::Folder("/a/b c".into()));
        let bucket = Place::parse("s3://berkas?endpoint=http://127.0.0.1:9000/&region=id-1");
        let expected = Place::Bucket {
            name: "berkas".into(),
            endpoint: Some("http://127.0.0.1:9000".into()),
            region: "id-1".into(),
        };
        assert_eq!(bucket.unwrap(), expected);
        let plain = Place::Bucket { name: "berkas".into(), endpoint: None, region: REGION.into() };
        assert_eq!(Place::parse("s3://berkas").unwrap(), plain);
    }

    #[test]
    fn what_is_no_place_is_refused_in_words() {
        for bad in [
            "",
            "/var/objects",
            "file://objects",
            "s3://",
            "s3://Berkas",
            "s3://berkas?endpoint=ftp://x",
            "s3://berkas?secret=x",
            "https://host/bucket",
        ] {
            assert!(matches!(Place::parse(bad), Err(Error::Place(_))), "{bad:?}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        let credentials = Credentials { key_id: "id".into(), secret: "hush".into() };
        assert_eq!(format!("{credentials:?}"), "Credentials { key_id: \"id\", .. }");
    }
}
