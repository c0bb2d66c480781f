"""The book's own settings: what `yearbook.yaml` says."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from yearbook.records.isbn import without_word
from yearbook.records.values import Date, Flag, Id, Int, Line, Number, Part, Photo, Record, Signature, WebAddress, Year
from yearbook.values import dataclass

SHORT_LINE = 3  # words: a first line of a title so short is set large


class Period(Part):
    start: Year = Field(title="năm đầu")
    end: Year = Field(title="năm cuối")


class Congress(Part):
    name: Line = Field(title="tên đại hội", description="Tên đầy đủ, không kèm khoảng năm.")
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
    isbn_prefix: Annotated[str, Field(pattern=r"^97[89](?:-\d+){2}$")] | None = Field(
        None, title="đầu số ISBN của nhà xuất bản", description="Ba nhóm số, ví dụ 978-604-80."
    )


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
    "filler",
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


def _isbn(value: object) -> object:
    """An editor who copies «ISBN 978-…» means the number; hyphens stay as they are written."""
    return without_word(value) if isinstance(value, str) else value


Isbn = Annotated[Line, BeforeValidator(_isbn)]


class Isbns(Part):
    """An ISBN for each format (Thông tư 05/2016/TT-BTTTT, Điều 4, 7)."""

    print: Isbn | None = Field(None, title="ISBN sách in")
    pdf: Isbn | None = Field(None, title="ISBN bản PDF")
    epub: Isbn | None = Field(None, title="ISBN bản EPUB")


class Paper(Part):
    """What the spine is reckoned from: pages / 2 × leaf + board."""

    leaf_mm: Number = Field(0.1, title="bề dày một tờ (mm)", gt=0.01, lt=1)
    board_mm: Number = Field(0.6, title="bề dày hai bìa (mm)", ge=0, lt=12)


PROFILE_PATTERN = r"^[\w][\w .()%+-]*\.(?:icc|icm)$"
CHECK_PATTERN = r"^(?:[a-z0-9][a-z0-9_-]*|[\w][\w .()%+-]*\.ya?ml)$"


class Printing(Part):
    """What the printing house asks for: standard, colour profile, marks, signature, thresholds of the preflight."""

    standard: Literal["x-4", "x-1a"] = Field(
        "x-4", title="chuẩn PDF/X", description="x-4 (ISO 15930-7); x-1a (ISO 15930-4) khi nhà in đòi."
    )
    profile: Annotated[str, Field(pattern=PROFILE_PATTERN, max_length=100)] = Field(
        "ISOcoated_v2_300_bas.icc",
        title="hồ sơ màu",
        description="Tên tệp .icc có sẵn, hoặc tệp .icc của nhà in đặt trong thư mục dữ liệu `profiles/`.",
    )
    condition: Line | None = Field(
        None, title="điều kiện in", description="Tên đăng ký ở ICC, ví dụ FOGRA51; hồ sơ có sẵn là FOGRA39."
    )
    check: Annotated[str, Field(pattern=CHECK_PATTERN, max_length=100)] = Field(
        "sheetfed-coated",
        title="ngưỡng kiểm tra tệp in",
        description="sheetfed-coated, sheetfed-uncoated, hoặc tệp YAML đặt trong thư mục dữ liệu `profiles/`.",
    )
    marks: Flag = Field(False, title="ốc xén, thang màu, dòng ghi tệp")
    signature: Signature = Field(4, title="số trang một tay sách")
    filler: Literal["notes", "blank"] = Field("notes", title="trang bù cuối sách")


class Barcode(Part):
    """EAN-13 of cover 4 (GS1 General Specifications, 5.2)."""

    magnification: Int = Field(100, title="độ phóng mã vạch (%)", ge=80, le=200)
    bar_width_reduction_mm: Number = Field(0.0, title="giảm bề rộng vạch (mm)", ge=0, le=0.1)


class Cover(Part):
    flaps_mm: Number = Field(0.0, title="bề rộng tai bìa (mm)", ge=0, le=150)
    barcode: Barcode = Field(Barcode(), title="mã vạch")


class HouseStyle(Part):
    """Where custom allows two spellings: which one this book takes. Names and quotations keep their own."""

    tone: Literal["old", "new"] = Field(
        "old",
        title="kiểu đặt dấu thanh",
        description="old: hòa, thủy, khỏe (như Luật, Nghị định); new: hoà, thuỷ, khoẻ.",
    )
    vowel_y: Literal["y", "i"] = Field("y", title="i hay y", description="y: kỹ thuật, lý luận; i: kĩ thuật, lí luận.")
    every: Literal["hằng", "hàng"] = Field("hằng", title="hằng năm hay hàng năm")
    award_class: Literal["Nhất", "nhất"] = Field(
        "Nhất",
        title="viết hạng",
        description="Nhất: hạng Nhất (Luật 06/2022/QH15); nhất: hạng nhất (Luật 15/2003/QH11).",
    )
    honorary_title: Literal["nhân dân", "Nhân dân"] = Field(
        "nhân dân",
        title="viết danh hiệu nhân dân",
        description="nhân dân: Nghệ sĩ nhân dân (các luật); Nhân dân: Nghệ sĩ Nhân dân (Nghị định 30/2020/NĐ-CP).",
    )

    def class_text(self, class_: str) -> str:
        """«hạng Nhất» or «hạng nhất»."""
        return f"hạng {class_ if self.award_class == 'Nhất' else class_.lower()}"

    def award_name(self, name: str) -> str:
        """The name of a form of award as this book writes it: «Nghệ sĩ nhân dân» or «Nghệ sĩ Nhân dân»."""
        return _HONORARY.sub(_raised, name) if self.honorary_title == "Nhân dân" else name


_HONORARY = re.compile(r"^(Nhà giáo|Thầy thuốc|Nghệ sĩ|Nghệ nhân) (nhân dân|ưu tú)$")


def _raised(match: re.Match[str]) -> str:
    return f"{match[1]} {match[2][0].upper()}{match[2][1:]}"


class Revision(Part):
    """Which proof this is. The date goes into every file, so that the same data gives the same bytes."""

    round: Int = Field(1, title="lần in thử (bông)")
    date: Date = Field(title="ngày của bản dựng")


class Quotation(Part):
    text: Line = Field(title="lời trích")
    source: Line | None = Field(None, title="nguồn")


class Ebook(Part):
    """What libraries and readers are told of the EPUB (EPUB 3.3 §5.5; EPUB Accessibility 1.1)."""

    subjects: tuple[Line, ...] = Field((), title="chủ đề", description="Mỗi chủ đề một dòng, cho thư viện tra cứu.")
    description: Line | None = Field(None, title="giới thiệu ngắn")
    rights: Line | None = Field(None, title="bản quyền", description="Câu ghi quyền sử dụng sách điện tử.")
    certified_by: Line | None = Field(
        None,
        title="tổ chức chứng nhận mức tiếp cận",
        description="Chỉ ghi khi một tổ chức đã kiểm EPUB theo EPUB Accessibility 1.1, WCAG 2.2 mức AA.",
    )
    certifier_report: WebAddress | None = Field(None, title="địa chỉ bản đánh giá mức tiếp cận")


class Signer(Part):
    """Who signs the covering letters (Nghị định 30/2020/NĐ-CP, Điều 8.7): filled in by hand when left out."""

    authority: Line | None = Field(None, title="quyền hạn ký", description="Ví dụ: KT. GIÁM ĐỐC; TL. BỘ TRƯỞNG")
    position: Line = Field("Giám đốc", title="chức vụ người ký")
    name: Line | None = Field(None, title="họ và tên người ký")


class Distribution(Part):
    """How the electronic book reaches the units: the download site and the covering letters."""

    url: WebAddress | None = Field(
        None,
        title="địa chỉ trang tải",
        description="Nơi đặt thư mục phát hành trên máy chủ, ví dụ https://example.gov.vn/ky-yeu/; mã QR dẫn tới đây.",
    )
    parent: Line | None = Field(None, title="cơ quan chủ quản của nơi gửi", description="Dòng trên, góc trái công văn.")
    sender: Line | None = Field(None, title="nơi gửi", description="Không ghi thì là nhà xuất bản.")
    symbol: Line | None = Field(None, title="ký hiệu công văn", description="Phần sau số, ví dụ: NXBTTTT-BT")
    contact: Line | None = Field(None, title="nơi giải đáp", description="Người, điện thoại, thư điện tử.")
    signer: Signer = Field(Signer(), title="người ký")


class Credit(Part):
    role: Line = Field(title="việc")
    names: Line = Field(title="người, đơn vị thực hiện")


@dataclass(frozen=True)
class TitleParts:
    """A title as cover and title page set it: a short first line large, the body, a last line in brackets."""

    kind: str
    lines: tuple[str, ...]
    period: str


class Settings(Record):
    """`yearbook.yaml`. Its id is the slug of the files in `dist/`."""

    title: Line = Field(title="tên sách")
    title_lines: tuple[Line, ...] = Field(
        (),
        title="cách ngắt dòng tên sách",
        description="Tên sách chia dòng cho bìa và trang tên sách; ghép lại phải đúng bằng tên sách.",
    )
    short_title: Line = Field(title="tên ngắn", description="In trên đầu trang chẵn và gáy sách.")
    congress: Congress = Field(title="đại hội")
    authority: tuple[Line, ...] = Field(title="cơ quan chủ trì", min_length=1)
    compiler: Line | None = Field(
        None, title="đơn vị biên soạn", description="Được in ở bìa 1 (Luật Xuất bản, Điều 27.3)."
    )
    place: Line = Field(title="nơi xuất bản")
    year: Year = Field(title="năm xuất bản")
    publisher: Publisher = Field(title="nhà xuất bản")
    style: HouseStyle = Field(HouseStyle(), title="quy ước chính tả")
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
    printing: Printing = Field(Printing(), title="tệp in")
    cover: Cover = Field(Cover(), title="bìa")
    archive: Literal["2u", "3u"] | None = Field(
        None, title="bản lưu trữ", description="PDF/A-2u, hoặc PDF/A-3u có kèm dữ liệu của sách."
    )
    ebook: Ebook = Field(Ebook(), title="sách điện tử")
    distribution: Distribution = Field(Distribution(), title="phát hành đến đơn vị")
    credits: tuple[Credit, ...] = Field((), title="người thực hiện")
    sample: Flag = Field(False, title="sách mẫu")

    @property
    def title_parts(self) -> TitleParts:
        """The title as the editor breaks it, or broken after «Kỷ yếu» and before brackets at the end."""
        lines = list(self.title_lines)
        if not lines:
            match = re.fullmatch(r"(Kỷ yếu )?(.+?)( \([^()]*\))?", self.title)
            lines = [part.strip() for part in match.groups() if part] if match else [self.title]
        kind = lines.pop(0) if len(lines) > 1 and len(lines[0].split()) <= SHORT_LINE else ""
        period = lines.pop() if len(lines) > 1 and lines[-1].startswith("(") else ""
        return TitleParts(kind, tuple(lines), period)
