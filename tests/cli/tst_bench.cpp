// escapade-cli bench: its figures follow from its repeats, its files are whole, its errors are clear.

#include "core/parallel/WorkerPool.h"
#include "core/simd/KernelTable.h"
#include "core/workloads/Lesson.h"
#include "tests/cli/CliRun.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <map>
#include <vector>

namespace escapade {

using test::CliResult;
using test::runCli;

namespace {

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

std::vector<double> numbers(const QJsonValue& array)
{
    std::vector<double> values;
    for (const QJsonValue value : array.toArray())
        values.push_back(value.toDouble());
    return values;
}

/// The middle one, or the mean of the two in the middle: written differently from the program's own.
double medianOf(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
    const double upper = values[values.size() / 2];
    if (values.size() % 2 == 1)
        return upper;
    return (upper + *std::max_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2)))
        / 2;
}

void checkTimes(const QJsonObject& row, int repeats)
{
    const std::vector<double> wall = numbers(row["wall_s"]);
    QCOMPARE(static_cast<int>(wall.size()), repeats);
    QVERIFY(*std::min_element(wall.begin(), wall.end()) > 0);
    QVERIFY(isClose(row["wall_median_s"].toDouble(), medianOf(wall)));
    QVERIFY(isClose(row["wall_min_s"].toDouble(), *std::min_element(wall.begin(), wall.end())));
    QVERIFY(isClose(row["wall_max_s"].toDouble(), *std::max_element(wall.begin(), wall.end())));
}

void checkRow(const QJsonObject& row, const QJsonObject& result, int repeats)
{
    checkTimes(row, repeats);
    const std::vector<double> cpu = numbers(row["cpu_s"]);
    QCOMPARE(static_cast<int>(cpu.size()), repeats);
    QVERIFY(isClose(row["cpu_median_s"].toDouble(), medianOf(cpu)));
    std::vector<double> ratios = cpu;
    const std::vector<double> wall = numbers(row["wall_s"]);
    for (std::size_t n = 0; n < ratios.size(); ++n)
        ratios[n] /= wall[n];
    QVERIFY(isClose(row["cpu_per_wall"].toDouble(), medianOf(ratios)));
    const double median = row["wall_median_s"].toDouble();
    QVERIFY(isClose(row["rate_per_s"].toDouble(), result["work"].toDouble() / median));
    QVERIFY(isClose(row["factor_over_naive"].toDouble(),
        result["naive"].toObject()["wall_median_s"].toDouble() / median));
    for (const QJsonValue value : result["rows"].toArray()) {
        const QJsonObject other = value.toObject();
        if (other["threads"].toInt() != 1 || other["simd"] != row["simd"]
            || other["arithmetic"] != row["arithmetic"])
            continue;
        const double speedUp = other["wall_median_s"].toDouble() / median;
        QVERIFY(isClose(row["speed_up"].toDouble(), speedUp));
        QVERIFY(isClose(row["efficiency"].toDouble(), speedUp / row["threads"].toInt()));
    }
}

} // namespace

class tst_bench : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresFollowFromRepeats();
    void everyWorkloadIsIdentical();
    void automaticIterations();
    void diffusionSaysWhatItIsHeldAgainst();
    void lessonsAreListed();
    void lessonsInAllTheirWays();
    void fusedDiffers();
    void withoutOneThread();
    void eachShortcutAndKernelAlone();
    void csv();
    void badInput_data();
    void badInput();
    void badFiles();
    void interrupted();

private:
    QString m_view;
    QString m_julia;
    QTemporaryDir m_folder;
};

void tst_bench::initTestCase()
{
    const auto write = [this](const QString& name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(text);
        return file.fileName();
    };
    m_view = write("view.toml",
        "center_re = \"-0.743643887037151\"\ncenter_im = \"0.131825904205330\"\nextent_height = \"1e-4\"\n"
        "max_iterations = 400\n");
    m_julia = write("julia.toml", "formula = \"julia\"\nmax_iterations = 60\n");
}

