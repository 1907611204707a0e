// TOML of unknown origin: what strings say, what is refused, and that nothing reaches the parser's limits
// (the sanitizers see those).

#include "core/base/TomlReading.h"

#include <QTest>

#include <array>
#include <random>

namespace escapade {

class tst_TomlReading : public QObject
{
    Q_OBJECT

private slots:
    void stringsSay_data();
    void stringsSay();
    void refused_data();
    void refused();
    void otherLettersAreFineInComments();
    void longTextsAreRefused();
    void anyTextIsAnswered();
};

void tst_TomlReading::stringsSay_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("value");
    const auto add = [](const char* name, const std::string& text, const std::string& value) {
        QTest::newRow(name) << text << value;
    };
    add("plain", "x = \"abc\"", "abc");
    add("two bytes", "x = \"\u00dcnder\"", "\u00dcnder");
    add("three bytes", "x = \"\u221e\"", "\u221e");
    add("four bytes", "x = \"\U0001f300\"", "\U0001f300");
    add("byte order mark", "\ufeffx = \"\u00e9\"", "\u00e9");
    add("mark in a string", R"(x = "# \" é")", "# \" \u00e9");
    add("backslash at the end", R"(x = "\\" # "é)", "\\");
    add("empty", "x = \"\"", "");
    add("literal", R"(x = '\a"#')", R"(\a"#)");
    add("lines", "x = \"\"\"\n\u00e9\n\"a\" 'b' \"\"c\"\"\"", "\u00e9\n\"a\" 'b' \"\"c");
    add("ends with two quotes", "x = \"\"\"\u00e9\"\"\"\"\" # \u00e9", "\u00e9\"\"");
    add("joined lines", "x = \"\"\"a\\\n   \u00e9\"\"\"", "a\u00e9");
    add("literal lines", "x = '''\n'a\\'\n'''", "'a\\'\n");
    add("after a comment", "# don't \"\u00e9\nx = \"\u00e9\"", "\u00e9");
}

void tst_TomlReading::stringsSay()
{
    QFETCH(const std::string, text);
    QFETCH(const std::string, value);
    const Result<toml::table> table = readToml("thing", text, 1000);
    QVERIFY2(table, table ? "" : table.error().message.c_str());
    QCOMPARE((*table)["x"].value<std::string>().value_or("none"), value);
}

void tst_TomlReading::refused_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("message");
    const auto add = [](const char* name, const std::string& text, const std::string& message) {
        QTest::newRow(name) << text << "thing, line " + message;
    };
    const std::string belong = "letters beyond ASCII belong in double quotes or comments";
    add("bare key", "\n\u00e9 = 1", "2: " + belong);
    add("single quotes", "x = '\u00e9'", "1: " + belong);
    add("lines in single quotes", "x = '''\n\n\u00e9'''", "3: " + belong);
    add("blank", "x =\u00a01", "1: " + belong);
    add("behind a backslash", "x = \"\\\u00e9\"", "1: a backslash stands before");
    add("half a letter", "x = \"\xc3\"", "1: the text is not UTF-8");
    add("overlong", "x = \"\xe0\x80\xaf\"", "1: the text is not UTF-8");
    add("surrogate", "# \xed\xa0\x80", "1: the text is not UTF-8");
    add("beyond the last", "# \xf4\x90\x80\x80", "1: the text is not UTF-8");
    add("stray byte", "# \x80", "1: the text is not UTF-8");
    add("not closed", "x = \"a\ny = \"b\"", "1: ");
    // Each of these looks for the end of a value, and finds a letter.
    add("minus", "x = -\"\u00dcber\"", "1: ");
    add("bracket", "x = 1[\"\u00dc\"", "1: ");
    add("equals", "x = 1=\"\u00dc\"", "1: ");
    add("four quotes", "x = \"\"\"a\"\"\"\"\"\"\u00dc\"", "1: ");
}

void tst_TomlReading::refused()
{
    QFETCH(const std::string, text);
    QFETCH(const std::string, message);
    const Result<toml::table> table = readToml("thing", text, 1000);
    QVERIFY(!table);
    QVERIFY2(table.error().message.starts_with(message), table.error().message.c_str());
}

void tst_TomlReading::otherLettersAreFineInComments()
{
    const Result<toml::table> table = readToml("thing", "x = 1 # \u00e9 \u221e '\n# \U0001f300\ny = 2", 1000);
    QVERIFY(table);
    QCOMPARE(table->size(), std::size_t { 2 });
}

void tst_TomlReading::longTextsAreRefused()
{
    QVERIFY(readToml("thing", "x = 1", 5));
    const Result<toml::table> table = readToml("thing", "x = 10", 5);
    QVERIFY(!table);
    QCOMPARE(table.error().message, std::string("thing: the text is longer than 5 bytes"));
}

void tst_TomlReading::anyTextIsAnswered()
{
    const std::array<std::string, 28> pieces { "\"", "\"", "\"\"\"", "'", "'''", "\\", "\n", "\r\n", " ",
        "\t", "=", "= ", "[", "]", "{", "}", ",", ".", "#", "-", "1", "x", "e", "\u00dc", "\u00a0", "\u3000",
        "\ufeff", "\xc3" };
    std::mt19937 random(8);
    int taken = 0;
    for (int i = 0; i < 30000; ++i) {
        std::string text = random() % 2 == 0 ? "x = " : "";
        const std::size_t length = random() % 12;
        for (std::size_t n = 0; n < length; ++n)
            text += pieces.at(random() % pieces.size());
        const Result<toml::table> table = readToml("thing", text, 1000);
        if (table)
            ++taken;
        else
            QVERIFY(table.error().message.starts_with("thing, line "));
    }
    QVERIFY(taken > 300);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_TomlReading)
#include "tst_toml_reading.moc"
