// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// To be imported before rivetkit, whose log goes to standard output and would drown what a test says.

process.env.RIVET_LOG_LEVEL ??= "silent";
