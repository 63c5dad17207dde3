// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replcompletion.h"

#include "protocol/base/valuepath.h"
#include "ui/pages/repl/jsscan.h"
#include "ui/pages/repl/repllimits.h"
#include "ui/pages/repl/repltext.h"
#include "ui/pages/repl/valuepreview.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Kind = Completion::Kind;

constexpr int detailCharactersMax = 60;
/// Of a large object only the first entries are offered.
constexpr qsizetype entriesLookedAtMax = 5000;

/// A chain cut at its last dot: `state.users[0].na` is `state.users[0]` and `na`.
struct Cut {
    QString object;
    QString prefix;
    bool hasDot = false;
};

Cut cutChain(const QString &chain)
{
    const qsizetype dot = chain.lastIndexOf(u'.');
    if (dot < 0)
        return {.object = {}, .prefix = chain};
    QString object = chain.first(dot);
    if (object.endsWith(u'?'))
        object.chop(1);
    return {.object = object, .prefix = chain.sliced(dot + 1), .hasDot = true};
}

/// The entry of `value` that a script names so; none if there is none.
std::optional<QCborValue> entryOf(const QCborValue &value, const QString &key)
{
    const ValueKind kind = kindOf(value);
    if (kind == ValueKind::Object) {
        const QCborMap map = value.toMap();
        return map.contains(key) ? std::optional(map.value(key)) : std::nullopt;
    }
    bool isNumber = false;
    const qsizetype position = key.toLongLong(&isNumber);
    if (kind == ValueKind::Array && isNumber && position >= 0 && position < childCountOf(value))
        return value.toArray().at(position);
    return std::nullopt;
}

std::optional<QCborValue> resolve(const QString &chain, const CompletionSource &source)
{
    std::optional<QCborValue> value;
    bool isRoot = true;
    for (const JsToken &token : scanJs(chain).tokens) {
        QString text = token.of(chain).toString();
        if (token.kind == JsToken::Kind::Punctuator)
            continue;
        if (token.kind == JsToken::Kind::String)
            text = text.sliced(1).chopped(1);
        if (isRoot)
            value = text == "state"_L1 ? source.state : source.saved ? source.saved(text) : std::nullopt;
        else
            value = entryOf(*value, text);
        if (!value)
            return std::nullopt;
        isRoot = false;
    }
    return value;
}

QString quoted(const QString &key)
{
    QString text = key;
    return u'"' % text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) % u'"';
}

class Finder {
public:
    Finder(const Cut &cut, const CompletionSource &source, CompletionAsked asked)
        : m_cut(cut)
        , m_source(source)
        , m_asked(asked)
    {}

    /// Members of the object before the dot. `needsBrackets` names that are no identifiers take its place.
    QList<Completion> members()
    {
        if (m_cut.object == "actor"_L1)
            addActions();
        else if (m_cut.object == "console"_L1)
            addNames({u"log"_s, u"info"_s, u"warn"_s, u"error"_s, u"debug"_s, u"dir"_s, u"table"_s,
                      u"assert"_s, u"count"_s, u"time"_s, u"timeEnd"_s, u"clear"_s},
                     Kind::Global, {}, u"()"_s);
        else if (const auto value = resolve(m_cut.object, m_source))
            addEntries(*value);
        return sorted();
    }

    QList<Completion> roots()
    {
        if (m_cut.prefix.isEmpty() && m_asked == CompletionAsked::No)
            return {};
        add(Kind::Global, u"actor"_s, ReplText::tr("the actor's actions"));
        add(Kind::Global, u"state"_s, ReplText::tr("the newest state, to read"));
        add(Kind::Global, u"wait"_s, ReplText::tr("waits for milliseconds"), u"wait()"_s, 1);
        add(Kind::Global, u"console"_s, ReplText::tr("prints"));
        add(Kind::Global, u"help"_s, ReplText::tr("says what there is"), u"help()"_s);
        for (const QString &name : m_source.savedNames) {
            const auto value = m_source.saved(name);
            add(Kind::Result, name, value ? previewText(*value, detailCharactersMax) : QString());
        }
        addNames(m_source.declared, Kind::Variable, ReplText::tr("declared here"));
        for (const auto &[name, text] : m_source.snippets)
            add(Kind::Snippet, name, ReplText::tr("snippet: %1").arg(text.section(u'\n', 0, 0).left(40)),
                text);
        addNames(jsGlobals(), Kind::Global, {});
        return sorted();
    }

private:
    void addActions()
    {
        for (const QString &action : m_source.actions) {
            const QString last = m_source.lastArguments ? m_source.lastArguments(action) : QString();
            const QString detail = last.isEmpty() ? ReplText::tr("action") : u'(' % last % u')';
            if (isJsIdentifier(action))
                add(Kind::Action, action, detail, action % u"()"_s, 1);
            else
                add(Kind::Action, action, detail, u'[' % quoted(action) % u"]()"_s, 1);
        }
    }