void tst_bench::figuresFollowFromRepeats()
{
    const QString file = m_folder.filePath("figures.json");
    const CliResult result = runCli({ "bench", "--view", m_view, "--size", "48x40", "--threads", "2,1,2",
        "--simd", "scalar,auto", "--repeats", "4", "--json", file });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY(result.out.contains("view.toml") && result.out.contains("48 x 40"));
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    QJsonParseError problem;
    const QJsonObject all = QJsonDocument::fromJson(json.readAll(), &problem).object();
    QCOMPARE(problem.error, QJsonParseError::NoError);
    QCOMPARE(all["machine"].toObject()["logical_cores"].toInt(), WorkerPool::logicalCores());
    QVERIFY(!all["machine"].toObject()["compiler"].toString().isEmpty());
    QVERIFY(all.contains("load_before") && all.contains("load_after"));
    QCOMPARE(all["repeats"].toInt(), 4);
    QCOMPARE(all["results"].toArray().size(), 1);
    const QJsonObject mandelbrot = all["results"].toArray()[0].toObject();
    QCOMPARE(mandelbrot["unit"].toString(), "pixel-iterations");
    const double work = mandelbrot["work"].toDouble();
    QVERIFY(work >= 48 * 40 && work <= 48 * 40 * 400 && work == std::floor(work));
    checkTimes(mandelbrot["naive"].toObject(), 4);
    QVERIFY(mandelbrot["naive"].toObject()["identical"].toBool());
    const QJsonArray rows = mandelbrot["rows"].toArray();
    const int levels = bestSimdLevel() == SimdLevel::Scalar ? 1 : 2;
    QCOMPARE(rows.size(), 2 * levels); // doubles in the lists count once
    for (const QJsonValue row : rows) {
        checkRow(row.toObject(), mandelbrot, 4);
        QVERIFY(row.toObject()["identical"].toBool());
    }
}

