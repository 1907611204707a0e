#pragma once

#include "core/parallel/Job.h"
#include "core/parallel/MemberPlaces.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace escapade {

class CpuStreak;

/// The program's workers: one OpenMP team that is started once and whose members sleep until there are tiles
/// to compute. How many of them are active can be changed at any moment and takes effect at the next tile.
/// Idle members use no CPU.
///
/// Why not a parallel region for each frame: libgomp's threads spin for milliseconds after each region, a
/// team belongs to the thread that started it, and resizing one recreates its threads.
class WorkerPool
{
public:
    /// More threads than cores are allowed, because seeing that they stop helping is half the lesson.
    static int defaultMembers();
    static int logicalCores();

    /// Yielding workers let the threads of a window go first when there are fewer processors than both want;
    /// on their own they compute as fast as eager ones.
    enum class Manners { Eager, Yielding };

    explicit WorkerPool(int members = defaultMembers(), Manners manners = Manners::Eager);
    /// Every run() must have returned.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// The size of the team: the largest active count.
    int members() const { return m_members; }

    /// How many members may work at once on jobs that follow the pool (Job::threads == 0). Starts at the
    /// logical cores. Clamped to 1..members(). Any thread; never waits for a tile.
    int active() const;
    void setActive(int count);

    /// Computes all tiles of a job and blocks until the last one that was begun has ended: never call it from
    /// the GUI thread or from a tile. Several threads may run jobs at once.
    JobReport run(const Job& job);

private:
    struct Running;

    void teamMain();
    void memberMain(int member);
    Running* pickJob() const;
    bool mayJoin(const Running& running) const;
    bool missesOthers(const Running& running) const;
    void computeTile(Running& running, int member, CpuStreak& streak, std::unique_lock<std::mutex>& lock);

    mutable std::mutex m_mutex;
    std::condition_variable m_workOrQuit;
    std::condition_variable m_started;
    std::list<Running*> m_jobs; // by priority, then by age
    int m_active = 1;
    int m_followersBusy = 0; // members at work on jobs that follow the active count
    bool m_quit = false;
    int m_members = 0;
    Manners m_manners;
    const int m_cores;
    MemberPlaces m_places;
    std::thread m_team; // last: it uses all of the above
};

} // namespace escapade
