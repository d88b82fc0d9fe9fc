"""Open the pull request that comes of a form, or say what is missing: `python -m tools.pulls.answer EVENT PROPOSAL`.

PROPOSAL is what `tools.pulls.propose` wrote, and is looked at again. The issue, its author and the commit to build on come
from the event and the environment. Titles, branch names and commit messages are made of numbers and ids alone; what the
author wrote is in the file, and in code spans.
"""

import json
import os
import re
import sys
import urllib.parse
from pathlib import Path
from typing import Any

from tools.markdown import code
from tools.pulls.api import Api, ApiError
from tools.pulls.comments import say
from tools.pulls.received import Proposal, Refused, Trouble, proposal

_MARK = "answer to the form"
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
_REVISION = re.compile("[0-9a-f]{40}")


def main(arguments: list[str]) -> int:
    """Answer. 0 if it's done, 1 if what was received isn't sound, 2 if the code host didn't do it; the issue then says so."""
    event, file = (Path(argument) for argument in arguments)
    given = json.loads(event.read_text(encoding="utf-8"))
    api = Api.of_workflow()
    number = int(given["issue"]["number"])
    try:
        found = proposal(file.read_bytes())
        if found.issue != number:
            raise Refused("it's of another issue")
        text = _troubles(found.troubles) if found.troubles else _opened(api, given, found)
        say(api, number, _MARK, text)
        _take_off(api, number, str(given["label"]["name"]))
    except Refused as refused:
        print(f"The proposal was refused: {refused}.")
        return 1
    except ApiError as error:
        print(f"The code host didn't answer: {error}")
        return 2
    return 0


def _troubles(troubles: tuple[Trouble, ...]) -> str:
    lines = [f"- {f'**{code(trouble.label)}**: ' if trouble.label else ''}{code(trouble.told, 900)}" for trouble in troubles]
    end = "Edit the form above (the menu with the three dots). A maintainer then puts the label on again."
    return "\n".join(["This can't become an entry yet:", "", *lines, "", end])


def _opened(api: Api, given: Any, found: Proposal) -> str:
    """Open the pull request, and say which it is; or say why there is none, and what to do."""
    branch, base = f"form-{found.issue}", str(given["repository"]["default_branch"])
    owner = api.repository.partition("/")[0]
    open_ones = api.get("/pulls", state="open", head=f"{owner}:{branch}")
    if open_ones:
        return f"#{int(open_ones[0]['number'])} is open already. Change the entry there, or close it, delete its branch and label again."
    try:
        api.get(f"/git/ref/heads/{branch}")
    except ApiError as error:
        if error.status != 404:
            raise
    else:
        return f"The branch `{branch}` is there already. Delete it, then put the label on again."
    revision = os.environ["GITHUB_SHA"]
    if not _REVISION.fullmatch(revision):
        raise Refused("the commit to build on isn't one")
    commit = _commit(api, revision, found, given["issue"]["user"])
    api.post("/git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})
    body = f"From the form in #{found.issue}, checked. Whoever merges this answers for its facts.\n\nCloses #{found.issue}."
    try:
        pull = api.post("/pulls", {"title": _subject(found), "head": branch, "base": base, "body": body})
    except ApiError as error:
        if error.status not in {403, 422}:
            raise
        address = f"{os.environ['GITHUB_SERVER_URL']}/{api.repository}/compare/{base}...{branch}?expand=1"
        return f"The entry is in the branch `{branch}`, but Actions may not open pull requests here. [Open it by hand]({address})."
    return f"Thank you. Your entry is in #{int(pull['number'])}, where a maintainer reviews it."


def _commit(api: Api, revision: str, found: Proposal, user: Any) -> str:
    tree = api.get(f"/git/commits/{revision}")["tree"]["sha"]
    files = [{"path": path, "mode": "100644", "type": "blob", "content": content} for path, content in found.files]
    grown = api.post("/git/trees", {"base_tree": tree, "tree": files})["sha"]
    message = f"{_subject(found)}\n\nProposed in #{found.issue}.{_co_author(user)}"
    return str(api.post("/git/commits", {"message": message, "tree": grown, "parents": [revision]})["sha"])


def _subject(found: Proposal) -> str:
    return f"Add the {found.kind} {found.id}"


def _co_author(user: Any) -> str:
    """The author's line, by the number and name that the code host has; none where the account is gone."""
    login, number = str((user or {}).get("login", "")), (user or {}).get("id")
    if not _LOGIN.fullmatch(login) or not isinstance(number, int):
        return ""
    return f"\n\nCo-authored-by: {login} <{number}+{login}@users.noreply.github.com>"


def _take_off(api: Api, number: int, label: str) -> None:
    """Take the label off, so that it can be put on again."""
    try:
        api.delete(f"/issues/{number}/labels/{urllib.parse.quote(label, safe='')}")
    except ApiError as error:
        if error.status != 404:
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
