"""Say below a pull request what it changes: `python -m tools.pulls.post EVENT`, run by main's workflow when Check has ended.

Everything that comes with the run is a stranger's. The number of the pull request is looked up from the run's branch and
commit at the code host, and the summary has to agree; the summary is one JSON file of bounded size in one archive of
bounded size; nothing of it is run, and nothing of the contribution is checked out.
"""

import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.pulls.api import Api, ApiError
from tools.pulls.comments import say
from tools.pulls.received import MOST_BYTES, Refused, Summary, summary
from tools.pulls.told import Run, comment, without_summary

_MARK = "what this changes"
ARTIFACT, FILE, PAGES, PATCH = "summary", "summary.json", "pages", "patch"
_TEXTS = re.compile(r"docs/[^\0]*\.md|data/[^\0]*\.(?:yml|lock)|data/downloads/[^\0]*\.md")
_PREVIEW = re.compile(r"https://[a-z0-9./-]+/\{number\}/")


def main(arguments: list[str]) -> int:
    """Write the comment. 0 if it's written or there's nothing to say, 1 if what was received isn't sound, 2 without an answer."""
    run = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))["workflow_run"]
    api = Api.of_workflow()
    try:
        return _post(api, run)
    except Refused as refused:
        print(f"The summary was refused: {refused}.")
        return 1
    except ApiError as error:
        print(f"The code host didn't answer: {error}")
        return 2


def _post(api: Api, run: Any) -> int:
    run_id, head = int(run["id"]), str(run["head_sha"])
    number = pull_request(api, run)
    if number is None:
        print("No open pull request has this commit as its last.")
        return 0
    artifacts = {item["name"]: item for item in api.get(f"/actions/runs/{run_id}/artifacts", per_page=100)["artifacts"]}
    told = _run(api, run_id, number, artifacts)
    try:
        found = _summary(api, artifacts[ARTIFACT]) if ARTIFACT in artifacts else None
        if found and (found.number, found.head) != (number, head):
            raise Refused("it's of another pull request or commit than the run")
    except Refused:
        say(api, number, _MARK, without_summary(head, told))
        raise
    if not found:
        print("The run left no summary.")
    say(api, number, _MARK, comment(found, told) if found else without_summary(head, told))
    return 0


def pull_request(api: Api, run: Any) -> int | None:
    """The number of the open pull request whose last commit the run is of; None where there is none any more.

    The event names no pull request from a fork, so it is looked up by the fork's owner and the branch.
    """
    if run["event"] != "pull_request" or not run.get("head_repository"):
        return None
    owner = run["head_repository"]["owner"]["login"]
    pulls = api.all("/pulls", state="open", head=f"{owner}:{run['head_branch']}")
    mine = [
        pull
        for pull in pulls
        if pull["head"]["sha"] == run["head_sha"]
        and pull["head"]["repo"]
        and pull["head"]["repo"]["id"] == run["head_repository"]["id"]
        and pull["base"]["repo"]["full_name"] == api.repository
    ]
    return int(mine[0]["number"]) if len(mine) == 1 else None


def _summary(api: Api, artifact: Any) -> Summary:
    if int(artifact["size_in_bytes"]) > MOST_BYTES:
        raise Refused("its archive is too large")
    return summary(only_file(api.download(f"/actions/artifacts/{int(artifact['id'])}/zip", MOST_BYTES)))


def only_file(archive: bytes) -> bytes:
    """The one file of an archive. Raises `Refused` if there's another, or it's larger than it may be, whatever it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            if opened.namelist() != [FILE]:
                raise Refused("its archive holds something else")
            with opened.open(FILE) as file:
                found = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Refused("its archive can't be read") from None
    except Exception as error:
        if type(error).__module__ in {"zlib", "lzma", "bz2", "_lzma"}:
            raise Refused("its archive can't be read") from None
        raise
    if len(found) > MOST_BYTES:
        raise Refused(f"it has more than {MOST_BYTES:,} bytes")
    return found


def _run(api: Api, run_id: int, number: int, artifacts: dict[str, Any]) -> Run:
    server = f"{os.environ['GITHUB_SERVER_URL']}/{api.repository}"
    url = f"{server}/actions/runs/{run_id}"

    def address(name: str) -> str:
        return f"{url}/artifacts/{int(artifacts[name]['id'])}" if name in artifacts else ""

    return Run(url, address(PAGES), address(PATCH), _preview(number), _code(api, number))


def _preview(number: int) -> str:
    """Where the pages of a pull request are shown, if the maintainers have set up such a place."""
    place = os.environ.get("PREVIEW_URL", "")
    return place.replace("{number}", str(number)) if _PREVIEW.fullmatch(place) else ""


def _code(api: Api, number: int) -> tuple[str, ...] | None:
    """The files of the pull request that are more than text, by the code host's own list, which the contribution can't change."""
    try:
        files = list(api.all(f"/pulls/{number}/files"))
    except ApiError:
        return None
    return tuple(sorted({name for file in files for name in _names(file) if not _TEXTS.fullmatch(name)}))


def _names(file: Any) -> Iterator[str]:
    yield str(file["filename"])
    if file.get("previous_filename"):
        yield str(file["previous_filename"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
