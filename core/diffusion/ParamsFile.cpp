#include "core/diffusion/ParamsFile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace escapade {
namespace {

constexpr std::size_t shownCharacters = 40;

constexpr std::array numberKeys {
    std::pair { std::string_view("D"), &DiffusionParams::D },
    std::pair { std::string_view("x1"), &DiffusionParams::x1 },
    std::pair { std::string_view("x2"), &DiffusionParams::x2 },
    std::pair { std::string_view("dx"), &DiffusionParams::dx },
    std::pair { std::string_view("runtime"), &DiffusionParams::runtime },
    std::pair { std::string_view("outtime"), &DiffusionParams::outtime },
};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\f\v";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The text in quotes, shortened and without bytes that would break the one line of a message.
std::string quoted(std::string_view text)
{
    std::string shown(text.substr(0, shownCharacters));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return '"' + shown + (text.size() > shownCharacters ? "..." : "") + '"';
}

Error problemInLine(int line, const std::string& message)
{
    return { "line " + std::to_string(line) + ": " + message };
}

Result<void> assign(DiffusionParams& params, std::string_view key, std::string_view value, int line)
{
    if (key == "graphics") {
        if (value == "True" || value == "False")
            return {};
        return problemInLine(line, "graphics is " + quoted(value) + "; it must be True or False");
    }
    const auto* known = std::find_if(
        numberKeys.begin(), numberKeys.end(), [&](const auto& entry) { return entry.first == key; });
    if (known == numberKeys.end()) {
        return problemInLine(
            line, "unknown name " + quoted(key) + "; known are D, x1, x2, dx, runtime, outtime and graphics");
    }
    const Result<double> number = parseNumber(value);
    if (!number)
        return problemInLine(
            line, std::string(key) + " is " + quoted(value) + "; it must be a finite number");
    params.*(known->second) = *number;
    return {};
}

Result<void> parseStatement(DiffusionParams& params, std::string_view statement, int line)
{
    const auto equals = statement.find('=');
    if (equals == std::string_view::npos)
        return problemInLine(line, quoted(statement) + " is not of the form name = value;");
    return assign(params, trimmed(statement.substr(0, equals)), trimmed(statement.substr(equals + 1)), line);
}

Result<void> parseLine(DiffusionParams& params, std::string_view text, int line)
{
    text = text.substr(0, text.find('#'));
    while (!text.empty()) {
        const auto end = text.find(';');
        const std::string_view statement = trimmed(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (statement.empty())
            continue;
        if (auto parsed = parseStatement(params, statement, line); !parsed)
            return parsed;
    }
    return {};
}

} // namespace

Result<DiffusionParams> parseParamsFile(std::string_view text, const DiffusionParams& base)
{
    if (text.size() > maxParamsFileBytes)
        return Error { "the file is larger than the 64 KiB that parameters may take" };
    DiffusionParams params = base;
    for (int line = 1; !text.empty(); ++line) {
        const auto end = text.find('\n');
        if (auto parsed = parseLine(params, text.substr(0, end), line); !parsed)
            return parsed.error();
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return params;
}

Result<double> parseNumber(std::string_view text)
{
    const Error notANumber { quoted(text) + " is not a finite number" };
    std::string_view digits = text;
    if (digits.starts_with('+')) {
        digits.remove_prefix(1);
        if (digits.starts_with('-'))
            return notANumber;
    }
    double value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
        return notANumber;
    return value;
}

} // namespace escapade
