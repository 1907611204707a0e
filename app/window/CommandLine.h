#pragma once

#include "core/base/Result.h"
#include "ui/settings/Theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace escapade {

/// What the command line asks for.
struct CommandLine
{
    bool help = false;
    bool version = false;
    bool resetSettings = false;
    QString settingsFile; ///< empty: the user's own
    QString screenshotFile; ///< not empty: draw the window into it and end
    std::optional<QSize> size;
    std::optional<Theme> theme;
    QString locationFile; ///< empty: none
};

/// Arguments with the program's name first. Fails with a line that names the option, the value and what would
/// be right.
Result<CommandLine> parseCommandLine(const QStringList& arguments);

QString commandLineHelp();

} // namespace escapade
