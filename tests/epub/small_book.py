"""A small book with a little of everything, made from records written here."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yearbook import records as r
from yearbook.book import compose
from yearbook.context import asset_root
from yearbook.epub import EpubPages, package, render_pages
from yearbook.images import derive, inspect
from yearbook.pages.edition import editions
from yearbook.pages.render import PageSetter
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import load_theme

STAMP = Stamp("thu-1", "2020-11-20", 1)
REPORT = """## Kết quả

Năm năm qua[^1] phong trào đã lan rộng; xem [trang của Bộ](https://mic.gov.vn/) và [chỗ lạ](javascript:alert).

- một
- hai

| Năm | Số |
|:----|---:|
| 2019 | 12 |

Nhắc lại chú thích[^1] một lần nữa, và một chú thích khác[^b].

[^1]: Số liệu đến 30/6/2020.
[^b]: Theo *báo cáo* của các đơn vị.
"""


def photo(file: str, **more: Any) -> r.Photo:
    return r.Photo(file=file, **more)


def settings(**more: Any) -> r.Settings:
    values: dict[str, Any] = {
        "id": "ky-yeu-thu",
        "title": "Kỷ yếu Đại hội thử (2020 – 2025)",
        "short_title": "Kỷ yếu thử",
        "congress": r.Congress(
            name="Đại hội Thi đua yêu nước lần thứ IV",
            short_name="Đại hội IV",
            period=r.Period(start=2020, end=2025),
            achievements=r.Period(start=2015, end=2020),
            date=dt.date(2020, 10, 12),
            place="Hà Nội",
        ),
        "authority": ("Bộ Thông tin và Truyền thông",),
        "place": "Hà Nội",
        "year": 2020,
        "publisher": r.Publisher(name="Nhà xuất bản Thông tin và Truyền thông"),
        "quotation": r.Quotation(text="Thi đua là yêu nước", source="Hồ Chí Minh"),
        "credits": (r.Credit(role="Biên tập", names="Tổ biên tập"),),
    }
    return r.Settings(**(values | more))


def person(key: str, name: str, **more: Any) -> r.Individual:
    return r.Individual(**({"id": key, "name": name, "unit": "vu-a", "office": "Chuyên viên"} | more))


def records(**more: Any) -> r.Yearbook:
    """The book of these tests; `more` replaces kinds of records."""
    award = r.Award(
        id="bk_bt",
        name="Bằng khen của Bộ trưởng",
        group="Bằng khen",
        order=1,
        level="bo",
        recipients=(r.RecipientKind.INDIVIDUAL, r.RecipientKind.COLLECTIVE),
        decided_by="Bộ trưởng",
    )
    grant = r.AwardGrant(award="bk_bt", year=2019, decision="qd-1")
    values: dict[str, Any] = {
        "settings": settings(),
        "units": (
            r.Unit(id="vu-a", order=1, name="Vụ Bưu chính", group="Các vụ"),
            r.Unit(id="cuc-b", order=2, name="Cục Viễn thông", group="Các cục"),
        ),
        "awards": (award,),
        "decisions": (r.Decision(id="qd-1", number="937/QĐ-BTTTT", date=dt.date(2020, 6, 3), authority="Bộ trưởng"),),
        "individuals": (
            person(
                "nguyen-van-a",
                "Nguyễn Văn A",
                narrative="Anh giữ sóng **suốt** mùa bão.",
                quote="Sóng còn, người còn.",
                portrait=photo("a.jpg"),
                awards=(grant,),
            ),
            person("7-tran-thi-b", "Trần Thị <script>alert(1)</script> & Bé", unit="cuc-b", awards=(grant,)),
            person("le-c", "Lê C", presentation=r.Presentation.ENTRY, awards=(grant,)),
        ),
        "collectives": (
            r.Collective(id="tt-vu-a", name="Vụ Bưu chính", unit="vu-a", narrative="Một năm bền bỉ.", awards=(grant,)),
            r.Collective(
                id="tt-doi",
                name="Đội Đo kiểm",
                unit="cuc-b",
                summary="Đi từng xã để đo.",
                presentation=r.Presentation.FEATURE,
                photos=(photo("canh.jpg", caption="Đội đo sóng ở bản xa", credit="Ảnh: Vụ A"), photo("mat.jpg")),
            ),
        ),
        "events": (
            r.Event(
                id="sk-khai-mac",
                title="Khai mạc Đại hội",
                phase=r.Phase.DURING,
                date=dt.date(2020, 10, 12),
                place="Hà Nội",
                narrative="Đại hội khai mạc.",
                people=("nguyen-van-a",),
                units=("cuc-b",),
            ),
        ),
        "texts": (
            r.Text(id="loi-gioi-thieu", kind=r.TextKind.FOREWORD, title="Lời giới thiệu", body="Lời đầu sách."),
            r.Text(id="bao-cao", kind=r.TextKind.REPORT, title='Báo cáo "tổng kết"', author="Ban Tổ chức", body=REPORT),
        ),
        "documents": (
            r.Document(
                id="ke-hoach",
                authority="BỘ THÔNG TIN VÀ TRUYỀN THÔNG",
                number="3793/KH-BTTTT",
                place="Hà Nội",
                date=dt.date(2020, 10, 2),
                kind="KẾ HOẠCH",
                subject="Tuyên truyền Đại hội",
                recipients=("Như trên;", "Lưu: VT."),
                signature=r.Signature(position="BỘ TRƯỞNG", name="Nguyễn Văn M"),
                body="Thực hiện Quyết định số 937/QĐ-BTTTT.",
            ),
        ),
        "slogans": (r.Slogan(id="kh-1", text="Thi đua là yêu nước!"),),
        "committees": (
            r.Committee(id="btc", name="Ban Tổ chức", members=(r.Member(name="Phạm D", role="Trưởng ban"),)),
        ),
        "programme": (r.ProgrammeItem(id="ct-1", time="8 giờ 00", title="Khai mạc", session="Phiên chính thức"),),
        "delegates": (r.Delegate(id="db-1", person="nguyen-van-a"), r.Delegate(id="db-2", name="Vũ E", unit="cuc-b")),
        "gallery": (r.GalleryPage(id="trang-1", layout=r.GalleryLayout.TWO, photos=(photo("canh.jpg"),)),),
        "abbreviations": (r.Abbreviation(id="btttt", short="BTTTT", full="Bộ Thông tin và Truyền thông"),),
    }
    return r.Yearbook(**(values | more))


@dataclass(frozen=True)
class Built:
    """One finished EPUB and what it was made of."""

    setter: PageSetter
    pages: EpubPages
    images: Mapping[str, Path]
    path: Path

    def page(self, href: str) -> str:
        return next(d.xhtml for d in (*self.pages.documents, self.pages.nav) if d.href == href)


Builder = Callable[..., Built]


def setter_of(yearbook: r.Yearbook, photos: Path, theme: str = "base") -> PageSetter:
    root = asset_root()
    names = [path.relative_to(photos).as_posix() for path in sorted(photos.rglob("*.jpg"))]
    infos = {name: info for name in names if (info := inspect(photos, name).value)}
    chosen = load_theme(root, theme, yearbook.settings.trim)
    return PageSetter(compose(yearbook), chosen, editions(root)["epub"], infos, STAMP)


def build(yearbook: r.Yearbook, photos: Path, out: Path, cover: bytes | None = None, theme: str = "base") -> Built:
    setter = setter_of(yearbook, photos, theme)
    pages = render_pages(setter)
    images = {key: out.with_name(f"{key}.jpg") for key in pages.image_keys}
    for key, path in images.items():
        path.write_bytes(derive(setter.pictures.asked[key]).data)
    package(pages, images, cover, out)
    return Built(setter, pages, images, out)
