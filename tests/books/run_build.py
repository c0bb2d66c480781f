"""One build in a process of its own: `run_build.py DATA OUT CACHE EDITION…`; exit code 0 when it published."""

import sys
from pathlib import Path

from yearbook.context import BuildContext
from yearbook.pipeline import build

if __name__ == "__main__":
    data, out, cache, *editions = sys.argv[1:]
    result = build(BuildContext(data=Path(data), out=Path(out), cache=Path(cache)), editions)
    for finding in result.report:
        if finding.severity == "error":
            print(finding.code, finding.message, file=sys.stderr)  # noqa: T201 - the caller shows it
    sys.exit(0 if result.published else 1)
