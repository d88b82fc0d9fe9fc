"""Every picture, side by side: nothing stands out, nothing overlaps, nothing is too small or too faint to read on a phone."""

from playwright.sync_api import Browser

from tools.pictures import SCHEMES, WIDTHS, faults, names


def test_each_text_of_each_picture_can_be_read(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    assert [fault for scheme in SCHEMES.values() for fault in faults(page, names(), scheme, WIDTHS["phone"])] == []
    page.close()
