// The processor time of tiles that is measured together and shared out.

#include "core/parallel/CpuStreak.h"
#include "core/parallel/ThreadCpuTime.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace escapade;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

std::vector<TileRecord> recordsThatTook(const std::vector<nanoseconds>& times)
{
    std::vector<TileRecord> records;
    records.reserve(times.size());
    for (const nanoseconds time : times)
        records.push_back(
            { static_cast<int>(records.size()), 0, Clock::time_point(7s), Clock::time_point(7s + time), {} });
    return records;
}

std::vector<nanoseconds> shares(nanoseconds cpu, const std::vector<nanoseconds>& times)
{
    std::vector<TileRecord> records = recordsThatTook(times);
    std::vector<TileRecord*> all(records.size());
    std::ranges::transform(records, all.begin(), [](TileRecord& record) { return &record; });
    shareOut(cpu, all);
    std::vector<nanoseconds> result;
    result.reserve(records.size());
    for (const TileRecord& record : records)
        result.push_back(record.cpu);
    return result;
}

} // namespace

class CpuStreakTest : public QObject
{
    Q_OBJECT

private slots:
    void sharedInProportion()
    {
        using Times = std::vector<nanoseconds>;
        QCOMPARE(shares(90ns, { 10ns, 20ns, 60ns }), (Times { 10ns, 20ns, 60ns }));
        QCOMPARE(shares(45ns, { 10ns, 20ns, 60ns }), (Times { 5ns, 10ns, 30ns }));
        QCOMPARE(shares(5ns, { 80ns }), (Times { 5ns }));
        QCOMPARE(shares(0ns, { 1ns, 2ns }), (Times { 0ns, 0ns }));
        QCOMPARE(shares(6ns, { 0ns, 0ns }), (Times { 0ns, 6ns })); // a clock that stood still
    }

    void nothingIsLostInRounding()
    {
        for (const auto cpu : { 1ns, 100ns, 999'999ns, nanoseconds(1'000'000'000'000'000'001) }) {
            std::vector<nanoseconds> times;
            times.reserve(64);
            for (int n = 0; n < 64; ++n)
                times.emplace_back(n * n % 37 + 1);
            const std::vector<nanoseconds> got = shares(cpu, times);
            QCOMPARE(std::accumulate(got.begin(), got.end(), nanoseconds(0)).count(), cpu.count());
            QVERIFY(std::ranges::all_of(got, [](nanoseconds time) { return time >= 0ns; }));
        }
    }

    void fullAfterAMillisecondOrManyTiles()
    {
        std::vector<TileRecord> records = recordsThatTook({ 600us, 400us });
        CpuStreak streak;
        streak.begin();
        streak.add(records[0]);
        QVERIFY(!streak.isFull() && !streak.isEmpty());
        streak.add(records[1]);
        QVERIFY(streak.isFull());
        streak.end();
        QVERIFY(streak.isEmpty());

        records = recordsThatTook(std::vector<nanoseconds>(1000, 1ns));
        streak.begin();
        std::size_t added = 0;
        while (!streak.isFull())
            streak.add(records.at(added++));
        QVERIFY2(added >= 16 && added < 1000, qPrintable(QString::number(added)));
        streak.end();
    }

    void measuresTheCallingThread()
    {
        std::vector<TileRecord> records = recordsThatTook({ 1us, 3us });
        CpuStreak streak;
        const auto before = threadCpuTime();
        streak.begin();
        const auto enough = threadCpuTime() + 2ms;
        while (threadCpuTime() < enough) { }
        streak.add(records[0]);
        streak.add(records[1]);
        streak.end();
        const auto used = threadCpuTime() - before;
        const auto sum = records[0].cpu + records[1].cpu;
        QVERIFY(sum >= 2ms && sum <= used);
        QVERIFY(records[1].cpu > 2 * records[0].cpu);
    }
};

QTEST_APPLESS_MAIN(CpuStreakTest)
#include "tst_cpu_streak.moc"
