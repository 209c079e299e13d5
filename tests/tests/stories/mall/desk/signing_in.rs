//! Signing in at an agency's own provider, which is of another make: where it leads,
//! what comes back, and everything that opens no desk.

use contract::satupintu::access::v1::{Account, EnrolOfficerRequest};
use serde_json::json;
use stories::mall::{EMPTY, Mall, entry};
use stories::{Agency, Backend, Browser, Page, Plan, Provider, browsed, request_id, sip};

use crate::mall::judge;

const START: &str = "/meja/masuk/dpmptsp-magelang";

/// An agency with a provider, at which one officer has an account.
struct House {
    agency: Agency,
    mall: Mall,
    provider: Provider,
}

impl House {
    async fn open() -> Self {
        Self::at("127.0.0.1", 600).await
    }

    /// The provider is known by `host`; its tokens last so many seconds.
    async fn at(host: &str, lasts_seconds: i64) -> Self {
        let mall = Mall::open(EMPTY).await;
        let back = format!("http://{}{START}/kembali", mall.address());
        let provider = Provider::open(&back, lasts_seconds).await;
        let plan = Plan::sip().trusting(provider.trusted(host));
        let agency = Agency::open(plan, Backend::Sqlite).await;
        enrol(&agency, &provider.issuer(host)).await;
        let secret = mall.folder().join("rahasia-klien");
        std::fs::write(&secret, &provider.client_secret).unwrap();
        let sign_in = format!(
            "sign_in = {{ issuer = \"{}\", client_id = \"{}\", client_secret_file = \"{}\" }}",
            provider.issuer(host),
            provider.client_id,
            secret.display(),
        );
        let endpoint = format!("http://{}", agency.address());
        mall.now_lists(&(EMPTY.to_owned() + &entry(agency.plan.agency, &endpoint, &sign_in)));
        // Looked for once a second.
        let began = std::time::Instant::now();
        while !mall.browser().get("/meja/masuk").await.text().contains(START) {
            assert!(began.elapsed().as_secs() < 10, "the registry was never read again");
            tokio::task::yield_now().await;
        }
        Self { agency, mall, provider }
    }

    /// Where `browser` is sent to sign in.
    async fn entrance(&self, browser: &mut Browser) -> String {
        let begun = browser.get(START).await;
        assert_eq!(begun.status, 303, "{}", begun.text());
        begun.location().to_owned()
    }

    /// The way back that the provider gives to `person`, as a path.
    async fn way_back(&self, person: &str, entrance: &str) -> String {
        let back = self.provider.lets_in(person, entrance).await;
        let own = format!("http://{}", self.mall.address());
        back.strip_prefix(&own).expect("it leads back to the portal").to_owned()
    }

    async fn signs_in(&self, browser: &mut Browser, person: &str) -> Page {
        let entrance = self.entrance(browser).await;
        let back = self.way_back(person, &entrance).await;
        browser.get(&back).await
    }

    async fn close(self) {
        self.provider.close().await;
        self.mall.close().await;
        self.agency.close().await;
    }
}

/// Enrols `loket`, who is called `siti` at the provider.
async fn enrol(agency: &Agency, issuer: &str) {
    let account = Account { issuer: issuer.to_owned(), subject: "siti".to_owned() };
    let enrolment = EnrolOfficerRequest {
        parent: format!("agencies/{}", agency.plan.agency),
        request_id: request_id(),
        officer_id: "loket".to_owned(),
        account: Some(account),
    };
    agency.administrator().access().enrol_officer(enrolment).await.unwrap();
    let duty = format!("execute:{}", sip::LOKET);
    agency.assign(&agency.account("loket", "siti"), &duty).await.unwrap();
}

/// Whether somebody works at the desk in `browser`.
async fn is_open(browser: &mut Browser) -> bool {
    browser.get("/meja").await.status == 200
}

