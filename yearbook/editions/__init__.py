"""The editions of a composed book: which jobs make which files, and the finished files read back."""

from yearbook.editions.interior import Interior
from yearbook.editions.make import Order, judge_files, make_editions, make_files
from yearbook.editions.parts import pack
from yearbook.editions.workshop import Ahead, Finished, Listener, Step

__all__ = [
    "Ahead",
    "Finished",
    "Interior",
    "Listener",
    "Order",
    "Step",
    "judge_files",
    "make_editions",
    "make_files",
    "pack",
]
