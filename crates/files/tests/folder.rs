//! Objects in a folder of this machine.

use std::os::unix::fs::PermissionsExt;

use files::{Blobs, Error, Stored, folder_url};

fn opened(folder: &std::path::Path) -> Blobs {
    Blobs::open(&folder_url(folder).unwrap(), None).unwrap()
}

#[tokio::test]
async fn what_was_put_is_got_until_it_is_deleted() {
    let scratch = tempfile::tempdir().unwrap();
    let blobs = opened(scratch.path());

    blobs.put("files/a/0", &b"one"[..]).await.unwrap();
    blobs.put("files/a/0", &b"two"[..]).await.unwrap();
    assert_eq!(blobs.get("files/a/0").await.unwrap().as_deref(), Some(&b"two"[..]));

    blobs.delete("files/a/0").await.unwrap();
    blobs.delete("files/a/0").await.unwrap();
    assert_eq!(blobs.get("files/a/0").await.unwrap(), None);
}

#[tokio::test]
async fn a_folder_lists_its_own_objects_only() {
    let scratch = tempfile::tempdir().unwrap();
    let blobs = opened(scratch.path());
    for name in ["files/a/0", "files/a/1", "files/ab/0"] {
        blobs.put(name, &b"x"[..]).await.unwrap();
    }

    let mut listed = blobs.list("files/a", 10).await.unwrap();
    listed.sort_by(|a, b| a.name.cmp(&b.name));

    let stored = |name: &str| Stored { name: name.to_owned(), bytes: 1 };
    assert_eq!(listed, [stored("files/a/0"), stored("files/a/1")]);
    assert_eq!(blobs.list("files/a", 1).await.unwrap().len(), 1);
    assert_eq!(blobs.list("nothing", 10).await.unwrap(), []);
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
