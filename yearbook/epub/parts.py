"""The parts of the book as files: which template sets what, and which ids stand where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yearbook.book import model as b
from yearbook.epub.chapter import MAX_LINES, MAX_LINKS, MAX_RECORDS, MAX_ROWS, Chapter, pieces, whole_pieces

LISTS = "_lists"
CHRONICLE, PROGRAMME, FIGURES = "Biên niên Đại hội", "Chương trình Đại hội", "Khen thưởng qua những con số"


def chapters_of(part: b.Part) -> list[Chapter]:
    """The files of one part in reading order; none for the half-title, which says nothing on a screen."""
    chapters = list(_content(part))
    if part.opener:
        title = f"{part.number}. {part.title}" if part.number else part.title
        chapters.insert(0, _chapter(part, "opener", title, landmark="bodymatter"))
    if chapters:
        first = chapters[0]
        chapters[0] = replace(first, body_id=part.anchor, anchors={part.anchor: part.title, **first.anchors})
    return chapters


def _chapter(part: b.Part, template: str, title: str, *, name: str = "", landmark: str = "", **rest: object) -> Chapter:
    anchors = rest.pop("anchors", {})
    assert isinstance(anchors, dict)
    return Chapter(
        name or f"{part.kind.replace('_', '-')}{'-opener' if template == 'opener' else ''}",
        title,
        f"epub/{template}.xhtml.j2",
        {"part": part, **rest},
        anchors,
        landmark,
    )


def _content(part: b.Part) -> Iterator[Chapter]:
    match part.content:
        case b.Plain():
            yield from _plain(part)
        case b.PicturePage():
            yield _chapter(part, "picture", part.title)
        case b.Committees(committees):
            anchors = {f"_committee-{committee.id}": committee.name for committee in committees}
            yield _chapter(part, "committees", part.title, anchors=anchors)
        case b.Texts(texts):
            for text in texts:
                yield _text(part, text, level=1, landmark=part.kind if text is texts[0] else "")
        case b.Gallery(sheets):
            for piece in pieces(sheets, MAX_RECORDS):
                yield _chapter(part, "gallery", part.title + piece.words, name=f"gallery{piece.suffix}", piece=piece)
        case b.CongressPart():
            yield from _congress(part, part.content)
        case b.Exemplars():
            yield from _section(part, part.content.collectives, "collectives")
            yield from _section(part, part.content.individuals, "individuals")
        case b.AwardLists():
            yield from _awards(part, part.content)
        case b.Delegates(rows):
            for run in pieces(rows, MAX_ROWS):
                anchors = {row.anchor: part.title for row in run.items}
                name = f"delegates{run.suffix}"
                yield _chapter(part, "delegates", part.title + run.words, name=name, anchors=anchors, piece=run)
        case b.Slogans(slogans):
            anchors = {f"_slogan-{slogan.id}": slogan.text for slogan in slogans}
            yield _chapter(part, "slogans", part.title, anchors=anchors)
        case b.Documents(documents):
            for document in documents:
                yield _document(part, document, first=document is documents[0])
        case b.Index(groups):
            yield from _index(part, groups)
        case b.Abbreviations():
            yield _chapter(part, "abbreviations", part.title)
        case b.Credits():
            yield _chapter(part, "credits", part.title)
        case b.Contents():
            yield from _contents(part, part.content)


def _contents(part: b.Part, contents: b.Contents) -> Iterator[Chapter]:
    """The printed contents, each file leading to the next."""
    runs = pieces(contents.lines, MAX_LINES)
    names = [f"contents{run.suffix}" for run in runs]
    for run, name, following in zip(runs, names, [*names[1:], ""], strict=True):
        landmark, title = "toc" if run.first else "", part.title + run.words
        yield _chapter(part, "contents", title, name=name, landmark=landmark, piece=run, following=following)


def _plain(part: b.Part) -> Iterator[Chapter]:
    if part.kind == "title_page":
        yield _chapter(part, "title_page", part.title, landmark="titlepage")
    elif part.kind == "imprint":
        yield _chapter(part, "imprint", part.title, landmark="copyright-page")


def _text(part: b.Part, text: b.LongText, *, level: int, landmark: str = "") -> Chapter:
    title = text.record.title
    anchors = {text.anchor: title}
    name = f"text-{text.anchor}"
    return _chapter(part, "text", title, name=name, landmark=landmark, anchors=anchors, text=text, level=level)


def _document(part: b.Part, document: b.DocumentView, *, first: bool) -> Chapter:
    title = f"{document.record.kind.capitalize()} số {document.record.number}"
    name = f"document-{document.anchor}"
    return _chapter(part, "document", title, name=name, anchors={document.anchor: title}, doc=document, first=first)


def _congress(part: b.Part, content: b.CongressPart) -> Iterator[Chapter]:
    for phase in content.phases:
        for piece in pieces(phase.events, MAX_RECORDS):
            anchors = {event.anchor: event.record.title for event in piece.items}
            starts = phase is content.phases[0] and piece.first
            if piece.first:
                anchors = {phase.anchor: phase.title, **anchors}
            if starts:
                anchors = {"_chronicle": CHRONICLE, **anchors}
            title = f"{CHRONICLE}: {phase.title}{piece.words}"
            name = f"chronicle{phase.anchor.removeprefix('_phase')}{piece.suffix}"
            yield _chapter(
                part, "chronicle", title, name=name, anchors=anchors, phase=phase, piece=piece, starts=starts
            )
    if content.sessions:
        yield _chapter(part, "programme", PROGRAMME, name="programme", anchors={"_programme": PROGRAMME})
    for text in content.texts:
        yield _text(part, text, level=2)


def _section(part: b.Part, section: b.HonouredSection, slug: str) -> Iterator[Chapter]:
    """Groups of units, each from a new file; then the records that are a line in a list."""
    runs = [(group.title, group.anchor, group.items, False) for group in section.groups]
    if section.entries:
        heading = section.entries_title if section.groups else ""
        runs.append((heading, section.entries_anchor, section.entries, True))
    for number, (title, anchor, items, entries) in enumerate(runs, 1):
        for piece in whole_pieces(items, MAX_RECORDS, lambda item: item.unit.id):
            anchors = {item.anchor: item.record.name for item in piece.items}
            starts = number == 1 and piece.first
            if piece.first:
                anchors = {anchor: title or section.title, **anchors}
            if starts:
                anchors = {section.anchor: section.title, **anchors}
            yield _chapter(
                part,
                "exemplars",
                ": ".join(filter(None, (section.title, title))) + piece.words,
                name=f"{slug}-{number}{piece.suffix}",
                anchors=anchors,
                section=section,
                heading=title,
                heading_anchor=anchor,
                piece=piece,
                starts=starts,
                entries=entries,
            )


def _awards(part: b.Part, lists: b.AwardLists) -> Iterator[Chapter]:
    if lists.charts:
        anchors = {"_figures": FIGURES} | {chart.anchor: chart.title for chart in lists.charts}
        yield _chapter(part, "figures", FIGURES, name="figures", anchors=anchors)
    for table in lists.tables:
        for piece in pieces(table.rows, MAX_ROWS):
            rows = piece.items
            anchors = {row.anchor: table.title for row in rows}
            if piece.first:
                anchors = {table.anchor: table.title, **anchors}
            starts = table is lists.tables[0] and piece.first
            if starts:
                anchors = {LISTS: part.title, **anchors}
            kept = set(rows)
            years = tuple(
                b.AwardYear(year.year, tuple(row for row in year.rows if row in kept))
                for year in table.years
                if not kept.isdisjoint(year.rows)
            )
            last = rows[-1].number == table.total
            name = f"awards{table.anchor.removeprefix('_awards')}{piece.suffix}"
            title = table.title + piece.words
            yield _chapter(
                part,
                "award_table",
                title,
                name=name,
                anchors=anchors,
                table=table,
                years=years,
                piece=piece,
                starts=starts,
                last=last,
            )


def _index(part: b.Part, groups: tuple[b.IndexGroup, ...]) -> Iterator[Chapter]:
    """Letters, as many as fit; a letter too long for a file is cut."""
    runs: list[list[b.IndexGroup]] = [[]]
    for piece in (piece for group in groups for piece in _short(group)):
        if runs[-1] and sum(_links(group) for group in [*runs[-1], piece]) > MAX_LINKS:
            runs.append([])
        runs[-1].append(piece)
    last, count = "", 0
    for number, run in enumerate(runs, 1):
        suffix, words = ("", "") if number == 1 else (f"-p{number}", f" ({number})")
        anchors: dict[str, str] = {}
        for group in run:
            count += 1
            anchors[f"_letter-{part.kind}-{count}"] = f"{group.letter} (tiếp)" if group.letter == last else group.letter
            last = group.letter
        yield _chapter(
            part,
            "index",
            part.title + words,
            name=part.kind.replace("_", "-") + suffix,
            landmark="index" if number == 1 else "",
            anchors=anchors,
            groups=list(zip(run, anchors, strict=True)),
            starts=number == 1,
        )


def _links(group: b.IndexGroup) -> int:
    return sum(1 + len(entry.refs) for entry in group.entries)


def _short(group: b.IndexGroup) -> Iterator[b.IndexGroup]:
    """A letter in runs of entries with at most `MAX_LINKS` links; an entry is never cut."""
    run: list[b.IndexEntry] = []
    count = 0
    for entry in group.entries:
        if run and count + 1 + len(entry.refs) > MAX_LINKS:
            yield b.IndexGroup(group.letter, tuple(run))
            run, count = [], 0
        run.append(entry)
        count += 1 + len(entry.refs)
    yield b.IndexGroup(group.letter, tuple(run))
