"""What the parts of a page are: known terms, roles that agree with them, headings in order (WCAG 2.2, 1.3.1)."""

from __future__ import annotations

from lxml import etree

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epub.navigation import depths
from yearbook.preflight.epub.vocabulary import LINK_ROLES, NAV_ROLES, ROLES, STRUCTURE
from yearbook.preflight.epubfile import HTML, EpubFile, Page
from yearbook.preflight.epubfile.page import HEADINGS, words_of

# Elements of HTML that may take such a role; on others (li, td, body …) the role would break what they are.
_PLAIN = frozenset(
    HTML + tag for tag in ("section", "aside", "div", "p", "span", "blockquote", "hr", "header", "footer")
)


def check(book: EpubFile, found: Findings) -> None:
    depth = depths(book)
    for page in book.pages.values():
        for element, terms in page.typed():
            for term in terms:
                if ":" not in term and term not in STRUCTURE:
                    found.at("E219", page, element, term=term[:60])
            _role(page, element, terms, found)
        _headings(page, depth.get(page.name, 0), found)


def _role(page: Page, element: etree._Element, terms: list[str], found: Findings) -> None:
    """The role beside a term: screen readers hear only the role."""
    known = _roles_for(element)
    wanted = [known[term] for term in terms if term in known]
    given = (element.get("role") or "").split()
    if not wanted or set(wanted) & set(given):
        return
    words = {"term": " ".join(terms), "wanted": wanted[0]}
    if given:
        found.at("E221", page, element, role=" ".join(given)[:60], **words)
    else:
        found.at("E220", page, element, **words)


def _roles_for(element: etree._Element) -> dict[str, str]:
    if element.tag == f"{HTML}a":
        return LINK_ROLES
    if element.tag == f"{HTML}nav":
        return NAV_ROLES
    return ROLES if element.tag in _PLAIN else {}


def _headings(page: Page, depth: int, found: Findings) -> None:
    """No level is left out within a file; a file begins at most one level below its place in the contents.

    Files are pieces of a section, so one may begin with h2 or h3.
    """
    before = 0
    for heading in page.headings:
        level = HEADINGS[heading.tag]
        if not words_of(heading):
            found.at("E222", page, heading, fault=f"h{level} không có chữ")
        if before and level > before + 1:
            found.at("E222", page, heading, fault=f"h{level} đứng ngay dưới h{before}, bỏ cách bậc")
        elif not before and depth and level > depth + 1:
            found.at("E222", page, heading, fault=f"mở đầu bằng h{level}, trong khi mục lục xếp ở bậc {depth}")
        before = level
