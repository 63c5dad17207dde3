# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which folder may include which: the table of docs/ARCHITECTURE.md, held against every #include line.

    python3 layers.py SOURCE_FOLDER
"""

import re
from pathlib import PurePosixPath

from sourcetree import Finding, cpp_files, includes, numbered_lines, run

# A folder may include itself and what its row names; a name ending in /* stands for every folder below.
# The longest row that contains a file is the file's row; a folder without a row is an error.
ALLOWED = {
    "protocol/base": [],
    "protocol/bare": ["protocol/base"],
    "protocol/inspector": ["protocol/bare", "protocol/base"],
    "protocol/client": ["protocol/bare", "protocol/base"],
    "protocol/envoy": ["protocol/bare", "protocol/base"],
    # The envoy protocol grew out of the runner protocol, and both share the structs that did not change.
    "protocol/runner": ["protocol/envoy", "protocol/bare", "protocol/base"],
    "protocol/persist": ["protocol/bare", "protocol/base"],
    "protocol/manager": ["protocol/base"],
    "engine/core": ["protocol/base"],
    "engine/store": ["protocol/base"],
    "engine/net": ["protocol/base"],
    "engine/gateway": ["engine/core", "engine/net", "protocol/*"],
    "engine/tunnel": ["engine/core", "engine/net", "protocol/*"],
    "engine/runtime": ["engine/net", "protocol/*"],
    "engine/join": ["engine/net", "protocol/*"],
    "engine/script": ["protocol/base"],
    "engine/host": ["engine/*", "protocol/*"],
    "ui/client": ["protocol/*"],
    "ui/models": ["ui/client", "protocol/*"],
    # Of protocol/base these two take what knows nothing of Rivet: values, paths into them, limits, ENSURE.
    "ui/style": ["protocol/base"],
    "ui/widgets": ["ui/style", "protocol/base"],
    "ui/pages": ["ui/client", "ui/models", "ui/widgets", "ui/style", "protocol/*"],
    # The one edge from the window to the engine: the console runs its scripts in a world of its own.
    "ui/pages/repl": ["engine/script", "ui/client", "ui/models", "ui/widgets", "ui/style", "protocol/*"],
    "ui/shell": ["ui/*", "protocol/*"],
    "app": ["engine/*", "protocol/*", "ui/*"],
    "tests": ["app", "engine/*", "protocol/*", "ui/*"],
}

# Headers of other projects, by the start of their names, and the only folders that may include them.
FOREIGN = {
    "boost/asio": ["engine/net"],
    "boost/beast": ["engine/net"],
    "boost/system": ["engine/net"],
    "boost/pfr": ["protocol/bare"],
    "boost/": [],
    "openssl/": ["engine/net"],
    "sqlite3": ["engine/store"],
    "rocksdb/": ["engine/store", "tests"],
    "libpq": ["engine/store"],
    "quickjs": ["engine/script"],
    "KSyntaxHighlighting/": ["ui/widgets", "ui/style"],
    "qt6keychain/": ["ui/client"],
    "QtWidgets/": ["ui/style", "ui/widgets", "ui/pages", "ui/shell", "app", "tests"],
    "QtGui/": ["ui/models", "ui/style", "ui/widgets", "ui/pages", "ui/shell", "app", "tests"],
    "QtSvg/": ["ui/style", "ui/widgets"],
    "QtNetwork/": ["ui", "app", "tests"],
    "QtDBus/": ["ui/shell", "tests"],
    "QtWebSockets/": ["ui/client", "tests"],
    "QtTest/": ["tests"],
}

# What would make the core depend on more than its events: clocks, threads, files, sockets, randomness.
CORE = "engine/core"
CORE_RULE = "the core decides from its events alone"
CORE_FORBIDDEN_HEADERS = re.compile(
    r"^(thread|mutex|shared_mutex|condition_variable|future|stop_token|random|fstream|filesystem|iostream"
    r"|cstdio|ctime|unistd\.h|sys/.*|netinet/.*"
    r"|QtCore/Q(Thread|Mutex|ReadWriteLock|WaitCondition|Semaphore|Timer|ElapsedTimer|DeadlineTimer|DateTime"
    r"|File\w*|Dir|SaveFile|Process\w*|RandomGenerator|Settings|StandardPaths|EventLoop))$"
)
CORE_FORBIDDEN_CALLS = re.compile(
    r"(_clock::now|currentMSecsSinceEpoch|createUuid\w*|currentDateTime\w*|\brand)\s*\("
)


def row_of(path):
    """The table row that a file or folder falls under, or None."""
    rows = [row for row in ALLOWED if path == row or path.startswith(row + "/")]
    return max(rows, key=len, default=None)


def covered(row, allowed):
    return any(row == name or (name.endswith("/*") and row.startswith(name[:-1])) for name in allowed)


def page_of(path):
    """The page a file belongs to, as ui/pages/NAME; None outside the pages."""
    parts = PurePosixPath(path).parts
    return "/".join(parts[:3]) if parts[:2] == ("ui", "pages") and len(parts) > 3 else None


def own_include_problem(path, included):
    """Why `path` must not include the project header `included`; None if it may."""
    source, target = row_of(path), row_of(included)
    if target is None:
        return f'includes "{included}", which is in no folder of the table; include paths start at the top'
    if source == "ui/pages" and target == "ui/pages" and page_of(path) != page_of(included):
        return f"forbidden edge {page_of(path)} -> {page_of(included)}: a page knows no other page"
    if source != target and not covered(target, ALLOWED[source]):
        return f'forbidden edge {source} -> {target}: "{included}"'
    return None


def foreign_include_problem(path, included):
    """Why `path` must not include another project's header `included`; None if it may."""
    prefix = max((name for name in FOREIGN if included.startswith(name)), key=len, default=None)
    if prefix is None or any(path.startswith(folder + "/") for folder in FOREIGN[prefix]):
        return None
    return f"<{included}> may be included only by {', '.join(FOREIGN[prefix]) or 'nobody'}"


def core_findings(root, path):
    findings = []
    for number, _, name in includes(root, path):
        if CORE_FORBIDDEN_HEADERS.match(name):
            findings.append(Finding(path, number, f"{CORE_RULE}, but this includes <{name}>"))
    for number, line in numbered_lines(root, path):
        if match := CORE_FORBIDDEN_CALLS.search(line.split("//")[0]):
            findings.append(Finding(path, number, f"{CORE_RULE}, but this calls {match[1]}"))
    return findings


def file_findings(root, path):
    if row_of(path) is None:
        return [Finding(path, 1, "this folder has no row in the table of layers")]
    findings = []
    for number, delimiter, included in includes(root, path):
        if included.endswith(".moc"):
            continue
        problem = (own_include_problem if delimiter == '"' else foreign_include_problem)(path, included)
        if problem:
            findings.append(Finding(path, number, problem))
    return findings


def check(root):
    """Every broken edge of the tree below `root`."""
    paths = [path.as_posix() for path in cpp_files(root)]
    findings = [finding for path in paths for finding in file_findings(root, path)]
    for path in paths:
        if row_of(path) == CORE:
            findings += core_findings(root, path)
    return findings


if __name__ == "__main__":
    run(check)
