// The verification of a picture: what it says, that it can be stopped at any moment, and that the window
// lives meanwhile.

#include "ui/text/VerificationText.h"
#include "ui/timings/VerifyDialog.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace escapade;

namespace {

RenderRequest requestFor(Size size, std::int32_t maxIterations)
{
    RenderRequest request;
    request.viewport = Viewport::fit(mandelbrotHome(), size);
    request.maxIterations = maxIterations;
    return request;
}

struct Shown
{
    WorkerPool pool { 2 };
    RenderRequest request;
    std::unique_ptr<VerifyDialog> dialog = std::make_unique<VerifyDialog>(pool, [this] { return request; });
    QLabel* result = dialog->findChild<QLabel*>(QStringLiteral("verifyResult"));
    QPushButton* start = dialog->findChild<QPushButton*>(QStringLiteral("verifyStart"));
    QPushButton* stop = dialog->findChild<QPushButton*>(QStringLiteral("verifyStop"));

    explicit Shown(RenderRequest shown)
        : request(std::move(shown))
    { }
};

/// Minutes, if nobody stops it.
RenderRequest longRequest()
{
    RenderRequest request = requestFor({ 400, 400 }, 200'000);
    request.shortcuts = Shortcuts::none();
    return request;
}

} // namespace

class TestVerifyDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysThatAllIsTheSame()
    {
        Shown shown(requestFor({ 120, 90 }, 300));
        shown.dialog->action()->trigger();
        QVERIFY(shown.dialog->isVisible());
        QVERIFY(shown.dialog->isRunning() && shown.stop->isEnabled() && !shown.start->isEnabled());
        QTRY_VERIFY(!shown.dialog->isRunning());
        const QString text = shown.result->text();
        QVERIFY2(text.contains(QStringLiteral("all pixels are the same, bit for bit")), qPrintable(text));
        QVERIFY(
            text.contains(QStringLiteral("plain loop, one point after the other, gives the same counts")));
        Frame frame;
        renderFrame(shown.pool, shown.request, {}, frame);
        const QString hash = QString::number(countsHash(frame), 16).rightJustified(16, QLatin1Char('0'));
        QVERIFY2(text.endsWith(hash), qPrintable(text));
        QVERIFY(shown.start->isEnabled() && !shown.stop->isEnabled());
    }

    void saysWhatDiffers()
    {
        Verification result;
        result.ways = 17;
        result.unconfirmed = 3;
        result.deviations = { { { SimdLevel::Avx2, EscapeMethod::Block, 64, 2 }, 5, { 11, 7 } } };
        QVERIFY(!result.isIdentical());
        const QString text = verificationText(result, requestFor({ 120, 90 }, 300));
        QVERIFY2(text.contains(QStringLiteral("17 ways, of which 1 gave other pixels")), qPrintable(text));
        QVERIFY(
            text.contains(QStringLiteral("AVX2, block kernel, tiles of 64, 2 thread(s): 5 pixel(s) differ, "
                                         "the first at column 11, row 7")));
        QVERIFY(text.contains(QStringLiteral("A plain loop gives other counts for 3 pixel(s)")));
    }

    void stopsAtOnceAndTheWindowLives()
    {
        Shown shown(longRequest());
        shown.dialog->start();
        int turns = 0;
        QTimer heartbeat;
        connect(&heartbeat, &QTimer::timeout, this, [&turns] { ++turns; });
        heartbeat.start(5);
        QTRY_VERIFY(turns > 10);
        QVERIFY(shown.dialog->isRunning());
        shown.stop->click();
        QTRY_VERIFY(!shown.dialog->isRunning());
        QCOMPARE(shown.result->text(), QStringLiteral("Stopped; nothing is known."));
        // and once more, to its end this time
        shown.request = requestFor({ 60, 40 }, 100);
        shown.start->click();
        QTRY_VERIFY(!shown.dialog->isRunning());
        QVERIFY(shown.result->text().contains(QStringLiteral("all pixels are the same")));
    }

    void goesInTheMiddleOfItsWork()
    {
        for (int n = 0; n < 5; ++n) {
            Shown shown(longRequest());
            shown.dialog->start();
            QTest::qWait(5 * n);
            shown.dialog.reset();
        }
    }
};

QTEST_MAIN(TestVerifyDialog)
#include "tst_verify_dialog.moc"
