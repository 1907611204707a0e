#include "core/color/formats/TextLines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace escapade::formats {
namespace {

constexpr std::string_view blanks = " \t\v\f";

template <typename Number> std::optional<Number> parsed(std::string_view text)
{
    if (text.starts_with('+') && !text.starts_with("+-"))
        text.remove_prefix(1);
    Number value {};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

std::optional<std::string_view> TextLines::next()
{
    if (m_rest.empty())
        return std::nullopt;
    ++m_number;
    const std::size_t end = std::min(m_rest.find_first_of("\r\n"), m_rest.size());
    const std::string_view line = m_rest.substr(0, end);
    const bool twoCharacters = m_rest.substr(end).starts_with("\r\n");
    m_rest.remove_prefix(std::min(end + (twoCharacters ? 2 : 1), m_rest.size()));
    return trimmed(line);
}

Error TextLines::wrong(std::string_view value, std::string_view mustBe) const
{
    return { "line " + std::to_string(m_number) + ": \"" + shown(value) + "\" " + std::string(mustBe) };
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::string shown(std::string_view value)
{
    constexpr std::size_t most = 40;
    std::string text(value.substr(0, most));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return value.size() > most ? text + "..." : text;
}

std::string_view takeWord(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(blanks));
    text.remove_prefix(word.size());
    return word;
}

std::optional<long> wholeNumber(std::string_view text)
{
    return parsed<long>(text);
}

std::optional<double> realNumber(std::string_view text)
{
    const std::optional<double> value = parsed<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<Rgb> takeColor(std::string_view& line)
{
    std::array<std::uint8_t, 3> channels {};
    for (std::uint8_t& channel : channels) {
        const std::optional<long> value = wholeNumber(takeWord(line));
        if (!value || *value < 0 || *value > std::numeric_limits<std::uint8_t>::max())
            return std::nullopt;
        channel = static_cast<std::uint8_t>(*value);
    }
    return Rgb { channels[0], channels[1], channels[2] };
}

} // namespace escapade::formats
