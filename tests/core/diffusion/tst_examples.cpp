#include "core/diffusion/LiveField.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <random>
#include <set>

namespace escapade {

/// The examples and their files: read with bounds, laid out, run.
class ExamplesTest : public QObject
{
    Q_OBJECT

private slots:
    void thereAreEnough();
    void theyRun_data();
    void theyRun();
    void readsEveryKey();
    void refusals_data();
    void refusals();
    void survivesMutations();
    void wallsAndMethodsChange();
    void longMethodsKeepTime();
};

namespace {

constexpr std::string_view whole = R"(title = "T"
note = "N"
kind = "diffusion"
rows = 20
aspect = 2.0
box_height = 4.0
D = 2.0
r = 0.125
steps_per_frame = 3
limits = [-1.0, 2]
[walls]
left = { kind = "value", value = 0.5 }
right = { kind = "robin", a = 1.0, b = 2.0, g = 3.0 }
top = { kind = "periodic" }
bottom = { kind = "periodic" }
[[density]]
shape = "gaussian"
value = 0.5
radius = 0.2
[[density]]
shape = "noise"
add = true
seed = 7
[[diffusivity]]
shape = "checkerboard"
count = 3
value = 0.5
[[source]]
shape = "wave"
count = 2
[[insulate]]
shape = "picture"
lines = ["#  ", " # "]
[[hold]]
shape = "rectangle"
x = 0.9
width = 0.1
value = 2
)";

std::string with(std::string_view old, std::string_view fresh)
{
    const std::size_t at = whole.find(old);
    std::string text(whole.substr(0, at));
    text.append(fresh);
    text.append(whole.substr(at + old.size()));
    return text;
}

} // namespace

void ExamplesTest::thereAreEnough()
{
    QVERIFY(builtinExamples().size() >= 12);
    QCOMPARE(builtinExamples().front().id, std::string("four-peaks"));
    std::set<std::string> titles;
    for (const DiffusionExample& example : builtinExamples()) {
        titles.insert(example.title);
        QVERIFY2(example.note.back() == '.', example.id.c_str());
        QCOMPARE(findBuiltinExample(example.id), &example);
    }
    QCOMPARE(titles.size(), builtinExamples().size());
    QCOMPARE(findBuiltinExample("nothing"), nullptr);
}

void ExamplesTest::theyRun_data()
{
    QTest::addColumn<QString>("id");
    for (const DiffusionExample& example : builtinExamples())
        QTest::addRow("%s", example.id.c_str()) << QString::fromStdString(example.id);
}

void ExamplesTest::theyRun()
{
    QFETCH(QString, id);
    const DiffusionExample& example = *findBuiltinExample(id.toStdString());
    WorkerPool pool(3);
    DiffusionStepper stepper(pool);
    Result<LiveField> field
        = LiveField::create(example, { .rows = example.rows, .D = example.D, .stepsPerFrame = 1 });
    QVERIFY(field);
    QVERIFY(field->clock().parts == 1 && field->clock().coefficient <= maxStableR * (1 + 1e-12));
    const Array2D<double> begin = field->field().toArray();
    QVERIFY(field->advance(stepper, 20, {}).completed);
    QVERIFY(!(field->field().toArray() == begin)); // something happens
    QVERIFY(field->paint({ .from = { 10, 10 }, .to = { 30, 40 } }));
    QVERIFY(field->advance(stepper, 20, {}).completed);
    const Array2D<double> now = field->field().toArray();
    for (const double value : now.values())
        QVERIFY(std::isfinite(value));
    field->reset();
    QVERIFY(field->field().toArray() == begin); // exactly as it began, both substances:
    QVERIFY(field->advance(stepper, 20, {}).completed);
    Result<LiveField> again
        = LiveField::create(example, { .rows = example.rows, .D = example.D, .stepsPerFrame = 1 });
    QVERIFY(again->advance(stepper, 20, {}).completed);
    QVERIFY(field->field().toArray() == again->field().toArray());
}

