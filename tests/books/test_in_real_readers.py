"""The sample's EPUB in real reading programs (epub.js, foliate-js) and under Ace; an OPDS catalogue in a real library.

`tools/readers` holds the drivers; `make check-all` sets up Node.js, its packages and Chromium first. Where one of them
is missing the tests fail: this proof is either given or not given.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from built import ROOT, Dist
from reading_samples import ATOM, FEED, spoilt_book

pytestmark = pytest.mark.slow

READERS = ROOT / "tools" / "readers"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
HOUR = 3600  # only so that a hung browser ends; the machine may be slow


def driven(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A driver of tools/readers, run to its end; 0 and 1 are its verdicts, anything else is a broken machine."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    assert not missing, f"máy chưa có {', '.join(missing)}: hãy chạy bash tools/setup.sh readers"
    assert (READERS / "node_modules" / ".ready").exists(), (
        "chưa cài tools/readers: hãy chạy bash tools/setup.sh readers"
    )
    done = subprocess.run(
        ["node", str(READERS / script), *arguments], capture_output=True, encoding="utf-8", timeout=HOUR
    )
    assert done.returncode in (0, 1), f"{script}: {done.stderr}"
    return done


def targets(dist: Dist) -> set[str]:
    """Where the contents, the page list and the index pages lead: file#id, each once."""
    found = set()
    for name, tree in dist.epub.documents.items():
        whole = name.endswith("/nav.xhtml")
        lists = tree.iter(f"{XHTML}nav") if whole else [tree] if tree.find(f".//*[@{TYPE}='index']") is not None else []
        for element in lists:
            if not whole or element.get(TYPE) in ("toc", "page-list"):
                found |= {str(a.get("href")) for a in element.iter(f"{XHTML}a")}
    return found


# --- the book ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def read(sample: Dist, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the reading programs made of the sample."""
    out = tmp_path_factory.mktemp("readers")
    driven("read.mjs", str(sample.epub.path), str(out))
    report: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
    assert report["pictures"] == len(list(out.glob("*.png")))
    return report


def test_every_link_puts_its_target_on_screen(read: dict[str, Any]) -> None:
    assert [f"{f['show']}: {f['from']} → {f['href']} «{f['label']}»: {f['problem']}" for f in read["failures"]] == []


def test_all_links_were_followed_in_both_programs(sample: Dist, read: dict[str, Any]) -> None:
    """The driver counts the links itself; here they are counted in the package by other means."""
    followed = {show["name"]: show for show in read["shows"]}
    wanted = len(targets(sample))
    assert wanted > 500
    for engine in ("epubjs", "foliate"):
        for size in ("phone", "desktop"):
            assert followed[f"{engine}-{size}-light"]["followed"] == wanted
        assert followed[f"{engine}-phone-light"]["tapped"] == 20
        assert {f"{engine}-{size}-dark" for size in ("phone", "small", "desktop")} <= followed.keys()
        assert {f"{engine}-{size}-sepia" for size in ("phone", "desktop")} <= followed.keys()
    assert read["pictures"] > 30 * len(followed)


def test_no_page_is_cut_crowded_dim_or_without_its_pictures(read: dict[str, Any]) -> None:
    assert [f"{look['show']}: {look['page']}: {look['problem']}" for look in read["looks"]] == []


def test_the_programs_report_no_error_and_ask_nobody_else(read: dict[str, Any]) -> None:
    assert [f"{h['where']}: {h['kind']}: {h['text']}" for h in read["heard"]] == []
    assert read["unread"] == []


def test_ace_finds_no_violation(sample: Dist, tmp_path: Path) -> None:
    said = driven("ace.mjs", str(sample.epub.path), str(tmp_path / "ace")).stdout
    assert said == "0 violations\n"
    report = json.loads((tmp_path / "ace" / "report.json").read_text("utf-8"))
    assert len(report["assertions"]) >= 1
    assert report["earl:result"] == {"earl:outcome": "pass"}


# --- the drivers themselves ----------------------------------------------------------------------------------


def test_the_driver_sees_what_is_wrong(tmp_path: Path) -> None:
    """A book with one of each: a link without target, cut words, dim words, a lost picture, words that touch."""
    book = spoilt_book(tmp_path / "spoilt.epub")
    done = driven("read.mjs", str(book), str(tmp_path / "out"), "phone-light")
    assert done.returncode == 1
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    first = [f for f in report["failures"] if f["show"] == "epubjs-phone-light"]
    assert [(f["href"], f["problem"]) for f in first] == [("cover.xhtml#nowhere", "no such id")]
    looks = [look["problem"] for look in report["looks"] if look["show"] == "foliate-phone-light"]
    assert [look.split(":")[0] for look in looks] == ["cut", "crowded", "picture not shown", "dim"]
    assert "«Chữ mờ»" in looks[-1]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A static site on the loopback address with a catalogue in both forms, and one book."""
    (tmp_path / "opds").mkdir()
    (tmp_path / "sach").mkdir()
    (tmp_path / "sach" / "ky-yeu.epub").write_bytes(b"a book")
    (tmp_path / "opds" / "catalog.xml").write_text(ATOM, "utf-8")
    (tmp_path / "opds" / "catalog.json").write_text(json.dumps(FEED, ensure_ascii=False), "utf-8")
    handler = partial(_Silent, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def test_the_opds_client_lists_and_downloads_from_both_catalogues(site: str) -> None:
    said = driven("opds.mjs", f"{site}/opds/catalog.xml", f"{site}/opds/catalog.json")
    download = {
        "title": "Kỷ yếu & thi đua",
        "href": f"{site}/sach/ky-yeu.epub",
        "type": "application/epub+zip",
        "bytes": 6,
        "sha256": hashlib.sha256(b"a book").hexdigest(),
    }
    known = {"title": "Danh mục", "titles": ["Kỷ yếu & thi đua"], "downloads": [download], "said": []}
    assert json.loads(said.stdout) == [
        {"url": f"{site}/opds/catalog.xml", "version": "1.2", **known},
        {"url": f"{site}/opds/catalog.json", "version": "2.0", **known},
    ]


def test_the_opds_client_says_which_download_is_missing(site: str, tmp_path: Path) -> None:
    (tmp_path / "sach" / "ky-yeu.epub").unlink()
    done = driven("opds.mjs", f"{site}/opds/catalog.xml")
    assert (done.returncode, done.stderr) == (1, f"{site}/sach/ky-yeu.epub: 404\n")
