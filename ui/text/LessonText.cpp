#include "ui/text/LessonText.h"

#include "ui/timings/TimingsText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>

namespace escapade {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("escapade::Lessons", text);
}

struct LessonEntry
{
    const char* id;
    const char* title;
    const char* about;
};

constexpr std::array lessonEntries {
    LessonEntry { "pi", QT_TRANSLATE_NOOP("escapade::Lessons", "Monte-Carlo pi"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "Random points of a square hit its quarter circle with the probability pi/4. Each point depends "
            "on "
            "its number alone, so that any number of threads and any vectors count the same hits; the error "
            "shrinks with the square root of the work.") },
    LessonEntry { "sum", QT_TRANSLATE_NOOP("escapade::Lessons", "Sum of a range"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "Adding numbers one after the other waits for each addition. Several sums at a time, in a vector "
            "or "
            "in several threads, need not wait for each other, and are added at the end.") },
    LessonEntry { "conditional-sum", QT_TRANSLATE_NOOP("escapade::Lessons", "Conditional sum"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "The sum of the multiples of three. A vector has no branches: it computes every number and adds "
            "zero "
            "where the condition does not hold.") },
    LessonEntry { "array", QT_TRANSLATE_NOOP("escapade::Lessons", "Array expression"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "a² + b² + 2ab over long arrays is limited by the memory, not by arithmetic: the second thread "
            "helps little. In chunks that fit the cache the same numbers need a fraction of the memory.") },
    LessonEntry { "wait-loop", QT_TRANSLATE_NOOP("escapade::Lessons", "Wait loop"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "Loops that only take time, and threads that only wait for an answer. Look at CPU/wall, the "
            "number of "
            "cores at work: computing needs a core for each thread, waiting needs none.") },
    LessonEntry { "chamfer", QT_TRANSLATE_NOOP("escapade::Lessons", "Matching point clouds"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "Which clusters of two clouds belong together, by the Chamfer distance: the mean Euclidean "
            "distance "
            "to the nearest point, both ways, added. A better algorithm (a k-d tree) beats more threads, and "
            "has "
            "use for them too. The exercise that this comes from took √(a·b) for the distance; that is none: "
            "it "
            "is not zero from a point to itself.") },
    LessonEntry { "counter", QT_TRANSLATE_NOOP("escapade::Lessons", "Shared counter"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "Threads that count into one variable lose counts without a lock, and lose time with one. "
            "A counter for each thread needs neither; but neighbours in one cache line still slow "
            "each other down.") },
    LessonEntry { "task-graph", QT_TRANSLATE_NOOP("escapade::Lessons", "Task graph"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "Map, filter and reduce as promises: what is needed by several others is computed for each of "
            "them "
            "when they are plain calls, and once when the graph is known. Tasks that do not need each other "
            "can "
            "run at the same time.") },
    LessonEntry { "grain", QT_TRANSLATE_NOOP("escapade::Lessons", "Tasks too small to pay"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "Handing a task to a thread costs about a microsecond. Tasks that are smaller than that cost "
            "more "
            "than they bring; very large ones leave threads without work at the end.") },
};

struct WayEntry
{
    const char* id;
    const char* title;
    const char* about;
};

