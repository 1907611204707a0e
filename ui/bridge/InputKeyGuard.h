#pragma once

#include <QObject>

namespace escapade {

/// Keeps keys with the field they are typed into: while a spin box, list, slider or text field has the focus,
/// plain keys are its own and no menu's.
class InputKeyGuard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace escapade
