// escapade-cli render: what it writes and says, and how it refuses.

#include "core/color/Palette.h"
#include "core/document/AtomicFile.h"
#include "core/document/Npy.h"
#include "core/render/IterationLimit.h"
#include "tests/Sanitized.h"
#include "tests/cli/CliRun.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <functional>
#include <span>

namespace escapade {
namespace {

using test::CliResult;
using test::sanitized;

const QString place = QStringLiteral("center_re = \"-0.5\"\nextent_height = \"2\"\nmax_iterations = 90\n");
const QString customPalette = QStringLiteral(
    "name = \"M\u00edne\"\ncyclic = false\nstops = [[0.0, \"#ff0000\"], [1.0, \"#0000ff\"]]\n");

/// Small pictures, so that valid runs take no time.
QStringList small(const QStringList& more)
{
    return QStringList { "render", "--size", "31x17", "--max-iter", "80" } + more;
}

} // namespace

class tst_render : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void npyAndPng();
    void statsTell();
    void defaults();
    void valid_data();
    void valid();
    void tenThousandDigits();
    void automaticIterations();
    void optionsOverrideTheFile();
    void pictureIsALocationFile();
    void aLocationFileCarriesItsPalette();
    void palettes();
    void colorings();
    void refused_data();
    void refused();
    void diskFull();
    void sizeLimit();
    void standardOutputFull();
    void outOfMemory();
    void interrupted_data();
    void interrupted();
    void help_data();
    void help();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    CliResult run(const QStringList& arguments) const { return test::runCli(arguments, m_folder->path()); }
    QStringList names() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    void write(const QString& name, const QByteArray& content) const;
    QByteArray read(const QString& name) const;
    QString hashOf(const QStringList& arguments) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_render::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void tst_render::write(const QString& name, const QByteArray& content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(name));
}

