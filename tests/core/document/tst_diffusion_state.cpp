// A saved field: what is written, read, and refused.

#include "core/document/AtomicFile.h"
#include "core/document/DiffusionState.h"
#include "core/document/Npy.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

namespace escapade {
namespace {

LiveState someState(int rows = 20)
{
    auto values = std::make_shared<Array2D<double>>(Size { rows + 2, rows + 2 });
    std::mt19937 random(3);
    for (int i = 1; i <= rows; ++i) {
        for (int j = 1; j <= rows; ++j)
            values->at(j, i) = static_cast<double>(random()) / 1e9;
    }
    return { values, 0.37, 1.0 / 3, 12345, true, false };
}

DiffusionStateText someText()
{
    return { { "field.npy", 0x0123456789abcdefU }, 266, 0.37, 1.0 / 3, 7060, true, true };
}

/// With everything that a text can say.
DiffusionStateText wholeText()
{
    DiffusionStateText text = someText();
    text.example = "gray-scott-spots";
    text.walls = { { .kind = WallKind::Value, .value = -0.5 },
        { .kind = WallKind::Robin, .a = 1.0 / 3, .b = 2, .g = 1e-7 }, { .kind = WallKind::Periodic },
        { .kind = WallKind::Periodic } };
    text.reaction = { 0.03, 0.1 / 3 };
    text.method = LiveMethod::Alternating;
    text.ratio = 0.07;
    text.second = ArrayFile { "field-second.npy", 3 };
    text.diffusivity = ArrayFile { "field-diffusivity.npy", 4 };
    text.obstacles = ArrayFile { "field-obstacles.npy", ~std::uint64_t { 0 } };
    return text;
}

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

} // namespace

class DiffusionStateTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void textSurvives();
    void refusesText_data();
    void refusesText();
    void fieldSurvives();
    void refusesWhatDoesNotBelongTogether();
    void writesBothOrNothing();
    void startsFromArrays();
    void startsFromPictures();
    void mutatedTextNeverBreaksIt();
    void mutatedFilesNeverBreakIt();

private:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder->path().toStdString()) / name;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void DiffusionStateTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void DiffusionStateTest::textSurvives()
{
    for (const DiffusionStateText& text : { someText(), wholeText() }) {
        const auto read = parseDiffusionState(toToml(text));
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(*read == text);
    }
}

void DiffusionStateTest::refusesText_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* from, const char* to, const char* message) {
        QTest::newRow(to) << QString::fromLatin1(from) << QString::fromLatin1(to)
                          << QString::fromLatin1(message);
    };
    row("format = 1", "format = 2", "format is 2; it must be 1 to 1");
    row("format = 1", "", "format is missing");
    row("rows = 266", "rows = 7", "rows is 7; it must be 8 to 2048");
    row("rows = 266", "rows = 9223372036854775807", "rows is 9223372036854775807");
    row("rows = 266", "rows = 266.0", "rows must be a whole number");
    row("D = 0.37", "D = 0", "D is 0");
    row("D = 0.37", "D = nan", "D is nan");
    row("D = 0.37", "D = 0.371", "D is 0.371; it must have no more than two decimals");
    row("step = 7060", "step = -1", "step is -1");
    row("simtime = 0.3333333333333333", "simtime = inf", "simtime is inf");
    row("painted = true", "painted = 1", "painted must be true or false");
    row("values = \"field.npy\"", "values = \"../field.npy\"", "values must be the name");
    row("values = \"field.npy\"", "values = \"/etc/field.npy\"", "values must be the name");
    row("values = \"field.npy\"", "values = \"field.png\"", "values must be the name");
    row("0123456789abcdef", "0123", "16 hexadecimal digits");
    row("0123456789abcdef", "0x23456789abcdef", "16 hexadecimal digits");
    row("jumped = true", "jumpd = true", "jumpd is not a key of a saved field");
    row("rows = 266", "rows = ", "line");
}

void DiffusionStateTest::refusesText()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, message);
    QString text = QString::fromStdString(toToml(someText()));
    QVERIFY(text.contains(from));
    text.replace(from, to);
    const auto read = parseDiffusionState(text.toStdString());
    QVERIFY(!read);
    QVERIFY2(QString::fromStdString(read.error().message).contains(message), read.error().message.c_str());
    QVERIFY(!parseDiffusionState(std::string(20000, '#')));
}

void DiffusionStateTest::fieldSurvives()
{
    const LiveState state = someState();
    QVERIFY(writeDiffusionState(path("a.toml"), state));
    const auto read = readDiffusionState(path("a.toml"));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(*read->values == *state.values);
    QCOMPARE(read->D, state.D);
    QVERIFY(read->simtime == state.simtime);
    QCOMPARE(read->step, state.step);
    QCOMPARE(read->painted, state.painted);
    QCOMPARE(read->jumped, state.jumped);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
        (QStringList { QStringLiteral("a.npy"), QStringLiteral("a.toml") }));
}

