#pragma once

#include <string_view>

namespace escapade {

/// The line, from 1, of the first byte beyond ASCII where TOML allows none: outside of strings and comments,
/// or behind a backslash; 0 where there is none. toml++ 3.3 takes some of these for impossible when it looks
/// for white space, so texts of unknown origin are to be refused before it sees them. Any bytes.
inline int lineOfStrayLetter(std::string_view text)
{
    const auto isBeyondAscii = [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; };
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    int line = 1;
    char quote = 0; // that the string began with; 0: outside of strings
    bool inComment = false;
    for (std::size_t n = 0; n < text.size(); ++n) {
        const char letter = text[n];
        if (letter == '\n') {
            inComment = false;
            ++line;
            continue;
        }
        if (inComment)
            continue;
        if (quote == 0) {
            if (isBeyondAscii(letter))
                return line;
            inComment = letter == '#';
            quote = letter == '"' || letter == '\'' ? letter : 0;
        } else if (letter == '\\' && quote == '"') {
            ++n;
            if (n < text.size() && isBeyondAscii(text[n]))
                return line;
        } else if (letter == quote) {
            quote = 0;
        }
    }
    return 0;
}

} // namespace escapade
