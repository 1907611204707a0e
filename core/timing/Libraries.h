#pragma once

#include <string>
#include <vector>

namespace escapade {

/// A library that the core uses and the version in use.
struct LibraryVersion
{
    std::string name;
    std::string version;
    bool operator==(const LibraryVersion&) const = default;
};

/// In alphabetical order. Shared libraries tell the version that runs, header-only ones the one compiled in.
std::vector<LibraryVersion> coreLibraries();

} // namespace escapade
