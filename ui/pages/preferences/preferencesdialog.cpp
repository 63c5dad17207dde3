// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/preferences/preferencesdialog.h"

#include "ui/pages/preferences/preferencerow.h"
#include "ui/pages/preferences/preferencestext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/navigationlist.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr QSize usualSize(820, 600);

QLatin1StringView iconOf(const QString &section)
{
    static const QHash<QString, QLatin1StringView> icons{
        {u"general"_s, "house"_L1},      {u"appearance"_s, "eye"_L1},     {u"connections"_s, "plug"_L1},
        {u"live"_s, "broadcast"_L1},     {u"state"_s, "braces"_L1},       {u"repl"_s, "terminal"_L1},
        {u"notifications"_s, "bell"_L1}, {u"safety"_s, "shield-lock"_L1},
    };
    return icons.value(section, "sliders"_L1);
}

} // namespace

PreferencesDialog::PreferencesDialog(Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_search(new FilterBox)
    , m_list(new NavigationList)
    , m_area(new QScrollArea)
    , m_pages(new QVBoxLayout)
    , m_empty(new EmptyState)
{
    setWindowTitle(PreferencesText::tr("Preferences"));
    makeLayout();
    for (const SettingSection &section : settings.sections()) {
        Section &made = makeSection(section.id, section.title, iconOf(section.id));
        for (const SettingSpec &spec : section.settings) {
            auto *row = new PreferenceRow(settings, spec);
            made.rows.append(row);
            made.content->addWidget(row);
        }
    }
    updateList();
    m_list->setCurrentId(m_sections.constFirst().id);
    connect(m_list, &NavigationList::currentIdChanged, this, [this] {
        if (!m_search->text().isEmpty())
            m_search->clear();
        updateShown();
    });
    connect(m_search, &FilterBox::filterChanged, this, &PreferencesDialog::updateShown);
    updateShown();
    resize(usualSize);
}

void PreferencesDialog::makeLayout()
{
    m_search->setPlaceholderText(PreferencesText::tr("Find a setting"));
    m_search->setAccessibleName(PreferencesText::tr("Find a setting"));
    m_list->setAccessibleName(PreferencesText::tr("Sections"));
    m_pages->setContentsMargins(metrics::space4, metrics::space2, metrics::space4, metrics::space2);
    m_pages->setSpacing(metrics::space4);
    m_pages->addWidget(m_empty, 1);
    m_pages->addStretch();
    auto *content = new QWidget;
    content->setLayout(m_pages);
    m_area->setWidget(content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(PreferencesText::tr("Settings"));
    m_area->setFocusPolicy(Qt::NoFocus);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *reset = buttons->addButton(PreferencesText::tr("Reset &All…"), QDialogButtonBox::ResetRole);
    reset->setAutoDefault(false);
    connect(reset, &QPushButton::clicked, this, &PreferencesDialog::askResetAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *body = new QHBoxLayout;
    body->setSpacing(metrics::space2);
    body->addWidget(m_list);
    body->addWidget(m_area, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_search);
    layout->addLayout(body, 1);
    layout->addWidget(buttons);
}

PreferencesDialog::Section &PreferencesDialog::makeSection(const QString &id, const QString &title,
                                                           QLatin1StringView iconName)
{
    const auto known = std::ranges::find(m_sections, id, &Section::id);
    if (known != m_sections.end())
        return *known;
    Section section{.id = id, .title = title, .iconName = iconName, .page = new QWidget};
    auto *heading = new QLabel(title);
    heading->setFont(fonts::title());
    section.content = new QVBoxLayout(section.page);
    section.content->setContentsMargins({});
    section.content->setSpacing(metrics::space1);
    section.content->addWidget(heading);
    m_pages->insertWidget(m_pages->count() - 2, section.page);
    m_sections.append(section);
    return m_sections.last();
}

void PreferencesDialog::addToSection(const QString &id, const QString &title, QLatin1StringView iconName,
                                     QWidget *content)
{
    Section &section = makeSection(id, title, iconName);
    section.extras.append(content);
    section.content->addWidget(content, 1);
    updateList();
    updateShown();
}

void PreferencesDialog::updateList()
{
    QList<NavigationItem> items;
    for (const Section &section : m_sections)
        items.append({.id = section.id, .text = section.title, .icon = section.iconName});
    m_list->setItems(items);
}

void PreferencesDialog::showSection(const QString &id)
{
    m_list->setCurrentId(id);
}

PreferenceRow *PreferencesDialog::row(const QString &settingId) const
{
    for (const Section &section : m_sections)
        for (PreferenceRow *row : section.rows)
            if (row->settingId() == settingId)
                return row;
    return nullptr;
}

void PreferencesDialog::updateShown()
{
    const QString words = m_search->text().trimmed();
    int shownCount = 0;
    for (const Section &section : m_sections) {
        bool isShown = words.isEmpty() ? section.id == m_list->currentId() : false;
        const bool isTitleMeant = !words.isEmpty() && section.title.contains(words, Qt::CaseInsensitive);
        for (PreferenceRow *row : section.rows) {
            const bool isMeant = words.isEmpty() || isTitleMeant || row->matches(words);
            row->setVisible(isMeant);
            isShown = isShown || (!words.isEmpty() && isMeant);
            shownCount += !words.isEmpty() && isMeant ? 1 : 0;
        }
        for (QWidget *extra : section.extras)
            extra->setVisible(words.isEmpty() || isTitleMeant);
        isShown = isShown || (isTitleMeant && !section.extras.isEmpty());
        section.page->setVisible(isShown);
    }
    const bool isNothing =
        std::ranges::none_of(m_sections, [](const Section &section) { return !section.page->isHidden(); });
    m_empty->setVisible(isNothing);
    if (isNothing)
        m_empty->setContent("search"_L1, PreferencesText::tr("No setting matches"),
                            PreferencesText::tr("Nothing here is about “%1”.").arg(words));
    m_search->setResultText(words.isEmpty() ? QString() : QLocale().toString(shownCount));
}

void PreferencesDialog::askResetAll()
{
    QMessageBox question(QMessageBox::Question, PreferencesText::tr("Reset All Settings"),
                         PreferencesText::tr("Give every setting its standard value again?"),
                         QMessageBox::Cancel, this);
    QPushButton *verb = question.addButton(PreferencesText::tr("&Reset All"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() == verb)
        m_settings.resetAll();
}

} // namespace rove::ui
