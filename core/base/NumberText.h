#pragma once

#include <array>
#include <charconv>
#include <string>

namespace escapade {

/// The shortest decimal text that reads back as the same double, as TOML writes floating point numbers: with
/// a point or an exponent, which tell them from integers. value is finite.
inline std::string floatText(double value)
{
    std::array<char, 32> text {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    std::string result(text.data(), static_cast<std::size_t>(end - text.data()));
    return result.find_first_of(".e") == std::string::npos ? result + ".0" : result;
}

} // namespace escapade
