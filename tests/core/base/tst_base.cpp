// The small values of core/base: hash, array, rectangle, result.

#include "core/base/Array2D.h"
#include "core/base/Fnv1a.h"
#include "core/base/Geometry.h"
#include "core/base/Result.h"

#include <QTest>

namespace escapade {

class tst_base : public QObject
{
    Q_OBJECT

private slots:
    void fnv1aOfPublishedTexts_data();
    void fnv1aOfPublishedTexts();
    void fnv1aOfNumbers();
    void arrayIsRowMajor();
    void rectUnion();
    void resultHoldsOneOfTwo();
};

void tst_base::fnv1aOfPublishedTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("hash");
    // From the test vectors of RFC 9923's reference code.
    QTest::newRow("empty") << QByteArray() << quint64 { 0xcbf29ce484222325U };
    QTest::newRow("a") << QByteArray("a") << quint64 { 0xaf63dc4c8601ec8cU };
    QTest::newRow("foobar") << QByteArray("foobar") << quint64 { 0x85944171f73967e8U };
}

void tst_base::fnv1aOfPublishedTexts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const quint64, hash);
    QCOMPARE(
        quint64 { fnv1a64(std::as_bytes(std::span(text.data(), static_cast<std::size_t>(text.size())))) },
        hash);
}

void tst_base::fnv1aOfNumbers()
{
    const std::array<std::int32_t, 2> numbers { 0x64636261, 0x68676665 };
    const std::string_view text = "abcdefgh";
    QCOMPARE(fnv1a64Of(std::span<const std::int32_t>(numbers)), fnv1a64(std::as_bytes(std::span(text))));
}

void tst_base::arrayIsRowMajor()
{
    Array2D<int> array({ 3, 2 }, 7);
    QCOMPARE(array.values().size(), std::size_t { 6 });
    array.at(2, 0) = 1;
    array.at(0, 1) = 2;
    QCOMPARE(array.values()[2], 1);
    QCOMPARE(array.values()[3], 2);
    QCOMPARE(array.row(1)[0], 2);
    QCOMPARE(array.at(1, 1), 7);
    const Array2D<int> none;
    QVERIFY(none.size().isEmpty());
    QVERIFY(none.values().empty());
}

void tst_base::rectUnion()
{
    const Rect a { 1, 2, 3, 4 };
    const Rect b { 10, 0, 2, 3 };
    const Rect both { 1, 0, 11, 6 };
    QCOMPARE(a.united(b) == both, true);
    QCOMPARE(b.united(a) == both, true);
    QCOMPARE(a.united(Rect {}) == a, true);
    QCOMPARE(Rect {}.united(a) == a, true);
    QVERIFY((Rect { 5, 5, 0, 9 }.isEmpty()));
}

void tst_base::resultHoldsOneOfTwo()
{
    Result<std::string> value(std::string("yes"));
    QVERIFY(value.has_value());
    QCOMPARE(value->size(), std::size_t { 3 });
    QCOMPARE(*std::move(value), std::string("yes"));
    const Result<std::string> failed(Error { "no" });
    QVERIFY(!failed);
    QCOMPARE(failed.error().message, std::string("no"));
    QVERIFY(Result<void>().has_value());
    QVERIFY(!Result<void>(Error {}).has_value());
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_base)
#include "tst_base.moc"
