#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings translations/*.ts up to date with the sources, or checks that they are.

    update.py LUPDATE            adds what is new and removes what is gone
    update.py LUPDATE --check    changes nothing; fails if a text has no translation, or one that cannot be right

English has only its plurals; the other languages are complete.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SOURCES = ["ui", "app/rove"]
ENGLISH = "rove_en.ts"
# lupdate loses track of a translation context in some long files and falls back to the name of the struct.
CONTEXTS = {"ShellText": "rove::ui::Shell"}
PLACEHOLDER = re.compile(r"%L?\d|%n")
MNEMONIC = re.compile(r"&(?=[^&\s])")


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    lupdate = arguments[0]
    if arguments[1:] != ["--check"]:
        for path in sorted(FOLDER.glob("*.ts")):
            update(lupdate, path)
        return
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(FOLDER.glob("*.ts")):
            copy = Path(folder) / path.name
            shutil.copy(path, copy)
            update(lupdate, copy)
            problems += check(copy)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


def update(lupdate, path):
    command = [lupdate, "-silent", "-recursive", *SOURCES, "-I", ".", "-locations", "none", "-no-obsolete"]
    if path.name == ENGLISH:
        command.append("-pluralonly")
    with tempfile.TemporaryDirectory() as folder:
        # Into a copy with lupdate's own names of contexts, so that it finds what is translated already.
        raw = Path(folder) / path.name
        rename_contexts(path, raw, {ours: theirs for theirs, ours in CONTEXTS.items()}, keep_both=True)
        done = subprocess.run([*command, "-ts", str(raw)], cwd=FOLDER.parent, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        rename_contexts(raw, path, CONTEXTS)


def rename_contexts(source, target, names, keep_both=False):
    """Copies a file with its contexts renamed; messages of two contexts that become one are joined."""
    tree = ET.parse(source)
    root = tree.getroot()
    contexts = {}
    for context in list(root.findall("context")):
        root.remove(context)
        old = context.findtext("name")
        for name in {old, names[old]} if keep_both and old in names else {names.get(old, old)}:
            messages = contexts.setdefault(name, {})
            for message in context.findall("message"):
                key = (message.findtext("source"), message.findtext("comment"))
                if key not in messages or not is_finished(messages[key]):
                    messages[key] = message
    for name in sorted(contexts):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        context.extend(contexts[name].values())
    ET.indent(tree, "    ")
    text = ET.tostring(root, encoding="unicode")
    target.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def forms(message):
    translation = message.find("translation")
    plurals = [form.text or "" for form in translation.findall("numerusform")]
    return plurals or [translation.text or ""]


def is_finished(message):
    return message.find("translation").get("type") is None and all(form.strip() for form in forms(message))


def check(path):
    for context in ET.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            for fault in faults(message):
                yield f"{path.name}: {context.findtext('name')}: {message.findtext('source')!r}: {fault}"


def faults(message):
    source = message.findtext("source")
    if not is_finished(message):
        return ["is not translated"]
    found = []
    wanted = set(PLACEHOLDER.findall(source))
    for form in forms(message):
        # A form for exactly one may say the number in words.
        optional = {"%n"} if message.get("numerus") == "yes" else set()
        if set(PLACEHOLDER.findall(form)) | optional != wanted | optional:
            found.append(f"has other placeholders in {form!r}")
        if len(MNEMONIC.findall(form)) != len(MNEMONIC.findall(source)) and "://" not in source:
            found.append(f"has another number of mnemonics in {form!r}")
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
