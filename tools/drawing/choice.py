# ruff: noqa: E501 -- outlines are tables of points; one to a line reads best
"""Which composition suits a picture: by the words of its caption, then of its record, else by chance."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import (
    scenes_hall,
    scenes_honour,
    scenes_land,
    scenes_lobby,
    scenes_town,
    scenes_village,
    scenes_water,
    scenes_work,
)
from .references import Reference
from .seeds import Seed
from .stage import Composition


@dataclass(frozen=True)
class Kind:
    """A composition, the words that call for it, whether it also fills a tall page, and where it may stand in for any."""

    name: str
    draw: Composition
    words: tuple[str, ...]
    tall: bool = False
    spare_for: tuple[str, ...] = ()

    @property
    def may_mirror(self) -> bool:
        """Outdoor and work scenes look as well from the other side; the tunic on the stage closes on one side only."""
        return self.draw.__module__.rsplit("_", 1)[-1] in {"land", "town", "water", "village", "work"}


EVERY = ("scenes", "events", "gallery")
KINDS: tuple[Kind, ...] = (
    Kind("hall", scenes_hall.hall, ("toàn cảnh", "hội trường đại hội", "hội trường lớn", "sân khấu trước giờ", "tổng duyệt", "phiên trù bị"), True, ("events", "gallery")),
    Kind("salute", scenes_hall.salute, ("chào cờ", "đứng nghiêm", "mặc niệm")),
    Kind("presidium", scenes_hall.presidium, ("đoàn chủ tịch", "chủ tọa", "điều hành đại hội"), False, ("events", "gallery")),
    Kind("listeners", scenes_hall.listeners, ("theo dõi báo cáo", "lắng nghe", "hàng ghế đại biểu", "tham luận", "dự hội nghị"), False, ("events", "gallery")),
    Kind("speaker", scenes_hall.speaker, ("phát biểu", "bục", "diễn văn", "báo cáo tổng kết", "kể chuyện", "khai mạc")),
    Kind("award", scenes_honour.award, ("trao tặng", "trao thưởng", "trao giải", "trao bằng", "đón nhận", "khen thưởng", "trao quà"), False, ("events",)),
    Kind("honour", scenes_honour.honour, ("tôn vinh", "vinh danh", "điển hình tiên tiến trên sân khấu"), True, ("events", "gallery")),
    Kind("bouquets", scenes_honour.bouquets, ("tặng hoa", "chúc mừng", "bó hoa"), False, ("gallery",)),
    Kind("pledge", scenes_honour.pledge, ("phát động thi đua", "hưởng ứng", "giơ cao", "ký giao ước", "lời phát động")),
    Kind("talk", scenes_honour.talk, ("giao lưu", "trò chuyện", "tọa đàm", "gặp gỡ")),
    Kind("dance", scenes_honour.dance, ("văn nghệ", "biểu diễn", "múa", "tiết mục")),
    Kind("group_photo", scenes_honour.group_photo, ("lưu niệm", "chụp ảnh", "bế mạc", "ảnh tập thể")),
    Kind("registration", scenes_lobby.registration, ("đón tiếp", "đăng ký đại biểu", "nhận tài liệu", "đón đại biểu")),
    Kind("exhibition", scenes_lobby.exhibition, ("trưng bày", "triển lãm", "chuyên trang", "tem bưu chính", "bảng ảnh")),
    Kind("interval", scenes_lobby.interval, ("giờ nghỉ", "trao đổi giờ", "cửa sổ lớn", "từng phòng làm việc", "việc tốt để làm", "đoàn viên"), False, ("gallery",)),
    Kind("press", scenes_lobby.press, ("phóng viên", "máy quay", "báo chí", "họp báo", "tác nghiệp tại đại hội", "truyền hình")),
    Kind("meeting", scenes_lobby.meeting, ("họp", "cuộc họp", "thảo luận", "ban tổ chức", "quanh bàn", "dự thảo", "diễn tập", "buổi làm việc", "pháp chế"), False, ("scenes", "events")),
    Kind("wreath", scenes_lobby.wreath, ("dâng hoa", "dâng hương", "viếng", "báo công", "vòng hoa", "tưởng niệm")),
    Kind("classroom", scenes_work.classroom, ("lớp", "lớp học", "thực hành", "đào tạo", "học viện", "tập huấn", "giảng", "trường", "thầy", "cô giáo"), False, ("scenes",)),
    Kind("counter", scenes_work.counter, ("một cửa", "dịch vụ công", "hành chính công", "quầy", "giao dịch", "người dân đến")),
    Kind("control_room", scenes_work.control_room, ("ca trực", "trực", "giám sát", "điều hành đô thị", "an toàn thông tin", "ứng cứu", "điều khiển", "phòng trực", "vncert", "màn hình"), False, ("scenes",)),
    Kind("data_centre", scenes_work.data_centre, ("trung tâm dữ liệu", "máy chủ", "chuyển đổi số", "internet", "vnnic", "tủ máy", "chuyên gia kỹ thuật", "phần mềm", "tên miền"), False, ("scenes",)),
    Kind("printing", scenes_work.printing, ("nhà in", "xưởng in", "bản in thử", "máy in", "in sách", "nhà xuất bản", "xuất bản"), False, ("scenes",)),
    Kind("newsroom", scenes_work.newsroom, ("tòa soạn", "bản thảo", "biên tập", "đọc sách", "thư viện", "giá sách", "biên dịch", "sách", "phòng không khóa"), False, ("scenes",)),
    Kind("mast", scenes_land.mast, ("trạm phát sóng", "cột phát sóng", "tần số", "phát sóng", "trạm gốc", "bts", "vô tuyến điện", "viễn thông", "mobifone", "cột ăng-ten"), True, ("scenes",)),
    Kind("postman", scenes_land.postman, ("bưu tá", "đường thư", "phát thư", "bưu chính", "bưu điện", "đường núi"), False, ("scenes",)),
    Kind("loudspeakers", scenes_town.loudspeakers, ("loa", "truyền thanh", "thông tin cơ sở", "đường phố", "cụm loa", "phường"), False, ("scenes",)),
    Kind("lake", scenes_town.lake, ("hà nội", "tháp rùa", "hồ gươm", "hồ hoàn kiếm", "thủ đô", "cờ hoa"), True, EVERY),
    Kind("lotus_pond", scenes_town.lotus_pond, ("sen", "hoa sen", "đồng tháp"), True, EVERY),
    Kind("coast", scenes_water.coast, ("biển", "ven biển", "bờ biển", "hải đảo", "đảo", "xe đo", "cửa lạch"), True, ("scenes",)),
    Kind("harbour", scenes_water.harbour, ("cầu cảng", "ngư dân", "bến cá", "tàu cá", "máy bộ đàm"), False, ("scenes",)),
    Kind("river_market", scenes_water.river_market, ("chợ nổi", "sông", "ghe", "miền tây", "cần thơ", "đồng bằng sông cửu long"), False, ("scenes",)),
    Kind("sorting", scenes_village.sorting, ("chia chọn", "bưu gửi", "kiện hàng", "trung tâm khai thác", "kho hàng", "bưu kiện"), False, ("scenes",)),
    Kind("village", scenes_village.village, ("bản", "vùng cao", "ở vùng cao", "tác nghiệp ở vùng cao", "điện biên", "nhà dài", "nhà sàn", "chợ phiên", "điểm bưu điện", "bản vùng cao", "văn hóa xã", "dân tộc", "nông thôn"), False, ("scenes",)),
    Kind("satellite", scenes_water.satellite, ("vệ tinh", "vùng lũ", "bị lũ", "thiên tai", "bão lũ", "thiết bị liên lạc"), False, ("scenes",)),
)  # fmt: skip


def _words(text: str) -> str:
    """Lower case, with single spaces and no punctuation, and a space at both ends: whole words can be looked up."""
    plain = unicodedata.normalize("NFC", text).lower()
    return f" {' '.join(''.join(c if c.isalnum() or c == '-' else ' ' for c in plain).split())} "


def score(kind: Kind, reference: Reference) -> float:
    """How well a composition suits: longer words tell more; the caption tells most."""
    total = 0.0
    caption, alt, about = (
        _words(reference.caption),
        _words(reference.alt),
        _words(f"{reference.about} {reference.record}"),
    )
    for word in kind.words:
        weight = 1.0 + len(word.split()) * 0.5
        needle = f" {word} "
        total += weight * (3 * (needle in caption) + 2 * (needle in alt) + 0.6 * (needle in about))
    return total


def choose(reference: Reference, taken: Iterable[str] = ()) -> Kind:
    """The composition for a picture; `taken` are names that the same record has used already."""
    used = set(taken)
    seed = Seed(f"choice:{reference.file}")
    kinds = [kind for kind in KINDS if kind.tall or not reference.tall]
    ranked = sorted(kinds, key=lambda kind: -score(kind, reference) * (0.45 if kind.name in used else 1.0))
    if score(ranked[0], reference) > 0:
        return ranked[0]
    folder = reference.file.split("/")[0]
    spare = [kind for kind in kinds if folder in kind.spare_for and kind.name not in used]
    return seed.pick(spare or kinds)


def plan(references: Sequence[Reference]) -> dict[str, Kind]:
    """The composition of every scene by its file; no record repeats one without need."""
    chosen: dict[str, Kind] = {}
    used: dict[str, list[str]] = {}
    for reference in references:
        if not reference.file.startswith("portraits/"):
            kind = choose(reference, used.get(reference.record, ()))
            used.setdefault(reference.record, []).append(kind.name)
            chosen[reference.file] = kind
    return chosen
