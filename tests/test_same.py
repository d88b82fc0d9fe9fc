"""What counts as the same address, and as the same name."""

import json
import subprocess

import pytest

from handbook.rules.same import canonical_url, folded
from tests.conftest import ROOT
from tools.node import NODE

SAME = (
    ("https://example.org/x", "http://www.example.org/x/"),
    ("https://example.org/x", "https://EXAMPLE.org:443/x"),
    ("http://example.org:80/x", "https://example.org/x"),
    ("https://example.org/x?alpha", "https://example.org/x?alpha="),
    ("https://example.org/x?", "https://example.org/x"),
    ("https://example.org/x?a=1&b=2", "https://example.org/x?b=2&a=1"),
    ("https://example.org/x?a=b+c", "https://example.org/x?a=b%20c"),
    ("https://example.org/%69nspired", "https://example.org/inspired"),
    ("https://example.org/caf%c3%a9", "https://example.org/caf%C3%A9"),
    ("https://example.org/a%7Eb", "https://example.org/a~b"),
    ("https://example.org/./x", "https://example.org/x"),
    ("https://example.org/a/../x", "https://example.org/x"),
    ("https://example.org/a/%2e%2E/x", "https://example.org/x"),
    ("https://example.org//x", "https://example.org/x"),
    ("https://example.org/x/index.html", "https://example.org/x"),
    ("https://example.org/x#part", "https://example.org/x#:~:text=part"),
    ("https://example.org/x?fbclid=1", "https://example.org/x?gclid=2&utm_medium=mail&mc_cid=3&mc_eid=4"),
    ("https://example.org/x?a=1&msclkid=2", "https://example.org/x?a=1"),
    ("https://m.example.org/x", "https://example.org/x"),
    ("https://en.m.wikipedia.org/wiki/Recall", "https://en.wikipedia.org/wiki/Recall"),
    ("https://youtu.be/zjkBMFhNj_g?t=3", "https://www.youtube.com/watch?v=zjkBMFhNj_g&list=PL1"),
    ("https://youtu.be/zjkBMFhNj_g", "https://www.youtube-nocookie.com/embed/zjkBMFhNj_g"),
    ("https://m.youtube.com/watch?feature=share&v=zjkBMFhNj_g", "https://www.youtube.com/shorts/zjkBMFhNj_g"),
    ("https://arxiv.org/pdf/2005.11401v4.pdf", "https://arxiv.org/abs/2005.11401"),
    ("https://dx.doi.org/10.1145/ABC", "https://doi.org/10.1145/abc"),
)
NOT_THE_SAME = (
    ("https://example.org/x?alpha", "https://example.org/x?beta"),
    ("https://example.org/x?a=1", "https://example.org/x?a=2"),
    ("https://example.org/x?a=1%262", "https://example.org/x?a=1&2"),
    ("https://example.org/x", "https://example.org/X"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org:8080/x", "https://example.org/x"),
    ("https://example.org:80/x", "https://example.org/x"),
    ("https://blog.example.org/x", "https://example.org/x"),
    ("https://example.org/#/one", "https://example.org/#/two"),
    ("https://example.org/#!one", "https://example.org/#!two"),
    ("https://youtu.be/zjkBMFhNj_g", "https://youtu.be/zjkBMFhNj_h"),
    ("https://www.youtube.com/playlist?list=a", "https://www.youtube.com/playlist?list=b"),
    ("https://m.com/x", "https://n.com/x"),
    ("https://example.org/%2541", "https://example.org/%41"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_page_has_one_address(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_two_pages_have_two_addresses(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


NAMES = (
    "A/B test",
    "Pub/Sub",
    "pub-sub",
    "Na\u00efve predictors",
    "NAI\u0308VE PREDICTOR",
    "\uff21\uff30\uff29 gateways",
    "CI/CD",
    "user_stories",
    "analysis",
    "status",
    "loss",
    "databases",
    "indexes & caches",
    "biases",
    "classes",
    "release",
    "SLOs & SLIs",
    "x\u00b2-test",
    "\u2460 first",
    "\ufb01ne-tuning",
    "Kafka's topics",
    "24/7",
    "data \u2013 lake",
    "\u65e5\u672c\u8a9e",
)


def test_a_name_is_folded_as_the_search_folds_it() -> None:
    script = (
        f"import {{ words }} from {json.dumps((ROOT / 'docs/assets/js/find.js').as_uri())};"
        f"console.log(JSON.stringify({json.dumps(NAMES)}.map((name) => words(name).join(''))));"
    )
    done = subprocess.run([NODE, "--input-type=module", "--eval", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [folded(name) for name in NAMES] == json.loads(done.stdout)


def test_a_letter_that_looks_like_a_latin_one_is_taken_for_it() -> None:
    assert folded("\u0420ipeline") == folded("Pipeline")
    assert folded("\u03a1ipeline") == folded("Pipeline")
    assert folded("\u0420\u0443\u0441\u0441\u043a\u0438\u0439") != folded("Pipeline")
