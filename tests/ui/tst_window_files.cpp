#include "tests/ui/ShownMainWindow.h"
#include "ui/actions/LocationActions.h"
#include "ui/settings/PictureChoice.h"
#include "ui/window/MessageBar.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace escapade;

namespace {

QString visibleProblem(MainWindow& window)
{
    const MessageBar& messages = window.messageBar();
    return messages.isVisible() && messages.kind() == MessageKind::Problem ? messages.text() : QString();
}

QString locationText(const PlaneView& view)
{
    Location location;
    location.view = view;
    location.paletteId = builtinPalettes().back().id;
    return QString::fromStdString(toText(location));
}

void dropFile(QWidget& window, const QString& path)
{
    QMimeData files;
    files.setUrls({ QUrl::fromLocalFile(path) });
    const QPoint place(100, 100);
    QDragEnterEvent enter(place, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(place, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
}

} // namespace

class TestWindowFiles : public QObject
{
    Q_OBJECT

private slots:
    void whatIsShownIsSavedWithItsMarker()
    {
        Session session = defaultSession();
        session.smoothEdges = false; // so that the picture stays as it is
        Shown shown(session);
        QVERIFY(shown.waitUntilComplete());
        FractalCanvas& canvas = shown.window.canvas();
        QTRY_VERIFY(canvas.frameOnScreen());
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("shown.png"));
        QSignalSpy saved(&shown.window.locationActions(), &LocationActions::saved);
        shown.window.locationActions().saveAsShown(path);
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(saved.front().front().toBool());
        const QImage image(path);
        QCOMPARE(image.size(), canvas.size());
        QVERIFY(readLocationFile(path)->location.view == canvas.view());
        QCOMPARE(image.convertToFormat(QImage::Format_RGB32),
            canvas.grab().toImage().convertToFormat(QImage::Format_RGB32));
        canvas.setMarker(std::nullopt);
        QVERIFY(image.convertToFormat(QImage::Format_RGB32)
            != canvas.grab().toImage().convertToFormat(QImage::Format_RGB32));

        canvas.zoomBy(2); // what is shown now is not this view's
        shown.window.locationActions().saveAsShown(path);
        QCOMPARE(saved.size(), 2);
        QVERIFY(!saved.back().front().toBool());
    }

    void copyAndPasteGiveTheSamePlace()
    {
        Shown shown;
        shown.window.canvas().setView(seahorses());
        shown.action(QStringLiteral("Copy location"))->trigger();
        shown.action(QStringLiteral("Whole set"))->trigger();
        QVERIFY(!(shown.window.canvas().view() == seahorses()));
        shown.action(QStringLiteral("Paste location"))->trigger();
        QVERIFY(shown.window.canvas().view() == seahorses());
        shown.action(QStringLiteral("Undo: view"))->trigger();
        QVERIFY(shown.window.canvas().view() == shown.window.canvas().homeView());
    }

    void anOwnPaletteTravelsWithTheLocation()
    {
        Palette own = builtinPalettes().front();
        own.id = "mine";
        own.name = "Mine";
        own.stops[0].color = { 1, 200, 3 };
        QString text;
        {
            Shown shown;
            shown.window.pictureChoice().storePalette(own);
            shown.action(QStringLiteral("Copy location"))->trigger();
            text = QGuiApplication::clipboard()->text();
            shown.window.pictureChoice().setPaletteIndex(0);
            shown.action(QStringLiteral("Copy location"))->trigger();
            QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("own_palette")));
        }
        Shown shown;
        PictureChoice& choice = shown.window.pictureChoice();
        const std::size_t count = choice.palettes().size();
        shown.window.locationActions().pasteText(text);
        QVERIFY(choice.palette() == own);
        shown.window.locationActions().pasteText(text);
        QCOMPARE(choice.palettes().size(), count + 1); // kept, once
        QVERIFY(visibleProblem(shown.window).isEmpty());

