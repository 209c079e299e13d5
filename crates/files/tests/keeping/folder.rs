//! Objects in a folder of this machine.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use files::{Blobs, Error, folder_url};

fn opened(folder: &Path) -> Blobs {
    Blobs::open(&folder_url(folder).unwrap(), None).unwrap()
}

#[tokio::test]
async fn it_keeps_as_every_place_must() {
    let scratch = tempfile::tempdir().unwrap();
    let blobs = opened(scratch.path());

    super::what_was_put_is_got_until_it_is_deleted(&blobs).await;
    super::a_folder_lists_its_own_objects_only(&blobs).await;
    super::a_large_object_comes_back_byte_for_byte(&blobs).await;
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let scratch = tempfile::tempdir().unwrap();
    let blobs = opened(&scratch.path().join("objects"));

    for name in ["", "/", "../x", "a/../../x", "a//b", "/etc/passwd", "a b", "a\0", "a%2e", ".a"] {
        assert!(matches!(blobs.put(name, &b"x"[..]).await, Err(Error::Name)), "{name:?}");
        assert!(matches!(blobs.get(name).await, Err(Error::Name)), "{name:?}");
    }
}

#[test]
fn only_its_owner_may_enter_the_folder() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("data/objects");

    opened(&folder);

    let mode = std::fs::metadata(folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
