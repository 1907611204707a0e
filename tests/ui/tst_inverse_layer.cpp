#include "core/parallel/WorkerPool.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/canvas/InverseColors.h"
#include "ui/canvas/InverseLayer.h"
#include "ui/julia/InverseDialog.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

using namespace escapade;

namespace {

constexpr int patience = 30'000; // ms; sanitizers are slow

/// A Julia picture on the screen with its layer of roots.
struct Shown
{
    WorkerPool pool { 2 };
    std::unique_ptr<FractalCanvas> canvas = std::make_unique<FractalCanvas>(pool, Workload::Julia);
    InverseLayer& layer = *new InverseLayer(*canvas, pool);

    Shown()
    {
        canvas->resize(160, 120);
        setParameter("-0.123", "0.745");
        canvas->show();
    }

    void setParameter(const char* re, const char* im)
    {
        canvas->setJuliaParameter({ *Decimal::parse(re), *Decimal::parse(im) });
        layer.refresh();
    }

    bool waitUntilComplete()
    {
        return QTest::qWaitFor([this] { return canvas->frameOnScreen() && layer.isComplete(); }, patience);
    }

    /// What inverse iteration gives for what is shown now.
    InversePicture expected()
    {
        const RenderRequest shown = canvas->currentRequest();
        InverseRequest request;
        request.c = { shown.juliaRe.toDouble(), shown.juliaIm.toDouble() };
        request.viewport = shown.viewport;
        request.method = layer.choice().method;
        request.points = layer.choice().points;
        request.hitLimit = layer.choice().hitLimit;
        request.seed = layer.choice().seed;
        return *inverseIteration(pool, request);
    }

    /// Whether exactly the pixels with hits are drawn, on black.
    bool showsTheHits()
    {
        const InversePicture picture = expected();
        const QImage image = canvas->grab().toImage();
        int hits = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const bool hit = picture.hits.at(x, y) > 0;
                hits += hit ? 1 : 0;
                if (hit == (qGray(image.pixel(x, y)) == 0))
                    return false;
            }
        }
        return hits > 100;
    }
};

InverseChoice instead()
{
    InverseChoice choice;
    choice.show = InverseShow::Instead;
    choice.points = 200'000;
    return choice;
}

Label labelAt(FractalCanvas& canvas, QPoint place)
{
    QSignalSpy hovered(&canvas, &FractalCanvas::hovered);
    QTest::mouseMove(&canvas, place + QPoint(1, 0));
    QTest::mouseMove(&canvas, place);
    if (!QTest::qWaitFor([&] { return !hovered.isEmpty(); }, patience))
        return Label::BeyondPrecision;
    return hovered.last().first().value<HoverInfo>().pixel.label;
}

} // namespace

class TestInverseLayer : public QObject
{
    Q_OBJECT

private slots:
    void drawsThePointsInsteadOfThePicture_data()
    {
        QTest::addColumn<bool>("random");
        QTest::newRow("tree") << false;
        QTest::newRow("random") << true;
    }
    void drawsThePointsInsteadOfThePicture()
    {
        QFETCH(bool, random);
        Shown shown;
        InverseChoice choice = instead();
        choice.method = random ? InverseMethod::Random : InverseMethod::Tree;
        shown.layer.setChoice(choice);
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(shown.showsTheHits());
        QVERIFY(shown.layer.points() > 1000);
    }

    void claimsNoLabel()
    {
        Shown shown;
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(labelAt(*shown.canvas, { 5, 5 }) == Label::Escaped);
        shown.layer.setChoice(instead());
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(labelAt(*shown.canvas, { 5, 5 }) == Label::NotComputed);
        InverseChoice over = instead();
        over.show = InverseShow::Over;
        shown.layer.setChoice(over);
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(labelAt(*shown.canvas, { 5, 5 }) == Label::Escaped); // the picture is still there
    }

    void isGoneWhenItIsOff()
    {
        Shown shown;
        QVERIFY(shown.waitUntilComplete());
        const QImage before = shown.canvas->grab().toImage();
        InverseChoice choice = instead();
        choice.show = InverseShow::Over;
        shown.layer.setChoice(choice);
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(shown.canvas->grab().toImage() != before);
        shown.layer.setChoice({});
        QVERIFY(shown.canvas->grab().toImage() == before);
    }

