"""The typed records. Keys are English, each carries its Vietnamese label (`title`) for messages and the schema.

The loader hands over text only (every YAML scalar stays text); the types here do the typing and nothing
is coerced in silence. A record knows where it came from: `record.span("awards", 0, "year")`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Protocol, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
)

from yearbook.diagnostics import Span

Key = str | int


class Origin(Protocol):
    """Answers where a value of a record stands in its file."""

    @property
    def file(self) -> str: ...

    def span(self, *path: Key) -> Span: ...


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


def _relative(value: str) -> str:
    parts = value.replace("\\", "/").split("/")
    if value.startswith(("/", "\\")) or ":" in value or ".." in parts:
        raise ValueError("đường dẫn phải nằm trong thư mục `photos/`, không dùng `..`, ổ đĩa hay đường dẫn tuyệt đối")
    return value


class FocalPoint(BaseModel):
    """The point of a photo that a crop must keep, in % from left and top."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    x: int = Field(50, ge=0, le=100)
    y: int = Field(50, ge=0, le=100)


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=100)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Prose = Annotated[str, Field(min_length=1, max_length=200_000)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Int = Annotated[int, BeforeValidator(_integer)]
Number = Annotated[float, BeforeValidator(_number)]
Year = Annotated[int, BeforeValidator(_integer), Field(ge=1945, le=2100)]
Date = Annotated[dt.date, BeforeValidator(_date)]
Focal = Annotated[FocalPoint, BeforeValidator(_percent_pair)]
PhotoPath = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_relative)]


class Part(BaseModel):
    """A value inside a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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


# --- parts of records -------------------------------------------------------------------------------------


class Photo(Part):
    """A picture file under `photos/` and what is known of it."""

    file: PhotoPath = Field(title="tệp ảnh", description="Đường dẫn trong thư mục photos/.")
    caption: Line | None = Field(None, title="chú thích")
    credit: Line | None = Field(None, title="người chụp, nguồn")
    alt: Line | None = Field(None, title="lời tả ảnh", description="Cho người đọc không nhìn thấy ảnh (EPUB).")
    focal: Focal = Field(FocalPoint(), title="điểm chính", description="Điểm phải giữ khi cắt ảnh, ví dụ `50% 30%`.")


class AwardGrant(Part):
    """One award given to the record's person or collective."""

    award: Id = Field(title="hình thức khen thưởng", description="Mã trong danh mục khen thưởng, ví dụ hc_lao_dong.")
    class_: Literal["Nhất", "Nhì", "Ba"] | None = Field(None, alias="class", title="hạng")
    year: Year = Field(title="năm")
    decision: Id | None = Field(None, title="quyết định", description="Mã trong decisions.yaml.")
    reason: Line | None = Field(None, title="thành tích được khen")


class Presentation(StrEnum):
    """Weight of a record in Part II (book.md)."""

    FEATURE = "feature"
    PROFILE = "profile"
    ENTRY = "entry"


