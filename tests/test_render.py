"""References from page to page, as the site's own and as a generator that moves them expects them."""

from posixpath import dirname
from urllib.parse import urljoin

import pytest

from handbook.addresses import address_of
from handbook.render import relative

ROOT = "https://handbook.example.org/guide/"
PAGES = ("index.md", "about.md", "glossary/index.md", "glossary/ci-cd.md", "interview/index.md", "interview/practice.md")
TARGETS = (
    "",
    "about/",
    "glossary/",
    "glossary/ci-cd/",
    "glossary/ci-cd/#ask",
    "glossary/mvp/",
    "interview/#why-late",
    "library/progress/",
    "downloads/terms.tsv",
    "glossary/terms.tsv",
    "https://example.org/",
)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("page", PAGES)
def test_a_reference_leads_from_the_page_to_its_target(page: str, target: str) -> None:
    url = address_of(page)
    reference = relative(target, url)
    assert urljoin(ROOT + url, reference) == urljoin(ROOT, target)
    assert not reference.startswith("/")


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("page", PAGES)
def test_for_a_generator_that_moves_them_references_lead_from_the_folder_of_the_source(page: str, target: str) -> None:
    reference = relative(target, address_of(page), dirname(page))
    if reference.startswith("#"):  # Those to the page itself are not moved.
        assert target == f"{address_of(page)}{reference}"
    else:
        assert urljoin(ROOT + page, reference) == urljoin(ROOT, target)


def test_a_text_to_download_is_not_taken_for_a_page() -> None:
    assert relative("downloads/case.md", "transition/case/") == "../../downloads/case.md"
    assert relative("downloads/case.md", "transition/case/", "transition") == "../downloads/case%2Emd"
