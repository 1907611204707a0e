#include "ui/window/ViewSwap.h"

#include "ui/actions/MakeAction.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/toolbar/LineIcon.h"

#include <QAction>
#include <QBoxLayout>
#include <QDockWidget>
#include <QMouseEvent>

namespace escapade {

ViewSwap::ViewSwap(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_action(makeAction(this,
          { tr("Swa&p the views"),
              tr("Show the Julia set large and the Mandelbrot set in the panel, or back"), { Qt::Key_X } }))
{
    m_action->setCheckable(true);
    m_action->setIcon(lineIcon(IconShape::Swap));
    connect(m_action, &QAction::toggled, this, &ViewSwap::setSwapped);
    parts.mandelbrot.installEventFilter(this);
    parts.julia.installEventFilter(this);
}

void ViewSwap::setSwapped(bool swapped)
{
    if (swapped == m_swapped)
        return;
    m_swapped = swapped;
    FractalCanvas& nowLarge = swapped ? m_parts.julia : m_parts.mandelbrot;
    FractalCanvas& nowSmall = smallCanvas();
    m_parts.large.removeWidget(&nowSmall);
    m_parts.small.removeWidget(&nowLarge);
    m_parts.large.addWidget(&nowLarge);
    m_parts.small.addWidget(&nowSmall);
    nowLarge.show();
    nowSmall.show();
    nowLarge.setFocus();
    nameDock();
    m_action->setChecked(swapped);
    emit swappedChanged(swapped);
}

bool ViewSwap::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && watched == &smallCanvas())
        emit pressed();
    if (event->type() != QEvent::MouseButtonDblClick || watched != &smallCanvas())
        return QObject::eventFilter(watched, event);
    const auto* click = static_cast<QMouseEvent*>(event);
    if (click->button() != Qt::LeftButton || click->modifiers() != Qt::NoModifier)
        return false;
    emit doubleClicked();
    // Not while the canvas is in the middle of an event.
    QMetaObject::invokeMethod(
        this, [this] { setSwapped(!m_swapped); }, Qt::QueuedConnection);
    return true;
}

void ViewSwap::nameDock()
{
    // The dock renames its action to its bare title, so that the text is given again.
    const QString name = m_swapped ? tr("Mandelbrot") : tr("Julia");
    m_parts.smallDock.setWindowTitle(name);
    m_parts.smallDock.toggleViewAction()->setText(tr("&%1 panel").arg(name));
}

} // namespace escapade