void ExamplesTest::readsEveryKey()
{
    const Result<DiffusionExample> example = parseExample("id", whole);
    QVERIFY2(example, example ? "" : example.error().message.c_str());
    QCOMPARE(example->rows, 20);
    QCOMPARE(example->aspect, 2.0);
    QCOMPARE(example->D, 2.0);
    QCOMPARE(example->r, 0.125);
    QCOMPARE(example->limits, (ColorLimits { -1, 2 }));
    QCOMPARE(example->walls.left, (Wall { .kind = WallKind::Value, .value = 0.5 }));
    QCOMPARE(example->walls.right, (Wall { .kind = WallKind::Robin, .a = 1, .b = 2, .g = 3 }));
    QCOMPARE(example->density.size(), 2U);
    QCOMPARE(example->density[1].mode, LayerMode::Add);
    const ExampleOnGrid grid = layOut(*example, 20);
    QCOMPARE(grid.problem.columns, 40);
    QCOMPARE(grid.problem.dx, 0.2);
    QCOMPARE(findProblemIssue(grid.problem), std::string());
    QCOMPARE(grid.problem.kindOf(0, 0), CellKind::Insulating); // the picture's first third
    QCOMPARE(grid.problem.kindOf(0, 20), CellKind::Free);
    QCOMPARE(grid.problem.kindOf(10, 36), CellKind::Held);
    QCOMPARE(grid.density.at(36, 10), 2.0);
    QCOMPARE(grid.problem.diffusivity.at(1, 7), 1.0);
}

void ExamplesTest::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("about");
    const auto row = [](const char* name, const std::string& text, const char* about) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(about);
    };
    row("no title", with("title = \"T\"", ""), "title");
    row("no kind", with("\"diffusion\"", "\"magic\""), "kind");
    row("rows", with("rows = 20", "rows = 2049"), "rows");
    row("rows as a text", with("rows = 20", "rows = \"20\""), "rows");
    row("unstable", with("r = 0.125", "r = 0.26"), "r must be");
    row("not a number", with("D = 2.0", "D = nan"), "D must be");
    row("D", with("D = 2.0", "D = 0.0"), "D must be");
    row("limits", with("[-1.0, 2]", "[2, -1.0]"), "limits");
    row("half of a pair", with("bottom = { kind = \"periodic\" }", ""), "periodic");
    row("wall", with("a = 1.0", "a = -1.0"), "right");
    row("shape", with("\"gaussian\"", "\"star\""), "shape");
    row("unknown key", with("count = 2", "colour = 2"), "colour");
    row("unknown key of a wall", with("value = 0.5 }", "heat = 0.5 }"), "heat");
    row("second without reaction", std::string(whole).append("[[second]]\nvalue = 1\n"), "second");
    row("reaction with obstacles", with("\"diffusion\"", "\"gray-scott\""), "reactions");
    row("seed", with("seed = 7", "seed = -7"), "seed");
    row("lines", with("\"#  \"", "7"), "lines");
    row("layer", with("[[source]]", "[source]"), "source");
    row("infinite", with("g = 3.0", "g = inf"), "g must be");
    row("not TOML", "title = ", "line");
    std::string longLine(302, '#');
    longLine.front() = longLine.back() = '"';
    row("long line", with("\"#  \"", longLine), "lines");
    row("long", std::string(maxExampleBytes + 1, ' '), "longer");
}

void ExamplesTest::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, about);
    const Result<DiffusionExample> example = parseExample("id", text.toStdString());
    QVERIFY(!example);
    QVERIFY2(
        QString::fromStdString(example.error().message).contains(about), example.error().message.c_str());
    QVERIFY(!parseExample("../id", whole));
}

