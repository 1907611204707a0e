#include "core/document/AtomicFile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

namespace escapade {
namespace {

namespace fs = std::filesystem;

/// Writing goes in pieces of this size, so that a cancelled write ends soon.
constexpr std::size_t pieceBytes = std::size_t { 1 } << 22U;

/// Counted here because a program that is interrupted cannot ask everybody who may be writing.
std::atomic<int> writers { 0 };

/// Counts as a writer for its lifetime.
class Writer
{
public:
    Writer() { ++writers; }
    ~Writer() { --writers; }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
};

std::string reasonOf(int errorNumber)
{
    return std::generic_category().message(errorNumber);
}

Error cannot(const char* what, const fs::path& path, const std::string& reason)
{
    return { "cannot " + std::string(what) + " \"" + path.string() + "\": " + reason };
}

/// An open file that is closed when it goes out of scope.
class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    { }
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    { }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() { close(); }

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }
    /// False when the system reports now what went wrong before, as network file systems do.
    bool close() { return m_number < 0 || ::close(std::exchange(m_number, -1)) == 0; }

private:
    int m_number;
};

/// A new file beside a target, removed again unless it has been renamed over it.
class TemporaryFile
{
public:
    TemporaryFile(fs::path path, Descriptor descriptor)
        : m_path(std::move(path))
        , m_descriptor(std::move(descriptor))
    { }
    TemporaryFile(TemporaryFile&& other) noexcept
        : m_path(std::exchange(other.m_path, {}))
        , m_descriptor(std::move(other.m_descriptor))
    { }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    ~TemporaryFile()
    {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }

    Descriptor& descriptor() { return m_descriptor; }

    bool renameTo(const fs::path& target)
    {
        if (::rename(m_path.c_str(), target.c_str()) != 0)
            return false;
        m_path.clear();
        return true;
    }

private:
    fs::path m_path;
    Descriptor m_descriptor;
};

/// What a symbolic link finally names, whether that exists or not.
Result<fs::path> followLinks(const fs::path& path)
{
    constexpr int mostLinks = 40; // as many as Linux follows
    fs::path target = path;
    std::error_code problem;
    for (int links = 0; fs::is_symlink(target, problem); ++links) {
        if (links == mostLinks)
            return cannot("write", path, reasonOf(ELOOP));
        // An absolute name replaces the folder.
        target = target.parent_path() / fs::read_symlink(target, problem);
        if (problem)
            return cannot("write", path, problem.message());
    }
    return target;
}

/// Where writing to path really ends: behind symbolic links. Fails for what must not be replaced.
Result<fs::path> resolveTarget(const fs::path& path)
{
    if (path.empty() || path.filename().empty())
        return cannot("write", path, "this is not a file name");
    std::error_code problem;
    Result<fs::path> followed = followLinks(path);
    if (!followed)
        return followed.error();
    fs::path target = *followed;
    const fs::file_status status = fs::status(target, problem);
    if (fs::is_directory(status))
        return cannot("write", path, "it is a directory");
    if (fs::exists(status) && !fs::is_regular_file(status))
        return cannot("write", path, "it is not a regular file");
    if (!fs::exists(status) && status.type() != fs::file_type::not_found)
        return cannot("write", path, problem.message());
    return target;
}

Result<TemporaryFile> createBeside(const fs::path& target, const fs::path& shownPath)
{
    static std::atomic<unsigned> serial { 0 };
    constexpr int attempts = 100;
    // Not derived from the target's name, which may be as long as the file system allows.
    const std::string prefix = ".escapade-" + std::to_string(::getpid()) + "-";
    for (int attempt = 0; attempt < attempts; ++attempt) {
        fs::path path = target.parent_path() / (prefix + std::to_string(serial.fetch_add(1)) + ".tmp");
        Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (descriptor.isOpen())
            return TemporaryFile(std::move(path), std::move(descriptor));
        if (errno != EEXIST)
            return cannot("write", shownPath, reasonOf(errno));
    }
    return cannot("write", shownPath, "no free name for a temporary file beside it");
}

