"""Debian and Ubuntu packages: only those whose program is not there yet.

A machine may have a program from elsewhere (docker from its maker, say, whose packages exclude Debian's),
so it is the program that is looked for, not the package.
"""

import glob
import os
import shutil
from collections.abc import Collection

from tools.testbed.progress import StepFailed, run, say, step

# Package → the program it brings: a name on the PATH or, with a slash, a pattern of files.
PACKAGES = {
    "buildah": "buildah",
    "ca-certificates": "/etc/ssl/certs/ca-certificates.crt",
    "chromium": "chromium",
    "containerd": "ctr",
    "docker.io": "dockerd",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "haproxy": "haproxy",
    "iptables": "iptables",
    "jq": "jq",
    "nginx": "nginx",
    "podman": "podman",
    "postgresql": "/usr/lib/postgresql/*/bin/postgres",
    "runc": "runc",
    "skopeo": "skopeo",
}
# apt waits this long, in seconds, for another process that holds dpkg's lock.
LOCK_WAIT = 600


def there(package: str) -> bool:
    """Whether the package's program is on this machine."""
    program = PACKAGES[package]
    return bool(glob.glob(program)) if "/" in program else shutil.which(program) is not None


def install(wanted: Collection[str]) -> None:
    """Install those of `wanted` that are missing, with one update of the lists."""
    missing = sorted(package for package in wanted if not there(package))
    if not missing:
        if wanted:
            say(f"apt packages: all {len(wanted)} there")
        return
    apt_install(missing)
    absent = [package for package in missing if not there(package)]
    if absent:
        raise StepFailed(f"apt installed {', '.join(absent)} but the program is not where it is looked for")


def apt_install(names: Collection[str]) -> None:
    """`apt-get update` and `apt-get install` of the names; as root, or by sudo where there is one."""
    if shutil.which("apt-get") is None:
        raise StepFailed(f"no apt-get on this machine; install by hand: {', '.join(names)}")
    if os.geteuid() != 0 and shutil.which("sudo") is None:
        raise StepFailed(f"not root and no sudo; install as root: apt-get install {' '.join(names)}")
    # The environment goes through `env`, which sudo lets pass.
    apt = [] if os.geteuid() == 0 else ["sudo"]
    apt += ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", f"-oDPkg::Lock::Timeout={LOCK_WAIT}"]
    with step("apt-get update"):
        run([*apt, "update"])
    with step(f"apt-get install {' '.join(names)}"):
        run([*apt, "install", "--no-install-recommends", *names])