        Palette edited = own; // another one of that name, edited here
        edited.stops[0].color = { 9, 9, 9 };
        choice.storePalette(edited);
        QCOMPARE(choice.palettes().size(), count + 1);
        for (int time = 0; time < 2; ++time) {
            choice.setPaletteIndex(0);
            shown.window.locationActions().pasteText(text);
            QCOMPARE(choice.palettes().size(), count + 2);
            QVERIFY(choice.palettes()[count] == edited);
            QCOMPARE(choice.palette().id, std::string("mine-2"));
            QCOMPARE(choice.palette().name, std::string("Mine 2"));
            QVERIFY(choice.palette().stops == own.stops);
        }
    }

    void aPaletteThatDidNotComeAlongIsSaid()
    {
        Shown shown;
        const Palette before = shown.window.pictureChoice().palette();
        shown.window.locationActions().pasteText(QStringLiteral("palette = \"nowhere\""));
        QVERIFY(shown.window.pictureChoice().palette() == before);
        QVERIFY(shown.window.messageBar().text().contains(QStringLiteral("nowhere")));
        shown.window.locationActions().pasteText(locationText(seahorses()));
        QVERIFY(!shown.window.messageBar().text().contains(QStringLiteral("palette")));
    }

    void badTextKeepsTheView_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << QStringLiteral("hello, world");
        QTest::newRow("binary") << QString(QChar(0)) + QChar(0xfffd);
        QTest::newRow("unknown key") << locationText(seahorses()) + QStringLiteral("\nwrong = 1\n");
        QTest::newRow("not a number")
            << locationText(seahorses()).replace(QStringLiteral("0.01"), QStringLiteral("nan"));
        QTest::newRow("too long") << QString(2'000'000, QLatin1Char('#'));
        PlaneView tooDeep = seahorses();
        tooDeep.extentWidth = tooDeep.extentHeight = *Decimal::parse("1e-9000");
        QTest::newRow("deeper than can be shown") << locationText(tooDeep);
    }

    void badTextKeepsTheView()
    {
        QFETCH(const QString, text);
        Shown shown;
        shown.window.canvas().setView(seahorses());
        const std::string palette = shown.window.pictureChoice().palette().id;
        shown.window.locationActions().pasteText(text);
        QVERIFY(shown.window.canvas().view() == seahorses());
        QCOMPARE(shown.window.pictureChoice().palette().id, palette);
        QVERIFY(!visibleProblem(shown.window).isEmpty());
        QVERIFY(!visibleProblem(shown.window).contains(QLatin1Char('\n')));
    }

    void badFilesKeepTheView_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("hello");
        QTest::newRow("PNG without a location") << QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(100, '\0');
        QTest::newRow("missing") << QByteArray("-");
        QTest::newRow("folder") << QByteArray("/");
    }

    void badFilesKeepTheView()
    {
        QFETCH(const QByteArray, content);
        const QTemporaryDir folder;
        QString path = folder.filePath(QStringLiteral("file.toml"));
        if (content == "/") {
            path = folder.path();
        } else if (content != "-") {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        Shown shown;
        shown.window.canvas().setView(seahorses());
        shown.window.openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return !visibleProblem(shown.window).isEmpty(); }, patience));
        QVERIFY(visibleProblem(shown.window).contains(QFileInfo(path).fileName()));
        QVERIFY(shown.window.canvas().view() == seahorses());
    }

    void aSavedPictureBringsItsPlaceBack()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("picture.png"));
        Shown shown;
        QVERIFY(shown.waitUntilComplete()); // the layout has settled
        shown.window.canvas().setView(seahorses());
        shown.window.pictureChoice().setFixedMaxIterations(777);
        shown.window.pictureChoice().setPaletteIndex(3);
        // Asked for before it is complete: it waits, without blocking.
        QSignalSpy saved(&shown.window.locationActions(), &LocationActions::saved);
        shown.window.locationActions().savePicture(Formula::Mandelbrot, path);
        QVERIFY(saved.wait(patience));
        QCOMPARE(saved.front().front().toBool(), true);
        const QImage image(path);
        QCOMPARE(image.size(), shown.window.canvas().size() * shown.window.canvas().devicePixelRatio());

        shown.action(QStringLiteral("Whole set"))->trigger();
        shown.window.pictureChoice().setFixedMaxIterations(std::nullopt);
        shown.window.pictureChoice().setPaletteIndex(0);
        dropFile(shown.window, path);
        QVERIFY(QTest::qWaitFor([&] { return shown.window.canvas().view() == seahorses(); }, patience));
        QCOMPARE(shown.window.canvas().maxIterations(), 777);
        QCOMPARE(shown.window.pictureChoice().paletteIndex(), 3);
    }

    void aPictureThatIsLeftBeforeItIsCompleteIsNotSaved()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("picture.png"));
        Shown shown;
        QVERIFY(shown.waitUntilComplete());
        QSignalSpy saved(&shown.window.locationActions(), &LocationActions::saved);
        shown.window.canvas().zoomBy(3);
        shown.window.locationActions().savePicture(Formula::Mandelbrot, path);
        shown.window.canvas().zoomBy(3);
        QVERIFY(saved.wait(patience));
        QCOMPARE(saved.front().front().toBool(), false);
        QVERIFY(!QFile::exists(path));
        QVERIFY(!visibleProblem(shown.window).isEmpty());
    }

    void savingWaitsWhileAnAutomaticLimitIsChosen()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("picture.png"));
        Shown shown;
        QVERIFY(shown.waitUntilComplete());
        QSignalSpy saved(&shown.window.locationActions(), &LocationActions::saved);
        shown.window.canvas().setView(seahorses());
        shown.window.locationActions().savePicture(Formula::Mandelbrot, path);
        QVERIFY(saved.wait(patience));
        QCOMPARE(saved.front().front().toBool(), true);
        QVERIFY(QImage(path).text(QStringLiteral("Escapade location")).contains("\"automatic\""));
    }

    void aPictureThatCannotBeWrittenIsSaid()
    {
        Shown shown;
        QVERIFY(shown.waitUntilComplete());
        QSignalSpy saved(&shown.window.locationActions(), &LocationActions::saved);
        shown.window.locationActions().savePicture(
            Formula::Julia, QStringLiteral("/nonexistent-folder/picture.png"));
        QVERIFY(saved.wait(patience));
        QCOMPARE(saved.front().front().toBool(), false);
        QVERIFY(visibleProblem(shown.window).contains(QStringLiteral("/nonexistent-folder")));
    }
};

QTEST_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
