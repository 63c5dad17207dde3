// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/errortext.h"
#include "ui/pages/state/statediffview.h"
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/state/statetext.h"
#include "ui/pages/state/statetransfer.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>

using namespace Qt::StringLiterals;

// Other states than the live one: earlier versions, files, and comparing any two.
namespace rove::ui {
namespace {

/// As many versions can be chosen for a comparison; others through the slider.
constexpr int offeredVersionsMax = 200;

QString fileFilter()
{
    return StateText::tr("States (*.json *.cbor)");
}

} // namespace

// --- Versions ---

void StatePage::setHistory(StateHistory *history)
{
    if (m_history)
        m_history->disconnect(this);
    // A history of another session is not this actor's.
    m_history = history && m_session && &history->session() == m_session ? history : nullptr;
    m_historyBar->setHistory(m_history);
    m_historyBar->setVisible(m_history);
    if (m_version)
        showVersion(std::nullopt, false);
    if (!m_history)
        return;
    connect(m_history, &StateHistory::versionsChanged, this, [this] {
        onVersionsChanged();
        updateNotes();
        updateVersionBar();
        updateHistoryCommands();
        if (m_mode == Mode::Diff)
            updateSides();
    });
    connect(m_history, &StateHistory::baseVersionChanged, this, &StatePage::updateNotes);
    connect(m_history, &StateHistory::failed, this, [this](const Error &error) {
        const bool isLocked = error.code == ErrorCode::StoreLocked;
        m_message->showMessage(
            MessageBar::Severity::Warning,
            isLocked
                ? StateText::tr("Another window keeps this actor's versions on disk; here they are kept in "
                                "memory only.")
                : StateText::tr("Versions of the state cannot be kept on disk and stay in memory only."));
        m_message->setDetails(errorDetails(error));
    });
    updateAll();
}

/// While the actor cannot be asked, what was seen last is better than nothing.
void StatePage::onVersionsChanged()
{
    using Phase = ActorSession::Phase;
    const bool hasState = document() && document()->isLoaded();
    if (hasState && m_version && m_version->isLastKnown)
        return showVersion(std::nullopt, false);
    const bool isOutOfReach =
        m_session && m_session->phase() != Phase::Live && m_session->phase() != Phase::Loading;
    if (hasState || m_version || !isOutOfReach || !m_history || m_history->versions().empty())
        return;
    showVersion(m_history->liveVersion(), true);
}

void StatePage::showVersion(std::optional<quint64> version, bool isLastKnown)
{
    const quint64 request = ++m_versionRequest;
    if (!version || !m_history) {
        m_version.reset();
        m_historyBar->setShown(std::nullopt);
        return updateAll();
    }
    std::optional<QCborValue> before = m_version ? m_version->value : std::nullopt;
    m_version = ShownVersion{.number = *version, .value = std::move(before), .isLastKnown = isLastKnown};
    if (!isLastKnown)
        m_historyBar->setShown(version);
    m_history->value(*version).then(this, [this, request](const Result<QCborValue> &value) {
        if (request != m_versionRequest || !m_version)
            return;
        if (!value) {
            m_message->showMessage(MessageBar::Severity::Error,
                                   StateText::tr("This version could not be read."));
            m_message->setDetails(errorDetails(value.error()));
            m_version.reset();
            m_historyBar->setShown(std::nullopt);
        } else {
            m_version->value = *value;
        }
        updateAll();
    });
    updateVersionBar();
}

void StatePage::restoreVersion()
{
    if (!m_version || !m_version->value || !m_history)
        return;
    const ShownVersion version = *m_version;
    showVersion(std::nullopt, false);
    m_history->restore(version.number, *version.value);
    if (!m_session->document().isModified()) {
        m_message->showMessage(MessageBar::Severity::Information,
                               StateText::tr("The actor holds what version %1 says.").arg(version.number));
        return;
    }
    m_message->showMessage(MessageBar::Severity::Information,
                           StateText::tr("The edits bring version %1 back. Nothing is written before you "
                                         "apply them.")
                               .arg(version.number),
                           {m_review, m_apply});
}

void StatePage::eraseHistory()
{
    if (!m_history)
        return;
    showVersion(std::nullopt, false);
    m_history->erase().then(this, [this](const Result<> &erased) {
        if (erased) {
            m_message->showMessage(MessageBar::Severity::Information,
                                   StateText::tr("The earlier versions of this actor's state are erased."));
            return;
        }
        m_message->showMessage(MessageBar::Severity::Error,
                               StateText::tr("The versions could not be erased."));
        m_message->setDetails(errorDetails(erased.error()));
    });
}

// --- Comparing ---

void StatePage::compareShown()
{
    if (!m_version)
        return;
    const QString shown = QString::number(m_version->number);
    const bool hasOther = !m_compareWith.isEmpty() && m_compareWith != shown;
    updateSides();
    m_diffView->choose(hasOther ? m_compareWith : shown, hasOther ? shown : u"live"_s);
    setMode(Mode::Diff);
}

void StatePage::updateSides()
{
    const bool isModified = document() && document()->isModified();
    const auto named = [](const QString &text, std::optional<quint64> version) {
        return version ? StateText::tr("%1 (v%2)", "a state and its version").arg(text).arg(*version) : text;
    };
    QList<DiffSide> sides;
    if (document() && document()->isLoaded()) {
        const auto live = m_history ? m_history->liveVersion() : std::nullopt;
        const auto base = m_history && m_history->baseVersion() ? m_history->baseVersion() : live;
        sides.append({u"base"_s, named(StateText::tr("Base"), base)});
        sides.append({u"live"_s, named(StateText::tr("Live"), live)});
        sides.append({u"yours"_s, StateText::tr("Yours")});
    }
    if (m_imported)
        sides.append({u"file"_s, m_imported->name});
    const bool isFirst = m_diffView->before().isEmpty();
    if (m_history) {
        int offered = 0;
        const std::vector<StateVersion> &versions = m_history->versions();
        for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
            const QString id = QString::number(version->number);
            const bool isChosen = id == m_compareWith || id == m_diffView->before() ||
                                  id == m_diffView->after() ||
                                  (m_version && m_version->number == version->number);
            if (++offered > offeredVersionsMax && !isChosen)
                continue;
            sides.append({id, StateText::tr("v%1, %2").arg(
                                  id, QLocale().toString(shownTime(version->at), QLocale::ShortFormat))});
        }
    }
    m_diffView->setChoices(sides);
    if (isFirst)
        m_diffView->choose(isModified ? u"live"_s : u"base"_s, isModified ? u"yours"_s : u"live"_s);
    m_comparePause.start();
}

