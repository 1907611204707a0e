// The lessons' kernels: on every instruction set what the plain loop gives, for any beginning and length.

#include "core/simd/KernelTable.h"

#include <QTest>

#include <cmath>
#include <map>
#include <vector>

namespace escapade {
namespace {

void addLevels()
{
    QTest::addColumn<int>("level");
    for (const SimdLevel level : allSimdLevels) {
        if (isAvailable(level))
            QTest::newRow(simdName(level).data()) << static_cast<int>(level);
    }
}

} // namespace

class tst_lesson_kernels : public QObject
{
    Q_OBJECT

private slots:
    void sums_data() { addLevels(); }
    void sums();
    void waitRounds_data() { addLevels(); }
    void waitRounds();
    void squares_data() { addLevels(); }
    void squares();
};

void tst_lesson_kernels::sums()
{
    QFETCH(const int, level);
    const simd::KernelTable& table = simd::kernels(static_cast<SimdLevel>(level));
    constexpr std::uint64_t beyond32Bits = 0xfffffff0U;
    for (const std::uint64_t start : { std::uint64_t { 0 }, beyond32Bits }) {
        for (std::uint64_t first = start; first < start + 4; ++first) {
            std::uint64_t sum = 0;
            std::uint64_t multiples = 0;
            for (std::uint64_t last = first; last < first + 150; ++last) {
                simd::RangeSumJob all { first, last, 99 };
                table.sumRange(all);
                QCOMPARE(all.sum, sum);
                simd::RangeSumJob thirds { first, last, 99 };
                table.sumMultiplesOfThree(thirds);
                QCOMPARE(thirds.sum, multiples);
                sum += last;
                multiples += last % 3 == 0 ? last : 0;
            }
        }
    }
}

void tst_lesson_kernels::waitRounds()
{
    QFETCH(const int, level);
    // Of all rounds below n, by a separate program in Python, where roots are rounded in the same way.
    const std::map<int, std::uint64_t> wanted { { 12, 189 }, { 40, 34'093 } };
    for (const auto& [n, count] : wanted) {
        std::uint64_t exact = 0;
        for (int round = 0; round < n; ++round) {
            simd::WaitRoundJob job { round, 99 };
            simd::kernels(static_cast<SimdLevel>(level)).waitRound(job);
            exact += job.exact;
        }
        QCOMPARE(exact, count);
    }
}

void tst_lesson_kernels::squares()
{
    QFETCH(const int, level);
    for (std::size_t count = 0; count < 70; ++count) {
        std::vector<double> a(count + 1);
        std::vector<double> b(count + 1);
        std::vector<double> result(count + 1, -1);
        for (std::size_t k = 0; k < count; ++k) {
            a[k] = std::sqrt(static_cast<double>(k + count));
            b[k] = 1 / (static_cast<double>(k) + 3);
        }
        simd::kernels(static_cast<SimdLevel>(level))
            .squareOfSum({ a.data(), b.data(), result.data(), static_cast<int>(count) });
        for (std::size_t k = 0; k < count; ++k) {
            const double squares = a[k] * a[k] + b[k] * b[k];
            const double product = 2 * a[k] * b[k];
            QVERIFY(result[k] == squares + product); // all bits
        }
        QCOMPARE(result[count], -1.0); // nothing behind the end
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_lesson_kernels)
#include "tst_lesson_kernels.moc"
