// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

class QWidget;

namespace rove::test {

/// What is wrong with a window and everything in it that can be seen, in words; empty if nothing is. Looks
/// for widgets that take the focus without an accessible name, labels and buttons whose text is cut, widgets
/// without room or over each other, a Tab key that goes against the direction of reading, text with too
/// little contrast, commands without text or tooltip, and shortcuts or mnemonics that two things share.
enum class AuditColors { Yes, No };
QStringList auditWindow(const QWidget &window, AuditColors colors = AuditColors::Yes);

} // namespace rove::test
