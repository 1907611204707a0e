// escapade-cli pi and info, as a user meets them.

#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"
#include "tests/cli/CliRun.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

namespace escapade {

using test::CliResult;
using test::runCli;

class tst_pi_info : public QObject
{
    Q_OBJECT

private slots:
    void publishedHits();
    void outputDependsOnNothingElse();
    void badInput_data();
    void badInput();
    void interrupted();
    void infoNamesWhatMatters();
};

void tst_pi_info::publishedHits()
{
    const CliResult million = runCli({ "pi", "--samples", "1000000" });
    QCOMPARE(million.exitCode, 0);
    QCOMPARE(million.out,
        QByteArray("samples         1000000\nhits            785620\nestimate        3.1424800000\n"
                   "standard error  0.0016\n"));
    QVERIFY(million.err.isEmpty());
    QVERIFY(runCli({ "pi", "--samples", "1e7" }).out.contains("hits            7853647\n"));
}

void tst_pi_info::outputDependsOnNothingElse()
{
    const QStringList base { "pi", "--samples", "200001", "--seed", "7" };
    const QByteArray expected = runCli(base + QStringList { "--threads", "1", "--simd", "scalar" }).out;
    QVERIFY(expected.contains("samples         200001\n"));
    for (const char* threads : { "2", "3", "7" })
        QCOMPARE(runCli(base + QStringList { "--threads", threads }).out, expected);
    for (const SimdLevel level : allSimdLevels) {
        if (isAvailable(level))
            QCOMPARE(runCli(base + QStringList { "--simd", simdName(level).data() }).out, expected);
    }
    QVERIFY(runCli({ "pi", "--samples", "200001" }).out != expected); // another seed
}

void tst_pi_info::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("mentions");
    const auto add = [](const QStringList& arguments, const char* mentions) {
        QTest::newRow(qPrintable(arguments.join(' ').left(60))) << arguments << QByteArray(mentions);
    };
    add({ "pi" }, "--samples");
    add({ "pi", "--samples" }, "--samples");
    for (const char* text : { "", "x", "-1", "0", "1.5", "nan", "inf", "-inf", "0x10", "1e16", "1e999999",
             "99999999999999999999999", "1,000", " 5", "5 ", "1e15.0", "1000000000000001" }) {
        add({ "pi", "--samples", text }, "--samples");
    }
    add({ "pi", "--samples", QString(100'000, '9') }, "--samples");
    for (const char* text : { "", "x", "-1", "1.5", "nan", "1e400", "9007199254740993" })
        add({ "pi", "--samples", "10", "--seed", text }, "--seed");
    for (const char* text : { "", "x", "-1", "0", "1.5", "nan", "inf", "4294967297" })
        add({ "pi", "--samples", "10", "--threads", text }, "--threads");
    add({ "pi", "--samples", "10", "--threads", QString::number(WorkerPool::defaultMembers() + 1) },
        "--threads");
    for (const char* text : { "", "x", "AVX2", "mmx", "-1" })
        add({ "pi", "--samples", "10", "--simd", text }, "--simd");
    add({ "pi", "--samples", "10", "--arithmetic", "fused" }, "--arithmetic");
    add({ "pi", "--samples", "10", "more" }, "more");
    add({ "pi", "--samples", "10", "--samples", "20" }, "--samples");
    add({ "info", "--threads", "2" }, "--threads");
    add({ "info", "more" }, "more");
}

void tst_pi_info::badInput()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, mentions);
    const CliResult result = runCli(arguments);
    QVERIFY(!result.crashed);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.out.isEmpty(), result.out.constData());
    QVERIFY2(result.err.contains(mentions), result.err.constData());
    QVERIFY2(result.err.startsWith("escapade-cli: ") && result.err.count('\n') == 1, result.err.constData());
    QVERIFY(result.err.size() < 400);
}

void tst_pi_info::interrupted()
{
    QProcess process;
    process.start(QStringLiteral(ESCAPADE_CLI), { "pi", "--samples", "1e15" });
    QVERIFY(process.waitForStarted());
    QTest::qWait(500);
    QCOMPARE(process.state(), QProcess::Running);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardOutput().isEmpty());
}

void tst_pi_info::infoNamesWhatMatters()
{
    const CliResult result = runCli({ "info" });
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.err.isEmpty());
    for (const char* name : { "Escapade", "CPU", "logical cores", "physical cores", "SIMD compiled",
             "SIMD available", "compiler", "GMP", "MPFR", "xsimd", "CLI11", "toml++", "nlohmann json",
             "Eigen", "Random123", "libspng", "OpenMP" }) {
        QVERIFY2(result.out.contains(QByteArray("\n") + name) || result.out.startsWith(name), name);
    }
    const QByteArray cores = QByteArray::number(WorkerPool::logicalCores());
    QVERIFY(result.out.contains("\nlogical cores         " + cores + "\n"));
    QVERIFY(result.out.contains("scalar sse2"));
}

} // namespace escapade

QTEST_GUILESS_MAIN(escapade::tst_pi_info)
#include "tst_pi_info.moc"
