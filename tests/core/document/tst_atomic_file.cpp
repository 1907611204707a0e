#include "core/document/AtomicFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace escapade {
namespace {

namespace fs = std::filesystem;

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

/// Every name in a folder, hidden ones too.
QStringList namesIn(const fs::path& folder)
{
    return QDir(QString::fromStdString(folder.string()))
        .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

std::string contentOf(const fs::path& path)
{
    const Result<std::string> content = readFile(path, 1 << 20);
    return content ? *content : "unreadable: " + content.error().message;
}

} // namespace

class tst_AtomicFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void writesAndReads();
    void writesParts();
    void replacesAndKeepsPermissions();
    void followsSymbolicLinks();
    void longestName();
    void refuses_data();
    void refuses();
    void nothingIsLeftBehindWhenTheDiskIsFull();
    void nothingIsLeftBehindBeyondTheSizeLimit();
    void cancelledLeavesTheOldFile();
    void reading_data();
    void reading();

private:
    fs::path at(const std::string& name) const { return fs::path(m_folder->path().toStdString()) / name; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_AtomicFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void tst_AtomicFile::writesAndReads()
{
    for (const std::size_t size : { std::size_t { 0 }, std::size_t { 1 }, std::size_t { 5'000'000 } }) {
        const std::string content(size, 'q');
        QVERIFY(checkWritable(at("a.bin")));
        QVERIFY(writeFileAtomically(at("a.bin"), bytesOf(content)));
        const auto read = readFile(at("a.bin"), 5'000'000);
        QVERIFY(read);
        QCOMPARE(*read == content, true);
        QCOMPARE(namesIn(at(".")), QStringList { "a.bin" });
    }
    // A name without a folder is meant from where the program runs.
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder->path()));
    QVERIFY(checkWritable("plain"));
    QVERIFY(writeFileAtomically("plain", bytesOf("x")));
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(contentOf(at("plain")), std::string("x"));
}

void tst_AtomicFile::writesParts()
{
    QVERIFY(writeFileAtomically(at("parts"), { bytesOf("head"), bytesOf(""), bytesOf("tail") }));
    QCOMPARE(contentOf(at("parts")), std::string("headtail"));
}

void tst_AtomicFile::replacesAndKeepsPermissions()
{
    QVERIFY(writeFileAtomically(at("a"), bytesOf("old")));
    QVERIFY(::chmod(at("a").c_str(), 0640) == 0);
    QVERIFY(writeFileAtomically(at("a"), bytesOf("new")));
    QCOMPARE(contentOf(at("a")), std::string("new"));
    QCOMPARE(static_cast<int>(fs::status(at("a")).permissions()), 0640);
}

void tst_AtomicFile::followsSymbolicLinks()
{
    QVERIFY(writeFileAtomically(at("real"), bytesOf("old")));
    fs::create_symlink(at("real"), at("link"));
    QVERIFY(writeFileAtomically(at("link"), bytesOf("new")));
    QVERIFY(fs::is_symlink(at("link")));
    QCOMPARE(contentOf(at("real")), std::string("new"));
    fs::create_symlink(at("later"), at("dangling"));
    QVERIFY(writeFileAtomically(at("dangling"), bytesOf("now")));
    QCOMPARE(contentOf(at("later")), std::string("now"));
    fs::create_symlink(at("loop"), at("loop"));
    QVERIFY(!writeFileAtomically(at("loop"), bytesOf("x")));
}

void tst_AtomicFile::longestName()
{
    const std::string name(255, 'n');
    QVERIFY(checkWritable(at(name)));
    QVERIFY(writeFileAtomically(at(name), bytesOf("x")));
    QVERIFY(!checkWritable(at(name + "n")));
    QVERIFY(!writeFileAtomically(at(name + "n"), bytesOf("x")));
    QCOMPARE(namesIn(at(".")).size(), 1);
}

void tst_AtomicFile::refuses_data()
{
    QTest::addColumn<QString>("path");
    // None of these depends on permissions, which do not bind root.
    QTest::newRow("no name") << QString();
    QTest::newRow("folder missing") << "FOLDER/missing/a.npy";
    QTest::newRow("a directory") << "FOLDER";
    QTest::newRow("a directory with slash") << "FOLDER/";
    QTest::newRow("below a file") << "FOLDER/file/a.npy";
    QTest::newRow("where no files can be made") << "/proc/a.npy";
    QTest::newRow("a device") << "/dev/null";
    QTest::newRow("a full device") << "/dev/full";
    QTest::newRow("a pipe") << "FOLDER/pipe";
}

