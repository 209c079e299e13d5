"""A real browser on a phone and on a desk, and what is judged on every page: axe
looks for what keeps people out (WCAG 2.2 AA), nothing is wider than the screen,
nothing is fetched from elsewhere.

A script reads what it is told as one line from standard input. Where somebody
else has to do something it writes a line {"ask": what} to standard output and
waits for a line in answer; the last line is {"seen": what was seen on each
screen}. PICTURES names a folder for a picture of every page.
"""

import json
import os
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SCREENS = {"phone": (360, 740, "dark"), "desk": (1280, 900, "light")}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Walk:
    """Somebody on one screen."""

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
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.click()


def ask(what):
    """Has somebody else do something; what they answer."""
    print(json.dumps({"ask": what}), flush=True)
    return json.loads(sys.stdin.readline())


def on_each_screen(walk):
    """Has `walk(browser, told, screen)` walk, which answers what it saw."""
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
