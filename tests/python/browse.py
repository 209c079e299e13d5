"""A person at a real browser: applies, uploads, tracks and verifies; complains until
it is solved, scores a service, comments on a draft, and waits in the hall.

Reads {"portal", "licence", "forum"} as one line from standard input. Where somebody
in office has to do something it writes a line {"ask": what} to standard output and
waits for a line in answer; the last line is {"seen": what was seen}. On every page
axe looks for what keeps people out (WCAG 2.2 AA). PICTURES names a folder for a
picture of every page.
"""

import json
import os
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SERVICE = "/layanan/dpmptsp-magelang/sip-dokter-spesialis"
SCREENS = {"phone": (360, 740, "dark"), "desk": (1280, 900, "light")}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Walk:
    """One visitor on one screen."""

    def __init__(self, browser, portal, screen):
        width, height, scheme = SCREENS[screen]
        size = {"width": width, "height": height}
        self.page = browser.new_page(viewport=size, color_scheme=scheme)
        self.portal, self.screen = portal, screen
        self.seen = {"pages": [], "grave": [], "wider_than_the_screen": [], "elsewhere": []}
        self.visited = []
        self.page.on("request", self.note)

    def note(self, request):
        self.visited.append(request.url)
        if not request.url.startswith(self.portal):
            self.seen["elsewhere"].append(request.url)

    def weight(self):
        """How many bytes the page and everything that it fetched have."""
        return self.page.evaluate(
            "performance.getEntriesByType('navigation')"
            ".concat(performance.getEntriesByType('resource'))"
            ".reduce((sum, entry) => sum + entry.encodedBodySize, 0)"
        )

    def open(self, path, name):
        self.page.goto(self.portal + path)
        self.look(name)

    def look(self, name):
        """Judges the page as it is now."""
        self.seen["pages"].append(name)
        found = Axe().run(self.page, options=RULES).response["violations"]
        for fault in found:
            if fault["impact"] in ("serious", "critical"):
                places = [node["html"][:120] for node in fault["nodes"][:3]]
                self.seen["grave"].append([name, fault["id"], places])
        over = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        if self.page.evaluate(over):
            self.seen["wider_than_the_screen"].append(name)
        if os.environ.get("PICTURES"):
            path = os.path.join(os.environ["PICTURES"], f"{self.screen}-{name}.png")
            self.page.screenshot(path=path, full_page=True)

    def press(self, words):
        self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()

    def apply(self):
        self.open(SERVICE, "layanan")
        self.page.get_by_role("link", name="Ajukan sekarang").click()
        self.look("ajukan")
        self.press("Lanjut: periksa isian")
        self.look("ajukan-salah")
        self.page.get_by_label("Nama lengkap").fill("Contoh Pemohon")
        self.page.get_by_label("NIK", exact=True).fill("9901011708450001")
        self.page.get_by_label("Kode kecamatan").fill("33.08.01")
        self.page.get_by_role("checkbox").nth(1).check()
        self.press("Lanjut: periksa isian")
        self.look("periksa")
        self.press("Kirim permohonan")
        self.look("tanda-terima")
        codes = self.page.locator("dd.code").all_inner_texts()
        self.seen["receipt"] = codes[0]
        return codes

    def upload(self):
        self.page.get_by_role("link", name="Unggah berkas").click()
        self.look("berkas")
        file = {"name": "ktp.pdf", "mimeType": "application/pdf", "buffer": PDF}
        self.page.locator("input[type=file]").first.set_input_files(file)
        self.press("Unggah")
        self.page.get_by_text("ktp.pdf").wait_for()
        self.look("berkas-ada")

    def track(self, number, secret):
        self.page.context.clear_cookies()
        self.open("/lacak", "lacak")
        self.page.get_by_label("Nomor tanda terima").fill(number)
        self.page.get_by_label("Kode rahasia").fill(secret)
        self.press("Lihat")
        self.look("permohonan")
        self.page.get_by_role("link", name="Pesan").click()
        self.look("pesan-kosong")
        self.page.get_by_label("Tulis kepada petugas").fill("Apakah berkas saya sudah dibaca?")
        self.press("Kirim pesan")
        self.page.get_by_text("Apakah berkas saya sudah dibaca?").wait_for()
        self.look("pesan")

    def verify(self, licence):
        self.open("/verifikasi", "verifikasi")
        self.page.get_by_label("Instansi penerbit").select_option("dpmptsp-magelang")
        self.page.get_by_label("Nomor dokumen").fill(licence)
        self.page.get_by_role("button", name="Periksa").nth(1).click()
        self.look("hasil")
        self.seen["verified"] = self.page.locator(".word").inner_text()


    def keep(self):
        """Number and secret of the receipt that is shown."""
        return self.page.locator("dd.code").all_inner_texts()[:2]

    def follow(self, number, secret):
        """Opens what was filed, as from another device."""
        self.page.context.clear_cookies()
        self.page.goto(self.portal + "/lacak")
        self.page.get_by_label("Nomor tanda terima").fill(number)
        self.page.get_by_label("Kode rahasia").fill(secret)
        self.press("Lihat")

    def complain(self):
        self.open("/adukan", "adukan")
        self.page.get_by_role("main").get_by_role("link").first.click()
        self.look("adukan-isi")
        self.press("Kirim pengaduan")
        self.look("adukan-salah")
        self.page.get_by_role("radio", name="Layanannya tidak seperti").check()
        self.page.get_by_role("radio", name="Tanpa nama").check()
        self.page.get_by_label("Apa yang terjadi").fill("Loket tutup pukul sebelas.")
        self.press("Kirim pengaduan")
        self.look("adukan-tanda-terima")
        number, secret = self.keep()
        ask("answer the complaint")
        self.follow(number, secret)
        self.look("pengaduan")
        self.press("Ya, sudah selesai")
        self.look("pengaduan-selesai")
        self.seen["complaint"] = self.page.locator(".standing").inner_text()

    def score(self):
        token = ask("give a survey token")["token"]
        self.open("/survei", "survei")
        self.page.get_by_label("Instansi").select_option("dpmptsp-magelang")
        self.page.get_by_label("Kode survei").fill(token)
        self.press("Lanjut")
        self.look("survei-isi")
        for question in self.page.locator(".scale").all():
            question.get_by_role("radio").nth(2).check()
        self.page.get_by_label("Jenis kelamin").select_option("P")
        self.press("Kirim jawaban")
        self.look("survei-terima-kasih")
        self.seen["scored"] = self.page.locator("h1").inner_text()
        self.seen["addresses_with_the_token"] = [one for one in self.visited if token in one]
        self.open("/instansi/dpmptsp-magelang?periode=2026-06", "instansi")

    def comment(self, forum):
        self.open("/konsultasi", "konsultasi")
        self.open(forum, "naskah")
        self.page.get_by_role("link", name="Beri masukan").first.click()
        self.look("masukan-isi")
        self.page.get_by_label("Masukan Anda").fill("Waktunya terlalu lama.")
        self.page.get_by_label("Nama Anda").fill("Contoh Warga")
        self.page.get_by_role("radio", name="Pengguna layanan").check()
        self.press("Kirim masukan")
        self.look("masukan-tanda-terima")
        number, secret = self.keep()
        ask("decide on the comment")
        self.follow(number, secret)
        self.look("masukan")
        self.seen["comment"] = self.page.locator(".state").first.inner_text()

    def wait_in_line(self):
        self.open("/antrean", "antrean")
        self.page.get_by_role("checkbox", name="Kependudukan").check()
        self.press("Ambil tiket")
        self.look("tiket")
        self.press("Saya sudah di tempat")
        self.look("tiket-menunggu")
        number = self.page.locator(".number").first.inner_text()
        ask("call the next one")
        self.open("/antrean/dpmptsp-magelang/layar", "layar")
        self.seen["called"] = number in self.page.locator("main").inner_text()
        self.open("/tiket", "tiket-dipanggil")
        ask("serve the one who was called")
        self.open("/tiket", "tiket-selesai")
        self.seen["ticket"] = self.page.locator(".ticket .state").first.inner_text()

    def stand_at_the_kiosk(self):
        token = ask("give the kiosk's token")["token"]
        self.open("/antrean/dpmptsp-magelang/kios", "kios-tertutup")
        self.page.get_by_label("Token petugas").fill(token)
        self.press("Buka kios")
        self.look("kios")
        self.page.get_by_role("checkbox", name="Air minum").check()
        self.press("Ambil nomor")
        self.look("kios-nomor")
        self.seen["kiosk"] = self.page.locator(".number").first.inner_text()


