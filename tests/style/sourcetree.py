# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the source tree, as the checks of this folder see them."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

TOP_FOLDERS = ("app", "engine", "protocol", "ui", "tests")
FOREIGN_FOLDERS = {"node_modules", "__pycache__", "build"}


@dataclass(frozen=True)
class Finding:
    """One broken rule at one line."""

    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


def files(root, suffixes):
    """Paths below the source folders of `root`, relative to it, in a stable order."""
    found = []
    for top in TOP_FOLDERS:
        for folder, subfolders, names in os.walk(Path(root) / top):
            subfolders[:] = [name for name in subfolders if name not in FOREIGN_FOLDERS]
            found += [Path(folder, name).relative_to(root) for name in names if name.endswith(suffixes)]
    return sorted(found)


def cpp_files(root):
    return files(root, (".h", ".cpp"))


def numbered_lines(root, path):
    """Pairs of line number and text without the line end."""
    return enumerate((Path(root) / path).read_text(encoding="utf-8").splitlines(), start=1)


def includes(root, path):
    """Triples of line number, delimiter (`"` or `<`) and name of each #include."""
    pattern = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')
    for number, line in numbered_lines(root, path):
        if match := pattern.match(line):
            yield number, match[1], match[2]


def run(check):
    """Runs `check(root)` for the tree named on the command line, prints what it found, ends the program."""
    findings = check(Path(sys.argv[1]))
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)
