"""A file that is linked with its particulars says what the same file says that was finished."""

from __future__ import annotations

import datetime as dt
import importlib
from pathlib import Path

import pikepdf
import pytest
from assembly_room import Room, flow, press

from yearbook.context import asset_root
from yearbook.pdf.bind import PRODUCER
from yearbook.pdf.finish import Finish, OutputIntent, finish_file, particulars
from yearbook.pdf.portable import Particulars
from yearbook.storage import Cache

reading = importlib.import_module("yearbook.pdf.finish.particulars")


@pytest.fixture(scope="module")
def how() -> Finish:
    profile = next((asset_root() / "profiles").rglob("*.icc"))
    return Finish(
        title="Kỷ yếu (bản 0 R 1) \\ thử",
        author="Vụ Thi đua – Khen thưởng",
        date=dt.date(2026, 11, 29),
        identity="thu-print",
        standard="x-4",
        intent=OutputIntent("FOGRA51", "PSO Coated v3", profile.read_bytes()),
        inked=True,
        grouped=False,
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, how: Finish) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sach")
    room = Room(folder / "cache", press())
    assembly = room.assemble(flow('<h1 id="mot">Một</h1><p>Hai ba bốn.</p>'))
    linked = room.bound(assembly, folder / "linked.pdf", told=particulars(how, PRODUCER), version="1.6", flat=True)
    plain = room.bound(assembly, folder / "plain.pdf", version="1.6", flat=True)
    finish_file(plain, folder / "finished.pdf", how)
    return linked, folder / "finished.pdf"


def test_catalogue_and_information_are_the_same(both: tuple[Path, Path]) -> None:
    with pikepdf.open(both[0]) as linked, pikepdf.open(both[1]) as finished:
        assert set(linked.Root.keys()) == set(finished.Root.keys())
        for key in ("/PageLabels", "/Lang", "/ViewerPreferences"):
            assert linked.Root[key].unparse(resolved=True) == finished.Root[key].unparse(resolved=True)
        told, wanted = ({key: str(v) for key, v in pdf.docinfo.items()} for pdf in (linked, finished))
        assert told == wanted
        assert told["/Title"] == "Kỷ yếu (bản 0 R 1) \\ thử"
        assert linked.pdf_version == finished.pdf_version == "1.6"


def test_profile_and_xmp_are_the_same(both: tuple[Path, Path]) -> None:
    with pikepdf.open(both[0]) as linked, pikepdf.open(both[1]) as finished:
        intents = [pdf.Root.OutputIntents[0] for pdf in (linked, finished)]
        assert bytes(intents[0].DestOutputProfile.read_bytes()) == bytes(intents[1].DestOutputProfile.read_bytes())
        assert int(intents[0].DestOutputProfile.N) == 4
        assert str(intents[0].OutputConditionIdentifier) == "FOGRA51"
        told, wanted = (dict(pdf.open_metadata()) for pdf in (linked, finished))
        assert told == wanted
        assert told["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"


def test_the_file_has_an_id_that_follows_from_the_build(both: tuple[Path, Path], how: Finish) -> None:
    with pikepdf.open(both[0]) as linked:
        first, second = linked.trailer.ID
    assert bytes(first) == bytes(second) == particulars(how, "").identity
    assert len(bytes(first)) == 16


def test_what_is_long_is_packed_once(tmp_path: Path, how: Finish, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same from the cache as without it, and again when the cache is damaged."""
    cache, plain = Cache(tmp_path / "cache"), particulars(how, PRODUCER)

    def anew() -> Particulars:
        monkeypatch.setattr(reading, "_packed", {})
        return particulars(how, PRODUCER, cache)

    assert anew() == anew() == plain
    (kept,) = (path for path in cache.folder.rglob("*") if path.is_file())
    assert kept.stat().st_size > 100_000
    kept.write_bytes(kept.read_bytes()[:-9])
    assert anew() == plain
