"""Styles are written by subject and sent as one file."""

from handbook.styles import JOINED, joined, names, with_joined

LINKS = """<link rel="stylesheet" href="../../assets/stylesheets/main.1234.min.css">

      <link rel="stylesheet" href="../../assets/css/tokens.css">

      <link rel="stylesheet" href="../../assets/css/type.css">

    <script>theme()</script>"""


def test_a_page_links_one_file_in_the_place_of_several() -> None:
    assert names(LINKS) == ["assets/css/tokens.css", "assets/css/type.css"]
    page = with_joined(LINKS)
    assert page.count("<link") == 2
    assert f'<link rel="stylesheet" href="../../{JOINED}">\n\n    <script>' in page
    assert with_joined(page) == page
    assert names(page) == []


def test_the_files_keep_their_order() -> None:
    files = {"a": b"one {}\n", "b": b"two {}\n\n"}
    assert joined(["b", "a"], files.__getitem__) == b"two {}\none {}\n"