QByteArray tst_render::read(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

/// The hash that --stats gives for these arguments.
QString tst_render::hashOf(const QStringList& arguments) const
{
    const CliResult result = run(arguments + QStringList { "--stats" });
    if (result.exitCode != 0)
        return "exit code " + QString::number(result.exitCode) + ": " + result.err;
    return QJsonDocument::fromJson(result.out).object().value("fnv1a64").toString();
}

void tst_render::npyAndPng()
{
    const CliResult result = run(small({ "--output", "a.npy", "--output", "a.png" }));
    QVERIFY2(!result.crashed && result.exitCode == 0, result.err);
    QVERIFY(result.out.isEmpty());
    QVERIFY(result.err.isEmpty());
    QCOMPARE(names(), (QStringList { "a.npy", "a.png" }));

    const QByteArray npy = read("a.npy");
    QVERIFY(npy.contains("'<i4'"));
    const auto counts
        = decodeNpy(std::as_bytes(std::span(npy.constData(), static_cast<std::size_t>(npy.size()))));
    QVERIFY(counts);
    QCOMPARE(counts->width(), 31);
    QCOMPARE(counts->height(), 17);
    QCOMPARE(counts->at(15, 8), 80.0); // the centre, -0.8, never leaves
    QCOMPARE(counts->at(0, 0), 0.0); // the corner is outside radius 2

    const QImage image(path("a.png"));
    QCOMPARE(image.size(), QSize(31, 17));
    QCOMPARE(image.pixel(15, 8), builtinPalettes().front().interior.argb());
    QVERIFY(image.pixel(0, 0) != image.pixel(15, 8));
}

void tst_render::statsTell()
{
    const CliResult result = run({ "render", "--size", "40x30", "--max-iter", "70", "--threads", "2",
        "--simd", "scalar", "--arithmetic", "fused", "--stats" });
    QCOMPARE(result.exitCode, 0);
    const QJsonObject stats = QJsonDocument::fromJson(result.out).object();
    QCOMPARE(stats.value("tier").toString(), QString("direct"));
    QVERIFY(stats.value("number_types").isArray());
    QVERIFY(stats.contains("reference_length"));
    QVERIFY(stats.value("wall_s").toDouble(-1) >= 0);
    QVERIFY(stats.value("cpu_s").toDouble(-1) >= 0);
    QCOMPARE(stats.value("threads").toInt(), 2);
    QCOMPARE(stats.value("simd").toString(), QString("scalar"));
    QCOMPARE(stats.value("arithmetic").toString(), QString("fused"));
    QVERIFY(stats.value("pixel_iterations").toInt() > 40 * 30);
    QVERIFY(stats.value("automatic_iterations").isNull()); // the limit was given
    QCOMPARE(stats.value("fnv1a64").toString().size(), 16);
    const QJsonObject pixels = stats.value("pixels").toObject();
    int sum = 0;
    for (const char* label : { "escaped", "interior", "undecided", "beyond_precision" }) {
        QVERIFY2(pixels.contains(label), label);
        sum += pixels.value(label).toInt();
    }
    QCOMPARE(sum, 40 * 30);
    QVERIFY(pixels.value("escaped").toInt() > 0);
    QVERIFY(pixels.value("interior").toInt() > 0);
}

void tst_render::defaults()
{
    const QString plain = hashOf({ "render" });
    QCOMPARE(plain.size(), 16);
    QCOMPARE(hashOf({ "render", "--fractal", "mandelbrot", "--center", "-0.8,0", "--extent", "3", "--size",
                 "1280x800", "--max-iter", "auto", "--tier", "auto", "--quality", "normal", "--palette",
                 "classic" }),
        plain);
    const QString julia = hashOf(small({ "--fractal", "julia" }));
    QCOMPARE(hashOf(small({ "--fractal", "julia", "--center", "0,0", "--extent", "4,3", "--julia-c",
                 "-1.1193,0.2718" })),
        julia);
    QVERIFY(julia != hashOf(small({})));
}

void tst_render::valid_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto add = [](const QStringList& arguments) {
        QTest::newRow(qPrintable(arguments.join(' ').left(60))) << arguments;
    };
    add({ "--center", "-.8,0" });
    add({ "--center=-8e-1,+0.000" });
    add({ "--center", "-0.8,-0" });
    add({ "--extent", "3,3" });
    add({ "--extent", "30e-1" });
    add({ "--quality", "preview" });
    add({ "--quality", "exact" });
    add({ "--tier", "direct" });
    add({ "--max-iter", "80" });
    add({ "--threads", "1" });
    add({ "--simd", "auto" });
    add({ "--arithmetic", "strict" });
    add({ "--palette", "spectrum" });
    add({ "--progress" });
}

void tst_render::valid()
{
    QFETCH(const QStringList, arguments);
    const QStringList usual { "render", "--size", "31x17" };
    QStringList all = usual + arguments;
    if (!arguments.contains("--max-iter"))
        all += { "--max-iter", "80" };
    QCOMPARE(hashOf(all), hashOf(small({})));
}

void tst_render::tenThousandDigits()
{
    // Both round to the same double; the one is as long as it gets.
    const QString longCentre = "-0.74" + QString(9'998, '9') + ",0.1" + QString(9'998, '0') + "1";
    QCOMPARE(hashOf(small({ "--center", longCentre })), hashOf(small({ "--center", "-0.75,0.1" })));
    // Far below the range of double nothing can be told apart, and every pixel says so.
    const CliResult result
        = run(small({ "--center", longCentre, "--extent", "1e-9999", "--stats", "--output", "deep.png" }));
    QCOMPARE(result.exitCode, 0);
    const QJsonObject pixels = QJsonDocument::fromJson(result.out).object().value("pixels").toObject();
    QCOMPARE(pixels.value("beyond_precision").toInt(), 31 * 17);
    QVERIFY(result.err.contains("527 of 527 pixels lie beyond the precision"));
    QCOMPARE(run(small({ "deep.png", "--output", "again.png" })).exitCode, 0);
    QCOMPARE(read("again.png"), read("deep.png"));
}

