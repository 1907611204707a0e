#pragma once

#include "core/base/Result.h"
#include "core/color/Rgb.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace escapade::formats {

/// The lines of a text, with their numbers; ends of lines of all systems.
class TextLines
{
public:
    explicit TextLines(std::string_view text)
        : m_rest(text)
    { }

    /// The next line without blanks around it; empty at the end of the text.
    std::optional<std::string_view> next();
    /// Of the line that next() gave, from 1.
    int number() const { return m_number; }

    /// "line 3: "12 300" must be ..."
    Error wrong(std::string_view value, std::string_view mustBe) const;

private:
    std::string_view m_rest;
    int m_number = 0;
};

std::string_view trimmed(std::string_view text);

/// A value as it is shown in a message: short, and nothing that is not printable.
std::string shown(std::string_view value);

/// Takes the next word off a text; empty where there is none.
std::string_view takeWord(std::string_view& text);

/// A whole text as a number; empty where it is none.
std::optional<long> wholeNumber(std::string_view text);
/// Finite.
std::optional<double> realNumber(std::string_view text);

/// Takes three numbers from 0 to 255 off a line; empty where there is anything else.
std::optional<Rgb> takeColor(std::string_view& line);

} // namespace escapade::formats