void StatePage::withSide(const QString &id, const std::function<void(const std::optional<QCborValue> &)> &use)
{
    if (id == "file"_L1)
        return use(m_imported ? std::optional(m_imported->value) : std::nullopt);
    if (id == "base"_L1 || id == "live"_L1 || id == "yours"_L1) {
        if (!document() || !document()->isLoaded())
            return use(std::nullopt);
        return use(id == "base"_L1   ? document()->base()
                   : id == "live"_L1 ? document()->live()
                                     : document()->merged());
    }
    if (!m_history || id.isEmpty())
        return use(std::nullopt);
    m_history->value(id.toULongLong()).then(this, [use](const Result<QCborValue> &value) {
        use(value ? std::optional(*value) : std::nullopt);
    });
}

void StatePage::compareSides()
{
    const QString before = m_diffView->before();
    const QString after = m_diffView->after();
    const quint64 request = ++m_compareRequest;
    if (before.isEmpty() || before == after)
        return m_diffView->showProblem(StateText::tr("Choose two states above."));
    withSide(before, [this, after, request](const std::optional<QCborValue> &left) {
        if (request != m_compareRequest)
            return;
        withSide(after, [this, left, request](const std::optional<QCborValue> &right) {
            if (request != m_compareRequest)
                return;
            if (left && right)
                m_diffView->compare(*left, *right);
            else
                m_diffView->showProblem(StateText::tr("One of the two is no longer kept."));
        });
    });
}

// --- Files ---

void StatePage::chooseImport()
{
    auto *dialog = new QFileDialog(this, StateText::tr("Import State"), {}, fileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &StatePage::importFile);
    dialog->open();
}

void StatePage::importFile(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    readStateFile(path).then(this, [this, name, session = m_session](const Result<QCborValue> &value) {
        if (session == m_session)
            takeImport(name, value);
    });
}

void StatePage::takeImport(const QString &name, const Result<QCborValue> &value)
{
    if (!value) {
        m_message->showMessage(MessageBar::Severity::Error,
                               StateText::tr("%1 could not be imported.").arg(name));
        m_message->setDetails(value.error().message);
        return;
    }
    m_imported = Import{name, *value};
    if (m_version)
        showVersion(std::nullopt, false);
    updateSides();
    m_diffView->choose(u"yours"_s, u"file"_s);
    setMode(Mode::Diff);
    m_importBar->showMessage(MessageBar::Severity::Information,
                             StateText::tr("This is a preview of %1. Nothing has been changed.").arg(name),
                             {m_useImport});
}

void StatePage::useImport()
{
    if (!m_imported || !m_session)
        return;
    StateDocument &document = m_session->document();
    document.editTowards(document.merged(), m_imported->value,
                         StateText::tr("Import %1").arg(m_imported->name));
    dropImport();
    setMode(Mode::Tree);
}

void StatePage::dropImport()
{
    m_imported.reset();
    m_importBar->clear();
    if (m_mode == Mode::Diff)
        updateSides();
    updateCommands();
}

void StatePage::chooseExport()
{
    auto *dialog = new QFileDialog(this, StateText::tr("Export State"), {}, fileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &StatePage::exportTo);
    dialog->open();
}

void StatePage::exportTo(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    writeStateFile(path, shownValue()).then(this, [this, name](const Result<> &written) {
        if (written) {
            m_message->showMessage(MessageBar::Severity::Information,
                                   StateText::tr("The state was saved as %1.").arg(name));
            return;
        }
        m_message->showMessage(MessageBar::Severity::Error,
                               StateText::tr("%1 could not be saved.").arg(name));
        m_message->setDetails(written.error().message);
    });
}

} // namespace rove::ui
