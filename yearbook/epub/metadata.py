"""What the package says of the book: Dublin Core, identifiers, accessibility (EPUB 3.3 §5, EPUB Accessibility 1.1)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator

from yearbook.book.model import Book, Credits
from yearbook.epub.model import Contributor, Metadata
from yearbook.pages.stamp import Stamp
from yearbook.records.isbn import isbn_digits
from yearbook.records.settings import Settings
from yearbook.vietnamese import strip_title
from yearbook.vietnamese.names import FAMILY_NAMES, NameOrder, file_as

FEATURES = (
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "alternativeText",
    "displayTransformability",
    "ARIA",
    "unlocked",
)
SUMMARY = (
    "Sách có mục lục và tiêu đề theo cấp, thứ tự đọc như bản in{index}. Mỗi ảnh có lời tả hoặc chú thích thay thế; "
    "biểu đồ đi cùng bảng số liệu; bảng có tiêu đề cột. Cỡ chữ, phông chữ và màu nền do người đọc chọn được. "
    "{certified}"
)
UNCERTIFIED = "Chưa có tổ chức nào đánh giá và chứng nhận mức tiếp cận."
# Roles of the imprint as MARC relator codes (id.loc.gov/vocabulary/relators).
ROLES = {
    "director": "pbd",
    "editor_in_chief": "edt",
    "editor": "edt",
    "layout": "bkd",
    "technical_editor": "edt",
    "cover_design": "cov",
    "proofreader": "pfr",
}
LONGEST_NAME = 6  # syllables


def identifier(book: Book) -> str:
    """`urn:isbn:` of the EPUB, else a UUID of the book itself.

    It stays when a record is mended, so that readers see a new version and not a new book (EPUB 3.3 §5.5.3.1);
    a draft of some records (`--only`) is another book.
    """
    settings = book.settings
    if digits := isbn_digits(settings.isbn.epub):
        return f"urn:isbn:{digits}"
    words = ["yearbook", settings.id, settings.title, str(settings.year)]
    if book.restricted:
        words += book.record_anchors
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, chr(10).join(words))}"


def variant(base: str, name: str) -> str:
    """The identifier of a variant of a publication, as of the edition of a unit: always the same for the same two."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{base}#{name}')}"


def day(text: str) -> dt.date:
    """The date of a stamp: `2020-08-12` or `12/8/2020`."""
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    return dt.date.fromisoformat(text[:10])


def metadata(book: Book, stamp: Stamp) -> Metadata:
    """All of it from the settings, the records and the stamp: nothing from the clock or the machine."""
    settings, ebook = book.settings, book.settings.ebook
    printed = isbn_digits(settings.isbn.print)
    index = any(part.kind.startswith("index_") for part in book.parts)
    certified = f"{ebook.certified_by} đã đánh giá và chứng nhận mức tiếp cận." if ebook.certified_by else UNCERTIFIED
    return Metadata(
        identifier=identifier(book),
        title=settings.title,
        short_title=settings.short_title,
        contributors=tuple(_contributors(book)),
        publisher=settings.publisher.name,
        date=str(settings.year),
        modified=day(stamp.date),
        source=f"urn:isbn:{printed}" if printed else "",
        printed_as=f"urn:isbn:{printed}" if printed else _in_words(settings),
        features=(*FEATURES, "index") if index else FEATURES,
        summary=SUMMARY.format(index=", bảng tra dẫn thẳng đến bản ghi" if index else "", certified=certified),
        subjects=ebook.subjects,
        description=ebook.description or "",
        rights=ebook.rights or "",
        certified_by=ebook.certified_by or "",
        certifier_report=ebook.certifier_report or "",
    )


def _in_words(settings: Settings) -> str:
    """The printed book for those who have no ISBN of it."""
    trim = " × ".join(f"{side / 10:g}".replace(".", ",") for side in settings.trim.mm)
    return f"{settings.title}. {settings.place}: {settings.publisher.name}, {settings.year}. Sách in, khổ {trim} cm"


def _contributors(book: Book) -> Iterator[Contributor]:
    """The compiler first, whom the cover names; the authority; those of the imprint; the photographers."""
    settings, by = book.settings, book.settings.index.order
    compiler = settings.compiler or settings.authority[-1]
    yield Contributor(compiler, compiler, "com", "creator")
    yield from (Contributor(name, name, "isb") for name in settings.authority if name != compiler)
    named = [(role, getattr(settings.imprint, key) or "") for key, role in ROLES.items()]
    for part in book.parts:
        if isinstance(part.content, Credits):
            named += (("pht", name) for name in part.content.photographers)
    told = dict.fromkeys((role, name.strip()) for role, names in named for name in re.split("[;,]", names))
    yield from (Contributor(name, _filed(name, by), role) for role, name in told if name)


def _filed(name: str, by: NameOrder) -> str:
    """A person as the index files them, without title and rank; what is no person's name as it stands."""
    bare = re.sub(r"\s*\([^()]*\)$", "", strip_title(name).name)
    words = bare.split()
    person = 2 <= len(words) <= LONGEST_NAME and words[0] in FAMILY_NAMES and all(w[0].isupper() for w in words)
    return file_as(bare, by) if person else name
