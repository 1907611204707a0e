#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// How the program ended and what it said.
struct Ended
{
    int code = -1;
    QString output;
    QString error;
};

Ended run(const QStringList& arguments)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    const QTemporaryDir runtimeFolder; // else Qt says that it is missing
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtimeFolder.path());
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(ESCAPADE_PROGRAM), arguments);
    if (!program.waitForFinished(120'000) || program.exitStatus() != QProcess::NormalExit)
        return { -1, {}, program.errorString() };
    return { program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
        QString::fromUtf8(program.readAllStandardError()) };
}

} // namespace

class TestWindowProgram : public QObject
{
    Q_OBJECT

private slots:
    void helpsWithoutADisplay()
    {
        const Ended help = run({ QStringLiteral("--help") });
        QCOMPARE(help.code, 0);
        for (const char* option :
            { "--screenshot", "--size", "--settings", "--reset-settings", "--dark", "LOCATION-FILE" })
            QVERIFY2(help.output.contains(QString::fromLatin1(option)), option);
        const Ended version = run({ QStringLiteral("--version") });
        QCOMPARE(version.code, 0);
        QVERIFY(version.output.startsWith(QStringLiteral("escapade ")));
    }

    void saysThatThereIsNoDisplay()
    {
        const Ended ended = run({});
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.error.contains(QStringLiteral("display")));
        QVERIFY(ended.error.contains(QStringLiteral("--screenshot")));
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const auto row = [](const QStringList& arguments, const QString& named) {
            QTest::newRow(qPrintable(arguments.join(QLatin1Char(' ')))) << arguments << named;
        };
        row({ QStringLiteral("--nonsense") }, QStringLiteral("nonsense"));
        row({ QStringLiteral("--size") }, QStringLiteral("size"));
        for (const char* size :
            { "0x0", "100000x100000", "-5x5", "1400", "nanxinf", "1400x900x2", "639x900", "640x479", "" }) {
            row({ QStringLiteral("--screenshot"), QStringLiteral("never.png"), QStringLiteral("--size"),
                    QString::fromLatin1(size) },
                QStringLiteral("--size"));
        }
        row({ QStringLiteral("--dark"), QStringLiteral("--light") }, QStringLiteral("--dark"));
        row({ QStringLiteral("--screenshot"), QString() }, QStringLiteral("--screenshot"));
        row({ QStringLiteral("--settings"), QString() }, QStringLiteral("--settings"));
        row({ QStringLiteral("one.toml"), QStringLiteral("two.toml") }, QStringLiteral("two.toml"));
    }

    void refusesNonsense()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, named);
        const Ended ended = run(arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.error.contains(named), qPrintable(ended.error));
        QCOMPARE(ended.error.count(QLatin1Char('\n')), 1);
        QVERIFY(ended.output.isEmpty());
        QVERIFY(!QFile::exists(QStringLiteral("never.png")));
    }

    void drawsTheWindow_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark") << QStringLiteral("--dark") << QSize(1400, 900);
        QTest::newRow("light, small") << QStringLiteral("--light") << QSize(900, 600);
        QTest::newRow("dark, smallest") << QStringLiteral("--dark") << QSize(640, 480);
    }

    void drawsTheWindow()
    {
        QFETCH(const QString, theme);
        QFETCH(const QSize, size);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("window.png"));
        const Ended ended = run({ QStringLiteral("--screenshot"), path, theme, QStringLiteral("--size"),
            QStringLiteral("%1x%2").arg(size.width()).arg(size.height()) });
        QVERIFY2(ended.code == 0, qPrintable(ended.error));
        const QImage image(path);
        QCOMPARE(image.size(), size);
        // The corner of the status bar has the theme's own colour.
        const int brightness = qGray(image.pixel(size.width() / 2, size.height() - 3));
        QVERIFY2((brightness > 128) == (theme == QStringLiteral("--light")),
            qPrintable(QString::number(brightness)));
        // The Mandelbrot view is at the left: much of it is inside of the set, its corner is not.
        const QImage left = image.copy(0, size.height() / 4, size.width() / 3, size.height() / 2);
        qsizetype black = 0;
        for (int y = 0; y < left.height(); ++y) {
            for (int x = 0; x < left.width(); ++x)
                black += left.pixel(x, y) == qRgb(0, 0, 0) ? 1 : 0;
        }
        const qsizetype area = qsizetype { left.width() } * left.height();
        QVERIFY2(black > area / 20 && black < area * 3 / 4, qPrintable(QString::number(black)));
        QVERIFY(left.pixel(2, 2) != qRgb(0, 0, 0));
    }

    void saysThatTheFileCannotBeWritten()
    {
        const Ended ended
            = run({ QStringLiteral("--screenshot"), QStringLiteral("/nonexistent-folder/window.png") });
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.error.contains(QStringLiteral("/nonexistent-folder")));
    }

    void drawsTheGivenPlace()
    {
        const QTemporaryDir folder;
        const QString location = folder.filePath(QStringLiteral("place.toml"));
        QFile file(location);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "center_re = \"-0.1\"\ncenter_im = \"0\"\nextent_height = \"0.01\"\n"); // all inside of the set
        file.close();
        const QString path = folder.filePath(QStringLiteral("window.png"));
        const Ended ended = run({ QStringLiteral("--screenshot"), path, location });
        QVERIFY2(ended.code == 0, qPrintable(ended.error));
        const QImage image(path);
        QCOMPARE(image.pixel(20, 80), qRgb(0, 0, 0)); // no message lies over it
        QCOMPARE(image.pixel(100, 300), qRgb(0, 0, 0));
    }

    void saysThatTheLocationFileCannotBeRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("window.png"));
        const Ended ended
            = run({ QStringLiteral("--screenshot"), path, QStringLiteral("/nonexistent.toml") });
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.error.contains(QStringLiteral("/nonexistent.toml")));
        QCOMPARE(ended.error.count(QLatin1Char('\n')), 1);
        QVERIFY(!QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestWindowProgram)
#include "tst_window_program.moc"
