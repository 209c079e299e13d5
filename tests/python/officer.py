"""An officer who works at the desk."""

from walking import Walk


class Officer(Walk):
    """Whoever has the token at hand."""

    def sign_in(self, agency, token):
        self.page.context.clear_cookies()
        self.page.goto(self.portal + "/meja")
        self.page.get_by_label("Instansi yang menyimpan").select_option(agency)
        self.page.get_by_label("Token petugas").fill(token)
        self.press("Masuk")
