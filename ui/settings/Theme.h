#pragma once

#include <QString>

#include <optional>

class QApplication;

namespace escapade {

/// Which colours the window has: the desktop's, or ours where the desktop does not say.
enum class Theme { System, Light, Dark };

/// "system", "light", "dark": for the settings file.
QString themeName(Theme theme);
std::optional<Theme> themeFromName(const QString& name);

/// Switches the whole program between themes. Make it before any other style or palette is set: what it finds
/// is the system's.
class ThemeSwitch
{
public:
    /// The application is asked for because there must be one; Qt knows it by itself.
    explicit ThemeSwitch(const QApplication& application);
    Theme theme() const { return m_theme; }
    void apply(Theme theme);

private:
    QString m_systemStyle;
    Theme m_theme = Theme::System;
};

} // namespace escapade
