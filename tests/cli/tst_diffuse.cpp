#include "core/base/Fnv1a.h"
#include "core/document/Npy.h"
#include "tests/Sanitized.h"
#include "tests/cli/CliRun.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using escapade::test::CliResult;
using escapade::test::runCli;

/// escapade-cli diffuse: the seeds' run, files in and out, and what is refused.
class DiffuseCommandTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void printsTheSeedsTimes();
    void reproducesTheReference_data();
    void reproducesTheReference();
    void readsTheSeedsParameters();
    void writesTheDensity();
    void continuesFromAFile();
    void writesPictures();
    void refuses_data();
    void refuses();
    void refusesAGridThatIsTooLarge();
    void refusesBadFiles_data();
    void refusesBadFiles();
    void stopsOnInterrupt();
    void helpNamesEverything();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList filesLeft() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// The snapshots of the seeds' run: column by column name.
QList<QMap<QByteArray, QByteArray>> readReference()
{
    QFile file(QStringLiteral(ESCAPADE_SOURCE_DIR "/tests/data/diff2d_reference.csv"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no reference");
    const QList<QByteArray> names = file.readLine().trimmed().split(',');
    QList<QMap<QByteArray, QByteArray>> rows;
    while (!file.atEnd()) {
        const QList<QByteArray> values = file.readLine().trimmed().split(',');
        QMap<QByteArray, QByteArray> row;
        for (qsizetype i = 0; i < names.size(); ++i)
            row.insert(names.at(i), values.at(i));
        rows.push_back(row);
    }
    return rows;
}

QList<QByteArray> linesOf(const QByteArray& text)
{
    QList<QByteArray> lines = text.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

bool canRun(const QString& simd)
{
    return runCli({ QStringLiteral("diffuse"), QStringLiteral("--simd"), simd, QStringLiteral("--runtime"),
                      QStringLiteral("0") })
               .exitCode
        == 0;
}

escapade::Array2D<double> decode(const QByteArray& bytes)
{
    auto array = escapade::decodeNpy(
        std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    if (!array)
        qFatal("%s", array.error().message.c_str());
    return std::move(array).value();
}

QByteArray hashOf(const escapade::Array2D<double>& array)
{
    return QByteArray::number(static_cast<qulonglong>(escapade::fnv1a64Of(array.values())), 16)
        .rightJustified(16, '0');
}

} // namespace

void DiffuseCommandTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

/// As Python's print(simtime) writes them.
void DiffuseCommandTest::printsTheSeedsTimes()
{
    const CliResult run = runCli({ QStringLiteral("diffuse") });
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.err, QByteArray());
    const QList<QByteArray> expected {
        "0.0",
        "0.49889761998981985",
        "0.9977952399796545",
        "1.49669285996945",
        "1.9955904799592454",
        "2.494488099949041",
        "2.9933857199388365",
        "3.492283339928632",
        "3.9911809599184274",
        "4.490078579908377",
        "4.988976199898329",
        "5.487873819888281",
        "5.9867714398782335",
        "6.485669059868186",
        "6.984566679858138",
        "7.48346429984809",
        "7.982361919838042",
        "8.481259539827994",
        "8.980157159817946",
        "9.479054779807898",
        "9.97795239979785",
    };
    QCOMPARE(linesOf(run.out), expected);
}

void DiffuseCommandTest::reproducesTheReference_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<QString>("simd");
    for (const QString& simd : { QStringLiteral("scalar"), QStringLiteral("sse2"), QStringLiteral("avx2"),
             QStringLiteral("avx512") }) {
        if (!canRun(simd))
            continue;
        for (const int threads : { 1, 2, 3, 7 })
            QTest::addRow("%d threads, %s", threads, qPrintable(simd)) << threads << simd;
    }
}

void DiffuseCommandTest::reproducesTheReference()
{
    QFETCH(int, threads);
    QFETCH(QString, simd);
    const CliResult run = runCli({ QStringLiteral("diffuse"), QStringLiteral("--stats"),
        QStringLiteral("--threads"), QString::number(threads), QStringLiteral("--simd"), simd });
    QCOMPARE(run.exitCode, 0);
    const auto reference = readReference();
    const QList<QByteArray> lines = linesOf(run.out);
    QCOMPARE(reference.size(), 21);
    QCOMPARE(lines.size(), reference.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QJsonObject line = QJsonDocument::fromJson(lines.at(i)).object();
        const auto& row = reference.at(i);
        QCOMPARE(line.value(QLatin1String("fnv1a64")).toString().toLatin1(), row.value("fnv1a64_all"));
        QCOMPARE(line.value(QLatin1String("step")).toInteger(), row.value("step").toLongLong());
        // Bit for bit, but for the sum, which the reference adds up cell by cell.
        QVERIFY(line.value(QLatin1String("simtime")).toDouble() == row.value("simtime").toDouble());
        QVERIFY(line.value(QLatin1String("max")).toDouble() == row.value("max").toDouble());
        QVERIFY(line.value(QLatin1String("centre")).toDouble() == row.value("center").toDouble());
        const double sum = row.value("sum").toDouble();
        QVERIFY(std::abs(line.value(QLatin1String("sum")).toDouble() - sum) <= 1e-15 * sum);
    }
}

void DiffuseCommandTest::readsTheSeedsParameters()
{
    write(QStringLiteral("diff2dparams.py"),
        "D           = 1.0;\nx1          = -10.0;\nx2          = 10.0;\nruntime     = 10.0;\ndx          = "
        "0.075;\n"
        "outtime     = 0.5;\ngraphics    = True;\n");
    const QStringList shortRun { QStringLiteral("--stats"), QStringLiteral("--runtime"),
        QStringLiteral("1") };
    const CliResult fromFile = runCli(
        QStringList { QStringLiteral("diffuse"), path(QStringLiteral("diff2dparams.py")) } + shortRun);
    const CliResult byDefault = runCli(QStringList { QStringLiteral("diffuse") } + shortRun);
    QCOMPARE(fromFile.exitCode, 0);
    QCOMPARE(fromFile.out, byDefault.out);
    QCOMPARE(linesOf(fromFile.out).size(), 3);
}

/// The density after the last step, not that of the last output.
void DiffuseCommandTest::writesTheDensity()
{
    const CliResult run = runCli({ QStringLiteral("diffuse"), QStringLiteral("--dx"), QStringLiteral("0.5"),
        QStringLiteral("--outtime"), QStringLiteral("0"), QStringLiteral("--runtime"), QStringLiteral("2"),
        QStringLiteral("--stats"), QStringLiteral("--output"), path(QStringLiteral("u.npy")),
        QStringLiteral("--output"), path(QStringLiteral("u.png")) });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QList<QByteArray> lines = linesOf(run.out);
    QCOMPARE(lines.size(), 33);
    const auto density = decode(read(QStringLiteral("u.npy")));
    QCOMPARE(density.size(), (escapade::Size { 42, 42 }));
    const QJsonObject last = QJsonDocument::fromJson(lines.last()).object();
    QCOMPARE(hashOf(density), last.value(QLatin1String("fnv1a64")).toString().toLatin1());
    QCOMPARE(density.at(0, 17), 0.0);
    const QImage picture(path(QStringLiteral("u.png")));
    QCOMPARE(picture.size(), QSize(42, 42));
    QCOMPARE(picture.pixelColor(0, 0), QColor(Qt::black));
    QVERIFY(picture.pixelColor(10, 10) != picture.pixelColor(20, 20));
    QCOMPARE(filesLeft().size(), 2);
}

/// Half a run, and the other half from its file, are the whole run.
void DiffuseCommandTest::continuesFromAFile()
{
    for (const QString& boundary :
        { QStringLiteral("dirichlet"), QStringLiteral("neumann"), QStringLiteral("periodic") }) {
        const auto run = [&](const QString& steps, const QString& initial, const QString& output) {
            // dx = 0.5 and D = 1/16 make a step take one unit of time.
            return runCli({ QStringLiteral("diffuse"), QStringLiteral("--dx"), QStringLiteral("0.5"),
                QStringLiteral("--D"), QStringLiteral("0.0625"), QStringLiteral("--boundary"), boundary,
                QStringLiteral("--runtime"), steps, QStringLiteral("--outtime"), QStringLiteral("1000"),
                QStringLiteral("--initial"), initial, QStringLiteral("--output"), path(output) });
        };
        QCOMPARE(
            run(QStringLiteral("60"), QStringLiteral("gaussian"), QStringLiteral("whole.npy")).exitCode, 0);
        QCOMPARE(
            run(QStringLiteral("25"), QStringLiteral("gaussian"), QStringLiteral("part.npy")).exitCode, 0);
        QCOMPARE(
            run(QStringLiteral("35"), path(QStringLiteral("part.npy")), QStringLiteral("rest.npy")).exitCode,
            0);
        QVERIFY(!read(QStringLiteral("whole.npy")).isEmpty());
        QVERIFY(read(QStringLiteral("whole.npy")) != read(QStringLiteral("part.npy")));
        QCOMPARE(read(QStringLiteral("rest.npy")), read(QStringLiteral("whole.npy")));
    }
}

void DiffuseCommandTest::writesPictures()
{
    const QString folder = path(QStringLiteral("frames"));
    const CliResult run = runCli({ QStringLiteral("diffuse"), QStringLiteral("--dx"), QStringLiteral("1"),
        QStringLiteral("--runtime"), QStringLiteral("2"), QStringLiteral("--outtime"), QStringLiteral("0.5"),
        QStringLiteral("--frames"), folder });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(linesOf(run.out).size(), 5);
    const QStringList names = QDir(folder).entryList(QDir::Files, QDir::Name);
    QCOMPARE(names.size(), 5);
    QCOMPARE(names.first(), QStringLiteral("frame-00000.png"));
    QCOMPARE(names.last(), QStringLiteral("frame-00004.png"));
    QCOMPARE(QImage(folder + QLatin1String("/frame-00003.png")).size(), QSize(22, 22));
}

void DiffuseCommandTest::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* arguments, const char* message) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' '))
                                 << QByteArray(message);
    };
    row("--r 0.3", "--r is 0.3; it must be at most 0.25: beyond it the explicit step is unstable");
    row("--r 0", "--r is 0.0; it must be greater than 0");
    row("--r nan", "--r is \"nan\"; it must be a finite number");
    row("--D 0", "--D is 0.0; it must be greater than 0");
    row("--D=-1", "--D is -1.0; it must be greater than 0");
    row("--D inf", "--D is \"inf\"; it must be a finite number");
    row("--D 1e999", "--D is \"1e999\"; it must be a finite number");
    row("--D 1,5", "--D is \"1,5\"; it must be a finite number");
    row("--dx 0", "--dx is 0.0; it must be greater than 0");
    row("--dx 1e-9", "--dx is 1e-09; it must be at least 0.001220703125");
    row("--dx 21", "--dx is 21.0; it must be at most x2 - x1");
    row("--dx fine", "--dx is \"fine\"; it must be a finite number");
    row("--x1 10", "--x2 is 10.0; it must be greater than x1");
    row("--x2 -20", "--x2 is -20.0; it must be greater than x1");
    row("--runtime -1", "--runtime is -1.0; it must be 0 or more");
    row("--runtime 1e300", "--runtime is 1e+300; it must be at most");
    row("--outtime -1", "--outtime is -1.0; it must be 0 or more");
    row("--initial five-peaks",
        "--initial is \"five-peaks\"; it must be four-peaks, gaussian, point or a .npy file");
    row("--initial missing.npy", "--initial: ");
    row("--boundary open", "--boundary is \"open\"; it must be dirichlet, neumann or periodic");
    row("--threads 0", "--threads");
    row("--simd mmx", "--simd");
    row("--output u.jpg", "--output is \"u.jpg\"; it must be a file that ends in .npy or .png");
    row("--output no/such/folder/u.npy", "--output: ");
    row("missing.py", "PARAMS-FILE: ");
    row("--sped 3", "--sped");
}

