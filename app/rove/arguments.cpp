// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rove/arguments.h"

#include "app/common/options.h"
#include "app/rove/roveapplication.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QStandardPaths>

using namespace Qt::StringLiterals;

namespace rove::app {
namespace {

QString folderUnder(QStandardPaths::StandardLocation location, QLatin1StringView name)
{
    return QStandardPaths::writableLocation(location) % name;
}

/// Everything the parser knows.
struct Options {
    QCommandLineOption noEngine{u"no-engine"_s, AppText::tr("Start no engine inside.")};
    QCommandLineOption newInstance{u"new-instance"_s,
                                   AppText::tr("Start another program even if one runs already.")};
    QCommandLineOption data{u"data"_s, AppText::tr("Folder of the engine's data."), AppText::tr("folder"),
                            folderUnder(QStandardPaths::GenericDataLocation, "/rove/engine"_L1)};
    QCommandLineOption settings{u"settings"_s, AppText::tr("Folder of the settings."), AppText::tr("folder"),
                                folderUnder(QStandardPaths::GenericConfigLocation, "/rove"_L1)};
    QCommandLineOption namespaceName{u"namespace"_s, AppText::tr("Namespace to show."), AppText::tr("name")};
    QCommandLineOption endpoint{
        u"endpoint"_s, AppText::tr("With open: the engine that has the actor; without it the one shown."),
        AppText::tr("url")};
    QCommandLineOption section{u"section"_s,
                               AppText::tr("With open: state, actions, events, repl or details."),
                               AppText::tr("name")};
    QCommandLineOption port{
        u"port"_s, AppText::tr("Port of the engine inside; without it 6420, or any if that is taken."),
        AppText::tr("port")};
    QCommandLineOption join{
        u"join"_s,
        AppText::tr("Host this program's actors on the engine at this address instead of one inside. It may "
                    "say https://NAMESPACE:TOKEN@HOST; RIVET_TOKEN sets the token, too."),
        AppText::tr("url")};
    QCommandLineOption pool{u"pool"_s, AppText::tr("With --join: the pool to join; it is made if missing."),
                            AppText::tr("name")};
    QCommandLineOption envoyVersion{u"envoy-version"_s,
                                    AppText::tr("With --join: the version of the actors' code; a higher one "
                                                "replaces the lower ones of its pool."),
                                    AppText::tr("number")};
    QCommandLineOption help{{u"h"_s, u"help"_s}, AppText::tr("Show this and end.")};
    QCommandLineOption version{{u"v"_s, u"version"_s}, AppText::tr("Show the version and end.")};

    void addTo(QCommandLineParser &parser) const
    {
        parser.addOptions({section, endpoint, namespaceName, newInstance, noEngine, port, join, pool,
                           envoyVersion, data, settings, help, version});
    }
};

std::optional<JoinWords> joinWords(const QCommandLineParser &parser, const Options &options)
{
    if (!parser.isSet(options.join))
        return std::nullopt;
    return JoinWords{.url = parser.value(options.join),
                     .token = {},
                     .namespaceName = valueIfGiven(parser, options.namespaceName),
                     .pool = valueIfGiven(parser, options.pool),
                     .version = valueIfGiven(parser, options.envoyVersion)};
}

/// `chatRoom/general` is a type and a key; anything without a slash is an ID.
ui::DeepLink actorLink(const QString &actor)
{
    ui::DeepLink link;
    const qsizetype slash = actor.indexOf(u'/');
    if (slash < 0) {
        link.actorId = actor;
        return link;
    }
    link.name = actor.first(slash);
    link.key = actor.sliced(slash + 1);
    return link;
}

Result<> readWords(const QCommandLineParser &parser, const Options &options, Arguments &arguments)
{
    const QStringList words = parser.positionalArguments();
    if (words.value(0) == "open"_L1) {
        if (words.size() != 2)
            return failure(ErrorCode::ValidationInvalidInput,
                           AppText::tr("open wants one actor, as TYPE/KEY or by its ID."));
        ui::DeepLink link = actorLink(words[1]);
        link.endpoint = parser.value(options.endpoint);
        link.namespaceName = parser.value(options.namespaceName);
        link.section = parser.value(options.section);
        arguments.request.link = link;
        return {};
    }
    if (words.size() > 1)
        return failure(ErrorCode::ClientInvalidEndpoint, AppText::tr("Only one address can be opened."));
    const QString word = words.value(0);
    if (word.startsWith("rove:"_L1)) {
        arguments.request.link = TRY(ui::DeepLink::parse(word));
        arguments.request.origin = ui::LinkOpener::Origin::Link;
    } else if (!word.isEmpty()) {
        ui::Endpoint endpoint = TRY(ui::Endpoint::parse(word));
        arguments.request.endpoint = word;
        if (parser.isSet(options.namespaceName)) {
            endpoint = endpoint.withNamespace(parser.value(options.namespaceName));
            QUrl url = endpoint.base;
            url.setUserName(endpoint.namespaceName);
            url.setPassword(endpoint.token);
            arguments.request.endpoint = url.toString(QUrl::FullyEncoded);
        }
    }
    return {};
}

} // namespace

QString helpText()
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        AppText::tr("A workbench for Rivet actors, with a whole engine inside.\n\n"
                    "  rove                                 open what was open last\n"
                    "  rove https://staging:TOKEN@HOST      connect to an engine as the namespace staging\n"
                    "  rove open chatRoom/general           show an actor by its type and key\n"
                    "  rove open ID --section events        show a part of an actor\n"
                    "  rove 'rove://open?endpoint=…'        follow a link\n"
                    "  rove --join https://TOKEN@HOST       host the actors inside on another engine\n\n"
                    "A program that runs already with the same settings opens it in its window."));
    Options().addTo(parser);
    parser.addPositionalArgument(u"what"_s,
                                 AppText::tr("An engine, as [namespace[:token]@]host in an http or https "
                                             "address; a rove:// link; or open and an actor."),
                                 u"[url | link | open ACTOR]"_s);
    return parser.helpText();
}

Result<Arguments> readArguments(const QStringList &words)
{
    QCommandLineParser parser;
    const Options options;
    options.addTo(parser);
    if (!parser.parse(words))
        return failure(ErrorCode::ValidationInvalidInput, parser.errorText());
    Arguments arguments{.namespaceName = parser.value(options.namespaceName),
                        .dataFolder = parser.value(options.data),
                        .settingsFolder = parser.value(options.settings),
                        .join = joinWords(parser, options),
                        .hasEngine = !parser.isSet(options.noEngine) && !parser.isSet(options.join),
                        .isNewInstance = parser.isSet(options.newInstance),
                        .wantsHelp = parser.isSet(options.help),
                        .wantsVersion = parser.isSet(options.version)};
    // Settings of one's own, as for a trial, keep everything together.
    arguments.seenFolder = parser.isSet(options.settings)
                               ? arguments.settingsFolder
                               : folderUnder(QStandardPaths::GenericDataLocation, "/rove"_L1);
    TRY(readWords(parser, options, arguments));
    if (!parser.isSet(options.port))
        return arguments;
    bool isNumber = false;
    arguments.port = parser.value(options.port).toUShort(&isNumber);
    if (!isNumber)
        return failure(
            ErrorCode::AddressInvalid,
            AppText::tr("--port wants a number up to 65535, not \"%1\".").arg(parser.value(options.port)));
    return arguments;
}

} // namespace rove::app
