#include "core/color/PixelMix.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

namespace escapade {
namespace {

std::vector<std::uint32_t> randomPixels(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<std::uint32_t> pixels(count);
    std::ranges::generate(pixels, [&random] { return static_cast<std::uint32_t>(random()); });
    return pixels;
}

/// Byte by byte, in whole numbers.
std::uint32_t mixed(std::uint32_t first, std::uint32_t second, unsigned weight)
{
    std::uint32_t pixel = 0;
    for (const unsigned shift : { 0U, 8U, 16U, 24U }) {
        const unsigned sum = (first >> shift & 255U) * (256 - weight) + (second >> shift & 255U) * weight;
        pixel |= sum / 256 << shift;
    }
    return pixel;
}

} // namespace

class tst_pixel_mix : public QObject
{
    Q_OBJECT

private slots:
    void middlesLieOnMiddles();
    void theEndsGoOn();
    void mixesNeighbours();
    void mixesRows();
};

void tst_pixel_mix::middlesLieOnMiddles()
{
    // At twice the size, places 2n and 2n + 1 lie a quarter of a pixel to both sides of the middle of pixel
    // n.
    const Neighbours twice = neighboursOf(2, 6, 0, 2, 5);
    QCOMPARE(twice.first, (std::vector<int> { 0, 1, 1, 2 }));
    QCOMPARE(twice.weights, (std::vector<std::uint8_t> { 192, 64, 192, 64 }));
    const Neighbours moved = neighboursOf(0, 3, -1.5, 1, 9);
    QCOMPARE(moved.first, (std::vector<int> { 1, 2, 3 }));
    QCOMPARE(moved.weights, (std::vector<std::uint8_t> { 128, 128, 128 }));
}

void tst_pixel_mix::theEndsGoOn()
{
    const Neighbours beyond = neighboursOf(-3, 8, 2, 1, 3);
    QCOMPARE(beyond.first.front(), 0);
    QCOMPARE(int { beyond.weights.front() }, 0);
    QCOMPARE(beyond.first.back(), 1); // the second neighbour is the last pixel
    QCOMPARE(int { beyond.weights.back() }, 255);
    for (const double corner : { -1e9, 1e9 }) { // far away
        for (const int first : neighboursOf(0, 4, corner, 0.25, 7).first)
            QVERIFY(first >= 0 && first <= 5);
    }
}

void tst_pixel_mix::mixesNeighbours()
{
    // Lengths around those of blocks and registers.
    for (const int width : { 1, 2, 15, 16, 17, 255, 256, 257, 1000 }) {
        const std::vector<std::uint32_t> row = randomPixels(300, 1);
        const Neighbours places = neighboursOf(0, width, 3.3, 1.7, 300);
        std::vector<std::uint32_t> to(static_cast<std::size_t>(width) + 1, 7);
        mixNeighbours(row.data(), places, to.data());
        for (std::size_t n = 0; n < places.first.size(); ++n) {
            const auto first = static_cast<std::size_t>(places.first[n]);
            QCOMPARE(to[n], mixed(row[first], row[first + 1], places.weights[n]));
        }
        QCOMPARE(to.back(), 7U);
    }
}

void tst_pixel_mix::mixesRows()
{
    for (const std::size_t width : { 1, 7, 16, 33, 500 }) {
        const std::vector<std::uint32_t> first = randomPixels(width, 2);
        const std::vector<std::uint32_t> second = randomPixels(width, 3);
        for (const unsigned weight : { 0U, 1U, 128U, 255U }) {
            std::vector<std::uint32_t> to(width + 1, 7);
            mixRows(first, second, static_cast<std::uint8_t>(weight), to.data());
            for (std::size_t n = 0; n < width; ++n)
                QCOMPARE(to[n], mixed(first[n], second[n], weight));
            QCOMPARE(to.back(), 7U);
        }
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_pixel_mix)
#include "tst_pixel_mix.moc"
