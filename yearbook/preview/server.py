"""The preview's own small web server: 127.0.0.1 only, one book, nothing on the disk but what is named here."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from yearbook.preview.answers import Answer, Answers, Wrong
from yearbook.preview.guard import HOST, PAGE_POLICY, SAFE, Guard
from yearbook.preview.session import Session, Shown

BEAT = 15.0  # seconds after which an open stream gives a sign of life
PATIENCE = 30  # seconds for a request to be sent
MOST_BODY = 4096  # bytes
ASSETS = {
    "app.css": "text/css; charset=utf-8",
    "app.js": "text/javascript; charset=utf-8",
    "book.js": "text/javascript; charset=utf-8",
    "dom.js": "text/javascript; charset=utf-8",
    "ebook.js": "text/javascript; charset=utf-8",
    "panes.js": "text/javascript; charset=utf-8",
    "talk.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_PICTURE = re.compile(r"([0-9]{1,5})/([0-9a-f]{24})")
_REFUSED = {
    HTTPStatus.FORBIDDEN: "Không được phép: hãy mở bản xem thử bằng địa chỉ mà chương trình in ra.",
    HTTPStatus.NOT_FOUND: "Không có trang này.",
    HTTPStatus.BAD_REQUEST: "Yêu cầu không hợp lệ.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Không nhận kiểu yêu cầu này.",
    HTTPStatus.MISDIRECTED_REQUEST: "Địa chỉ không phải của bản xem thử này.",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves one session. Raises OSError when the port is taken."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = sys.platform != "win32"  # on Windows it would share the port

    def __init__(self, session: Session, answers: Answers, port: int = 0) -> None:
        super().__init__((HOST, port), Handler)
        self.session, self.answers = session, answers
        self.guard = Guard(self.server_port)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that has gone is no error, and nothing is printed here."""


class Handler(BaseHTTPRequestHandler):
    """One connection. Everything but the first page is answered to whoever has the cookie."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "yearbook"
    sys_version = ""
    timeout = PATIENCE
    error_content_type = "text/plain; charset=utf-8"
    error_message_format = "%(message)s"

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_HEAD(self) -> None:
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_HEAD

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing below `cli` prints."""

    def _answer(self, method: str) -> None:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or not self.server.guard.is_ours(hosts[0]):
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        target = urlsplit(self.path)
        if target.scheme or target.netloc or not target.path.startswith("/"):
            return self._refuse(HTTPStatus.BAD_REQUEST)
        query = {key: values[-1] for key, values in parse_qs(target.query, keep_blank_values=True).items()}
        if method == "GET" and target.path == "/" and self.server.guard.knows(query.get("token", "")):
            return self._home()
        if refused := self.server.guard.refusal(method, self.headers):  # type: ignore[arg-type]  # a Message is a mapping
            return self._refuse(refused)
        try:
            if method == "POST":
                return self._post(target.path)
            return self._get(target.path, query)
        except Wrong as wrong:
            return self._refuse(wrong.status)

    def _get(self, path: str, query: dict[str, str]) -> None:
        if path == "/":
            return self._home()
        if path == "/events":
            return self._stream(query)
        first, _, rest = path[1:].partition("/")
        if first == "assets" and rest in ASSETS:
            return self._send(Answer(_asset(rest), ASSETS[rest]))
        answers = self.server.answers
        if first == "epub":
            return self._send(answers.entry(unquote(rest)))
        if first == "page" and (match := _PICTURE.fullmatch(rest)):
            return self._send(answers.picture(int(match[1]), match[2], query))
        known: dict[str, Callable[[dict[str, str]], Answer]] = {
            "/state": answers.state,
            "/areas": answers.areas,
            "/source": answers.source,
            "/record": answers.record,
            "/search": answers.search,
        }
        if path not in known:
            raise Wrong(HTTPStatus.NOT_FOUND)
        return self._send(known[path](query))

    def _post(self, path: str) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MOST_BODY or self.headers.get("Transfer-Encoding"):
            self.close_connection = True
            raise Wrong(HTTPStatus.BAD_REQUEST)
        self.rfile.read(int(length))
        if path != "/rebuild":
            raise Wrong(HTTPStatus.NOT_FOUND)
        self.server.session.touch()
        self._send(Answer.json({"building": True}))

    def _home(self) -> None:
        """The page; who comes with the token of the address gets the cookie with it."""
        guard = self.server.guard
        page = _asset("index.html").replace(b"{{ token }}", guard.page.encode())
        headers = {"Content-Security-Policy": PAGE_POLICY, "Set-Cookie": guard.set_cookie}
        self._send(Answer(page, "text/html; charset=utf-8", headers))

    def _stream(self, query: dict[str, str]) -> None:
        """Server-sent events: a number whenever there is something new of an edition, for as long as one listens."""
        session, edition = self.server.session, query.get("edition", "")
        if edition not in session.editions:
            raise Wrong(HTTPStatus.NOT_FOUND)
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._headers({"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"})
        self.send_header("Connection", "close")
        self.end_headers()
        known: Shown | None = None
        try:
            with session.watching(edition):
                while not session.stopped:
                    shown = session.wait(edition, known, BEAT)
                    self.wfile.write(_news(known, shown).encode())
                    self.wfile.flush()
                    known = shown
        except OSError:
            return  # nobody listens any more

    def _send(self, answer: Answer) -> None:
        self.send_response(HTTPStatus.OK)
        self._headers({"Cache-Control": "no-store", "Content-Type": answer.mime, **answer.headers})
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        body = (_REFUSED.get(status, status.phrase) + "\n").encode()
        self.send_response(status)
        self._headers({"Content-Type": self.error_content_type, "Content-Security-Policy": "default-src 'none'"})
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _headers(self, more: dict[str, str]) -> None:
        for name, value in {**SAFE, **more}.items():
            self.send_header(name, value)


def _news(known: Shown | None, shown: Shown) -> str:
    """What the page hears: there is a new state, another step of the work, or only that we live."""
    if known is None or shown.version > known.version:
        return f"data: {shown.version}\n\n"
    if shown.step != known.step:
        return f"event: step\ndata: {shown.step}\n\n"
    return ": .\n\n"


_KEPT: dict[str, bytes] = {}


def _asset(name: str) -> bytes:
    """A file of the page; it ships with the package."""
    if name not in _KEPT:
        _KEPT[name] = (files("yearbook.preview") / "page" / name).read_bytes()
    return _KEPT[name]
