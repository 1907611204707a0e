#pragma once

#include <QIcon>

namespace escapade {

enum class IconShape {
    Back,
    Forward,
    Home,
    Open,
    Save,
    Copy,
    Paste,
    Cross,
    Warning,
    Info,
    Play,
    Pause,
    Step,
    Restart,
    Swap,
    Round,
    Dots
};

/// An icon of plain lines in the colour of the text around it, so that it can be read in every theme and at
/// every size.
QIcon lineIcon(IconShape shape);

} // namespace escapade
