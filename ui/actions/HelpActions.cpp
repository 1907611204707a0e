#include "ui/actions/HelpActions.h"

#include "ui/actions/KeysDialog.h"
#include "ui/actions/MakeAction.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMessageBox>

namespace escapade {

HelpActions::HelpActions(QWidget& window, QMenuBar& menuBar, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_menuBar(menuBar)
    , m_keys(makeAction(this,
          { tr("&Keys and gestures"), tr("All keys, and what the mouse does"),
              { QKeySequence(Qt::Key_F1) } }))
    , m_about(makeAction(this, { tr("&About Escapade"), tr("Version and licence"), {} }))
{
    connect(m_keys, &QAction::triggered, this, &HelpActions::showKeys);
    connect(m_about, &QAction::triggered, this, &HelpActions::showAbout);
}

void HelpActions::fillMenu(QMenu& menu)
{
    menu.addActions({ m_keys, m_about });
}

void HelpActions::showKeys()
{
    auto* dialog = new KeysDialog(m_menuBar, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void HelpActions::showAbout()
{
    auto* box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Escapade"));
    box->setIconPixmap(m_window.windowIcon().pixmap(64));
    box->setText(tr("<b>Escapade %1</b>").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr(
        "Mandelbrot and Julia sets, a diffusion laboratory, and what parallel threads make of them.\n\n"
        "The picture does not depend on how it was computed; no pixel is guessed; the window never waits.\n\n"
        "Free software under the GNU General Public License, version 3 or later. It comes without any "
        "warranty.\n\n"
        "Built on Qt %1.")
                                .arg(QLatin1String(qVersion())));
    box->open();
}

} // namespace escapade