void tst_bench::automaticIterations()
{
    QFile file(m_folder.filePath("automatic.toml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "center_re = \"-0.743643887037151\"\ncenter_im = \"0.131825904205330\"\nextent_height = \"0.05\"\n");
    file.close();
    const QString size("64x48");
    const CliResult rendered = runCli({ "render", file.fileName(), "--size", size, "--stats" });
    const int limit = QJsonDocument::fromJson(rendered.out).object()["max_iterations"].toInt();
    QVERIFY(limit > 1300); // where it starts
    const CliResult result
        = runCli({ "bench", "--view", file.fileName(), "--size", size, "--threads", "1", "--repeats", "1" });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY2(result.out.contains(QByteArray::number(limit) + " iterations"), result.out.constData());
}

void tst_bench::everyWorkloadIsIdentical()
{
    const QString file = m_folder.filePath("workloads.json");
    const CliResult result
        = runCli({ "bench", "--workload", "mandelbrot", "julia", "diffusion", "pi", "--view", m_view, m_julia,
            "--size", "33x21", "--threads", "1,3", "--simd", "all", "--repeats", "1", "--json", file });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray results = QJsonDocument::fromJson(json.readAll()).object()["results"].toArray();
    QCOMPARE(results.size(), 4);
    QStringList names;
    for (const QJsonValue value : results) {
        const QJsonObject one = value.toObject();
        names << one["workload"].toString();
        QVERIFY2(one["naive"].toObject()["identical"].toBool(), qPrintable(names.back()));
        for (const QJsonValue row : one["rows"].toArray())
            QVERIFY2(row.toObject()["identical"].toBool(), qPrintable(names.back()));
        QVERIFY(one["rows"].toArray().size() >= 2);
    }
    QCOMPARE(names, (QStringList { "mandelbrot view.toml", "julia julia.toml", "diffusion", "pi" }));
}

/// The factor is over the textbook's two passes; the memory's speed and the plan are there to judge it by.
void tst_bench::diffusionSaysWhatItIsHeldAgainst()
{
    const QString file = m_folder.filePath("diffusion.json");
    const CliResult result = runCli(
        { "bench", "--workload", "diffusion", "--threads", "1,2", "--repeats", "2", "--json", file });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    for (const char* text :
        { "textbook loop in two passes", "plain loop in one pass", "steps a pass", "roofline" })
        QVERIFY2(result.out.contains(text), text);
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject one
        = QJsonDocument::fromJson(json.readAll()).object()["results"].toArray()[0].toObject();
    QCOMPARE(one["naive"].toObject()["name"].toString(), QString("textbook loop in two passes"));
    const QJsonObject other = one["other_loops"].toArray()[0].toObject();
    QVERIFY(other["identical"].toBool());
    QCOMPARE(other["wall_s"].toArray().size(), 2);
    for (const QJsonValue value : one["rows"].toArray()) {
        const QJsonObject row = value.toObject();
        QVERIFY(row["plan"].toString().contains("a pass"));
        const int steps = row["plan"].toString().section(", ", -1).section(' ', 0, 0).toInt();
        QCOMPARE(row["bytes_per_unit"].toDouble(), 24.0 / steps);
        QCOMPARE(row["bandwidth_bytes_per_s"].toArray().size(), 2);
        QVERIFY(row["roofline"].toDouble() > 0);
    }
}

void tst_bench::lessonsAreListed()
{
    WorkerPool pool(1);
    const QByteArray help = runCli({ "bench", "--help" }).out.simplified();
    const QByteArray error = runCli({ "bench", "--workload", "nonsense" }).err;
    for (const Lesson& lesson : allLessons(pool)) {
        QVERIFY2(help.contains(lesson.id.c_str()), lesson.id.c_str());
        QVERIFY2(error.contains(lesson.id.c_str()), lesson.id.c_str());
    }
    QVERIFY2(error.contains("mandelbrot, julia, diffusion, "), error.constData());
}

/// A lesson's ways are rows, each with what it can tell apart; factors are over the first one.
void tst_bench::lessonsInAllTheirWays()
{
    const QString file = m_folder.filePath("lessons.json");
    const QString table = m_folder.filePath("lessons.csv");
    const CliResult result = runCli({ "bench", "--workload", "sum", "counter", "--threads", "1,3", "--simd",
        "all", "--repeats", "2", "--json", file, "--csv", table });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY(result.out.contains("sum threads-vectorised") && result.out.contains("counter no-lock"));
    QVERIFY(result.out.contains("peak memory") && !result.out.contains("compaction"));
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray results = QJsonDocument::fromJson(json.readAll()).object()["results"].toArray();
    QCOMPARE(results.size(), 2);
    QCOMPARE(results[0].toObject()["workload"].toString(), QString("sum"));
    const auto levels
        = static_cast<int>(std::count_if(allSimdLevels.begin(), allSimdLevels.end(), isAvailable));
    std::map<QString, int> rowsOfWays;
    int rows = 0;
    for (const QJsonValue value : results) {
        const QJsonObject one = value.toObject();
        QCOMPARE(one["rows"].toArray()[0].toObject()["way"].toString(), QString("loop"));
        QCOMPARE(one["rows"].toArray()[0].toObject()["wall_s"], one["naive"].toObject()["wall_s"]);
        for (const QJsonValue each : one["rows"].toArray()) {
            const QJsonObject row = each.toObject();
            checkTimes(row, 2);
            const QString way = row["way"].toString();
            QVERIFY2(row["identical"].toBool() || way == "no-lock", qPrintable(way));
            QVERIFY(row.contains("peak_bytes"));
            QVERIFY(isClose(row["factor_over_naive"].toDouble(),
                one["naive"].toObject()["wall_median_s"].toDouble() / row["wall_median_s"].toDouble()));
            ++rowsOfWays[one["workload"].toString() + " " + way];
            ++rows;
        }
    }
    QCOMPARE(rowsOfWays["sum loop"], 1);
    QCOMPARE(rowsOfWays["sum vectorised"], levels);
    QCOMPARE(rowsOfWays["sum threads"], 2);
    QCOMPARE(rowsOfWays["sum threads-vectorised"], 2 * levels);
    QCOMPARE(rowsOfWays["counter no-lock"], 2);
    QFile csv(table);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
    QCOMPARE(static_cast<int>(lines.size()), rows + 1);
    QVERIFY(lines[0].endsWith(",roofline,way,peak_bytes"));
    QVERIFY(lines[1].startsWith("\"sum\",1,scalar,strict,2,"));
    QCOMPARE(lines[1].split(',')[24], QByteArray("loop"));
}

void tst_bench::fusedDiffers()
{
    if (!supports(bestSimdLevel(), Arithmetic::Fused))
        QSKIP("this processor has no fused multiply-add");
    const QString file = m_folder.filePath("fused.json");
    // Deep enough that rounding decides counts.
    const CliResult result = runCli({ "bench", "--view", "d", "--size", "64x64", "--threads", "1",
        "--arithmetic", "strict,fused", "--repeats", "1", "--json", file });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray rows = QJsonDocument::fromJson(json.readAll())
                                .object()["results"]
                                .toArray()[0]
                                .toObject()["rows"]
                                .toArray();
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows[0].toObject()["identical"].toBool());
    QVERIFY(!rows[1].toObject()["identical"].toBool());
}

