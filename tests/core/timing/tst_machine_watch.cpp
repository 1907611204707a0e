// What a machine did beside measuring, from made-up system files: figures by hand, missing and broken files.

#include "core/timing/MachineWatch.h"

#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

namespace escapade {
namespace {

namespace fs = std::filesystem;

/// A machine in a folder.
class FakeMachine
{
public:
    fs::path root() const { return m_folder.path().toStdString(); }

    void write(const std::string& path, const std::string& text) const
    {
        fs::create_directories((root() / path).parent_path());
        std::ofstream(root() / path) << text;
    }

    void setCore(int core, const std::string& file, const std::string& text) const
    {
        write("sys/devices/system/cpu/cpu" + std::to_string(core) + "/" + file, text);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class tst_MachineWatch : public QObject
{
    Q_OBJECT

private slots:
    void othersAreSeen();
    void idleMachineHasNoOthers();
    void clocks();
    void throttling();
    void missingFilesTellNothing();
    void brokenFilesTellNothing();
    void thisMachine();
};

void tst_MachineWatch::othersAreSeen()
{
    const FakeMachine machine;
    machine.write("proc/stat", "cpu  100 0 100 5000 0 0 0 10 0 0\ncpu0 1 2 3\n");
    const MachineWatch watch(machine.root());
    // An hour of busy cores within moments: whatever this program used is next to nothing.
    const long ticks = 3600 * sysconf(_SC_CLK_TCK);
    machine.write("proc/stat",
        "cpu  " + std::to_string(100 + ticks) + " 0 100 5000 0 0 0 " + std::to_string(10 + ticks / 2)
            + " 0 0\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const MachineActivity activity = watch.activity();
    QVERIFY(activity.othersBusy && activity.stolen);
    QVERIFY(*activity.othersBusy > 1);
    // Twice as much was used as was stolen, in the same time.
    QVERIFY(std::abs(*activity.othersBusy / *activity.stolen - 2) < 0.01);
}

void tst_MachineWatch::idleMachineHasNoOthers()
{
    const FakeMachine machine;
    machine.write("proc/stat", "cpu  100 0 100 5000 0 0 0 10 0 0\n");
    const MachineWatch watch(machine.root());
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    QCOMPARE(*watch.activity().othersBusy, 0.0); // never below 0, though this program used some
    QCOMPARE(*watch.activity().stolen, 0.0);
}

void tst_MachineWatch::clocks()
{
    const FakeMachine machine;
    machine.setCore(0, "cpufreq/scaling_cur_freq", "1200000\n");
    machine.setCore(1, "cpufreq/scaling_cur_freq", "3600000\n");
    MachineWatch watch(machine.root());
    QVERIFY(!watch.activity().slowestClock);
    watch.look();
    QCOMPARE(*watch.activity().slowestClock, 3.6e9); // of the fastest core
    machine.setCore(1, "cpufreq/scaling_cur_freq", "2400000\n");
    watch.look(); // too early to be looked at
    QCOMPARE(*watch.activity().slowestClock, 3.6e9);
    std::this_thread::sleep_for(std::chrono::milliseconds(550));
    watch.look();
    QCOMPARE(*watch.activity().slowestClock, 2.4e9);
    QCOMPARE(*watch.activity().fastestClock, 3.6e9);
}

void tst_MachineWatch::throttling()
{
    const FakeMachine machine;
    machine.setCore(0, "thermal_throttle/core_throttle_count", "7\n");
    machine.setCore(1, "thermal_throttle/core_throttle_count", "1\n");
    const MachineWatch watch(machine.root());
    QCOMPARE(*watch.activity().throttled, std::int64_t { 0 });
    machine.setCore(1, "thermal_throttle/core_throttle_count", "4\n");
    QCOMPARE(*watch.activity().throttled, std::int64_t { 3 });
}

void tst_MachineWatch::missingFilesTellNothing()
{
    const FakeMachine machine;
    MachineWatch watch(machine.root());
    watch.look();
    QCOMPARE(watch.activity(), MachineActivity {});
}

void tst_MachineWatch::brokenFilesTellNothing()
{
    const std::string good = "cpu  100 0 100 5000 0 0 0 10 0 0\n";
    std::mt19937 random(2);
    const FakeMachine machine;
    for (int trial = 0; trial < 300; ++trial) {
        std::string text = good;
        for (int change = 0; change < 4; ++change)
            text[random() % text.size()] = static_cast<char>(random() % 256);
        text.resize(random() % (text.size() + 1));
        machine.write("proc/stat", trial % 2 == 0 ? good : text);
        machine.setCore(0, "cpufreq/scaling_cur_freq", text);
        machine.setCore(0, "thermal_throttle/core_throttle_count", text);
        MachineWatch watch(machine.root());
        machine.write("proc/stat", text);
        watch.look();
        const MachineActivity activity = watch.activity();
        QVERIFY(!activity.othersBusy || *activity.othersBusy >= 0);
        QVERIFY(!activity.stolen || *activity.stolen >= 0);
        QVERIFY(!activity.fastestClock || (*activity.fastestClock > 0 && *activity.fastestClock < 1e12));
        QVERIFY(!activity.throttled || *activity.throttled >= 0);
    }
}

void tst_MachineWatch::thisMachine()
{
    MachineWatch watch;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    watch.look();
    const MachineActivity activity = watch.activity();
    if (fs::exists("/proc/stat"))
        QVERIFY(activity.othersBusy && *activity.othersBusy >= 0);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_MachineWatch)
#include "tst_machine_watch.moc"
