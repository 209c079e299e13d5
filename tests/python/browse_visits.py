"""Officers at a real browser: one orders a visit and moves it, one adds a photograph,
one computes a fee and sets it.

It is told {"portal", "agency", "tokens"}, one token for each officer; see `walking`.
"""

from citizen import PDF
from officer import Officer
from walking import ask, on_each_screen


def visit(officer, told):
    page, tokens = officer.page, told["tokens"]
    case = told["portal"] + ask("a case to visit")["case"]
    officer.sign_in(told["agency"], tokens["atasan"])
    page.goto(case + "/kunjungan?tahap=tinjau")
    officer.look("meja-kunjungan-atur")
    page.get_by_label("Waktu kunjungan").fill("2026-06-20T09:30")
    page.get_by_label("Tempat").fill("Jalan Contoh Nomor 1")
    page.get_by_label("Nomor surat tugas").fill("090/17/ST/2026")
    page.get_by_label("Tanggal surat").fill("2026-06-08")
    page.get_by_label("Tim").fill("pemeriksa\nrekan")
    officer.press("Tanda tangani surat tugas")
    page.get_by_text("Pindahkan kunjungan").click()
    officer.look("meja-kunjungan-pindah")
    page.get_by_label("Waktu yang baru").fill("2026-06-22T13:00")
    page.get_by_label("Sebab dipindah").fill("Pemilik berhalangan.")
    officer.press("Simpan waktu baru")
    officer.look("meja-kunjungan")
    officer.seen["visit"] = page.locator("time").first.inner_text()
    officer.sign_in(told["agency"], tokens["pemeriksa"])
    page.goto(case + "?tahap=tinjau")
    page.get_by_role("link", name="Tambah berkas petugas").click()
    officer.look("meja-tambah-berkas")
    file = {"name": "foto.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.locator("input[type=file]").set_input_files(file)
    officer.press("Unggah")
    officer.look("meja-kasus-berkas")
    officer.seen["file"] = page.get_by_text("Berkas petugas").first.inner_text()


def charge(officer, told):
    page = officer.page
    case = told["portal"] + ask("a case to charge")["case"]
    officer.sign_in(told["agency"], told["tokens"]["penetap"])
    page.goto(case + "?tahap=tetapkan")
    page.get_by_role("link", name="Hitung dan tetapkan retribusi").click()
    officer.look("meja-retribusi")
    page.get_by_label("Luas tempat usaha").fill("120,5")
    officer.press("Hitung")
    officer.look("meja-retribusi-hitung")
    officer.seen["computed"] = page.locator("main").inner_text()
    officer.press("Tetapkan jumlah ini")
    officer.look("meja-retribusi-ditetapkan")
    officer.seen["owed"] = page.locator(".standing").inner_text()


def walk(browser, told, screen):
    officer = Officer(browser, told["portal"], screen)
    visit(officer, told)
    charge(officer, told)
    return officer.seen


on_each_screen(walk)
