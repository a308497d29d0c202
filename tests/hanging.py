"""Bad shares: one that may not be written, and one that hangs, as with a server that is gone."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DEVICE = Path("/dev/fuse")
MNT_DETACH = 2
MS_RDONLY, MS_REMOUNT, MS_BIND = 1, 32, 4096


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """``folder`` as it is, and so that not even root can write there; skips where this may not be made."""
    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(folder), os.fsencode(folder), None
    if system.mount(*names, MS_BIND, None):
        pytest.skip(f"nothing may be mounted here: {os.strerror(ctypes.get_errno())}")
    try:
        assert system.mount(*names, MS_BIND | MS_REMOUNT | MS_RDONLY, None) == 0
        yield folder
    finally:
        system.umount2(os.fsencode(folder), MNT_DETACH)


@contextmanager
def hanging(folder: Path) -> Iterator[Path]:
    """``folder`` as a file system that never answers: who touches it waits. Skips where this may not be made."""
    if sys.platform != "linux" or os.geteuid() != 0 or not DEVICE.exists():
        pytest.skip("a folder that hangs needs Linux, root and /dev/fuse")
    folder.mkdir()
    system, device = ctypes.CDLL(None, use_errno=True), os.open(DEVICE, os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
    try:
        if system.mount(b"hangs", os.fsencode(folder), b"fuse", 0, options):
            pytest.skip(f"nothing may be mounted here: {os.strerror(ctypes.get_errno())}")
        try:
            yield folder
        finally:
            system.umount2(os.fsencode(folder), MNT_DETACH)
    finally:
        os.close(device)  # who waits is let go
