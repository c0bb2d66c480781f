"""The editions of a composed book: which jobs make which files, and the finished files read back."""

from yearbook.editions.ebook import JudgedEbook, judge_ebook
from yearbook.editions.interior import ask
from yearbook.editions.make import Finished, Listener, Step, make_editions

__all__ = ["Finished", "JudgedEbook", "Listener", "Step", "ask", "judge_ebook", "make_editions"]
