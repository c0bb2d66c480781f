"""Writes docs/ma-loi.md, the reference of all codes, from the catalogue: `python -m tools.reference`."""

from __future__ import annotations

import re
from pathlib import Path

from yearbook.diagnostics import FAMILIES, Entry, catalogue

PAGE = Path(__file__).parent.parent / "docs" / "ma-loi.md"
_HEAD = """\
<!-- Trang này do `make reference` viết ra từ yearbook/diagnostics/catalogue/: sửa ở đó, không sửa ở đây. -->
# Các mã của chương trình

Mỗi điều chương trình tìm thấy có một mã. Trang này kể mọi mã: vì sao có, sai thế nào, đúng thế nào, cách sửa, nguồn;
trên máy thì `python build_yearbook.py explain MÃ`.

- **Mức độ**: *lỗi* chặn việc dựng sách; *cảnh báo* nên sửa; *lưu ý* để biết. Khi dựng bản in cuối (`--final`) một số
  mức được nâng lên.
- **Tự sửa**: `check --fix` sửa những chỗ chắc chắn, không đụng tới tên riêng, lời trích và văn bản in nguyên văn.
- **Miễn trừ**: điều đã xem và muốn giữ thì ghi vào `data/waivers.yaml`:

  ```yaml
  - code: T301
    record: nguyen-van-an          # hoặc place: data/texts/bai.md:12
    text: Kpă                      # chỉ miễn thông báo có chữ này (không bắt buộc)
    reason: tên riêng, đã hỏi đơn vị
    who: Nguyễn Thị Lan
  ```

- Chỉ soát hay bỏ qua một số mã: `check --select T,X3 --ignore T305`.
"""


def page() -> str:
    """The whole page, in Markdown."""
    parts = [_HEAD]
    entries = catalogue().values()
    for letter, title in FAMILIES.items():
        own = [entry for entry in entries if entry.code.startswith(letter)]
        if own:
            parts.append(f"## {letter} – {title}\n\n" + _table(own))
            parts += [_section(entry) for entry in own]
    return "\n".join(parts)


def _table(entries: list[Entry]) -> str:
    rows = ["| Mã | Mức độ | Điều | Tự sửa | Miễn trừ |", "|:---|:---|:---|:---:|:---:|"]
    for entry in entries:
        fix, waive = ("có" if value else "" for value in (entry.fixable, entry.waivable))
        rows.append(f"| [{entry.code}](#{entry.code.lower()}) | {_level(entry)} | {entry.title} | {fix} | {waive} |")
    return "\n".join(rows) + "\n"


def _level(entry: Entry) -> str:
    final = entry.final
    return entry.severity.label + (f"; bản in cuối: {final.label}" if final and final is not entry.severity else "")


def _section(entry: Entry) -> str:
    lines = [f'### <a id="{entry.code.lower()}"></a>{entry.code} – {entry.title}\n', f"*{_level(entry)}*\n"]
    if entry.explain:
        lines.append(_line(entry.explain) + "\n")
    for label, example in (("Sai", entry.wrong), ("Đúng", entry.right)):
        if example:
            lines.append(f"- {label}: {_example(example)}")
    if hint := entry.general_hint:
        lines.append(f"- Cách sửa: {_line(hint)}")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return re.sub(r"(?<!`)<(?!`)", "&lt;", " ".join(text.split()))


def _example(text: str) -> str:
    """An example as code, on one line or as a block."""
    text = text.rstrip()
    if "\n" in text:
        return "\n\n  ```\n" + "\n".join(f"  {line}" for line in text.split("\n")) + "\n  ```"
    fence = "``" if "`" in text else "`"
    return f"{fence}{' ' if '`' in text else ''}{text}{' ' if '`' in text else ''}{fence}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.relative_to(PAGE.parent.parent)}: {len(catalogue())} mã")
