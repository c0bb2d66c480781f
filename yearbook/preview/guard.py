"""Who may ask: the person at this machine whom the program gave the address, from a page that the program made.

Other programs and web pages on this machine can reach a port of 127.0.0.1. So the address carries a random token, then
a cookie does; the Host must be ours to the letter (a name that a stranger lets point at 127.0.0.1 is refused: DNS
rebinding); what changes something needs a second token that only our own page knows.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

from yearbook.values import dataclass

HOST = "127.0.0.1"
TOKEN_HEADER = "X-Yearbook-Token"
_SITES = ("same-origin", "none", "")  # of Sec-Fetch-Site: our own page, the address bar, a browser that tells nothing

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
# Without scripts, «same origin» only lets our page read the document: it marks hits in it and hears the keys.
EBOOK_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; script-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)


def _token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Guard:
    """The secrets of one run. address: in the address that is opened first; cookie: after it; page: for POST."""

    port: int
    address: str = field(default_factory=_token)
    cookie: str = field(default_factory=_token)
    page: str = field(default_factory=_token)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/?token={self.address}"

    @property
    def cookie_name(self) -> str:
        """Of its own for each port: cookies know no ports."""
        return f"yearbook_preview_{self.port}"

    @property
    def set_cookie(self) -> str:
        return f"{self.cookie_name}={self.cookie}; HttpOnly; SameSite=Strict; Path=/"

    def is_ours(self, host: str) -> bool:
        """Is the request meant for this very address?"""
        return host == f"{HOST}:{self.port}"

    def knows(self, token: str) -> bool:
        """Is this the token of the address?"""
        return _same(token, self.address)

    def refusal(self, method: str, headers: Mapping[str, str]) -> HTTPStatus | None:
        """Why a request for anything but the first page is refused; None when it is allowed."""
        if headers.get("Sec-Fetch-Site", "") not in _SITES:
            return HTTPStatus.FORBIDDEN
        if not _same(self._sent(headers.get("Cookie", "")), self.cookie):
            return HTTPStatus.FORBIDDEN
        if method == "POST":
            origin = headers.get("Origin", "")
            if origin and origin != f"http://{HOST}:{self.port}":
                return HTTPStatus.FORBIDDEN
            if not _same(headers.get(TOKEN_HEADER, ""), self.page):
                return HTTPStatus.FORBIDDEN
        return None

    def _sent(self, header: str) -> str:
        try:
            morsel = SimpleCookie(header).get(self.cookie_name)
        except CookieError:
            return ""
        return morsel.value if morsel else ""


def _same(one: str, other: str) -> bool:
    """Compared in constant time."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode())
