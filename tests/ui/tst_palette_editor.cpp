#include "core/color/PaletteSimplify.h"
#include "core/parallel/WorkerPool.h"
#include "ui/MainWindow.h"
#include "ui/actions/PaletteActions.h"
#include "ui/palette/ColorCycle.h"
#include "ui/palette/ColorsDialog.h"
#include "ui/palette/GradientBar.h"
#include "ui/palette/GradientEditor.h"
#include "ui/settings/PictureChoice.h"

#include <QAction>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <random>

namespace escapade {
namespace {

const Palette twoGreys { "greys", "Greys", { { 0, { 0, 0, 0 } }, { 0.5, { 255, 255, 255 } } }, true, {} };

/// A palette that keeps the rules can be written and read.
bool keepsTheRules(const Palette& palette)
{
    const auto again = parsePalette({}, toText(palette));
    return again && *again == palette;
}

struct ShownEditor
{
    ShownEditor()
    {
        editor.resize(600, 200);
        editor.start(twoGreys);
        editor.show();
    }

    GradientBar& bar() { return *editor.findChild<GradientBar*>(); }
    template <typename Widget> Widget& find(const char* name)
    {
        return *editor.findChild<Widget*>(QLatin1String(name));
    }

    GradientEditor editor;
};

} // namespace

class tst_palette_editor : public QObject
{
    Q_OBJECT

private slots:
    void stopsKeepTheRules();
    void randomEditsKeepTheRules();
    void cyclicThereAndBack();
    void gesturesAreOneStep();
    void dragMovesAStop();
    void doubleClickAdds();
    void keysDoAll();
    void fieldsDoAll();
    void undoAndRedo();
    void manyColorsBecomeAFewStops();
    void previewAndApply();
    void favouriteKeys();
    void mappingIsInTheLocation();
    void coloursCycle();
    void filesComeAndGo();
};

void tst_palette_editor::stopsKeepTheRules()
{
    QVERIFY(!canMoveStop(twoGreys, 0));
    QVERIFY(canMoveStop(twoGreys, 1));
    QCOMPARE(withStopMoved(twoGreys, 1, 0.7).stops[1].position, 0.7);
    QVERIFY(withStopMoved(twoGreys, 1, 5).stops[1].position < 1);
    QVERIFY(withStopMoved(twoGreys, 1, -5).stops[1].position > 0);
    QVERIFY(withStopMoved(twoGreys, 0, 0.2) == twoGreys);
    QVERIFY(!canRemoveStop(twoGreys));
    QVERIFY(withStopRemoved(twoGreys, 1) == twoGreys);

    const AddedStop added = withStopAdded(twoGreys, 0.25);
    QCOMPARE(added.stop, std::size_t { 1 });
    QCOMPARE(added.palette.stops.size(), std::size_t { 3 });
    QCOMPARE(added.palette.stops[1].position, 0.25);
    // Grey of half the lightness: the bar does not change its look.
    QVERIFY(std::abs(int { added.palette.stops[1].color.red } - 99) <= 2);
    QCOMPARE(withStopAdded(twoGreys, 0.5).stop, std::size_t { 1 }); // it is there already
    QCOMPARE(withStopAdded(twoGreys, 0.8).stop, std::size_t { 2 });

    const Palette shorter = withStopRemoved(added.palette, 0);
    QCOMPARE(shorter.stops.size(), std::size_t { 2 });
    QCOMPARE(shorter.stops[0].position, 0.0);
    QVERIFY(keepsTheRules(shorter));
}

void tst_palette_editor::randomEditsKeepTheRules()
{
    std::mt19937 random(5);
    Palette palette = twoGreys;
    for (int i = 0; i < 3000; ++i) {
        const std::size_t stop = random() % palette.stops.size();
        const double position = static_cast<double>(random() % 1201) / 1000 - 0.1;
        switch (random() % 5) {
        case 0:
            palette = withStopRemoved(palette, stop);
            break;
        case 1:
            palette = withStopMoved(palette, stop, position);
            break;
        case 2:
            palette = withCyclic(palette, random() % 2 == 0);
            break;
        default:
            palette = withStopAdded(palette, position).palette;
            break;
        }
        QVERIFY(keepsTheRules(palette));
    }
}

void tst_palette_editor::cyclicThereAndBack()
{
    const Palette line = withCyclic(twoGreys, false);
    QVERIFY(!line.cyclic);
    QCOMPARE(line.stops.back().position, 1.0);
    QVERIFY(line.stops.back().color == twoGreys.stops.front().color);
    QVERIFY(withCyclic(line, true) == twoGreys);
    for (const Palette& palette : builtinPalettes()) {
        QVERIFY(keepsTheRules(withCyclic(palette, !palette.cyclic)));
        QVERIFY(withCyclic(palette, palette.cyclic) == palette);
    }
}

void tst_palette_editor::gesturesAreOneStep()
{
    PaletteHistory history(twoGreys);
    for (const double position : { 0.4, 0.3, 0.2 })
        history.record(withStopMoved(twoGreys, 1, position), "move 1");
    history.endGesture();
    history.record(withStopMoved(twoGreys, 1, 0.1), "move 1");
    history.undo();
    QCOMPARE(history.current().stops[1].position, 0.2);
    history.undo();
    QVERIFY(history.current() == twoGreys);
    QVERIFY(!history.canUndo());
    history.redo();
    QCOMPARE(history.current().stops[1].position, 0.2);
    history.record(withStopMoved(twoGreys, 1, 0.8));
    QVERIFY(!history.canRedo()); // another way was taken
    for (int i = 0; i < 500; ++i)
        history.record(withStopMoved(twoGreys, 1, 0.1 + i / 1000.0));
    std::size_t steps = 0;
    for (; history.canUndo(); ++steps)
        history.undo();
    QCOMPARE(steps, PaletteHistory::maxEntries - 1);
}

void tst_palette_editor::dragMovesAStop()
{
    ShownEditor shown;
    GradientBar& bar = shown.bar();
    const QPoint handle = bar.handleCentre(1).toPoint();
    const QSignalSpy changes(&shown.editor, &GradientEditor::changed);
    QTest::mousePress(&bar, Qt::LeftButton, {}, handle);
    QCOMPARE(shown.editor.selectedStop(), std::size_t { 1 });
    for (int x = 10; x <= 50; x += 10)
        QTest::mouseMove(&bar, handle + QPoint(x, 0));
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, handle + QPoint(50, 0));
    QVERIFY(changes.size() >= 5); // a live preview
    const double wanted = bar.positionAt(bar.xOf(0.5) + 50);
    QVERIFY(std::abs(shown.editor.edited().stops[1].position - wanted) < 0.01);
    shown.editor.undo(); // the whole drag
    QVERIFY(shown.editor.edited() == twoGreys);
}

