#include "ui/settings/Theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include <array>

namespace escapade {
namespace {

struct NamedTheme
{
    Theme theme = Theme::System;
    QLatin1String name;
};

constexpr std::array namedThemes {
    NamedTheme { Theme::System, QLatin1String("system") },
    NamedTheme { Theme::Light, QLatin1String("light") },
    NamedTheme { Theme::Dark, QLatin1String("dark") },
};

/// The few colours from which a palette is made.
struct ThemeColors
{
    QColor window;
    QColor text;
    QColor base;
    QColor alternateBase;
    QColor button;
    QColor disabledText;
    QColor highlight;
    QColor link;
    QColor light; // of raised edges
    QColor dark; // of sunken edges
};

ThemeColors darkColors()
{
    return { .window = QColor(0x37393e),
        .text = QColor(0xececee),
        .base = QColor(0x1c1d20),
        .alternateBase = QColor(0x25272a),
        .button = QColor(0x4b4e55),
        .disabledText = QColor(0x979ba2),
        .highlight = QColor(0x2f6fc4),
        .link = QColor(0x7db4ff),
        .light = QColor(0x5b5f67),
        .dark = QColor(0x1a1b1e) };
}

ThemeColors lightColors()
{
    return { .window = QColor(0xf1f1f2),
        .text = QColor(0x1b1c1e),
        .base = QColor(0xffffff),
        .alternateBase = QColor(0xf6f6f7),
        .button = QColor(0xe7e8ea),
        .disabledText = QColor(0x6f7379),
        .highlight = QColor(0x2468bd),
        .link = QColor(0x0b57b8),
        .light = QColor(0xffffff),
        .dark = QColor(0x9fa2a7) };
}

QPalette paletteOf(const ThemeColors& colors)
{
    QPalette palette(colors.button, colors.window);
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.alternateBase);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.disabledText);
    palette.setColor(QPalette::Button, colors.button);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, colors.base);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Highlight, colors.highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, colors.link);
    palette.setColor(QPalette::LinkVisited, colors.link);
    palette.setColor(QPalette::Light, colors.light);
    palette.setColor(QPalette::Midlight, colors.button);
    palette.setColor(QPalette::Mid, colors.dark);
    palette.setColor(QPalette::Dark, colors.dark);
    palette.setColor(QPalette::Shadow, Qt::black);
    for (const auto role :
        { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText })
        palette.setColor(QPalette::Disabled, role, colors.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.button);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colors.disabledText);
    return palette;
}

} // namespace

QString themeName(Theme theme)
{
    for (const NamedTheme& named : namedThemes) {
        if (named.theme == theme)
            return named.name;
    }
    return {};
}

std::optional<Theme> themeFromName(const QString& name)
{
    for (const NamedTheme& named : namedThemes) {
        if (named.name == name)
            return named.theme;
    }
    return std::nullopt;
}

ThemeSwitch::ThemeSwitch(const QApplication& /*application*/)
    : m_systemStyle(QApplication::style()->name())
{ }

void ThemeSwitch::apply(Theme theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    const bool system = theme == Theme::System;
    // Fusion is the one style that draws every control from the palette alone.
    QApplication::setStyle(system ? m_systemStyle : QStringLiteral("fusion"));
    const QPalette palette
        = system ? QPalette() : paletteOf(theme == Theme::Dark ? darkColors() : lightColors());
    QApplication::setPalette(palette);
    QToolTip::setPalette(QApplication::palette());
}

} // namespace escapade
