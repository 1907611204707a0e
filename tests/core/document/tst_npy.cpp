#include "core/document/Npy.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

namespace escapade {
namespace {

std::string asText(const std::vector<std::byte>& bytes)
{
    return { reinterpret_cast<const char*>(bytes.data()), bytes.size() };
}

Result<Array2D<double>> decode(const std::string& bytes)
{
    return decodeNpy(std::as_bytes(std::span(bytes)));
}

/// A file with this dictionary, padded as NumPy does, in front of the data.
std::string file(const std::string& dictionary, const std::string& data, char version = 1)
{
    const std::size_t prefix = version == 1 ? 10 : 12;
    std::string header = dictionary;
    header.append(63 - (prefix + header.size()) % 64, ' ').append(1, '\n');
    std::string bytes = "\x93NUMPY";
    bytes.append(1, version).append(1, '\0');
    for (std::size_t i = 0; i < prefix - 8; ++i)
        bytes.append(1, static_cast<char>(header.size() >> (8 * i)));
    return bytes + header + data;
}

template <typename T> std::string raw(const std::vector<T>& values)
{
    std::string bytes(values.size() * sizeof(T), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

} // namespace

class tst_Npy : public QObject
{
    Q_OBJECT

private slots:
    void headerIsNumPysOwn();
    void integersSurvive();
    void doublesSurvive();
    void otherTypes();
    void otherWritings_data();
    void otherWritings();
    void rejected_data();
    void rejected();
    void truncatedEverywhere();
    void mutatedNeverBreaksIt();
};

void tst_Npy::headerIsNumPysOwn()
{
    // Byte for byte what numpy.save writes for this shape and type (NumPy 1.24).
    const std::string expected = std::string("\x93NUMPY\x01\x00\x76\x00", 10)
        + "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }" + std::string(58, ' ') + "\n";
    QCOMPARE(expected.size(), std::size_t { 128 });
    const std::string ours = asText(npyHeader(NpyType::Int32, { 3, 2 }));
    QCOMPARE(ours.size() % 64, std::size_t { 0 });
    QCOMPARE(ours.substr(10, 59), expected.substr(10, 59));
    QCOMPARE(ours.substr(0, 8), expected.substr(0, 8));
    QCOMPARE(ours.back(), '\n');
}

void tst_Npy::integersSurvive()
{
    Array2D<std::int32_t> array({ 7, 3 });
    std::int32_t next = std::numeric_limits<std::int32_t>::min();
    for (std::int32_t& value : array.values())
        value = next += 200'000'001;
    const auto read = decodeNpy(encodeNpy(array));
    QVERIFY(read);
    QCOMPARE(read->size() == array.size(), true);
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 7; ++x)
            QCOMPARE(read->at(x, y), static_cast<double>(array.at(x, y)));
    }
}

void tst_Npy::doublesSurvive()
{
    Array2D<double> array({ 2, 2 });
    array.at(0, 0) = 5e-324;
    array.at(1, 0) = -0.0;
    array.at(0, 1) = std::numeric_limits<double>::infinity();
    array.at(1, 1) = 0.1;
    const auto read = decodeNpy(encodeNpy(array));
    QVERIFY(read);
    // Bits, because -0 equals 0.
    for (std::size_t i = 0; i < array.values().size(); ++i) {
        QCOMPARE(
            std::bit_cast<std::uint64_t>(read->values()[i]), std::bit_cast<std::uint64_t>(array.values()[i]));
    }
}

void tst_Npy::otherTypes()
{
    const auto check = [](const char* type, const std::string& data) {
        const auto read = decode(
            file(std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': (1, 3), }", data));
        QVERIFY2(read, type);
        QCOMPARE(read->at(0, 0), 1.0);
        QCOMPARE(read->at(2, 0), 200.0);
    };
    check("<f8", raw<double>({ 1, 2, 200 }));
    check("<f4", raw<float>({ 1, 2, 200 }));
    check("<i4", raw<std::int32_t>({ 1, 2, 200 }));
    check("<i8", raw<std::int64_t>({ 1, 2, 200 }));
    check("|u1", raw<std::uint8_t>({ 1, 2, 200 }));
}

void tst_Npy::otherWritings_data()
{
    QTest::addColumn<QByteArray>("dictionary");
    QTest::addColumn<int>("version");
    QTest::newRow("no last comma") << QByteArray("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 3)}")
                                   << 1;
    QTest::newRow("another order") << QByteArray("{'shape': (1,3), 'fortran_order': False, 'descr': '|u1'}")
                                   << 1;
    QTest::newRow("double quotes") << QByteArray(
        R"({"descr": "|u1", "fortran_order": False, "shape": (1, 3,), })")
                                   << 1;
    QTest::newRow("version 2") << QByteArray("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 3), }")
                               << 2;
    QTest::newRow("version 3") << QByteArray("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 3), }")
                               << 3;
    QTest::newRow("spaces") << QByteArray(
        " { 'descr' : '|u1' , 'fortran_order' : False , 'shape' : ( 1 , 3 ) } ")
                            << 1;
}

void tst_Npy::otherWritings()
{
    QFETCH(const QByteArray, dictionary);
    QFETCH(const int, version);
    const auto read = decode(file(dictionary.toStdString(), "\x01\x02\x03", static_cast<char>(version)));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->at(2, 0), 3.0);
}

void tst_Npy::rejected_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason");
    const auto add = [](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(reason);
    };
    const auto dictionary = [](const std::string& descr, const std::string& order, const std::string& shape) {
        return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }";
    };
    const std::string three = "abc";
    add("empty", "", "NUMPY");
    add("text", "hello, this is no array at all", "NUMPY");
    add("version 4", file(dictionary("'|u1'", "False", "(1, 3)"), three, 4), "version is 4");
    add("Fortran order", file(dictionary("'|u1'", "True", "(1, 3)"), three), "Fortran");
    add("order of nonsense", file(dictionary("'|u1'", "Maybe", "(1, 3)"), three), "Fortran");
    add("big-endian", file(dictionary("'>f8'", "False", "(1, 3)"), std::string(24, 'x')), ">f8");
    add("objects", file(dictionary("'|O'", "False", "(1, 3)"), three), "|O");
    add("structured", file(dictionary("[('a', '<f8')]", "False", "(1, 3)"), three), "dictionary");
    for (const char* shape :
        { "()", "(3,)", "(1, 1, 3)", "(0, 3)", "(-1, 3)", "(1, 99999999999)", "(1, 3.0)", "(a, b)", "(1 3)" })
        add(shape, file(dictionary("'|u1'", "False", shape), three), "shape");
    add("huge", file(dictionary("'|u1'", "False", "(16384, 16385)"), three), "2^28");
    add("largest sides", file(dictionary("'|u1'", "False", "(2147483647, 2147483647)"), three), "2^28");
    add("too few data", file(dictionary("'<f8'", "False", "(1, 3)"), std::string(23, 'x')), "promises 24");
    add("too many data", file(dictionary("'<f8'", "False", "(1, 3)"), std::string(25, 'x')), "promises 24");
    add("a key twice",
        file("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1, 3), }", three),
        "dictionary");
    add("a key missing", file("{'descr': '|u1', 'shape': (1, 3), }", three), "dictionary");
    add("another key", file("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 3), 'x': 1}", three),
        "dictionary");
    add("no dictionary", file("['descr']", three), "dictionary");
    add("not closed", file("{'descr': '|u1", three), "dictionary");
}

void tst_Npy::rejected()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, reason);
    const auto read = decode(bytes.toStdString());
    QVERIFY(!read);
    QVERIFY2(QByteArray::fromStdString(read.error().message).contains(reason), read.error().message.c_str());
}

void tst_Npy::truncatedEverywhere()
{
    const std::string whole = asText(encodeNpy(Array2D<std::int32_t>({ 3, 2 }, 5)));
    QVERIFY(decode(whole));
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY(!decode(whole.substr(0, length)));
}

void tst_Npy::mutatedNeverBreaksIt()
{
    const std::string whole = asText(encodeNpy(Array2D<std::int32_t>({ 3, 2 }, 5)));
    std::mt19937 random(11);
    int taken = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string bytes = whole;
        for (unsigned change = 0; change < 1 + random() % 3; ++change)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        const auto read = decode(bytes);
        taken += read ? 1 : 0;
        if (read)
            QVERIFY(!read->size().isEmpty());
        else
            QVERIFY(read.error().message.size() < 200);
    }
    QVERIFY(taken > 0); // some changes only touch data or padding
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Npy)
#include "tst_npy.moc"