void tst_AtomicFile::refuses()
{
    QFETCH(QString, path);
    path.replace("FOLDER", m_folder->path());
    QVERIFY(writeFileAtomically(at("file"), bytesOf("kept")));
    QVERIFY(::mkfifo(at("pipe").c_str(), 0600) == 0);
    const QStringList before = namesIn(at("."));

    const fs::path target = path.toStdString();
    const Result<void> check = checkWritable(target);
    QVERIFY(!check);
    const Result<void> written = writeFileAtomically(target, bytesOf("x"));
    QVERIFY(!written);
    QVERIFY2(QByteArray::fromStdString(written.error().message).contains(path.toUtf8()),
        written.error().message.c_str());
    QCOMPARE(written.error().message, check.error().message);
    QCOMPARE(namesIn(at(".")), before);
    QCOMPARE(contentOf(at("file")), std::string("kept"));
}

void tst_AtomicFile::nothingIsLeftBehindWhenTheDiskIsFull()
{
    const fs::path disk = at("disk");
    fs::create_directory(disk);
    if (::mount("none", disk.c_str(), "tmpfs", 0, "size=64k") != 0)
        QSKIP("mounting a small disk needs root");
    QVERIFY(writeFileAtomically(disk / "old", bytesOf("old")));
    const Result<void> written = writeFileAtomically(disk / "old", bytesOf(std::string(1'000'000, 'x')));
    const std::string kept = contentOf(disk / "old");
    const QStringList names = namesIn(disk);
    ::umount(disk.c_str());
    QVERIFY(!written);
    QVERIFY2(QByteArray::fromStdString(written.error().message).contains("No space left"),
        written.error().message.c_str());
    QCOMPARE(kept, std::string("old"));
    QCOMPARE(names, QStringList { "old" });
}

void tst_AtomicFile::nothingIsLeftBehindBeyondTheSizeLimit()
{
    // Works for everybody: the system refuses to let a file grow, as on a full disk.
    QVERIFY(writeFileAtomically(at("old"), bytesOf("old")));
    rlimit before {};
    QVERIFY(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 100'000;
    QVERIFY(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const Result<void> written = writeFileAtomically(at("old"), bytesOf(std::string(1'000'000, 'x')));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, oldHandler);
    QVERIFY(!written);
    QVERIFY2(QByteArray::fromStdString(written.error().message).contains("too large"),
        written.error().message.c_str());
    QCOMPARE(contentOf(at("old")), std::string("old"));
    QCOMPARE(namesIn(at(".")), QStringList { "old" });
}

void tst_AtomicFile::cancelledLeavesTheOldFile()
{
    QVERIFY(writeFileAtomically(at("old"), bytesOf("old")));
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(!writeFileAtomically(at("old"), bytesOf("new"), cancel));
    QCOMPARE(contentOf(at("old")), std::string("old"));
    QCOMPARE(namesIn(at(".")), QStringList { "old" });
}

void tst_AtomicFile::reading_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    QTest::newRow("missing") << "FOLDER/none"
                             << "No such file";
    QTest::newRow("directory") << "FOLDER"
                               << "directory";
    QTest::newRow("below a file") << "FOLDER/file/x"
                                  << "Not a directory";
    QTest::newRow("device without end") << "/dev/zero"
                                        << "not a regular file";
    QTest::newRow("pipe that nobody writes to") << "FOLDER/pipe"
                                                << "not a regular file";
    QTest::newRow("too large") << "FOLDER/large"
                               << "more than 1000 bytes";
    QTest::newRow("too large without a size") << "/proc/self/smaps"
                                              << "more than 1000 bytes";
    QTest::newRow("no name") << QString() << "No such file";
}

void tst_AtomicFile::reading()
{
    QFETCH(QString, path);
    QFETCH(const QString, reason);
    path.replace("FOLDER", m_folder->path());
    QVERIFY(writeFileAtomically(at("file"), bytesOf("kept")));
    QVERIFY(writeFileAtomically(at("large"), bytesOf(std::string(1001, 'x'))));
    QVERIFY(::mkfifo(at("pipe").c_str(), 0600) == 0);
    const Result<std::string> content = readFile(path.toStdString(), 1000);
    QVERIFY(!content);
    QVERIFY2(
        QString::fromStdString(content.error().message).contains(reason), content.error().message.c_str());
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_AtomicFile)
#include "tst_atomic_file.moc"
