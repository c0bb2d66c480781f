"""Types and texts that the tests of the commands share."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SETTINGS = """\
id: ky-yeu
title: Kỷ yếu Đại hội Thi đua yêu nước
short_title: Kỷ yếu thi đua
congress:
  name: Đại hội
  short_name: Đại hội
  period: {start: 2020, end: 2025}
  achievements: {start: 2015, end: 2020}
  date: 02/10/2020
  place: Hà Nội
authority: [Bộ]
place: Hà Nội
year: 2020
publisher: {name: Nhà xuất bản}
price: sách không bán
imprint:
  director: A
  editor_in_chief: A
  editor: A
  layout: A
  technical_editor: A
  cover_design: A
  proofreader: A
  print_run: 1.000 bản
  printer: A
  printer_address: A
  registration_number: 1234-2020/CXBIPH/01-20/TTTT
  decision_number: 12/QĐ - NXB TTTT ngày 01 tháng 10 năm 2020
  legal_deposit: quý IV năm 2020
isbn: {print: 978-604-80-0000-4, pdf: 978-604-80-0001-1, epub: 978-604-80-0002-8}
"""
SOUND = {
    "yearbook.yaml": SETTINGS,
    "units.yaml": "- {id: vu-buu-chinh, order: 10, name: Vụ Bưu chính}\n",
    "individuals/a.yaml": "id: a\nname: Lê An\nunit: vu-buu-chinh\npresentation: entry\nstatus: checked\n",
}


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Book = Callable[..., Path]
