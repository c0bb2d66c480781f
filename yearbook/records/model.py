"""The typed records. Keys are English, each carries its Vietnamese label (`title`) for messages and the schema."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field

from yearbook.diagnostics import Span
from yearbook.records.settings import Settings
from yearbook.records.values import Date, Flag, Id, Int, Key, Line, Part, Photo, Prose, Record, Year
from yearbook.values import dataclass


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


class FormerName(Part):
    """A name that a unit bore before; the years in which it was in force."""

    name: Line = Field(title="tên cũ")
    start: Year | None = Field(None, title="từ năm")
    end: Year | None = Field(None, title="đến năm")


class Unit(Record):
    order: Int = Field(title="thứ tự nghi thức")
    name: Line = Field(title="tên chính thức")
    short_name: Line | None = Field(None, title="tên ngắn")
    aliases: tuple[Line, ...] = Field((), title="tên khác")
    since: Year | None = Field(None, title="năm mang tên hiện nay")
    former_names: tuple[FormerName, ...] = Field(
        (), title="tên trước đây", description="Tên chính thức trước khi đổi tên, kèm năm bắt đầu và năm kết thúc."
    )
    group: Line | None = Field(None, title="khối", description="Ví dụ: Các vụ; Các cục; Sở Thông tin và Truyền thông.")
    address: Line | None = Field(None, title="địa chỉ nhận", description="Ghi trên công văn gửi sách điện tử.")


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


@dataclass(frozen=True)
class Lost:
    """What is written in the data but could not be loaded: a reference to it is no fault of its own."""

    kinds: frozenset[str] = frozenset()  # e.g. "units": records of this kind are lost, nobody knows which
    ids: frozenset[str] = frozenset()

    def may_hold(self, kind: str, wanted: str) -> bool:
        return kind in self.kinds or wanted in self.ids


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
    lost: Lost = Lost()

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

    def all_records(self) -> Iterator[Record]:
        """Every record that is printed in some way; the settings and the award catalogue apart."""
        yield from (*self.units, *self.decisions, *self.printed_records(), *self.slogans, *self.committees)
        yield from (*self.programme, *self.delegates, *self.abbreviations)

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Where the printed records stand in the data, by id."""
        return {record.id: record.span() for record in self.printed_records()}

    @property
    def sample_count(self) -> int:
        """How many records are invented sample data."""
        return sum(bool(getattr(record, "sample", False)) for record in self.all_records())

    def printed_records(self) -> tuple[Record, ...]:
        """The records that `--only` can choose."""
        return (*self.individuals, *self.collectives, *self.events, *self.texts, *self.documents, *self.gallery)
