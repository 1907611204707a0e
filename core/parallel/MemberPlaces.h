#pragma once

#include <vector>

#ifdef __linux__
#include <sched.h>
#include <sys/types.h>
#endif

namespace escapade {

/// Which processors the members of a pool may run on: all that the program may, but for a moment after
/// makeRoom().
///
/// Linux may put a thread that it wakes behind another one of the pool while a processor is about to be idle,
/// and find that out with the next tick of its clock only, up to 4 ms later: on two cores a picture of 5 ms
/// then took up to 9, as if there were one. Whoever misses the others forbids them its own processor, and
/// the system moves them at once.
///
/// Nothing happens on other systems. To be called under the pool's lock.
class MemberPlaces
{
public:
    explicit MemberPlaces(int members);

    /// The calling thread is that member.
    void enter(int member);

    /// The member, the calling thread, begins or ends work; where it begins, it may run anywhere again.
    void begin(int member);
    void end(int member);

    /// Members that do not work leave the calling thread's processor to it, until they begin.
    void makeRoom();

private:
    struct Place
    {
#ifdef __linux__
        pid_t thread = 0;
#endif
        bool works = false;
        bool isAway = false; ///< from some processor
    };
    std::vector<Place> m_places;
#ifdef __linux__
    cpu_set_t m_all {};
    bool m_isKnown = false; ///< m_all is what the program may use
#endif
};

} // namespace escapade