/// The ways of certain lessons, as lesson/way, then what ways of this name are in all others.
constexpr std::array wayEntries {
    WayEntry { "array/temporaries", QT_TRANSLATE_NOOP("escapade::Lessons", "Temporaries"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "An array for each intermediate result, as array languages do it") },
    WayEntry { "array/temporaries-chunks", QT_TRANSLATE_NOOP("escapade::Lessons", "Temporaries, chunks"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "The same for a few thousand elements at a time: they stay in the cache") },
    WayEntry { "array/one-loop", QT_TRANSLATE_NOOP("escapade::Lessons", "One loop"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "The whole expression for one element after the other") },
    WayEntry { "array/chunks", QT_TRANSLATE_NOOP("escapade::Lessons", "One loop, chunks"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "The same, a few thousand elements at a time, without keeping the results") },
    WayEntry { "array/vectorised-chunks", QT_TRANSLATE_NOOP("escapade::Lessons", "Vectors, chunks"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "With vectors, a few thousand elements at a time") },
    WayEntry { "array/threads-vectorised-chunks",
        QT_TRANSLATE_NOOP("escapade::Lessons", "Vectors, threads, chunks"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "With vectors on several threads, each a few thousand elements at a time") },
    WayEntry { "chamfer/loop", QT_TRANSLATE_NOOP("escapade::Lessons", "Plain loop"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "Every point of one cluster with every point of the other") },
    WayEntry { "chamfer/tree", QT_TRANSLATE_NOOP("escapade::Lessons", "k-d tree"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "A tree of boxes leaves out most points; building it is part of the time") },
    WayEntry { "chamfer/tree-threads", QT_TRANSLATE_NOOP("escapade::Lessons", "k-d tree, threads"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "The trees are built and searched on several threads") },
    WayEntry { "conditional-sum/closed-form", QT_TRANSLATE_NOOP("escapade::Lessons", "Formula"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "3 times the sum of a range: no work at all") },
    WayEntry { "conditional-sum/every-third", QT_TRANSLATE_NOOP("escapade::Lessons", "Every third"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "Goes from multiple to multiple instead of asking each number") },
    WayEntry { "counter/loop", QT_TRANSLATE_NOOP("escapade::Lessons", "One thread"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "Nobody else counts") },
    WayEntry { "counter/no-lock", QT_TRANSLATE_NOOP("escapade::Lessons", "No lock"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "Load, add one, store: what another thread stored in between is lost") },
    WayEntry { "counter/lock", QT_TRANSLATE_NOOP("escapade::Lessons", "Lock"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "One thread at a time may count") },
    WayEntry { "counter/atomic", QT_TRANSLATE_NOOP("escapade::Lessons", "Atomic"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "The processor adds in one step that nobody can come between") },
    WayEntry { "counter/same-line", QT_TRANSLATE_NOOP("escapade::Lessons", "Own counters, one line"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "A counter for each thread, side by side in one cache line that the cores take from each "
            "other") },
    WayEntry { "counter/own-line", QT_TRANSLATE_NOOP("escapade::Lessons", "Own counters, own lines"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "A counter for each thread, each in a cache line of its own") },
    WayEntry { "counter/register", QT_TRANSLATE_NOOP("escapade::Lessons", "Own variables"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "A variable for each thread, added up at the end") },
    WayEntry { "grain/loop", QT_TRANSLATE_NOOP("escapade::Lessons", "No tasks"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "One loop on one thread") },
    WayEntry { "sum/closed-form", QT_TRANSLATE_NOOP("escapade::Lessons", "Formula"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "n (n - 1) / 2: no work at all") },
    WayEntry { "task-graph/naive", QT_TRANSLATE_NOOP("escapade::Lessons", "Plain calls"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "Each user of a task computes it anew") },
    WayEntry { "task-graph/cached", QT_TRANSLATE_NOOP("escapade::Lessons", "Each task once"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "Results are kept for all users; one task after the other") },
    WayEntry { "task-graph/threads", QT_TRANSLATE_NOOP("escapade::Lessons", "Each once, threads"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "A task starts as soon as what it needs is there") },
    WayEntry { "wait-loop/once-each", QT_TRANSLATE_NOOP("escapade::Lessons", "Better loop"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "Takes each root once, and counts how often it comes by") },
    WayEntry { "wait-loop/waiting", QT_TRANSLATE_NOOP("escapade::Lessons", "Waiting"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "Somebody else computes; this thread sleeps until the answer is there") },
    WayEntry { "wait-loop/waiting-threads", QT_TRANSLATE_NOOP("escapade::Lessons", "Waiting, threads"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "Several threads wait at the same time, which needs no cores") },
    WayEntry { "wait-loop/lock", QT_TRANSLATE_NOOP("escapade::Lessons", "Threads, one lock"),
        QT_TRANSLATE_NOOP(
            "escapade::Lessons", "Whoever computes holds the lock, as threads of Python do: no gain") },
    WayEntry { "loop", QT_TRANSLATE_NOOP("escapade::Lessons", "Plain loop"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "One after the other, on one thread") },
    WayEntry { "vectorised", QT_TRANSLATE_NOOP("escapade::Lessons", "Vectors"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "Several at once in a vector, on one thread") },
    WayEntry { "threads", QT_TRANSLATE_NOOP("escapade::Lessons", "Threads"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "The plain loop on several threads") },
    WayEntry { "threads-vectorised", QT_TRANSLATE_NOOP("escapade::Lessons", "Vectors, threads"),
        QT_TRANSLATE_NOOP("escapade::Lessons", "Vectors on several threads") },
    WayEntry { "mt19937", QT_TRANSLATE_NOOP("escapade::Lessons", "mt19937, threads"),
        QT_TRANSLATE_NOOP("escapade::Lessons",
            "A Mersenne Twister, which has a state, for each thread: its points, and so the hits, depend on "
            "the number of "
            "threads") },
};

