"""A person at a real browser: applies, uploads, tracks, withdraws nothing, verifies.

Reads {"portal", "licence"} from standard input and writes what was seen to
standard output. On every page axe looks for what keeps people out (WCAG 2.2 AA).
PICTURES names a folder for a picture of every page.
"""

import json
import os
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SERVICE = "/layanan/dpmptsp-magelang/sip-dokter-spesialis"
SCREENS = {"phone": (360, 740), "desk": (1280, 900)}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Walk:
    """One visitor on one screen."""

    def __init__(self, browser, portal, screen):
        width, height = SCREENS[screen]
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.portal, self.screen = portal, screen
        self.seen = {"pages": [], "grave": [], "wider_than_the_screen": [], "elsewhere": []}
        self.page.on("request", self.note)

    def note(self, request):
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
        self.press("Lihat permohonan")
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


def walk(browser, told, screen):
    visitor = Walk(browser, told["portal"], screen)
    visitor.open("/", "beranda")
    visitor.seen["first_page_bytes"] = visitor.weight()
    for path, name in [("/layanan", "katalog"), ("/status", "status"), ("/en", "en"), ("/bantuan", "bantuan")]:
        visitor.open(path, name)
    number, secret = visitor.apply()[:2]
    visitor.upload()
    visitor.track(number, secret)
    visitor.verify(told["licence"])
    return visitor.seen


def main():
    told = json.load(sys.stdin)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("chromium is missing: apt-get install -y --no-install-recommends chromium")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        seen = {screen: walk(browser, told, screen) for screen in SCREENS}
        browser.close()
    json.dump(seen, sys.stdout)


main()
