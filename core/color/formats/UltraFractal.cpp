#include "core/color/formats/Formats.h"
#include "core/color/formats/TextLines.h"

#include <algorithm>

namespace escapade::formats {
namespace {

/// Positions are given in steps of this share of the gradient, which repeats.
constexpr long steps = 400;
constexpr long mostColor = 0xffffff;

Rgb fromBgr(long value)
{
    return { static_cast<std::uint8_t>(value & 0xff), static_cast<std::uint8_t>((value >> 8) & 0xff),
        static_cast<std::uint8_t>((value >> 16) & 0xff) };
}

/// Takes "key=value" off a line, the value perhaps in quotes.
std::pair<std::string_view, std::string_view> takeEntry(std::string_view& line)
{
    line = trimmed(line);
    const std::size_t equals = line.find('=');
    const std::size_t blank = line.find_first_of(" \t");
    if (equals == std::string_view::npos || blank < equals)
        return { takeWord(line), {} };
    const std::string_view key = line.substr(0, equals);
    line.remove_prefix(equals + 1);
    if (!line.starts_with('"'))
        return { key, takeWord(line) };
    const std::size_t end = std::min(line.find('"', 1), line.size());
    const std::string_view value = line.substr(1, end - 1);
    line.remove_prefix(std::min(end + 1, line.size()));
    return { key, value };
}

/// The first gradient's section while it is being read.
class Section
{
public:
    explicit Section(const TextLines& lines)
        : m_lines(lines)
    { }

    Result<void> take(std::string_view key, std::string_view value)
    {
        if (key == "title")
            m_gradient.name = value;
        else if (key == "index")
            return takeIndex(value);
        else if (key == "color")
            return takeColor(value);
        return {};
    }

    Result<Gradient> finished()
    {
        if (m_gradient.stops.size() < 2)
            return Error { "its first gradient has " + std::to_string(m_gradient.stops.size())
                + " colours; there must be 2 or more" };
        return std::move(m_gradient);
    }

private:
    Result<void> takeIndex(std::string_view value)
    {
        constexpr long farthest = 1'000'000;
        m_index = wholeNumber(value);
        if (!m_index || *m_index < -farthest || *m_index > farthest)
            return m_lines.wrong(value, "must be the whole number of a position, usually 0 to 399");
        return {};
    }

    Result<void> takeColor(std::string_view value)
    {
        const std::optional<long> color = wholeNumber(value);
        if (!color || *color < 0 || *color > mostColor)
            return m_lines.wrong(value, "must be a colour from 0 to " + std::to_string(mostColor));
        if (!m_index)
            return m_lines.wrong(value, "is a colour without an index before it");
        if (m_gradient.stops.size() == maxColors)
            return m_lines.wrong(value, "is one colour too many; there may be " + std::to_string(maxColors));
        const long wrapped = (*m_index % steps + steps) % steps;
        m_gradient.stops.push_back(
            { static_cast<double>(wrapped) / static_cast<double>(steps), fromBgr(*color) });
        m_index.reset();
        return {};
    }

    const TextLines& m_lines;
    Gradient m_gradient;
    std::optional<long> m_index;
};

} // namespace

bool looksLikeUltraFractal(std::string_view text)
{
    constexpr std::size_t near = 4096;
    const std::string_view head = text.substr(0, near);
    return head.find('{') != std::string_view::npos && head.find("gradient:") != std::string_view::npos;
}

/// name { gradient: title="..." index=0 color=blue * 65536 + green * 256 + red ... opacity: ... }. Source:
/// the Ultra Fractal manual, "Gradient files", and files published with it.
Result<Gradient> readUltraFractal(std::string_view text)
{
    TextLines lines(text);
    Section section(lines);
    bool inside = false;
    while (auto line = lines.next()) {
        if (line->starts_with(';'))
            continue;
        while (!trimmed(*line).empty()) {
            const auto [key, value] = takeEntry(*line);
            if (key == "gradient:")
                inside = true;
            else if (inside && (key.starts_with('}') || (key.ends_with(':') && value.empty())))
                return section.finished();
            else if (inside) {
                if (const Result<void> taken = section.take(key, value); !taken)
                    return taken.error();
            }
        }
    }
    if (!inside)
        return Error { "there is no section \"gradient:\"" };
    return Error { "the section \"gradient:\" does not end with }" };
}

} // namespace escapade::formats