class EditorialStatus(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"


class Editorial(Record):
    """What every record of people, collectives, events and texts carries for the editors."""

    status: EditorialStatus = Field(
        EditorialStatus.DRAFT,
        title="tình trạng biên tập",
        description="draft: nháp; checked: đã soát; approved: đã duyệt.",
    )
    note: Line | None = Field(None, title="ghi chú của biên tập", description="Không in.")
    sample: Flag = Field(False, title="dữ liệu mẫu", description="Bản ghi bịa để thử; không dùng cho sách thật.")


# --- records ------------------------------------------------------------------------------------------------


class Individual(Editorial):
    """A person who is honoured."""

    name: Line = Field(title="họ và tên")
    unit: Id = Field(title="đơn vị", description="Mã đơn vị trong units.yaml.")
    office: Line | None = Field(None, title="chức vụ", description="Ví dụ: Trưởng phòng Quy hoạch tần số.")
    salutation: Literal["Ông", "Bà"] | None = Field(None, title="danh xưng")
    degree: Line | None = Field(None, title="học hàm, học vị", description="Ví dụ: TS., PGS. TS.")
    birth_year: Year | None = Field(None, title="năm sinh")
    summary: Line | None = Field(None, title="tóm tắt một câu")
    narrative: Prose | None = Field(None, title="thành tích", description="Markdown rút gọn.")
    quote: Line | None = Field(None, title="câu trích", description="Câu nói của nhân vật, in nổi.")
    portrait: Photo | None = Field(None, title="ảnh chân dung")
    photos: tuple[Photo, ...] = Field((), title="ảnh")
    awards: tuple[AwardGrant, ...] = Field((), title="khen thưởng")
    presentation: Presentation = Field(Presentation.PROFILE, title="cách trình bày")


class Collective(Editorial):
    """A collective that is honoured: a whole unit, or a team inside one."""

    name: Line = Field(title="tên tập thể")
    unit: Id = Field(
        title="đơn vị", description="Mã đơn vị trong units.yaml mà tập thể thuộc về (hoặc chính là đơn vị đó)."
    )
    summary: Line | None = Field(None, title="tóm tắt một câu")
    narrative: Prose | None = Field(None, title="thành tích")
    quote: Line | None = Field(None, title="câu trích")
    photos: tuple[Photo, ...] = Field((), title="ảnh")
    awards: tuple[AwardGrant, ...] = Field((), title="khen thưởng")
    presentation: Presentation = Field(Presentation.PROFILE, title="cách trình bày")


class Phase(StrEnum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Event(Editorial):
    """Something that happened before, during or after the Congress."""

    title: Line = Field(title="tên sự kiện")
    phase: Phase = Field(title="giai đoạn", description="before: trước; during: trong; after: sau Đại hội.")
    date: Date = Field(title="ngày", description="Ngày diễn ra hoặc ngày bắt đầu.")
    end: Date | None = Field(None, title="ngày kết thúc")
    time: Line | None = Field(None, title="giờ, buổi", description="Ví dụ: 8 giờ 00; buổi chiều.")
    place: Line | None = Field(None, title="địa điểm")
    narrative: Prose | None = Field(None, title="diễn biến")
    photos: tuple[Photo, ...] = Field((), title="ảnh")
    people: tuple[Id, ...] = Field((), title="người tham dự", description="Mã cá nhân.")
    units: tuple[Id, ...] = Field((), title="đơn vị tham gia", description="Mã đơn vị.")


class TextKind(StrEnum):
    """Kinds of long text, in printing order."""

    FOREWORD = "foreword"
    OPENING = "opening"
    DIRECTIVE = "directive"
    REPORT = "report"
    ADDRESS = "address"
    PAPER = "paper"
    LAUNCH = "launch"
    RESOLUTION = "resolution"
    CLOSING = "closing"


class Text(Editorial):
    """A long text: Markdown with a YAML head. `body` comes from under the head."""

    kind: TextKind = Field(title="loại bài")
    title: Line = Field(title="tên bài")
    author: Line | None = Field(None, title="tác giả, người đọc")
    author_office: Line | None = Field(None, title="chức vụ tác giả")
    unit: Id | None = Field(None, title="đơn vị")
    lead: Line | None = Field(None, title="lời dẫn")
    place_date: Line | None = Field(None, title="nơi và ngày ký")
    order: Int = Field(0, title="thứ tự trong cùng loại")
    body: Prose = Field(title="nội dung")


class Signature(Part):
    on_behalf: Line | None = Field(None, title="quyền hạn ký", description="Ví dụ: KT. BỘ TRƯỞNG")
    position: Line = Field(title="chức vụ người ký")
    name: Line = Field(title="họ tên người ký")
    capacity: Line | None = Field(None, title="chức danh kèm theo")


class Document(Editorial):
    """An official document reproduced verbatim in the national layout (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

    parent_authority: Line | None = Field(None, title="cơ quan chủ quản")
    authority: Line = Field(title="cơ quan ban hành")
    number: Line = Field(title="số, ký hiệu", description="Ví dụ: 3793/KH-BTTTT")
    place: Line = Field(title="địa danh")
    date: Date = Field(title="ngày ban hành")
    kind: Line = Field(title="loại văn bản", description="Ví dụ: KẾ HOẠCH")
    subject: Line = Field(title="trích yếu")
    recipients: tuple[Line, ...] = Field((), title="nơi nhận")
    signature: Signature | None = Field(None, title="người ký")
    order: Int = Field(0, title="thứ tự")
    body: Prose = Field(title="nội dung")


class Unit(Record):
    order: Int = Field(title="thứ tự nghi thức")
    name: Line = Field(title="tên chính thức")
    short_name: Line | None = Field(None, title="tên ngắn")
    aliases: tuple[Line, ...] = Field((), title="tên khác")
    group: Line | None = Field(None, title="khối", description="Ví dụ: Các vụ; Các cục; Sở Thông tin và Truyền thông.")


class Decision(Record):
    """A decision that gives awards, or that the book cites."""

    number: Line = Field(title="số, ký hiệu")
    date: Date = Field(title="ngày ký")
    authority: Line = Field(title="cơ quan, người ban hành")
    signed_by: Line | None = Field(None, title="người ký")
    signed_office: Line | None = Field(None, title="chức vụ người ký")
    subject: Line | None = Field(None, title="về việc")
    awards: tuple[Id, ...] = Field((), title="hình thức khen thưởng")
    count: Int | None = Field(
        None, title="số lượng được khen", description="Tổng số tập thể, cá nhân ghi trong quyết định."
    )
    sample: Flag = Field(False, title="dữ liệu mẫu")


class RecipientKind(StrEnum):
    INDIVIDUAL = "ca_nhan"
    COLLECTIVE = "tap_the"
    HOUSEHOLD = "ho_gia_dinh"


class Award(Record):
    """A form of award of the law: the catalogue that ships with the package, extended by `data/awards.yaml`."""

    name: Line = Field(title="tên hình thức khen thưởng")
    group: Line = Field(title="nhóm")
    order: Int = Field(title="thứ tự nghi thức", description="Số nhỏ trang trọng hơn.")
    level: Literal["nha_nuoc", "bo", "don_vi", "dia_phuong"] = Field(title="cấp")
    recipients: tuple[RecipientKind, ...] = Field(title="đối tượng")
    classes: tuple[Literal["Nhất", "Nhì", "Ba"], ...] = Field((), title="các hạng")
    decided_by: Line = Field(title="thẩm quyền quyết định")
    in_force_2020: Flag = Field(True, title="có hiệu lực năm 2020")
    in_force_2024: Flag = Field(True, title="có hiệu lực từ năm 2024")
    quoted_in_law: Flag = Field(False, title="luật đặt trong ngoặc kép")
    wrong_forms: tuple[Line, ...] = Field((), title="cách viết sai hay gặp")
    note: Line | None = Field(None, title="ghi chú")
    name_2003: Line | None = Field(None, title="tên theo Luật 2003")
    source: tuple[Line, ...] = Field((), title="nguồn luật")


class Slogan(Record):
    text: Line = Field(title="khẩu hiệu")


class Member(Part):
    name: Line = Field(title="họ và tên")
    office: Line | None = Field(None, title="chức vụ")
    role: Line = Field(title="vai trò", description="Ví dụ: Trưởng ban")


class Committee(Record):
    name: Line = Field(title="tên ban")
    basis: Line | None = Field(None, title="căn cứ thành lập")
    members: tuple[Member, ...] = Field((), title="thành viên")
    sample: Flag = Field(False, title="dữ liệu mẫu")


class ProgrammeItem(Record):
    time: Line = Field(title="giờ")
    title: Line = Field(title="nội dung")
    by: Line | None = Field(None, title="người thực hiện")
    session: Line | None = Field(None, title="phiên", description="Ví dụ: Phiên trù bị; Phiên chính thức.")
    sample: Flag = Field(False, title="dữ liệu mẫu")


class Delegate(Record):
    person: Id | None = Field(
        None, title="cá nhân", description="Mã cá nhân đã có trong sách; nếu không có thì ghi name, office, unit."
    )
    name: Line | None = Field(None, title="họ và tên")
    office: Line | None = Field(None, title="chức vụ")
    unit: Id | None = Field(None, title="đơn vị")
    sample: Flag = Field(False, title="dữ liệu mẫu")


class GalleryLayout(StrEnum):
    FULL = "full"
    TWO = "two"
    GRID = "grid"


class GalleryPage(Record):
    """A page of Congress photos: one full bleed, two stacked, or a grid of up to four."""

    layout: GalleryLayout = Field(title="kiểu trang ảnh")
    photos: tuple[Photo, ...] = Field(title="ảnh", min_length=1, max_length=4)


class Abbreviation(Record):
    short: Line = Field(title="chữ viết tắt")
    full: Line = Field(title="viết đầy đủ")


# --- the book's own settings --------------------------------------------------------------------------------


class Period(Part):
    start: Year = Field(title="năm đầu")
    end: Year = Field(title="năm cuối")


class Congress(Part):
    name: Line = Field(title="tên đại hội", description="Tên đầy đủ, không kèm khoảng năm.")
    lines: tuple[Line, ...] = Field(
        (), title="cách ngắt dòng tên đại hội", description="Tên đầy đủ chia dòng, cho bìa và trang tên sách."
    )
    short_name: Line = Field(title="tên gọi tắt", description="Ví dụ: Đại hội Thi đua yêu nước Bộ lần thứ IV")
    period: Period = Field(title="giai đoạn", description="Khoảng năm của đại hội (2020 – 2025).")
    achievements: Period = Field(title="thời gian xét thành tích", description="Khoảng năm của thành tích được ghi.")
    date: Date = Field(title="ngày đại hội")
    place: Line = Field(title="nơi tổ chức")


class Publisher(Part):
    name: Line = Field(title="nhà xuất bản")
    address: Line | None = Field(None, title="địa chỉ")
    phone: Line | None = Field(None, title="điện thoại")
    email: Line | None = Field(None, title="thư điện tử")
    website: Line | None = Field(None, title="trang thông tin điện tử")


class Trim(StrEnum):
    """Trim sizes, width × height in cm (law.md)."""

    T19X27 = "19x27"
    T16X24 = "16x24"
    T14X20 = "14.5x20.5"
    T20X29 = "20.5x29.7"

    @property
    def mm(self) -> tuple[float, float]:
        """Width and height in mm."""
        width, height = self.value.split("x")
        return float(width) * 10, float(height) * 10


def _trim(value: object) -> object:
    if isinstance(value, str):
        return value.replace(" ", "").replace("×", "x").replace(",", ".").removesuffix("cm")
    return value


PART_KINDS = (
    "half_title",
    "title_page",
    "picture_page",
    "committees",
    "foreword",
    "gallery",
    "congress",
    "exemplars",
    "awards",
    "delegates",
    "slogans",
    "documents",
    "index_persons",
    "index_units",
    "abbreviations",
    "credits",
    "contents",
    "imprint",
)
"""The kinds of parts in their usual order (book.md)."""


class PartSpec(Part):
    """A place in the order of the book: the kind of part, and a title if it differs from the usual one."""

    kind: Line = Field(title="loại phần")
    title: Line | None = Field(None, title="tên phần")
    opener: Flag | None = Field(None, title="có trang mở phần")


def _part_spec(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


class Contents(Part):
    position: Literal["end", "front"] = Field("end", title="vị trí mục lục")
    levels: Int = Field(3, title="số cấp", ge=1, le=3)


class IndexSettings(Part):
    persons: Flag = Field(True, title="bảng tra tên người")
    units: Flag = Field(True, title="bảng tra đơn vị")
    order: Literal["given_name", "family_name"] = Field("given_name", title="thứ tự tên người")


class Imprint(Part):
    """What the law wants together on one page (Luật Xuất bản 19/2012/QH13, Điều 27.1c). Missing: dots in a draft."""

    director: Line | None = Field(None, title="chịu trách nhiệm xuất bản (Giám đốc)")
    editor_in_chief: Line | None = Field(None, title="chịu trách nhiệm nội dung (Tổng biên tập)")
    editor: Line | None = Field(None, title="biên tập viên")
    layout: Line | None = Field(None, title="trình bày, minh họa")
    technical_editor: Line | None = Field(None, title="biên tập kỹ thuật")
    cover_design: Line | None = Field(None, title="vẽ bìa")
    proofreader: Line | None = Field(None, title="sửa bản in")
    print_run: Line | None = Field(None, title="số lượng in")
    printer: Line | None = Field(None, title="cơ sở in")
    printer_address: Line | None = Field(None, title="địa chỉ cơ sở in")
    registration_number: Line | None = Field(None, title="số xác nhận đăng ký xuất bản")
    decision_number: Line | None = Field(None, title="quyết định xuất bản")
    legal_deposit: Line | None = Field(None, title="nộp lưu chiểu", description="Quý và năm, ví dụ: quý IV năm 2020")


class Isbns(Part):
    """An ISBN for each format (Thông tư 05/2016/TT-BTTTT, Điều 4, 7)."""

    print: Line | None = Field(None, title="ISBN sách in")
    pdf: Line | None = Field(None, title="ISBN bản PDF")
    epub: Line | None = Field(None, title="ISBN bản EPUB")


class Paper(Part):
    """What the spine is reckoned from: pages / 2 × leaf + board."""

    leaf_mm: Number = Field(0.1, title="bề dày một tờ (mm)", gt=0.01, lt=1)
    board_mm: Number = Field(0.6, title="bề dày hai bìa (mm)", ge=0, lt=12)


class Revision(Part):
    """Which proof this is. The date goes into every file, so that the same data gives the same bytes."""

    round: Int = Field(1, title="lần in thử (bông)")
    date: Date = Field(title="ngày của bản dựng")


class Quotation(Part):
    text: Line = Field(title="lời trích")
    source: Line | None = Field(None, title="nguồn")


class Credit(Part):
    role: Line = Field(title="việc")
    names: Line = Field(title="người, đơn vị thực hiện")


class Settings(Record):
    """`yearbook.yaml`. Its id is the slug of the files in `dist/`."""

    title: Line = Field(title="tên sách")
    short_title: Line = Field(title="tên ngắn", description="In trên đầu trang chẵn và gáy sách.")
    congress: Congress = Field(title="đại hội")
    authority: tuple[Line, ...] = Field(title="cơ quan chủ trì", min_length=1)
    compiler: Line | None = Field(
        None, title="đơn vị biên soạn", description="Được in ở bìa 1 (Luật Xuất bản, Điều 27.3)."
    )
    place: Line = Field(title="nơi xuất bản")
    year: Year = Field(title="năm xuất bản")
    publisher: Publisher = Field(title="nhà xuất bản")
    theme: Id = Field("trang-trong", title="giao diện")
    trim: Annotated[Trim, BeforeValidator(_trim)] = Field(Trim.T19X27, title="khổ sách (cm)")
    revision: Revision | None = Field(None, title="lần dựng")
    parts: tuple[Annotated[PartSpec, BeforeValidator(_part_spec)], ...] = Field((), title="thứ tự các phần")
    contents: Contents = Field(Contents(), title="mục lục")
    index: IndexSettings = Field(IndexSettings(), title="bảng tra")
    individuals_order: Literal["given_name", "family_name", "unit"] = Field(
        "given_name", title="thứ tự cá nhân ở Phần thứ hai"
    )
    portrait: Photo | None = Field(
        None, title="ảnh trang đầu", description="Ảnh Chủ tịch Hồ Chí Minh, do người dùng đưa vào."
    )
    quotation: Quotation | None = Field(None, title="lời trích trang đầu")
    imprint: Imprint = Field(Imprint(), title="trang bản quyền")
    isbn: Isbns = Field(Isbns(), title="ISBN")
    price: Line | None = Field(
        None, title="giá bán", description="Giá bìa, «sách Nhà nước đặt hàng» hoặc «sách không bán»."
    )
    paper: Paper = Field(Paper(), title="giấy")
    credits: tuple[Credit, ...] = Field((), title="người thực hiện")
    sample: Flag = Field(False, title="sách mẫu")


@dataclass(frozen=True)
class Yearbook:
    """All records of a book, as loaded; nothing is checked across records yet."""

    settings: Settings
    units: tuple[Unit, ...] = ()
    decisions: tuple[Decision, ...] = ()
    awards: tuple[Award, ...] = ()
    individuals: tuple[Individual, ...] = ()
    collectives: tuple[Collective, ...] = ()
    events: tuple[Event, ...] = ()
    texts: tuple[Text, ...] = ()
    documents: tuple[Document, ...] = ()
    slogans: tuple[Slogan, ...] = ()
    committees: tuple[Committee, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    delegates: tuple[Delegate, ...] = ()
    gallery: tuple[GalleryPage, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def award_by_id(self) -> dict[str, Award]:
        return {award.id: award for award in self.awards}

    @cached_property
    def decision_by_id(self) -> dict[str, Decision]:
        return {decision.id: decision for decision in self.decisions}

    @property
    def honoured(self) -> tuple[Individual | Collective, ...]:
        """All who are honoured, collectives first."""
        return (*self.collectives, *self.individuals)

    @cached_property
    def individual_by_id(self) -> dict[str, Individual]:
        return {person.id: person for person in self.individuals}

    def photos(self) -> Iterator[tuple[Record, tuple[Key, ...], Photo]]:
        """Every photo with the record that names it and its path there."""
        if self.settings.portrait:
            yield self.settings, ("portrait",), self.settings.portrait
        for person in self.individuals:
            if person.portrait:
                yield person, ("portrait",), person.portrait
        pictured: tuple[Individual | Collective | Event | GalleryPage, ...]
        pictured = (*self.individuals, *self.collectives, *self.events, *self.gallery)
        for record in pictured:
            for position, photo in enumerate(record.photos):
                yield record, ("photos", position), photo

    def printed_records(self) -> tuple[Record, ...]:
        """The records that `--only` can choose."""
        return (*self.individuals, *self.collectives, *self.events, *self.texts, *self.documents, *self.gallery)