struct TaskEntry
{
    const char* id;
    const char* title;
};

constexpr std::array taskEntries {
    TaskEntry { "numbers", QT_TRANSLATE_NOOP("escapade::Lessons", "Numbers") },
    TaskEntry { "steps-1", QT_TRANSLATE_NOOP("escapade::Lessons", "Map 1/4") },
    TaskEntry { "steps-2", QT_TRANSLATE_NOOP("escapade::Lessons", "Map 2/4") },
    TaskEntry { "steps-3", QT_TRANSLATE_NOOP("escapade::Lessons", "Map 3/4") },
    TaskEntry { "steps-4", QT_TRANSLATE_NOOP("escapade::Lessons", "Map 4/4") },
    TaskEntry { "all-steps", QT_TRANSLATE_NOOP("escapade::Lessons", "Gather") },
    TaskEntry { "even", QT_TRANSLATE_NOOP("escapade::Lessons", "Filter: even") },
    TaskEntry { "threes", QT_TRANSLATE_NOOP("escapade::Lessons", "Filter: by 3") },
    TaskEntry { "large", QT_TRANSLATE_NOOP("escapade::Lessons", "Filter: > 200") },
    TaskEntry { "even-sum", QT_TRANSLATE_NOOP("escapade::Lessons", "Reduce: sum") },
    TaskEntry { "threes-sum", QT_TRANSLATE_NOOP("escapade::Lessons", "Reduce: sum") },
    TaskEntry { "large-count", QT_TRANSLATE_NOOP("escapade::Lessons", "Reduce: count") },
    TaskEntry { "total", QT_TRANSLATE_NOOP("escapade::Lessons", "Reduce: total") },
};

