"""Numbers, names and nestings beyond all bounds, and what is no file."""

import os
import re
import shutil
import socket
from pathlib import Path

from tests.corpus.breaks import Break, Cases, edit, rename, write
from tests.project import PAGE, PROFILE, RESOURCE, TERM, Project

VOCABULARY = "data/vocabulary.yml"
COPY = "Copy the address from the browser's address bar."


def vocabulary(name: str, value: str) -> Break:
    """Put another value into a closed list."""

    def broken(project: Project) -> None:
        text = project.read(VOCABULARY)
        changed = re.sub(rf"^{name}:.*(?:\n .*)*", f"{name}: {value}", text, flags=re.MULTILINE)
        assert changed != text
        project.write(VOCABULARY, changed)

    return broken


def pipe(path: str) -> Break:
    """A named pipe, which keeps whoever opens it waiting."""

    def broken(project: Project) -> None:
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).unlink(missing_ok=True)
        os.mkfifo(project.root / path)

    return broken


def socket_at(path: str) -> Break:
    def broken(project: Project) -> None:
        # The address of a socket may be some hundred bytes long.
        here = Path.cwd()
        os.chdir((project.root / path).parent)
        try:
            with socket.socket(socket.AF_UNIX) as opened:
                opened.bind(Path(path).name)
        finally:
            os.chdir(here)

    return broken


def odd_name(project: Project) -> None:
    os.close(os.open(os.fsencode(project.root) + b"/data/questions/caf\xe9.yml", os.O_CREAT))


def linked_folder(project: Project) -> None:
    (project.root / "data/profiles").rename(project.root / "elsewhere")
    (project.root / "data/profiles").symlink_to(project.root / "elsewhere")


def file_for_folder(project: Project) -> None:
    shutil.rmtree(project.root / "data/profiles")
    project.write("data/profiles", "")


def dangling_lock(project: Project) -> None:
    (project.root / "data/ids.lock").symlink_to("nowhere")


