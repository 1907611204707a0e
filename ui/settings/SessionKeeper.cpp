#include "ui/settings/SessionKeeper.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSettings>

#include <memory>
#include <utility>

namespace escapade {
namespace {

/// Whatever the user changes comes from one of these; ends of gestures rather than their beginnings.
bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::Wheel:
    case QEvent::KeyRelease:
    case QEvent::TouchEnd:
    case QEvent::NativeGesture:
    case QEvent::Drop:
        return true;
    default:
        return false;
    }
}

} // namespace

SessionKeeper::SessionKeeper(Work work, QObject* parent)
    : QObject(parent)
    , m_functions(std::move(work))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SessionKeeper::keep);
    QCoreApplication::instance()->installEventFilter(this);
}

void SessionKeeper::setDelays(std::chrono::milliseconds quiet, std::chrono::milliseconds most)
{
    m_quiet = quiet;
    m_most = most;
}

bool SessionKeeper::eventFilter(QObject* watched, QEvent* event)
{
    if (isInput(event->type()))
        noteInput();
    return QObject::eventFilter(watched, event);
}

void SessionKeeper::noteInput()
{
    if (!m_timer.isActive())
        m_sinceFirst.start();
    else if (m_sinceFirst.hasExpired(m_most.count()))
        return; // it has waited long enough for a pause
    m_timer.start(m_quiet);
}

void SessionKeeper::keep()
{
    if (m_work.isBusy()) {
        m_timer.start(m_quiet); // the disk is slow: one at a time
        return;
    }
    Session session = m_functions.current();
    if (m_kept == session)
        return;
    m_kept = session;
    m_work.run([write = m_functions.write, session = std::move(session)] { return write(session); },
        [this](bool written) {
            if (!written)
                m_kept.reset(); // the next input tries again
        });
}

bool writeSession(const Session& session, const QString& iniFile)
{
    const auto settings = iniFile.isEmpty() ? std::make_unique<QSettings>()
                                            : std::make_unique<QSettings>(iniFile, QSettings::IniFormat);
    saveSession(session, *settings);
    settings->sync();
    return settings->status() == QSettings::NoError;
}

} // namespace escapade
