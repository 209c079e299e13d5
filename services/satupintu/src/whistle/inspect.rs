//! `satupintu inspect`: the inspectorate's end.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use contract::satupintu::whistleblowing::v1::{
    AppendAnswerRequest, GetReportRequest, ListReportsRequest,
    whistleblowing_service_client::WhistleblowingServiceClient as Client,
};
use serde::Serialize;
use tonic::{
    Request, Status,
    metadata::{Ascii, MetadataValue},
    service::{Interceptor, interceptor::InterceptedService},
    transport::Channel,
};
use uuid::Builder;
use whistleblowing::{Answer, PrivateKey, Report, Sealed, Unopened};
use zeroize::Zeroizing;

use super::{random, text, today};
use crate::{
    arguments::{
        InspectAnswer, InspectCommand, InspectKeygen, InspectList, InspectOpen, Inspector,
    },
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
    track::{connect, refused},
};

#[derive(Serialize)]
struct Public<'a> {
    public_key: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Shown {
    name: String,
    number: String,
    on: String,
    text: String,
}

pub(crate) async fn run(command: &InspectCommand, screen: &mut Screen) -> Done {
    match command {
        InspectCommand::Keygen(asked) => keygen(asked, screen),
        InspectCommand::List(asked) => list(asked, screen).await,
        InspectCommand::Open(asked) => open(asked, screen).await,
        InspectCommand::Answer(asked) => answer(asked, screen).await,
    }
}

fn keygen(asked: &InspectKeygen, screen: &mut Screen) -> Done {
    let InspectKeygen { out, json } = asked;
    let key = PrivateKey::derived(&Zeroizing::new(random()?));
    let fail = |why: std::io::Error| Failure::new(format!("{}", out.display()), &why);
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(out).map_err(fail)?;
    file.write_all(key.reveal().as_bytes()).and_then(|()| file.sync_all()).map_err(fail)?;
    let public = key.public();
    let (public_key, fingerprint) = (public.to_string(), public.fingerprint());
    if *json {
        screen.json(&Public { public_key: &public_key, fingerprint: &fingerprint });
    } else {
        screen.line(format!("public_key  = \"{public_key}\""));
        screen.line(format!("fingerprint = \"{fingerprint}\""));
    }
    Ok(Verdict::Fine)
}

async fn list(asked: &InspectList, screen: &mut Screen) -> Done {
    let InspectList { inspector, json } = asked;
    let (key, mut client) = (key(&inspector.key)?, client(inspector).await?);
    let mut request = ListReportsRequest {
        parent: format!("agencies/{}", inspector.at.agency),
        ..ListReportsRequest::default()
    };
    let (mut shown, mut unopened) = (Vec::new(), 0_usize);
    loop {
        let page = client.list_reports(request.clone()).await.map_err(refused)?.into_inner();
        for listed in page.reports {
            match fetched(&mut client, &listed.name, &key).await? {
                Ok(report) => shown.push(self::shown(listed.name, &report)),
                Err(why) => {
                    unopened += 1;
                    screen.line(format!("{}: {why}", listed.name));
                }
            }
        }
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    shown.sort_by(|a, b| (&a.number, &a.on).cmp(&(&b.number, &b.on)));
    if *json {
        screen.json(&shown);
    } else {
        for Shown { name, number, on, text } in &shown {
            let first = text.lines().next().unwrap_or_default();
            screen.line(format!("{}  {on}  {first}", screen.look(Look::Bold, number)));
            screen.line(format!("  {name}"));
        }
    }
    Ok(if unopened == 0 { Verdict::Fine } else { Verdict::Faults })
}

async fn open(asked: &InspectOpen, screen: &mut Screen) -> Done {
    let InspectOpen { inspector, report: name, json } = asked;
    let (key, mut client) = (key(&inspector.key)?, client(inspector).await?);
    let report = opened(&mut client, name, &key).await?;
    let shown = shown(name.clone(), &report);
    if *json {
        screen.json(&shown);
    } else {
        screen.line(format!("{}  {}", screen.look(Look::Bold, &shown.number), shown.on));
        shown.text.lines().for_each(|line| screen.wrapped("  ", line));
    }
    Ok(Verdict::Fine)
}

async fn answer(asked: &InspectAnswer, screen: &mut Screen) -> Done {
    let InspectAnswer { inspector, report: name, text: file } = asked;
    let (key, mut client) = (key(&inspector.key)?, client(inspector).await?);
    let report = opened(&mut client, name, &key).await?;
    let answer = Answer::new(&report, today(), text(file.as_deref())?);
    let sealed = report
        .answered(&answer, random()?)
        .map_err(|why| Failure::new("the answer cannot be sealed", &why))?;
    let request = AppendAnswerRequest {
        parent: format!("agencies/{}", inspector.at.agency),
        entry_id: Builder::from_random_bytes(random()?).into_uuid().to_string(),
        number: report.number.to_string(),
        sealed: sealed.as_bytes().to_vec(),
    };
    client.append_answer(request).await.map_err(refused)?;
    screen.line(format!("{} dijawab. / answered.", report.number));
    Ok(Verdict::Fine)
}

fn shown(name: String, report: &Report) -> Shown {
    Shown {
        name,
        number: report.number.to_string(),
        on: report.on.to_string(),
        text: report.text.as_str().to_owned(),
    }
}

/// The private key in its file.
fn key(file: &Path) -> Result<PrivateKey, Failure> {
    let name = file.display();
    let text = fs::read_to_string(file)
        .map_err(|why| Failure::new(format!("{name} cannot be read"), &why))?;
    PrivateKey::parse(&Zeroizing::new(text)).map_err(|why| Failure::new(format!("{name}"), &why))
}

/// Signs every call.
struct Bearer(MetadataValue<Ascii>);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert("authorization", self.0.clone());
        Ok(request)
    }
}

type Signed = Client<InterceptedService<Channel, Bearer>>;

async fn client(inspector: &Inspector) -> Result<Signed, Failure> {
    let channel = connect(&inspector.at.address).await?;
    let bearer = format!("Bearer {}", inspector.token).parse();
    let bearer = bearer.map_err(|_| Failure::said("the token is not visible ASCII"))?;
    Ok(Client::with_interceptor(channel, Bearer(bearer)))
}

/// The report of that name, or why it does not open.
async fn fetched(
    client: &mut Signed,
    name: &str,
    key: &PrivateKey,
) -> Result<Result<Report, Unopened>, Failure> {
    let request = GetReportRequest { name: name.to_owned() };
    let sealed = client.get_report(request).await.map_err(refused)?.into_inner().sealed;
    let sealed = Sealed::parse(&sealed).map_err(|why| Failure::new(name, &why))?;
    Ok(Report::open(&sealed, key))
}

async fn opened(client: &mut Signed, name: &str, key: &PrivateKey) -> Result<Report, Failure> {
    fetched(client, name, key).await?.map_err(|why| Failure::new(name, &why))
}
