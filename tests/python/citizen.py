"""What a citizen does in a browser on the way to a permit."""

from walking import Walk

SERVICE = "/layanan/dpmptsp-magelang/sip-dokter-spesialis"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Citizen(Walk):
    """An applicant."""

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

    def verify(self, licence):
        self.open("/verifikasi", "verifikasi")
        self.page.get_by_label("Instansi penerbit").select_option("dpmptsp-magelang")
        self.page.get_by_label("Nomor dokumen").fill(licence)
        self.page.get_by_role("button", name="Periksa").nth(1).click()
        self.look("hasil")
        self.seen["verified"] = self.page.locator(".word").inner_text()
