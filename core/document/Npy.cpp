#include "core/document/Npy.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace escapade {
namespace {

static_assert(std::endian::native == std::endian::little, "arrays are written as they lie in memory");

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::int64_t maxElements = std::int64_t { 1 } << 28U;

Error badNpy(const std::string& reason)
{
    return { "not a usable .npy file: " + reason };
}

template <typename T> std::vector<std::byte> encode(NpyType type, const Array2D<T>& array)
{
    std::vector<std::byte> bytes = npyHeader(type, array.size());
    const std::size_t headerBytes = bytes.size();
    const std::span<const std::byte> data = std::as_bytes(array.values());
    bytes.resize(headerBytes + data.size());
    std::copy(data.begin(), data.end(), bytes.begin() + static_cast<std::ptrdiff_t>(headerBytes));
    return bytes;
}

/// What the dictionary of a header says.
struct Header
{
    std::string_view descr;
    std::string_view order;
    std::string_view shape;
};

/// Reads the dictionary, a Python literal with exactly the keys descr, fortran_order and shape, from left to
/// right.
class HeaderReader
{
public:
    explicit HeaderReader(std::string_view text)
        : m_rest(text)
    { }

    std::optional<Header> read()
    {
        Header header;
        if (!take('{'))
            return {};
        while (!take('}')) {
            const auto key = quoted();
            if (!key || !take(':'))
                return {};
            std::string_view* const target = *key == "descr" ? &header.descr
                : *key == "fortran_order"                    ? &header.order
                : *key == "shape"                            ? &header.shape
                                                             : nullptr;
            if (target == nullptr || !target->empty())
                return {};
            const auto value = target == &header.descr ? quoted()
                : target == &header.shape              ? until(')', "(")
                                                       : word();
            if (!value || value->empty())
                return {};
            *target = *value;
            if (!take(',') && !m_rest.starts_with('}'))
                return {};
        }
        skipSpace();
        if (!m_rest.empty() || header.descr.empty() || header.order.empty() || header.shape.empty())
            return {};
        return header;
    }

private:
    void skipSpace()
    {
        const auto first = m_rest.find_first_not_of(" \t\n\r");
        m_rest.remove_prefix(first == std::string_view::npos ? m_rest.size() : first);
    }

    bool take(char expected)
    {
        skipSpace();
        if (!m_rest.starts_with(expected))
            return false;
        m_rest.remove_prefix(1);
        skipSpace();
        return true;
    }

    /// The text between a character of openers and close.
    std::optional<std::string_view> until(char close, std::string_view openers)
    {
        if (m_rest.empty() || openers.find(m_rest.front()) == std::string_view::npos)
            return {};
        const auto end = m_rest.find(close, 1);
        if (end == std::string_view::npos)
            return {};
        const std::string_view inside = m_rest.substr(1, end - 1);
        m_rest.remove_prefix(end + 1);
        skipSpace();
        return inside;
    }

    std::optional<std::string_view> quoted()
    {
        return m_rest.empty() ? std::optional<std::string_view>() : until(m_rest.front(), "'\"");
    }

    std::optional<std::string_view> word()
    {
        const std::string_view taken = m_rest.substr(0, m_rest.find_first_of(", }\n\t\r"));
        m_rest.remove_prefix(taken.size());
        skipSpace();
        return taken;
    }

    std::string_view m_rest;
};

/// Reads "3, 4" or "3, 4,".
std::optional<Size> parseShape(std::string_view text)
{
    Size size;
    for (int* const target : { &size.height, &size.width }) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), *target);
        if (problem != std::errc() || *target < 1)
            return {};
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.starts_with(','))
            text.remove_prefix(1);
        else if (target == &size.height)
            return {};
    }
    return text.find_first_not_of(' ') == std::string_view::npos ? std::optional(size) : std::nullopt;
}

