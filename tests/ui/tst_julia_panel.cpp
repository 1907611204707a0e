#include "core/parallel/WorkerPool.h"
#include "ui/julia/JuliaPanel.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace escapade;

namespace {

PlanePoint point(const char* re, const char* im)
{
    return { *Decimal::parse(re), *Decimal::parse(im) };
}

/// A panel on the screen and its fields.
struct Shown
{
    WorkerPool pool { 2 };
    JuliaPanel panel { pool };
    QLineEdit* re = panel.findChild<QLineEdit*>(QStringLiteral("juliaRe"));
    QLineEdit* im = panel.findChild<QLineEdit*>(QStringLiteral("juliaIm"));
    QLabel* problem = panel.findChild<QLabel*>(QStringLiteral("juliaProblem"));

    Shown()
    {
        panel.resize(220, 260);
        panel.setParameter(point("-0.8", "0.156"));
        panel.show();
        panel.activateWindow();
    }

    void type(QLineEdit* field, const QString& text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
};

} // namespace

class TestJuliaPanel : public QObject
{
    Q_OBJECT

private slots:
    void showsTheParameterExactly()
    {
        Shown shown;
        const PlanePoint deep
            = point("-0.74364388703715870475219150611477", "0.13182590420531197049313205638514");
        QSignalSpy changed(&shown.panel, &JuliaPanel::parameterChanged);
        shown.panel.setParameter(deep);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(shown.re->text(), QStringLiteral("-0.74364388703715870475219150611477"));
        QCOMPARE(shown.im->text(), QStringLiteral("0.13182590420531197049313205638514"));
        QVERIFY(shown.panel.canvas().juliaParameter() == deep);
        shown.panel.setParameter(deep);
        QCOMPARE(changed.count(), 1); // the same is no change
    }

    void takesTypedDecimals()
    {
        Shown shown;
        QSignalSpy changed(&shown.panel, &JuliaPanel::parameterChanged);
        shown.type(shown.re, QStringLiteral("-1.25e-1"));
        QTest::keyClick(shown.re, Qt::Key_Return);
        QCOMPARE(changed.count(), 1);
        QVERIFY(shown.panel.parameter() == point("-0.125", "0.156"));
        QVERIFY(shown.panel.canvas().juliaParameter() == point("-0.125", "0.156"));
    }

    void refusesNonsenseInPlace_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
            { "abc", "", "nan", "inf", "1,5", "0x10", "1e", "--1", "1e999999999", "1e200" })
            QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromLatin1(text);
    }

    void refusesNonsenseInPlace()
    {
        QFETCH(const QString, text);
        Shown shown;
        QSignalSpy changed(&shown.panel, &JuliaPanel::parameterChanged);
        shown.type(shown.im, text);
        if (text.isEmpty())
            QTest::keyClick(shown.im, Qt::Key_Backspace);
        QTest::keyClick(shown.im, Qt::Key_Return);
        QCOMPARE(changed.count(), 0);
        QVERIFY(shown.panel.parameter() == point("-0.8", "0.156"));
        QVERIFY(shown.problem->isVisible());
        QVERIFY(!shown.problem->text().isEmpty());
        QCOMPARE(shown.im->text(), text); // what was typed stays to be mended

        shown.type(shown.im, QStringLiteral("0.2"));
        QVERIFY(!shown.problem->isVisible());
        QTest::keyClick(shown.im, Qt::Key_Return);
        QVERIFY(shown.panel.parameter() == point("-0.8", "0.2"));
    }

    void escapeBringsTheParameterBack()
    {
        Shown shown;
        shown.type(shown.re, QStringLiteral("nonsense"));
        QVERIFY(shown.problem->isVisible());
        QTest::keyClick(shown.re, Qt::Key_Escape);
        QCOMPARE(shown.re->text(), QStringLiteral("-0.8"));
        QVERIFY(!shown.problem->isVisible());
    }

    void previewsOnlyWhileItFollows()
    {
        Shown shown;
        QSignalSpy changed(&shown.panel, &JuliaPanel::parameterChanged);
        shown.panel.preview(point("0.3", "0.5"));
        QVERIFY(shown.panel.canvas().juliaParameter() == point("-0.8", "0.156"));

        shown.panel.setFollowsPointer(true);
        shown.panel.preview(point("0.3", "0.5"));
        QVERIFY(shown.panel.canvas().juliaParameter() == point("0.3", "0.5"));
        QVERIFY(shown.panel.parameter() == point("-0.8", "0.156")); // not picked
        QCOMPARE(shown.re->text(), QStringLiteral("0.3"));

        shown.panel.endPreview();
        QVERIFY(shown.panel.canvas().juliaParameter() == point("-0.8", "0.156"));
        QCOMPARE(shown.re->text(), QStringLiteral("-0.8"));
        QCOMPARE(changed.count(), 0);
    }

    void endingToFollowEndsThePreview()
    {
        Shown shown;
        shown.panel.setFollowsPointer(true);
        shown.panel.preview(point("0.3", "0.5"));
        shown.panel.setFollowsPointer(false);
        QVERIFY(shown.panel.canvas().juliaParameter() == point("-0.8", "0.156"));
    }

    void aPreviewDoesNotOverwriteWhatIsBeingTyped()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
        shown.panel.setFollowsPointer(true);
        shown.type(shown.re, QStringLiteral("0.2"));
        shown.panel.preview(point("0.3", "0.5"));
        QCOMPARE(shown.re->text(), QStringLiteral("0.2"));
    }

    void canBeZoomedAndBroughtHome()
    {
        Shown shown;
        FractalCanvas& canvas = shown.panel.canvas();
        canvas.zoomBy(8);
        QVERIFY(!(canvas.view() == canvas.homeView()));
        shown.panel.homeAction()->trigger();
        QVERIFY(canvas.view() == canvas.homeView());
    }
};

QTEST_MAIN(TestJuliaPanel)
#include "tst_julia_panel.moc"
