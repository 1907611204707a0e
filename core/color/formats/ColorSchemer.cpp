#include "core/color/formats/Formats.h"

#include <algorithm>

namespace escapade::formats {
namespace {

/// Walks over bytes without ever leaving them.
class Bytes
{
public:
    explicit Bytes(std::string_view bytes)
        : m_bytes(bytes)
    { }

    std::size_t position() const { return m_position; }
    bool has(std::size_t count) const { return m_bytes.size() - m_position >= count; }
    void skip(std::size_t count) { m_position += std::min(count, m_bytes.size() - m_position); }

    /// count is 1 to 4, the lowest byte first; what is missing counts as 0.
    std::uint32_t number(std::size_t count)
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count && has(1); ++i)
            value |= std::uint32_t { static_cast<std::uint8_t>(m_bytes[m_position++]) } << (8U * i);
        return value;
    }

private:
    std::string_view m_bytes;
    std::size_t m_position = 0;
};

constexpr std::string_view magic("\x03\x00", 2);

} // namespace

bool looksLikeColorSchemer(std::string_view bytes)
{
    return bytes.starts_with(magic);
}

/// Two bytes of version, two of the number of colours, four unknown; then for each colour red, green, blue
/// and a byte, the length of a name in four bytes, the name, three bytes, the length of something more in
/// one byte, that, and a byte. Not published by its maker; as Gnofract 4D and AnyPalette.js read it.
Result<Gradient> readColorSchemer(std::string_view bytes)
{
    Bytes data(bytes);
    data.skip(magic.size());
    const std::size_t count = data.number(2);
    if (count < 2 || count > maxColors)
        return Error { "byte 3: there are " + std::to_string(count) + " colours; there must be 2 to "
            + std::to_string(maxColors) };
    data.skip(4);
    std::vector<Rgb> colors;
    while (colors.size() < count) {
        constexpr std::size_t colorBytes = 8;
        if (!data.has(colorBytes))
            return Error { "byte " + std::to_string(data.position() + 1) + ": the file ends before colour "
                + std::to_string(colors.size() + 1) + " of " + std::to_string(count) };
        const auto red = static_cast<std::uint8_t>(data.number(1));
        const auto green = static_cast<std::uint8_t>(data.number(1));
        const auto blue = static_cast<std::uint8_t>(data.number(1));
        colors.push_back({ red, green, blue });
        data.skip(1);
        data.skip(data.number(4));
        data.skip(3);
        data.skip(data.number(1) + std::size_t { 1 });
    }
    Gradient gradient;
    gradient.stops = evenly(colors);
    return gradient;
}

} // namespace escapade::formats
