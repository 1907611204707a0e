#pragma once

#include "core/parallel/WorkerPool.h"
#include "ui/MainWindow.h"

#include <QAction>
#include <QApplication>
#include <QTest>

namespace escapade {

// For tests of the whole window.

inline constexpr int patience = 30'000; // ms; sanitizers are slow

/// A window on the screen with all that it needs.
struct Shown
{
    WorkerPool pool { 4 };
    ThemeSwitch theme { *qApp };
    MainWindow window;

    explicit Shown(const Session& session = defaultSession(), QSize size = { 900, 600 })
        : window(pool, theme, session)
    {
        window.resize(size);
        window.show();
        window.activateWindow();
    }

    /// Complete, and at rest: the layout settles in several steps, each with a picture of its own.
    bool waitUntilComplete()
    {
        const auto atRest = [this] {
            const RenderRequest before = window.canvas().currentRequest();
            QTest::qWait(100);
            return window.isComplete() && window.canvas().currentRequest() == before;
        };
        return QTest::qWaitFor(atRest, patience) && QTest::qWaitFor(atRest, patience);
    }

    template <typename T> T* find(const char* name)
    {
        return window.findChild<T*>(QString::fromLatin1(name));
    }

    QAction* action(const QString& text)
    {
        for (QAction* action : window.findChildren<QAction*>()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == text)
                return action;
        }
        return nullptr;
    }
};

inline PlaneView seahorses()
{
    return { *Decimal::parse("-0.743643887037151"), *Decimal::parse("0.131825904205330"),
        *Decimal::parse("0.01"), *Decimal::parse("0.01") };
}

} // namespace escapade
