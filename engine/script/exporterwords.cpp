// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/values.h"

// What an exporter says of a value that cannot leave.

using namespace Qt::StringLiterals;

namespace rove::script {
namespace {

constexpr qsizetype descriptionCharactersMax = 120;

QString cut(QString text)
{
    text = text.simplified();
    if (text.size() > descriptionCharactersMax)
        text = text.first(descriptionCharactersMax) % u'…';
    return text;
}

} // namespace

void Exporter::writeError(JSValueConst error)
{
    if (m_crossing == Crossing::Exact)
        return fail("An Error cannot be sent; send its message");
    const Thrown thrown = describeError(m_context, error);
    describe(thrown.stack.isEmpty() ? thrown.text() : QString(thrown.text() % u'\n' % thrown.stack), "");
}

void Exporter::describe(const QString &description, const char *refusal)
{
    if (m_crossing == Crossing::Exact)
        return fail(refusal);
    m_writer.append(shownTag);
    m_writer.append(description);
}

QString Exporter::functionText(JSValueConst function)
{
    const QString source = calledText(function, m_intrinsics.functionToString);
    JSPropertyDescriptor descriptor{};
    const Atom atom(m_context, u"name"_s);
    QString name;
    if (JS_GetOwnProperty(m_context, &descriptor, function, atom.get()) > 0) {
        const Local value(m_context, descriptor.value);
        const Local getter(m_context, descriptor.getter);
        const Local setter(m_context, descriptor.setter);
        if (JS_IsString(value.get()))
            name = textOf(m_context, value.get());
    }
    clearException(m_context);
    if (source.startsWith("class"_L1))
        return cut(u"class "_s % name);
    return cut((source.startsWith("async"_L1) ? u"async ƒ "_s : u"ƒ "_s) % name % u"()"_s);
}

/// What one of the language's own toString functions says of a value; empty if it fails.
QString Exporter::calledText(JSValueConst value, const Local &function)
{
    const Local text(m_context, JS_Call(m_context, function.get(), value, 0, nullptr));
    QString result = text.isException() ? QString() : textOf(m_context, text.get());
    clearException(m_context);
    return cut(result);
}

void Exporter::fail(const char *message)
{
    if (m_failure)
        return;
    const QString path = ValuePath(m_path).toString();
    const QString text = QString::fromLatin1(message);
    m_failure = Thrown{.name = u"TypeError"_s,
                       .message = path.isEmpty() ? text : QString(text % u" (at "_s % path % u')')};
}

void Exporter::failWithException()
{
    Thrown thrown = takeThrown(m_context, m_intrinsics);
    if (!m_failure)
        m_failure = std::move(thrown);
}

} // namespace rove::script