void tst_bench::withoutOneThread()
{
    const QString file = m_folder.filePath("two.json");
    const CliResult result = runCli(
        { "bench", "--view", m_view, "--size", "8x8", "--threads", "2", "--repeats", "1", "--json", file });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject row = QJsonDocument::fromJson(json.readAll())
                                .object()["results"]
                                .toArray()[0]
                                .toObject()["rows"]
                                .toArray()[0]
                                .toObject();
    QVERIFY(row["speed_up"].isNull() && row.contains("speed_up"));
    QVERIFY(row["efficiency"].isNull());
}

void tst_bench::eachShortcutAndKernelAlone()
{
    const QString file = m_folder.filePath("alone.json");
    const CliResult result = runCli({ "bench", "--view", m_view, "--size", "48x40", "--threads", "1",
        "--kernel", "block,compaction", "--shortcuts", "none,closed-form,cycles,discs,symmetry,bands,all",
        "--tile", "16,64", "--naive-threads", "2", "--repeats", "1", "--json", file });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject one
        = QJsonDocument::fromJson(json.readAll()).object()["results"].toArray()[0].toObject();
    QVERIFY(one["naive"].toObject()["identical"].toBool());
    QStringList contestants;
    for (const QJsonValue value : one["rows"].toArray()) {
        const QJsonObject row = value.toObject();
        QVERIFY(row["identical"].toBool());
        contestants += row["kernel"].toString() + " " + row["shortcuts"].toString() + " "
            + QString::number(row["tile"].toInt());
    }
    QCOMPARE(contestants.size(), 2 * 7 * 2);
    QCOMPARE(contestants.removeDuplicates(), 0);
    QVERIFY(contestants.contains("block closed-form 16"));
}

void tst_bench::csv()
{
    const QString name = m_folder.filePath("table.csv");
    const CliResult result = runCli({ "bench", "--view", m_view, "--size", "16x16", "--threads", "1,2",
        "--repeats", "2", "--csv", name });
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    for (const QByteArray& line : lines)
        QCOMPARE(line.count(','), lines[0].count(','));
    QVERIFY(lines[1].startsWith("\"mandelbrot view.toml\",1,"));
    QVERIFY(lines[2].endsWith(",yes,compaction,view,usual,,,,,,"));
}

