// What holds for escapade-cli as a whole: subcommands that do not exist, and none at all.

#include "tests/cli/CliRun.h"

#include <QTest>

namespace escapade {

class tst_command_line : public QObject
{
    Q_OBJECT

private slots:
    void refused_data();
    void refused();
};

void tst_command_line::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing") << QStringList {} << "a subcommand is needed: render, diffuse, bench, pi, info";
    QTest::newRow("empty") << QStringList { "" } << "a subcommand is needed";
    QTest::newRow("unknown") << QStringList { "paint" }
                             << "subcommand \"paint\" does not exist; it must be one of render";
    QTest::newRow("unknown, long") << QStringList { QString(100'000, 'x') } << "does not exist";
    QTest::newRow("unknown, with a line end")
        << QStringList { "a\nb" } << "subcommand \"a?b\" does not exist";
    QTest::newRow("an option first") << QStringList { "--size", "5x5" } << "a subcommand is needed";
    QTest::newRow("two") << QStringList { "info", "info" } << "not expected";
}

void tst_command_line::refused()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    const test::CliResult result = test::runCli(arguments);
    QVERIFY(!result.crashed);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.startsWith("escapade-cli: ") && result.err.count('\n') == 1, result.err);
    QVERIFY2(QString::fromUtf8(result.err).contains(said), result.err);
    QVERIFY(result.err.size() < 1100);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_command_line)
#include "tst_command_line.moc"