void ExamplesTest::survivesMutations()
{
    std::mt19937 random(41);
    std::vector<std::string> seeds { std::string(whole) };
    for (const char* const id : { "gray-scott-mitosis", "hot-plate", "robin-cooling", "cosmic-web" }) {
        QFile file(QStringLiteral(ESCAPADE_SOURCE_DIR "/resources/examples/%1.toml").arg(QLatin1String(id)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        seeds.push_back(file.readAll().toStdString());
    }
    constexpr std::string_view letters = "[]{}=\"'#.,-+0123456789einfax \n\t\\_";
    int valid = 0;
    for (int n = 0; n < 4000; ++n) {
        std::string text = seeds[random() % seeds.size()];
        const auto changes = 1 + random() % 4;
        for (unsigned c = 0; c < changes; ++c) {
            const std::size_t at = random() % text.size();
            switch (random() % 4) {
            case 0:
                text[at] = letters[random() % letters.size()];
                break;
            case 1:
                text.erase(at, 1 + random() % 20);
                break;
            case 2:
                text.insert(at, 1, letters[random() % letters.size()]);
                break;
            default:
                text[at] = static_cast<char>(random() % 256);
            }
            if (text.empty())
                text.assign(1, 'x');
        }
        const Result<DiffusionExample> example = parseExample("mutant", text);
        if (!example) {
            QVERIFY(!example.error().message.empty());
            continue;
        }
        ++valid;
        if (example->kind == DiffusionExample::Kind::Seeds || n % 8 != 0)
            continue;
        const ExampleOnGrid grid = layOut(*example, 9);
        QCOMPARE(findProblemIssue(grid.problem), std::string());
    }
    QVERIFY(valid > 100 && valid < 3900);
}

void ExamplesTest::wallsAndMethodsChange()
{
    WorkerPool pool(2);
    DiffusionStepper stepper(pool);
    Result<LiveField> field = LiveField::create(*findBuiltinExample("checkerboard"), { .rows = 40 });
    QVERIFY(field->advance(stepper, 10, {}).completed);
    Walls walls;
    walls.top.kind = WallKind::Periodic;
    QVERIFY(!field->setWalls(walls)); // without its partner
    QCOMPARE(field->walls(), Walls::all({ .kind = WallKind::Periodic }));
    walls = Walls::all({ .kind = WallKind::Robin, .a = 1, .b = 0 });
    QVERIFY(field->setWalls(walls));
    QCOMPARE(field->walls(), walls);
    QVERIFY(field->clock().parts > 1); // a face held at a value pulls twice as much
    QVERIFY(field->advance(stepper, 500, {}).completed);
    for (const LiveMethod method : { LiveMethod::SuperSteps, LiveMethod::Alternating, LiveMethod::Steps }) {
        QVERIFY(field->setMethod(method));
        QVERIFY(field->advance(stepper, 3, {}).completed);
    }
    field->reset();
    QCOMPARE(field->walls(), Walls::all({ .kind = WallKind::Periodic }));

    Result<LiveField> peaks = LiveField::create({ .rows = 40 });
    QVERIFY(!peaks->setWalls(walls));
    QVERIFY(!peaks->setMethod(LiveMethod::SuperSteps));
    Result<LiveField> plate = LiveField::create(*findBuiltinExample("hot-plate"), { .rows = 40 });
    QVERIFY(!plate->setMethod(LiveMethod::Alternating)); // holes
    QVERIFY(plate->setMethod(LiveMethod::SuperSteps));
    Result<LiveField> spots = LiveField::create(*findBuiltinExample("gray-scott-mitosis"), { .rows = 40 });
    QVERIFY(!spots->setMethod(LiveMethod::SuperSteps));
    QVERIFY(!spots->setWalls(walls)); // Robin
    Reaction reaction = *spots->reaction();
    reaction.parameters[0] = 0.03;
    QVERIFY(spots->setReaction(reaction));
    QCOMPARE(*spots->reaction(), reaction);
    reaction.parameters[1] = std::nan("");
    QVERIFY(!spots->setReaction(reaction));
    QVERIFY(!plate->setReaction(*spots->reaction()));
}

/// The long steps' time and result are those of as many explicit ones, nearly.
void ExamplesTest::longMethodsKeepTime()
{
    WorkerPool pool(2);
    DiffusionStepper stepper(pool);
    const DiffusionExample& example = *findBuiltinExample("robin-cooling");
    const LiveSettings settings { .rows = 60 };
    Result<LiveField> steps = LiveField::create(example, settings);
    QVERIFY(steps->advance(stepper, std::int64_t { 22 } * 40, {}).completed);
    for (const LiveMethod method : { LiveMethod::SuperSteps, LiveMethod::Alternating }) {
        Result<LiveField> field = LiveField::create(example, settings);
        QVERIFY(field->setMethod(method));
        QVERIFY(field->advance(stepper, 40, {}).completed);
        QVERIFY(std::abs(field->simtime() / steps->simtime() - 1) < 1e-9);
        for (int j = 1; j <= field->field().columns(); ++j)
            QVERIFY(std::abs(field->field().row(30)[j] - steps->field().row(30)[j]) < 5e-3);
    }
}

} // namespace escapade

using escapade::ExamplesTest;
QTEST_GUILESS_MAIN(ExamplesTest)
#include "tst_examples.moc"
