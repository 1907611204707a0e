#include "core/diffusion/DiffusionParams.h"
#include "core/diffusion/ParamsFile.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <random>

namespace escapade {

/// Parameters, what follows from them, and the seeds' parameter file.
class DiffusionParamsTest : public QObject
{
    Q_OBJECT

private slots:
    void gridOfTheSeeds();
    void gridAsPythonComputesIt_data();
    void gridAsPythonComputesIt();
    void refusesNonsense_data();
    void refusesNonsense();
    void acceptsTheLimits();
    void writesNumbersAsPython_data();
    void writesNumbersAsPython();
    void namesAreReadBack();
    void readsTheSeedsFile();
    void readsOddButRightFiles_data();
    void readsOddButRightFiles();
    void refusesWrongFiles_data();
    void refusesWrongFiles();
    void survivesMutations();
};

void DiffusionParamsTest::gridOfTheSeeds()
{
    const auto grid = makeGrid({});
    QVERIFY(grid.has_value());
    QCOMPARE(grid->rows, 266);
    QCOMPARE(grid->points, 268);
    // Bit for bit: QCOMPARE of doubles is fuzzy.
    QVERIFY(grid->dx == 0.075187969924812026);
    QVERIFY(grid->dt == 0.0014133077053536094);
    QVERIFY(grid->coefficient == 0.25);
    QCOMPARE(grid->steps, 7075);
    QCOMPARE(grid->stepsPerOutput, 353);
    QVERIFY(grid->position(1) == -10);
    QVERIFY(grid->position(267) == 10);
}

void DiffusionParamsTest::gridAsPythonComputesIt_data()
{
    QTest::addColumn<DiffusionParams>("params");
    QTest::addColumn<DiffusionGrid>("grid");
    // From python3: nrows, npnts, dx, dt, (D/dx**2)*dt, nsteps, nper of the seeds' expressions.
    const auto row = [](const char* name, DiffusionParams params, DiffusionGrid grid) {
        grid.points = grid.rows + 2;
        grid.x1 = params.x1;
        grid.x2 = params.x2;
        QTest::newRow(name) << params << grid;
    };
    row("coarse", { .dx = 0.5 },
        { .rows = 40, .dx = 0.5, .dt = 0.0625, .coefficient = 0.25, .steps = 160, .stepsPerOutput = 8 });
    row("fast", { .D = 3.7, .dx = 0.11, .runtime = 2.0, .outtime = 0.13 },
        { .rows = 181,
            .dx = 0.11049723756906077,
            .dt = 0.0008249756425941523,
            .coefficient = 0.25,
            .steps = 2424,
            .stepsPerOutput = 157 });
    row("small box", { .D = 0.02, .x1 = -0.25, .x2 = 1.75, .dx = 0.013, .runtime = 100.0, .outtime = 7.0 },
        { .rows = 153,
            .dx = 0.013071895424836602,
            .dt = 0.0021359306249733013,
            .coefficient = 0.25,
            .steps = 46817,
            .stepsPerOutput = 3277 });
    row("one cell", { .dx = 20.0 },
        { .rows = 1, .dx = 20.0, .dt = 100.0, .coefficient = 0.25, .steps = 0, .stepsPerOutput = 1 });
    row("coefficient beside 1/4", { .D = 2.28, .dx = 0.749 },
        { .rows = 26,
            .dx = 0.7692307692307693,
            .dt = 0.06488113775563169,
            .coefficient = 0.24999999999999997,
            .steps = 154,
            .stepsPerOutput = 7 });
    row("every step", { .dx = 0.3, .outtime = 1e-09 },
        { .rows = 66,
            .dx = 0.30303030303030304,
            .dt = 0.022956841138659322,
            .coefficient = 0.25,
            .steps = 435,
            .stepsPerOutput = 1 });
}

void DiffusionParamsTest::gridAsPythonComputesIt()
{
    QFETCH(DiffusionParams, params);
    QFETCH(DiffusionGrid, grid);
    const auto made = makeGrid(params);
    QVERIFY(made.has_value());
    QVERIFY(*made == grid);
}

void DiffusionParamsTest::refusesNonsense_data()
{
    QTest::addColumn<DiffusionParams>("params");
    QTest::addColumn<QString>("key");
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double inf = std::numeric_limits<double>::infinity();
    QTest::newRow("D 0") << DiffusionParams { .D = 0 } << "D";
    QTest::newRow("D negative") << DiffusionParams { .D = -1 } << "D";
    QTest::newRow("D nan") << DiffusionParams { .D = nan } << "D";
    QTest::newRow("D inf") << DiffusionParams { .D = inf } << "D";
    QTest::newRow("D huge") << DiffusionParams { .D = 1e101 } << "D";
    QTest::newRow("x1 nan") << DiffusionParams { .x1 = nan } << "x1";
    QTest::newRow("x1 -inf") << DiffusionParams { .x1 = -inf } << "x1";
    QTest::newRow("x2 inf") << DiffusionParams { .x2 = inf } << "x2";
    QTest::newRow("x1 = x2") << DiffusionParams { .x1 = 1, .x2 = 1 } << "x2";
    QTest::newRow("x1 > x2") << DiffusionParams { .x1 = 2, .x2 = 1 } << "x2";
    QTest::newRow("dx 0") << DiffusionParams { .dx = 0 } << "dx";
    QTest::newRow("dx negative") << DiffusionParams { .dx = -0.1 } << "dx";
    QTest::newRow("dx nan") << DiffusionParams { .dx = nan } << "dx";
    QTest::newRow("dx inf") << DiffusionParams { .dx = inf } << "dx";
    QTest::newRow("dx wider than the box") << DiffusionParams { .dx = 20.1 } << "dx";
    QTest::newRow("dx too fine") << DiffusionParams { .dx = 20.0 / 16385 } << "dx";
    QTest::newRow("dx tiny") << DiffusionParams { .dx = 1e-300 } << "dx";
    QTest::newRow("dx subnormal") << DiffusionParams { .dx = 5e-324 } << "dx";
    QTest::newRow("runtime negative") << DiffusionParams { .runtime = -1 } << "runtime";
    QTest::newRow("runtime nan") << DiffusionParams { .runtime = nan } << "runtime";
    QTest::newRow("runtime huge") << DiffusionParams { .runtime = 1e30 } << "runtime";
    QTest::newRow("outtime negative") << DiffusionParams { .outtime = -0.5 } << "outtime";
    QTest::newRow("outtime huge") << DiffusionParams { .outtime = 1e300 } << "outtime";
    QTest::newRow("r 0") << DiffusionParams { .r = 0 } << "r";
    QTest::newRow("r negative") << DiffusionParams { .r = -0.25 } << "r";
    QTest::newRow("r nan") << DiffusionParams { .r = nan } << "r";
    QTest::newRow("r unstable") << DiffusionParams { .r = std::nextafter(0.25, 1) } << "r";
    QTest::newRow("step underflows") << DiffusionParams { .x1 = 0, .x2 = 1e-160, .dx = 1e-161 } << "D";
}

void DiffusionParamsTest::refusesNonsense()
{
    QFETCH(DiffusionParams, params);
    QFETCH(QString, key);
    const auto issue = findIssue(params);
    QVERIFY(issue.has_value());
    QCOMPARE(QString::fromStdString(issue->key), key);
    const auto grid = makeGrid(params);
    QVERIFY(!grid.has_value());
    QVERIFY(grid.error().message.starts_with(issue->key + " is "));
    QVERIFY(grid.error().message.find("must be") != std::string::npos);
    QVERIFY(grid.error().message.find('\n') == std::string::npos);
}

void DiffusionParamsTest::acceptsTheLimits()
{
    QCOMPARE(makeGrid({ .dx = 20 })->rows, 1);
    QCOMPARE(makeGrid({ .dx = 20.0 / 16384 })->rows, 16384);
    QCOMPARE(makeGrid({ .runtime = 0 })->steps, 0);
    QCOMPARE(makeGrid({ .outtime = 0 })->stepsPerOutput, 1);
    QVERIFY(makeGrid({ .D = 1e100, .runtime = 0, .outtime = 0 }).has_value());
    QVERIFY(makeGrid({ .r = 1e-6 }).has_value());
}

void DiffusionParamsTest::writesNumbersAsPython_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    for (const auto& [value, text] : {
             std::pair { 0.0, "0.0" },
             { -0.0, "-0.0" },
             { 1.0, "1.0" },
             { 0.49889761998981985, "0.49889761998981985" },
             { 9.9779523997978501, "9.97795239979785" },
             { 1e-4, "0.0001" },
             { 1e-5, "1e-05" },
             { 1.5e-7, "1.5e-07" },
             { 123456789.0, "123456789.0" },
             { 1e15, "1000000000000000.0" },
             { 9999999999999998.0, "9999999999999998.0" },
             { 1e16, "1e+16" },
             { 1.25e100, "1.25e+100" },
             { 5e-324, "5e-324" },
             { -2.5, "-2.5" },
         })
        QTest::newRow(text) << value << text;
    QTest::newRow("inf") << std::numeric_limits<double>::infinity() << "inf";
    QTest::newRow("-inf") << -std::numeric_limits<double>::infinity() << "-inf";
    QTest::newRow("nan") << std::numeric_limits<double>::quiet_NaN() << "nan";
}

