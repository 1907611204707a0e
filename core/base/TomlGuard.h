#pragma once

#include <string_view>

namespace escapade {

/// The line, from 1, of the first byte beyond ASCII where TOML allows none: outside of strings and comments,
/// or behind a backslash; 0 where there is none. toml++ 3.3 takes some of these for impossible when it looks
/// for white space, so texts of unknown origin are to be refused before it sees them. (Mutated places still
/// find one that this misses.) Any bytes.
inline int lineOfStrayLetter(std::string_view text)
{
    const auto isBeyondAscii = [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; };
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    int line = 1;
    std::string_view quote; // that the string began with, one or three; empty outside of strings
    bool inComment = false;
    for (std::size_t n = 0; n < text.size(); ++n) {
        const char letter = text[n];
        if (letter == '\n') {
            inComment = false;
            ++line;
            if (quote.size() == 1)
                quote = {}; // not closed: the parser will say so
        } else if (inComment) {
            continue;
        } else if (quote.empty()) {
            if (isBeyondAscii(letter))
                return line;
            inComment = letter == '#';
            if (letter == '"' || letter == '\'') {
                const std::string_view three = letter == '"' ? "\"\"\"" : "'''";
                quote = text.substr(n).starts_with(three) ? three : three.substr(0, 1);
                n += quote.size() - 1;
            }
        } else if (letter == '\\' && quote.front() == '"') {
            ++n;
            // A backslash at the end of a line swallows all white space behind it.
            std::size_t next = n;
            while (
                next < text.size() && std::string_view(" \t\r\n").find(text[next]) != std::string_view::npos)
                ++next;
            if (next < text.size() && isBeyondAscii(text[next]))
                return line;
            line += n < text.size() && text[n] == '\n' ? 1 : 0;
        } else if (text.substr(n).starts_with(quote)) {
            n += quote.size() - 1;
            quote = {};
        }
    }
    return 0;
}

} // namespace escapade
