"""The download site: one static page in Vietnamese that opens from a disk as from any web server."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from yearbook.release.model import COVER_IMAGE, PUBLIC_KEY, SIGNATURE, SUMS, UNITS, Offer, Release, UnitOffer
from yearbook.release.opds import ATOM_ROOT, JSON_ROOT
from yearbook.release.qr import qr_svg
from yearbook.report import size_text
from yearbook.values import dataclass
from yearbook.vietnamese import format_date_long, format_number

GROUP = 8  # signs of a SHA-256 that are compared at one glance
OTHERS = "Các đơn vị khác"
PURPOSES = {
    "epub": "Bản chuẩn, ảnh rõ. Chữ phóng to, thu nhỏ được, có mục lục và bảng tra; đọc trên điện thoại, "
    "máy tính bảng, máy tính và máy đọc sách.",
    "epub-light": "Cùng nội dung với bản chuẩn, ảnh thu nhỏ. Dùng để gửi qua thư điện tử hoặc tải khi mạng chậm.",
    "screen": "Giữ nguyên từng trang như sách in. Dùng để đọc trên màn hình lớn và dẫn số trang.",
    "archive": "Bản PDF/A giữ được lâu dài, cho văn thư, lưu trữ và thư viện.",
}


@dataclass(frozen=True)
class Group:
    """Units that belong together, under the name they have in units.yaml."""

    name: str
    anchor: str
    units: tuple[UnitOffer, ...]


def render_site(release: Release, public_key: str = "") -> str:
    """`index.html` as text (UTF-8 when written); the same release gives the same page.

    public_key: the key line of `minisign.pub`; empty when the release is not signed.
    """
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            release=release,
            settings=release.settings,
            title=release.settings.title_parts,
            groups=unit_groups(release.units),
            purposes=PURPOSES,
            public_key=public_key,
            code=lambda offer: _code(release, offer),
            example=next(iter((*release.books, *(unit.epub for unit in release.units))), None),
            catalogues=(ATOM_ROOT, JSON_ROOT),
            names={"sums": SUMS, "signature": SIGNATURE, "key": PUBLIC_KEY, "cover": COVER_IMAGE, "units": UNITS},
        )
    )


def unit_groups(units: Iterable[UnitOffer]) -> tuple[Group, ...]:
    """The units by their group, groups and units in the order in which they come; those without one at the end."""
    order: dict[str, list[UnitOffer]] = {}
    for own in units:
        order.setdefault(own.unit.group or OTHERS, []).append(own)
    named = sorted(order.items(), key=lambda item: item[0] == OTHERS)
    return tuple(Group(name, f"khoi-{number}", tuple(own)) for number, (name, own) in enumerate(named, 1))


def _code(release: Release, offer: Offer) -> Markup:
    """The QR code of a file; nothing when the book names no site."""
    address = release.address(offer.path)
    return qr_svg(address, f"Mã QR dẫn tới tệp {offer.name}") if address else Markup("")


def _pieces(digest: str) -> tuple[str, ...]:
    return tuple(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))


@cache
def _environment() -> Environment:
    texts = {item.name: item.read_text("utf-8") for item in (files("yearbook.release") / "page").iterdir()}
    environment = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"size": size_text, "number": format_number, "day": format_date_long, "pieces": _pieces}
    environment.globals["style"] = Markup(texts["site.css"])  # our own file, not data
    return environment