template <typename Entries> auto entryOf(const Entries& entries, const std::string& id)
{
    const auto found
        = std::find_if(entries.begin(), entries.end(), [&id](const auto& entry) { return entry.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

const WayEntry* entryOf(const Lesson& lesson, const LessonWay& way)
{
    const WayEntry* own = entryOf(wayEntries, lesson.id + "/" + way.id);
    return own != nullptr ? own : entryOf(wayEntries, way.id);
}

/// What to call something that has no text: its id, as words.
QString wordsOf(const QString& id)
{
    QString words = QString(id).replace(QLatin1Char('-'), QLatin1Char(' '));
    if (!words.isEmpty())
        words.front() = words.front().toUpper();
    return words;
}

} // namespace

QString lessonTitle(const Lesson& lesson)
{
    const LessonEntry* entry = entryOf(lessonEntries, lesson.id);
    return entry == nullptr ? wordsOf(QString::fromStdString(lesson.id)) : tr(entry->title);
}

QString lessonAbout(const Lesson& lesson)
{
    const LessonEntry* entry = entryOf(lessonEntries, lesson.id);
    return entry == nullptr ? QString() : tr(entry->about);
}

QString wayTitle(const Lesson& lesson, const LessonWay& way)
{
    if (const auto grain = grainOf(way))
        return tr("Tasks of %1").arg(QLocale().toString(static_cast<qulonglong>(*grain)));
    const WayEntry* entry = entryOf(lesson, way);
    return entry == nullptr ? wordsOf(QString::fromStdString(way.id)) : tr(entry->title);
}

QString wayAbout(const Lesson& lesson, const LessonWay& way)
{
    const WayEntry* entry = entryOf(lesson, way);
    return entry == nullptr ? QString() : tr(entry->about);
}

std::optional<std::uint64_t> grainOf(const LessonWay& way)
{
    const QString prefix = QStringLiteral("task-");
    const QString id = QString::fromStdString(way.id);
    bool isNumber = false;
    const qulonglong units = id.mid(prefix.size()).toULongLong(&isNumber);
    return id.startsWith(prefix) && isNumber && units > 0 ? std::optional<std::uint64_t>(units)
                                                          : std::nullopt;
}

QString agreementText(const Lesson& lesson, const std::vector<LessonFigures>& figures)
{
    QStringList wrong;
    for (const LessonFigures& one : figures) {
        const std::vector<std::size_t> differing = differingRepeats(lesson, figures, one);
        if (!differing.empty())
            wrong += tr("%1 (%2)").arg(wayTitle(lesson, lesson.ways.at(one.way)),
                QString::fromStdString(one.results.at(differing.front())));
    }
    switch (agreementOf(lesson, figures)) {
    case Agreement::Same:
        return figures.size() == 1 ? tr("All runs gave the same result, bit for bit.")
                                   : tr("All ways gave the same result, bit for bit.");
    case Agreement::WrongOnPurpose:
        return tr("Differs, as was to be shown: %1. All other ways gave the same result, bit for bit.")
            .arg(wrong.join(QStringLiteral("; ")));
    case Agreement::Different:
        return tr("The results differ: %1. This is a fault of the program; please report it.")
            .arg(wrong.join(QStringLiteral("; ")));
    }
    return {};
}

QString resultText(const Lesson& lesson, const std::vector<LessonFigures>& figures, const LessonFigures& one)
{
    if (one.results.empty())
        return {};
    const std::vector<std::size_t> differing = differingRepeats(lesson, figures, one);
    if (differing.empty())
        return QString::fromStdString(one.results.back());
    const QString result = QString::fromStdString(one.results.at(differing.front()));
    return differing.size() == one.results.size()
        ? tr("DIFFERS: %1").arg(result)
        : tr("%1 of %2 DIFFER: %3").arg(differing.size()).arg(one.results.size()).arg(result);
}

QString factorText(double factor)
{
    constexpr double least = 1e-3;
    int decimals = 2;
    for (double limit = 9.995; decimals > 0 && factor >= limit; limit *= 10)
        --decimals;
    for (double limit = 0.9995; factor >= least && factor < limit; limit /= 10)
        ++decimals;
    return tr("%1×").arg(QLocale().toString(factor, 'f', decimals));
}

QString memoryText(std::int64_t bytes)
{
    constexpr double mebi = 1024.0 * 1024.0;
    const double amount = static_cast<double>(bytes) / mebi;
    if (amount < 0.05)
        return tr("< 0.1 MiB");
    return tr("%1 MiB").arg(QLocale().toString(amount, 'f', amount < 9.995 ? 1 : 0));
}

QString taskTitle(const TaskNode& node)
{
    const TaskEntry* entry = entryOf(taskEntries, node.id);
    return entry == nullptr ? wordsOf(QString::fromStdString(node.id)) : tr(entry->title);
}

QString taskRunText(const TaskGraph& graph, const TaskGraphRun& run)
{
    const std::vector<int> counts = timesComputed(run, graph.nodes.size());
    const std::vector<int> users = usersOf(graph);
    QStringList shared;
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        if (users[n] > 1)
            shared += tr("%1 %2×").arg(taskTitle(graph.nodes[n])).arg(counts[n]);
    }
    return tr("%1 computations of %2 tasks in %3. What several need: %4.")
        .arg(run.events.size())
        .arg(graph.nodes.size())
        .arg(timeText(std::chrono::duration<double>(run.wall).count()), shared.join(QStringLiteral(", ")));
}

} // namespace escapade