def ask(what):
    """Has somebody in office do something; what they answer."""
    print(json.dumps({"ask": what}), flush=True)
    return json.loads(sys.stdin.readline())


def walk(browser, told, screen):
    visitor = Walk(browser, told["portal"], screen)
    visitor.open("/", "beranda")
    visitor.seen["first_page_bytes"] = visitor.weight()
    for path, name in [("/layanan", "katalog"), ("/status", "status"), ("/kepuasan", "kepuasan"), ("/en", "en"), ("/bantuan", "bantuan")]:
        visitor.open(path, name)
    number, secret = visitor.apply()[:2]
    visitor.upload()
    visitor.track(number, secret)
    visitor.verify(told["licence"])
    visitor.complain()
    visitor.score()
    visitor.comment(told["forum"])
    visitor.wait_in_line()
    for path in ["/en/adukan", "/en/konsultasi", "/en/antrean", "/en/instansi/dpmptsp-magelang",
                 "/instansi/dpmptsp-magelang/kinerja"]:
        visitor.open(path, path.strip("/").replace("/", "-"))
    visitor.stand_at_the_kiosk()
    return visitor.seen


def main():
    told = json.loads(sys.stdin.readline())
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("chromium is missing: apt-get install -y --no-install-recommends chromium")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        seen = {screen: walk(browser, told, screen) for screen in SCREENS}
        browser.close()
    print(json.dumps({"seen": seen}), flush=True)


main()
