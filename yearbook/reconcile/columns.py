"""Which column holds what: header cells recognised by their words, without accents and case."""

from __future__ import annotations

import re
from enum import Enum

from yearbook.reconcile.text import loose
from yearbook.records import RecipientKind
from yearbook.values import dataclass


class Role(Enum):
    """What a column holds."""

    NUMBER = "số thứ tự"
    NAME = "tên"
    FAMILY = "họ và tên đệm"
    SALUTATION = "danh xưng"
    DEGREE = "học vị"
    OFFICE = "chức vụ"
    UNIT = "đơn vị"
    OFFICE_UNIT = "chức vụ, đơn vị"
    AWARD = "hình thức khen thưởng"
    CLASS = "hạng"
    YEAR = "năm"
    NOTE = "ghi chú"


KNOWN_NAMES = "Họ và tên, Họ tên, Tên cá nhân, Cá nhân, Tên tập thể, Tập thể, Tên tập thể/cá nhân, Tên đơn vị"
_DUE = r"(?: (?:duoc|de nghi) .*)?"
_ROLES = (
    (Role.NUMBER, r"s?o? ?tt|so thu tu|so"),
    (Role.FAMILY, r"ho|ho (?:va )?(?:ten )?(?:dem|lot)|ho va chu dem"),
    (Role.NAME, r"(?:ho va ten|ho ten)\b.*"),
    (Role.NAME, r"(?:ten )?(?:cac )?(?:ca nhan|tap the)(?: va)?(?: (?:ho gia dinh|ca nhan|tap the))*" + _DUE),
    (Role.NAME, r"ten|ten don vi" + _DUE),
    (Role.SALUTATION, r"ong ba|danh xung"),
    (Role.DEGREE, r"hoc ham.*|hoc vi.*"),
    (Role.OFFICE_UNIT, r".*\b(?:chuc vu|chuc danh)\b.*\b(?:don vi|co quan|cong tac)\b.*"),
    (Role.OFFICE_UNIT, r".*\b(?:don vi|co quan|cong tac)\b.*\b(?:chuc vu|chuc danh)\b.*"),
    (Role.OFFICE, r"(?:chuc vu|chuc danh|nghe nghiep)\b.*"),
    (Role.CLASS, r"hang|hang khen thuong|hang huan chuong"),
    (Role.YEAR, r"nam|nam (?:khen thuong|khen|tang)"),
    (Role.AWARD, r"(?:hinh thuc|danh hieu|khen thuong)\b.*|muc khen.*"),
    (Role.UNIT, r"(?:ten |thuoc )?(?:co quan|don vi|phong ban|noi cong tac|noi lam viec)\b.*"),
    (Role.NOTE, r"ghi chu.*"),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_LONGEST = 12  # words of a header cell


@dataclass(frozen=True)
class Columns:
    """The columns of a table: column (from 0) → role, and of which kind of recipient a name column is."""

    roles: dict[int, Role]
    kinds: dict[int, RecipientKind]
    composite: frozenset[int] = frozenset()  # name columns that hold office and unit as well

    def of(self, role: Role) -> list[int]:
        return [column for column, other in self.roles.items() if other is role]

    def has(self, *roles: Role) -> bool:
        return any(role in roles for role in self.roles.values())


def role_of(cell: str) -> Role | None:
    """What a header cell announces; None for any other text."""
    key = loose(re.sub(r"\(.*?\)", " ", cell))
    if not key or len(key.split()) > _LONGEST:
        return None
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(key)), None)


def header_weight(cells: tuple[str, ...]) -> int:
    """How many columns a line announces, 0 when it is no header."""
    columns = header(cells)
    return len(columns.roles) if columns else 0


def header(cells: tuple[str, ...]) -> Columns | None:
    """The columns that a header line announces: a name and something else, or nothing but «Họ và tên»."""
    roles = {column: role for column, cell in enumerate(cells) if cell and (role := role_of(cell))}
    filled = [cell for cell in cells if cell]
    if Role.NAME not in roles.values():
        roles = _collectives_only(roles)
    if Role.NAME not in roles.values() or not set(roles.values()) - {Role.NAME, Role.FAMILY}:
        lone = len(filled) == 1 and re.fullmatch(r"ho va ten|ho ten|ten tap the|ten ca nhan", loose(filled[0]))
        if not lone and not (len(filled) == 2 and set(roles.values()) == {Role.NAME, Role.FAMILY}):
            return None
    if len(roles) * 2 < len(filled):  # words of a header by chance in a line of data
        return None
    names = [column for column, role in roles.items() if role is Role.NAME]
    keys = {column: loose(cells[column]) for column in names}
    composite = frozenset(c for c in names if re.search(r"\b(?:chuc vu|chuc danh|don vi cong tac|co quan)\b", keys[c]))
    kinds = {column: kind for column in names if (kind := _kind(keys[column]))}
    return Columns(roles, kinds, composite)


def _collectives_only(roles: dict[int, Role]) -> dict[int, Role]:
    """«TT | Đơn vị | Hình thức khen thưởng»: the units themselves are honoured."""
    units = [column for column, role in roles.items() if role is Role.UNIT]
    others = set(roles.values()) - {Role.UNIT}
    if len(units) != 1 or Role.OFFICE in others or not others & {Role.NUMBER, Role.AWARD}:
        return roles
    return roles | {units[0]: Role.NAME}


def _kind(key: str) -> RecipientKind | None:
    person = bool(re.search(r"\b(?:ho va ten|ho ten|ca nhan)\b", key))
    group = bool(re.search(r"\b(?:tap the|don vi)\b", key)) and not re.search(r"\bdon vi cong tac\b", key)
    if person == group:
        return None
    return RecipientKind.INDIVIDUAL if person else RecipientKind.COLLECTIVE


def counts_columns(line: tuple[str, ...]) -> bool:
    """The line below a header that only numbers the columns: «(1) (2) (3)», «A B 1 2»."""
    filled = [cell for cell in line if cell]
    return len(filled) > 1 and all(re.fullmatch(r"\(?(?:\d{1,2}|[A-ZĐ])\)?", cell) for cell in filled)
