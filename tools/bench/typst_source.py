"""A composed book as Typst source: the same names, offices, portraits, narratives, awards, tables, contents, indexes.

`main.typ` holds the order; a record is a file of its own, so that an edit changes one small file, as it does with us;
the lists that several records make up (tables, contents, indexes) are a file each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

from yearbook.book.model import (
    AwardLists,
    AwardTable,
    Book,
    Contents,
    Credits,
    Exemplars,
    Honoured,
    HonouredSection,
    Index,
)

TEMPLATE = Path(__file__).with_name("book.typ")
_LONG = 350  # words: such a profile may run over pages
_USE = '#import "/book.typ": *\n'
T = TypeVar("T")
Value: TypeAlias = "str | int | bool | tuple[Value, ...]"


def write_changes(folder: Path, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Write the files that differ from `old`."""
    for name, text in new.items():
        if old.get(name) != text:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def source(book: Book) -> dict[str, str]:
    """File name → text. The photos are looked for in `photos/`, by the names that the records give them."""
    exemplars = _content(book, Exemplars)
    sections = [section for section in (exemplars.collectives, exemplars.individuals) if section]
    files = {"book.typ": TEMPLATE.read_text("utf-8"), "main.typ": _main(book, sections)}
    files |= {f"records/{item.anchor}.typ": _USE + _profile(item) for section in sections for item in section.all}
    for number, table in enumerate(_content(book, AwardLists).tables):
        files[f"tables/{number}.typ"] = _USE + _table(table)
    for part in book.parts:
        if isinstance(part.content, Index | Contents | Credits):
            files[f"{part.kind}.typ"] = _USE + _list(part.content)
    return files


def literal(value: Value) -> str:
    """A value as Typst writes it: strings, numbers, arrays."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return "(" + "".join(f"{literal(item)}, " for item in value) + ")"


def _content(book: Book, kind: type[T]) -> T:
    return next(part.content for part in book.parts if isinstance(part.content, kind))


def _call(name: str, /, *values: Value, **named: Value) -> str:
    words = [*map(literal, values), *(f"{key}: {literal(value)}" for key, value in named.items())]
    return f"#{name}({', '.join(words)})\n"


def _main(book: Book, sections: Iterable[HonouredSection]) -> str:
    settings = book.settings
    text = [_USE, f"#show: setup.with(title: {literal(settings.title)})\n"]
    text += [
        f'#bare(align(center + horizon, text(size: 18pt, {literal(settings.short_title)})))\n#pagebreak(to: "odd")\n'
    ]
    text += [f"#bare(align(center + horizon, text(size: 33pt, fill: accent, {literal(settings.title)})))\n"]
    for part in book.parts:
        if part.opener:
            text.append(_call("opener", part.number, part.title, part.anchor))
        if isinstance(part.content, Exemplars):
            for section in sections:
                names = (item.anchor for item in section.all)
                text.append(_section(book, section.title, section.anchor, (f"records/{name}" for name in names)))
        elif isinstance(part.content, AwardLists):
            text.append(_figures(book, part.content))
            tables = (f"tables/{number}" for number in range(len(part.content.tables)))
            text.append(_section(book, part.title, "_lists", tables))
        elif isinstance(part.content, Index | Contents | Credits):
            text.append(_section(book, part.title, part.anchor, [part.kind]))
    text.append(f"#pagebreak()\n#bare(align(bottom, {literal(settings.publisher.name)}))\n")
    return "".join(text)


def _section(book: Book, title: str, anchor: str, files: Iterable[str]) -> str:
    words = ", ".join(map(literal, (book.settings.short_title, title, anchor)))
    included = "".join(f'#include "/{file}.typ"\n' for file in files)
    return f"#section({words})[\n{included}]\n"


def _profile(item: Honoured) -> str:
    record = item.record
    paragraphs = tuple(" ".join(words.split()) for words in (record.narrative or "").split("\n\n"))
    office = ", ".join(word for word in (item.office, "" if item.is_whole_unit else item.unit.name) if word)
    named: dict[str, Value] = {"anchor": item.anchor, "name": record.name, "office": office}
    if item.portrait:
        named["portrait"] = f"/photos/{item.portrait.file}"
    named["narrative"] = paragraphs
    named["honours"] = tuple((str(award.year), award.title) for award in item.awards)
    named["long"] = sum(len(words.split()) for words in paragraphs) > _LONG
    return _call("profile", **named)


def _figures(book: Book, lists: AwardLists) -> str:
    words = ", ".join(map(literal, (book.settings.short_title, "Khen thưởng qua những con số", "_figures")))
    charts = (_call("bars", chart.title, tuple((bar.label, bar.total) for bar in chart.bars)) for chart in lists.charts)
    return f"#section({words})[\n{''.join(charts)}]\n"


def _table(table: AwardTable) -> str:
    rows: list[Value] = []
    for year in table.years:
        rows.append((f"Năm {year.year}",))
        for row in year.rows:
            rows.append((row.number, row.name, row.detail, row.decision or "–", row.anchor, row.record_id))
    count = f"{table.award.decided_by} quyết định. {table.collectives} tập thể, {table.individuals} cá nhân"
    return _call("award-table", table.anchor, table.title, count, f"Tổng cộng: {table.total}", tuple(rows))


def _list(content: Index | Contents | Credits) -> str:
    if isinstance(content, Contents):
        return _call("contents", tuple((line.level, line.title, line.detail, line.anchor) for line in content.lines))
    if isinstance(content, Credits):
        return "".join(f"- #{literal(credit.role)}: #{literal(credit.names)}\n" for credit in content.credits)
    groups = (
        (group.letter, tuple((e.name, e.qualifier, tuple(ref.anchor for ref in e.refs)) for e in group.entries))
        for group in content.groups
    )
    return _call("index", tuple(groups))
