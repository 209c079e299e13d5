"""An officer at a real browser, who signs in at the agency's own provider and out again.

It is told {"portal", "provider"}; see `walking`.
"""

from walking import Walk, on_each_screen


class Officer(Walk):
    """Somebody with an account at the provider."""

    def note(self, request):
        # The provider's own pages fetch what they like.
        self.visited.append(request.url)
        own = self.page.url.startswith(self.portal) and not request.is_navigation_request()
        if own and not request.url.startswith(self.portal):
            self.seen["elsewhere"].append(request.url)


def walk(browser, told, screen):
    officer = Officer(browser, told["portal"], screen)
    page = officer.page
    # What the provider's pages fetch is not there.
    page.route("https://**", lambda route: route.abort())
    officer.open("/meja", "meja-masuk-penyedia")
    page.get_by_role("link", name="Masuk lewat").click()
    page.locator("input[name=sub]").fill("siti")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(told["portal"] + "/meja")
    officer.look("meja-setelah-masuk")
    officer.seen["inbox"] = page.locator("h1").inner_text()
    officer.press("Keluar dari meja kerja")
    officer.look("meja-keluar")
    officer.seen["after"] = page.locator("h1").inner_text()
    exit = page.get_by_role("link", name="Keluar juga dari akun itu")
    officer.seen["signed_out"] = exit.get_attribute("href").startswith(told["provider"])
    exit.click()
    page.get_by_role("button").first.click()
    page.wait_for_url(told["portal"] + "/meja/masuk")
    return officer.seen


on_each_screen(walk)