void tst_render::automaticIterations()
{
    const QStringList seahorses { "render", "--center", "-0.743643887037151,0.131825904205330", "--extent",
        "0.05", "--size", "160x120" };
    const auto statsOf = [&](const QStringList& more) {
        return QJsonDocument::fromJson(run(seahorses + more + QStringList { "--stats" }).out).object();
    };
    const QJsonObject stats = statsOf({});
    RenderRequest request;
    const PlaneView view { *Decimal::parse("-0.743643887037151"), *Decimal::parse("0.131825904205330"),
        *Decimal::parse("0.05"), *Decimal::parse("0.05") };
    request.viewport = Viewport::fit(view, { 160, 120 });
    request.maxIterations = startingIterationLimit(Formula::Mandelbrot, view);
    WorkerPool pool(2);
    const Result<IterationLimit> expected = chooseIterationLimit(pool, request, {});
    QVERIFY(expected.has_value());
    QVERIFY(expected->limit > request.maxIterations);
    QCOMPARE(stats.value("max_iterations").toInt(), expected->limit);
    const QJsonObject chosen = stats.value("automatic_iterations").toObject();
    QCOMPARE(chosen.value("reason").toString(),
        QString(expected->reason == LimitReason::Settled ? "settled" : "few undecided"));
    QCOMPARE(chosen.value("undecided_share").toDouble(), expected->undecidedShare);
    QCOMPARE(chosen.value("last_doubling_changed").toDouble(), expected->lastDoublingChanged);
    // The same however it is computed, and the same as when that limit is given.
    QCOMPARE(statsOf({ "--threads", "3", "--simd", "scalar" }).value("fnv1a64"), stats.value("fnv1a64"));
    QCOMPARE(
        statsOf({ "--max-iter", QString::number(expected->limit) }).value("fnv1a64"), stats.value("fnv1a64"));
    // A picture keeps that it is automatic.
    QCOMPARE(run(seahorses + QStringList { "--output", "a.png" }).exitCode, 0);
    QVERIFY(QImage(path("a.png")).text("Escapade location").contains("max_iterations = \"automatic\""));
}

void tst_render::optionsOverrideTheFile()
{
    write("place.toml", place.toUtf8());
    const QStringList size { "--size", "31x17" };
    QCOMPARE(hashOf(QStringList { "render", "place.toml" } + size),
        hashOf(QStringList { "render", "--center", "-0.5,0", "--extent", "2", "--max-iter", "90" } + size));
    QCOMPARE(
        hashOf(QStringList { "render", "place.toml", "--center", "-0.25,0.5", "--max-iter", "30" } + size),
        hashOf(
            QStringList { "render", "--center", "-0.25,0.5", "--extent", "2", "--max-iter", "30" } + size));
    QCOMPARE(hashOf(QStringList { "render", "--extent", "1", "place.toml" } + size),
        hashOf(QStringList { "render", "--center", "-0.5,0", "--extent", "1", "--max-iter", "90" } + size));
    // automatic again, in spite of the file's count
    const CliResult result
        = run(QStringList { "render", "place.toml", "--max-iter", "auto", "--stats" } + size);
    QVERIFY(QJsonDocument::fromJson(result.out).object().value("max_iterations").toInt() >= 500);
    QVERIFY(QJsonDocument::fromJson(result.out).object().value("automatic_iterations").isObject());
    write("fused.toml", place.toUtf8() + "arithmetic = \"fused\"\n");
    const CliResult fused = run(QStringList { "render", "fused.toml", "--simd", "scalar", "--stats" } + size);
    QCOMPARE(QJsonDocument::fromJson(fused.out).object().value("arithmetic").toString(), QString("fused"));
}