void DiffuseCommandTest::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    const CliResult run = runCli(QStringList { QStringLiteral("diffuse") } + arguments, m_folder->path());
    QVERIFY(!run.crashed);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(message), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
    QCOMPARE(run.out, QByteArray());
    QCOMPARE(filesLeft(), QStringList());
}

/// Three gigabytes on a machine that gives one.
void DiffuseCommandTest::refusesAGridThatIsTooLarge()
{
    if (escapade::test::sanitized)
        QSKIP("sanitizers need all the address space");
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.setChildProcessModifier([] {
        const rlimit limits { rlim_t { 1 } << 30U, rlim_t { 1 } << 30U };
        ::setrlimit(RLIMIT_AS, &limits);
    });
    process.start(QStringLiteral(ESCAPADE_CLI),
        { QStringLiteral("diffuse"), QStringLiteral("--dx"), QStringLiteral("0.00143"),
            QStringLiteral("--threads"), QStringLiteral("1"), QStringLiteral("--output"),
            QStringLiteral("u.npy") });
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(error.contains("a grid of 13988 x 13988 points takes 2988 MiB") && error.count('\n') == 1,
        error.constData());
    QCOMPARE(filesLeft(), QStringList());
}

void DiffuseCommandTest::refusesBadFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("message");
    const auto npy = [](int width, int height, double value) {
        const std::vector<std::byte> bytes
            = escapade::encodeNpy(escapade::Array2D<double>({ width, height }, value));
        return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    };
    QTest::newRow("wrong shape") << QStringLiteral("u.npy") << npy(42, 41, 1.0) << QByteArray("(41, 42)");
    QTest::newRow("NaN") << QStringLiteral("u.npy") << npy(42, 42, std::nan(""))
                         << QByteArray("[0][0] is nan");
    QTest::newRow("truncated") << QStringLiteral("u.npy") << npy(42, 42, 1.0).chopped(100)
                               << QByteArray("u.npy");
    QTest::newRow("empty array") << QStringLiteral("u.npy") << QByteArray() << QByteArray("u.npy");
    QTest::newRow("no array") << QStringLiteral("u.npy") << QByteArray(1000, 'x') << QByteArray("u.npy");
    QTest::newRow("parameters") << QStringLiteral("p.py") << QByteArray("D = 1;\ndx = a lot;\n")
                                << QByteArray("line 2: dx");
    QTest::newRow("impossible parameters")
        << QStringLiteral("p.py") << QByteArray("dx = -0.5;\n") << QByteArray("p.py\": dx is -0.5");
    QTest::newRow("binary parameters")
        << QStringLiteral("p.py") << QByteArray(3000, '\0') << QByteArray("line 1");
    QTest::newRow("large parameters")
        << QStringLiteral("p.py") << QByteArray(1000000, '#') << QByteArray("p.py");
}

