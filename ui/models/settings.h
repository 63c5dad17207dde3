// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtCore/QSettings>
#include <QtCore/QVariant>

#include <variant>

namespace rove::ui {

/// The name of a setting together with what it holds; the table of them is below.
template <class T>
struct SettingKey {
    const char *id;
    T standard;
};

/// Every setting there is. The part before the slash is its section in the preferences and in the file.
namespace setting {

inline constexpr SettingKey<bool> startEngine{"general/startEngine", true};
inline constexpr SettingKey<bool> restoreSession{"general/restoreSession", true};
inline constexpr SettingKey<bool> connectLocal{"general/connectLocal", true};

/// As Theme::Scheme: system, light, dark.
inline constexpr SettingKey<int> theme{"appearance/theme", 0};
inline constexpr SettingKey<bool> highContrast{"appearance/highContrast", false};
/// As Density: compact, normal, comfortable.
inline constexpr SettingKey<int> density{"appearance/density", 1};
inline constexpr SettingKey<int> zoom{"appearance/zoom", 100};
inline constexpr SettingKey<bool> reduceMotion{"appearance/reduceMotion", false};
inline constexpr SettingKey<bool> utcTimes{"appearance/utcTimes", false};
inline constexpr SettingKey<bool> narrowNavigation{"appearance/narrowNavigation", false};

inline constexpr SettingKey<bool> askBeforeProduction{"connections/askBeforeProduction", true};
inline constexpr SettingKey<bool> findEngines{"connections/findEngines", true};
inline constexpr SettingKey<int> recentCount{"connections/recentCount", 20};

inline constexpr SettingKey<int> listSeconds{"live/listSeconds", 2};
inline constexpr SettingKey<int> openActorCount{"live/openActorCount", 12};
inline constexpr SettingKey<int> previewMinutes{"live/previewMinutes", 10};

/// Tree, JSON.
inline constexpr SettingKey<int> stateView{"state/view", 0};

inline constexpr SettingKey<bool> replEnterRuns{"repl/enterRuns", true};
inline constexpr SettingKey<bool> keepReplHistory{"repl/keepHistory", true};
inline constexpr SettingKey<bool> keepReplInput{"repl/keepInput", true};

inline constexpr SettingKey<int> notificationCount{"notifications/keptCount", 200};
inline constexpr SettingKey<bool> showNotifications{"notifications/showBriefly", true};
inline constexpr SettingKey<bool> desktopNotifications{"notifications/desktop", true};

inline constexpr SettingKey<int> unlockMinutes{"safety/unlockMinutes", 15};
inline constexpr SettingKey<bool> keepDrafts{"safety/keepDrafts", true};
inline constexpr SettingKey<bool> keepHistory{"safety/keepHistory", true};
inline constexpr SettingKey<bool> keepDestroyed{"safety/keepDestroyed", true};
inline constexpr SettingKey<int> undoSeconds{"safety/undoSeconds", 10};
inline constexpr SettingKey<bool> keepRecent{"safety/keepRecent", true};

} // namespace setting

/// How a setting is chosen.
struct SwitchSetting {};
struct ChoiceSetting {
    /// Words for the values 0, 1, 2…, or for `values` where they are other numbers.
    QStringList words;
    QList<int> values = {};
};
struct NumberSetting {
    int min = 0;
    int max = 0;
    int step = 1;
    /// Behind the number, with a space where there is one.
    QString unit = {};
};

/// A setting as people see it: what it is called, what it does, what it may be.
struct SettingSpec {
    QString id;
    QString title;
    /// One sentence.
    QString effect;
    QVariant standard;
    std::variant<SwitchSetting, ChoiceSetting, NumberSetting> kind;
};

/// A group of settings.
struct SettingSection {
    /// Fixed for ever, like `appearance`.
    QString id;
    QString title;
    QList<SettingSpec> settings;
};

/// What the user has set, in `settings.ini` of the settings folder. A value that is not there, or that is
/// outside its bounds, reads as the standard one; setting the standard value removes the entry. No secret is
/// ever here. A file of another version is left alone and read as if it were empty. Owned by main; GUI
/// thread.
class Settings : public QObject {
    Q_OBJECT
public:
    explicit Settings(const QString &folder, QObject *parent = nullptr);

    /// Every setting, in the order of the preferences, in the language of now.
    [[nodiscard]] const QList<SettingSection> &sections() const { return m_sections; }
    [[nodiscard]] const SettingSpec *find(const QString &id) const;

    template <class T>
    [[nodiscard]] T get(const SettingKey<T> &key) const
    {
        return value(QLatin1StringView(key.id)).template value<T>();
    }
    template <class T>
    void set(const SettingKey<T> &key, T newValue)
    {
        setValue(QLatin1StringView(key.id), QVariant::fromValue(newValue));
    }

    [[nodiscard]] QVariant value(const QString &id) const;
    /// A value that the setting does not allow changes nothing.
    void setValue(const QString &id, const QVariant &value);
    void reset(const QString &id);
    void resetAll();
    [[nodiscard]] bool isStandard(const QString &id) const;
    [[nodiscard]] QString folder() const { return m_folder; }

    /// Calls `apply` now and whenever the setting changes, as long as `context` lives.
    template <class T, class Function>
    void follow(const SettingKey<T> &key, QObject *context, Function apply)
    {
        connect(this, &Settings::changed, context, [this, key, apply](const QString &id) {
            if (id == QLatin1StringView(key.id))
                apply(get(key));
        });
        apply(get(key));
    }

signals:
    void changed(const QString &id);

private:
    [[nodiscard]] static bool isAllowed(const SettingSpec &spec, const QVariant &value);

    QString m_folder;
    QSettings m_file;
    bool m_isReadable;
    QList<SettingSection> m_sections;
};

} // namespace rove::ui
