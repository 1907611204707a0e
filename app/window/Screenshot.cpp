#include "app/window/Screenshot.h"

#include "core/document/AtomicFile.h"
#include "ui/MainWindow.h"
#include "ui/window/MessageBar.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QPixmap>
#include <QTimer>

#include <chrono>
#include <iostream>
#include <span>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::milliseconds lookEvery { 100 };
constexpr int maxLooks = 600; // one minute
/// The window settles in several steps: sizes, docks, pictures.
constexpr int enoughCompleteLooks = 15;

} // namespace

Screenshot::Screenshot(MainWindow& window, QString path, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_path(std::move(path))
{
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &Screenshot::look);
    timer->start(lookEvery);
}

void Screenshot::look()
{
    m_completeLooks = m_window.isComplete() ? m_completeLooks + 1 : 0;
    if (++m_looks > maxLooks) {
        end(tr("--screenshot: the pictures were not complete within a minute"));
        return;
    }
    if (m_completeLooks < enoughCompleteLooks)
        return;
    MessageBar& messages = m_window.messageBar();
    if (messages.isVisible() && messages.kind() == MessageKind::Problem) {
        end(messages.text());
        return;
    }
    messages.hide();
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (!m_window.grab().save(&buffer, "PNG")) {
        end(tr("--screenshot: the window could not be drawn"));
        return;
    }
    const auto written
        = writeFileAtomically(QFile::encodeName(m_path).toStdString(), std::as_bytes(std::span(png)));
    end(written ? QString() : QString::fromStdString(written.error().message));
}

void Screenshot::end(const QString& problem)
{
    if (!problem.isEmpty())
        std::cerr << "escapade: " << problem.toStdString() << '\n';
    QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
}

} // namespace escapade
