#include "core/parallel/WorkerPool.h"
#include "ui/MainWindow.h"
#include "ui/history/HistoryNavigator.h"
#include "ui/history/HistoryStrip.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/places/ThumbnailDelegate.h"
#include "ui/settings/PictureChoice.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDockWidget>
#include <QListView>
#include <QTest>

using namespace escapade;

namespace {

constexpr int patience = 60'000; // ms; sanitizers are slow

struct Shown
{
    WorkerPool pool { 2 };
    ThemeSwitch theme { *qApp };
    MainWindow window;
    HistoryNavigator& navigator = window.history();
    HistoryModel& model = window.historyStrip().model();
    QAbstractItemModelTester tester { &model, QAbstractItemModelTester::FailureReportingMode::QtTest };
    QDockWidget* dock = window.findChild<QDockWidget*>(QStringLiteral("historyDock"));
    QListView* list = window.findChild<QListView*>(QStringLiteral("historyList"));

    Shown()
        : window(pool, theme, defaultSession())
    {
        window.resize(900, 600);
        window.show();
        window.activateWindow();
    }

    /// A view that differs from those of other numbers, as a step of its own.
    void go(int number)
    {
        PlaneView view = mandelbrotHome();
        view.centreRe = Decimal::fromDouble(-0.5 - number * 0.0625);
        navigator.jump([&] { window.canvas().setView(view); });
    }

    QImage thumbnail(int row) const { return model.index(row).data(Qt::DecorationRole).value<QImage>(); }

    bool waitForThumbnails()
    {
        return QTest::qWaitFor(
            [this] {
                for (int row = 0; row < model.rowCount(); ++row) {
                    if (thumbnail(row).isNull())
                        return false;
                }
                return window.isComplete();
            },
            patience);
    }

    int markedRow() const
    {
        int marked = -1;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (!model.index(row).data(ThumbnailDelegate::currentRole).toBool())
                continue;
            if (marked >= 0)
                return -2; // two
            marked = row;
        }
        return marked;
    }
};

/// Of two small pictures of the same size: the mean difference of their channels, 0 to 255.
double difference(const QImage& one, const QImage& other)
{
    double sum = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QColor a = one.pixelColor(x, y);
            const QColor b = other.pixelColor(x, y);
            sum += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green())
                + std::abs(a.blue() - b.blue());
        }
    }
    return sum / (3.0 * one.width() * one.height());
}

} // namespace

class TestHistoryStrip : public QObject
{
    Q_OBJECT

private slots:
    void followsTheHistory()
    {
        Shown shown;
        QVERIFY(shown.dock->isHidden()); // at a first start
        QCOMPARE(shown.model.rowCount(), 1);
        for (int number = 1; number <= 4; ++number)
            shown.go(number);
        QCOMPARE(shown.model.rowCount(), 5);
        QCOMPARE(shown.markedRow(), 4);
        shown.navigator.back();
        shown.navigator.back();
        QCOMPARE(shown.markedRow(), 2);
        QCOMPARE(shown.model.rowCount(), 5); // what lies ahead is still there
        shown.go(9);
        QCOMPARE(shown.model.rowCount(), 4); // and now forgotten
        QCOMPARE(shown.markedRow(), 3);
    }

    void theOldestAreForgotten()
    {
        Shown shown;
        for (std::size_t number = 1; number <= ViewHistory::maxEntries + 3; ++number)
            shown.go(static_cast<int>(number % 7 + 1));
        QCOMPARE(shown.model.rowCount(), static_cast<int>(ViewHistory::maxEntries));
        QCOMPARE(shown.markedRow(), shown.model.rowCount() - 1);
        QCOMPARE(shown.model.entry(0).id, shown.navigator.history().entries().front().id);
    }

    void theCurrentOneIsSaidInWords()
    {
        Shown shown;
        shown.go(1);
        QVERIFY(shown.model.index(1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("now")));
        QVERIFY(
            !shown.model.index(0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("now")));
        shown.window.pictureChoice().stepPalette(1);
        QCOMPARE(shown.model.index(2).data().toString(), QStringLiteral("palette"));
    }

