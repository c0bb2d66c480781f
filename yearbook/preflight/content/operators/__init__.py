"""The operators of content streams; importing a module enters its functions into the machine's table."""

from yearbook.preflight.content.operators import colour, external, general, paths, text

__all__ = ["colour", "external", "general", "paths", "text"]
