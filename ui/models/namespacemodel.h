// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/managerclient.h"
#include "ui/models/tablemodel.h"

#include <optional>

namespace rove::ui {

/// The namespaces of an endpoint, for the picker. Asks when told; keeps what it has when the engine does not
/// answer, and says so with `error()`. The key of a row is the namespace's name. Owned by the connection's
/// holder; GUI thread.
class NamespaceModel : public TableModel<manager::Namespace> {
    Q_OBJECT
public:
    explicit NamespaceModel(HttpClient &http, QObject *parent = nullptr);

    void refresh();
    /// Creates one and adds it to the list. A write.
    Async<manager::Namespace> create(const QString &name, const QString &displayName);
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

signals:
    /// An answer to `refresh()` is here, good or bad.
    void refreshed();

protected:
    QString keyOf(const manager::Namespace &row) const override { return row.name; }
    bool isSame(const manager::Namespace &before, const manager::Namespace &after) const override;

private:
    ManagerClient m_manager;
    std::optional<Error> m_error;
};

} // namespace rove::ui
