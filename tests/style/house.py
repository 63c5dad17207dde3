# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""House rules that a program can check: file heads, lengths, calls and words that have no place in this tree.

    python3 house.py SOURCE_FOLDER
"""

import re
from pathlib import Path

from sourcetree import Finding, cpp_files, files, numbered_lines, run

COLUMNS_MAX = 110
FUNCTION_LINES_MAX = 70
HEAD = ("SPDX-FileCopyrightText: 2026 The Rove authors", "SPDX-License-Identifier: GPL-3.0-or-later")

# What code may not contain outside comments, and why.
FORBIDDEN_CODE = {
    r"\b(sleep_for|sleep_until|usleep|nanosleep)\s*\(": "waits for luck; wait for a condition instead",
    r"\bQThread::m?sleep\s*\(": "waits for luck; wait for a condition instead",
    r"\bq(Wait|Sleep)\s*\(": "waits for luck; use QTRY_* or QTest::qWaitFor with a condition",
    r"\[=[\],]": "captures whatever is in sight; name what the lambda takes",
    r"^\s*using namespace std;": "names of the standard library carry their std::",
}
# What neither code nor comments may contain.
FORBIDDEN_WORDS = {
    r"\b(TODO|FIXME|XXX|HACK)\b": "what is missing stands in docs, not in the code",
    r"(?<![\w.])/(home|root|Users)/\w": "names a folder of one machine",
}


def head_findings(root, path):
    lines = Path(root, path).read_text(encoding="utf-8").splitlines()
    first = 1 if lines and lines[0].startswith("#!") else 0
    if all(text in line for text, line in zip(HEAD, lines[first : first + 2] + ["", ""])):
        return []
    return [Finding(path, first + 1, "the first two lines must be the SPDX copyright and licence lines")]


def pragma_findings(root, path):
    if any(line == "#pragma once" for _, line in numbered_lines(root, path)):
        return []
    return [Finding(path, 3, "a header needs #pragma once")]


def width_findings(root, path):
    return [
        Finding(path, number, f"{len(line)} columns, {COLUMNS_MAX} at most")
        for number, line in numbered_lines(root, path)
        if len(line) > COLUMNS_MAX
    ]


def function_findings(root, path):
    """Long function bodies. In the formatted tree only a function's brace stands alone on its line."""
    findings = []
    opened_at = {}
    for number, line in numbered_lines(root, path):
        indent = line[: len(line) - len(line.lstrip())]
        if line == indent + "{":
            opened_at[indent] = number
        elif line.startswith(indent + "}") and indent in opened_at:
            length = number - opened_at.pop(indent) - 1
            if length > FUNCTION_LINES_MAX:
                text = f"a function of {length} lines, {FUNCTION_LINES_MAX} at most"
                findings.append(Finding(path, number - length - 1, text))
    return findings


def without_comments_and_text(line):
    """The code of a line: string and character literals emptied, a trailing comment cut off."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
    return re.sub(r"//.*", "", line)


def forbidden_findings(root, path):
    findings = []
    for number, line in numbered_lines(root, path):
        for pattern, why in FORBIDDEN_CODE.items():
            if match := re.search(pattern, without_comments_and_text(line)):
                findings.append(Finding(path, number, f"`{match[0].strip()}` {why}"))
        for pattern, why in FORBIDDEN_WORDS.items():
            if match := re.search(pattern, line):
                findings.append(Finding(path, number, f"`{match[0]}`: {why}"))
    return findings


def silence_findings(root, path):
    """Suppressed checks and swallowed exceptions that do not say why."""
    findings = []
    lines = [line for _, line in numbered_lines(root, path)]
    for index, line in enumerate(lines):
        if re.search(r"NOLINT\w*(\([^)]*\))?\W*$", line):
            findings.append(Finding(path, index + 1, "NOLINT needs its reason on the line"))
        near = " ".join(lines[max(0, index - 1) : index + 2])
        if "catch (...)" in line and "//" not in near:
            findings.append(Finding(path, index + 1, "catch (...) needs a comment that says why"))
    return findings


def check(root):
    """Every broken house rule of the tree below `root`."""
    headed = files(root, (".h", ".cpp", ".mjs", ".py", "CMakeLists.txt", ".cmake"))
    code = files(root, (".h", ".cpp", ".mjs", ".py"))
    findings = [finding for path in headed for finding in head_findings(root, path)]
    findings += [finding for path in code for finding in width_findings(root, path)]
    for path in cpp_files(root):
        for rule in (function_findings, forbidden_findings, silence_findings):
            findings += rule(root, path)
        if path.suffix == ".h":
            findings += pragma_findings(root, path)
    return findings


if __name__ == "__main__":
    run(check)
