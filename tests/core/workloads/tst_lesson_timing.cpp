// Lessons in a sweep: what a sample says, work that grows with the threads, cancelling.

#include "core/workloads/LessonTiming.h"

#include <QTest>

namespace escapade {

class tst_LessonTiming : public QObject
{
    Q_OBJECT

private slots:
    void samplesSayWhatWasMeasured_data();
    void samplesSayWhatWasMeasured();
    void usualSizesAreTheLessons();
    void workGrowsWithTheThreads();
    void cancelled();
};

void tst_LessonTiming::samplesSayWhatWasMeasured_data()
{
    QTest::addColumn<int>("workload");
    for (const Workload workload : allWorkloads) {
        if (isLesson(workload))
            QTest::addRow("%d", static_cast<int>(workload)) << static_cast<int>(workload);
    }
}

void tst_LessonTiming::samplesSayWhatWasMeasured()
{
    QFETCH(const int, workload);
    WorkerPool pool(2);
    LessonTiming timing(pool);
    for (const std::uint64_t elements : { 200'000, 100'000, 200'000 }) {
        for (const int threads : { 1, 2 }) {
            const TimedLesson lesson { static_cast<Workload>(workload), elements };
            const auto sample = timing.measure(lesson, { threads, bestSimdLevel() }, {});
            QVERIFY(sample);
            QCOMPARE(sample->workload, lesson.workload);
            QCOMPARE(sample->threads, threads);
            QCOMPARE(sample->simd, bestSimdLevel());
            QCOMPARE(sample->work, static_cast<double>(elements));
            QVERIFY(sample->wall.count() > 0 && sample->cpu.count() > 0);
            QCOMPARE(sample->tileSize, 0);
        }
    }
}

void tst_LessonTiming::usualSizesAreTheLessons()
{
    WorkerPool pool(1);
    std::vector<double> works;
    for (const Lesson& lesson : allLessons(pool))
        works.push_back(lesson.work);
    // Pi, the sums and the array are the first of the lessons.
    for (std::size_t n = 0; n < 4; ++n) {
        const auto workload = static_cast<Workload>(static_cast<std::size_t>(Workload::Pi) + n);
        QCOMPARE(static_cast<double>(usualLesson(workload).elements), works.at(n));
    }
}

void tst_LessonTiming::workGrowsWithTheThreads()
{
    const TimedLesson whole { Workload::Sum, 1000 };
    QCOMPARE(shareOfLesson(whole, 4, 4), whole);
    QCOMPARE(shareOfLesson(whole, 1, 4), (TimedLesson { Workload::Sum, 250 }));
    QCOMPARE(shareOfLesson({ Workload::Pi, 1 }, 1, 64).elements, std::uint64_t { 1 });
}

void tst_LessonTiming::cancelled()
{
    WorkerPool pool(2);
    LessonTiming timing(pool);
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(!timing.measure(usualLesson(Workload::ArrayExpression), { 2, bestSimdLevel() }, cancel));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_LessonTiming)
#include "tst_lesson_timing.moc"
