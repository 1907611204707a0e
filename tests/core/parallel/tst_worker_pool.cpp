#include "core/parallel/MemberPlaces.h"
#include "core/parallel/ThreadCpuTime.h"
#include "core/parallel/WorkerPool.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <latch>
#include <map>
#include <set>
#include <stdexcept>
#include <thread>

#ifdef __linux__
#include <sched.h>
#include <unistd.h>
#endif

using namespace escapade;
using namespace std::chrono_literals;

namespace {

void spinFor(std::chrono::microseconds time)
{
    const auto end = Clock::now() + time;
    while (Clock::now() < end) { }
}

/// The largest number of tiles that ran at the same moment, among those begun after a moment.
int peakConcurrency(const std::vector<TileRecord>& tiles, Clock::time_point after = {})
{
    std::multimap<Clock::time_point, int> events;
    for (const TileRecord& tile : tiles) {
        if (tile.begin < after)
            continue;
        events.emplace(tile.begin, 1);
        events.emplace(tile.end, -1);
    }
    int now = 0;
    int peak = 0;
    for (auto it = events.begin(); it != events.end();) {
        // An end and a beginning at the same tick do not overlap: ends first.
        const auto [first, last] = events.equal_range(it->first);
        for (const int wanted : { -1, 1 }) {
            for (auto at = first; at != last; ++at)
                now += at->second == wanted ? wanted : 0;
            peak = std::max(peak, now);
        }
        it = last;
    }
    return peak;
}

Job job(
    int tiles, std::function<void(int)> compute, Priority priority = Priority::Interactive, int threads = 0)
{
    Job result;
    result.tileCount = tiles;
    result.compute = std::move(compute);
    result.priority = priority;
    result.threads = threads;
    return result;
}

} // namespace

class WorkerPoolTest : public QObject
{
    Q_OBJECT

private slots:
#ifdef __linux__
    /// Members that are missed are sent away from a processor, but they compute wherever there is room.
    void tilesMayRunAnywhere()
    {
        const auto processorsOf = [](pid_t thread) {
            cpu_set_t set {};
            if (sched_getaffinity(thread, sizeof set, &set) != 0)
                qFatal("the system does not say where a thread may run");
            return set;
        };
        const cpu_set_t all = processorsOf(0);
        WorkerPool pool(5);
        std::atomic<int> elsewhere = 0;
        for (int repeat = 0; repeat < 50; ++repeat) {
            Job job;
            job.tileCount = 12;
            job.threads = 1 + repeat % 4;
            job.compute = [&](int) {
                const cpu_set_t mine = processorsOf(0);
                elsewhere += CPU_EQUAL(&mine, &all) ? 0 : 1;
                spinFor(20us);
            };
            QVERIFY(pool.run(job).completed);
        }
        QCOMPARE(elsewhere.load(), 0);
    }

