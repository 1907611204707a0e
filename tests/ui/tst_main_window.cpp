#include "tests/ui/ShownMainWindow.h"
#include "ui/bridge/InputKeyGuard.h"
#include "ui/history/ViewHistory.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/settings/ComputeChoice.h"
#include "ui/settings/PictureChoice.h"
#include "ui/text/Wording.h"
#include "ui/timings/SweepControls.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStatusBar>
#include <QTabBar>
#include <QTableView>

using namespace escapade;

namespace {

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).trimmed();
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void goesInTheMiddleOfItsWork()
    {
        for (int i = 0; i < 50; ++i) {
            WorkerPool pool(2);
            ThemeSwitch theme(*qApp);
            MainWindow window(pool, theme, defaultSession());
            window.resize(500 + 7 * i, 400);
            window.pictureChoice().setFixedMaxIterations(20'000);
            window.show();
            // From nothing begun to well under way.
            QTest::qWait(i % 5 * 4);
        }
    }

    void threadsActAtOnce()
    {
        Shown shown;
        auto* spinBox = shown.find<QSpinBox>("threadsSpinBox");
        auto* slider = shown.find<QSlider>("threadsSlider");
        QCOMPARE(spinBox->maximum(), shown.pool.members());
        spinBox->setValue(3);
        QCOMPARE(shown.pool.active(), 3);
        QCOMPARE(slider->value(), 3);
        slider->setValue(1);
        QCOMPARE(shown.pool.active(), 1);
        QCOMPARE(spinBox->value(), 1);
        shown.action(QStringLiteral("More threads"))->trigger();
        QCOMPARE(shown.pool.active(), 2);
        QCOMPARE(spinBox->value(), 2);
    }

    void oversubscriptionIsSaidInWords()
    {
        Shown shown;
        auto* mark = shown.find<QLabel>("threadsMark");
        shown.window.computeChoice().setThreads(1);
        const QString fitting = mark->text();
        const int width = mark->width();
        shown.window.computeChoice().setThreads(WorkerPool::logicalCores() + 1);
        if (shown.pool.active() <= WorkerPool::logicalCores())
            QSKIP("this machine has more cores than the test's pool has members");
        QVERIFY(mark->text() != fitting);
        QVERIFY(mark->text().contains(QStringLiteral("over")));
        QCOMPARE(mark->width(), width);
    }

    void arithmeticFollowsTheInstructionSet()
    {
        Shown shown;
        auto* arithmetic = shown.find<QComboBox>("arithmeticComboBox");
        const auto* model = qobject_cast<QStandardItemModel*>(arithmetic->model());
        shown.window.computeChoice().setSimd(SimdLevel::Sse2);
        QVERIFY(!model->item(1)->isEnabled());
        QVERIFY(!model->item(1)->toolTip().isEmpty());
        shown.window.computeChoice().setArithmetic(Arithmetic::Fused);
        QCOMPARE(shown.window.computeChoice().arithmetic(), Arithmetic::Strict);
        if (!supports(bestSimdLevel(), Arithmetic::Fused))
            QSKIP("this processor has no multiply-add");
        shown.window.computeChoice().setSimd(bestSimdLevel());
        QVERIFY(model->item(1)->isEnabled());
        shown.window.computeChoice().setArithmetic(Arithmetic::Fused);
        QCOMPARE(arithmetic->currentIndex(), 1);
        shown.window.computeChoice().setSimd(SimdLevel::Sse2);
        QCOMPARE(arithmetic->currentIndex(), 0);
    }

    void unavailableLevelsSayWhy()
    {
        Shown shown;
        const auto* model = qobject_cast<QStandardItemModel*>(shown.find<QComboBox>("simdComboBox")->model());
        for (const SimdLevel level : allSimdLevels) {
            const auto* item = model->item(static_cast<int>(level));
            QCOMPARE(item->isEnabled(), isAvailable(level));
            QVERIFY(!item->toolTip().isEmpty());
        }
    }

    void aPaletteChangeComputesNothing()
    {
        Shown shown;
        QVERIFY(shown.waitUntilComplete());
        const auto before = shown.window.canvas().completeFrame();
        const QImage imageBefore = shown.window.canvas().grab().toImage();
        QSignalSpy timed(&shown.window.canvas(), &FractalCanvas::frameTimed);
        shown.action(QStringLiteral("Next palette"))->trigger();
        QVERIFY(
            QTest::qWaitFor([&] { return shown.window.canvas().grab().toImage() != imageBefore; }, patience));
        QVERIFY(shown.window.canvas().completeFrame() == before); // the same object
        QCOMPARE(timed.count(), 0);
        QCOMPARE(shown.find<QComboBox>("paletteComboBox")->currentIndex(), 1);
    }

    void automaticIterationsShowTheNumberInForce()
    {
        Shown shown;
        auto* spinBox = shown.find<QSpinBox>("iterationsSpinBox");
        auto* automatic = shown.find<QCheckBox>("automaticIterations");
        QVERIFY(automatic->isChecked());
        QCOMPARE(spinBox->value(), shown.window.canvas().maxIterations());
        shown.window.canvas().setView(seahorses());
        QCOMPARE(spinBox->value(), shown.window.canvas().maxIterations());
        QVERIFY(!shown.window.pictureChoice().fixedMaxIterations());

        spinBox->setValue(1234);
        QVERIFY(!automatic->isChecked());
        QCOMPARE(shown.window.canvas().maxIterations(), 1234);
        QCOMPARE(shown.window.juliaPanel().canvas().maxIterations(), 1234);
        shown.action(QStringLiteral("Twice the iterations"))->trigger();
        QCOMPARE(shown.window.canvas().maxIterations(), 2468);
        QCOMPARE(spinBox->value(), 2468);
        automatic->click();
        QVERIFY(!shown.window.canvas().fixedMaxIterations());
    }

    void automaticIterationsAreChosenForTheView()
    {
        Shown shown;
        FractalCanvas& canvas = shown.window.canvas();
        QVERIFY(shown.waitUntilComplete()); // the limit of another view is known
        PlaneView view = seahorses();
        view.extentWidth = view.extentHeight = *Decimal::parse("0.02");
        canvas.setView(view);
        QVERIFY(shown.waitUntilComplete());
        RenderRequest request = canvas.currentRequest();
        QVERIFY(request.automaticIterations);
        request.maxIterations = startingIterationLimit(Formula::Mandelbrot, view);
        QVERIFY(request.maxIterations % 500 != 0); // not by doubling what home starts from
        WorkerPool pool(2);
        const Result<IterationLimit> expected = chooseIterationLimit(pool, request, {});
        QVERIFY(expected.has_value());
        QVERIFY(expected->limit > request.maxIterations); // or this shows nothing
        QCOMPARE(canvas.automaticLimit(), std::optional(*expected));
        QCOMPARE(canvas.maxIterations(), expected->limit);
        QCOMPARE(canvas.completeFrame()->request.maxIterations, expected->limit);
        QCOMPARE(shown.find<QSpinBox>("iterationsSpinBox")->value(), expected->limit);
        QVERIFY(!shown.window.pictureChoice().fixedMaxIterations());
        QVERIFY(!shown.window.session().location.maxIterations); // what is kept is "automatic"

        shown.action(QStringLiteral("Twice the iterations"))->trigger();
        QCOMPARE(canvas.maxIterations(), 2 * expected->limit);
        shown.action(QStringLiteral("Automatic iterations"))->trigger();
        QVERIFY(shown.waitUntilComplete());
        QCOMPARE(canvas.maxIterations(), expected->limit);
    }

    void theStatusBarExplainsTheIterationLimit()
    {
        Shown shown;
        shown.window.resize(1400, 900);
        QVERIFY(shown.waitUntilComplete());
        const auto* field = shown.find<QLabel>("iterationLimit");
        const auto shows = [&](const ShownLimit& limit) {
            return field->text() == iterationsText(limit) && field->toolTip() == iterationsExplanation(limit)
                && field->accessibleDescription() == field->toolTip();
        };
        const FractalCanvas& canvas = shown.window.canvas();
        QVERIFY(canvas.automaticLimit().has_value());
        QVERIFY(shows({ canvas.maxIterations(), false, canvas.automaticLimit() }));
        QVERIFY(field->text().contains(QStringLiteral("automatic: ")));

        shown.window.resize(900, 600);
        QVERIFY(shown.waitUntilComplete());
        QCOMPARE(field->text(),
            iterationsShortText({ canvas.maxIterations(), false, canvas.automaticLimit() })); // not cut
        QVERIFY(field->parentWidget()->width() <= 900);

        shown.window.resize(1400, 900);
        shown.window.pictureChoice().setFixedMaxIterations(std::numeric_limits<std::int32_t>::max());
        QVERIFY(shows({ std::numeric_limits<std::int32_t>::max(), true, {} }));
        QVERIFY(field->text().contains(QStringLiteral("fixed")));
        shown.window.pictureChoice().setFixedMaxIterations(100);
    }

    void limitsAreExplainedInWords()
    {
        const auto about = [](LimitReason reason, double undecided, double changed) {
            return ShownLimit { 1200, false, IterationLimit { 1200, reason, undecided, changed, 1200 } };
        };
        const ShownLimit few = about(LimitReason::FewUndecided, 0.0021, 0.4);
        QCOMPARE(
            iterationsText(few).remove(','), QStringLiteral("Iterations 1200 (automatic: 0.2 % undecided)"));
        QCOMPARE(iterationsShortText(few).remove(','), QStringLiteral("limit 1200: 0.2 % undecided"));
        const ShownLimit settled = about(LimitReason::Settled, 0.31, 0.00031);
        QVERIFY(iterationsText(settled).endsWith(QStringLiteral("(automatic: doubling changed 0.03 %)")));
        QVERIFY(iterationsExplanation(settled).remove(',').endsWith(
            QStringLiteral("from 600, changed only 0.03 % of the pixels; 31 % are undecided.").remove(',')));
        QVERIFY(iterationsText(about(LimitReason::Settled, 1, 1e-7)).contains(QStringLiteral("<0.01 %")));
        QVERIFY(
            iterationsText(about(LimitReason::FewUndecided, 0, 0)).contains(QStringLiteral("0 % undecided")));
        QVERIFY(iterationsText(about(LimitReason::NothingEscapes, 1, 0))
                    .contains(QStringLiteral("nothing escapes")));
        QVERIFY(iterationsText(about(LimitReason::Largest, 1, 0.1)).contains(QStringLiteral("the largest")));
        ShownLimit beyond = about(LimitReason::FewUndecided, 0, 0);
        beyond.chosen->beyondPrecisionShare = 1;
        QVERIFY(iterationsText(beyond).contains(QStringLiteral("100 % beyond precision")));
        QVERIFY(iterationsExplanation(beyond).contains(QStringLiteral("no limit decides them")));
        QVERIFY(iterationsText({ 500, false, {} }).endsWith(QStringLiteral("(automatic)")));
        QVERIFY(iterationsText({ 500, true, {} }).endsWith(QStringLiteral("(fixed)")));
    }

    void iterationsStayWithinTheirRange()
    {
        Shown shown;
        shown.window.pictureChoice().setFixedMaxIterations(std::numeric_limits<std::int32_t>::max());
        shown.action(QStringLiteral("Twice the iterations"))->trigger();
        QCOMPARE(shown.window.canvas().maxIterations(), std::numeric_limits<std::int32_t>::max());
        shown.window.pictureChoice().setFixedMaxIterations(1);
        shown.action(QStringLiteral("Half the iterations"))->trigger();
        QCOMPARE(shown.window.canvas().maxIterations(), 1);
    }

    void backAndForwardWalkThroughTheViews()
    {
        Shown shown;
        FractalCanvas& canvas = shown.window.canvas();
        const PlaneView home = canvas.view();
        QVERIFY(!shown.action(QStringLiteral("Undo"))->isEnabled());
        canvas.zoomBy(2);
        const PlaneView closer = canvas.view();
        QTest::qWait(500); // longer than steps are merged
        canvas.panBy(0.1, 0);
        const PlaneView aside = canvas.view();
        shown.action(QStringLiteral("Undo: view"))->trigger();
        QVERIFY(canvas.view() == closer);
        shown.action(QStringLiteral("Undo: view"))->trigger();
        QVERIFY(canvas.view() == home);
        QVERIFY(!shown.action(QStringLiteral("Undo"))->isEnabled());
        QTest::mouseClick(&shown.window, Qt::ForwardButton);
        QVERIFY(canvas.view() == closer);
        shown.action(QStringLiteral("Redo: view"))->trigger();
        QVERIFY(canvas.view() == aside);
        QVERIFY(!shown.action(QStringLiteral("Redo"))->isEnabled());
        QTest::mouseClick(&canvas, Qt::BackButton);
        QVERIFY(canvas.view() == closer);
    }

    void everythingThatChangesThePictureIsTakenBack_data()
    {
        using Change = std::function<void(MainWindow&)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("name");
        const auto add = [](const char* name, const Change& change, const char* of = "") {
            QTest::addRow("%s%s", name, of) << change << QString::fromLatin1(name);
        };
        add("view", [](MainWindow& window) { window.canvas().zoomBy(2); });
        add("iteration limit", [](MainWindow& window) { window.pictureChoice().setFixedMaxIterations(777); });
        add("palette", [](MainWindow& window) { window.pictureChoice().stepPalette(3); });
        add(
            "palette",
            [](MainWindow& window) {
                Palette own = window.pictureChoice().palette();
                own.interior = { 9, 8, 7 };
                window.pictureChoice().storePalette(own);
            },
            " that was edited");
        add("colour mapping", [](MainWindow& window) {
            window.pictureChoice().setColorMapping({ Transfer::Logarithm, 2, 0.25 });
        });
        add("arithmetic",
            [](MainWindow& window) { window.computeChoice().setArithmetic(Arithmetic::Fused); });
        add("Julia's c", [](MainWindow& window) {
            window.juliaPanel().setParameter({ *Decimal::parse("0.3"), *Decimal::parse("0.5") });
        });
        add("Julia view", [](MainWindow& window) { window.juliaPanel().canvas().zoomBy(2); });
    }

    void everythingThatChangesThePictureIsTakenBack()
    {
        QFETCH(const std::function<void(MainWindow&)>, change);
        QFETCH(const QString, name);
        Shown shown;
        const ComputeChoice& compute = shown.window.computeChoice();
        if (name == QStringLiteral("arithmetic") && !supports(compute.simd(), Arithmetic::Fused))
            QSKIP("this processor has no multiply-add");
        const auto state = [&] {
            const PictureChoice& picture = shown.window.pictureChoice();
            const JuliaPanel& julia = shown.window.juliaPanel();
            return ViewState { shown.window.canvas().view(), picture.fixedMaxIterations(), picture.palette(),
                picture.colorMapping(), compute.arithmetic(), julia.parameter().re, julia.parameter().im,
                shown.window.juliaPanel().canvas().view() };
        };
        const ViewState before = state();
        change(shown.window);
        const ViewState after = state();
        QVERIFY(!(after == before));
        shown.action(QStringLiteral("Undo: %1").arg(name))->trigger();
        QCOMPARE(state(), before);
        shown.action(QStringLiteral("Redo: %1").arg(name))->trigger();
        QCOMPARE(state(), after);
    }

    void thePictureAloneKeepsItsKeysAndGivesTheWindowBack()
    {
        Shown shown;
        MainWindow& window = shown.window;
        const Session before = window.session();
        const std::string palette = window.pictureChoice().palette().id;
        shown.action(QStringLiteral("Places panel"))->trigger();
        const auto hiddenDocks = [&window] {
            QStringList names;
            for (const QDockWidget* dock : window.findChildren<QDockWidget*>()) {
                if (dock->isHidden())
                    names.append(dock->objectName());
            }
            return names;
        };
        const QStringList hiddenBefore = hiddenDocks();
        QCOMPARE(hiddenBefore,
            (QStringList { QStringLiteral("diffusionLabDock"), QStringLiteral("historyDock") }));
        shown.action(QStringLiteral("Picture only"))->trigger();
        QVERIFY(window.isFullScreen());
        for (const QDockWidget* dock : window.findChildren<QDockWidget*>())
            QVERIFY(!dock->isVisible());
        QVERIFY(!window.menuBar()->isVisible());
        QVERIFY(!window.statusBar()->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window.canvas(), Qt::Key_P);
        QVERIFY(window.pictureChoice().palette().id != palette);
        QTest::keyClick(&window.canvas(), Qt::Key_Escape);
        QVERIFY(!window.isFullScreen());
        QVERIFY(window.menuBar()->isVisible());
        QVERIFY(window.statusBar()->isVisible());
        QVERIFY(!shown.action(QStringLiteral("Picture only"))->isChecked());
        QCOMPARE(hiddenDocks(), hiddenBefore);
        QCOMPARE(window.session().ownArrangement, before.ownArrangement);
    }

    void aClickPicksJuliasParameter()
    {
        Shown shown;
        QVERIFY(shown.waitUntilComplete());
        const PlanePoint before = shown.window.juliaPanel().parameter();
        QTest::mouseClick(&shown.window.canvas(), Qt::LeftButton, {}, QPoint(50, 70));
        QVERIFY(!(shown.window.juliaPanel().parameter() == before));
        QVERIFY(shown.window.juliaPanel().canvas().juliaParameter() == shown.window.juliaPanel().parameter());
    }

    void keysReachThePictureAndNotTheField()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        FractalCanvas& canvas = shown.window.canvas();
        canvas.setFocus();
        QTest::keyClick(&shown.window, Qt::Key_Plus);
        QVERIFY(!(canvas.view() == canvas.homeView()));
        QTest::keyClick(&shown.window, Qt::Key_Home);
        QVERIFY(canvas.view() == canvas.homeView());
        QTest::keyClick(&shown.window, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!(canvas.view() == canvas.homeView()));
        QTest::keyClick(&shown.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(canvas.view() == canvas.homeView());
    }

    void keysStayInTheFieldThatIsTypedInto()
    {
        Shown shown;
        InputKeyGuard guard;
        qApp->installEventFilter(&guard);
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        auto* threads = shown.find<QSpinBox>("threadsSpinBox");
        auto* palette = shown.find<QComboBox>("paletteComboBox");
        threads->setValue(1);
        threads->setFocus();
        QTest::keyClick(threads, Qt::Key_Up);
        QCOMPARE(shown.pool.active(), 2);
        QTest::keyClick(threads, Qt::Key_PageUp);
        QTest::keyClick(threads, Qt::Key_P);
        palette->setFocus();
        QTest::keyClick(palette, Qt::Key_Home);
        QTest::keyClick(palette, Qt::Key_Down);
        QVERIFY(shown.window.canvas().view() == shown.window.canvas().homeView());
        QVERIFY(!shown.window.pictureChoice().fixedMaxIterations());
        QCOMPARE(shown.window.pictureChoice().paletteIndex(), 1); // by the list's own arrow key
    }

    void everyCommandIsNamedAndExplained()
    {
        Shown shown;
        int commands = 0;
        for (const QAction* entry : shown.window.menuBar()->actions()) {
            QVERIFY(entry->menu() != nullptr);
            for (const QAction* action : entry->menu()->actions()) {
                if (action->isSeparator())
                    continue;
                ++commands;
                QVERIFY2(!plain(action->text()).isEmpty(), qPrintable(entry->text()));
                QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
                QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
            }
        }
        QVERIFY(commands > 30);
    }

    void noKeyDoesTwoThings()
    {
        Shown shown;
        QMap<QKeySequence, QString> owners;
        for (const QAction* action : shown.window.findChildren<QAction*>()) {
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!owners.contains(key),
                    qPrintable(key.toString() + QStringLiteral(": ") + owners.value(key)
                        + QStringLiteral(" and ") + action->text()));
                owners.insert(key, action->text());
            }
        }
        QVERIFY(owners.size() > 25);
    }

    void noMnemonicIsTakenTwiceInAMenu()
    {
        Shown shown;
        QList<QList<QAction*>> menus { shown.window.menuBar()->actions() };
        for (const QMenu* menu : shown.window.findChildren<QMenu*>())
            menus.append(menu->actions());
        for (const QList<QAction*>& actions : menus) {
            QSet<QKeySequence> taken;
            for (const QAction* action : actions) {
                const QKeySequence mnemonic = QKeySequence::mnemonic(action->text());
                QVERIFY2(mnemonic.isEmpty() || !taken.contains(mnemonic), qPrintable(action->text()));
                taken.insert(mnemonic);
            }
        }
    }

    void everyInputHasAName()
    {
        Shown shown;
        for (const QWidget* widget : shown.window.findChildren<QWidget*>()) {
            const bool isInput = qobject_cast<const QAbstractSpinBox*>(widget) != nullptr
                || qobject_cast<const QComboBox*>(widget) != nullptr
                || qobject_cast<const QAbstractSlider*>(widget) != nullptr
                || qobject_cast<const QLineEdit*>(widget) != nullptr
                || qobject_cast<const FractalCanvas*>(widget) != nullptr;
            const bool isQtsOwn = widget->objectName().startsWith(QStringLiteral("qt_"))
                || qobject_cast<const QScrollBar*>(widget) != nullptr
                || qobject_cast<const QAbstractItemView*>(widget->parentWidget()) != nullptr
                || qobject_cast<const QAbstractItemView*>(
                       widget->parentWidget() != nullptr ? widget->parentWidget()->parentWidget() : nullptr)
                    != nullptr;
            if (isInput && !isQtsOwn)
                QVERIFY2(!widget->accessibleName().isEmpty(),
                    qPrintable(QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ')
                        + widget->objectName()));
        }
        for (const QAbstractButton* button : shown.window.findChildren<QAbstractButton*>()) {
            const bool named = !button->accessibleName().isEmpty() || !plain(button->text()).isEmpty()
                || !button->toolTip().isEmpty();
            const bool isQtsOwn = button->objectName().startsWith(QStringLiteral("qt_"))
                || button->inherits("QTableCornerButton");
            QVERIFY2(named || isQtsOwn, qPrintable(QString::fromLatin1(button->metaObject()->className())));
        }
    }

    void theFieldPausesDuringASweep()
    {
        Shown shown(defaultSession(), { 1400, 900 });
        QVERIFY(shown.waitUntilComplete());
        auto* const play = shown.find<QAction>("diffusionPlay");
        QVERIFY(play->isChecked());
        QAction* const sweep = shown.window.findChild<SweepControls*>()->action();
        sweep->trigger();
        QVERIFY(!play->isChecked());
        sweep->trigger(); // which is to cancel
        QTRY_VERIFY_WITH_TIMEOUT(play->isChecked(), patience);
    }

    void heatMapSetsThreadsAndSimdLevel()
    {
        Shown shown(defaultSession(), { 1400, 900 });
        QVERIFY(shown.waitUntilComplete());
        auto* pages = shown.find<QTabBar>("timingsPages");
        pages->setCurrentIndex(2);
        auto* map = shown.find<QTableView>("timingsHeatMap");
        QTRY_VERIFY(map->isVisible());
        map->setCurrentIndex(map->model()->index(0, 0));
        QTest::keyClick(map, Qt::Key_Return);
        QCOMPARE(shown.window.computeChoice().threads(), 1);
        QCOMPARE(shown.window.computeChoice().simd(), SimdLevel::Scalar);
        // The picture stays as it is, and is measured in this way all the same.
        QTRY_VERIFY_WITH_TIMEOUT(
            map->model()->index(0, 0).data().toString() != QStringLiteral("–"), patience);
        shown.window.canvas().zoomBy(2);
        QVERIFY(shown.waitUntilComplete());
        shown.action(QStringLiteral("More threads"))->trigger();
        QCOMPARE(shown.window.computeChoice().threads(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(
            map->model()->index(0, 1).data().toString() != QStringLiteral("–"), patience);
        pages->setCurrentIndex(1);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
