#include "app/cli/WholeNumber.h"

#include "app/cli/Values.h"
#include "core/base/Decimal.h"

namespace escapade::cli {
Result<std::uint64_t> parseWhole(
    std::string_view option, std::string_view text, std::uint64_t least, std::uint64_t most)
{
    // The leading digit is asked for first: 1e1000000 written out for a comparison has a million digits.
    const auto number = Decimal::parse(text);
    if (number && number->leadingExponent() >= 0 && number->leadingExponent() < 17) {
        const auto decimalOf
            = [](std::uint64_t limit) { return Decimal::fromDouble(static_cast<double>(limit)); };
        const bool whole = *number == number->rounded(0);
        if (whole && decimalOf(least) <= *number && *number <= decimalOf(most))
            return static_cast<std::uint64_t>(number->toDouble());
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