    void followsTheViewTheSizeAndTheParameter()
    {
        Shown shown;
        shown.layer.setChoice(instead());
        QVERIFY(shown.waitUntilComplete());
        shown.canvas->zoomBy(2);
        QVERIFY(!shown.layer.isComplete());
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(shown.showsTheHits());
        shown.canvas->resize(200, 131);
        QVERIFY(QTest::qWaitFor([&] { return shown.canvas->currentRequest().viewport.size.width == 200; }));
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(shown.showsTheHits());
        shown.setParameter("-1", "0");
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(shown.showsTheHits());
    }

    void somethingIsShownWhileTheParameterMoves()
    {
        Shown shown;
        InverseChoice choice = instead();
        choice.points = InverseRequest::maxPoints; // no whole picture is ready before the next is wanted
        choice.method = InverseMethod::Random;
        shown.layer.setChoice(choice);
        QSignalSpy drawn(&shown.layer, &InverseLayer::drawn);
        int n = 0;
        const auto movesOn = [&] {
            shown.setParameter(qPrintable(QStringLiteral("-0.%1").arg(1000 + ++n)), "0.6");
            return drawn.count() >= 5;
        };
        QVERIFY(QTest::qWaitFor(movesOn, patience));
        choice.points = 100'000;
        shown.layer.setChoice(choice);
        QVERIFY(shown.waitUntilComplete());
        QVERIFY(shown.showsTheHits()); // of the last parameter
    }

    void goesInTheMiddleOfItsWork()
    {
        for (int n = 0; n < 20; ++n) {
            Shown shown;
            InverseChoice choice = instead();
            choice.points = InverseRequest::maxPoints;
            choice.hitLimit = InverseRequest::maxHitLimit;
            choice.method = n % 2 == 0 ? InverseMethod::Random : InverseMethod::Tree;
            shown.layer.setChoice(choice);
            QTest::qWait(n % 5 * 4);
            shown.canvas.reset();
        }
    }

    void theDialogShowsAndChangesTheChoice()
    {
        Shown shown;
        InverseDialog dialog(shown.layer);
        dialog.show();
        auto* show = dialog.findChild<QComboBox*>(QStringLiteral("inverseShow"));
        auto* method = dialog.findChild<QComboBox*>(QStringLiteral("inverseMethod"));
        QCOMPARE(show->currentIndex(), 0);
        show->setCurrentIndex(2);
        method->setCurrentIndex(0);
        QVERIFY(shown.layer.choice().show == InverseShow::Instead);
        QVERIFY(shown.layer.choice().method == InverseMethod::Random);
        shown.layer.setChoice({});
        QCOMPARE(show->currentIndex(), 0);
        QCOMPARE(method->currentIndex(), 1);
    }

    void colours()
    {
        Array2D<std::int32_t> hits({ 5, 4 });
        hits.at(1, 1) = 1;
        hits.at(4, 3) = 4; // in the corner
        const QImage outline = inverseOutline(hits);
        QCOMPARE(outline.pixel(1, 1), qRgb(255, 255, 255));
        QCOMPARE(outline.pixel(4, 3), qRgb(255, 255, 255));
        QCOMPARE(qAlpha(outline.pixel(4, 0)), 0);
        for (const QPoint rim : { QPoint(0, 0), QPoint(2, 2), QPoint(1, 0), QPoint(3, 3), QPoint(4, 2) }) {
            QVERIFY(qAlpha(outline.pixel(rim)) > 100);
            QCOMPARE(qGray(outline.pixel(rim)), 0);
        }
        const QImage brightness = inverseBrightness(hits, 4);
        QCOMPARE(brightness.pixel(0, 0), qRgb(0, 0, 0));
        QCOMPARE(brightness.pixel(4, 3), qRgb(255, 255, 255));
        QVERIFY(qGray(brightness.pixel(1, 1)) > 80 && qGray(brightness.pixel(1, 1)) < 250);
    }
};

QTEST_MAIN(TestInverseLayer)
#include "tst_inverse_layer.moc"
