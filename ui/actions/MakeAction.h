#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;
class QObject;

namespace escapade {

/// What every command of the window has.
struct ActionText
{
    QString text; ///< with its mnemonic
    QString tip; ///< one line that says what it does
    QList<QKeySequence> keys;
};

/// An action whose tool tip names its key too.
QAction* makeAction(QObject* parent, const ActionText& text);

} // namespace escapade