    void nothingIsCopiedOrDrawnWhileItIsHidden()
    {
        Shown shown;
        shown.go(1);
        QVERIFY(QTest::qWaitFor([&] { return shown.window.isComplete(); }, patience));
        QTest::qWait(300);
        QVERIFY(shown.thumbnail(0).isNull());
        QVERIFY(shown.thumbnail(1).isNull());
        shown.dock->show();
        QVERIFY(shown.waitForThumbnails()); // the first in the background, the second from the screen
    }

    void bothKindsOfPicturesShowTheSame()
    {
        Shown shown;
        shown.dock->show();
        shown.go(2);
        QVERIFY(shown.waitForThumbnails());
        const QImage copied = shown.thumbnail(1);
        shown.dock->hide();
        shown.go(0); // so that the one before is no longer on the screen
        shown.go(2);
        shown.go(5);
        shown.dock->show();
        QVERIFY(shown.waitForThumbnails());
        const QImage drawn = shown.thumbnail(3);
        QCOMPARE(drawn.size(), copied.size());
        // They frame the view differently: the middle of what is on the screen, or all that was asked for.
        QVERIFY(difference(drawn, copied) < 60);
        QVERIFY(!drawn.allGray());
    }

    void newColoursAreSeenInANewPicture()
    {
        Shown shown;
        shown.dock->show();
        QVERIFY(shown.waitForThumbnails());
        const QImage before = shown.thumbnail(0);
        shown.window.pictureChoice().stepPalette(1);
        QCOMPARE(shown.model.rowCount(), 2);
        QVERIFY(shown.waitForThumbnails());
        QVERIFY(difference(shown.thumbnail(0), before) < 1); // of the old colours
        QTRY_VERIFY_WITH_TIMEOUT(difference(shown.thumbnail(1), before) > 10, patience);
    }

    void aStepOfTheJuliaPictureShowsThat()
    {
        Shown shown;
        shown.dock->show();
        shown.window.juliaPanel().setParameter({ Decimal::fromDouble(-0.125), Decimal::fromDouble(0.75) });
        QCOMPARE(shown.model.shownFormula(0), Formula::Mandelbrot);
        QCOMPARE(shown.model.shownFormula(1), Formula::Julia);
        shown.go(3);
        QCOMPARE(shown.model.shownFormula(2), Formula::Mandelbrot);
        QVERIFY(shown.waitForThumbnails());
        QVERIFY(difference(shown.thumbnail(0), shown.thumbnail(1)) > 10);
    }

    void aClickGoesThere()
    {
        Shown shown;
        shown.dock->show();
        for (int number = 1; number <= 3; ++number)
            shown.go(number);
        QTest::qWait(50); // laid out
        const PlaneView wanted = shown.navigator.history().entries()[1].state.view;
        shown.list->scrollTo(shown.model.index(1));
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {},
            shown.list->visualRect(shown.model.index(1)).center());
        QVERIFY(shown.window.canvas().view() == wanted);
        QCOMPARE(shown.markedRow(), 1);
        QCOMPARE(shown.model.rowCount(), 4); // a walk, no new step
    }

    void arrowsAndEnterGoThere()
    {
        Shown shown;
        shown.dock->show();
        for (int number = 1; number <= 3; ++number)
            shown.go(number);
        QCOMPARE(shown.list->currentIndex().row(), 3); // it starts at what is shown
        shown.list->setFocus();
        QTest::keyClick(shown.list, Qt::Key_Left);
        QTest::keyClick(shown.list, Qt::Key_Left);
        QCOMPARE(shown.markedRow(), 3); // not yet
        QTest::keyClick(shown.list, Qt::Key_Return);
        QCOMPARE(shown.markedRow(), 1);
        QVERIFY(shown.window.canvas().view() == shown.navigator.history().entries()[1].state.view);
    }

    void goesInTheMiddleOfDrawing()
    {
        for (int round = 0; round < 10; ++round) {
            Shown shown;
            for (int number = 1; number <= 5; ++number)
                shown.go(number);
            shown.dock->show();
            QTest::qWait(round * 2);
        }
    }
};

QTEST_MAIN(TestHistoryStrip)
#include "tst_history_strip.moc"