void DiffusionStateTest::refusesWhatDoesNotBelongTogether()
{
    QVERIFY(writeDiffusionState(path("a.toml"), someState()));
    const auto refused = [this](const char* message) {
        const auto read = readDiffusionState(path("a.toml"));
        return !read && read.error().message.find(message) != std::string::npos;
    };
    const auto putValues = [this](const Array2D<double>& values) {
        return writeFileAtomically(path("a.npy"), encodeNpy(values)).has_value();
    };
    Array2D<double> values = *someState().values;
    values.at(3, 3) += 1;
    QVERIFY(putValues(values));
    QVERIFY(refused("not the ones that were saved"));
    values.at(3, 4) = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(putValues(values));
    QVERIFY(refused("the value at [4][3] is nan"));
    QVERIFY(putValues(Array2D<double>({ 22, 21 })));
    QVERIFY(refused("its shape is (21, 22)"));
    QVERIFY(putValues(*someState().values));
    QVERIFY(readDiffusionState(path("a.toml")));
    std::filesystem::resize_file(path("a.npy"), 1000);
    QVERIFY(!readDiffusionState(path("a.toml")));
    std::filesystem::remove(path("a.npy"));
    QVERIFY(refused("a.npy"));
    QVERIFY(!readDiffusionState(path("b.toml")));
}

void DiffusionStateTest::writesBothOrNothing()
{
    const LiveState state = someState();
    QVERIFY(!writeDiffusionState(path("no/a.toml"), state));
    QVERIFY(!writeDiffusionState(path("a.npy"), state));
    std::filesystem::create_directory(path("b.toml")); // the second file cannot be written
    QVERIFY(!writeDiffusionState(path("b.toml"), state));
    QVERIFY(!std::filesystem::exists(path("b.npy")));
    CancelToken cancelled;
    cancelled.cancel();
    QVERIFY(!writeDiffusionState(path("c.toml"), state, cancelled));
    QVERIFY(!std::filesystem::exists(path("c.npy")));
    QVERIFY(!std::filesystem::exists(path("c.toml")));
}

void DiffusionStateTest::startsFromArrays()
{
    const auto state = stateFromArray(*someState().values);
    QVERIFY(state);
    QVERIFY(state->painted);
    QCOMPARE(state->simtime, 0.0);
    for (const Size size : { Size { 22, 21 }, Size { 9, 9 }, Size { 2051, 2051 }, Size { 0, 0 } })
        QVERIFY(!stateFromArray(Array2D<double>(size)));
    QVERIFY(!stateFromArray(Array2D<double>({ 12, 12 }, std::numeric_limits<double>::infinity())));
}

void DiffusionStateTest::startsFromPictures()
{
    const auto state = stateFromPicture(Array2D<double>({ 200, 100 }, 0.5), 50);
    QVERIFY(state);
    QCOMPARE(state->values->size(), (Size { 52, 52 }));
    QCOMPARE(state->values->at(25, 5), 0.0); // above a wide picture
    QVERIFY(std::abs(state->values->at(25, 25) - 0.5) < 1e-12);
    QVERIFY(std::abs(state->values->at(1, 25) - 0.5) < 1e-12);
    QCOMPARE(state->values->at(0, 25), 0.0);
    QVERIFY(!stateFromPicture({}, 50));
    QVERIFY(stateFromPicture(Array2D<double>({ 100000, 1 }, 1.0), 8));
}

void DiffusionStateTest::mutatedTextNeverBreaksIt()
{
    std::mt19937 random(11);
    int accepted = 0;
    for (int round = 0; round < 8000; ++round) {
        std::string mutated = toToml(round % 2 == 0 ? someText() : wholeText());
        for (unsigned change = 0; change <= random() % 4; ++change) {
            const std::size_t place = random() % mutated.size();
            switch (random() % 4) {
            case 0:
                mutated[place] = static_cast<char>(random() % 256);
                break;
            case 1:
                mutated.erase(place, random() % 8);
                break;
            case 2:
                mutated.insert(place, mutated.substr(random() % mutated.size(), random() % 12));
                break;
            default:
                mutated[place] = "0123456789.-+e\"\n=[]{}"[random() % 21];
                break;
            }
            if (mutated.empty())
                mutated.push_back(' ');
        }
        const auto read = parseDiffusionState(mutated);
        if (!read)
            continue;
        ++accepted;
        QVERIFY(read->rows >= 8 && read->rows <= 2048 && std::isfinite(read->simtime) && read->D > 0);
        QVERIFY(*parseDiffusionState(toToml(*read)) == *read);
    }
    QVERIFY(accepted > 0);
}

void DiffusionStateTest::mutatedFilesNeverBreakIt()
{
    QVERIFY(writeDiffusionState(path("a.toml"), someState()));
    const std::string npy = *readFile(path("a.npy"), 1U << 20U);
    std::mt19937 random(12);
    for (int round = 0; round < 300; ++round) {
        std::string mutated = npy;
        char& byte = mutated[random() % (round % 2 == 0 ? 128 : mutated.size())];
        byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1 + random() % 255));
        if (round % 5 == 0)
            mutated.resize(random() % mutated.size());
        QVERIFY(writeFileAtomically(path("a.npy"), bytesOf(mutated)));
        const auto read = readDiffusionState(path("a.toml"));
        if (read) // only what says the same in another way, such as white space in the header
            QVERIFY(*read->values == *someState().values);
    }
}

} // namespace escapade

using escapade::DiffusionStateTest;
QTEST_APPLESS_MAIN(DiffusionStateTest)
#include "tst_diffusion_state.moc"
