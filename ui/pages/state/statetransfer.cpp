// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statetransfer.h"

#include "protocol/base/cbor.h"
#include "ui/models/serialworker.h"
#include "ui/pages/state/statetext.h"
#include "ui/widgets/jsontext.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

bool isCborName(const QString &path)
{
    return path.endsWith(".cbor"_L1, Qt::CaseInsensitive);
}

Result<QCborValue> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::StoreFailed, file.errorString());
    if (file.size() > stateFileBytesMax)
        return failure(ErrorCode::StoreFailed, StateText::tr("The file is too large."));
    const QByteArray bytes = file.readAll();
    if (isCborName(path))
        return cbor::decode(bytes);
    const auto value = parseJsonText(QString::fromUtf8(bytes));
    if (!value)
        return failure(ErrorCode::CborInvalid, StateText::tr("Line %1, column %2: %3")
                                                   .arg(value.error().line)
                                                   .arg(value.error().column)
                                                   .arg(value.error().message));
    return *value;
}

Result<> writeFile(const QString &path, const QCborValue &value)
{
    const QByteArray bytes = isCborName(path) ? cbor::encode(value) : toJsonText(value).toUtf8() + '\n';
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::StoreFailed, file.errorString());
    return {};
}

} // namespace

Async<QCborValue> readStateFile(const QString &path)
{
    return SerialWorker().run([path] { return readFile(path); });
}

Async<> writeStateFile(const QString &path, const QCborValue &value)
{
    return SerialWorker().run([path, value] { return writeFile(path, value); });
}

} // namespace rove::ui
