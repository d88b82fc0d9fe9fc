"""What counts as the same: two spellings of a name, two spellings of an address."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, unquote_to_bytes, urlsplit, urlunsplit

_BETWEEN_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """A name as people may type it: `Pub/Sub`, `pub-sub` and `PubSub` are one, and so are `Naïve` and `naive`, one and many.

    This is what the search does with names (`words` in docs/assets/js/find.js), so that no two terms answer to one
    query. Letters that look like Latin ones are taken for them besides. A name without any word is itself.
    """
    return "".join(words(name)) or name


def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded: `CI/CD` has two, `CICD` one."""
    return tuple(_singular(word) for word in _BETWEEN_WORDS.split(_plain(name)) if word)


def respelled(text: str) -> str:
    """A text without what its spelling adds: capitals, accents, signs, spaces, look-alikes. Other words make another text."""
    return _BETWEEN_WORDS.sub("", _plain(text)) or text


def _plain(text: str) -> str:
    return (text if text.isascii() else _latin("".join(filter(_is_no_mark, unicodedata.normalize("NFKD", text))))).casefold()


def _is_no_mark(sign: str) -> bool:
    return not unicodedata.category(sign).startswith("M")


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    one = _without_s(word)
    return _without_s(one[:-1]) if len(one) > 4 and one.endswith(_SIBILANTS) else one


# What takes -es: `indexes`. `cache` and `caches` are one, whatever that one is.
_SIBILANTS = ("che", "she", "se", "xe", "ze")


def _without_s(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word


def _latin(text: str) -> str:
    r"""The text with each letter that looks like a Latin one replaced by that: a Cyrillic `\u0420` is `P`."""
    if not any(map(_is_foreign, text)):
        return text
    # Imported for the few names that need it: its table takes longer to read than all names to compare.
    from confusable_homoglyphs.confusables import confusables_data

    def look_alike(sign: str) -> str:
        alike = (found["c"] for found in confusables_data.get(sign, ()))
        return next((other for other in alike if other.isascii() and other.isalpha()), sign)

    return "".join(look_alike(sign) if _is_foreign(sign) else sign for sign in text)


def _is_foreign(sign: str) -> bool:
    return not sign.isascii() and sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN ")


# Parts of a query that say where a reader came from.
_TRACKING = re.compile(
    r"(?:utm_|pk_|piwik_|matomo_|mtm_|hsa_|vero_|oly_|_hs|__hs|at_).*|hsCtaTracking|"
    r"mc_[ce]id|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igshid|igsh|srsltid|"
    r"_ga|_gl|mkt_tok|ref_src|ref_url|spm|trk|trkInfo|s_cid|cmpid|ncid|ck_subscriber_id|wt_mc|cvid|guccounter|guce_referrer\w*"
)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# What RFC 3986 lets a part of a path or of a query hold besides.
_KEPT = _UNRESERVED | frozenset(b"!$'()*,;:@")
_PORTS = {"http": 80, "https": 443}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_PLAIN_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
_YOUTUBE = re.compile(r"(?:.+\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be)")
_VIDEO = re.compile(r"/(?:embed|shorts|live|v|e)/([\w-]+)")
_ARXIV = re.compile(r"/(?:abs|pdf|html|format)/(.+?)(?:v\d+)?(?:\.pdf)?")


def canonical_url(url: str) -> str:
    """One spelling for addresses that lead to the same page.

    Without scheme, default port, `www.` or `m.`, what tracks, index file, trailing slash and empty query; dots resolved,
    escapes as few as can be, the query sorted. A fragment is a place on the page and goes; `#/` and `#!` are pages of
    their own, drawn by a script, and stay. Videos and preprints have one address each, whichever page shows them.

    Source: RFC 3986, 6.2, on what is equivalent; the URL Standard (whatwg.org) on dots and default ports.
    """
    parts = urlsplit(url)
    host = _PLAIN_HOST.sub("", (parts.hostname or "").rstrip("."))
    # en.m.wikipedia.org is en.wikipedia.org.
    host = re.sub(r"^([^.]+)\.m\.(?=[^.]+\.)", r"\1.", host)
    path = _without_dots(parts.path)
    query = sorted(filter(None, map(_pair, parts.query.split("&"))))
    if _YOUTUBE.fullmatch(host) and (video := _video(host, path, query)):
        return f"youtube.com/watch?v={video}"
    if host == "arxiv.org" and (paper := _ARXIV.fullmatch(path)):
        return f"arxiv.org/abs/{paper[1]}"
    if host in {"doi.org", "dx.doi.org"}:
        return f"doi.org{path.lower()}"
    port = f":{parts.port}" if parts.port not in {None, _PORTS.get(parts.scheme)} else ""
    fragment = parts.fragment.partition(":~:")[0]
    route = f"#{fragment}" if fragment.startswith(("/", "!")) and len(fragment) > 1 else ""
    return f"{host}{port}{_INDEX.sub('/', path).rstrip('/')}{'?' if query else ''}{'&'.join(query)}{route}"


def shareable(url: str) -> str:
    """The address as one gives it to somebody: without what tracks or marks words on the page, otherwise as it is."""
    parts = urlsplit(url.strip())
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(unquote(pair.partition("=")[0])))
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, parts.fragment.partition(":~:")[0]))


def _spelled(text: str) -> str:
    """The text with escapes for what needs one and for nothing else, in capitals: `%69` is `i`, `%c3` is `%C3`."""
    return "".join(chr(byte) if byte in _KEPT else f"%{byte:02X}" for byte in unquote_to_bytes(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)))


def _without_dots(path: str) -> str:
    """The path with `.` and `..` resolved and no empty part. An escaped slash is none."""
    found: list[str] = []
    for part in map(_spelled, path.split("/")):
        if part == "..":
            del found[-1:]
        elif part not in {"", "."}:
            found.append(part)
    return "".join(f"/{part}" for part in found)


def _pair(text: str) -> str:
    """One part of a query; empty if it says nothing or tracks. `alpha` and `alpha=` are the same."""
    name, _, value = text.replace("+", "%20").partition("=")
    name = _spelled(name)
    if not name or _TRACKING.fullmatch(name):
        return ""
    return f"{name}={_spelled(value)}" if value else name


def _video(host: str, path: str, query: list[str]) -> str:
    """The id of a video in any of the addresses that show it; empty for everything else there."""
    if host.endswith("youtu.be"):
        return path[1:]
    if found := _VIDEO.fullmatch(path):
        return found[1]
    return next((pair[2:] for pair in query if pair.startswith("v=")), "") if path == "/watch" else ""
