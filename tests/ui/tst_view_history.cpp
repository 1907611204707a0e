#include "ui/history/ViewHistory.h"

#include <QTest>

using namespace escapade;
using namespace std::chrono_literals;

namespace {

const auto start = ViewHistory::Clock::time_point();

/// A view that differs from those of other numbers.
ViewState state(int number)
{
    ViewState result;
    result.view.centreRe = Decimal::fromDouble(number);
    return result;
}

} // namespace

class TestViewHistory : public QObject
{
    Q_OBJECT

private slots:
    void startsWithOneEntry()
    {
        const ViewHistory history(state(0));
        QCOMPARE(history.size(), 1U);
        QVERIFY(!history.canGoBack());
        QVERIFY(!history.canGoForward());
        QVERIFY(history.current() == state(0));
    }

    void goesBackAndForward()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Jump, start);
        history.record(state(2), ViewChange::Jump, start);
        QVERIFY(history.back() == state(1));
        QVERIFY(history.back() == state(0));
        QVERIFY(!history.canGoBack());
        QVERIFY(history.forward() == state(1));
        QVERIFY(history.canGoForward());
        QVERIFY(history.forward() == state(2));
        QVERIFY(!history.canGoForward());
    }

    void somewhereNewForgetsWhatLayAhead()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Jump, start);
        history.record(state(2), ViewChange::Jump, start);
        history.back();
        history.back();
        history.record(state(3), ViewChange::Jump, start);
        QVERIFY(!history.canGoForward());
        QCOMPARE(history.size(), 2U);
        QVERIFY(history.back() == state(0));
    }

    void theSameStateIsNoNewEntry()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Jump, start);
        history.record(state(1), ViewChange::Jump, start + 10s);
        history.record(state(1), ViewChange::Step, start + 20s);
        QCOMPARE(history.size(), 2U);
    }

    void theSameStateDoesNotForgetWhatLiesAhead()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Jump, start);
        history.back();
        history.record(state(0), ViewChange::Step, start + 1s);
        QVERIFY(history.canGoForward());
    }

    void quickStepsAreOneEntry_data()
    {
        QTest::addColumn<int>("gapMilliseconds");
        QTest::addColumn<std::size_t>("entries");
        QTest::newRow("at once") << 0 << std::size_t { 2 };
        QTest::newRow("within the limit") << 400 << std::size_t { 2 };
        QTest::newRow("just beyond") << 401 << std::size_t { 6 };
        QTest::newRow("slow") << 5000 << std::size_t { 6 };
    }

    void quickStepsAreOneEntry()
    {
        QFETCH(const int, gapMilliseconds);
        QFETCH(const std::size_t, entries);
        ViewHistory history(state(0));
        for (int i = 1; i <= 5; ++i)
            history.record(
                state(i), ViewChange::Step, start + i * std::chrono::milliseconds(gapMilliseconds));
        QCOMPARE(history.size(), entries);
        QVERIFY(history.current() == state(5));
        QVERIFY(history.back() == state(entries == 2 ? 0 : 4));
    }

    void aLongGestureOfQuickStepsStaysOneEntry()
    {
        ViewHistory history(state(0));
        for (int i = 1; i <= 100; ++i)
            history.record(state(i), ViewChange::Step, start + i * 100ms);
        QCOMPARE(history.size(), 2U);
    }

    void jumpsAreNeverMerged()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Step, start);
        history.record(state(2), ViewChange::Jump, start + 1ms);
        history.record(state(3), ViewChange::Step, start + 2ms);
        QCOMPARE(history.size(), 4U);
    }

    void aStepAfterGoingBackIsNotMergedIntoTheOldEntry()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Step, start);
        history.record(state(2), ViewChange::Step, start + 10s);
        history.back();
        history.record(state(3), ViewChange::Step, start + 10s + 1ms);
        QCOMPARE(history.size(), 3U);
        QVERIFY(history.back() == state(1));
    }

    void iterationsAreAChangeToo()
    {
        ViewHistory history(state(0));
        ViewState fixed = state(0);
        fixed.maxIterations = 1000;
        history.record(fixed, ViewChange::Step, start);
        QVERIFY(history.canGoBack());
        QVERIFY(!history.back().maxIterations);
    }

    void changesOfAnotherKindAreEntriesOfTheirOwn()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Step, start);
        ViewState recoloured = state(1);
        recoloured.palette.id = "other";
        history.record(recoloured, ViewChange::Step, start + 1ms);
        QCOMPARE(history.size(), 3U);
        QCOMPARE(history.backChange(), ChangeKind::Palette);
        QVERIFY(history.back() == state(1));
        QCOMPARE(history.backChange(), ChangeKind::View);
        QCOMPARE(history.forwardChange(), ChangeKind::Palette);
    }

    void aHeldButtonKeepsOneEntryHoweverLongTheHandRests()
    {
        ViewHistory history(state(0));
        history.record(state(1), ViewChange::Step, start);
        history.record(state(2), ViewChange::HeldStep, start + 10s);
        history.record(state(3), ViewChange::HeldStep, start + 20s);
        QCOMPARE(history.size(), 2U);
        history.back();
        history.record(state(4), ViewChange::HeldStep, start + 21s); // not into the entry gone back to
        QCOMPARE(history.size(), 2U);
        QVERIFY(history.back() == state(0));
    }

    void everyPartIsToldApart()
    {
        const ViewState before = state(0);
        const auto kind = [&before](auto change) {
            ViewState after = before;
            change(after);
            return changeBetween(before, after);
        };
        QCOMPARE(kind([](ViewState&) {}), ChangeKind::Nothing);
        QCOMPARE(kind([](ViewState& s) { s.maxIterations = 7; }), ChangeKind::Iterations);
        QCOMPARE(kind([](ViewState& s) { s.arithmetic = Arithmetic::Fused; }), ChangeKind::Arithmetic);
        QCOMPARE(kind([](ViewState& s) { s.juliaRe = Decimal::fromDouble(1); }), ChangeKind::JuliaParameter);
        QCOMPARE(kind([](ViewState& s) { s.juliaView = mandelbrotHome(); }), ChangeKind::JuliaView);
        QCOMPARE(kind([](ViewState& s) {
            s.maxIterations = 7;
            s.palette.id = "other";
        }),
            ChangeKind::Several);
    }

    void isBounded()
    {
        ViewHistory history(state(0));
        const int more = static_cast<int>(ViewHistory::maxEntries) + 100;
        for (int i = 1; i <= more; ++i)
            history.record(state(i), ViewChange::Jump, start);
        QCOMPARE(history.size(), ViewHistory::maxEntries);
        QVERIFY(history.current() == state(more));
        while (history.canGoBack())
            history.back();
        QVERIFY(history.current() == state(more - static_cast<int>(ViewHistory::maxEntries) + 1));
    }
};

QTEST_APPLESS_MAIN(TestViewHistory)
#include "tst_view_history.moc"
