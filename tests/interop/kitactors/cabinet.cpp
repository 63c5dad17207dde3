// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/cabinet.h"

#include "engine/runtime/actorcontext.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using runtime::ActionResult;
using runtime::ActorContext;

namespace {

QByteArray bytesOf(const QList<int> &numbers)
{
    QByteArray bytes;
    for (const int number : numbers)
        bytes.append(static_cast<char>(number));
    return bytes;
}

QByteArrayList bytesOf(const QStringList &texts)
{
    QByteArrayList bytes;
    for (const QString &text : texts)
        bytes.append(text.toUtf8());
    return bytes;
}

QCborValue textOf(const std::optional<QByteArray> &value)
{
    return value ? QCborValue(QString::fromUtf8(*value)) : QCborValue(nullptr);
}

runtime::KvListOptions listOptions(const QCborMap &settings)
{
    runtime::KvListOptions options{.reverse = settings.value(u"reverse"_s).toBool()};
    if (const QCborValue limit = settings.value(u"limit"_s); limit.isInteger())
        options.limit = static_cast<quint64>(limit.toInteger());
    return options;
}

Result<QCborArray> textsOf(const Result<ActorContext::KvList> &entries)
{
    QCborArray texts;
    for (const auto &[key, value] : TRY(entries))
        texts.append(QCborArray{QString::fromUtf8(key), QString::fromUtf8(value)});
    return texts;
}

} // namespace

runtime::ActorOptions Cabinet::options()
{
    runtime::ActorOptions options;
    options.sleepTimeout = 2min;
    return options;
}

void Cabinet::doze()
{
    context().sleep();
}

ActionResult Cabinet::put(const QString &key, const QString &value)
{
    return context().kvPut(key.toUtf8(), value.toUtf8());
}

ActionResult Cabinet::get(const QString &key)
{
    return context().kvGet(key.toUtf8()).then([](const Result<std::optional<QByteArray>> &value) {
        return value.transform(textOf);
    });
}

ActionResult Cabinet::putBytes(const QList<int> &key, const QList<int> &value)
{
    return context().kvPut(bytesOf(key), bytesOf(value));
}

ActionResult Cabinet::getBytes(const QList<int> &key)
{
    return context().kvGet(bytesOf(key)).then([](const Result<std::optional<QByteArray>> &value) {
        return value.transform([](const std::optional<QByteArray> &bytes) {
            return bytes ? QCborValue(*bytes) : QCborValue(nullptr);
        });
    });
}

ActionResult Cabinet::remove(const QString &key)
{
    return context().kvDelete(key.toUtf8());
}

ActionResult Cabinet::list(const QString &prefix, const QCborMap &settings)
{
    return context().kvList(prefix.toUtf8(), listOptions(settings)).then(textsOf);
}

ActionResult Cabinet::listRange(const QString &start, const QString &end, const QCborMap &settings)
{
    return context().kvListRange(start.toUtf8(), end.toUtf8(), listOptions(settings)).then(textsOf);
}

ActionResult Cabinet::removeRange(const QString &start, const QString &end)
{
    return context().kvDeleteRange(start.toUtf8(), end.toUtf8());
}

ActionResult Cabinet::putAll(const QList<QStringList> &entries)
{
    ActorContext::KvList list;
    for (const QStringList &entry : entries)
        list.emplace_back(entry.value(0).toUtf8(), entry.value(1).toUtf8());
    return context().kvPutAll(list);
}

ActionResult Cabinet::putMany(int count, int valueLength)
{
    ActorContext::KvList list;
    for (int index = 0; index < count; ++index)
        list.emplace_back(u"many %1"_s.arg(index, 5, 10, QChar(u'0')).toUtf8(),
                          QByteArray(valueLength, static_cast<char>(index)));
    return context().kvPutAll(list);
}

ActionResult Cabinet::getAll(const QStringList &keys)
{
    return context()
        .kvGetAll(bytesOf(keys))
        .then([](const Result<ActorContext::KvValues> &values) -> Result<QCborArray> {
            QCborArray texts;
            for (const std::optional<QByteArray> &value : TRY(values))
                texts.append(textOf(value));
            return texts;
        });
}

ActionResult Cabinet::removeAll(const QStringList &keys)
{
    return context().kvDeleteAll(bytesOf(keys));
}

} // namespace rove::kitactors