void tst_render::pictureIsALocationFile()
{
    write("mine.toml", customPalette.toUtf8());
    const QStringList arguments { "render", "--fractal", "julia", "--center",
        "0.123456789012345678901234567890,-0.25", "--extent", "0.5,0.25", "--julia-c", "-0.4,0.6", "--size",
        "31x17", "--palette", "mine.toml", "--output", "a.png", "--output", "a.npy" };
    QCOMPARE(run(arguments).exitCode, 0);
    // The palette's own file is not needed any more: the picture carries it.
    QVERIFY(QFile::remove(path("mine.toml")));
    const CliResult again
        = run({ "render", "a.png", "--size", "31x17", "--output", "b.png", "--output", "b.npy" });
    QVERIFY2(again.exitCode == 0, again.err);
    QCOMPARE(read("b.npy"), read("a.npy"));
    QCOMPARE(read("b.png"), read("a.png"));
    const QImage image(path("a.png"));
    QVERIFY(image.text("Escapade location").contains("center_re = \"0.12345678901234567890123456789\""));
    QVERIFY(image.text("Escapade palette").contains(QString::fromUtf8("M\u00edne")));
    // An output may take the place of its own input.
    QCOMPARE(run({ "render", "a.png", "--size", "31x17", "--output", "a.png" }).exitCode, 0);
    QCOMPARE(read("b.png"), read("a.png"));
}

void tst_render::aLocationFileCarriesItsPalette()
{
    const QStringList size { "--size", "31x17" };
    write("mine.toml", customPalette.toUtf8());
    QCOMPARE(run(QStringList { "render", "--palette", "mine.toml", "--output", "a.png" } + size).exitCode, 0);
    const QString palette = QImage(path("a.png")).text("Escapade palette");
    write("there.toml",
        "palette = \"mine\"\nown_palette = \"\"\"\n" + palette.toUtf8().replace('\\', "\\\\") + "\"\"\"\n");
    const CliResult again = run(QStringList { "render", "there.toml", "--output", "b.png" } + size);
    QVERIFY2(again.exitCode == 0, again.err);
    QCOMPARE(QImage(path("b.png")), QImage(path("a.png")));
    write("without.toml", "palette = \"mine\"\n");
    const CliResult unknown = run(QStringList { "render", "without.toml", "--output", "c.png" } + size);
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.err.contains("\"mine\" is not one of ours"), unknown.err);
    write("spoilt.toml", "own_palette = \"stops = []\"\n");
    const CliResult spoilt = run(QStringList { "render", "spoilt.toml", "--output", "c.png" } + size);
    QCOMPARE(spoilt.exitCode, 2);
    QVERIFY2(spoilt.err.contains("own_palette is wrong"), spoilt.err);
    QVERIFY(!QFile::exists(path("c.png")));
}

void tst_render::palettes()
{
    QSet<QByteArray> pictures;
    for (const Palette& palette : builtinPalettes()) {
        QCOMPARE(
            run(small({ "--palette", QString::fromStdString(palette.id), "--output", "p.png" })).exitCode, 0);
        pictures.insert(read("p.png"));
    }
    QCOMPARE(static_cast<std::size_t>(pictures.size()), builtinPalettes().size());
}

