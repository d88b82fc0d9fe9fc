"""What makes a web address one that a browser, the generator and the link checker can all read."""

import ipaddress
import re
from urllib.parse import unquote, urldefrag, urlsplit, urlunsplit

# A host's label: RFC 1123 letters, digits and hyphens, and the underscore that some hosts have in spite of it.
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


def as_sent(url: str) -> str:
    """The address as it goes over the wire: ASCII, without its fragment.

    Raises `ValueError` where no browser could open it; the message says why, and fits after "because".
    """
    try:
        parts = urlsplit(urldefrag(url.strip()).url)
        # A host may be percent-encoded, which says nothing of what it is once it is decoded.
        place = urlsplit(f"//{unquote(parts.netloc)}")
    except ValueError:
        raise ValueError("its host cannot be read") from None
    if parts.scheme not in {"http", "https"}:
        raise ValueError("it does not begin with http:// or https://")
    try:
        port = place.port
    except ValueError:
        raise ValueError("its port is not a number from 0 to 65535") from None
    if port == 0:
        raise ValueError("its port is 0, at which no server can be reached")
    user = f"{place.netloc.rpartition('@')[0]}@" if "@" in place.netloc else ""
    netloc = f"{user}{_host(place.hostname or '')}{f':{port}' if port else ''}"
    return urlunsplit((parts.scheme, netloc, _quoted(parts.path), _quoted(parts.query), ""))


def _host(host: str) -> str:
    """The host in ASCII: a name, an IPv4 address or an IPv6 address in brackets."""
    if not host:
        raise ValueError("it names no host")
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError:
            raise ValueError("its host cannot be read") from None
    try:
        ascii_host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError(f'"{host}" cannot be the name of a host') from None
    labels = ascii_host.removesuffix(".").split(".")
    if len(ascii_host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(f'"{host}" cannot be the name of a host')
    return ascii_host


def _quoted(text: str) -> str:
    """What is not printable ASCII, percent-encoded."""
    return "".join(char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")) for char in text)