CASES: Cases = {
    "a port that is none": (
        edit(RESOURCE, "url: https://example.org/one", "url: https://example.com:99999/x"),
        [f"{RESOURCE}:2:6: url is not an address: Port out of range 0-65535. {COPY}"],
    ),
    "a port of letters": (
        edit(RESOURCE, "url: https://example.org/one", "url: https://example.com:abc/x"),
        [f"{RESOURCE}:2:6: url is not an address: Port could not be cast to integer value as 'abc'. {COPY}"],
    ),
    "the port 0": (
        edit(RESOURCE, "url: https://example.org/one", "url: https://example.com:0/x"),
        [f"{RESOURCE}:2:6: url does not name a public host. {COPY}"],
    ),
    "brackets that are no host": (
        edit(RESOURCE, "url: https://example.org/one", 'url: "http://[your-server]:8080/path"'),
        [f"{RESOURCE}:2:6: url is not an address: 'your-server' does not appear to be an IPv4 or IPv6 address. {COPY}"],
    ),
    "a bracket that does not close": (
        edit(RESOURCE, "url: https://example.org/one", 'url: "http://[bad/"'),
        [f"{RESOURCE}:2:6: url is not an address: Invalid IPv6 URL. {COPY}"],
    ),
    "a name with a part of 64 letters": (
        edit(
            RESOURCE, "url: https://example.org/one", "url: https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org/"
        ),
        [f"{RESOURCE}:2:6: url does not name a public host. {COPY}"],
    ),
    "a name and a password": (
        edit(RESOURCE, "url: https://example.org/one", "url: https://me:pw@example.org/"),
        [f"{RESOURCE}:2:6: url does not name a public host. {COPY}"],
    ),
    "a number of 5,000 digits": (
        edit(RESOURCE, "minutes: 60", "minutes: " + "1" * 5000),
        [f"{RESOURCE}:7:10: minutes is 111111111111111111, and must be at most 20000. Check the number."],
    ),
    "a year of 5,000 digits": (
        edit(RESOURCE, "year: 2020", "year: " + "9" * 5000),
        [f"{RESOURCE}:4:7: year is 999999999999999999, and must be at most 2100. Check the number."],
    ),
    "a number of 5,000 digits as a title": (
        edit(RESOURCE, "title: Resource one", "title: " + "1" * 5000),
        [f"{RESOURCE}:1:8: title is a number, but must be text. Write text on one line, in quotes if it looks like a number or a date."],
    ),
    "a negative number": (
        edit(RESOURCE, "minutes: 60", "minutes: -5"),
        [f"{RESOURCE}:7:10: minutes is -5 without quotes, which YAML readers take for a number. Write digits only, without quotes."],
    ),
    "nothing to read": (
        edit(RESOURCE, "minutes: 60", "minutes: 0"),
        [f"{RESOURCE}:7:10: minutes is 0, and must be at least 1. Check the number."],
    ),
    "a link to a name of 300 letters": (
        edit(PAGE, "(glossary/index.md)", "(" + "a" * 300 + ".md)"),
        [
            f'{PAGE}:6:22: the link "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..." leads nowhere. Link the file, relative to this one.'
        ],
    ),
    "a link to a host in brackets": (
        lambda project: project.append(PAGE, "\n[the tool](http://[your-server]:8080/path)\n"),
        [
            f'{PAGE}:8:12: the link "http://[your-server]:8080/path" cannot be opened: its host cannot be read. Copy the address from the browser\'s address bar; one that is only an example belongs in backticks.'
        ],
    ),
    "a link with a port that is none": (
        lambda project: project.append(PAGE, "\n[the tool](http://example.org:99999/)\n"),
        [
            f'{PAGE}:8:12: the link "http://example.org:99999/" cannot be opened: its port is not a number from 0 to 65535. Copy the address from the browser\'s address bar; one that is only an example belongs in backticks.'
        ],
    ),
    "an empty table of levels": (vocabulary("levels", "{}"), [f"{VOCABULARY}:5:9: levels is empty. Fill it in."]),
    "an empty table of areas": (vocabulary("areas", "{}"), [f"{VOCABULARY}:1:8: areas is empty. Fill it in."]),
    "an empty table of formats": (vocabulary("formats", "{}"), [f"{VOCABULARY}:10:10: formats is empty. Fill it in."]),
    "an empty list of free costs": (
        edit(VOCABULARY, "unpaid: [free]", "unpaid: []"),
        [f"{VOCABULARY}:12:9: unpaid is empty. Fill it in, or delete it."],
    ),
    "an empty table of frames": (vocabulary("frames", "{}"), [f"{VOCABULARY}:16:9: frames is empty. Fill it in."]),
    "a download that was the last": (
        lambda project: project.append(PAGE, '\n{{ download("one") }}\n'),
        [f'{PAGE}:8:1: unknown argument "one" of the macro "download". Values are none.'],
    ),
    "lists 3,000 deep in a page": (
        lambda project: project.append(PAGE, "\n" + "- " * 3000 + "x\n"),
        [f"{PAGE}:8:1: the text holds something nested more than 8 deep. Write it with fewer of them."],
    ),
    "quotes 3,000 deep in a page": (
        lambda project: project.append(PAGE, "\n" + ">" * 3000 + " x\n"),
        [f"{PAGE}:8:1: the text holds something nested more than 8 deep. Write it with fewer of them."],
    ),
    "lists deep by indentation": (
        lambda project: project.append(PAGE, "".join("\n" + "    " * deep + "- x" for deep in range(12)) + "\n"),
        [f"{PAGE}:17:1: the text holds something nested more than 8 deep. Write it with fewer of them."],
    ),
    "lists 3,000 deep in a field": (
        edit(TERM, "related: [warehouse, backfill]", "related: " + "[" * 3000 + "]" * 3000),
        [f"{TERM}:13:18: values are nested more than 8 deep. Compare it with another entry of its kind."],
    ),
    "lists 3,000 deep, in lines": (
        write(RESOURCE, "- " * 3000 + "x\n"),
        [f"{RESOURCE}:1:19: values are nested more than 8 deep. Compare it with another entry of its kind."],
    ),
    "an id of 83 characters": (
        rename(PROFILE, "data/profiles/" + "a" * 83 + ".yml"),
        [
            'data/profiles/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.yml:1:1: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..." has 83 characters, and an id at most 60. Rename the file to "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.yml".'
        ],
    ),
    "a page of 61 characters": (
        write("docs/" + "a" * 61 + ".md", "---\ntitle: X\ndescription: Y.\n---\n"),
        [
            'docs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md:1:1: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..." has 61 characters, and an id at most 60. Rename the file to "docs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md".'
        ],
    ),
    "a reference of 61 characters": (
        edit(TERM, "requires: []", "requires: [" + "a" * 61 + "]"),
        [f"{TERM}:12:12: requires[1] has 61 characters, at most 60 fit. Shorten it by 1."],
    ),
    "a name that is not UTF-8": (
        odd_name,
        [
            "data/questions/caf\\udce9.yml:1:1: the name holds characters that cannot be printed, or is not UTF-8. Rename it with letters a to z, digits and hyphens."
        ],
    ),
    "a named pipe": (
        pipe("data/resources/x.yml"),
        ["data/resources/x.yml:1:1: this is a named pipe, but a file is expected. Delete it, or write the file."],
    ),
    "a named pipe among pages": (
        pipe("docs/x.md"),
        ["docs/x.md:1:1: this is a named pipe, but a file is expected. Delete it, or write the file."],
    ),
    "a named pipe among assets": (
        pipe("docs/assets/x.png"),
        ["docs/assets/x.png:1:1: this is a named pipe, but a file is expected. Delete it, or write the file."],
    ),
    "a socket": (
        socket_at("data/questions/x.yml"),
        ["data/questions/x.yml:1:1: this is a socket, but a file is expected. Delete it, or write the file."],
    ),
    "a pipe where the vocabulary should be": (
        pipe("data/vocabulary.yml"),
        [f"{VOCABULARY}:1:1: this is a named pipe, but a file is expected. Delete it, or write the file."],
    ),
    "a folder that is a link": (linked_folder, ["data/profiles:1:1: this is a symbolic link. Put the file itself here."]),
    "a folder that is a file": (
        file_for_folder,
        ["data/profiles:1:1: this is a file, but a folder is expected. Put a folder with the entries here."],
    ),
    "a dangling link for the lock": (dangling_lock, ["data/ids.lock:1:1: this is a symbolic link. Put the file itself here."]),
    "a field's name of 5,000 letters": (
        edit(RESOURCE, "year: 2020", "y" * 5000 + ": 2020"),
        [
            f"{RESOURCE}:4:5001: this is not YAML: could not find expected ':'. Compare it with another entry of its kind; text with : # ' or \" needs quotes."
        ],
    ),
    "a name that is a list": (
        edit(RESOURCE, "year: 2020", "[a, b]: 2020"),
        [f"{RESOURCE}:4:1: a field's name must be plain text. Compare it with another entry of its kind."],
    ),
}
