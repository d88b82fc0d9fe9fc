"""Build with every generator, compare, use Zensical's site in a browser, and print the table."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import expect

from handbook.addresses import read_lock
from handbook.catalog import LOCK
from tools.browser import browser
from tools.parity.allowed import ALLOWED
from tools.parity.compare import PRODUCT, compare, errors, missing_addresses, table
from tools.parity.facts import read_site
from tools.parity.in_browser import PATIENCE, faults

SITES = Path(".cache/parity")
OTHERS = ("properdocs", "zensical")
# A site below a path, with a repository: what is wrong under a prefix shows, and so do edit links.
PREFIX = "/guide/"
ENVIRONMENT = {"SITE_URL": f"https://handbook.example.org{PREFIX}", "REPO_URL": "https://code.example.org/handbook"}


def build(generator: str) -> Path:
    """Build and publish the site with a generator, strictly. Raises `CalledProcessError`, with what was said on stderr."""
    site = SITES / generator
    command = ["make", "--no-print-directory", "site", f"GENERATOR={generator}", f"SITE={site}"]
    done = subprocess.run(command, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        done.check_returncode()
    return site


def main() -> int:
    """Exit code 0 when all three sites are the same but for what is listed, and Zensical's works in a browser."""
    start = time.monotonic()
    sites = {PRODUCT: build(PRODUCT)}
    # The product first: it draws the cards that the others then find in the cache.
    with ThreadPoolExecutor(len(OTHERS)) as pool:
        sites |= dict(zip(OTHERS, pool.map(build, OTHERS), strict=True))
    recorded = read_lock(Path(LOCK).read_text(encoding="utf-8"))
    facts = {name: read_site(site, ENVIRONMENT["SITE_URL"], recorded) for name, site in sites.items()}
    verdicts = {name: compare(facts[PRODUCT], facts[name], ALLOWED, name) for name in OTHERS}
    found = [line for name, verdict in verdicts.items() for line in errors(name, verdict)]
    found += [f"{name}: recorded address {line}" for name in sites for line in missing_addresses(facts[name])]
    expect.set_options(timeout=PATIENCE)
    with browser() as running:
        found += [f"zensical in a browser: {fault}" for fault in faults(running, sites["zensical"], PREFIX)]
    print("\n".join(table(verdicts)))
    print(f"\n{len(ALLOWED)} reasons for what is listed; {time.monotonic() - start:.0f} seconds\n")
    print("\n".join(found) or "ok: nothing is unexplained")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
