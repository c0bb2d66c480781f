"""Composition: order, numbering, indexes, contents."""

from yearbook.book.compose import KINDS, compose, is_empty
from yearbook.book.model import Book, Part

__all__ = ["KINDS", "Book", "Part", "compose", "is_empty"]