/// The value of a parameter in an address.
fn parameter(address: &str, name: &str) -> String {
    let (_, rest) = address.split_once(&format!("{name}=")).expect("it is there");
    rest.split('&').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_officer_signs_in_at_the_agencys_own_provider() {
    let house = House::open().await;
    let mut browser = house.mall.browser();

    let begun = browser.get(START).await;
    let back = house.way_back("siti", begun.location()).await;
    let welcomed = browser.get(&back).await;
    let desk = browser.get("/meja").await;

    for asked in ["response_type=code", "scope=openid", "code_challenge_method=S256"] {
        assert!(begun.location().contains(asked), "{}", begun.location());
    }
    let attempt = &begun.cookies[0];
    for word in ["satupintu-masuk=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"] {
        assert!(attempt.contains(word), "{attempt}");
    }
    assert_eq!((welcomed.status, &*welcomed.headers["refresh"]), (200, "0; url=/meja"));
    let [session, ended] = &welcomed.cookies[..] else { panic!("{:?}", welcomed.cookies) };
    assert!(session.contains("SameSite=Strict; Max-Age=1800"), "{session}");
    assert!(ended.starts_with("satupintu-masuk=;") && ended.contains("Max-Age=0"), "{ended}");
    assert_eq!(welcomed.headers["cache-control"], "no-store");
    assert!(desk.text().contains("Kotak masuk") && desk.text().contains("loket"));
    house.close().await;
}

#[tokio::test]
async fn a_way_back_counts_once_and_only_in_the_browser_that_began() {
    let house = House::open().await;
    let mut browser = house.mall.browser();
    let entrance = house.entrance(&mut browser).await;
    let back = house.way_back("siti", &entrance).await;
    let mut thief = house.mall.browser();
    let mut other = house.mall.browser();
    house.entrance(&mut other).await;

    let stolen = thief.get(&back).await;
    let planted = other.get(&back).await;
    let first = browser.get(&back).await;
    let again = browser.clone().get(&back).await;

    assert_eq!([stolen.status, planted.status, first.status, again.status], [403, 403, 200, 403]);
    assert!(stolen.text().contains("bukan dari peramban ini"), "{}", stolen.text());
    assert!(!is_open(&mut thief).await && !is_open(&mut other).await);
    house.close().await;
}

#[tokio::test]
async fn a_state_that_was_not_sent_opens_nothing() {
    let house = House::open().await;
    let mut browser = house.mall.browser();
    let entrance = house.entrance(&mut browser).await;
    let back = house.way_back("siti", &entrance).await;

    let forged = back.replace(&parameter(&back, "state"), "lain");
    let answered = browser.get(&forged).await;

    assert_eq!(answered.status, 403);
    assert!(!is_open(&mut browser).await);
    house.close().await;
}

#[tokio::test]
async fn a_token_for_another_sign_in_opens_nothing() {
    let house = House::open().await;
    let mut browser = house.mall.browser();
    let entrance = house.entrance(&mut browser).await;

    let swapped = entrance.replace(&parameter(&entrance, "nonce"), "nonce-lain");
    let back = house.way_back("siti", &swapped).await;
    let answered = browser.get(&back).await;

    assert_eq!(answered.status, 403, "{}", answered.text());
    assert!(!is_open(&mut browser).await);
    house.close().await;
}

#[tokio::test]
async fn a_code_of_another_browser_is_worth_nothing() {
    let house = House::open().await;
    let (mut victim, mut thief) = (house.mall.browser(), house.mall.browser());
    let entrance = house.entrance(&mut victim).await;
    let stolen = house.way_back("siti", &entrance).await;
    let entrance = house.entrance(&mut thief).await;

    let own = parameter(&entrance, "state");
    let back = stolen.replace(&parameter(&stolen, "state"), &own);
    let answered = thief.get(&back).await;

    assert_eq!(answered.status, 403, "{}", answered.text());
    assert!(!is_open(&mut thief).await);
    house.close().await;
}

#[tokio::test]
async fn an_expired_token_and_a_stranger_are_refused_by_the_agency() {
    let late = House::at("127.0.0.1", -120).await;
    let house = House::open().await;

    let expired = late.signs_in(&mut late.mall.browser(), "siti").await;
    let stranger = house.signs_in(&mut house.mall.browser(), "budi").await;

    let words = |reason: &str| contract::reason(reason).unwrap().id;
    assert_eq!((expired.status, stranger.status), (403, 403));
    assert!(expired.text().contains(words("TOKEN_EXPIRED")), "{}", expired.text());
    assert!(stranger.text().contains(words("DUTY_MISSING")), "{}", stranger.text());
    house.close().await;
    late.close().await;
}

#[tokio::test]
async fn a_provider_that_is_down_is_named_and_a_token_still_opens_the_desk() {
    let House { agency, mall, provider } = House::open().await;
    let mut browser = mall.browser();
    let begun = browser.get(START).await;
    let back = provider.lets_in("siti", begun.location()).await;
    let back = back.replace(&format!("http://{}", mall.address()), "");
    provider.close().await;

    let at_the_end = browser.get(&back).await;
    let at_the_start = browser.get(START).await;
    let clerk = agency.officer("penerima", &[&format!("execute:{}", sip::LOKET)]).await;
    let by_token = super::signs_in(&mut browser, &agency, &agency.token(&clerk.person)).await;

    assert_eq!((at_the_end.status, at_the_start.status), (503, 503));
    assert!(
        at_the_start.text().contains("tidak dapat dipakai saat ini"),
        "{}",
        at_the_start.text()
    );
    assert_eq!(by_token.status, 303, "{}", by_token.text());
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn who_denies_at_the_provider_or_names_no_agency_gets_a_plain_page() {
    let house = House::open().await;
    let mut browser = house.mall.browser();
    let entrance = house.entrance(&mut browser).await;
    let state = parameter(&entrance, "state");

    let denied = format!("{START}/kembali?error=access_denied&state={state}");
    let denied = browser.get(&denied).await;
    let nobody = browser.get("/meja/masuk/tidak-ada").await;

    assert_eq!((denied.status, nobody.status), (403, 404));
    assert!(denied.text().contains("Mulai lagi"), "{}", denied.text());
    house.close().await;
}

#[tokio::test]
async fn over_https_what_ties_a_sign_in_to_this_browser_is_for_this_host_alone() {
    let provider = Provider::open(&format!("https://mpp.example{START}/kembali"), 600).await;
    let sign_in = format!(
        "sign_in = {{ issuer = \"{}\", client_id = \"{}\" }}",
        provider.issuer("127.0.0.1"),
        provider.client_id,
    );
    let agency = entry("dpmptsp-magelang", "http://127.0.0.1:9", &sign_in);
    let mall = Mall::reached_at(&(EMPTY.to_owned() + &agency), "https://mpp.example").await;

    let begun = mall.browser().get("/en/meja/masuk/dpmptsp-magelang").await;

    let cookie = &begun.cookies[0];
    assert!(cookie.starts_with("__Host-satupintu-masuk=") && cookie.contains("; Secure"));
    let back = "redirect_uri=https%3A%2F%2Fmpp.example%2Fmeja%2Fmasuk%2Fdpmptsp-magelang%2Fkembali";
    assert!(begun.location().contains(back), "{}", begun.location());
    assert!(begun.location().contains("ui_locales=en"), "{}", begun.location());
    mall.close().await;
    provider.close().await;
}

#[tokio::test]
async fn a_browser_signs_in_from_another_site_and_out_of_both() {
    // To a browser, `localhost` is another site than the portal's 127.0.0.1.
    let house = House::at("localhost", 600).await;
    let told = json!({
        "portal": format!("http://{}", house.mall.address()),
        "provider": house.provider.issuer("localhost"),
    });

    let seen = browsed("sign_in.py", &told, async |asked| panic!("{asked}")).await;

    for screen in ["phone", "desk"] {
        let seen = &seen[screen];
        judge(screen, seen);
        assert_eq!(seen["inbox"], "Kotak masuk", "{screen}");
        assert_eq!(seen["after"], "Masuk meja kerja", "{screen}");
        assert_eq!(seen["signed_out"], true, "{screen}");
    }
    house.close().await;
}
