#include "core/base/TomlReading.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace escapade {
namespace {

bool isAscii(char letter)
{
    return static_cast<unsigned char>(letter) < 0x80;
}

struct CodePoint
{
    std::uint32_t value = 0;
    std::size_t bytes = 0;
};

/// The code point beyond ASCII that begins a text, by table 3-7 of the Unicode standard; empty: the bytes
/// are none.
std::optional<CodePoint> firstCodePoint(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    CodePoint point;
    std::uint32_t least = 0;
    if (lead >= 0xc2 && lead <= 0xdf)
        point = { lead & 0x1fU, 2 }, least = 0x80;
    else if (lead >= 0xe0 && lead <= 0xef)
        point = { lead & 0x0fU, 3 }, least = 0x800;
    else if (lead >= 0xf0 && lead <= 0xf4)
        point = { lead & 0x07U, 4 }, least = 0x10000;
    if (point.bytes == 0 || text.size() < point.bytes)
        return {};
    for (const char next : text.substr(1, point.bytes - 1)) {
        const auto code = static_cast<unsigned char>(next);
        if ((code & 0xc0U) != 0x80U)
            return {};
        point.value = point.value << 6U | (code & 0x3fU);
    }
    const bool isSurrogate = point.value >= 0xd800 && point.value <= 0xdfff;
    if (point.value < least || point.value > 0x10ffff || isSurrogate)
        return {};
    return point;
}

/// \UXXXXXXXX, as basic strings of TOML write a code point.
std::string escaped(std::uint32_t codePoint)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "\\U";
    for (unsigned shift = 32; shift > 0; shift -= 4)
        text += digits[codePoint >> (shift - 4) & 15U];
    return text;
}

/// Writes a TOML text anew in ASCII: letters beyond it are escaped in strings, and question marks in
/// comments. toml++ 3.3 takes some of them for impossible where it looks for white space, and what such a
/// text does then is undefined. As the parser never sees one, this holds for texts that are no TOML, too.
class AsciiWriter
{
public:
    explicit AsciiWriter(std::string_view text)
        : m_text(text)
    { }

    /// The text, or the line where a letter stands that it cannot keep.
    Result<std::string> write()
    {
        while (m_at < m_text.size()) {
            const bool done = isAscii(m_text[m_at]) ? takeAscii() : takeOther();
            if (!done)
                return Error { "line " + std::to_string(m_line) + ": " + m_problem };
        }
        return std::move(m_written);
    }

private:
    bool isInString() const { return !m_quote.empty(); }
    bool isBasicString() const { return isInString() && m_quote.front() == '"'; }

    void copy(std::size_t bytes)
    {
        m_written += m_text.substr(m_at, bytes);
        m_at += bytes;
    }

    bool fail(const char* problem)
    {
        m_problem = problem;
        return false;
    }

    bool takeAscii()
    {
        const char letter = m_text[m_at];
        if (letter == '\n') {
            ++m_line;
            m_inComment = false;
            if (m_quote.size() == 1)
                m_quote = {}; // not closed: the parser will say so
            copy(1);
        } else if (m_inComment) {
            copy(1);
        } else if (letter == '\\' && isBasicString()) {
            return takeBackslash();
        } else if (letter == '"' || letter == '\'') {
            takeQuote(letter);
        } else {
            m_inComment = letter == '#' && !isInString();
            copy(1);
        }
        return true;
    }

    bool takeBackslash()
    {
        copy(1);
        if (m_at < m_text.size() && !isAscii(m_text[m_at]))
            return fail("a backslash stands before a letter that it does not belong to");
        if (m_at < m_text.size() && m_text[m_at] != '\n')
            copy(1);
        return true;
    }

    void takeQuote(char letter)
    {
        const std::string_view rest = m_text.substr(m_at);
        const std::string_view three = letter == '"' ? "\"\"\"" : "'''";
        if (!isInString()) {
            m_quote = rest.starts_with(three) ? three : three.substr(0, 1);
            copy(m_quote.size());
        } else if (rest.starts_with(m_quote)) {
            // Up to two quotes before the three that end a string are part of it.
            const std::size_t quotes = std::min(rest.find_first_not_of(letter), rest.size());
            copy(m_quote.size() == 1 ? 1 : std::min<std::size_t>(quotes, 5));
            m_quote = {};
        } else {
            copy(1);
        }
    }

    bool takeOther()
    {
        const std::optional<CodePoint> point = firstCodePoint(m_text.substr(m_at));
        if (!point)
            return fail("the text is not UTF-8");
        if (!m_inComment && !isBasicString())
            return fail("letters beyond ASCII belong in double quotes or comments");
        m_written += m_inComment ? "?" : escaped(point->value);
        m_at += point->bytes;
        return true;
    }

    const std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    std::string_view m_quote; // that the string began with, one or three; empty outside of strings
    bool m_inComment = false;
    std::string m_written;
    const char* m_problem = "";
};

} // namespace

Result<toml::table> readToml(std::string_view thing, std::string_view text, std::size_t maxBytes)
{
    const auto wrong = [thing](const std::string& reason) { return Error { std::string(thing) + reason }; };
    if (text.size() > maxBytes)
        return wrong(": the text is longer than " + std::to_string(maxBytes) + " bytes");
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const Result<std::string> ascii = AsciiWriter(text).write();
    if (!ascii)
        return wrong(", " + ascii.error().message);
    try {
        return toml::parse(*ascii);
    } catch (const toml::parse_error& problem) {
        return wrong(", line " + std::to_string(problem.source().begin.line) + ": "
            + std::string(problem.description()));
    }
}

} // namespace escapade
