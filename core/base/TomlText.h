#pragma once

#include <string>
#include <string_view>

namespace escapade {

/// UTF-8 text as a basic string of TOML, quotes included. Only what must be escaped is.
inline std::string quotedToml(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20 || code == 0x7f) {
            result.append("\\u00").append(1, digits[code >> 4U]).append(1, digits[code & 15U]);
            continue;
        }
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

/// The same as a basic string of several lines, for text that has line breaks.
inline std::string quotedTomlLines(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\"\"\"\n"; // the line break after the quotes is not part of the string
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if ((code < 0x20 && c != '\n') || code == 0x7f) {
            result.append("\\u00").append(1, digits[code >> 4U]).append(1, digits[code & 15U]);
            continue;
        }
        // Single quotes need no escape, three in a row would end the string.
        if (c == '\\' || (c == '"' && result.back() == '"'))
            result += '\\';
        result += c;
    }
    if (result.back() == '"')
        result.insert(result.size() - 1, 1, '\\');
    return result + "\"\"\"";
}

} // namespace escapade