    void addEntries(const QCborValue &value)
    {
        if (kindOf(value) == ValueKind::Array)
            addNames({u"length"_s, u"at"_s, u"every"_s, u"filter"_s, u"find"_s, u"forEach"_s, u"includes"_s,
                      u"indexOf"_s, u"join"_s, u"map"_s, u"reduce"_s, u"slice"_s, u"some"_s},
                     Kind::Property, ReplText::tr("of an array"));
        if (kindOf(value) == ValueKind::String)
            addNames({u"length"_s, u"includes"_s, u"indexOf"_s, u"replace"_s, u"slice"_s, u"split"_s,
                      u"startsWith"_s, u"toLowerCase"_s, u"trim"_s},
                     Kind::Property, ReplText::tr("of a string"));
        if (kindOf(value) != ValueKind::Object)
            return;
        const qsizetype count = std::min<qsizetype>(childCountOf(value), entriesLookedAtMax);
        for (qsizetype i = 0; i < count; ++i) {
            const ValueChild child = childOf(value, i);
            if (!matches(child.label))
                continue;
            add(Kind::Property, child.label, previewText(child.value, detailCharactersMax),
                isJsIdentifier(child.label) ? child.label : QString(u'[' % quoted(child.label) % u']'));
        }
    }

    void addNames(const QStringList &names, Kind kind, const QString &detail, const QString &suffix = {})
    {
        for (const QString &name : names)
            add(kind, name, detail, name % suffix, suffix.isEmpty() ? 0 : 1);
    }

    [[nodiscard]] bool matches(const QString &label) const
    {
        return label.contains(m_cut.prefix, Qt::CaseInsensitive) && label != m_cut.prefix;
    }

    void add(Kind kind, const QString &label, const QString &detail, const QString &inserted = {},
             int cursorBack = 0)
    {
        if (!matches(label) || m_seen.contains(label))
            return;
        m_seen.insert(label);
        m_found.append({kind, label, detail, inserted.isEmpty() ? label : inserted, cursorBack});
    }

    /// What begins like the prefix first, else in the order of adding.
    QList<Completion> sorted()
    {
        std::ranges::stable_partition(m_found, [this](const Completion &completion) {
            return completion.label.startsWith(m_cut.prefix, Qt::CaseInsensitive);
        });
        return m_found.first(std::min<qsizetype>(m_found.size(), repllimits::completionCountMax));
    }

    const Cut &m_cut;
    const CompletionSource &m_source;
    CompletionAsked m_asked;
    QSet<QString> m_seen;
    QList<Completion> m_found;
};

bool isInsideText(QStringView text, qsizetype cursor)
{
    const JsScan scan = scanJs(text.first(cursor));
    if (scan.tokens.isEmpty())
        return false;
    const JsToken &last = scan.tokens.constLast();
    if (last.kind == JsToken::Kind::Comment)
        return last.start + last.size == cursor;
    const bool isText = last.kind == JsToken::Kind::String || last.kind == JsToken::Kind::Template;
    return isText && scan.isOpen && last.start + last.size == cursor;
}

} // namespace

Completions completionsAt(QStringView text, qsizetype cursor, const CompletionSource &source,
                          CompletionAsked asked)
{
    if (isInsideText(text, cursor))
        return {};
    const QString chain = chainBefore(text, cursor);
    const Cut cut = cutChain(chain);
    if (!chain.isEmpty() && chain.front().isDigit())
        return {};
    Finder finder(cut, source, asked);
    Completions completions{.from = cursor - cut.prefix.size(),
                            .items = cut.hasDot ? finder.members() : finder.roots()};
    // Names that are no identifiers take the dot's place; so do the others, with a dot of their own, then.
    const bool hasBrackets = std::ranges::any_of(
        completions.items, [](const Completion &completion) { return completion.inserted.startsWith(u'['); });
    if (cut.hasDot && hasBrackets) {
        --completions.from;
        for (Completion &completion : completions.items) {
            if (!completion.inserted.startsWith(u'['))
                completion.inserted.prepend(u'.');
        }
    }
    return completions;
}

QString callHintAt(QStringView text, qsizetype cursor, const CompletionSource &source)
{
    const JsCall call = callAround(text, cursor);
    if (call.callee == "wait"_L1)
        return ReplText::tr("wait(milliseconds)");
    if (!call.callee.startsWith("actor."_L1) || !source.lastArguments)
        return {};
    const QString action = call.callee.sliced(6);
    const QString last = source.lastArguments(action);
    return last.isEmpty() ? ReplText::tr("%1(…): argument %2").arg(action, QString::number(call.argument + 1))
                          : ReplText::tr("%1(…): argument %2; last called with %3")
                                .arg(action, QString::number(call.argument + 1), last);
}

} // namespace rove::ui
