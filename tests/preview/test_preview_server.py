"""Real requests on the loopback address: who is let in, what is refused, and that nothing else is reached.

Nobody watches an edition here, so no book is laid out.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from preview_room import Reply, Visitor

from yearbook.context import BuildContext
from yearbook.diagnostics import DataProblem
from yearbook.preview.guard import TOKEN_HEADER
from yearbook.preview.serve import preview


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Visitor]:
    """A preview of a folder, and somebody who has the address but has not opened it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "secret.txt").write_text("bí mật", "utf-8")
    context = BuildContext(data=tmp_path / "data", out=tmp_path / "data", cache=tmp_path / "cache")
    with preview(context) as url:
        yield Visitor(url)
    assert list((tmp_path / "cache").glob("preview-*")) == []


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    assert stranger.enter().status == 200
    return stranger


def page_token(reply: Reply) -> str:
    found = re.search(r'name="token" content="([^"]+)"', reply.text)
    assert found
    return found[1]


def post(visitor: Visitor, path: str = "/rebuild", **headers: str | None) -> Reply:
    usual: dict[str, str | None] = {TOKEN_HEADER: page_token(visitor.ask("/"))}
    return visitor.ask(path, "POST", b"", **(usual | headers))


# --- who is let in -------------------------------------------------------------------------------------------


def test_the_address_opens_the_page_and_gives_a_cookie_that_scripts_do_not_see(stranger: Visitor) -> None:
    reply = stranger.enter()
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert reply.headers["set-cookie"].split("; ")[1:] == ["HttpOnly", "SameSite=Strict", "Path=/"]
    assert stranger.ask("/").status == 200
    secrets = [stranger.token, stranger.cookies["cookie"].split("=", 1)[1], page_token(reply)]
    assert len(set(secrets)) == 3
    assert min(map(len, secrets)) >= 32
    assert secrets[0] not in reply.text
    assert secrets[1] not in reply.text


@pytest.mark.parametrize(
    "path", ["/", "/?token=", "/?token=sai", "/state?edition=screen", "/assets/app.js", "/events?edition=screen"]
)
def test_without_the_cookie_nothing_is_answered(stranger: Visitor, path: str) -> None:
    reply = stranger.ask(path)
    assert reply.status == 403
    assert "địa chỉ mà chương trình in ra" in reply.text
    assert "set-cookie" not in reply.headers


def test_the_token_opens_the_first_page_alone(stranger: Visitor) -> None:
    assert stranger.ask(f"/state?edition=screen&token={stranger.token}").status == 403


@pytest.mark.parametrize(
    "cookie", ["yearbook_preview_{port}=", "yearbook_preview_{port}=đoán", "yearbook_preview_1={real}", "rác;=;"]
)
def test_a_wrong_cookie_is_refused(visitor: Visitor, cookie: str) -> None:
    real = visitor.cookies["cookie"].split("=", 1)[1]
    sent = cookie.format(port=visitor.port, real=real).encode().decode("latin-1")
    assert visitor.ask("/state?edition=screen", Cookie=sent).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "localhost:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "evil.example:{port}",
        "127.0.0.1:{port}.evil.example",
        "[::1]:{port}",
        "127.0.0.1:{port}@evil",
        None,
    ],
)
def test_another_host_is_refused_even_with_cookie_and_token(visitor: Visitor, host: str | None) -> None:
    """DNS rebinding: a stranger's name that leads to 127.0.0.1."""
    host = host and host.format(port=visitor.port)
    assert visitor.ask("/state?edition=screen", Host=host).status == 421
    assert visitor.ask(f"/?token={visitor.token}", Host=host).status == 421


def test_two_hosts_are_refused(visitor: Visitor) -> None:
    with socket.create_connection(("127.0.0.1", visitor.port), timeout=10) as line:
        cookie = visitor.cookies["cookie"]
        line.sendall(f"GET / HTTP/1.1\r\nHost: {visitor.host}\r\nHost: evil\r\nCookie: {cookie}\r\n\r\n".encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 421")


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403)]
)
def test_pages_of_other_sites_and_ports_get_nothing(visitor: Visitor, site: str, status: int) -> None:
    assert visitor.ask("/state?edition=screen", Sec_Fetch_Site=site).status == status


def test_only_this_machine_can_reach_the_port(stranger: Visitor) -> None:
    """It listens on 127.0.0.1 alone: the other loopback addresses of the machine are closed."""
    with pytest.raises(OSError, match=r"refused|từ chối"):
        socket.create_connection(("127.0.0.2", stranger.port), timeout=5)


# --- what is said to the browser -----------------------------------------------------------------------------


