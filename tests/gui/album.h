// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDir>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtGui/QImage>

#include <functional>

namespace rove::test {

/// What becomes of a program's pictures: they are saved to a folder to be looked at, compared with the
/// references in the source tree, or become the references. Owned by main; GUI thread.
class Album {
public:
    enum class Mode { Save, Compare, Update };
    using Grab = std::function<QImage()>;

    /// References are only needed to compare and to update.
    Album(QDir folder, Mode mode = Mode::Save, QDir references = {});

    /// Takes the picture `name`. To compare, it is taken again until it is the reference or patience ends:
    /// what arrives late on a loaded machine arrives. If it never is, the picture goes into the folder as
    /// `name.png`, with `name.expected.png` and `name.diff.png` beside it.
    void add(const QString &name, const Grab &grab);
    /// The same for a picture that shows chance or durations and has no reference: only Save does anything.
    void addUncompared(const QString &name, const Grab &grab);

    /// What is wrong with a picture, whatever it looks like.
    void addFaults(const QString &name, const QStringList &faults);

    /// Says what did not fit, looks for references that were not taken, and gives what main returns.
    [[nodiscard]] int finish();

    /// Whether the references were made with this Qt and these fonts; others draw letters otherwise, so there
    /// is nothing to compare then. Says why not.
    [[nodiscard]] static bool canCompare(const QDir &references);

private:
    void save(const QString &path, const QImage &image) const;
    void compare(const QString &name, const Grab &grab);
    void update(const QString &name, const Grab &grab);
    void forgetFaults(const QString &name) const;
    void reportFault(const QString &name, const QString &what);

    QDir m_folder;
    Mode m_mode;
    QDir m_references;
    int m_differingCount = 0;
    QSet<QString> m_names;
    QStringList m_faults;
};

} // namespace rove::test
