#include "core/parallel/MemberPlaces.h"

#include <cstddef>

#ifdef __linux__
#include <unistd.h>
#endif

namespace escapade {

#ifdef __linux__

MemberPlaces::MemberPlaces(int members)
    : m_places(static_cast<std::size_t>(members))
    , m_isKnown(sched_getaffinity(0, sizeof m_all, &m_all) == 0)
{ }

void MemberPlaces::enter(int member)
{
    m_places[static_cast<std::size_t>(member)].thread = gettid();
}

void MemberPlaces::begin(int member)
{
    Place& place = m_places[static_cast<std::size_t>(member)];
    place.works = true;
    if (!place.isAway)
        return;
    place.isAway = false;
    sched_setaffinity(place.thread, sizeof m_all, &m_all);
}

void MemberPlaces::makeRoom()
{
    const int here = sched_getcpu();
    if (!m_isKnown || here < 0 || here >= CPU_SETSIZE)
        return;
    cpu_set_t others = m_all;
    CPU_CLR(static_cast<unsigned>(here), &others);
    if (CPU_COUNT(&others) == 0)
        return;
    for (Place& place : m_places) {
        if (place.works || place.isAway || place.thread == 0)
            continue;
        place.isAway = sched_setaffinity(place.thread, sizeof others, &others) == 0;
    }
}

#else

MemberPlaces::MemberPlaces(int members)
    : m_places(static_cast<std::size_t>(members))
{ }

void MemberPlaces::enter(int /*member*/) { }

void MemberPlaces::begin(int member)
{
    m_places[static_cast<std::size_t>(member)].works = true;
}

void MemberPlaces::makeRoom() { }

#endif

void MemberPlaces::end(int member)
{
    m_places[static_cast<std::size_t>(member)].works = false;
}

} // namespace escapade
