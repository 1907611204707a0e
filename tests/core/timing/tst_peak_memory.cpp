// The peak of memory: what is resident at once shows, what was there before or is gone does not.

#include "core/timing/PeakMemory.h"
#include "tests/Sanitized.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mman.h>

#include <vector>

namespace escapade {
namespace {

using test::sanitized;

constexpr std::int64_t mebi = 1 << 20;

void write(const QTemporaryDir& folder, const char* name, const QByteArray& text)
{
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray status(int peak, int now)
{
    return "Name:\tescapade\nVmPeak:\t 999999 kB\nVmHWM:\t " + QByteArray::number(peak) + " kB\nVmRSS:\t "
        + QByteArray::number(now) + " kB\nThreads:\t3\n";
}

/// Has so many bytes resident and gives them back.
void useMemory(std::int64_t bytes)
{
    const auto size = static_cast<std::size_t>(bytes);
    void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    QVERIFY(pages != MAP_FAILED);
    for (std::size_t byte = 0; byte < size; byte += 4096)
        static_cast<volatile char*>(pages)[byte] = 1;
    munmap(pages, size);
}

} // namespace

class tst_peak_memory : public QObject
{
    Q_OBJECT

private slots:
    void readsTheSystem();
    void emptyWhereTheSystemDoesNotTell_data();
    void emptyWhereTheSystemDoesNotTell();
    void seesWhatIsGone();
    void seesHeapThatIsUsedAgain();
};

void tst_peak_memory::readsTheSystem()
{
    const QTemporaryDir folder;
    write(folder, "clear_refs", "");
    write(folder, "status", status(1000, 1000));
    const PeakMemory memory(folder.path().toStdString());
    QFile reset(folder.filePath("clear_refs"));
    QVERIFY(reset.open(QIODevice::ReadOnly));
    QCOMPARE(reset.readAll(), QByteArray("5")); // the peak, and nothing else that this file can reset
    QCOMPARE(memory.bytes(), std::optional<std::int64_t>(0));
    write(folder, "status", status(51'000, 2000));
    QCOMPARE(memory.bytes(), std::optional<std::int64_t>(50'000 * 1024));
    write(folder, "status", status(900, 800)); // not yet added up
    QCOMPARE(memory.bytes(), std::optional<std::int64_t>(0));
    write(folder, "status", "nothing");
    QVERIFY(!memory.bytes());
}

void tst_peak_memory::emptyWhereTheSystemDoesNotTell_data()
{
    QTest::addColumn<bool>("canReset");
    QTest::addColumn<QByteArray>("status");
    QTest::addRow("cannot reset") << false << status(1000, 1000);
    QTest::addRow("peak was not reset") << true << status(90'000, 1000);
    QTest::addRow("no peak") << true << QByteArray("VmRSS:\t 1000 kB\n");
    QTest::addRow("no current") << true << QByteArray("VmHWM:\t 1000 kB\n");
    QTest::addRow("not a number") << true << QByteArray("VmHWM:\t many kB\nVmRSS:\t 1000 kB\n");
    QTest::addRow("empty") << true << QByteArray();
}

void tst_peak_memory::emptyWhereTheSystemDoesNotTell()
{
    QFETCH(const bool, canReset);
    QFETCH(const QByteArray, status);
    const QTemporaryDir folder;
    write(folder, "status", status);
    if (!canReset)
        QVERIFY(QDir().mkpath(folder.filePath("clear_refs"))); // a directory, which nobody can write to
    const PeakMemory memory(folder.path().toStdString());
    QVERIFY(!memory.bytes());
}

void tst_peak_memory::seesWhatIsGone()
{
    useMemory(200 * mebi); // before: must not count
    const PeakMemory memory;
    if (!memory.bytes())
        QSKIP("this system does not tell the peak of memory");
    useMemory(64 * mebi);
    QVERIFY2(*memory.bytes() >= 62 * mebi, qPrintable(QString::number(*memory.bytes())));
    const std::int64_t shadow = sanitized ? 192 * mebi : 0; // three times as much, that a sanitizer needs
    QVERIFY2(*memory.bytes() <= 100 * mebi + shadow, qPrintable(QString::number(*memory.bytes())));
}

/// Blocks that are too small for pages of their own, and so many that the heap keeps some for later.
void tst_peak_memory::seesHeapThatIsUsedAgain()
{
#ifndef __GLIBC__
    QSKIP("only the GNU C library can be asked to give memory back");
#endif
    if (sanitized)
        QSKIP("the sanitizer's heap keeps what it has");
    constexpr std::size_t blockBytes = 16'000;
    constexpr std::size_t blocks = 2500;
    std::vector<char> lid;
    const auto useHeap = [&lid] {
        std::vector<std::vector<char>> all(blocks);
        for (auto& block : all)
            block.assign(blockBytes, 'x');
        if (lid.empty()) // beyond all blocks, so that the heap cannot shrink by itself when they are gone
            lid.assign(100'000, 'y');
        return all.back().back();
    };
    QCOMPARE(useHeap(), 'x');
    const PeakMemory memory;
    if (!memory.bytes())
        QSKIP("this system does not tell the peak of memory");
    QCOMPARE(useHeap(), 'x');
    QVERIFY2(*memory.bytes() >= 35 * mebi, qPrintable(QString::number(*memory.bytes())));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_peak_memory)
#include "tst_peak_memory.moc"
