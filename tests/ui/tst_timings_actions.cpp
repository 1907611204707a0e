// Saving timings from the window: what the panel shows, in the format that the name says, whole or not at
// all.

#include "ui/actions/TimingsActions.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/lessons/LessonsDialog.h"
#include "ui/timings/TimelineDialog.h"
#include "ui/timings/TimingsHeader.h"
#include "ui/timings/TimingsPanel.h"
#include "ui/window/MessageBar.h"

#include <QFile>
#include <QJsonDocument>
#include <QMenu>
#include <QSet>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTabBar>
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

int colorsIn(const QImage& image)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colors.insert(image.pixel(x, y));
    }
    return static_cast<int>(colors.size());
}

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
        QVERIFY(shown.contents(QStringLiteral("a.csv"))
                    .endsWith("julia,2,sse2,fused,0.05,0.095,1000000,dynamic,0\n"));
        QVERIFY(shown.save(QStringLiteral("a.JSON")));
        QVERIFY(QJsonDocument::fromJson(shown.contents(QStringLiteral("a.JSON"))).isObject());
        QVERIFY(shown.save(QStringLiteral("a.md")));
        QVERIFY(shown.contents(QStringLiteral("a.md")).contains("| 2 | sse2 | fused | 1 |"));
        QVERIFY(shown.messages.text().contains(QStringLiteral("a.md")));
    }

    void savesTheChart()
    {
        Shown shown;
        for (const int threads : { 1, 2, 4 })
            shown.panel.addSample({ Workload::Mandelbrot, threads, bestSimdLevel(), Arithmetic::Strict,
                std::chrono::milliseconds(100 / threads), std::chrono::milliseconds(100), 1e6 });
        QVERIFY(shown.save(QStringLiteral("a.png")));
        const QImage image = QImage::fromData(shown.contents(QStringLiteral("a.png")), "PNG");
        QCOMPARE(image.size(), QSize(1920, 1200));
        QVERIFY(colorsIn(image) > 20); // not an empty sheet
        QVERIFY(shown.save(QStringLiteral("a.SVG")));
        const QByteArray drawing = shown.contents(QStringLiteral("a.SVG"));
        QSvgRenderer renderer;
        QVERIFY(renderer.load(drawing));
        QCOMPARE(renderer.viewBox(), QRect(0, 0, 960, 600));
        for (const char* text : { ">Threads<", ">Time (ms)<", ">Ideal<", ">Measured<" })
            QVERIFY2(drawing.contains(text), text); // letters, not pictures of them
        QVERIFY(!drawing.contains("<image"));
    }

    void savesTheHeatMap()
    {
        Shown shown;
        shown.panel.addSample({ Workload::Mandelbrot, 1, SimdLevel::Scalar, Arithmetic::Strict,
            std::chrono::milliseconds(123), std::chrono::milliseconds(100), 1e6 });
        shown.panel.findChild<QTabBar*>(QStringLiteral("timingsPages"))
            ->setCurrentIndex(TimingsHeader::HeatMapPage);
        QVERIFY(shown.save(QStringLiteral("map.svg")));
        QVERIFY(shown.contents(QStringLiteral("map.svg")).contains("123 ms"));
        QVERIFY(shown.save(QStringLiteral("map.png")));
        QVERIFY(!QImage::fromData(shown.contents(QStringLiteral("map.png")), "PNG").isNull());
    }

    void saysWhatIsWrong()
    {
        Shown shown;
        QVERIFY(!shown.save(QStringLiteral("a.xls")));
        QVERIFY(shown.messages.text().contains(
            QStringLiteral("\"a.xls\" must end in .csv, .json, .md, .png or .svg")));
        for (const char* name : { "nowhere/a.csv", "nowhere/a.png", "nowhere/a.svg" })
            QVERIFY(!shown.save(QLatin1String(name)));
        QVERIFY(shown.messages.text().contains(QStringLiteral("nowhere")));
    }
};

QTEST_MAIN(TestTimingsActions)
#include "tst_timings_actions.moc"
