#include "core/parallel/WorkerPool.h"

#include "core/base/Check.h"
#include "core/parallel/CpuStreak.h"

#include <algorithm>
#include <exception>
#ifdef _OPENMP
#include <omp.h>
#endif
#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace escapade {
namespace {

/// Of the calling thread alone: Linux keeps a nice value for each thread.
void lowerOwnPriority()
{
#ifdef __linux__
    constexpr int niceness
        = 15; // at 5 a window's longest event during a sweep took 15 ms in the median, now 13
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
#endif
}

} // namespace

std::chrono::nanoseconds JobReport::cpuTime() const
{
    std::chrono::nanoseconds sum {};
    for (const TileRecord& tile : tiles)
        sum += tile.cpu;
    return sum;
}

/// A job in the pool's hands; lives on the stack of run().
struct WorkerPool::Running
{
    const Job& job;
    JobReport report;
    std::condition_variable finished;
    int nextTile = 0;
    int busy = 0;

    bool hasTiles() const
    {
        return nextTile < job.tileCount && !job.cancel.isCancelled() && report.failure.empty();
    }
};

int WorkerPool::logicalCores()
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int WorkerPool::defaultMembers()
{
    return std::max(8, 2 * logicalCores());
}

WorkerPool::WorkerPool(int members, Manners manners)
    : m_manners(manners)
    , m_cores(logicalCores())
    , m_places(members)
{
    ESCAPADE_CHECK(members >= 1);
    std::unique_lock lock(m_mutex);
    // m_members stays 0 until the team says how many it got.
    m_team = std::thread([this, members] {
#ifdef _OPENMP
        omp_set_dynamic(0);
        omp_set_num_threads(members);
#else
        static_cast<void>(members);
#endif
        teamMain();
    });
    m_started.wait(lock, [this] { return m_members > 0; });
    m_active = std::min(logicalCores(), m_members);
}

WorkerPool::~WorkerPool()
{
    {
        const std::scoped_lock lock(m_mutex);
        ESCAPADE_CHECK(m_jobs.empty());
        m_quit = true;
    }
    m_workOrQuit.notify_all();
    m_team.join();
}

int WorkerPool::active() const
{
    const std::scoped_lock lock(m_mutex);
    return m_active;
}

void WorkerPool::setActive(int count)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_active = std::clamp(count, 1, m_members);
    }
    m_workOrQuit.notify_all();
}

JobReport WorkerPool::run(const Job& job)
{
    ESCAPADE_CHECK(job.tileCount >= 0 && job.compute);
    Running running { job, {}, {} };
    running.report.begin = Clock::now();
    if (job.recordTiles)
        running.report.tiles.resize(
            static_cast<std::size_t>(job.tileCount), TileRecord { -1, 0, {}, {}, {} });

    std::unique_lock lock(m_mutex);
    const auto before = std::find_if(m_jobs.begin(), m_jobs.end(),
        [&](const Running* other) { return other->job.priority > job.priority; });
    const auto place = m_jobs.insert(before, &running);
    m_workOrQuit.notify_one();
    // The member that ends the last tile wakes us; the time limit is for a job that is cancelled while it
    // waits for members, since raising a token notifies nobody. Looking often takes time from the workers.
    while (running.busy > 0 || running.hasTiles())
        running.finished.wait_for(lock, std::chrono::milliseconds(running.busy > 0 ? 4 : 1));
    m_jobs.erase(place);
    running.report.completed
        = running.nextTile == job.tileCount && running.report.failure.empty() && !job.cancel.isCancelled();
    running.report.end = Clock::now();
    if (!running.report.completed)
        std::erase_if(running.report.tiles, [](const TileRecord& record) { return record.tile < 0; });
    return std::move(running.report);
}

void WorkerPool::teamMain()
{
#pragma omp parallel default(none)
    {
#ifdef _OPENMP
        const int member = omp_get_thread_num();
        const int members = omp_get_num_threads();
#else
        const int member = 0;
        const int members = 1;
#endif
        if (member == 0) {
            const std::scoped_lock lock(m_mutex);
            m_members = members;
            m_started.notify_all();
        }
        if (m_manners == Manners::Yielding)
            lowerOwnPriority();
        memberMain(member);
    }
}

void WorkerPool::memberMain(int member)
{
    CpuStreak streak;
    std::unique_lock lock(m_mutex);
    m_places.enter(member);
    while (!m_quit) {
        Running* running = pickJob();
        if (running == nullptr) {
            m_workOrQuit.wait(lock);
            continue;
        }
        m_places.begin(member);
        computeTile(*running, member, streak, lock);
        while (pickJob() == running) {
            if (missesOthers(*running))
                m_places.makeRoom();
            computeTile(*running, member, streak, lock);
        }
        m_places.end(member);
        // The lock was kept since the last tile ended: run() cannot return before the records are complete.
        if (!streak.isEmpty())
            streak.end();
    }
}

WorkerPool::Running* WorkerPool::pickJob() const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(),
        [this](const Running* running) { return running->hasTiles() && mayJoin(*running); });
    return found == m_jobs.end() ? nullptr : *found;
}

bool WorkerPool::mayJoin(const Running& running) const
{
    if (running.job.threads > 0)
        return running.busy < running.job.threads;
    const int most = running.job.mostMembers;
    return m_followersBusy < m_active && (most <= 0 || running.busy < most);
}

/// Asked by a member that has done a tile: whether others that it woke for the next ones are not there yet.
bool WorkerPool::missesOthers(const Running& running) const
{
    const Job& job = running.job;
    const int allowed = job.threads > 0 ? job.threads
        : job.mostMembers > 0           ? std::min(m_active, job.mostMembers)
                                        : m_active;
    const int tilesLeft = job.tileCount - running.nextTile;
    return running.busy + 1 < std::min({ allowed, m_cores, tilesLeft });
}

void WorkerPool::computeTile(
    Running& running, int member, CpuStreak& streak, std::unique_lock<std::mutex>& lock)
{
    const int follower = running.job.threads == 0 ? 1 : 0;
    const int tile = running.nextTile++;
    ++running.busy;
    m_followersBusy += follower;
    // One wakes the next only while there is work that it may do: no stampede of members that find nothing.
    if (pickJob() != nullptr)
        m_workOrQuit.notify_one();
    lock.unlock();

    std::string failure;
    const bool recorded = running.job.recordTiles;
    const bool isFirst = streak.isEmpty();
    if (recorded && isFirst)
        streak.begin();
    Clock::time_point begin;
    if (recorded)
        begin = isFirst ? Clock::now() : streak.lastEnd();
    try {
        running.job.compute(tile);
    } catch (const std::exception& problem) {
        failure = problem.what();
    } catch (...) {
        failure = "an unknown error";
    }
    if (recorded) {
        // A place of its own for each tile, so that no lock is needed.
        TileRecord& record = running.report.tiles[static_cast<std::size_t>(tile)];
        record = { tile, member, begin, Clock::now(), {} };
        streak.add(record);
        if (streak.isFull())
            streak.end();
    }

    lock.lock();
    --running.busy;
    m_followersBusy -= follower;
    if (!failure.empty())
        running.report.failure = failure;
    if (running.busy == 0 && !running.hasTiles())
        running.finished.notify_one();
}

} // namespace escapade
