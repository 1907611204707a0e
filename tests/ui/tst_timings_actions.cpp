// Saving timings from the window: what the panel shows, in the format that the name says, whole or not at
// all.

#include "ui/actions/TimingsActions.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/lessons/LessonsDialog.h"
#include "ui/panels/MessageBar.h"
#include "ui/panels/TimelineDialog.h"
#include "ui/panels/TimingsPanel.h"

#include <QFile>
#include <QJsonDocument>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace escapade;

namespace {

struct Shown
{
    WorkerPool pool { 2 };
    QWidget window;
    FractalCanvas canvas { pool, Workload::Mandelbrot, &window };
    TimingsPanel panel { pool };
    TimelineDialog timeline { pool, canvas, [] { return bestSimdLevel(); } };
    MessageBar messages { window };
    TimingsActions actions { { window, panel, timeline, messages, pool, [] { return bestSimdLevel(); } } };
    QTemporaryDir folder;

    bool save(const QString& name)
    {
        QSignalSpy saved(&actions, &TimingsActions::saved);
        actions.save(folder.filePath(name));
        return (saved.count() == 1 || saved.wait()) && saved.front().front().toBool();
    }

    QByteArray contents(const QString& name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

} // namespace

class TestTimingsActions : public QObject
{
    Q_OBJECT

private slots:
    void menuHasEverything()
    {
        Shown shown;
        QMenu menu;
        shown.actions.fillMenu(menu);
        QStringList texts;
        for (const QAction* action : menu.actions())
            texts += QString(action->text()).remove(QLatin1Char('&'));
        for (const char* text : { "Sweep", "Verify", "Timeline", "Lessons", "Save timings" })
            QCOMPARE(texts.filter(QLatin1String(text)).size(), 1);
    }

    void opensTheLessons()
    {
        Shown shown;
        QMenu menu;
        shown.actions.fillMenu(menu);
        QVERIFY(shown.window.findChildren<LessonsDialog*>().isEmpty()); // made when it is asked for
        for (QAction* action : menu.actions()) {
            if (action->shortcut() == QKeySequence(Qt::SHIFT | Qt::Key_W)) {
                action->trigger();
                action->trigger();
            }
        }
        const auto dialogs = shown.window.findChildren<LessonsDialog*>();
        QCOMPARE(dialogs.size(), 1);
        QVERIFY(dialogs.front()->isVisible());
    }

    void savesWhatIsShown()
    {
        Shown shown;
        shown.panel.addSample({ Workload::Julia, 2, SimdLevel::Sse2, Arithmetic::Fused,
            std::chrono::milliseconds(50), std::chrono::milliseconds(95), 1e6 });
        QVERIFY(shown.save(QStringLiteral("a.csv")));
        QVERIFY(shown.contents(QStringLiteral("a.csv")).endsWith("julia,2,sse2,fused,0.05,0.095,1000000\n"));
        QVERIFY(shown.save(QStringLiteral("a.JSON")));
        QVERIFY(QJsonDocument::fromJson(shown.contents(QStringLiteral("a.JSON"))).isObject());
        QVERIFY(shown.save(QStringLiteral("a.md")));
        QVERIFY(shown.contents(QStringLiteral("a.md")).contains("| 2 | sse2 | fused | 1 |"));
        QVERIFY(shown.messages.text().contains(QStringLiteral("a.md")));
    }

    void saysWhatIsWrong()
    {
        Shown shown;
        QVERIFY(!shown.save(QStringLiteral("a.xls")));
        QVERIFY(shown.messages.text().contains(QStringLiteral("\"a.xls\" must end in .csv, .json or .md")));
        QVERIFY(!shown.save(QStringLiteral("nowhere/a.csv")));
        QVERIFY(shown.messages.text().contains(QStringLiteral("nowhere")));
    }
};

QTEST_MAIN(TestTimingsActions)
#include "tst_timings_actions.moc"
