"""`python -m yearbook` is the same as the command `yearbook`."""

import sys

from yearbook.cli import main

if __name__ == "__main__":
    sys.exit(main())
