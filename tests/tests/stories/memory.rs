//! What a large file costs a server in memory: a part or two, never the file.

use std::fs;
use std::process::Stdio;

use contract::satupintu::files::v1::{
    DownloadFileRequest, UploadRequest, download_file_response::Piece,
};
use stories::attachments::{FRAME, ktp, messages, pdf};
use stories::{Caller, Receipt, Scratch, request_id, sip};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

const MIB: u64 = 1024 * 1024;
const FILE_BYTES: u64 = 200 * MIB;
const MOST_ADDITIONAL: u64 = 64 * MIB;

#[tokio::test]
async fn a_file_of_200_mib_comes_and_goes_in_less_than_64_mib_of_memory() {
    let data = Scratch::new().unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_killable-opd"))
        .arg(opd::settings::embedded_url(data.path()))
        .arg(data.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("cargo has built it");
    let output = server.stdout.take().expect("it was piped");
    let line = BufReader::new(output).lines().next_line().await.unwrap();
    let address = line.expect("it says where it listens");
    let process = server.id().expect("it runs");
    let public = Caller::at(&address, "dpmptsp-magelang", "", None);
    let receipt = public.files(sip::submission()).await.unwrap();
    // Warm: code is loaded, buffers and caches have their size.
    public.hands_in(&receipt, &ktp(pdf("small", 3_000_000))).await.unwrap();

    let mut announced = ktp(Vec::new()).announced(&receipt);
    announced.size_bytes = FILE_BYTES;
    let upload = public.announces(announced).await.unwrap().name;
    let before = status_kib(process, "VmRSS:") * 1024;
    // Asks the kernel to count the peak anew; where it may not, it counts more.
    let _ = fs::write(format!("/proc/{process}/clear_refs"), "5");
    let first = messages(&upload, Some(&receipt), 0, &pdf("large", FRAME - 7)).remove(0).unwrap();
    let frames = FILE_BYTES / FRAME as u64;
    let content = (0..frames).map(move |frame| match frame {
        0 => first.clone(),
        last if last + 1 == frames => with_data(pdf("end", FRAME - 7)),
        _ => with_data(vec![u8::try_from(frame % 251).unwrap(); FRAME]),
    });
    let sent = public.attachments().upload(tokio_stream::iter(content)).await.unwrap();
    assert_eq!(sent.into_inner().upload.unwrap().committed_bytes, FILE_BYTES);
    let file = public.finishes(&upload, Some(&receipt)).await.unwrap().file.unwrap().name;
    assert_eq!(received(&public, &file, &receipt).await, FILE_BYTES);

    let additional = (status_kib(process, "VmHWM:") * 1024).saturating_sub(before);
    println!("{} KiB before, {} KiB more at the peak", before / 1024, additional / 1024);
    assert!(additional < MOST_ADDITIONAL, "{} MiB more", additional / MIB);
    server.kill().await.unwrap();
}

/// How many bytes of content come; none of them is kept here either.
async fn received(public: &Caller, file: &str, receipt: &Receipt) -> u64 {
    let request = DownloadFileRequest {
        name: file.to_owned(),
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        request_id: request_id(),
        purpose: 0,
    };
    let mut pieces = public.attachments().download_file(request).await.unwrap().into_inner();
    let mut bytes = 0;
    while let Some(message) = pieces.message().await.unwrap() {
        if let Some(Piece::Data(data)) = message.piece {
            bytes += data.len() as u64;
        }
    }
    bytes
}

fn with_data(data: Vec<u8>) -> UploadRequest {
    UploadRequest { data, ..UploadRequest::default() }
}

/// A line of the kernel's account of a process.
fn status_kib(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