void DiffusionParamsTest::writesNumbersAsPython()
{
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(pythonRepr(value)), text);
}

void DiffusionParamsTest::namesAreReadBack()
{
    for (const Boundary boundary : { Boundary::Dirichlet, Boundary::Neumann, Boundary::Periodic })
        QCOMPARE(boundaryFromName(boundaryName(boundary)), std::optional(boundary));
    for (const InitialDensity initial :
        { InitialDensity::FourPeaks, InitialDensity::Gaussian, InitialDensity::Point })
        QCOMPARE(initialFromName(initialName(initial)), std::optional(initial));
    QVERIFY(!boundaryFromName("Dirichlet"));
    QVERIFY(!boundaryFromName(""));
    QVERIFY(!initialFromName("peaks"));
}

constexpr std::string_view seedsFile = "D           = 1.0;\n"
                                       "x1          = -10.0;\n"
                                       "x2          = 10.0;\n"
                                       "runtime     = 10.0;\n"
                                       "dx          = 0.075;\n"
                                       "outtime     = 0.5;\n"
                                       "graphics    = True;\n";

void DiffusionParamsTest::readsTheSeedsFile()
{
    const DiffusionParams elsewhere { .D = 7, .x1 = 0, .x2 = 1, .dx = 2, .runtime = 3, .outtime = 4 };
    const auto params = parseParamsFile(seedsFile, elsewhere);
    QVERIFY(params.has_value());
    QVERIFY(*params == DiffusionParams());
}

