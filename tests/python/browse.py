"""A person at a real browser: applies, uploads, tracks and verifies; complains until
it is solved, scores a service, comments on a draft, and waits in the hall.

It is told {"portal", "licence", "forum"}; see `walking`.
"""

from citizen import Citizen
from walking import ask, on_each_screen


class Visitor(Citizen):
    """Everything that one visitor does on one screen."""

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


def walk(browser, told, screen):
    visitor = Visitor(browser, told["portal"], screen)
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


on_each_screen(walk)
