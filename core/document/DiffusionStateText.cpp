#include "core/base/NumberText.h"
#include "core/base/TomlReading.h"
#include "core/base/TomlText.h"
#include "core/diffusion/LiveField.h"
#include "core/document/DiffusionState.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <utility>

namespace escapade {
namespace {

constexpr std::size_t maxTextBytes = std::size_t { 16 } << 10U;
constexpr double largestTime = 1e15;
constexpr double largestNumber = 1e6;
constexpr std::int64_t mostSteps = std::int64_t { 1 } << 53;
constexpr double stepsOfD = 100; // that the field for D has in a unit
constexpr int hashDigits = 16;
constexpr std::size_t longestName = 255;
constexpr std::size_t longestKey = 40;
constexpr std::size_t mostParameters = 3;

constexpr std::array<std::string_view, 20> knownKeys { "format", "values", "values_fnv1a64", "rows", "D",
    "simtime", "step", "painted", "jumped", "example", "walls", "reaction", "method", "r", "second",
    "second_fnv1a64", "diffusivity", "diffusivity_fnv1a64", "obstacles", "obstacles_fnv1a64" };

constexpr std::array<std::pair<LiveMethod, std::string_view>, 4> methodNames { {
    { LiveMethod::Steps, "steps" },
    { LiveMethod::Exact, "exact" },
    { LiveMethod::SuperSteps, "rkl2" },
    { LiveMethod::Alternating, "adi" },
} };

std::string hexadecimal(std::uint64_t value)
{
    std::string digits(hashDigits, '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value >>= 4U)
        *digit = "0123456789abcdef"[value & 15U];
    return digits;
}

/// Reads the values of a table, remembering the first thing that is wrong.
class Reader
{
public:
    explicit Reader(const toml::table& table, std::string name = {})
        : m_table(table)
        , m_name(std::move(name))
    { }

    bool has(std::string_view key) const { return m_table.contains(key); }
    const toml::table& table() const { return m_table; }

    void allow(std::span<const std::string_view> keys)
    {
        for (const auto& [key, node] : m_table) {
            if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
                complain(std::string(key.str().substr(0, longestKey)), "is not a key of a saved field");
        }
    }

    const std::optional<Error>& error() const { return m_error; }

    template <typename T> T value(const std::string& key, const char* kind)
    {
        const toml::node* const node = m_table.get(key);
        const auto found = node == nullptr ? std::nullopt : node->value_exact<T>();
        if (!found)
            complain(key, node == nullptr ? "is missing" : std::string("must be ") + kind);
        return found.value_or(T {});
    }

    double number(const std::string& key, double low, double high)
    {
        const toml::node* const node = m_table.get(key);
        const auto found
            = node != nullptr && node->is_number() ? node->value<double>() : std::optional<double>();
        if (!found)
            complain(key, node == nullptr ? "is missing" : "must be a number");
        const double value = found.value_or(low);
        if (!(value >= low && value <= high))
            complain(
                key, "is " + floatText(value) + "; it must be " + floatText(low) + " to " + floatText(high));
        return value;
    }

    std::int64_t whole(const std::string& key, std::int64_t low, std::int64_t high)
    {
        const auto found = value<std::int64_t>(key, "a whole number");
        if (found < low || found > high)
            complain(key,
                "is " + std::to_string(found) + "; it must be " + std::to_string(low) + " to "
                    + std::to_string(high));
        return found;
    }

    void adopt(const Error& error)
    {
        if (!m_error)
            m_error = error;
    }

    void complain(const std::string& key, const std::string& reason)
    {
        if (!m_error)
            m_error = Error { "saved field: " + m_name + key + " " + reason };
    }

private:
    const toml::table& m_table;
    std::string m_name;
    std::optional<Error> m_error;
};

bool isPlainNpyName(const std::string& name)
{
    return name.size() > 4 && name.size() <= longestName && name.ends_with(".npy")
        && name.find_first_of(std::string("/\\\0", 3)) == std::string::npos;
}

ArrayFile readFileName(Reader& reader, const std::string& key)
{
    ArrayFile file;
    file.name = reader.value<std::string>(key, "a file's name in quotes");
    if (!isPlainNpyName(file.name))
        reader.complain(key, "must be the name of a .npy file in the same folder");
    const std::string hashKey = key + "_fnv1a64";
    const auto text = reader.value<std::string>(hashKey, "text in quotes");
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), file.hash, 16);
    if (problem != std::errc() || end != text.data() + text.size() || text.size() != hashDigits)
        reader.complain(hashKey, "must be 16 hexadecimal digits");
    return file;
}

std::optional<ArrayFile> readOptionalFile(Reader& reader, const std::string& key)
{
    return reader.has(key) ? std::optional(readFileName(reader, key)) : std::nullopt;
}

Wall readWall(Reader& reader, const std::string& side)
{
    const toml::table* const table = reader.table()[side].as_table();
    if (table == nullptr) {
        reader.complain(side, "must be a table that says what happens at that wall");
        return {};
    }
    Reader wallReader(*table, "walls, " + side + ", ");
    constexpr std::array<std::string_view, 5> keys { "kind", "value", "a", "b", "g" };
    wallReader.allow(keys);
    Wall wall;
    const auto kind = wallFromName(wallReader.value<std::string>("kind", "text in quotes"));
    if (!kind)
        wallReader.complain("kind", "must be \"value\", \"insulated\", \"periodic\" or \"robin\"");
    wall.kind = kind.value_or(WallKind::Insulated);
    const auto readNumber = [&](const std::string& key, double& number) {
        if (wallReader.has(key))
            number = wallReader.number(key, -largestNumber, largestNumber);
    };
    readNumber("value", wall.value);
    readNumber("a", wall.a);
    readNumber("b", wall.b);
    readNumber("g", wall.g);
    if (wallReader.error())
        reader.adopt(*wallReader.error());
    return wall;
}

std::optional<Walls> readWalls(Reader& reader)
{
    if (!reader.has("walls"))
        return std::nullopt;
    const toml::table* const table = reader.table()["walls"].as_table();
    if (table == nullptr) {
        reader.complain("walls", "must be a table");
        return std::nullopt;
    }
    Reader sides(*table, "walls, ");
    constexpr std::array<std::string_view, 4> keys { "top", "bottom", "left", "right" };
    sides.allow(keys);
    const Walls walls { readWall(sides, "top"), readWall(sides, "bottom"), readWall(sides, "left"),
        readWall(sides, "right") };
    if (sides.error())
        reader.adopt(*sides.error());
    else if (const std::string issue = findWallIssue(walls); !issue.empty())
        reader.complain("walls", "make no sense: " + issue);
    return walls;
}

std::vector<double> readParameters(Reader& reader)
{
    std::vector<double> numbers;
    if (!reader.has("reaction"))
        return numbers;
    const toml::array* const list = reader.table()["reaction"].as_array();
    if (list == nullptr || list->empty() || list->size() > mostParameters) {
        reader.complain("reaction", "must be a list of one to three numbers");
        return numbers;
    }
    for (const toml::node& node : *list) {
        const auto number = node.is_number() ? node.value<double>() : std::nullopt;
        if (!number || !(std::abs(*number) <= largestNumber))
            reader.complain("reaction", "must be numbers of at most 1e6 in size");
        numbers.push_back(number.value_or(0));
    }
    return numbers;
}

LiveMethod readMethod(Reader& reader)
{
    if (!reader.has("method"))
        return LiveMethod::Steps;
    const auto name = reader.value<std::string>("method", "text in quotes");
    for (const auto& [method, known] : methodNames) {
        if (known == name)
            return method;
    }
    reader.complain("method", "must be \"steps\", \"exact\", \"rkl2\" or \"adi\"");
    return LiveMethod::Steps;
}

/// The problem that it runs with.
void readProblem(Reader& reader, DiffusionStateText& text)
{
    if (reader.has("example")) {
        text.example = reader.value<std::string>("example", "text in quotes");
        if (!isPaletteId(text.example))
            reader.complain("example", "must be 1 to 64 letters, digits, - and _");
    }
    text.walls = readWalls(reader);
    text.reaction = readParameters(reader);
    text.method = readMethod(reader);
    if (reader.has("r"))
        text.ratio = reader.number("r", minRatio, maxRatio);
    text.second = readOptionalFile(reader, "second");
    text.diffusivity = readOptionalFile(reader, "diffusivity");
    text.obstacles = readOptionalFile(reader, "obstacles");
    if (text.diffusivity.has_value() != text.obstacles.has_value())
        reader.complain("diffusivity", "and obstacles must both be there, or neither");
}

Result<DiffusionStateText> fromTable(const toml::table& table)
{
    Reader reader(table);
    reader.allow(knownKeys);
    reader.whole("format", 1, 1);
    DiffusionStateText text;
    text.values = readFileName(reader, "values");
    text.rows = static_cast<int>(reader.whole("rows", minLiveRows, maxLiveRows));
    text.D = reader.number("D", minLiveD, maxLiveD);
    if (std::abs(std::round(text.D * stepsOfD) / stepsOfD - text.D) > 0)
        reader.complain("D", "is " + floatText(text.D) + "; it must have no more than two decimals");
    text.simtime = reader.number("simtime", 0, largestTime);
    text.step = reader.whole("step", 0, mostSteps);
    text.painted = reader.value<bool>("painted", "true or false");
    text.jumped = reader.value<bool>("jumped", "true or false");
    readProblem(reader, text);
    if (reader.error())
        return *reader.error();
    return text;
}

void appendFile(std::string& toml, const std::string& key, const ArrayFile& file)
{
    toml.append(key).append(" = ").append(quotedToml(file.name));
    toml.append("\n").append(key).append("_fnv1a64 = \"").append(hexadecimal(file.hash)).append("\"\n");
}

void appendWall(std::string& toml, const std::string& side, const Wall& wall)
{
    toml.append(side).append(" = { kind = \"").append(wallName(wall.kind)).append("\"");
    if (wall.kind == WallKind::Value)
        toml.append(", value = ").append(floatText(wall.value));
    if (wall.kind == WallKind::Robin)
        toml.append(", a = ")
            .append(floatText(wall.a))
            .append(", b = ")
            .append(floatText(wall.b))
            .append(", g = ")
            .append(floatText(wall.g));
    toml.append(" }\n");
}

void appendProblem(std::string& toml, const DiffusionStateText& text)
{
    if (!text.example.empty())
        toml.append("example = ").append(quotedToml(text.example)).append("\n");
    for (const auto& [method, name] : methodNames) {
        if (method == text.method && method != LiveMethod::Steps)
            toml.append("method = \"").append(name).append("\"\n");
    }
    if (text.ratio > 0)
        toml.append("r = ").append(floatText(text.ratio)).append("\n");
    const char* separator = "reaction = [";
    for (const double number : text.reaction) {
        toml.append(separator).append(floatText(number));
        separator = ", ";
    }
    if (!text.reaction.empty())
        toml.append("]\n");
    if (text.second)
        appendFile(toml, "second", *text.second);
    if (text.diffusivity)
        appendFile(toml, "diffusivity", *text.diffusivity);
    if (text.obstacles)
        appendFile(toml, "obstacles", *text.obstacles);
    if (!text.walls)
        return;
    toml.append("[walls]\n");
    appendWall(toml, "top", text.walls->top);
    appendWall(toml, "bottom", text.walls->bottom);
    appendWall(toml, "left", text.walls->left);
    appendWall(toml, "right", text.walls->right);
}

} // namespace

std::string toToml(const DiffusionStateText& text)
{
    const auto truth = [](bool value) { return value ? "true\n" : "false\n"; };
    std::string toml
        = "# Escapade: a diffusing field. Its densities are in the .npy file beside this one.\nformat = 1\n";
    appendFile(toml, "values", text.values);
    toml.append("rows = ").append(std::to_string(text.rows));
    toml.append("\nD = ").append(floatText(text.D));
    toml.append("\nsimtime = ").append(floatText(text.simtime));
    toml.append("\nstep = ").append(std::to_string(text.step));
    toml.append("\npainted = ").append(truth(text.painted));
    toml.append("jumped = ").append(truth(text.jumped));
    appendProblem(toml, text);
    return toml;
}

Result<DiffusionStateText> parseDiffusionState(std::string_view text)
{
    const Result<toml::table> table = readToml("saved field", text, maxTextBytes);
    return table ? fromTable(*table) : Result<DiffusionStateText>(table.error());
}

} // namespace escapade