/// An errno, or 0.
int writeAll(int descriptor, std::span<const std::byte> bytes, const CancelToken& cancel)
{
    while (!bytes.empty()) {
        if (cancel.isCancelled())
            return ECANCELED;
        const ssize_t written = ::write(descriptor, bytes.data(), std::min(bytes.size(), pieceBytes));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        if (written == 0)
            return ENOSPC;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return 0;
}

/// A file that is replaced keeps its permissions.
void copyMode(const fs::path& target, int descriptor)
{
    struct stat status
    { };
    if (::stat(target.c_str(), &status) == 0)
        (void)::fchmod(descriptor, status.st_mode & 07777U);
}

/// Makes the rename itself durable. Not every file system can: best effort.
void syncFolder(const fs::path& target)
{
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.isOpen())
        (void)::fsync(descriptor.number());
}

} // namespace

Result<void> writeFileAtomically(
    const fs::path& path, std::span<const std::byte> bytes, const CancelToken& cancel)
{
    return writeFileAtomically(path, { bytes }, cancel);
}

Result<void> writeFileAtomically(
    const fs::path& path, std::initializer_list<std::span<const std::byte>> parts, const CancelToken& cancel)
{
    const Writer writer;
    if (cancel.isCancelled())
        return cannot("write", path, reasonOf(ECANCELED));
    const Result<fs::path> target = resolveTarget(path);
    if (!target)
        return target.error();
    Result<TemporaryFile> temporary = createBeside(*target, path);
    if (!temporary)
        return temporary.error();

    Descriptor& descriptor = temporary->descriptor();
    for (const std::span<const std::byte> part : parts) {
        if (const int problem = writeAll(descriptor.number(), part, cancel); problem != 0)
            return cannot("write", path, reasonOf(problem));
    }
    copyMode(*target, descriptor.number());
    if (::fsync(descriptor.number()) != 0 && errno != EINVAL)
        return cannot("write", path, reasonOf(errno));
    if (!descriptor.close())
        return cannot("write", path, reasonOf(errno));
    if (!temporary->renameTo(*target))
        return cannot("write", path, reasonOf(errno));
    syncFolder(*target);
    return {};
}

int filesBeingWritten()
{
    return writers;
}

Result<void> checkWritable(const fs::path& path)
{
    const Writer writer;
    const Result<fs::path> target = resolveTarget(path);
    if (!target)
        return target.error();
    const auto longest
        = ::pathconf(target->has_parent_path() ? target->parent_path().c_str() : ".", _PC_NAME_MAX);
    if (longest > 0 && target->filename().native().size() > static_cast<std::size_t>(longest))
        return cannot("write", path, reasonOf(ENAMETOOLONG));
    // Permissions alone do not tell of read-only and special file systems.
    const Result<TemporaryFile> temporary = createBeside(*target, path);
    return temporary ? Result<void>() : Result<void>(temporary.error());
}

Result<std::string> readFile(const fs::path& path, std::size_t maxBytes)
{
    // O_NONBLOCK, or opening a pipe that nobody writes to would wait for ever.
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor.isOpen())
        return cannot("read", path, reasonOf(errno));
    struct stat status
    { };
    if (::fstat(descriptor.number(), &status) != 0)
        return cannot("read", path, reasonOf(errno));
    if (S_ISDIR(status.st_mode))
        return cannot("read", path, "it is a directory");
    if (!S_ISREG(status.st_mode))
        return cannot("read", path, "it is not a regular file");

    // The size may be wrong (files of /proc say 0), so it is only a hint; the limit counts what comes.
    std::string content;
    std::array<char, 1U << 16U> piece {};
    while (true) {
        const ssize_t got = ::read(descriptor.number(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot("read", path, reasonOf(errno));
        if (got == 0)
            return content;
        content.append(piece.data(), static_cast<std::size_t>(got));
        if (content.size() > maxBytes)
            return cannot("read", path, "it has more than " + std::to_string(maxBytes) + " bytes");
    }
}

} // namespace escapade
