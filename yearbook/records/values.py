"""The values that records are made of: scalar types, and what every record is.

The loader hands over text only (every YAML scalar stays text); the types here do the typing and nothing
is coerced in silence. A record knows where it came from: `record.span("awards", 0, "year")`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal, Protocol, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from yearbook.diagnostics import Edit, Span

Key = str | int


class Origin(Protocol):
    """Answers where a value of a record stands in its file."""

    @property
    def file(self) -> str: ...

    def span(self, *path: Key) -> Span: ...

    def part(self, path: tuple[Key, ...], start: int, end: int) -> Span: ...

    def edit(self, path: tuple[Key, ...], start: int, end: int, new: str) -> Edit | None: ...


# --- scalar types: text in, value out; ValueError texts are Vietnamese, for `R`-diagnostics -------------

ID_PATTERN = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"


def _flag(value: object) -> object:
    if isinstance(value, str):
        if value in {"true", "có"}:
            return True
        if value in {"false", "không"}:
            return False
        raise ValueError("chỉ nhận `true` (có) hoặc `false` (không)")
    return value


def _integer(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"0|[1-9]\d*", value):
            raise ValueError("phải là số nguyên viết liền, ví dụ 2019")
        return int(value)
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"\d+(?:[.,]\d+)?", value):
            raise ValueError("phải là số, ví dụ 0,1")
        return float(value.replace(",", "."))
    return value


def _date(value: object) -> object:
    if isinstance(value, str):
        for pattern, order in ((r"(\d{4})-(\d{2})-(\d{2})", (1, 2, 3)), (r"(\d{1,2})/(\d{1,2})/(\d{4})", (3, 2, 1))):
            if match := re.fullmatch(pattern, value):
                try:
                    return dt.date(*(int(match[i]) for i in order))
                except ValueError:
                    raise ValueError("ngày này không có trên lịch") from None
        raise ValueError("phải viết dd/mm/yyyy (ví dụ 03/6/2020) hoặc yyyy-mm-dd")
    return value


def _percent_pair(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"(\d{1,3})%\s+(\d{1,3})%", value)
        if not match or int(match[1]) > 100 or int(match[2]) > 100:
            raise ValueError("phải viết hai tỷ lệ từ trái và từ trên, ví dụ `50% 30%`")
        return FocalPoint(x=int(match[1]), y=int(match[2]))
    return value


def _web_address(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(
        r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:/[^\s<>]*)?", value
    ):
        raise ValueError("phải là địa chỉ đầy đủ, ví dụ https://example.gov.vn/ky-yeu/")
    return value


def _relative(value: str) -> str:
    parts = value.replace("\\", "/").split("/")
    if value.startswith(("/", "\\")) or ":" in value or ".." in parts:
        raise ValueError("đường dẫn phải nằm trong thư mục `photos/`, không dùng `..`, ổ đĩa hay đường dẫn tuyệt đối")
    return value


class Steady(BaseModel):
    """A model that is pickled to the same bytes in every process: the order of a set is another one in each."""

    def __getstate__(self) -> dict[Any, Any]:
        state = super().__getstate__()
        return {**state, _SET: tuple(sorted(state[_SET]))}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__({**state, _SET: set(state[_SET])})


class FocalPoint(Steady):
    """The point of a photo that a crop must keep, in % from left and top."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    x: int = Field(50, ge=0, le=100)
    y: int = Field(50, ge=0, le=100)


_SET = "__pydantic_fields_set__"  # the names of fields that were given

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=100)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Prose = Annotated[str, Field(min_length=1, max_length=200_000)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Int = Annotated[int, BeforeValidator(_integer)]
Number = Annotated[float, BeforeValidator(_number)]
Signature = Annotated[Literal[4, 8, 16, 32], BeforeValidator(_integer)]  # pages of a printed sheet once folded
Year = Annotated[int, BeforeValidator(_integer), Field(ge=1945, le=2100)]
Date = Annotated[dt.date, BeforeValidator(_date)]
Focal = Annotated[FocalPoint, BeforeValidator(_percent_pair)]
WebAddress = Annotated[str, BeforeValidator(_web_address), Field(max_length=400)]
PhotoPath = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_relative)]


class Part(Steady):
    """A value inside a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Record(Part):
    """Something with an id and a place in a file."""

    _origin: Origin | None = PrivateAttr(default=None)

    id: Id = Field(
        title="mã", description="Mã cố định của bản ghi: chữ thường không dấu, số, gạch nối; không đổi khi sửa tên."
    )

    def located(self, origin: Origin) -> Self:
        """Remember where the record came from (the loader calls this once)."""
        self._origin = origin
        return self

    def span(self, *path: Key) -> Span:
        """Where a value stands; falls back to the nearest enclosing value that is in the file."""
        return self._origin.span(*path) if self._origin else Span("?")

    def part(self, path: tuple[Key, ...], start: int, end: int) -> Span:
        """Where the characters `start` to `end` of a text stand; the place of the whole text if that is not known."""
        return self._origin.part(path, start, end) if self._origin else Span("?")

    def edit(self, path: tuple[Key, ...], start: int, end: int, new: str) -> Edit | None:
        """The change of the file that puts `new` in place of these characters of a text; None if there is none."""
        return self._origin.edit(path, start, end, new) if self._origin else None


class Photo(Part):
    """A picture file under `photos/` and what is known of it."""

    file: PhotoPath = Field(title="tệp ảnh", description="Đường dẫn trong thư mục photos/.")
    caption: Line | None = Field(None, title="chú thích")
    credit: Line | None = Field(None, title="người chụp, nguồn")
    alt: Line | None = Field(None, title="lời tả ảnh", description="Cho người đọc không nhìn thấy ảnh (EPUB).")
    focal: Focal = Field(FocalPoint(), title="điểm chính", description="Điểm phải giữ khi cắt ảnh, ví dụ `50% 30%`.")
