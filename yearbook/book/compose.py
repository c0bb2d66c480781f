"""Records in, the whole book in printing order out. The order of the parts is data (`parts:` in yearbook.yaml)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from yearbook.book import congress as congress_part
from yearbook.book.awards import award_lists
from yearbook.book.exemplars import exemplars
from yearbook.book.index import persons_index, references, toc_lines, units_index
from yearbook.book.model import (
    Abbreviations,
    AwardLists,
    Book,
    Committees,
    Contents,
    Credits,
    Delegates,
    Documents,
    Exemplars,
    Gallery,
    PartContent,
    PicturePage,
    Plain,
    Slogans,
    Texts,
)
from yearbook.book.model import CongressPart as CongressContent
from yearbook.book.model import Part as BookPart
from yearbook.records.model import TextKind, Yearbook
from yearbook.records.settings import PartSpec
from yearbook.values import dataclass
from yearbook.vietnamese import collate, ordinal_words

Builder = Callable[[Yearbook], PartContent | None]


@dataclass(frozen=True)
class PartKind:
    """A kind of part: its usual title (`{congress}` is the congress's short name), how it is built and opened."""

    title: str
    build: Builder
    opener: bool = False
    needs_pages: bool = False
    fills: bool = False


def _committees(yearbook: Yearbook) -> PartContent | None:
    return Committees(yearbook.committees) if yearbook.committees else None


def _foreword(yearbook: Yearbook) -> PartContent | None:
    texts = congress_part.texts_of(yearbook, [TextKind.FOREWORD])
    return Texts(texts) if texts else None


def _picture(yearbook: Yearbook) -> PartContent | None:
    settings = yearbook.settings
    return PicturePage(settings.portrait, settings.quotation) if settings.portrait or settings.quotation else None


def _gallery(yearbook: Yearbook) -> PartContent | None:
    return Gallery(yearbook.gallery) if yearbook.gallery else None


def _congress(yearbook: Yearbook) -> PartContent | None:
    part = congress_part.congress(yearbook)
    return part if part.phases or part.sessions or part.texts else None


def _exemplars(yearbook: Yearbook) -> PartContent | None:
    part = exemplars(yearbook)
    return part if part.collectives or part.individuals else None


def _awards(yearbook: Yearbook) -> PartContent | None:
    part = award_lists(yearbook)
    return part if part.tables else None


def _delegates(yearbook: Yearbook) -> PartContent | None:
    rows = congress_part.delegates(yearbook)
    return Delegates(rows) if rows else None


def _slogans(yearbook: Yearbook) -> PartContent | None:
    return Slogans(yearbook.slogans) if yearbook.slogans else None


def _documents(yearbook: Yearbook) -> PartContent | None:
    views = congress_part.documents(yearbook)
    return Documents(views) if views else None


def _abbreviations(yearbook: Yearbook) -> PartContent | None:
    items = sorted(yearbook.abbreviations, key=lambda item: (collate.sort_key(item.short), item.id))
    return Abbreviations(tuple(items)) if items else None


def _credits(yearbook: Yearbook) -> PartContent | None:
    names = sorted({photo.credit for _, _, photo in yearbook.photos() if photo.credit}, key=collate.sort_key)
    return Credits(yearbook.settings.credits, tuple(names)) if names or yearbook.settings.credits else None


def _later(_yearbook: Yearbook) -> PartContent | None:
    """Contents and indexes are filled in when all other parts stand."""
    return Plain()


FILLER = "filler"
KINDS: dict[str, PartKind] = {
    "half_title": PartKind("Bìa lót", lambda _: Plain()),
    "title_page": PartKind("Trang tên sách", lambda _: Plain()),
    "picture_page": PartKind("Lời Chủ tịch Hồ Chí Minh về thi đua", _picture),
    "committees": PartKind("Ban Tổ chức và Ban Biên tập", _committees),
    "foreword": PartKind("Lời giới thiệu", _foreword),
    "gallery": PartKind("Một số hình ảnh Đại hội", _gallery),
    "congress": PartKind("{congress}", _congress, opener=True),
    "exemplars": PartKind("Điển hình tiên tiến", _exemplars, opener=True),
    "awards": PartKind("Danh sách khen thưởng", _awards, opener=True),
    "delegates": PartKind("Đại biểu dự Đại hội", _delegates, opener=True),
    "slogans": PartKind("Khẩu hiệu tuyên truyền", _slogans),
    "documents": PartKind("Phụ lục: Văn bản", _documents),
    "index_persons": PartKind("Bảng tra tên người", _later, needs_pages=True),
    "index_units": PartKind("Bảng tra đơn vị", _later, needs_pages=True),
    "abbreviations": PartKind("Bảng chữ viết tắt", _abbreviations),
    "credits": PartKind("Những người thực hiện", _credits),
    "contents": PartKind("Mục lục", _later, needs_pages=True),
    FILLER: PartKind("Ghi chép", lambda _: Plain(), fills=True),
    "imprint": PartKind("Trang bản quyền", lambda _: Plain()),
}
FRONT_CONTENTS_AFTER = "title_page"


def part_order(yearbook: Yearbook) -> tuple[PartSpec, ...]:
    """The editors' order, or the usual one (book.md); contents where the setting wants them.

    Pages that fill the last printed sheet stand at the end, before the imprint when that ends the book.
    """
    specs = list(yearbook.settings.parts) or [PartSpec(kind=kind) for kind in KINDS]
    if all(spec.kind != FILLER for spec in specs):
        specs.insert(len(specs) - (specs[-1].kind == "imprint"), PartSpec(kind=FILLER))
    if not yearbook.settings.parts and yearbook.settings.contents.position == "front":
        contents = next(spec for spec in specs if spec.kind == "contents")
        specs.remove(contents)
        after = next(i for i, spec in enumerate(specs) if spec.kind == FRONT_CONTENTS_AFTER)
        specs.insert(after + 1, contents)
    return tuple(specs)


def _numbered(parts: list[BookPart], yearbook: Yearbook) -> list[BookPart]:
    """Number the parts that open, and give each one of the slogans in turn."""
    numbered, count = [], 0
    for part in parts:
        if part.opener:
            slogan = yearbook.slogans[count % len(yearbook.slogans)].text if yearbook.slogans else ""
            count += 1
            part = replace(part, number=f"Phần {ordinal_words(count)}", ordinal=count, slogan=slogan)
        numbered.append(part)
    return numbered


def _with_indexes(yearbook: Yearbook, parts: tuple[BookPart, ...]) -> Iterator[BookPart]:
    """The indexes filled from the parts that are there; one that has no entry or is not wanted is left out."""
    wanted = yearbook.settings.index
    people, units = references(yearbook, parts)
    fillings = {
        "index_persons": persons_index(yearbook, people if wanted.persons else {}),
        "index_units": units_index(yearbook, units if wanted.units else {}),
    }
    for part in parts:
        if part.kind not in fillings:
            yield part
        elif fillings[part.kind].groups:
            yield replace(part, content=fillings[part.kind])


def _with_contents(parts: tuple[BookPart, ...], levels: int) -> tuple[BookPart, ...]:
    """The contents filled from all other parts, left out when there is nothing to list."""
    lines = toc_lines(parts, levels)
    filled = (replace(part, content=Contents(lines)) if part.kind == "contents" else part for part in parts)
    return tuple(part for part in filled if lines or part.kind != "contents")


def restricted_to(yearbook: Yearbook, only: frozenset[str]) -> Yearbook:
    """The same book with these records alone (`--only`): a quick draft of a few pages."""

    def chosen(records: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(record for record in records if getattr(record, "id", "") in only)

    names = ("individuals", "collectives", "events", "texts", "documents", "gallery")
    kept = {name: chosen(getattr(yearbook, name)) for name in names}
    return replace(yearbook, **kept, committees=(), programme=(), delegates=(), slogans=(), abbreviations=())  # type: ignore[arg-type]  # the names above are its own fields


def compose(yearbook: Yearbook, only: frozenset[str] = frozenset()) -> Book:
    """Compose the book.

    In: records whose references all hold (`rules.check` saw to it). Out: the parts that have something to
    show, in the order of the settings, numbered; contents and indexes filled from the parts themselves.
    """
    if only:
        yearbook = restricted_to(yearbook, only)
    parts = []
    for spec in part_order(yearbook):
        kind = KINDS[spec.kind]
        if kind.fills and only:
            continue  # a draft of some records is no book to be folded
        content = kind.build(yearbook)
        if content is not None:
            parts.append(
                BookPart(
                    kind=spec.kind,
                    anchor=f"_part-{spec.kind}",
                    title=spec.title or kind.title.format(congress=yearbook.settings.congress.short_name),
                    content=content,
                    opener=kind.opener if spec.opener is None else spec.opener,
                    needs_pages=kind.needs_pages,
                    fills=kind.fills,
                )
            )
    indexed = list(_with_indexes(yearbook, tuple(parts)))
    finished = _with_contents(tuple(_numbered(indexed, yearbook)), yearbook.settings.contents.levels)
    return Book(yearbook.settings, finished, restricted=bool(only), sample_count=yearbook.sample_count)


def is_empty(book: Book) -> bool:
    """A book with nothing to read in it: no record, text, picture or document."""
    reading = (Texts, Gallery, CongressContent, Exemplars, AwardLists, Delegates, Documents, Committees)
    return not any(isinstance(part.content, reading) for part in book.parts)
