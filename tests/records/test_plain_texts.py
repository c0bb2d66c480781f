"""Folders of plain texts: which files are read, and where their words stand."""

from pathlib import Path

from yearbook.diagnostics import Span
from yearbook.records.plain import read_folder


def folder(root: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = root / "bài" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root / "bài"


def test_texts_of_the_folder_and_below_in_order(tmp_path: Path) -> None:
    root = folder(tmp_path, b_txt="Hai", a_md="Một", c__d_TXT="Ba", e_docx="Bốn", f_yaml="Năm")
    outcome = read_folder(root)
    assert [(text.shown, text.text) for text in outcome.value] == [
        ("bài/a.md", "Một"), ("bài/b.txt", "Hai"), ("bài/c/d.TXT", "Ba"),
    ]  # fmt: skip
    assert outcome.diagnostics == ()


def test_places_and_mends_of_a_decomposed_text(tmp_path: Path) -> None:
    root = folder(tmp_path, a_txt="\ufeffDòng một\r\nho\u0300a ta\u0309n , xong\r\n")
    (text,) = read_folder(root).value
    assert text.text == "Dòng một\nhòa tản , xong\n"
    start = text.text.index(" ,")
    assert text.span(start, start + 1) == Span("bài/a.txt", 2, 10, 11)
    edit = text.edit(start, start + 1, "")
    assert edit is not None
    assert (edit.old, edit.new) == (" ", "")


def test_faults_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    root = folder(tmp_path, a_txt=b"\xe0\xc0", b_txt="Được")
    outcome = read_folder(root)
    assert [text.text for text in outcome.value] == ["Được"]
    assert [d.code for d in outcome.diagnostics] == ["Y103"]


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "ngoài.txt").write_text("bí mật", "utf-8")
    root = folder(tmp_path, a_txt="Một")
    (root / "b.txt").symlink_to(tmp_path / "ngoài.txt")
    (root / "c.txt").symlink_to(root / "không-có.txt")
    assert [text.shown for text in read_folder(root).value] == ["bài/a.txt"]


def test_no_folder(tmp_path: Path) -> None:
    outcome = read_folder(tmp_path / "không-có")
    assert [d.code for d in outcome.diagnostics] == ["Y101"]
