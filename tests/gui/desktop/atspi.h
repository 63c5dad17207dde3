// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QVariant>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusObjectPath>

#include <functional>
#include <vector>

namespace rove::test {

/// Where a thing is: the program that shows it, and its path there. AT-SPI's type (so).
struct AccessibleReference {
    QString service;
    QDBusObjectPath path;

    bool operator==(const AccessibleReference &) const = default;
};

/// States by their numbers in AT-SPI (AtspiStateType of atspi-constants.h).
enum class AccessibleState {
    Active = 1,
    Checked = 4,
    Editable = 7,
    Enabled = 8,
    Expandable = 9,
    Expanded = 10,
    Focusable = 11,
    Focused = 12,
    Selected = 23,
    Showing = 25,
    ManagesDescendants = 31,
};

class AccessibleBus;

/// A thing that a program shows, as a screen reader sees it: a value that names it; each question is a call
/// to the program over the accessibility bus. A default one is nothing, and is false; so is the answer for
/// what is not there. Valid while the bus is.
class Accessible {
public:
    Accessible() = default;
    Accessible(AccessibleBus *bus, AccessibleReference reference);

    explicit operator bool() const;
    [[nodiscard]] const AccessibleReference &reference() const { return m_reference; }
    bool operator==(const Accessible &other) const { return m_reference == other.m_reference; }

    [[nodiscard]] QString name() const;
    /// In English, such as `push button`.
    [[nodiscard]] QString role() const;
    [[nodiscard]] bool has(AccessibleState state) const;
    [[nodiscard]] std::vector<Accessible> children() const;
    [[nodiscard]] Accessible parent() const;
    /// What labels it.
    [[nodiscard]] std::vector<Accessible> labels() const;
    /// For messages: role and name.
    [[nodiscard]] QString words() const;

    /// Depth first, the first that `isIt` is true for. Only what is showing is looked at, and nothing below a
    /// list, a table or a tree, whose cells are asked for one by one.
    [[nodiscard]] Accessible find(const std::function<bool(const Accessible &)> &isIt) const;
    [[nodiscard]] Accessible find(const QString &role, const QString &name) const;
    /// Everything that find() goes through.
    [[nodiscard]] std::vector<Accessible> everything() const;

    [[nodiscard]] QStringList actions() const;
    /// By its name; false if there is none.
    bool act(const QString &action) const;

    [[nodiscard]] QString text() const;
    bool setText(const QString &text) const;

    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int columnCount() const;
    [[nodiscard]] Accessible cell(int row, int column) const;
    [[nodiscard]] QString columnName(int column) const;
    bool selectRow(int row) const;

private:
    [[nodiscard]] QVariant call(const QString &interface, const QString &method,
                                const QVariantList &arguments = {}) const;
    [[nodiscard]] QVariant property(const QString &interface, const QString &name) const;
    [[nodiscard]] Accessible made(const QVariant &reference) const;
    void collect(std::vector<Accessible> &found, int depth,
                 const std::function<bool(const Accessible &)> &isLast) const;

    AccessibleBus *m_bus = nullptr;
    AccessibleReference m_reference;
};

/// Something that happened in a program: `name` is AT-SPI's, such as `StateChanged`, `detail` what it is
/// about, such as `focused`, `value` whether it is so now, or a count. `content` is its own text, if any.
struct AccessibleEvent {
    QString name;
    QString detail;
    int value = 0;
    QString content;
    Accessible source;
};

/// The accessibility bus of this session, joined as a screen reader does: programs are told that one is
/// there. Keys are pressed through it on the screen itself, so they go to whatever has the focus. Calls wait
/// for their answer, for half a minute at most. Belongs to one thread.
class AccessibleBus : public QObject {
    Q_OBJECT
public:
    AccessibleBus();
    ~AccessibleBus() override;

    [[nodiscard]] bool isOpen() const { return m_bus.isConnected(); }
    /// The programs that show something now.
    [[nodiscard]] Accessible desktop();
    /// From now on eventSeen() comes for these, as AT-SPI names them: `object:state-changed`.
    void listen(const QString &kind, const QString &member);
    /// X11's number of the key.
    void press(unsigned int keySymbol);
    void type(const QString &text);
    QDBusMessage call(const AccessibleReference &target, const QString &interface, const QString &method,
                      const QVariantList &arguments);
    /// How many calls have been made.
    [[nodiscard]] qsizetype callCount() const { return m_callCount; }

signals:
    void eventSeen(const rove::test::AccessibleEvent &event);

private slots:
    void onEvent(const QDBusMessage &message);

private:
    void generateKey(int number, const QString &text, unsigned int kind);

    QDBusConnection m_bus;
    qsizetype m_callCount = 0;
};

} // namespace rove::test

Q_DECLARE_METATYPE(rove::test::AccessibleReference)
