#include "core/document/Location.h"

#include "core/base/NumberText.h"
#include "core/base/TomlReading.h"
#include "core/color/Palette.h"
#include "core/document/PngFile.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace escapade {
namespace {

constexpr long largestExponent = 100;
constexpr long smallestExtentExponent = -100'000;

constexpr std::array knownKeys { "formula", "center_re", "center_im", "extent_width", "extent_height",
    "julia_re", "julia_im", "max_iterations", "arithmetic", "palette", "color_transfer", "color_density",
    "color_offset", "color_outside", "color_inside", "lamp_direction", "lamp_height", "lamp_strength",
    // How the published places say what exact arithmetic finds at their centre: of no use here.
    "centre_count",
    // An OpenedLocation's and a Place's own.
    "own_palette", "title", "note" };

std::string shortened(const std::string& text)
{
    constexpr std::size_t shown = 40;
    return text.size() <= shown ? text : text.substr(0, shown) + "...";
}

Error badKey(const std::string& key, const std::string& reason)
{
    return { "location: " + key + " " + reason };
}

/// Reads the values of a table, remembering the first thing that is wrong.
class Reader
{
public:
    explicit Reader(const toml::table& table)
        : m_table(table)
    { }

    const std::optional<Error>& error() const { return m_error; }

    bool has(const char* key) const { return m_table.contains(key); }

    std::string string(const char* key, std::string fallback)
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return fallback;
        if (const auto* const value = node->as_string())
            return value->get();
        complain(key, "must be text in quotes");
        return fallback;
    }

    Decimal decimal(const char* key, const Decimal& fallback)
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return fallback;
        const auto* const text = node->as_string();
        if (text == nullptr) {
            complain(key,
                "must be a decimal in quotes, such as \"-0.75\", because a bare number would be rounded");
            return fallback;
        }
        Result<Decimal> value = Decimal::parse(text->get());
        if (!value) {
            complain(key, "is wrong: " + value.error().message);
            return fallback;
        }
        return *std::move(value);
    }

    std::optional<std::int32_t> iterations(const char* key)
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return {};
        if (const auto* const text = node->as_string(); text != nullptr && text->get() == "automatic")
            return {};
        const auto* const value = node->as_integer();
        constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
        if (value == nullptr || value->get() < 1 || value->get() > most) {
            complain(key, "must be a whole number from 1 to " + std::to_string(most) + ", or \"automatic\"");
            return {};
        }
        return static_cast<std::int32_t>(value->get());
    }

    double number(const char* key, double fallback)
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return fallback;
        if (const std::optional<double> value = node->value<double>())
            return *value;
        complain(key, "must be a number");
        return fallback;
    }

    void check(const Result<void>& result)
    {
        if (!result && !m_error)
            m_error = Error { "location: " + result.error().message };
    }

    void complain(const std::string& key, const std::string& reason)
    {
        if (!m_error)
            m_error = badKey(key, reason);
    }

private:
    const toml::table& m_table;
    std::optional<Error> m_error;
};

void readView(Reader& reader, Location& location)
{
    const PlaneView home = homeView(location.formula);
    location.view.centreRe = reader.decimal("center_re", home.centreRe);
    location.view.centreIm = reader.decimal("center_im", home.centreIm);
    location.view.extentWidth = reader.decimal("extent_width", home.extentWidth);
    location.view.extentHeight = reader.decimal("extent_height", home.extentHeight);
    if (reader.has("extent_width") && !reader.has("extent_height"))
        location.view.extentHeight = location.view.extentWidth;
    if (reader.has("extent_height") && !reader.has("extent_width"))
        location.view.extentWidth = location.view.extentHeight;
    location.juliaRe = reader.decimal("julia_re", location.juliaRe);
    location.juliaIm = reader.decimal("julia_im", location.juliaIm);
    reader.check(checkCoordinate("center_re", location.view.centreRe));
    reader.check(checkCoordinate("center_im", location.view.centreIm));
    reader.check(checkCoordinate("julia_re", location.juliaRe));
    reader.check(checkCoordinate("julia_im", location.juliaIm));
    if (reader.has("extent_width"))
        reader.check(checkExtent("extent_width", location.view.extentWidth));
    if (reader.has("extent_height"))
        reader.check(checkExtent("extent_height", location.view.extentHeight));
}

/// One of the names of an enumeration; the fallback where the key is missing.
template <typename Choice, std::size_t count>
Choice readChoice(const char* key, std::string_view (*nameOf)(Choice),
    std::optional<Choice> (*fromName)(std::string_view), const std::array<Choice, count>& all, Reader& reader,
    Choice fallback = {})
{
    const std::string name = reader.string(key, std::string(nameOf(fallback)));
    if (const std::optional<Choice> choice = fromName(name))
        return *choice;
    std::string names;
    for (const Choice choice : all) {
        const char* const separator = names.empty() ? "" : choice == all.back() ? " or " : ", ";
        names.append(separator).append(nameOf(choice));
    }
    reader.complain(key, "is \"" + shortened(name) + "\"; it must be " + names);
    return fallback;
}

ColorMapping readMapping(Reader& reader)
{
    ColorMapping mapping;
    mapping.transfer = readChoice(
        "color_transfer", transferName, transferFromName, allTransfers, reader, ColorMapping {}.transfer);
    mapping.density = reader.number("color_density", mapping.density);
    mapping.offset = reader.number("color_offset", mapping.offset);
    mapping.outside = readChoice("color_outside", outsideName, outsideFromName, allOutsides, reader);
    mapping.inside = readChoice("color_inside", insideName, insideFromName, allInsides, reader);
    mapping.lamp.on = reader.has("lamp_strength");
    mapping.lamp.direction = reader.number("lamp_direction", mapping.lamp.direction);
    mapping.lamp.height = reader.number("lamp_height", mapping.lamp.height);
    mapping.lamp.strength = reader.number("lamp_strength", mapping.lamp.strength);
    reader.check(checkMapping(mapping));
    return mapping;
}