void DiffusionParamsTest::readsOddButRightFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<DiffusionParams>("params");
    QTest::newRow("empty") << QByteArray() << DiffusionParams();
    QTest::newRow("no semicolons") << QByteArray("D=2\ndx=0.5") << DiffusionParams { .D = 2, .dx = 0.5 };
    QTest::newRow("one line") << QByteArray("D = 2; dx = .5;;") << DiffusionParams { .D = 2, .dx = 0.5 };
    QTest::newRow("comments") << QByteArray("# all\n  D = 2; # dx = 9\n#x1=3\n")
                              << DiffusionParams { .D = 2 };
    QTest::newRow("windows") << QByteArray("D = 2;\r\n\r\ndx = 0.5;\r\n")
                             << DiffusionParams { .D = 2, .dx = 0.5 };
    QTest::newRow("numbers") << QByteArray("x1 = -1e1; x2 = +1.E1; dx = 75e-3") << DiffusionParams();
    QTest::newRow("twice") << QByteArray("D = 1; D = 3") << DiffusionParams { .D = 3 };
    QTest::newRow("graphics") << QByteArray("graphics = False") << DiffusionParams();
}

void DiffusionParamsTest::readsOddButRightFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(DiffusionParams, params);
    const auto parsed = parseParamsFile(text.toStdString());
    QVERIFY2(parsed.has_value(), parsed.has_value() ? "" : parsed.error().message.c_str());
    QVERIFY(*parsed == params);
}