void tst_bench::badInput_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("mentions");
    const auto add = [](const QStringList& options, const char* mentions) {
        QTest::newRow(qPrintable(options.join(' ').left(60))) << options << QByteArray(mentions);
    };
    add({ "--workload", "nonsense" }, "--workload");
    add({ "--workload", "" }, "--workload");
    add({ "--workload" }, "--workload");
    add({ "--view", "e" }, "--view");
    add({ "--view", "" }, "--view");
    add({ "--view", "/nonexistent/view.toml" }, "--view");
    add({ "--view", "/" }, "directory");
    add({ "--view", "a", "--workload", "pi" }, "mandelbrot");
    for (const char* text :
        { "", "0", "-1", "x", "nan", "inf", "1,", ",1", "1;2", "1.5", "99999999999999999999" })
        add({ "--threads", text }, "--threads");
    add({ "--threads", QString::number(WorkerPool::defaultMembers() + 1) },
        QByteArray::number(WorkerPool::defaultMembers()).constData());
    for (const char* text : { "", "x", "scalar,", "scalar,mmx", "AVX2" })
        add({ "--simd", text }, "--simd");
    for (const char* text : { "", "x", "strict,", "loose" })
        add({ "--arithmetic", text }, "--arithmetic");
    add({ "--simd", "sse2", "--arithmetic", "fused" }, "sse2");
    add({ "--workload", "diffusion", "--arithmetic", "fused" }, "diffusion");
    add({ "--workload", "sum", "--arithmetic", "fused" }, "sum");
    for (const char* text : { "", "0", "-1", "x", "nan", "1001", "1e300", "2.5" })
        add({ "--repeats", text }, "--repeats");
    for (const char* text : { "", "x", "block,", "Block" })
        add({ "--kernel", text }, "--kernel");
    for (const char* text : { "", "count", "Smooth", "counts,smooth" })
        add({ "--results", text }, "--results");
    for (const char* text : { "", "some", "all,", "closed form" })
        add({ "--shortcuts", text }, "--shortcuts");
    for (const char* text : { "", "0", "257", "-3", "1e3", "32,x" })
        add({ "--tile", text }, "--tile");
    for (const char* text : { "", "0", "-1", "1000000", "two" })
        add({ "--naive-threads", text }, "--naive-threads");
    for (const char* text : { "", "0x0", "10", "10x", "x10", "-5x5", "100000x100000", "nanxnan", "1e2x1" })
        add({ "--size", text }, "--size");
    add({ "--json", "/nonexistent/folder/x.json" }, "/nonexistent/folder/x.json");
    add({ "--csv", "/tmp" }, "directory");
    add({ "more" }, "more");
    add({ "--unknown" }, "--unknown");
}

void tst_bench::badInput()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, mentions);
    const CliResult result = runCli(QStringList { "bench" } + options);
    QVERIFY(!result.crashed);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.out.isEmpty(), result.out.constData());
    QVERIFY2(result.err.contains(mentions), result.err.constData());
    QVERIFY2(result.err.startsWith("escapade-cli: ") && result.err.count('\n') == 1, result.err.constData());
}

void tst_bench::badFiles()
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString& name, const QByteArray& text) {
        QFile file(folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(text);
        return file.fileName();
    };
    for (const QByteArray& text :
        { QByteArray("nonsense"), QByteArray("center_re = \"nan\""), QByteArray("\x89PNG\r\n"),
            QByteArray("extent_height = \"-1\""), QByteArray(100, '\0'), QByteArray("max_iterations = 0") }) {
        const QString json = folder.filePath("out.json");
        const CliResult result = runCli({ "bench", "--view", write("bad.toml", text), "--json", json });
        QVERIFY(!result.crashed);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("bad.toml") && result.err.count('\n') == 1, result.err.constData());
        QVERIFY(!QFile::exists(json));
    }
}

void tst_bench::interrupted()
{
    const QString json = m_folder.filePath("interrupted.json");
    QProcess process;
    process.start(
        QStringLiteral(ESCAPADE_CLI), { "bench", "--view", "c", "--repeats", "1000", "--json", json });
    QVERIFY(process.waitForStarted());
    QTest::qWait(1000);
    QCOMPARE(process.state(), QProcess::Running);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardOutput().isEmpty());
    QVERIFY(!QFile::exists(json));
    QCOMPARE(QDir(m_folder.path()).entryList({ "interrupted*" }).size(), 0); // no temporary file either
}

} // namespace escapade

QTEST_GUILESS_MAIN(escapade::tst_bench)
#include "tst_bench.moc"
