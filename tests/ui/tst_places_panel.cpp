#include "core/color/Palette.h"
#include "core/parallel/WorkerPool.h"
#include "ui/MainWindow.h"
#include "ui/actions/PlaceActions.h"
#include "ui/bridge/PlaceFiles.h"
#include "ui/history/HistoryNavigator.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/places/PlacesModel.h"
#include "ui/places/PlacesPanel.h"
#include "ui/settings/PictureChoice.h"
#include "ui/window/MessageBar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace escapade;

namespace {

constexpr int patience = 60'000; // ms; sanitizers are slow

Place placeCalled(const char* title)
{
    Place place;
    place.title = title;
    place.id = placeIdFor(title);
    return place;
}

QStringList titlesOf(const PlacesModel& model)
{
    QStringList titles;
    for (const Place& place : model.ownPlaces())
        titles.append(QString::fromStdString(place.title));
    return titles;
}

struct Shown
{
    WorkerPool pool { 2 };
    ThemeSwitch theme { *qApp };
    MainWindow window;
    PlacesModel& model = window.places();
    QDockWidget* dock = window.findChild<QDockWidget*>(QStringLiteral("placesDock"));
    QListView* list = window.findChild<QListView*>(QStringLiteral("placesList"));

    explicit Shown(const QString& folder = {})
        : window(pool, theme, defaultSession())
    {
        window.setPlacesFolder(folder);
        window.resize(900, 600);
        window.show();
        window.activateWindow();
    }

    void open() const
    {
        dock->show();
        dock->raise();
    }

    bool waitForFiles()
    {
        return QTest::qWaitFor([this] { return !window.placeActions().isBusy(); }, patience);
    }

    int rowOf(const char* id) const
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.place(row).id == id)
                return row;
        }
        return -1;
    }

    QAction* action(const QString& text)
    {
        for (QAction* action : window.findChildren<QAction*>()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == text)
                return action;
        }
        return nullptr;
    }
};

} // namespace

