"""What the package says of the book: Dublin Core, identifiers, accessibility (EPUB 3.3 §5, EPUB Accessibility 1.1)."""

from __future__ import annotations

import datetime as dt
import re
import uuid

from yearbook.book.model import Book
from yearbook.epub.model import Metadata
from yearbook.pages.render import Stamp
from yearbook.records.isbn import isbn_digits

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
    "Chưa có tổ chức nào đánh giá và chứng nhận mức tiếp cận."
)


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


def day(text: str) -> dt.date:
    """The date of a stamp: `2020-08-12` or `12/8/2020`."""
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    return dt.date.fromisoformat(text[:10])


def metadata(book: Book, stamp: Stamp) -> Metadata:
    """All of it from the settings, the records and the stamp: nothing from the clock or the machine."""
    settings = book.settings
    printed = isbn_digits(settings.isbn.print)
    index = any(part.kind.startswith("index_") for part in book.parts)
    return Metadata(
        identifier=identifier(book),
        title=settings.title,
        creator=settings.compiler or settings.authority[-1],
        publisher=settings.publisher.name,
        date=str(settings.year),
        modified=day(stamp.date),
        source=f"urn:isbn:{printed}" if printed else "",
        features=(*FEATURES, "index") if index else FEATURES,
        summary=SUMMARY.format(index=", bảng tra dẫn thẳng đến bản ghi" if index else ""),
    )