/// Colourings and smooth edges do not depend on how they were computed, and come back with the picture.
void tst_render::colorings()
{
    QTemporaryDir folder;
    const auto inside = [&](const char* name) { return folder.filePath(QLatin1String(name)); };
    QFile file(inside("place.toml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "center_re = \"-0.7436\"\ncenter_im = \"0.1318\"\nextent_height = \"0.01\"\nmax_iterations = 900\n"
        "color_outside = \"histogram\"\ncolor_inside = \"period\"\nlamp_strength = 0.5\n");
    file.close();
    QByteArray first;
    for (const QStringList& how : { QStringList { "--threads", "1", "--simd", "scalar" },
             QStringList { "--threads", "3", "--simd", "auto" },
             QStringList { "--threads", "2", "--simd", "sse2" } }) {
        const CliResult result = test::runCli(QStringList { "render", inside("place.toml"), "--size", "90x60",
                                                  "--smooth", "--output", inside("a.png") }
            + how);
        QCOMPARE(result.exitCode, 0);
        QFile picture(inside("a.png"));
        QVERIFY(picture.open(QIODevice::ReadOnly));
        const QByteArray bytes = picture.readAll();
        QVERIFY(first.isEmpty() || bytes == first);
        first = bytes;
    }
    QCOMPARE(test::runCli(
                 { "render", inside("a.png"), "--size", "90x60", "--smooth", "--output", inside("b.png") })
                 .exitCode,
        0);
    QCOMPARE(QImage(inside("b.png")), QImage(inside("a.png")));
    QCOMPARE(
        test::runCli({ "render", inside("a.png"), "--size", "90x60", "--output", inside("c.png") }).exitCode,
        0);
    QVERIFY(QImage(inside("c.png")) != QImage(inside("a.png"))); // its edges are not smooth
}

void tst_render::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto add = [](const char* name, const QStringList& arguments, const char* said) {
        QTest::newRow(name) << arguments << QString(said);
    };
    const auto value = [](const char* option, const QString& text, const char* said) {
        QTest::newRow(qPrintable(QString(option) + " " + text.left(30).simplified()))
            << QStringList { option, text, "--stats" } << QString(said);
    };
    add("no outputs", {}, "--output FILE");
    for (const char* option : { "--fractal", "--center", "--extent", "--julia-c", "--size", "--max-iter",
             "--tier", "--quality", "--palette", "--output", "--threads", "--simd", "--arithmetic" })
        add(qPrintable(QString(option) + " without a value"), { "--stats", option },
            qPrintable(QString(option) + " needs a value"));
    for (const char* option : { "--center=0,0", "--extent=3", "--size=5x5", "--max-iter=9", "--threads=1" })
        add(qPrintable(QString(option) + " twice"), { "--stats", option, option },
            qPrintable(QString(option).section('=', 0, 0) + " is given more than once"));

    for (const char* nonsense : { "", "x", "newton", "Mandelbrot" })
        value("--fractal", nonsense, "it must be mandelbrot or julia");
    for (const char* nonsense : { "", "x", "1", "1,2,3", "nan", "1;2", "[1,2,3]" })
        value("--center", nonsense, "--center is \"");
    for (const char* nonsense :
        { ",", "1,", ",1", "nan,0", "0,NaN", "inf,0", "0,-inf", "1e5e5,0", "0x10,0", " 1,0" })
        value("--center", nonsense, "is not a decimal number");
    value("--center", "1e100,0", "the real part is 1e100; it must be less than 1e100");
    value("--center", "0,-1e999", "the imaginary part is -1e999");
    value("--center", "0,1e99999999999999999999", "the exponent");
    value("--center", "0." + QString(100'001, '1') + ",0", "more than 100000 digits");
    value("--julia-c", "1", "--julia-c is \"1\"");
    value("--julia-c", "nan,nan", "\"nan\" is not a decimal number");
    value("--julia-c", "1e300,0", "the real part is 1e300");
    for (const char* nonsense : { "", "x", "nan", "inf", "-inf", "1,", "1e" })
        value("--extent", nonsense, "is not a decimal number");
    for (const char* nonsense : { "0", "-1", "-1e-300", "1e100", "1e999", "1e-100001", "0,1" })
        value("--extent", nonsense, "--extent: the width is");
    value("--extent", "1,0", "--extent: the height is 0; it must be above 0");
    value("--extent", "1,2,3", "--extent is \"1,2,3\"");
    for (const char* nonsense :
        { "", "x", "5", "0x0", "0x5", "5x0", "-5x5", "5x-5", "5x5x5", "1e3x5", "5.5x5", "nanxnan", "infx5",
            "100000x100000", "99999999999999999999x1", "65536x1", "5X5", " 5x5", "5x5\n" })
        value("--size", nonsense, "--size is \"");
    value("--size", "65535x65535", "at most 268435456 pixels");
    for (const char* nonsense :
        { "", "x", "0", "-1", "1.5", "nan", "inf", "2147483648", "99999999999999999999", "1e99" })
        value("--max-iter", nonsense, "whole number from 1 to 2147483647");
    value("--tier", "deep", "it must be auto, direct or perturbation");
    value("--tier", "perturbation", "does not exist yet");
    value("--quality", "best", "it must be preview, normal or exact");
    for (const char* nonsense : { "", "x", "0", "-1", "1.5", "nan", "9999999", "99999999999999999999" })
        value("--threads", nonsense, "--threads is \"");
    value("--simd", "mmx", "it must be auto, scalar, sse2, avx2 or avx512");
    value("--arithmetic", "loose", "it must be strict or fused");
    add("fused without the instruction", { "--simd", "sse2", "--arithmetic", "fused", "--stats" }, "lacks");
    value("--palette", "", "--palette is empty");
    value("--palette", "nosuch", "--palette is \"nosuch\"; it must be classic");
    value("--palette", "folder", "it is a directory");
    value("--palette", "place.toml", "palette");
    value("--palette", "noise", "palette");
    value("--palette", "/dev/zero", "not a regular file");

    const auto output = [](const char* file, const char* said) {
        QTest::newRow(qPrintable(QString("to ") + file)) << QStringList { "--output", file } << QString(said);
    };
    output("", "must end in .npy or .png");
    output("a.jpg", "must end in .npy or .png");
    output("a", "must end in .npy or .png");
    output("/dev/null", "must end in .npy or .png");
    output(".png", "must end in .npy or .png");
    output("folder.npy", "it is a directory");
    output("missing/a.npy", "No such file or directory");
    output("place.toml/a.npy", "Not a directory");
    output("/proc/a.npy", "No such file or directory");
    output("pipe.npy", "it is not a regular file");
    add("a good output and a bad one", { "--output", "good.npy", "--output", "missing/a.png" },
        "No such file");

    const auto location = [](const char* file, const char* said) {
        QTest::newRow(qPrintable(QString("from ") + file))
            << QStringList { file, "--output", "a.npy" } << QString(said);
    };
    location("none.toml", "LOCATION-FILE: cannot read \"none.toml\": No such file");
    location("folder", "it is a directory");
    location("noise", "location, line 1");
    location("plain.png", "carries no location");
    location("short.png", "not a usable PNG");
    location("wrong.toml", "max_iterations must be a whole number");
    location("half.toml", "location, line 2");
    location("strange.toml", "its palette \"unheard-of\"");
    location("/dev/zero", "not a regular file");
    add("two files", { "place.toml", "place.toml", "--stats" }, "not expected");
    add("an unknown option", { "--bogus", "--stats" }, "not expected: --bogus");
    add("an unknown option with a line end", { "--bo\ngus", "--stats" }, "not expected: --bo?gus");
    add("an unknown short option", { "-x", "--stats" }, "not expected: -x");
}

void tst_render::refused()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    write("place.toml", place.toUtf8());
    write("wrong.toml", "max_iterations = 0\n");
    write("half.toml", "center_re = \"-0.5\"\ncenter_im = \"");
    write("strange.toml", "palette = \"unheard-of\"\n");
    write("noise", QByteArray("\x01\xff\x00\x02=[[[", 8));
    QImage(3, 3, QImage::Format_RGB32).save(path("plain.png"));
    write("short.png", read("plain.png").left(20));
    QVERIFY(QDir(m_folder->path()).mkdir("folder"));
    QVERIFY(QDir(m_folder->path()).mkdir("folder.npy"));
    QVERIFY(::mkfifo(qPrintable(path("pipe.npy")), 0600) == 0);
    const QStringList before = names();

    const CliResult result = run(QStringList { "render" } + arguments);
    QVERIFY(!result.crashed);
    QVERIFY2(
        result.err.startsWith("escapade-cli: ") && result.err.count('\n') == 1 && result.err.endsWith('\n'),
        result.err);
    QVERIFY2(QString::fromUtf8(result.err).contains(said), result.err);
    QVERIFY2(result.err.size() < 1100, result.err);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.out.isEmpty());
    QCOMPARE(names(), before);
}

