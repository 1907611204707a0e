#include "app/cli/WholeNumber.h"

#include "app/cli/Values.h"
#include "core/base/Decimal.h"

namespace escapade::cli {
Result<std::uint64_t> parseWhole(
    std::string_view option, std::string_view text, std::uint64_t least, std::uint64_t most)
{
    // Decimal is exact, so 2^53 + 1 does not pass for 2^53. Its sizes are compared by their leading digit
    // first, because 1e1000000 written out has a million digits.
    const auto number = Decimal::parse(text);
    if (number && number->leadingExponent() >= 0 && number->leadingExponent() < 17) {
        const double value = number->toDouble();
        const bool whole = *number == number->rounded(0);
        if (whole && value >= static_cast<double>(least) && value <= static_cast<double>(most))
            return static_cast<std::uint64_t>(value);
    }
    return Error { std::string(option) + " is \"" + shown(std::string(text))
        + "\"; it must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) };
}

std::vector<std::string> splitList(std::string_view text)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t comma = text.find(',', begin);
        parts.emplace_back(text.substr(begin, comma - begin));
        if (comma == std::string_view::npos)
            return parts;
        begin = comma + 1;
    }
}

} // namespace escapade::cli
