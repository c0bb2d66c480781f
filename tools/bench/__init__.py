"""How fast books are built, against one-shot WeasyPrint and Typst on the same content: `make bench`.

`docs/benchmarks.md` says what is measured and how to repeat it; `python -m tools.bench --write` writes it.
"""