    void roomIsMadeAndGivenBack()
    {
        const auto count = [](pid_t thread) {
            cpu_set_t set {};
            return sched_getaffinity(thread, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -1;
        };
        const int all = count(0);
        if (all < 2)
            QSKIP("one processor: there is no other to go to");
        MemberPlaces places(2);
        std::latch entered(1);
        std::latch sentAway(1);
        std::atomic<pid_t> other = 0;
        std::thread member([&] {
            places.enter(1);
            other = gettid();
            entered.count_down();
            sentAway.wait();
            places.begin(1);
        });
        places.enter(0);
        places.begin(0);
        entered.wait();
        places.makeRoom();
        const int away = count(other);
        const int mine = count(0);
        sentAway.count_down();
        member.join();
        QCOMPARE(away, all - 1);
        QCOMPARE(mine, all);
        std::thread again([&] { // the member that has begun is left alone, and may run anywhere
            places.enter(1);
            places.makeRoom();
            other = count(0);
        });
        again.join();
        QCOMPARE(other.load(), all);
    }
#endif

    void everyTileOnceWithItsRecord_data()
    {
        QTest::addColumn<int>("active");
        for (const int active : { 1, 2, 3, 7 })
            QTest::addRow("%d", active) << active;
    }
    void everyTileOnceWithItsRecord()
    {
        QFETCH(int, active);
        WorkerPool pool(8);
        pool.setActive(active);
        std::vector<std::atomic<int>> times(500);
        const JobReport report
            = pool.run(job(500, [&](int tile) { ++times[static_cast<std::size_t>(tile)]; }));
        QVERIFY(report.completed);
        QVERIFY(report.failure.empty());
        QVERIFY(std::ranges::all_of(times, [](const auto& count) { return count == 1; }));
        QCOMPARE(report.tiles.size(), std::size_t { 500 });
        std::set<int> tiles;
        for (const TileRecord& record : report.tiles) {
            tiles.insert(record.tile);
            QVERIFY(record.member >= 0 && record.member < 8);
            QVERIFY(report.begin <= record.begin && record.begin <= record.end && record.end <= report.end);
        }
        QCOMPARE(tiles.size(), std::size_t { 500 });
        QVERIFY(peakConcurrency(report.tiles) <= active);
    }

    /// The tiles use a known amount of processor time: no less is in the report, and no more than what the
    /// whole process has used.
    void theProcessorTimeIsCompleteWhenRunReturns()
    {
        WorkerPool pool(4);
        constexpr auto each = 20us;
        for (int round = 0; round < 20; ++round) {
            const std::clock_t before = std::clock();
            const JobReport report = pool.run(job(
                100,
                [&](int) {
                    const auto enough = threadCpuTime() + each;
                    while (threadCpuTime() < enough) { }
                },
                Priority::Interactive, 1 + round % 4));
            const std::chrono::duration<double> used(
                static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
            QVERIFY(report.cpuTime() >= 100 * each);
            QVERIFY(report.cpuTime() <= used + 2us); // the process' clock counts microseconds
            QVERIFY(std::ranges::all_of(report.tiles, [](const auto& tile) { return tile.cpu > 0ns; }));
        }
    }

    void aRecordThatNobodyWantsIsNotKept()
    {
        WorkerPool pool(2);
        Job work = job(50, [](int) {});
        work.recordTiles = false;
        const JobReport report = pool.run(work);
        QVERIFY(report.completed && report.tiles.empty());
    }

    void aJobWithoutTilesReturns()
    {
        WorkerPool pool(2);
        QVERIFY(pool.run(job(0, [](int) {})).completed);
    }

    void raisingTheActiveCountActsInMidJob()
    {
        WorkerPool pool(8);
        pool.setActive(1);
        // The first tile raises the count; then four tiles wait for each other, which only four members at
        // once can do.
        std::latch four(4);
        const JobReport report = pool.run(job(5, [&](int tile) {
            if (tile == 0)
                pool.setActive(4);
            else
                four.arrive_and_wait();
        }));
        QVERIFY(report.completed);
        QCOMPARE(peakConcurrency(report.tiles), 4);
    }

    void loweringTheActiveCountActsAtTheNextTile()
    {
        WorkerPool pool(8);
        pool.setActive(6);
        std::atomic<Clock::time_point> lowered { Clock::time_point::max() };
        const JobReport report = pool.run(job(400, [&](int tile) {
            spinFor(50us);
            if (tile == 100) {
                pool.setActive(2);
                lowered = Clock::now();
            }
        }));
        QVERIFY(report.completed);
        // Tiles that were begun before the change may still run; among those begun after it two at most
        // overlap.
        QVERIFY(peakConcurrency(report.tiles, lowered) <= 2);
        QVERIFY(std::ranges::count_if(report.tiles, [&](const auto& tile) {
            return tile.begin > lowered.load();
        }) > 100);
    }

    void theActiveCountIsClamped()
    {
        WorkerPool pool(3);
        QCOMPARE(pool.members(), 3);
        pool.setActive(0);
        QCOMPARE(pool.active(), 1);
        pool.setActive(100);
        QCOMPARE(pool.active(), 3);
    }

    void aJobsOwnLimitGoesBeforeTheActiveCount()
    {
        WorkerPool pool(8);
        pool.setActive(1);
        std::latch three(3);
        const JobReport wide = pool.run(job(
            3, [&](int) { three.arrive_and_wait(); }, Priority::Laboratory, 3));
        QCOMPARE(peakConcurrency(wide.tiles), 3);
        pool.setActive(8);
        const JobReport narrow = pool.run(job(
            50, [](int) { spinFor(100us); }, Priority::Laboratory, 1));
        QCOMPARE(peakConcurrency(narrow.tiles), 1);
    }

    void higherPriorityGoesFirst()
    {
        WorkerPool pool(2);
        pool.setActive(1);
        std::latch lowBegan(1);
        std::latch highQueued(1);
        std::atomic<int> sequence = 0;
        std::atomic<int> highLast = -1;
        std::vector<std::atomic<int>> lowOrder(10);
        std::thread low([&] {
            pool.run(job(
                10,
                [&](int tile) {
                    if (tile == 0) {
                        lowBegan.count_down();
                        highQueued.wait();
                        std::this_thread::sleep_for(20ms); // run() of the other thread gets to its queue
                    }
                    lowOrder[static_cast<std::size_t>(tile)] = sequence++;
                },
                Priority::Diffusion));
        });
        lowBegan.wait();
        std::thread high([&] {
            highQueued.count_down();
            pool.run(job(
                5, [&](int) { highLast = sequence++; }, Priority::Interactive));
        });
        low.join();
        high.join();
        QCOMPARE(lowOrder[0].load(), 0);
        QCOMPARE(highLast.load(), 5); // its five tiles came right after the one that ran already
        QCOMPARE(lowOrder[9].load(), 14);
    }

    void cancellingLeavesTheRest()
    {
        WorkerPool pool(4);
        Job work = job(1000, {});
        std::atomic<int> computed = 0;
        work.compute = [&](int) {
            if (++computed == 10)
                work.cancel.cancel();
        };
        const JobReport report = pool.run(work);
        QVERIFY(!report.completed);
        QVERIFY(computed < 20);
        QCOMPARE(report.tiles.size(), static_cast<std::size_t>(computed));
    }

    void aJobThatIsCancelledBeforeItHasMembersReturns()
    {
        WorkerPool pool(2);
        pool.setActive(1);
        std::latch began(1);
        std::latch release(1);
        std::thread busy([&] {
            pool.run(job(1, [&](int) {
                began.count_down();
                release.wait();
            }));
        });
        began.wait();
        Job waiting = job(5, [](int) {});
        std::thread canceller([&] { waiting.cancel.cancel(); });
        QVERIFY(!pool.run(waiting).completed);
        canceller.join();
        release.count_down();
        busy.join();
    }

    void anExceptionIsReportedAndThePoolLives()
    {
        WorkerPool pool(4);
        const JobReport report = pool.run(job(100, [](int tile) {
            if (tile == 3)
                throw std::runtime_error("no more memory");
        }));
        QVERIFY(!report.completed);
        QCOMPARE(report.failure, std::string("no more memory"));
        QVERIFY(pool.run(job(100, [](int) {})).completed);
    }

    void manyCallersAtOnce()
    {
        WorkerPool pool(8);
        std::atomic<int> computed = 0;
        constexpr int callerCount = 6;
        std::vector<std::thread> callers;
        callers.reserve(callerCount);
        for (int caller = 0; caller < callerCount; ++caller) {
            callers.emplace_back([&, caller] {
                for (int round = 0; round < 20; ++round) {
                    pool.setActive(1 + (round + caller) % 8);
                    pool.run(job(
                        25, [&](int) { ++computed; }, static_cast<Priority>(caller % 4), caller % 3));
                }
            });
        }
        for (std::thread& caller : callers)
            caller.join();
        QCOMPARE(computed.load(), 6 * 20 * 25);
    }

    void idleMembersUseNoProcessorTime()
    {
        WorkerPool pool(8);
        pool.run(job(100, [](int) {}));
        const std::clock_t before = std::clock();
        std::this_thread::sleep_for(400ms);
        const double used = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        QVERIFY2(used < 0.05, qPrintable(QString("%1 s of processor time in 0.4 s of idling").arg(used)));
    }
};

QTEST_APPLESS_MAIN(WorkerPoolTest)
#include "tst_worker_pool.moc"
