//! What is expected of every place for objects, and what of each kind.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed, in its helpers as in itself"
)]

mod folder;
mod s3;

use files::{Blobs, Stored};

async fn what_was_put_is_got_until_it_is_deleted(blobs: &Blobs) {
    blobs.put("files/a/0", &b"one"[..]).await.unwrap();
    blobs.put("files/a/0", &b"two"[..]).await.unwrap();
    assert_eq!(blobs.get("files/a/0").await.unwrap().as_deref(), Some(&b"two"[..]));

    blobs.delete("files/a/0").await.unwrap();
    blobs.delete("files/a/0").await.unwrap();
    assert_eq!(blobs.get("files/a/0").await.unwrap(), None);
}

async fn a_folder_lists_its_own_objects_only(blobs: &Blobs) {
    for name in ["files/b/0", "files/b/1", "files/bc/0"] {
        blobs.put(name, &b"x"[..]).await.unwrap();
    }

    let mut listed = blobs.list("files/b", 10).await.unwrap();
    listed.sort_by(|a, b| a.name.cmp(&b.name));

    let stored = |name: &str| Stored { name: name.to_owned(), bytes: 1 };
    assert_eq!(listed, [stored("files/b/0"), stored("files/b/1")]);
    assert_eq!(blobs.list("files/b", 1).await.unwrap().len(), 1);
    assert_eq!(blobs.list("nothing", 10).await.unwrap(), []);
}

async fn a_large_object_comes_back_byte_for_byte(blobs: &Blobs) {
    let large: Vec<u8> = (0..2_000_003_u32).map(|n| n.to_le_bytes()[0] ^ 0x5a).collect();

    blobs.put("files/c/0", large.clone()).await.unwrap();

    assert!(blobs.get("files/c/0").await.unwrap().is_some_and(|got| got == large));
}