Result<Location> fromTable(const toml::table& table)
{
    for (const auto& [key, node] : table) {
        const std::string name(key.str());
        if (std::find(knownKeys.begin(), knownKeys.end(), name) == knownKeys.end())
            return badKey(shortened(name), "is not a key of a location");
    }
    Reader reader(table);
    Location location;
    const std::string formula = reader.string("formula", "mandelbrot");
    if (formula != "mandelbrot" && formula != "julia")
        reader.complain("formula", "is \"" + shortened(formula) + "\"; it must be mandelbrot or julia");
    location.formula = formula == "julia" ? Formula::Julia : Formula::Mandelbrot;
    readView(reader, location);
    location.maxIterations = reader.iterations("max_iterations");
    const std::string arithmetic = reader.string("arithmetic", "strict");
    if (arithmetic != "strict" && arithmetic != "fused")
        reader.complain("arithmetic", "is \"" + shortened(arithmetic) + "\"; it must be strict or fused");
    location.arithmetic = arithmetic == "fused" ? Arithmetic::Fused : Arithmetic::Strict;
    location.paletteId = reader.string("palette", {});
    if (!location.paletteId.empty() && !isPaletteId(location.paletteId))
        reader.complain("palette",
            "is \"" + shortened(location.paletteId) + "\"; a palette's id is letters, digits, - and _");
    location.colorMapping = readMapping(reader);
    if (reader.error())
        return *reader.error();
    return location;
}

void appendMapping(const ColorMapping& mapping, std::string& text)
{
    const auto addName = [&text](const char* key, std::string_view name) {
        text.append(key).append(" = \"").append(name).append("\"\n");
    };
    const auto addNumber = [&text](const char* key, double number) {
        text.append(key).append(" = ").append(floatText(number)).append("\n");
    };
    const ColorMapping usual;
    if (mapping.transfer != usual.transfer || mapping.density != usual.density
        || mapping.offset != usual.offset) {
        addName("color_transfer", transferName(mapping.transfer));
        addNumber("color_density", mapping.density);
        addNumber("color_offset", mapping.offset);
    }
    if (mapping.outside != usual.outside)
        addName("color_outside", outsideName(mapping.outside));
    if (mapping.inside != usual.inside)
        addName("color_inside", insideName(mapping.inside));
    if (mapping.lamp.on) {
        addNumber("lamp_direction", mapping.lamp.direction);
        addNumber("lamp_height", mapping.lamp.height);
        addNumber("lamp_strength", mapping.lamp.strength);
    }
}

} // namespace

Decimal seedsJuliaRe()
{
    return *Decimal::parse("-1.1193");
}

Decimal seedsJuliaIm()
{
    return *Decimal::parse("0.2718");
}

std::string toText(const Location& location)
{
    std::string text = "# A location of Escapade\n";
    const auto add = [&text](const char* key, const std::string& value) {
        text.append(key).append(" = \"").append(value).append("\"\n");
    };
    add("formula", location.formula == Formula::Julia ? "julia" : "mandelbrot");
    add("center_re", location.view.centreRe.toString());
    add("center_im", location.view.centreIm.toString());
    add("extent_width", location.view.extentWidth.toString());
    add("extent_height", location.view.extentHeight.toString());
    add("julia_re", location.juliaRe.toString());
    add("julia_im", location.juliaIm.toString());
    if (location.maxIterations)
        text.append("max_iterations = ").append(std::to_string(*location.maxIterations)).append("\n");
    else
        add("max_iterations", "automatic");
    add("arithmetic", location.arithmetic == Arithmetic::Fused ? "fused" : "strict");
    if (!location.paletteId.empty())
        add("palette", location.paletteId);
    appendMapping(location.colorMapping, text);
    return text;
}

Result<Location> parseLocation(std::string_view text)
{
    const Result<toml::table> table = readToml("location", text, maxLocationBytes);
    return table ? fromTable(*table) : table.error();
}

Result<Location> locationFromFile(std::string_view bytes)
{
    const std::span<const std::byte> raw = std::as_bytes(std::span(bytes));
    if (!isPng(raw))
        return parseLocation(bytes);
    const Result<std::map<std::string, std::string>> texts = readPngTexts(raw);
    if (!texts)
        return texts.error();
    const auto found = texts->find(locationKeyword);
    if (found == texts->end())
        return Error { "this PNG carries no location: it has no text \"" + std::string(locationKeyword)
            + "\"" };
    return parseLocation(found->second);
}

Result<void> checkCoordinate(std::string_view name, const Decimal& value)
{
    if (value.isZero() || value.leadingExponent() < largestExponent)
        return {};
    return Error { std::string(name) + " is " + shortened(value.toString()) + "; it must be less than 1e"
        + std::to_string(largestExponent) + " in size" };
}

Result<void> checkExtent(std::string_view name, const Decimal& value)
{
    const long exponent = value.leadingExponent();
    if (value.isPositive() && exponent >= smallestExtentExponent && exponent < largestExponent)
        return {};
    return Error { std::string(name) + " is " + shortened(value.toString()) + "; it must be above 0, from 1e"
        + std::to_string(smallestExtentExponent) + " to 1e" + std::to_string(largestExponent) };
}

} // namespace escapade
