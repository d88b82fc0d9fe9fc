"""One comment of ours in a thread, changed in place: the second time says what holds now, and nobody is told twice."""

from typing import Any

from tools.pulls.api import Api

BOT = "github-actions[bot]"
# The code host takes 65,536 characters.
_LONGEST = 60_000


def say(api: Api, number: int, mark: str, text: str) -> None:
    """Write the comment below an issue or pull request, or change ours that is there. `mark` tells it from our others."""
    sign = f"<!-- handbook: {mark} -->"
    body = f"{sign}\n{text if len(text) <= _LONGEST else _cut(text)}"
    mine = next((comment for comment in api.all(f"/issues/{number}/comments") if _is_ours(comment, sign)), None)
    if mine is None:
        api.post(f"/issues/{number}/comments", {"body": body})
    elif mine["body"] != body:
        api.patch(f"/issues/comments/{mine['id']}", {"body": body})


def _is_ours(comment: Any, sign: str) -> bool:
    """Whether the comment is the bot's: anyone can write the mark."""
    user = comment["user"] or {}
    return bool(user.get("login") == BOT and user.get("type") == "Bot" and str(comment["body"]).startswith(sign))


def _cut(text: str) -> str:
    """What fits, up to a line end. A block that is open there has to be closed, or it would hold what follows; nothing does."""
    return text[: text.rindex("\n", 0, _LONGEST)]
