// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>

class QAction;
class QObject;
class QWidget;

namespace rove::ui {

/// The commands of a console, made once by its page, which connects them. Their ids are fixed for ever.
struct ReplCommands {
    explicit ReplCommands(QWidget *owner);

    QAction *run;
    QAction *runSelection;
    QAction *cancel;
    QAction *complete;
    QAction *previousInput;
    QAction *nextInput;
    QAction *history;
    QAction *saveSnippet;
    QAction *copyInput;
    QAction *copyResult;
    QAction *saveResult;
    QAction *insertPath;
    QAction *clear;
    QAction *restart;
    QAction *enterRuns;

    [[nodiscard]] QList<QAction *> all() const;
};

} // namespace rove::ui