class TestPlacesPanel : public QObject
{
    Q_OBJECT

private slots:
    void ownPlacesComeFirstByTitle()
    {
        PlacesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), static_cast<int>(builtinPlaces().size()));
        QCOMPARE(model.add(placeCalled("Pond")), 0);
        QCOMPARE(model.add(placeCalled("Zoo")), 1);
        QCOMPARE(model.add(placeCalled("Arch")), 0);
        QCOMPARE(titlesOf(model), (QStringList { "Arch", "Pond", "Zoo" }));
        QVERIFY(model.isOwn(2));
        QVERIFY(!model.isOwn(3));
        QVERIFY(model.flags(model.index(2)).testFlag(Qt::ItemIsEditable));
        QVERIFY(!model.flags(model.index(3)).testFlag(Qt::ItemIsEditable));

        // To the end, to the front, within its place.
        QVERIFY(model.setData(model.index(0), "zzz", Qt::EditRole));
        QCOMPARE(titlesOf(model), (QStringList { "Pond", "Zoo", "zzz" }));
        QVERIFY(model.setData(model.index(2), "A", Qt::EditRole));
        QCOMPARE(titlesOf(model), (QStringList { "A", "Pond", "Zoo" }));
        QVERIFY(model.setData(model.index(1), "Q", Qt::EditRole));
        QCOMPARE(titlesOf(model), (QStringList { "A", "Q", "Zoo" }));
        QVERIFY(!model.setData(model.index(1), " \n ", Qt::EditRole));
        QVERIFY(!model.setData(model.index(5), "not mine", Qt::EditRole));
        QCOMPARE(titlesOf(model), (QStringList { "A", "Q", "Zoo" }));
        model.remove(1);
        QCOMPARE(titlesOf(model), (QStringList { "A", "Zoo" }));
    }

    void placesOfTheSameNameAreKeptApart()
    {
        PlacesModel model;
        model.add(placeCalled("Pond"));
        model.add(placeCalled("Pond"));
        model.add(placeCalled(""));
        QCOMPARE(model.ownPlaces().size(), 3U);
        QVERIFY(model.ownPlaces()[0].id != model.ownPlaces()[1].id);
        for (const Place& place : model.ownPlaces()) {
            QVERIFY(!place.title.empty());
            QVERIFY(isPaletteId(place.id)); // it becomes a file's name
        }
    }

    void everyPlaceIsSaidInWords()
    {
        const PlacesModel model;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            QVERIFY(!index.data(Qt::AccessibleDescriptionRole).toString().isEmpty());
            QVERIFY(index.data(Qt::ToolTipRole)
                        .toString()
                        .contains(QString::fromStdString(model.place(row).note).toHtmlEscaped()));
        }
    }

    void nothingIsDrawnBeforeThePanelIsSeen()
    {
        Shown shown;
        QVERIFY(shown.dock->isHidden()); // at a first start
        shown.window.placeActions().keep(Formula::Mandelbrot, QStringLiteral("Mine"));
        QTest::qWait(50);
        QVERIFY(!shown.window.placesPanel().isBusy());
        for (int row = 0; row < shown.model.rowCount(); ++row)
            QVERIFY(shown.model.thumbnail(row).isNull());
        shown.open();
        QVERIFY(QTest::qWaitFor([&] { return !shown.window.placesPanel().isBusy(); }, patience));
        for (int row = 0; row < shown.model.rowCount(); ++row) {
            const QImage image = shown.model.thumbnail(row);
            QVERIFY(!image.isNull());
            QVERIFY(image.pixel(0, 0) != image.pixel(image.rect().center())); // a picture, not a colour
        }
    }

    void hidingThePanelDropsWhatIsNotDrawn()
    {
        Shown shown;
        for (int round = 0; round < 20; ++round) {
            shown.open();
            QTest::qWait(round);
            shown.dock->hide();
            QVERIFY(!shown.window.placesPanel().isBusy());
        }
        shown.open();
        QVERIFY(QTest::qWaitFor([&] { return !shown.window.placesPanel().isBusy(); }, patience));
        QVERIFY(!shown.model.thumbnail(shown.model.rowCount() - 1).isNull());
    }

    void aVisitIsOneStepThatCanBeTakenBack_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("Mandelbrot") << QStringLiteral("elephant-valley");
        QTest::newRow("Julia") << QStringLiteral("rabbit");
    }

    void aVisitIsOneStepThatCanBeTakenBack()
    {
        QFETCH(const QString, id);
        Shown shown;
        shown.open();
        const int row = shown.rowOf(id.toLatin1().constData());
        const Place& place = shown.model.place(row);
        const PlaneView before = shown.window.canvas().view();
        shown.list->setCurrentIndex(shown.model.index(row));
        QCOMPARE(shown.window.findChild<QLabel*>(QStringLiteral("placeNote"))->text(),
            QString::fromStdString(place.note));
        QTest::keyClick(shown.list, Qt::Key_Return);

        const bool isJulia = place.location.formula == Formula::Julia;
        const FractalCanvas& canvas = isJulia ? shown.window.juliaPanel().canvas() : shown.window.canvas();
        QVERIFY(canvas.view() == place.location.view);
        QCOMPARE(shown.window.pictureChoice().palette().id, place.location.paletteId);
        if (isJulia) {
            QVERIFY(shown.window.juliaPanel().parameter().re == place.location.juliaRe);
            QTRY_VERIFY(shown.window.juliaPanel().isVisible()); // the places' tab hid it
        }
        QCOMPARE(shown.window.history().history().size(), 2U);
        shown.window.history().back();
        QVERIFY(shown.window.canvas().view() == before);
        QCOMPARE(shown.window.pictureChoice().palette().id, builtinPalettes().front().id);
        QVERIFY(!shown.window.history().canGoBack());
    }

    void whatIsKeptComesBackAtTheNextStart()
    {
        const QTemporaryDir folder;
        const QString places = folder.filePath(QStringLiteral("data/places")); // not yet there
        PlaneView view = mandelbrotHome();
        view.centreRe = *Decimal::parse("-0.7123456789012345678901234567");
        Palette palette = builtinPalettes().front();
        palette.stops[0].color = { 1, 2, 3 };
        {
            Shown shown(places);
            QVERIFY(shown.waitForFiles());
            shown.window.canvas().setView(view);
            shown.window.pictureChoice().storePalette(palette); // gets an id of its own
            palette = shown.window.pictureChoice().palette();
            shown.action(QStringLiteral("Keep as place…"))->trigger();
            auto* dialog = shown.window.findChild<QInputDialog*>();
            QVERIFY(dialog != nullptr);
            dialog->setTextValue(QStringLiteral("  Höhle \"7\" "));
            dialog->accept();
            QCOMPARE(titlesOf(shown.model), QStringList { QStringLiteral("Höhle \"7\"") });
        } // the window goes while the file is perhaps not yet written
        Shown again(places);
        QVERIFY(again.waitForFiles());
        QCOMPARE(titlesOf(again.model), QStringList { QStringLiteral("Höhle \"7\"") });
        again.window.placeActions().visit(again.model.place(0));
        QVERIFY(again.window.canvas().view() == view);
        QVERIFY(again.window.pictureChoice().palette() == palette);
    }

    void aJuliaViewCanBeKept()
    {
        Shown shown;
        shown.window.juliaPanel().canvas().zoomBy(4);
        shown.window.placeActions().keep(Formula::Julia, QStringLiteral("Dragon"));
        const Place& place = shown.model.place(0);
        QCOMPARE(place.location.formula, Formula::Julia);
        QVERIFY(place.location.view == shown.window.juliaPanel().canvas().view());
        QVERIFY(place.location.juliaRe == shown.window.juliaPanel().parameter().re);
        QVERIFY(!place.palette); // a built-in one needs only its name
    }

    void renamingKeepsTheFile()
    {
        const QTemporaryDir folder;
        Shown shown(folder.path());
        shown.open();
        QVERIFY(shown.waitForFiles());
        shown.window.placeActions().keep(Formula::Mandelbrot, QStringLiteral("Old"));
        shown.list->setFocus();
        QTest::keyClick(shown.list, Qt::Key_F2);
        auto* field = shown.list->findChild<QLineEdit*>();
        QVERIFY(field != nullptr);
        QCOMPARE(field->text(), QStringLiteral("Old"));
        field->setText(QStringLiteral("New"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(titlesOf(shown.model), QStringList { QStringLiteral("New") });
        QVERIFY(shown.waitForFiles());
        const PlacesRead read = readPlaces(folder.path());
        QCOMPARE(read.places.size(), 1U);
        QCOMPARE(QString::fromStdString(read.places[0].title), QStringLiteral("New"));
    }

    void aDeletionCanBeTakenBack()
    {
        const QTemporaryDir folder;
        Shown shown(folder.path());
        shown.open();
        QVERIFY(shown.waitForFiles());
        shown.window.placeActions().keep(Formula::Mandelbrot, QStringLiteral("Mine"));
        const Place place = shown.model.place(0);
        QTest::keyClick(shown.list, Qt::Key_Delete);
        QVERIFY(shown.model.ownPlaces().empty());
        QVERIFY(shown.waitForFiles());
        QVERIFY(readPlaces(folder.path()).places.empty());

        auto* undo = shown.window.messageBar().findChild<QPushButton*>();
        QVERIFY(undo->isVisible());
        undo->click();
        QVERIFY(shown.model.place(0) == place);
        QVERIFY(shown.waitForFiles());
        QVERIFY(readPlaces(folder.path()).places == std::vector<Place> { place });

        // The shipped ones stay.
        const int count = shown.model.rowCount();
        shown.list->setCurrentIndex(shown.model.index(1));
        QTest::keyClick(shown.list, Qt::Key_Delete);
        QCOMPARE(shown.model.rowCount(), count);
        QVERIFY(!shown.action(QStringLiteral("Delete"))->isEnabled());
        QVERIFY(!shown.action(QStringLiteral("Rename"))->isEnabled());
    }

    void filesThatAreNoPlacesAreNamed()
    {
        const QTemporaryDir folder;
        QVERIFY(writePlace(placeCalled("Good"), folder.path()));
        QFile bad(folder.filePath(QStringLiteral("bad.toml")));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("title = 7\n");
        bad.close();
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("folder.toml")));
        Shown shown(folder.path());
        QVERIFY(shown.waitForFiles());
        QCOMPARE(titlesOf(shown.model), QStringList { QStringLiteral("Good") });
        QVERIFY(shown.window.messageBar().isVisible());
        QCOMPARE(shown.window.messageBar().kind(), MessageKind::Problem);
        QVERIFY(shown.window.messageBar().text().contains(QStringLiteral("bad.toml")));
        QVERIFY(QFile::exists(bad.fileName())); // it may be of use to somebody
    }

    void whatCannotBeWrittenIsSaid()
    {
        const QTemporaryDir folder;
        const QString inTheWay = folder.filePath(QStringLiteral("places"));
        QFile file(inTheWay);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Shown shown(inTheWay);
        QVERIFY(shown.waitForFiles());
        shown.window.placeActions().keep(Formula::Mandelbrot, QStringLiteral("Mine"));
        QVERIFY(shown.waitForFiles());
        QCOMPARE(shown.window.messageBar().kind(), MessageKind::Problem);
        QVERIFY(shown.window.messageBar().text().contains(inTheWay));
    }

    void goesInTheMiddleOfDrawing()
    {
        for (int round = 0; round < 20; ++round) {
            Shown shown;
            shown.open();
            QTest::qWait(round);
        }
    }
};

QTEST_MAIN(TestPlacesPanel)
#include "tst_places_panel.moc"
