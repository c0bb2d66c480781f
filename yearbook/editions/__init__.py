"""The editions of a composed book: which jobs make which files, and the finished files read back."""

from yearbook.editions.make import Order, judge_files, make_editions, make_files
from yearbook.editions.workshop import Finished, Listener, Step

__all__ = [
    "Finished",
    "Listener",
    "Order",
    "Step",
    "judge_files",
    "make_editions",
    "make_files",
]
