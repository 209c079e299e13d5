"""A permit from the application to its verification, where everybody is at a real
browser: the citizen at the portal, the officers of two agencies at the desk.

It is told {"portal", "tokens"}, one token for each officer; see `walking`.
"""

from citizen import Citizen
from officer import Officer
from walking import ask, on_each_screen

ORIGIN, PARTNER = "dpmptsp-magelang", "dinkes-magelang"
NO_CONFLICT = "Sepanjang yang saya ketahui"


class Office(Citizen, Officer):
    """Everybody in turn, on one screen."""

    def take_the_oldest(self):
        self.page.get_by_role("checkbox", name=NO_CONFLICT).first.check()
        self.press("Ambil yang tertua")

    def finish(self, outcome=None, reason=None, button="Selesaikan tahap ini"):
        if outcome:
            self.page.get_by_role("radio", name=outcome, exact=True).check()
        if reason:
            self.page.get_by_label("Alasan", exact=True).fill(reason)
        self.press(button)

    def does(self, agency, token, **how):
        """Signs in, takes what waits, and finishes it."""
        self.sign_in(agency, token)
        self.take_the_oldest()
        self.finish(**how)

    def counter(self, token, number):
        """The first officer looks at everything that the desk shows."""
        self.open("/meja", "meja-masuk")
        self.sign_in(ORIGIN, token)
        self.look("meja-kotak-masuk")
        self.page.get_by_role("link", name="Permohonan", exact=True).click()
        self.look("meja-permohonan")
        self.page.get_by_role("link", name=number).click()
        self.look("meja-kasus-menunggu")
        self.page.goto(self.portal + "/meja")
        self.take_the_oldest()
        self.look("meja-kasus")
        case = self.page.url
        self.press("Baca isian pemohon")
        self.look("meja-isian")
        self.seen["form"] = self.page.locator("main").inner_text()
        self.page.get_by_role("link", name="Kembali ke permohonan").click()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Unduh berkas").first.click()
        with open(download.value.path(), "rb") as file:
            self.seen["document"] = file.read(5).decode()
        self.page.get_by_role("link", name="Kembalikan dengan daftar").click()
        self.look("meja-kembalikan")
        self.page.goto(case + "/pesan")
        self.page.get_by_label("Tulis kepada pemohon").fill("Berkas Anda sedang kami periksa.")
        self.press("Kirim pesan")
        self.look("meja-pesan")
        self.page.goto(case)
        self.finish("Lengkap")
        self.look("meja-kasus-selesai")

    def at_the_partner(self, tokens):
        self.does(PARTNER, tokens["telaah"])
        self.sign_in(PARTNER, tokens["kepala-dinas"])
        self.take_the_oldest()
        self.look("meja-rekomendasi")
        self.finish("Direkomendasikan", "Kompetensi sesuai.")
        self.does(PARTNER, tokens["naskah"], button="Beri nomor dan terbitkan")

    def after_the_answer(self, tokens):
        self.does(ORIGIN, tokens["penomoran"])
        self.sign_in(ORIGIN, tokens["kepala"])
        self.take_the_oldest()
        self.look("meja-keputusan")
        self.finish("Disetujui", "Seluruh syarat terpenuhi.")
        self.does(ORIGIN, tokens["penerbitan"], button="Beri nomor dan terbitkan")
        self.look("meja-terbit")
        self.does(ORIGIN, tokens["loket"])
        self.seen["ended"] = self.page.locator(".standing").inner_text()

    def verify_what_was_issued(self, number, secret):
        self.follow(number, secret)
        self.look("permohonan-terbit")
        licence = self.page.locator("dd.code").first.inner_text()
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="Unduh dokumen").click()
        [self.seen["scanned"]] = ask(f"scan {download.value.path()}")["codes"]
        self.page.get_by_role("link", name="Laman verifikasinya").click()
        self.look("verifikasi-kode")
        self.seen["by_code"] = self.page.locator(".word").inner_text()
        self.page.goto(self.seen["scanned"])
        self.look("verifikasi-pindai")
        self.seen["by_scan"] = self.page.locator(".word").inner_text()
        self.verify(licence)

    def complain(self, words):
        self.page.context.clear_cookies()
        self.page.goto(self.portal + f"/adukan/{ORIGIN}")
        self.page.get_by_role("radio", name="Layanannya tidak seperti").check()
        self.page.get_by_role("radio", name="Tanpa nama").check()
        self.page.get_by_label("Tentang layanan").select_option(index=1)
        self.page.get_by_label("Apa yang terjadi").fill(words)
        self.press("Kirim pengaduan")
        return self.keep()

    def complaint(self, tokens):
        """From the citizen's complaint to the office's answer."""
        number, secret = self.complain("Loket tutup pukul sebelas.")
        self.open_complaint(tokens["pengadu-admin"], number)
        self.look("meja-pengaduan-baru")
        self.press("Baca isinya")
        self.look("meja-pengaduan-isi")
        self.seen["complaint_read"] = self.page.locator("main").inner_text()
        self.page.get_by_role("link", name="Kembali ke pengaduan").click()
        self.press("Lengkap: verifikasi")
        self.page.get_by_label("Unit").fill("pelayanan")
        self.page.get_by_label("Arahan").fill("Mohon ditindaklanjuti.")
        self.press("Beri disposisi")
        self.look("meja-pengaduan-disposisi")
        self.open_complaint(tokens["penghubung"], number)
        self.page.get_by_label("Yang sudah dilakukan").fill("Petugas dimintai keterangan.")
        self.press("Catat tindak lanjut")
        self.look("meja-pengaduan")
        self.page.get_by_label("Jawaban", exact=True).fill("Jam loket sudah diperbaiki.")
        self.page.get_by_label("Bukti").fill("Foto papan jam loket.")
        self.press("Jawab pelapor")
        self.look("meja-pengaduan-dijawab")
        self.follow(number, secret)
        self.seen["answered"] = self.page.locator(".letters").inner_text()

    def repetition(self, tokens):
        """The same complaint once more, which the office closes as such."""
        self.complain("Loket tutup pukul sebelas, sudah dua kali.")
        number, _ = self.complain("Loket tutup pukul sebelas, sudah tiga kali.")
        self.open_complaint(tokens["pengadu-admin"], number)
        self.page.get_by_role("link", name="Tutup karena dijawab").click()
        self.look("meja-pengaduan-tutup")
        self.page.get_by_role("radio").first.check()
        self.press("Tutup sebagai pengulangan")
        self.look("meja-pengaduan-ditutup")
        self.seen["merged"] = self.page.locator(".standing").inner_text()

    def open_complaint(self, token, number):
        self.sign_in(ORIGIN, token)
        self.page.get_by_role("link", name="Pengaduan", exact=True).click()
        self.look("meja-pengaduan-daftar")
        self.page.get_by_role("link", name=number).click()


def walk(browser, told, screen):
    office, tokens = Office(browser, told["portal"], screen), told["tokens"]
    number, secret = office.apply()[:2]
    office.upload()
    office.counter(tokens["loket"], number)
    office.does(ORIGIN, tokens["admin"])
    ask("hand over")
    office.at_the_partner(tokens)
    ask("bring the answer")
    office.after_the_answer(tokens)
    ask("make the document")
    office.verify_what_was_issued(number, secret)
    office.complaint(tokens)
    office.repetition(tokens)
    office.open("/en/meja/masuk", "en-meja-masuk")
    secrets = [*tokens.values(), secret, "9901011708450001", "Contoh"]
    office.seen["told_in_an_address"] = [
        url for url in office.visited if any(one in url for one in secrets)
    ]
    return office.seen


on_each_screen(walk)
