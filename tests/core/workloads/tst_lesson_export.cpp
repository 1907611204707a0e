// A lesson's figures in files: what was measured, of which way, with how many threads.

#include "core/workloads/LessonExport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace escapade {
namespace {

/// 1200 counts in 300 ms one after the other, or in 100 ms with threads and vectors, once of three wrongly.
LessonExport counted()
{
    const Lesson lesson { "counter", "counts", 1200,
        { { .id = "loop" }, { .id = "racy", .usesThreads = true, .usesSimd = true, .mayBeWrong = true } } };
    LessonFigures plain;
    plain.wallSeconds = summarize({ 0.2, 0.3, 0.5 });
    plain.cpuPerWall = 1;
    plain.fingerprints = { 7, 7, 7 };
    plain.results = { "1200", "1200", "1200" };
    plain.peakBytes = 3 << 20;
    LessonFigures racy;
    racy.way = 1;
    racy.wallSeconds = summarize({ 0.1, 0.1, 0.1 });
    racy.cpuPerWall = 1.5;
    racy.fingerprints = { 7, 5, 7 };
    racy.results = { "1200", "900", "1,\"200\" | all" };
    LessonExport figures;
    figures.version = "1.2";
    figures.takenAt = "2026-01-31T12:00:00Z";
    figures.machine.cpuName = "A \"fast\" one";
    figures.machine.logicalCores = 4;
    figures.lesson = lesson.id;
    figures.unit = lesson.unit;
    figures.work = lesson.work;
    figures.rows = exportRows(lesson, { plain, racy }, 3, SimdLevel::Avx2);
    return figures;
}

} // namespace

class tst_LessonExport : public QObject
{
    Q_OBJECT

private slots:
    void rowsSayWhatTheWayUsed();
    void withoutThePlainWayThereIsNoFactor();
    void csvHasALineForEachWay();
    void jsonIsJson();
    void markdownIsATable();
};

void tst_LessonExport::rowsSayWhatTheWayUsed()
{
    const std::vector<LessonExportRow> rows = counted().rows;
    QCOMPARE(rows.size(), std::size_t { 2 });
    QCOMPARE(rows[0].threads, 1);
    QVERIFY(rows[0].simd == SimdLevel::Scalar && rows[1].simd == SimdLevel::Avx2);
    QCOMPARE(rows[1].threads, 3);
    QCOMPARE(rows[0].ratePerSecond, 4000.0);
    QCOMPARE(rows[0].factor.value_or(0), 1.0);
    QCOMPARE(rows[1].factor.value_or(0), 3.0);
    QVERIFY(rows[0].isRight && !rows[1].isRight);
}

void tst_LessonExport::withoutThePlainWayThereIsNoFactor()
{
    LessonFigures only;
    only.way = 1;
    only.wallSeconds = summarize({ 0.1 });
    only.fingerprints = { 1 };
    const Lesson lesson { "counter", "counts", 10, { { .id = "loop" }, { .id = "other" } } };
    const auto rows = exportRows(lesson, { only }, 1, SimdLevel::Scalar);
    QCOMPARE(rows.size(), std::size_t { 1 });
    QVERIFY(!rows[0].factor && rows[0].isRight);
}

void tst_LessonExport::csvHasALineForEachWay()
{
    QCOMPARE(QString::fromStdString(toCsv(counted())),
        QStringLiteral("workload,way,threads,simd,repeats,wall_median_s,wall_min_s,wall_max_s,cpu_per_wall,"
                       "work,unit,rate_per_s,factor_over_naive,identical,peak_bytes,result\n"
                       "counter,loop,1,scalar,3,0.3,0.2,0.5,1,1200,counts,4000,1,yes,3145728,\"1200\"\n"
                       "counter,racy,3,avx2,3,0.1,0.1,0.1,1.5,1200,counts,12000,3,no,,"
                       "\"1,\"\"200\"\" | all\"\n"));
}

void tst_LessonExport::jsonIsJson()
{
    QJsonParseError problem;
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(counted())), &problem);
    QCOMPARE(problem.error, QJsonParseError::NoError);
    const QJsonObject all = document.object();
    QCOMPARE(all.value(QStringLiteral("workload")).toString(), QStringLiteral("counter"));
    QCOMPARE(all.value(QStringLiteral("source")).toString(), QStringLiteral("lesson"));
    QCOMPARE(all.value(QStringLiteral("machine")).toObject().value(QStringLiteral("cpu")).toString(),
        QStringLiteral("A \"fast\" one"));
    const QJsonArray ways = all.value(QStringLiteral("ways")).toArray();
    QCOMPARE(ways.size(), 2);
    const QJsonObject racy = ways[1].toObject();
    QCOMPARE(racy.value(QStringLiteral("wall_median_s")).toDouble(), 0.1);
    QCOMPARE(racy.value(QStringLiteral("factor_over_naive")).toDouble(), 3.0);
    QCOMPARE(racy.value(QStringLiteral("identical")).toBool(true), false);
    QVERIFY(racy.value(QStringLiteral("peak_bytes")).isNull());
    QCOMPARE(racy.value(QStringLiteral("result")).toString(), QStringLiteral("1,\"200\" | all"));
}

void tst_LessonExport::markdownIsATable()
{
    const QString text = QString::fromStdString(toMarkdown(counted()));
    QVERIFY(text.startsWith(QStringLiteral("# Lesson \"counter\" in Escapade 1.2\n")));
    QVERIFY(text.contains(QStringLiteral("A \"fast\" one, 4 logical cores")));
    QVERIFY2(text.contains(QStringLiteral(
                 "| loop | 1 | scalar | 3 | 300 [200, 500] | 1.00 | 4e+03 | 1 | 3.0 | yes | 1200 |\n")),
        qPrintable(text));
    // As many cells in each line, whatever a result says.
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1Char('|')))
            QCOMPARE(line.count(QLatin1Char('|')), 12);
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_LessonExport)
#include "tst_lesson_export.moc"