void tst_render::diskFull()
{
    QVERIFY(QDir(m_folder->path()).mkdir("disk"));
    const QByteArray disk = path("disk").toUtf8();
    if (::mount("none", disk, "tmpfs", 0, "size=64k") != 0)
        QSKIP("mounting a small disk needs root; sizeLimit() tests the same path");
    write("disk/old.npy", "old");
    const CliResult npy
        = run({ "render", "--size", "300x300", "--max-iter", "50", "--output", "disk/old.npy" });
    const CliResult png
        = run({ "render", "--size", "900x900", "--max-iter", "50", "--output", "disk/new.png" });
    const QByteArray kept = read("disk/old.npy");
    const QStringList left
        = QDir(path("disk")).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    QCOMPARE(::umount(disk), 0);
    for (const CliResult& result : { npy, png }) {
        QVERIFY(!result.crashed);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.startsWith("escapade-cli: cannot write \"disk/") && result.err.count('\n') == 1,
            result.err);
        QVERIFY2(result.err.contains("No space left on device"), result.err);
    }
    QCOMPARE(kept, QByteArray("old"));
    QCOMPARE(left, QStringList { "old.npy" });
}

/// Runs with a limit of the system in force.
CliResult runLimited(const QStringList& arguments, const QString& folder, int resource, rlim_t limit)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setChildProcessModifier([resource, limit] {
        const rlimit limits { limit, limit };
        ::setrlimit(static_cast<__rlimit_resource>(resource), &limits);
    });
    process.start(QStringLiteral(ESCAPADE_CLI), arguments);
    CliResult result;
    if (process.waitForFinished(120'000)) {
        result.crashed = process.exitStatus() != QProcess::NormalExit;
        result.exitCode = process.exitCode();
        result.err = process.readAllStandardError();
    }
    return result;
}

