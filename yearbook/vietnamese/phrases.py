"""Phrases that no line may break: dates, numbered things, numbers with their unit, names with their title.

Patterns only, tried in this order by `glue`. `_` in a pattern stands for one space, plain or no-break.
Every repetition is bounded, so that a search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from functools import cache

from yearbook.vietnamese.letters import UPPER

YEAR = r"(?:1[89]|20|21)\d\d"
_NUMBER = r"(?<![\w.,/-])\d[\d.,]{0,17}(?<=\d)"
_ROMAN = r"[IVXLCDM]{1,8}"
_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_ORDINALS = "nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_UNITS = (
    "km²|km2|m²|m2|m³|km|cm|mm|m|kg|g|tấn|tạ|ha|lít|GHz|MHz|kHz|Hz|Gb/s|Mb/s|kb/s|Gbps|Mbps|GB|MB|TB|kW|MW|%|‰|°C|"
    "đồng|VNĐ|USD|người|lượt|tập_thể|cá_nhân|đơn_vị|gia_đình|hộ|tỉnh|huyện|xã|cơ_quan|doanh_nghiệp|đại_biểu|đảng_viên|"
    "thuê_bao|trạm|sáng_kiến|đề_tài|tác_phẩm|văn_bản|bản|cuốn|trang|tuổi|năm|tháng|tuần|ngày|giờ|phút|lần"
)
_NUMBERED = (
    "điều|khoản|điểm|chương|mục|tiểu_mục|phần|phụ_lục|trang|số|bảng|hình|biểu|tập|kỳ|khóa|khoá|quý|tháng|năm|"
    "quyển|cuốn|tổ|nhóm|thế_kỷ"
)
_TITLES = "đồng_chí|các_ông|các_bà|ông|bà|bác|cụ"
_DEGREES = r"PGS|GS|TSKH|TS|ThS|CN|KS|BS|DS|NSND|NSƯT|NGND|NGƯT|TP|Tp|TX|KT|TM|TL|TUQ"

DOCUMENT_NUMBER = (
    # the Party's form: 34-CT/TW, 05-NQ/TW
    rf"(?:(?<![\w/.@-])\d{{1,5}}-[{UPPER}]{{2,6}}/[{UPPER}]\w{{1,11}}(?![\w@])|"
    # 937/QĐ-BTTTT, 19/2012/QH13, 13-2022/CXBIPH/18-02/TTTT, 14/QĐ - NXB TTTT
    rf"(?<![\w/.@-])\d{{1,5}}(?:-\d{{4}})?(?:/\d{{4}})?/[{UPPER}]\w{{0,11}}(?:[-/]\w{{1,12}}){{0,4}}(?![\w@])"
    rf"(?:_-_[{UPPER}]{{2,12}}(?!\w)(?:_[{UPPER}]{{2,12}}(?!\w))?)?)"
)

_PHRASES = (
    r"(?i:\bngày_)\d{1,2}(?i:_tháng_)\d{1,2}(?i:_năm_)\d{4}\b",
    rf"(?i:\bngày_)(?:\d{{1,2}}(?i:_tháng_)\d{{1,2}}|{_DATE}|\d{{1,2}}/\d{{1,2}}|\d{{1,2}})\b",
    rf"(?i:\b(?:tháng|quý)_)(?:\d{{1,2}}|{_ROMAN})(?:(?i:_năm_)|/)\d{{4}}\b",
    rf"(?<![\w/.-]){_DATE}\b(?![/-])",
    rf"(?i:\bsố:?_){DOCUMENT_NUMBER}",
    DOCUMENT_NUMBER,
    rf"(?<![\w/.-]){YEAR}_?[-–]_?{YEAR}(?![\w/-])",
    r"(?<![\w/.-])\d[\d.,]{0,12}_?–_?\d(?:[\d.,]{0,12}\d)?(?:_?%)?(?![\w/-])",
    # Acronyms joined by hyphens or strokes: QĐ-TTg, MTTQ-TW, ISO/IEC, COVID-19.
    rf"(?<![\w/.@-])[{UPPER}]{{2,12}}(?:[-/][{UPPER}\d]\w{{0,11}}){{1,3}}(?![\w/@-])",
    rf"(?i:\blần_thứ_)(?:{_ROMAN}|\d{{1,3}}|(?i:{_ORDINALS}))\b",
    rf"(?i:\bthứ_(?:{_ORDINALS}))\b",
    rf"(?i:\b(?:{_NUMBERED}))_(?:\d{{1,6}}[a-zđ]?|{_ROMAN})\b(?![/-])",
    r"(?i:\bđiểm_)[a-zđ]\b",
    r"(?i:\bhạng_(?:nhất|nhì|ba|I{1,3}|[1-4]))\b",
    rf"{_NUMBER}(?:_(?:nghìn|ngàn|triệu|tỷ|tỉ)){{1,2}}(?:_(?:{_UNITS})(?!\w))?",
    rf"{_NUMBER}_(?:{_UNITS})(?!\w)",
    rf"(?<!\w)(?:(?:{_DEGREES})\._?){{1,3}}(?=[{UPPER}])\w{{1,12}}",
    rf"(?<![\w.])(?:[{UPPER}]\.[ \u00a0]?){{1,3}}(?=[{UPPER}])\w{{1,12}}",
    rf"(?i:\b(?:{_TITLES}))_[{UPPER}]\w{{0,11}}",
    r"\b(?:Hồ_Chí_Minh|HỒ_CHÍ_MINH|Hà_Nội|HÀ_NỘI|Việt_Nam|VIỆT_NAM|Bác_Hồ)\b",
    # Telephone numbers; digits in groups with spaces.
    r"(?<![\w.-])\(?0\d{1,3}\)?_\d{3,4}(?:_\d{3,4}){0,2}(?![\w-])",
    # A dash may end a line, never begin one («Thi đua - / Khen thưởng»).
    r"(?<=[\w”»)])_[-–—](?=[ \u00a0][\w“«(])",
)


@cache
def phrases() -> tuple[re.Pattern[str], ...]:
    """In the order in which they are tried; compiled when the first text is set."""
    return tuple(map(_compile, _PHRASES))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?<!\\)_", "[ \u00a0]", pattern).replace(r"\_", "_"))
