#include "app/cli/BenchNames.h"

#include <array>
#include <utility>

namespace escapade::cli {
namespace {

constexpr std::array<std::pair<const char*, Shortcuts>, 7> shortcutTable { {
    { "none", Shortcuts::none() },
    { "closed-form", { true, false, false, false, false } },
    { "cycles", { false, true, false, false, false } },
    { "discs", { false, false, true, false, false } },
    { "symmetry", { false, false, false, true, false } },
    { "bands", { false, false, false, false, true } },
    { "all", {} },
} };

} // namespace

std::string arithmeticName(Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::Strict ? "strict" : "fused";
}

std::string methodName(EscapeMethod method)
{
    return method == EscapeMethod::Compaction ? "compaction" : "block";
}

std::string shortcutsName(const std::optional<Shortcuts>& shortcuts)
{
    if (!shortcuts)
        return "view";
    for (const auto& [name, set] : shortcutTable) {
        if (set == *shortcuts)
            return name;
    }
    return "several";
}

std::optional<Shortcuts> shortcutsFromName(const std::string& name)
{
    for (const auto& [known, set] : shortcutTable) {
        if (name == known)
            return set;
    }
    return std::nullopt;
}

std::string tileName(int tileSize)
{
    return tileSize == 0 ? "usual" : std::to_string(tileSize);
}

} // namespace escapade::cli