void tst_render::sizeLimit()
{
#ifdef __clang__
    if (sanitized)
        QSKIP("libomp starts with a file of shared memory, which is larger than the limit");
#endif
    write("old.npy", "old");
    const CliResult result
        = runLimited({ "render", "--size", "300x300", "--max-iter", "50", "--output", "old.npy" },
            m_folder->path(), RLIMIT_FSIZE, 100'000);
    QVERIFY(!result.crashed);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("cannot write \"old.npy\": File too large"), result.err);
    QCOMPARE(read("old.npy"), QByteArray("old"));
    QCOMPARE(names(), QStringList { "old.npy" });
}

void tst_render::standardOutputFull()
{
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(QStringLiteral(ESCAPADE_CLI), small({ "--stats" }));
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("No space left"));
}

void tst_render::outOfMemory()
{
    if (sanitized)
        QSKIP("sanitizers need all the address space");
    const CliResult result
        = runLimited({ "render", "--size", "16384x16384", "--threads", "1", "--output", "a.npy" },
            m_folder->path(), RLIMIT_AS, rlim_t { 1 } << 29U);
    QVERIFY(!result.crashed);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("out of memory for a picture of 16384x16384") && result.err.count('\n') == 1,
        result.err);
    QVERIFY(names().isEmpty());
}

void tst_render::interrupted_data()
{
    QTest::addColumn<QStringList>("picture");
    QTest::newRow("while rendering") << QStringList { "--center", "-0.75,0.001", "--extent", "1e-5",
        "--max-iter", "2000000000" };
    QTest::newRow("while a limit is chosen")
        << QStringList { "--center", "0.2500000001,0", "--extent", "1e-13", "--size", "320x200" };
}

void tst_render::interrupted()
{
    QFETCH(QStringList, picture);
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(ESCAPADE_CLI),
        QStringList { "render" } + picture + QStringList { "--output", "a.npy", "--output", "a.png" });
    QVERIFY(process.waitForStarted());
    // It must be at work by then; should it not, the end is the same but for the exit code, and the test
    // would say so.
    QVERIFY(!process.waitForFinished(sanitized ? 3000 : 700));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(names().isEmpty());
}

void tst_render::help_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("program") << QStringList { "--help" } << "render";
    QTest::newRow("version") << QStringList { "--version" } << "escapade-cli ";
    for (const char* command : { "render", "diffuse", "bench", "pi", "info" })
        QTest::newRow(command) << QStringList { command, "--help" } << "--help";
}

void tst_render::help()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    const CliResult result = run(arguments);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(QString::fromUtf8(result.out).contains(said), result.out);
    QVERIFY(result.err.isEmpty());
    for (const QByteArray& line : result.out.split('\n'))
        QVERIFY2(line.size() <= 115, line);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_render)
#include "tst_render.moc"
