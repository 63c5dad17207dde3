// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/storemodule.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QLibrary>
#include <QtCore/QStringBuilder>

#include <array>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

/// From the program's folder: beside it, in the build beside the tests, installed.
constexpr std::array moduleFolders{"."_L1, "../bin"_L1, QLatin1StringView(ROVE_MODULE_FOLDER)};

} // namespace

Result<std::unique_ptr<Medium>> openByModule(const QString &name, const QString &place)
{
    const QDir program(QCoreApplication::applicationDirPath());
    QString reason;
    for (const QLatin1StringView folder : moduleFolders) {
        QLibrary module(program.filePath(folder % "/rove-"_L1 % name));
        // Stays loaded: its medium needs it for as long as there is one.
        if (const auto open = reinterpret_cast<OpenMedium *>(module.resolve("roveOpenMedium"))) {
            Result<std::unique_ptr<Medium>> opened;
            open(place, opened);
            return opened;
        }
        reason = module.errorString();
    }
    return failure(ErrorCode::StoreFailed,
                   u"The part of Rove for the store %1 cannot be loaded: %2"_s.arg(name, reason));
}

} // namespace rove::store
