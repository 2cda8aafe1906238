"""`python -m tools.testbed [--only NAME …]`: install what is missing, leave the rest as it is."""

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tools.testbed import bin_dir, conformance, gotools, packages
from tools.testbed.progress import StepFailed, fail, say


def main() -> int:
    """Return 0 when everything asked for is there, 1 otherwise."""
    folder = bin_dir()
    builds: dict[str, Callable[[], object]] = {
        tool.name: partial(gotools.install, tool, folder) for tool in gotools.TOOLS
    }
    builds["conformance"] = partial(conformance.install, folder)

    names = [*packages.PACKAGES, *builds]
    parser = argparse.ArgumentParser(prog="python -m tools.testbed", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=names, default=names, help=", ".join(names))
    wanted = set(parser.parse_args().only)
    chosen = [build for name, build in builds.items() if name in wanted]

    def build_all() -> None:
        if chosen:
            gotools.prepare()
        for build in chosen:
            build()

    # The builds keep the processors busy while apt waits for the network.
    with ThreadPoolExecutor(max_workers=1) as background:
        building = background.submit(build_all)
        outcome = [_attempt(partial(packages.install, wanted & set(packages.PACKAGES))), _attempt(building.result)]
    if not all(outcome):
        return 1
    say(f"everything is there; built programs are in {folder}")
    return 0


def _attempt(work: Callable[[], object]) -> bool:
    try:
        work()
    except StepFailed as failure:
        fail(str(failure))
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