void DiffusionParamsTest::refusesWrongFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("word") << QByteArray("D = 1\ndx = fine;")
                          << "line 2: dx is \"fine\"; it must be a finite number";
    QTest::newRow("nan") << QByteArray("D = nan;") << "line 1: D is \"nan\"; it must be a finite number";
    QTest::newRow("inf") << QByteArray("D = inf") << "line 1: D is \"inf\"; it must be a finite number";
    QTest::newRow("overflow") << QByteArray("D = 1e999")
                              << "line 1: D is \"1e999\"; it must be a finite number";
    QTest::newRow("hex") << QByteArray("D = 0x10") << "line 1: D is \"0x10\"; it must be a finite number";
    QTest::newRow("two signs") << QByteArray("D = +-1") << "line 1: D is \"+-1\"; it must be a finite number";
    QTest::newRow("nothing") << QByteArray("D = ;") << "line 1: D is \"\"; it must be a finite number";
    QTest::newRow("rest") << QByteArray("D = 1 2;") << "line 1: D is \"1 2\"; it must be a finite number";
    QTest::newRow("two equals") << QByteArray("D == 1") << "line 1: D is \"= 1\"; it must be a finite number";
    QTest::newRow("unknown")
        << QByteArray("\n\nDd = 1;")
        << "line 3: unknown name \"Dd\"; known are D, x1, x2, dx, runtime, outtime and graphics";
    QTest::newRow("no equals") << QByteArray("import os")
                               << "line 1: \"import os\" is not of the form name = value;";
    QTest::newRow("truth") << QByteArray("graphics = yes;")
                           << "line 1: graphics is \"yes\"; it must be True or False";
    QTest::newRow("bytes") << QByteArray("D = 1\x01\xff")
                           << "line 1: D is \"1??\"; it must be a finite number";
    QTest::newRow("long")
        << QByteArray("D = ") + QByteArray(1000, '7') + "x"
        << "line 1: D is \"7777777777777777777777777777777777777777...\"; it must be a finite number";
    QTest::newRow("too large") << QByteArray(70000, ' ')
                               << "the file is larger than the 64 KiB that parameters may take";
}

void DiffusionParamsTest::refusesWrongFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const auto parsed = parseParamsFile(text.toStdString());
    QVERIFY(!parsed.has_value());
    QCOMPARE(QString::fromStdString(parsed.error().message), message);
}

/// Whatever becomes of the file: a result or one line of reason, and a grid only from numbers that make
/// sense.
void DiffusionParamsTest::survivesMutations()
{
    std::mt19937 random(20240710);
    const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    int right = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text(seedsFile);
        for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
            const std::size_t place = below(text.size());
            switch (below(4)) {
            case 0:
                text[place] = static_cast<char>(below(256));
                break;
            case 1:
                text.erase(place, 1 + below(5));
                break;
            case 2:
                text.insert(place, text.substr(below(text.size()), below(12)));
                break;
            default:
                text.insert(place, 1, "0123456789.-+eE=;#\n"[below(19)]);
                break;
            }
            if (text.empty())
                text.push_back('D');
        }
        const auto parsed = parseParamsFile(text);
        if (!parsed) {
            QVERIFY(parsed.error().message.find('\n') == std::string::npos);
            QVERIFY(parsed.error().message.size() < 300);
            continue;
        }
        ++right;
        if (const auto grid = makeGrid(*parsed); grid) {
            QVERIFY(grid->rows >= 1 && grid->rows <= maxGridRows);
            QVERIFY(grid->dt > 0 && grid->coefficient <= 0.25 * (1 + 1e-12));
            QVERIFY(grid->steps >= 0 && grid->stepsPerOutput >= 1);
        }
    }
    QVERIFY(right > 100);
}

} // namespace escapade

using escapade::DiffusionParamsTest;
QTEST_APPLESS_MAIN(DiffusionParamsTest)
#include "tst_diffusion_params.moc"
