#include "core/base/Array2D.h"
#include "core/render/PassPlan.h"

#include <QTest>

using namespace escapade;

class PassPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void passesHalveTheirDivider()
    {
        QCOMPARE(planPasses(1), (std::vector<Pass> { { 1, 0 } }));
        QCOMPARE(planPasses(8), (std::vector<Pass> { { 8, 0 }, { 4, 8 }, { 2, 4 }, { 1, 2 } }));
    }

    void tilesCoverEveryPixelOnce_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("tileSize");
        for (const auto& [width, height] :
            { std::pair(1, 1), std::pair(257, 3), std::pair(100, 70), std::pair(64, 64) }) {
            for (const int tileSize : { 1, 7, 32, 64 })
                QTest::addRow("%dx%d by %d", width, height, tileSize) << width << height << tileSize;
        }
    }
    void tilesCoverEveryPixelOnce()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, tileSize);
        for (const Pass& pass : planPasses(8)) {
            Array2D<int> covered({ width, height });
            for (const Rect& tile : planTiles({ width, height }, pass, tileSize, { width / 3, height / 2 })) {
                QCOMPARE(tile.x % pass.divider, 0);
                QCOMPARE(tile.y % pass.divider, 0);
                for (int y = tile.y; y < tile.y + tile.height; ++y) {
                    for (int x = tile.x; x < tile.x + tile.width; ++x)
                        ++covered.at(x, y);
                }
            }
            for (const int times : covered.values())
                QCOMPARE(times, 1);
        }
    }

    void tilesWithoutAFocusComeRowAfterRow()
    {
        const auto tiles = planTiles({ 70, 40 }, { 1, 0 }, 32);
        QCOMPARE(tiles,
            (std::vector<Rect> { { 0, 0, 32, 32 }, { 32, 0, 32, 32 }, { 64, 0, 6, 32 }, { 0, 32, 32, 8 },
                { 32, 32, 32, 8 }, { 64, 32, 6, 8 } }));
    }

    void tilesNearTheFocusComeFirst()
    {
        const auto tiles = planTiles({ 640, 480 }, { 1, 0 }, 32, { 600, 20 });
        QCOMPARE(tiles.front(), (Rect { 576, 0, 32, 32 }));
        QCOMPARE(tiles.back(), (Rect { 0, 448, 32, 32 }));
    }
};

QTEST_APPLESS_MAIN(PassPlanTest)
#include "tst_pass_plan.moc"