void tst_palette_editor::doubleClickAdds()
{
    ShownEditor shown;
    GradientBar& bar = shown.bar();
    QTest::mouseDClick(&bar, Qt::LeftButton, {}, QPoint(static_cast<int>(bar.xOf(0.25)), 20));
    QCOMPARE(shown.editor.edited().stops.size(), std::size_t { 3 });
    QCOMPARE(shown.editor.selectedStop(), std::size_t { 1 });
    QVERIFY(std::abs(shown.editor.edited().stops[1].position - 0.25) < 0.01);
}

void tst_palette_editor::keysDoAll()
{
    ShownEditor shown;
    GradientBar& bar = shown.bar();
    QTest::keyClick(&bar, Qt::Key_PageDown);
    QCOMPARE(shown.editor.selectedStop(), std::size_t { 1 });
    QTest::keyClick(&bar, Qt::Key_Right);
    QTest::keyClick(&bar, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(std::abs(shown.editor.edited().stops[1].position - 0.511) < 1e-9);
    QTest::keyClick(&bar, Qt::Key_Left);
    QVERIFY(std::abs(shown.editor.edited().stops[1].position - 0.501) < 1e-9);
    QTest::keyClick(&bar, Qt::Key_Home);
    QTest::keyClick(&bar, Qt::Key_Insert);
    QCOMPARE(shown.editor.edited().stops.size(), std::size_t { 3 });
    QCOMPARE(shown.editor.selectedStop(), std::size_t { 1 });
    QTest::keyClick(&bar, Qt::Key_Delete);
    QCOMPARE(shown.editor.edited().stops.size(), std::size_t { 2 });
    QTest::keyClick(&bar, Qt::Key_Delete); // two must stay
    QCOMPARE(shown.editor.edited().stops.size(), std::size_t { 2 });
    QVERIFY(!bar.accessibleDescription().isEmpty());
}

void tst_palette_editor::fieldsDoAll()
{
    ShownEditor shown;
    auto& position = shown.find<QDoubleSpinBox>("stopPosition");
    QVERIFY(!position.isEnabled()); // the first stop has its place
    QTest::keyClick(&shown.bar(), Qt::Key_End);
    QVERIFY(position.isEnabled());
    position.setValue(0.75);
    QCOMPARE(shown.editor.edited().stops[1].position, 0.75);
    shown.find<QPushButton>("addStop").click();
    QCOMPARE(shown.editor.edited().stops.size(), std::size_t { 3 });
    shown.find<QPushButton>("removeStop").click();
    QCOMPARE(shown.editor.edited().stops.size(), std::size_t { 2 });
    QVERIFY(!shown.find<QPushButton>("removeStop").isEnabled());
    shown.find<QCheckBox>("cyclic").click();
    QVERIFY(!shown.editor.edited().cyclic);
    auto& name = shown.find<QLineEdit>("paletteName");
    name.setFocus();
    name.selectAll();
    QTest::keyClicks(&name, "Mine");
    QCOMPARE(shown.editor.edited().name, std::string("Mine"));
    name.selectAll();
    QTest::keyClick(&name, Qt::Key_Delete);
    QVERIFY(keepsTheRules(shown.editor.edited()));
}

void tst_palette_editor::undoAndRedo()
{
    ShownEditor shown;
    auto& undo = shown.find<QPushButton>("undoEdit");
    auto& redo = shown.find<QPushButton>("redoEdit");
    QVERIFY(!undo.isEnabled() && !redo.isEnabled() && !shown.editor.isChanged());
    shown.find<QCheckBox>("cyclic").click();
    QVERIFY(undo.isEnabled() && shown.editor.isChanged());
    undo.click();
    QVERIFY(shown.editor.edited() == twoGreys);
    QVERIFY(redo.isEnabled() && !shown.editor.isChanged());
    redo.click();
    QVERIFY(!shown.editor.edited().cyclic);
    shown.editor.start(twoGreys);
    QVERIFY(!undo.isEnabled() && !redo.isEnabled());
}

void tst_palette_editor::manyColorsBecomeAFewStops()
{
    Palette many { "many", "Many", {}, true, {} };
    for (int n = 0; n < 256; ++n) {
        const auto value = static_cast<std::uint8_t>(n < 128 ? 2 * n : 511 - 2 * n);
        many.stops.push_back({ n / 256.0, { value, value, 40 } });
    }
    ShownEditor shown;
    const auto& note = shown.find<QLabel>("simplified");
    QVERIFY(!note.isVisible());
    shown.editor.start(many);
    QVERIFY(note.isVisible() && note.text().contains(QStringLiteral("256")));
    QVERIFY(shown.editor.edited() == many); // as it was, until a stop is changed
    QVERIFY(!shown.editor.isChanged());
    auto& name = shown.find<QLineEdit>("paletteName");
    name.setText(QStringLiteral("Renamed"));
    emit name.textEdited(name.text());
    QCOMPARE(shown.editor.edited().name, std::string("Renamed"));
    QVERIFY(shown.editor.edited().stops == many.stops);
    const QString before = note.text();
    shown.find<QPushButton>("addStop").click();
    const Palette edited = shown.editor.edited();
    QVERIFY2(edited.stops.size() < 30, std::to_string(edited.stops.size()).c_str());
    QVERIFY(paletteDistance(edited, many) <= 2 * usualPaletteTolerance);
    QVERIFY(keepsTheRules(edited));
    QVERIFY(note.text() != before);
    shown.editor.undo();
    shown.editor.undo();
    QVERIFY(shown.editor.edited() == many);
    shown.editor.start(twoGreys);
    QVERIFY(!note.isVisible());
}

void tst_palette_editor::previewAndApply()
{
    PictureChoice choice;
    ColorCycle cycle(choice, [] { return true; });
    const Palette before = choice.palette();
    const std::size_t count = choice.palettes().size();
    const QSignalSpy shownPalettes(&choice, &PictureChoice::shownPaletteChanged);
    {
        ColorsDialog dialog(choice, cycle);
        dialog.show();
        auto* apply = dialog.findChild<QPushButton*>(QStringLiteral("applyPalette"));
        QVERIFY(!apply->isEnabled());
        dialog.findChild<QCheckBox*>(QStringLiteral("cyclic"))->click();
        QCOMPARE(shownPalettes.size(), 1); // seen at once
        QVERIFY(!shownPalettes.back().front().value<Palette>().cyclic);
        QVERIFY(choice.palette() == before); // but not chosen
        dialog.reject();
        QVERIFY(shownPalettes.back().front().value<Palette>() == before);
        QVERIFY(choice.palettes().size() == count);

        dialog.show();
        dialog.findChild<QCheckBox*>(QStringLiteral("cyclic"))->click();
        QVERIFY(apply->isEnabled());
        apply->click();
        QVERIFY(!apply->isEnabled());
    }
    QCOMPARE(choice.palettes().size(), count + 1);
    QCOMPARE(choice.palette().id, before.id + "-2");
    QVERIFY(!choice.palette().cyclic && choice.palette().name != before.name);
    QVERIFY(choice.palettes().front() == before); // the built-in one stays
    Palette again = choice.palette();
    again.interior = { 1, 2, 3 };
    choice.storePalette(again); // in its own place
    QCOMPARE(choice.palettes().size(), count + 1);
    QVERIFY(choice.palette() == again);
    choice.storePalette(before);
    QCOMPARE(choice.paletteIndex(), 0);
    QCOMPARE(choice.palettes().size(), count + 1);
}

/// The whole window, as a first start shows it.
struct ShownWindow
{
    ShownWindow()
        : pool(2)
        , theme(*qApp)
        , window(pool, theme, defaultSession())
    {
        window.resize(900, 600);
        window.show();
    }

    WorkerPool pool;
    ThemeSwitch theme;
    MainWindow window;
};

void tst_palette_editor::favouriteKeys()
{
    ShownWindow shown;
    PictureChoice& choice = shown.window.pictureChoice();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    QTest::keyClick(&shown.window, Qt::Key_3);
    QCOMPARE(choice.paletteIndex(), 2);
    choice.setPaletteId("viridis");
    PictureChoice::Favourites favourites = choice.favourites();
    favourites[2] = "viridis";
    choice.setFavourites(favourites);
    choice.setPaletteIndex(0);
    QTest::keyClick(&shown.window, Qt::Key_3);
    QCOMPARE(choice.palette().id, std::string("viridis"));
    QVERIFY(shown.window.session().favourites == favourites);
}

void tst_palette_editor::mappingIsInTheLocation()
{
    ShownWindow shown;
    const ColorMapping mapping { Transfer::CubeRoot, 2.5, 0.25 };
    shown.window.pictureChoice().setColorMapping(mapping);
    QVERIFY(shown.window.session().location.colorMapping == mapping);
    shown.window.pictureChoice().setColorMapping({ Transfer::CubeRoot, 0, 0 });
    QVERIFY(shown.window.pictureChoice().colorMapping() == mapping); // a senseless one is ignored
}

void tst_palette_editor::coloursCycle()
{
    PictureChoice choice;
    bool mayRun = false;
    ColorCycle cycle(choice, [&mayRun] { return mayRun; });
    QSignalSpy changes(&choice, &PictureChoice::colorMappingChanged);
    cycle.setSpeed(100);
    QCOMPARE(cycle.speed(), ColorCycle::fastest);
    cycle.setSpeed(-0.5);
    cycle.setRunning(true);
    QTest::qWait(60);
    QCOMPARE(changes.size(), 0); // a picture is being computed
    mayRun = true;
    QTRY_VERIFY(changes.size() >= 3);
    QVERIFY(choice.colorMapping().offset > 0.5); // backwards from 0
    QVERIFY(checkMapping(choice.colorMapping()));
    cycle.setRunning(false);
    changes.clear();
    QTest::qWait(60);
    QCOMPARE(changes.size(), 0);
}

void tst_palette_editor::filesComeAndGo()
{
    const QTemporaryDir folder;
    ShownWindow shown;
    PaletteActions& actions = shown.window.paletteActions();
    PictureChoice& choice = shown.window.pictureChoice();
    const QSignalSpy saved(&actions, &PaletteActions::saved);
    choice.setPaletteId("ember");
    actions.savePalette(folder.filePath(QStringLiteral("mine.gpl")));
    actions.savePalette(folder.filePath(QStringLiteral("mine.toml")));
    QTRY_COMPARE(saved.size(), 2);
    QVERIFY(saved[0][0].toBool() && saved[1][0].toBool());
    choice.setPaletteIndex(0);
    actions.openPalette(folder.filePath(QStringLiteral("mine.gpl")));
    QTRY_COMPARE(choice.palette().id, std::string("mine"));
    QCOMPARE(choice.palette().stops.size(), std::size_t { 256 });
    actions.openPalette(folder.filePath(QStringLiteral("mine.toml")));
    QTRY_VERIFY(choice.palette().stops == findBuiltinPalette("ember")->stops);
    const int index = choice.paletteIndex();
    actions.openPalette(folder.filePath(QStringLiteral("missing.map")));
    QTRY_VERIFY(!actions.isBusy());
    QCOMPARE(choice.paletteIndex(), index);
}

} // namespace escapade

QTEST_MAIN(escapade::tst_palette_editor)
#include "tst_palette_editor.moc"
