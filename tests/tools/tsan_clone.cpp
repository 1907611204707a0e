// Linked into the tests of a ThreadSanitizer build only. Qt's QProcess starts its child by clone() with
// shared memory, as vfork() does. The sanitizer's own clone() takes every child for a copy, so child and
// parent each release the locks that were taken once, and the program aborts. This one hides it and goes to
// the C library directly; the child only calls execve().

#include <linux/sched.h>

#include <cstdarg>

extern "C" {

// NOLINTNEXTLINE(bugprone-reserved-identifier, readability-identifier-naming): the C library's own name
int __clone(int (*function)(void*), void* stack, int flags, void* argument, ...) noexcept;

int clone(int (*function)(void*), void* stack, int flags, void* argument, ...) noexcept
{
    va_list more;
    va_start(more, argument);
    void* parentId = (flags & (CLONE_PARENT_SETTID | CLONE_PIDFD)) != 0 ? va_arg(more, void*) : nullptr;
    void* storage = (flags & CLONE_SETTLS) != 0 ? va_arg(more, void*) : nullptr;
    void* childId
        = (flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0 ? va_arg(more, void*) : nullptr;
    va_end(more);
    return __clone(function, stack, flags, argument, parentId, storage, childId);
}

} // extern "C"
