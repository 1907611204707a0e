#include "app/cli/Values.h"

#include "app/cli/WholeNumber.h"
#include "core/document/Location.h"

#include <CLI/Error.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace escapade::cli {
namespace {

constexpr int maxSide = 65535;
constexpr std::int64_t maxPixels = std::int64_t { 1 } << 28U;

[[noreturn]] void reject(const std::string& option, const std::string& text, const std::string& wanted)
{
    throw CLI::ValidationError(option + " is \"" + shown(text) + "\"; it must be " + wanted);
}

Decimal parseDecimal(const std::string& option, const std::string& text)
{
    Result<Decimal> value = Decimal::parse(text);
    if (!value)
        throw CLI::ValidationError(option + ": " + value.error().message);
    return *std::move(value);
}

void require(const Result<void>& check)
{
    if (!check)
        throw CLI::ValidationError(check.error().message);
}

/// A whole number without sign, or nothing where there is none that fits.
std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || text.starts_with('-'))
        return {};
    return value;
}

} // namespace

std::pair<Decimal, Decimal> parsePoint(const std::string& option, const std::string& text)
{
    const std::vector<std::string> parts = splitList(text);
    if (parts.size() != 2)
        reject(option, text, "two decimals, RE,IM, such as -0.75,0.1");
    std::pair<Decimal, Decimal> point { parseDecimal(option, parts[0]), parseDecimal(option, parts[1]) };
    require(checkCoordinate(option + ": the real part", point.first));
    require(checkCoordinate(option + ": the imaginary part", point.second));
    return point;
}

std::pair<Decimal, Decimal> parseExtent(const std::string& option, const std::string& text)
{
    const std::vector<std::string> parts = splitList(text);
    if (parts.size() > 2)
        reject(option, text, "one or two positive decimals, W or W,H, such as 3 or 1e-5,1e-5");
    const Decimal width = parseDecimal(option, parts.front());
    const Decimal height = parts.size() == 1 ? width : parseDecimal(option, parts.back());
    require(checkExtent(option + ": the width", width));
    require(checkExtent(option + ": the height", height));
    return { width, height };
}

Size parseSize(const std::string& option, const std::string& text)
{
    const std::size_t cross = text.find('x');
    if (cross == std::string::npos)
        reject(option, text, "WxH in pixels, such as 1280x800");
    const auto width = wholeNumber(std::string_view(text).substr(0, cross));
    const auto height = wholeNumber(std::string_view(text).substr(cross + 1));
    if (!width || !height || *width < 1 || *height < 1 || *width > maxSide || *height > maxSide)
        reject(option, text, "WxH in pixels, each from 1 to " + std::to_string(maxSide));
    if (*width * *height > maxPixels)
        reject(option, text, "at most " + std::to_string(maxPixels) + " pixels (16384x16384)");
    return { static_cast<int>(*width), static_cast<int>(*height) };
}

std::string shown(const std::string& text)
{
    constexpr std::size_t most = 60;
    std::string result = text.size() <= most ? text : text.substr(0, most) + "...";
    for (char& c : result) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = '?';
    }
    return result;
}

} // namespace escapade::cli
