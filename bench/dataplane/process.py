"""What a server and everything it started cost: memory and processor time, read from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> Iterator[int]:
    """The process and all its children."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))
    except FileNotFoundError:
        return


def forget_peak(pid: int) -> None:
    """Start the measure of peak memory anew."""
    for process in tree(pid):
        Path(f"/proc/{process}/clear_refs").write_text("5")


def peak(pid: int) -> float:
    """MiB resident at most since forget_peak, summed over the processes."""
    total = 0
    for process in tree(pid):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                total += int(line.split()[1])
    return total / 1024


def cpu(pid: int) -> float:
    """Seconds of processor time taken so far, user and system."""
    ticks = 0
    for process in tree(pid):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICK


def machine() -> float:
    """Seconds in which a processor of this machine was busy with anything, waiting for a disk not counted."""
    user, nice, system, _idle, _iowait, irq, softirq, steal = (
        int(n) for n in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + irq + softirq + steal) / _TICK
