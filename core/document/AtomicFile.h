#pragma once

#include "core/base/Result.h"
#include "core/parallel/CancelToken.h"

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>

namespace escapade {

/// Writes a whole file or none: into a temporary file beside it, flushed to disk, then renamed over the
/// target. On failure, or when cancelled, the target is untouched, the temporary file is gone, and the
/// message names the path and the system's reason. A symbolic link is followed; what exists and is not a
/// regular file is never replaced. Blocks for as long as the disk does: not for the GUI thread.
Result<void> writeFileAtomically(
    const std::filesystem::path& path, std::span<const std::byte> bytes, const CancelToken& cancel = {});

/// The same for a file in several parts, one behind the other, so that large data need not be copied behind a
/// header.
Result<void> writeFileAtomically(const std::filesystem::path& path,
    std::initializer_list<std::span<const std::byte>> parts, const CancelToken& cancel = {});

/// Whether a file could be written there, to be asked before long work: a temporary file can be made in its
/// folder, and the target is a regular file or does not exist.
Result<void> checkWritable(const std::filesystem::path& path);

/// How many files this program is writing at this moment: a program that is to end at once should wait until
/// it is none, or temporary files stay behind. Any thread.
int filesBeingWritten();

/// Reads a whole regular file of at most maxBytes; larger ones, directories and missing files are errors.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

} // namespace escapade
