#include "ui/bridge/InputKeyGuard.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

namespace escapade {
namespace {

bool takesKeys(const QObject* object)
{
    return qobject_cast<const QAbstractSpinBox*>(object) != nullptr
        || qobject_cast<const QLineEdit*>(object) != nullptr
        || qobject_cast<const QComboBox*>(object) != nullptr
        || qobject_cast<const QAbstractSlider*>(object) != nullptr
        || qobject_cast<const QAbstractItemView*>(object) != nullptr;
}

bool isPlainKey(const QKeyEvent& key)
{
    const bool modified = (key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != Qt::NoModifier;
    const bool functionKey = key.key() >= Qt::Key_F1 && key.key() <= Qt::Key_F35;
    return !modified && !functionKey;
}

} // namespace

bool InputKeyGuard::eventFilter(QObject* watched, QEvent* event)
{
    // Accepting the override delivers the key as typed instead of as a shortcut.
    if (event->type() == QEvent::ShortcutOverride && takesKeys(watched)
        && isPlainKey(*static_cast<QKeyEvent*>(event)))
        event->accept();
    return QObject::eventFilter(watched, event);
}

} // namespace escapade
