# SPDX-FileCopyrightText: 2026 The Rove authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of this folder against trees that break their rules: who finds nothing proves nothing."""

import tempfile
import unittest
from pathlib import Path

import house
import layers

HEAD = "\n".join(f"// {line}" for line in house.HEAD) + "\n"


class StyleTest(unittest.TestCase):
    def findings(self, check, **tree):
        """What `check` says about texts by path, written with __ for / and _h or _cpp for the ending."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in tree.items():
                name = name.replace("__", "/").replace("_h", ".h").replace("_cpp", ".cpp")
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return [str(finding) for finding in check(folder)]

    def assert_finds(self, text, check, **tree):
        findings = self.findings(check, **tree)
        self.assertEqual(len(findings), 1, findings)
        self.assertIn(text, findings[0])


class LayersTest(StyleTest):
    def test_accepts_allowed_edges(self):
        tree = {
            "engine__gateway__a_cpp": '#include "engine/core/a.h"\n#include "protocol/manager/a.h"\n',
            "engine__net__a_cpp": "#include <boost/asio.hpp>\n#include <boost/beast/http.hpp>\n",
            "engine__host__a_cpp": "#include <map>\n",
            "ui__pages__state__a_cpp": '#include "ui/pages/state/a.h"\n#include "ui/models/a.h"\n',
            "tests__unit__a_cpp": '#include "a.moc"\n',
            "app__a_cpp": '#include "ui/shell/a.h"\n#include "engine/host/a.h"\n',
        }
        self.assertEqual(self.findings(layers.check, **tree), [])

    def test_names_the_forbidden_edge(self):
        edges = [
            ("ui/client", "engine/host"),
            ("protocol/base", "protocol/bare"),
            ("engine/core", "engine/net"),
            ("engine/runtime", "engine/core"),
            ("engine/host", "app"),
            ("ui/widgets", "ui/models"),
            ("ui/pages/state", "ui/pages/actors"),
        ]
        for source, target in edges:
            with self.subTest(f"{source} -> {target}"):
                tree = {f"{source.replace('/', '__')}__a_cpp": f'#include "{target}/a.h"\n'}
                self.assert_finds(f"forbidden edge {source} -> {target}", layers.check, **tree)

    def test_keeps_foreign_headers_in_their_folder(self):
        headers = {
            "boost/asio.hpp": "engine__gateway__a_cpp",
            "boost/pfr/core.hpp": "protocol__client__a_h",
            "boost/json.hpp": "engine__net__a_cpp",
            "sqlite3.h": "engine__host__a_cpp",
            "QtWidgets/QWidget": "ui__models__a_h",
            "QtNetwork/QNetworkReply": "engine__net__a_cpp",
            "qt6keychain/keychain.h": "ui__shell__a_cpp",
        }
        for header, path in headers.items():
            with self.subTest(header):
                tree = {path: f"#include <{header}>\n"}
                self.assert_finds(f"<{header}> may be included only", layers.check, **tree)

    def test_keeps_the_core_deterministic(self):
        for line in ("#include <thread>", "#include <QtCore/QTimer>", "auto t = system_clock::now();"):
            with self.subTest(line):
                self.assert_finds("the core decides", layers.check, engine__core__a_cpp=line + "\n")

    def test_wants_a_row_for_every_folder(self):
        self.assert_finds("no row", layers.check, engine__novel__a_cpp="\n")
        self.assert_finds("in no folder", layers.check, ui__client__a_cpp='#include "endpoint.h"\n')


class HouseTest(StyleTest):
    def test_accepts_a_tidy_file(self):
        body = "void f()\n{\n" + "    g();\n" * house.FUNCTION_LINES_MAX + "}\n"
        tree = {"app__a_h": HEAD + "#pragma once\n", "app__a_cpp": HEAD + body}
        self.assertEqual(self.findings(house.check, **tree), [])

    def test_finds_a_missing_head(self):
        self.assert_finds("SPDX", house.check, app__a_cpp="int a;\n")

    def test_finds_a_header_without_pragma_once(self):
        self.assert_finds("#pragma once", house.check, app__a_h=HEAD)

    def test_finds_a_long_line(self):
        self.assert_finds("111 columns", house.check, app__a_cpp=HEAD + "x" * 111 + "\n")

    def test_finds_a_long_function(self):
        body = "void f()\n{\n" + "    g();\n" * (house.FUNCTION_LINES_MAX + 1) + "}\n"
        self.assert_finds("a function of 71 lines", house.check, app__a_cpp=HEAD + body)

    def test_finds_forbidden_code_but_not_in_text(self):
        for line in ("QTest::qWait(50);", "sleep_for(1s);", "[=] { f(); };", "using namespace std;"):
            with self.subTest(line):
                self.assert_finds("`", house.check, tests__a_cpp=HEAD + line + "\n")
        harmless = 'say("sleep_for(1)"); // sleep_for(1)\n'
        self.assertEqual(self.findings(house.check, tests__a_cpp=HEAD + harmless), [])

    def test_finds_words_that_promise_later_work(self):
        self.assert_finds("TODO", house.check, app__a_cpp=HEAD + "// TODO: later\n")

    def test_finds_silence_without_a_reason(self):
        self.assert_finds("NOLINT", house.check, app__a_cpp=HEAD + "f(); // NOLINT(bugprone-foo)\n")
        self.assert_finds("catch (...)", house.check, app__a_cpp=HEAD + "try {\n} catch (...) {\n}\n")
        reasoned = "f(); // NOLINT(bugprone-foo): the C interface wants it\n"
        self.assertEqual(self.findings(house.check, app__a_cpp=HEAD + reasoned), [])


if __name__ == "__main__":
    unittest.main()