template <typename T> Result<Array2D<double>> convert(std::span<const std::byte> data, Size size)
{
    const std::size_t count = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    if (data.size() != count * sizeof(T))
        return badNpy("the header promises " + std::to_string(count * sizeof(T))
            + " bytes of data, there are " + std::to_string(data.size()));
    Array2D<double> array(size);
    for (std::size_t i = 0; i < count; ++i) {
        T element {};
        std::memcpy(&element, data.data() + i * sizeof(T), sizeof(T));
        array.values()[i] = static_cast<double>(element);
    }
    return array;
}

} // namespace

std::vector<std::byte> npyHeader(NpyType type, Size size)
{
    const std::string dictionary = std::string("{'descr': '") + (type == NpyType::Int32 ? "<i4" : "<f8")
        + "', 'fortran_order': False, 'shape': (" + std::to_string(size.height) + ", "
        + std::to_string(size.width) + "), }";
    // The data begin at a multiple of 64 bytes, the dictionary ends with a line end.
    constexpr std::size_t alignment = 64;
    constexpr std::size_t prefix = magic.size() + 4;
    const std::size_t total = (prefix + dictionary.size() + 1 + alignment - 1) / alignment * alignment;
    const std::size_t length = total - prefix;

    std::string text(magic);
    for (const std::size_t byte : { std::size_t { 1 }, std::size_t { 0 }, length & 0xffU, length >> 8U })
        text += static_cast<char>(byte);
    text += dictionary;
    text.resize(total - 1, ' ');
    text += '\n';
    std::vector<std::byte> bytes(total);
    std::copy_n(std::as_bytes(std::span(text)).begin(), total, bytes.begin());
    return bytes;
}

std::vector<std::byte> encodeNpy(const Array2D<std::int32_t>& array)
{
    return encode(NpyType::Int32, array);
}

std::vector<std::byte> encodeNpy(const Array2D<double>& array)
{
    return encode(NpyType::Float64, array);
}

Result<Array2D<double>> decodeNpy(std::span<const std::byte> bytes)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (!text.starts_with(magic))
        return badNpy("it does not begin with \\x93NUMPY");
    const auto byteAt = [&](std::size_t i) { return static_cast<std::size_t>(bytes[i]); };
    constexpr std::size_t shortPrefix = 10;
    if (bytes.size() < shortPrefix)
        return badNpy("it ends in its header");
    const std::size_t version = byteAt(6);
    if (version < 1 || version > 3)
        return badNpy("its format version is " + std::to_string(version) + ", not 1, 2 or 3");
    const std::size_t prefix = version == 1 ? shortPrefix : shortPrefix + 2;
    if (bytes.size() < prefix)
        return badNpy("it ends in its header");
    std::size_t length = byteAt(8) | byteAt(9) << 8U;
    if (version > 1)
        length |= byteAt(10) << 16U | byteAt(11) << 24U;
    if (length > bytes.size() - prefix)
        return badNpy("it ends in its header");

    const auto header = HeaderReader(text.substr(prefix, length)).read();
    if (!header)
        return badNpy("its header is not a dictionary of descr, fortran_order and shape");
    if (header->order != "False")
        return badNpy("it is in Fortran order; C order is needed");
    const auto size = parseShape(header->shape);
    if (!size)
        return badNpy("its shape is (" + std::string(header->shape.substr(0, 40))
            + "); two dimensions of at least 1 are needed");
    if (std::int64_t { size->width } * size->height > maxElements)
        return badNpy("it has more than 2^28 elements");

    const std::span<const std::byte> data = bytes.subspan(prefix + length);
    if (header->descr == "<f8")
        return convert<double>(data, *size);
    if (header->descr == "<f4")
        return convert<float>(data, *size);
    if (header->descr == "<i4")
        return convert<std::int32_t>(data, *size);
    if (header->descr == "<i8")
        return convert<std::int64_t>(data, *size);
    if (header->descr == "|u1" || header->descr == "<u1")
        return convert<std::uint8_t>(data, *size);
    return badNpy("its element type is " + std::string(header->descr.substr(0, 40))
        + "; <f8, <f4, <i4, <i8 or |u1 is needed");
}

} // namespace escapade
