// The machine's description: read from made-up /proc and /sys trees, sound and broken, and from the real
// ones.

#include "core/parallel/WorkerPool.h"
#include "core/timing/Libraries.h"
#include "core/timing/MachineInfo.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace escapade {
namespace {

void write(const QTemporaryDir& root, const QString& path, const QByteArray& text)
{
    const QString full = root.filePath(path);
    QDir().mkpath(QFileInfo(full).path());
    QFile file(full);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// Two packages of two cores of two threads.
void writeMachine(const QTemporaryDir& root)
{
    write(root, "proc/cpuinfo",
        "processor\t: 0\nmodel name\t: Imaginary 9000 @ 3.0GHz\nflags\t\t: fpu sse2 hypervisor avx2\n\n"
        "processor\t: 1\nmodel name\t: Another\n");
    write(root, "proc/meminfo", "MemTotal:       16777216 kB\nMemFree: 1 kB\n");
    write(root, "proc/loadavg", "0.25 1.50 12.00 3/98 7293\n");
    for (int cpu = 0; cpu < 8; ++cpu) {
        const QString folder = QString("sys/devices/system/cpu/cpu%1/").arg(cpu);
        write(root, folder + "topology/physical_package_id", QByteArray::number(cpu / 4) + "\n");
        write(root, folder + "topology/core_id", QByteArray::number(cpu / 2 % 2) + "\n");
        write(root, folder + "cache/index0/level", "1\n");
        write(root, folder + "cache/index0/type", "Data\n");
        write(root, folder + "cache/index0/size", "48K\n");
        write(root, folder + "cache/index0/shared_cpu_list", QByteArray::number(cpu / 2) + "\n");
        write(root, folder + "cache/index1/level", "3\n");
        write(root, folder + "cache/index1/type", "Unified\n");
        write(root, folder + "cache/index1/size", "32M\n");
        write(root, folder + "cache/index1/shared_cpu_list", QByteArray::number(cpu / 4) + "\n");
    }
    write(root, "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
}

} // namespace

class tst_machine_info : public QObject
{
    Q_OBJECT

private slots:
    void readsAMachine();
    void toldNothing();
    void toldNonsense();
    void thisMachine();
    void sizes();
    void libraries();
};

void tst_machine_info::readsAMachine()
{
    const QTemporaryDir root;
    writeMachine(root);
    const MachineInfo machine = describeMachine(root.path().toStdString());
    QCOMPARE(machine.cpuName, std::string("Imaginary 9000 @ 3.0GHz"));
    QCOMPARE(machine.physicalCores, std::optional(4));
    QCOMPARE(machine.memoryBytes, std::optional(std::int64_t { 16 } << 30));
    QCOMPARE(machine.virtualMachine, std::optional(true));
    QCOMPARE(machine.governor, std::optional(std::string("performance")));
    QCOMPARE(machine.caches,
        (std::vector<CacheInfo> { { 1, "Data", 48 << 10, 4 }, { 3, "Unified", 32 << 20, 2 } }));
    const auto load = loadAverage(root.path().toStdString());
    QVERIFY(load);
    QCOMPARE(*load, (std::array { 0.25, 1.5, 12.0 }));
}

void tst_machine_info::toldNothing()
{
    const QTemporaryDir root;
    const MachineInfo machine = describeMachine(root.path().toStdString());
    QCOMPARE(machine.cpuName, std::string("unknown"));
    QCOMPARE(machine.logicalCores, WorkerPool::logicalCores());
    QVERIFY(!machine.physicalCores && !machine.memoryBytes && !machine.virtualMachine && !machine.governor);
    QVERIFY(machine.caches.empty());
    QVERIFY(!loadAverage(root.path().toStdString()));
}

void tst_machine_info::toldNonsense()
{
    const QTemporaryDir root;
    writeMachine(root);
    write(root, "proc/cpuinfo", QByteArray(3, '\0') + ":::\nmodel name\nflags :\n");
    write(root, "proc/meminfo", "MemTotal: -5 kB\n");
    write(root, "proc/loadavg", "nan x\n");
    write(root, "sys/devices/system/cpu/cpu0/cache/index0/size", "99999999999999999999K\n");
    write(root, "sys/devices/system/cpu/cpu1/cache/index0/size", "0K\n");
    write(root, "sys/devices/system/cpu/cpu2/cache/index0/level", "many\n");
    const MachineInfo machine = describeMachine(root.path().toStdString());
    QCOMPARE(machine.cpuName, std::string("unknown"));
    QVERIFY(!machine.memoryBytes);
    QVERIFY(!machine.virtualMachine);
    QCOMPARE(machine.caches.size(), std::size_t { 2 });
    QCOMPARE(machine.caches[0].instances,
        3); // those of cpu0 and cpu1 cannot be read; cpu3 tells of the one with cpu2
    QVERIFY(!loadAverage(root.path().toStdString()));
}

void tst_machine_info::thisMachine()
{
    const MachineInfo machine = describeMachine();
    QVERIFY(machine.logicalCores >= 1);
    QVERIFY(!machine.cpuName.empty() && !machine.compiler.empty() && !machine.operatingSystem.empty());
    QCOMPARE(machine.availableSimd.front(), SimdLevel::Scalar);
    QCOMPARE(machine.availableSimd.back(), bestSimdLevel());
    QVERIFY(std::includes(machine.compiledSimd.begin(), machine.compiledSimd.end(),
        machine.availableSimd.begin(), machine.availableSimd.end()));
}

void tst_machine_info::sizes()
{
    QCOMPARE(binarySize(0), std::string("0 bytes"));
    QCOMPARE(binarySize(1023), std::string("1.02e+03 bytes"));
    QCOMPARE(binarySize(32 << 10), std::string("32 KiB"));
    QCOMPARE(binarySize(3 << 19), std::string("1.5 MiB"));
    QCOMPARE(binarySize(std::int64_t { 5 } << 40), std::string("5 TiB"));
}

void tst_machine_info::libraries()
{
    const auto libraries = coreLibraries();
    QVERIFY(std::all_of(libraries.begin(), libraries.end(),
        [](const LibraryVersion& library) { return !library.name.empty() && !library.version.empty(); }));
    for (const char* name : { "GMP", "MPFR", "xsimd", "OpenMP", "Random123" }) {
        QVERIFY2(std::any_of(libraries.begin(), libraries.end(),
                     [&](const LibraryVersion& library) { return library.name == name; }),
            name);
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_machine_info)
#include "tst_machine_info.moc"
