// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QSize>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>

namespace rove::ui::gallery {

/// One picture: widgets in a fixed state, without clock, network or chance.
struct Scene {
    QString name;
    QSize size;
    std::function<std::unique_ptr<QWidget>()> make;
};

QList<Scene> scenes();
/// Trees, inspectors, tables and editors of values, with what is extreme about data.
QList<Scene> valueScenes();

/// A whole window of widgets laid out as the application lays them out, with made-up content.
std::unique_ptr<QWidget> makeWindow();
/// The value tree with every kind of value and mark.
std::unique_ptr<QWidget> makeValueTree();

} // namespace rove::ui::gallery
