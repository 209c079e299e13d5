//! `satupintu whistle`: the reporter's end.

use contract::satupintu::whistleblowing::v1::{
    GetInspectorateRequest, ListAnswersRequest, SubmitReportRequest,
    whistleblowing_service_client::WhistleblowingServiceClient as Client,
};
use serde::Serialize;
use whistleblowing::{Answer, PublicKey, Report, Sealed, Secret};

use super::{random, text, today};
use crate::{
    arguments::{At, WhistleAnswers, WhistleCommand, WhistleReport},
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
    track::{connect, refused},
};

/// Fewer digits of a fingerprint are no comparison.
const FEWEST_DIGITS: usize = 16;

#[derive(Serialize)]
struct Slip<'a> {
    number: &'a str,
    secret: &'a str,
    inspectorate: &'a str,
}

#[derive(Serialize)]
struct Heard {
    on: String,
    text: String,
}

pub(crate) async fn run(command: &WhistleCommand, screen: &mut Screen) -> Done {
    match command {
        WhistleCommand::Report(asked) => report(asked, screen).await,
        WhistleCommand::Answers(asked) => answers(asked, screen).await,
    }
}

async fn report(asked: &WhistleReport, screen: &mut Screen) -> Done {
    let WhistleReport { at: At { address, agency }, fingerprint, secret, text: file, json } = asked;
    let secret = match secret {
        Some(typed) => self::secret(typed)?,
        None => Secret::new(random()?),
    };
    let parent = format!("agencies/{agency}");
    let mut client = Client::new(connect(address).await?);
    let request = GetInspectorateRequest { parent: parent.clone() };
    let shown = client.get_inspectorate(request).await.map_err(refused)?.into_inner();
    let key = hex(&shown.public_key);
    let key = PublicKey::parse(&key)
        .map_err(|why| Failure::new("the server shows no key of an inspectorate", &why))?;
    must_be(&key, fingerprint)?;
    let report = Report::new(&secret, today(), text(file.as_deref())?);
    let sealed = report
        .sealed(&key, random()?)
        .map_err(|why| Failure::new("the report cannot be sealed", &why))?;
    let request = SubmitReportRequest {
        parent,
        entry_id: hex(&random::<16>()?),
        number: secret.number().to_string(),
        proof: secret.proof().reveal(),
        sealed: sealed.as_bytes().to_vec(),
    };
    client.submit_report(request).await.map_err(refused)?;
    let (number, inspectorate) = (secret.number(), shown.title.as_str());
    if *json {
        let (number, secret) = (number.as_str(), secret.reveal());
        screen.json(&Slip { number, secret, inspectorate });
        return Ok(Verdict::Fine);
    }
    screen.line(format!("Laporan tersegel untuk {inspectorate}, dikirim dalam sehari."));
    screen.line("The report is sealed and handed over within a day.");
    screen.line(format!("Nomor / number:   {}", screen.look(Look::Bold, number)));
    screen.line(format!("Rahasia / secret: {}", screen.look(Look::Bold, secret.reveal())));
    screen.line("Simpan rahasia ini: tidak ada yang dapat memberikannya lagi. / Keep it.");
    Ok(Verdict::Fine)
}

async fn answers(asked: &WhistleAnswers, screen: &mut Screen) -> Done {
    let WhistleAnswers { at: At { address, agency }, secret, json } = asked;
    let secret = self::secret(secret)?;
    let mut client = Client::new(connect(address).await?);
    let mut request = ListAnswersRequest {
        parent: format!("agencies/{agency}"),
        number: secret.number().to_string(),
        proof: secret.proof().reveal(),
        ..ListAnswersRequest::default()
    };
    let (mut heard, mut unopened) = (Vec::new(), 0_usize);
    loop {
        let page = client.list_answers(request.clone()).await.map_err(refused)?.into_inner();
        for bytes in page.answers {
            // What does not open was put there by somebody who has not read the report.
            let answer = Sealed::parse(&bytes).ok().and_then(|it| Answer::open(&it, &secret).ok());
            match answer {
                Some(answer) => heard.push(answer),
                None => unopened += 1,
            }
        }
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    heard.sort_by_key(|answer| answer.on);
    let heard = heard
        .into_iter()
        .map(|answer| Heard { on: answer.on.to_string(), text: answer.text.as_str().to_owned() });
    let heard: Vec<Heard> = heard.collect();
    if *json {
        screen.json(&heard);
    } else if heard.is_empty() {
        screen.line("Belum ada jawaban. / No answer yet.");
    } else {
        for Heard { on, text } in &heard {
            screen.line(screen.look(Look::Bold, on));
            text.lines().for_each(|line| screen.wrapped("  ", line));
        }
    }
    if unopened > 0 {
        screen
            .line(format!("{unopened} jawaban bukan dari inspektorat. / not the inspectorate's."));
        return Ok(Verdict::Faults);
    }
    Ok(Verdict::Fine)
}

fn secret(typed: &str) -> Result<Secret, Failure> {
    Secret::parse(typed).map_err(|why| Failure::new("the secret", &why))
}

/// The agency could put a key of its own in the place of the inspectorate's.
fn must_be(key: &PublicKey, published: &str) -> Result<(), Failure> {
    let plain: String = published.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    if plain.len() < FEWEST_DIGITS {
        let fewest = format!("the fingerprint needs at least {FEWEST_DIGITS} digits");
        return Err(Failure::said(fewest));
    }
    if key.fingerprint().starts_with(&plain) {
        return Ok(());
    }
    Err(Failure::said(
        "the server shows a key with another fingerprint: nothing was sent; tell the inspectorate",
    ))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
