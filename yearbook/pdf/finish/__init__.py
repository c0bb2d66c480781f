"""The finished PDF: what WeasyPrint leaves undone, by the standard that the file follows."""

from yearbook.pdf.finish.common import Finish, OutputIntent, Source, pdf_date, plain_name
from yearbook.pdf.finish.standards import STANDARDS, Standard, finish, finish_file

__all__ = [
    "STANDARDS",
    "Finish",
    "OutputIntent",
    "Source",
    "Standard",
    "finish",
    "finish_file",
    "pdf_date",
    "plain_name",
]
