//! Somebody at a browser without scripts: asks for pages, fills in forms, keeps
//! the cookies. It speaks HTTP/1.0, which says all there is to say about a page.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A browser with its cookies, by name.
#[derive(Clone)]
pub struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

/// What came back.
pub struct Page {
    /// The status code.
    pub status: u16,
    /// The headers, by name in lower case; the last of each name.
    pub headers: BTreeMap<String, String>,
    /// Every cookie that is set, with its attributes.
    pub cookies: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Browser {
    /// A browser that knows nothing yet.
    #[must_use]
    pub fn at(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new() }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, "", b"", &[]).await
    }

    /// Opens a page, saying more about itself.
    pub async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Page {
        self.send("GET", path, "", b"", headers).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let text: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", path, kind, text.join("&").as_bytes(), &[]).await
    }

    /// Sends the form that leads to `action`, with these values in it.
    pub async fn submit(&mut self, page: &Page, action: &str, values: &[(&str, &str)]) -> Page {
        let filled = page.filled(action, values);
        let fields: Vec<(&str, &str)> =
            filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(action, &fields).await
    }

    /// Sends JSON.
    pub async fn post_json(&mut self, path: &str, text: &str) -> Page {
        self.send("POST", path, "application/json", text.as_bytes(), &[]).await
    }

    /// Sends a form with a file at its end.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--batas\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let (name, content) = file;
        let head = format!(
            "--batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--batas--\r\n");
        self.send("POST", path, "multipart/form-data; boundary=batas", &body, &[]).await
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
        more: &[(&str, &str)],
    ) -> Page {
        let mut head = format!("{method} {path} HTTP/1.0\r\nHost: {}\r\n", self.address);
        if !kind.is_empty() {
            head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
        }
        if !self.cookies.is_empty() {
            let kept = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            head.push_str(&format!("Cookie: {}\r\n", kept.collect::<Vec<_>>().join("; ")));
        }
        for (name, value) in more {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let page = Page::read(&answer);
        for set in &page.cookies {
            let (name, value) = set.split(';').next().and_then(|it| it.split_once('=')).unwrap();
            if set.contains("; Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        page
    }
}

impl Page {
    fn read(answer: &[u8]) -> Self {
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let (head, body) = answer.split_at(end);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_ascii_lowercase(), value.to_owned()))
        };
        let headers: Vec<(String, String)> = lines.filter_map(header).collect();
        let set = headers.iter().filter(|(name, _)| name == "set-cookie");
        Self {
            status: status.parse().unwrap(),
            cookies: set.map(|(_, cookie)| cookie.clone()).collect(),
            headers: headers.into_iter().collect(),
            body: body.get(4..).unwrap_or_default().to_vec(),
        }
    }

    /// The page as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where it leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers.get("location").map_or("", String::as_str)
    }

    /// What stands in the first element of the class `code` after `word`.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn code_after(&self, word: &str) -> String {
        let text = self.text();
        let (_, rest) = text.split_once(word).unwrap_or_else(|| panic!("no {word} in {text}"));
        let (_, rest) = rest.split_once("class=\"code\">").unwrap();
        rest.split('<').next().unwrap().to_owned()
    }

    /// The fields of the form that leads to `action`, some of them filled in.
    ///
    /// # Panics
    /// When no form leads there.
    #[must_use]
    pub fn filled(&self, action: &str, values: &[(&str, &str)]) -> Vec<(String, String)> {
        let is_filled = |name: &str| values.iter().any(|(filled, _)| *filled == name);
        let kept = self.fields(action).into_iter().filter(|(name, _)| !is_filled(name));
        let given = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        kept.chain(given).collect()
    }

    /// The hidden and typed fields of the first form that leads to `action`, and
    /// the boxes in it that are ticked.
    ///
    /// # Panics
    /// When no form leads there.
    #[must_use]
    pub fn fields(&self, action: &str) -> Vec<(String, String)> {
        let text = self.text();
        let form = text.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
        let form = form.unwrap_or_else(|| panic!("no form leads to {action}: {text}"));
        let form = form.split("</form>").next().unwrap();
        let inputs = form.split("<input").skip(1).filter(|input| is_sent(input));
        inputs
            .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
            .collect()
    }
}

/// Whether a browser sends an input that nobody touches.
fn is_sent(input: &str) -> bool {
    let element = input.split('>').next().unwrap_or_default();
    let kind = |name: &str| element.contains(&format!("type=\"{name}\""));
    !kind("file") && (element.contains(" checked") || !(kind("checkbox") || kind("radio")))
}

fn attribute(element: &str, name: &str) -> Option<String> {
    let element = element.split('>').next()?;
    let (_, rest) = element.split_once(&format!("{name}=\""))?;
    let value = rest.split('"').next()?;
    let pairs = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    Some(pairs.iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to)))
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
