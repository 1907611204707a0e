#pragma once

#include "core/parallel/CancelToken.h"

#include <atomic>
#include <thread>

namespace escapade::cli {

/// A token that SIGINT cancels; the handler is installed by the first call.
const CancelToken& interruptToken();

/// While it lives, the program ends soon after SIGINT even where work does not poll the token, such as
/// getting the memory of a large picture: what is not done by itself after a moment is ended, with exit code
/// 130, as soon as no file is being written. Only one may live.
class InterruptWatch
{
public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

private:
    void watch() const;

    std::atomic<bool> m_stop { false };
    std::thread m_thread; // last: it uses the above
};

} // namespace escapade::cli
