#include "app/cli/Interrupt.h"

#include "app/cli/CommonOptions.h"
#include "core/document/AtomicFile.h"

#include <semaphore.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <ctime>

namespace escapade::cli {
namespace {

/// How long work has to end by itself, and how often it is asked whether a file is still being written.
constexpr long grace = 40'000'000; // nanoseconds
constexpr std::chrono::milliseconds askAgain { 2 };

// A signal handler can reach nothing but variables like these, and POSIX lets it do little but post a
// semaphore.
const CancelToken* theInterruptToken = nullptr;
sem_t theWakeUp;

extern "C" void onInterrupt(int /*signal*/)
{
    theInterruptToken->cancel();
    sem_post(&theWakeUp);
}

void waitForWakeUp()
{
    while (sem_wait(&theWakeUp) != 0) { // interrupted by a signal
    }
}

/// Until the semaphore is posted or the grace is over.
void waitForGrace()
{
    constexpr long second = 1'000'000'000;
    timespec until {};
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += grace;
    if (until.tv_nsec >= second) {
        until.tv_nsec -= second;
        ++until.tv_sec;
    }
    sem_timedwait(&theWakeUp, &until);
}

} // namespace

const CancelToken& interruptToken()
{
    static const CancelToken token;
    if (theInterruptToken == nullptr) {
        theInterruptToken = &token;
        sem_init(&theWakeUp, 0, 0);
        struct sigaction action
        { };
        action.sa_handler = onInterrupt;
        sigaction(SIGINT, &action, nullptr);
    }
    return token;
}

InterruptWatch::InterruptWatch()
{
    interruptToken();
    m_thread = std::thread([this] { watch(); });
}

InterruptWatch::~InterruptWatch()
{
    m_stop = true;
    sem_post(&theWakeUp);
    m_thread.join();
}

void InterruptWatch::watch() const
{
    waitForWakeUp();
    if (!m_stop)
        waitForGrace();
    while (!m_stop) {
        if (filesBeingWritten() == 0)
            _exit(exitInterrupted);
        std::this_thread::sleep_for(askAgain);
    }
}

} // namespace escapade::cli
