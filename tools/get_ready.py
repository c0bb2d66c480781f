"""What need not be done anew by every process, done at set-up: `python -m tools.get_ready`.

Nothing depends on it but speed: where it cannot be done, all goes on as ever.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile

from yearbook.pdf import foreign
from yearbook.preflight import java


def main() -> int:
    try:
        foreign.get_ready()
        java.get_ready()
    except (ImportError, OSError, subprocess.TimeoutExpired, zipfile.BadZipFile):
        print("Chưa chuẩn bị được mọi thứ cho nhanh; chương trình vẫn chạy, chỉ chậm hơn một chút.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
