#include "ui/actions/MakeAction.h"

#include <QAction>

namespace escapade {

QAction* makeAction(QObject* parent, const ActionText& text)
{
    auto* action = new QAction(text.text, parent);
    action->setShortcuts(text.keys);
    action->setStatusTip(text.tip);
    action->setToolTip(text.keys.isEmpty()
            ? text.tip
            : QStringLiteral("%1 (%2)").arg(text.tip, text.keys.front().toString(QKeySequence::NativeText)));
    return action;
}

} // namespace escapade
