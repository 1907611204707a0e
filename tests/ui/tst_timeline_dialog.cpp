// The timeline window: it records what is shown, says what is at a bar, marks its tile over the picture, and
// can be stopped or closed at any moment.

#include "ui/canvas/FractalCanvas.h"
#include "ui/timings/TimelineDialog.h"
#include "ui/timings/TimelineView.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace escapade;

namespace {

struct Shown
{
    WorkerPool pool { 3 };
    FractalCanvas canvas { pool, Workload::Mandelbrot };
    std::unique_ptr<TimelineDialog> dialog
        = std::make_unique<TimelineDialog>(pool, canvas, [] { return bestSimdLevel(); });
    TimelineView* view = dialog->findChild<TimelineView*>();

    Shown()
    {
        canvas.setFixedMaxIterations(300);
        canvas.resize(200, 150);
        canvas.show();
    }

    template <typename T> T* find(const char* name) const
    {
        return dialog->findChild<T*>(QLatin1String(name));
    }

    bool waitForPicture() const
    {
        return QTest::qWaitFor([this] { return canvas.isComplete(); }, 60'000);
    }

    bool record() const
    {
        dialog->record();
        return QTest::qWaitFor([this] { return !dialog->isRunning(); }, 60'000) && view->timeline();
    }
};

} // namespace

class TestTimelineDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void recordsAsChosen()
    {
        const Shown shown;
        QVERIFY(
            shown.find<QLabel>("timelineSummary")->text().startsWith(QStringLiteral("Nothing is recorded")));
        QVERIFY(!shown.find<QPushButton>("timelineSave")->isEnabled());
        shown.find<QSpinBox>("timelineThreads")->setValue(3);
        shown.find<QComboBox>("timelineSchedule")->setCurrentIndex(1);
        shown.find<QComboBox>("timelineTileSize")->setCurrentIndex(1); // 32 pixels
        QVERIFY(shown.record());
        const FrameTimeline& timeline = *shown.view->timeline();
        QCOMPARE(timeline.threads, 3);
        QVERIFY(timeline.schedule == Schedule::Static);
        QCOMPARE(timeline.tiles.size(), std::size_t { 35 });
        QVERIFY(timeline.viewport == shown.canvas.currentRequest().viewport);
        const QString summary = shown.find<QLabel>("timelineSummary")->text();
        QVERIFY2(summary.contains(QStringLiteral("with 3 threads, 35 tiles")), qPrintable(summary));
    }

    void saysWhatIsAtABar()
    {
        const Shown shown;
        shown.dialog->show();
        QVERIFY(shown.record());
        const QLabel* text = shown.find<QLabel>("timelineTile");
        QTest::keyClick(shown.view, Qt::Key_Home);
        QCOMPARE(shown.view->markedTile(), 0);
        const Rect& first = shown.view->timeline()->tiles.front().area;
        const QString place = QStringLiteral("tile at column %1, row %2, ").arg(first.x).arg(first.y);
        QVERIFY2(text->text().contains(place), qPrintable(text->text()));
        QTest::keyClick(shown.view, Qt::Key_End);
        const int last = static_cast<int>(shown.view->timeline()->tiles.size()) - 1;
        QCOMPARE(shown.view->markedTile(), last);
        QTest::keyClick(shown.view, Qt::Key_Left);
        QCOMPARE(shown.view->markedTile(), last - 1);
        // All bars are within the view, and the pointer finds the one that it is on.
        for (int tile = 0; tile <= last; ++tile)
            QVERIFY(QRectF(shown.view->rect()).contains(shown.view->barOf(tile)));
        QTest::mouseMove(shown.view, shown.view->barOf(last).center().toPoint());
        QTRY_VERIFY(shown.view->markedTile() >= 0
            && shown.view->barOf(shown.view->markedTile())
                   .adjusted(-1, 0, 1, 0)
                   .contains(shown.view->barOf(last).center().toPoint()));
    }

    void marksTheTileOverThePicture()
    {
        Shown shown;
        QVERIFY(shown.waitForPicture());
        shown.dialog->show();
        QVERIFY(shown.record());
        const auto picture = [&] { return shown.canvas.grab().toImage(); };
        const QImage plain = picture();
        shown.view->markTile(0);
        const QImage marked = picture();
        QVERIFY(marked != plain);
        shown.view->markTile(-1);
        QVERIFY(picture() == plain);
        shown.find<QCheckBox>("timelineCost")->setChecked(true);
        QVERIFY(picture() != plain);
        shown.dialog->hide();
        QVERIFY(picture() == plain);
        // and not over another view
        shown.dialog->show();
        QVERIFY(picture() != plain);
        shown.canvas.zoomBy(2);
        QVERIFY(shown.waitForPicture());
        QTest::qWait(300); // the last glide
        const QImage other = picture();
        shown.view->markTile(1);
        QVERIFY(picture() == other);
    }

    void savesATrace()
    {
        const Shown shown;
        QVERIFY(shown.record());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("trace.json"));
        QSignalSpy saved(shown.dialog.get(), &TimelineDialog::traceSaved);
        shown.dialog->saveTrace(path);
        QVERIFY(saved.wait());
        QVERIFY(saved.front().front().toBool());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonDocument trace = QJsonDocument::fromJson(file.readAll());
        QCOMPARE(trace.object().value(QStringLiteral("traceEvents")).toArray().size(),
            shown.view->timeline()->threads + static_cast<int>(shown.view->timeline()->tiles.size()));
        shown.dialog->saveTrace(folder.filePath(QStringLiteral("nowhere/trace.json")));
        QVERIFY(saved.wait());
        QVERIFY(!saved.back().front().toBool());
        QVERIFY(shown.find<QLabel>("timelineTile")->text().contains(QStringLiteral("nowhere")));
    }

    void stopsAndGoesInTheMiddleOfItsWork()
    {
        Shown shown;
        shown.canvas.setFixedMaxIterations(1'000'000'000);
        shown.canvas.setView({ *Decimal::parse("0.2"), *Decimal::parse("0.54"), *Decimal::parse("0.1"),
            *Decimal::parse("0.1") }); // chaotic enough that it takes its time
        shown.dialog->record();
        QVERIFY(shown.dialog->isRunning());
        shown.find<QPushButton>("timelineStop")->click();
        QTRY_VERIFY(!shown.dialog->isRunning());
        shown.dialog->record();
        QTest::qWait(10);
        shown.canvas.hide();
        shown.dialog.reset();
    }
};

QTEST_MAIN(TestTimelineDialog)
#include "tst_timeline_dialog.moc"
