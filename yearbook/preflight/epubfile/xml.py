"""XML of strangers: no network, no entities, no depth without end; everything wrong with it is E101."""

from __future__ import annotations

from lxml import etree

from yearbook.diagnostics import DataProblem, diagnose

MAX_BYTES = 8 * 2**20  # of one file
MAX_MARKS = 2_000_000  # elements, attributes, references in all files: what a tree costs memory for


class XmlReader:
    """Parses the XML files of one package; what they may cost is counted over all of them."""

    def __init__(self) -> None:
        self._marks = 0

    def tree(self, name: str, data: bytes) -> etree._Element:
        """The root of a file. Raises DataProblem E101."""
        marks = sum(data.count(sign) for sign in (b"<", b"=", b"&"))
        if len(data) > MAX_BYTES or self._marks + marks > MAX_MARKS:
            raise DataProblem(diagnose("E101", page=name, detail="tệp quá lớn"))
        self._marks += marks
        if b"<!ENTITY" in data:
            raise DataProblem(diagnose("E101", page=name, detail="không được khai báo thực thể (<!ENTITY)"))
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            data.decode("utf-8")
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, UnicodeDecodeError, ValueError) as error:
            raise DataProblem(diagnose("E101", page=name, detail=str(error))) from None