def test_no_answer_allows_other_origins_or_strange_scripts(visitor: Visitor) -> None:
    for reply in (
        visitor.ask("/"),
        visitor.ask("/assets/app.js"),
        visitor.ask("/state?edition=screen"),
        visitor.ask("/none"),
    ):
        assert not [name for name in reply.headers if name.startswith("access-control-")]
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    policy = dict(rule.split(" ", 1) for rule in visitor.ask("/").headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["frame-ancestors"] == "'none'"


def test_the_page_asks_nobody_else(visitor: Visitor) -> None:
    names = re.findall(r'(?:src|href)="(/assets/[^"]+)"', visitor.ask("/").text)
    texts = [visitor.ask("/").text]
    while names:
        reply = visitor.ask(names.pop())
        assert reply.status == 200
        texts.append(reply.text)
        names += [f"/assets/{name}" for name in re.findall(r'from "\./([^"]+)"', reply.text)]
    everything = "".join(texts)
    assert "innerHTML" not in everything
    assert re.findall(r"(?:https?:)?//(?!www\.w3\.org)[a-z0-9.-]+\.[a-z]{2,}", everything) == []
    assert len(texts) > 7


# --- methods and paths ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    assert visitor.ask("/state?edition=screen", method).status == 405


def test_an_order_needs_the_token_of_the_page(visitor: Visitor) -> None:
    assert post(visitor).status == 200
    for wrong in (None, "", "sai", visitor.token, visitor.cookies["cookie"].split("=", 1)[1]):
        assert post(visitor, **{TOKEN_HEADER: wrong}).status == 403
    assert post(visitor, Cookie=None).status == 403
    assert post(visitor, Origin="http://evil.example").status == 403
    assert post(visitor, Origin="null").status == 403
    assert post(visitor, Origin=f"http://{visitor.host}").status == 200


def test_an_order_by_get_and_a_question_by_post_are_none(visitor: Visitor) -> None:
    assert visitor.ask("/rebuild").status == 404
    assert post(visitor, "/state?edition=screen").status == 404


def test_a_large_body_is_not_read(visitor: Visitor) -> None:
    token = page_token(visitor.ask("/"))
    assert visitor.ask("/rebuild", "POST", **{TOKEN_HEADER: token, "Content-Length": "9999999"}).status == 400


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../server.py",
        "/assets/..%2fserver.py",
        "/assets/%2e%2e/server.py",
        "/assets//etc/passwd",
        "/assets/index.html",
        "/epub/../../secret.txt",
        "/epub/%2e%2e/%2e%2e/secret.txt",
        "/epub//etc/passwd",
        "/page/1/../../secret",
        "/page/1/0123456789abcdef01234567?edition=screen&w=100",
        "/state?edition=../print",
        "/state",
        "/areas?edition=screen&page=1&key=x",
        "/none",
    ],
)
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    reply = visitor.ask(path)
    assert reply.status == 404
    assert "bí mật" not in reply.text


@pytest.mark.parametrize("query", ["w=0", "w=-1", "w=1e9", "w=99999", "w=", "", "w=9&cw=1", "w=%D9%A3"])
def test_a_picture_of_a_senseless_size_is_refused(visitor: Visitor, query: str) -> None:
    path = f"/page/1/0123456789abcdef01234567?edition=screen&{query}"
    assert visitor.ask(path).status == 400


@pytest.mark.parametrize("target", ["http://evil.example/", "//evil.example/", "*"])
def test_a_target_that_is_no_path_is_refused(visitor: Visitor, target: str) -> None:
    with socket.create_connection(("127.0.0.1", visitor.port), timeout=10) as line:
        cookie = visitor.cookies["cookie"]
        line.sendall(f"GET {target} HTTP/1.1\r\nHost: {visitor.host}\r\nCookie: {cookie}\r\n\r\n".encode())
        assert line.recv(4096).split(b" ")[1] in (b"400", b"404")


def test_the_state_of_a_book_that_was_never_made(visitor: Visitor) -> None:
    told = visitor.ask("/state?edition=screen").json
    assert [edition["label"] for edition in told["editions"]] == ["Bản in", "Đọc soát", "Màn hình", "EPUB"]
    assert (told["ready"], told["made"], told["building"], told["pages"]) == (False, False, False, [])


def test_a_taken_port_is_told(stranger: Visitor, tmp_path: Path) -> None:
    context = BuildContext(data=tmp_path / "data", out=tmp_path / "data", cache=tmp_path / "cache-2")
    with pytest.raises(DataProblem) as caught, preview(context, port=stranger.port):
        pass
    assert caught.value.diagnostic.code == "S308"
    assert str(stranger.port) in caught.value.diagnostic.message
