// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/navigationlist.h"

#include <QtCore/QObject>
#include <QtCore/QVariantMap>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace rove::ui {

/// An empty place that makes its page when it is first seen or asked for. GUI thread.
class PageHost : public QWidget {
    Q_OBJECT
public:
    explicit PageHost(std::function<QWidget *()> make);

    /// The page, made now if it was not before.
    QWidget *ensure();
    /// Null while there is none.
    [[nodiscard]] QWidget *page() const { return m_page; }

signals:
    void made(QWidget *page);

protected:
    void showEvent(QShowEvent *event) override;

private:
    std::function<QWidget *()> m_make;
    QWidget *m_page = nullptr;
};

/// Pages that show one thing after another, each with the look it had for that thing: the sections of the
/// actor's page, the views of a window. A page is made when it is first needed, pointed at the subject of
/// now, and asked for its look before it is pointed elsewhere. It is not known here what pages and subjects
/// are: an Entry says how they are joined. Owned by the window; GUI thread.
class PageSet : public QObject {
    Q_OBJECT
public:
    /// Whether a page that stands by itself needs air around it; most bring their own.
    enum class Padding { None, Around };
    struct Entry {
        NavigationItem item;
        std::function<QWidget *()> make;
        /// Gets null where there is nothing to show.
        std::function<void(QWidget &page, QObject *subject)> point;
        /// None where the page has no look to keep.
        std::function<QVariantMap(const QWidget &page)> save = {};
        std::function<void(QWidget &page, const QVariantMap &view)> restore = {};
        Padding padding = Padding::None;
    };
    /// Where the looks are kept.
    struct Store {
        std::function<QVariantMap(QObject &subject, const QString &id)> load;
        std::function<void(QObject &subject, const QString &id, const QVariantMap &view)> save;
    };

    explicit PageSet(Store store, QObject *parent = nullptr);

    /// Returns the place for the page, which the caller puts where it belongs.
    PageHost *add(Entry entry);
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] const NavigationItem *item(const QString &id) const;
    [[nodiscard]] PageHost *host(const QString &id) const;
    /// Makes the page if need be; null for an unknown id.
    QWidget *ensure(const QString &id);
    void ensureAll();
    /// Makes one page that is still missing; false if none was.
    bool ensureNext();
    [[nodiscard]] QWidget *page(const QString &id) const;

    void setSubject(QObject *subject);
    /// Points every page at the subject again, as something about it is new.
    void repoint();
    [[nodiscard]] QObject *subject() const { return m_subject; }
    /// Puts the looks of now into the store.
    void saveViews() const;

signals:
    void made(const QString &id, QWidget *page);

private:
    struct Place {
        Entry entry;
        PageHost *host;
    };

    void point(Place &place);
    [[nodiscard]] const Place *find(const QString &id) const;

    Store m_store;
    std::vector<std::unique_ptr<Place>> m_places;
    QObject *m_subject = nullptr;
};

/// An Entry for a page and a subject of these types. A page that offers `saveView()` and `restoreView()` has
/// a look to keep.
template <class Page, class Subject>
PageSet::Entry pageEntry(const NavigationItem &item, std::function<Page *()> make,
                         std::function<void(Page &, Subject *)> point)
{
    PageSet::Entry entry{
        .item = item,
        .make = [make = std::move(make)] { return static_cast<QWidget *>(make()); },
        .point =
            [point = std::move(point)](QWidget &page, QObject *subject) {
                point(static_cast<Page &>(page), static_cast<Subject *>(subject));
            },
    };
    if constexpr (requires(Page &page, QVariantMap view) {
                      view = std::as_const(page).saveView();
                      page.restoreView(view);
                  }) {
        entry.save = [](const QWidget &page) { return static_cast<const Page &>(page).saveView(); };
        entry.restore = [](QWidget &page, const QVariantMap &view) {
            static_cast<Page &>(page).restoreView(view);
        };
    }
    return entry;
}

} // namespace rove::ui