void DiffuseCommandTest::refusesBadFiles()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, message);
    write(name, bytes);
    const QStringList arguments = name == QLatin1String("p.py")
        ? QStringList { QStringLiteral("diffuse"), name, QStringLiteral("--output"),
              QStringLiteral("out.npy") }
        : QStringList { QStringLiteral("diffuse"), QStringLiteral("--dx"), QStringLiteral("0.5"),
              QStringLiteral("--initial"), name, QStringLiteral("--output"), QStringLiteral("out.npy") };
    const CliResult run = runCli(arguments, m_folder->path());
    QVERIFY(!run.crashed);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(message), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
    QCOMPARE(filesLeft(), QStringList { name });
}

void DiffuseCommandTest::stopsOnInterrupt()
{
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(ESCAPADE_CLI),
        { QStringLiteral("diffuse"), QStringLiteral("--runtime"), QStringLiteral("1e6"),
            QStringLiteral("--outtime"), QStringLiteral("1e5"), QStringLiteral("--output"),
            QStringLiteral("u.npy") });
    QVERIFY(process.waitForReadyRead(60000)); // the line of time zero
    QTest::qWait(50);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(filesLeft(), QStringList());
}

void DiffuseCommandTest::helpNamesEverything()
{
    const CliResult run = runCli({ QStringLiteral("diffuse"), QStringLiteral("--help") });
    QCOMPARE(run.exitCode, 0);
    for (const char* option :
        { "PARAMS-FILE", "--D", "--x1", "--x2", "--dx", "--runtime", "--outtime", "--r", "--initial",
            "--boundary", "--output", "--frames", "--stats", "--threads", "--simd", "--progress" })
        QVERIFY2(run.out.contains(option), option);
}

QTEST_GUILESS_MAIN(DiffuseCommandTest)
#include "tst_diffuse.moc"
