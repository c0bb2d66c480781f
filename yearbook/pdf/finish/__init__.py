"""The finished PDF: what WeasyPrint leaves undone, by the standard that the file follows."""

from yearbook.pdf.finish.common import Finish, OutputIntent, Source, face_name, pdf_date, plain_name
from yearbook.pdf.finish.standards import STANDARDS, Standard, finish, finish_file, particulars

__all__ = [
    "STANDARDS",
    "Finish",
    "OutputIntent",
    "Source",
    "Standard",
    "face_name",
    "finish",
    "finish_file",
    "particulars",
    "pdf_date",
    "plain_name",
]
