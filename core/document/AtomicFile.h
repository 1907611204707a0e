#pragma once

#include "core/base/Result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace escapade {

/// Writes a whole file or none: into a temporary file beside it, flushed to disk, then renamed over the target. On failure the
/// target is untouched, the temporary file is gone, and the message names the path and the system's reason.
Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);

/// Whether a file could be written there, to be asked before long work: the folder exists and is writable, the target is not a
/// directory.
Result<void> checkWritable(const std::filesystem::path& path);

/// Reads a whole regular file of at most maxBytes; larger ones, directories and missing files are errors.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

} // namespace escapade
