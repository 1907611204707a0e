#include "core/base/NumberText.h"
#include "core/base/TomlReading.h"
#include "core/color/Palette.h"
#include "core/diffusion/problem/Example.h"
#include "core/diffusion/problem/GaussianField.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <span>

namespace escapade {
namespace {

constexpr std::size_t maxTitle = 120;
constexpr std::size_t maxNote = 1000;
constexpr double largestNumber = 1e6;

struct Range
{
    double low = -largestNumber;
    double high = largestNumber;
};

/// Carries the first thing that was wrong out of the nest of readers; never leaves this file.
struct Refusal : std::exception
{
    explicit Refusal(std::string text)
        : message(std::move(text))
    { }
    std::string message;
};

/// A table of the file and the keys that it may have. Reads values within bounds; throws Refusal.
class Reader
{
public:
    Reader(const toml::table& table, std::string name)
        : m_table(table)
        , m_name(std::move(name))
    { }

    void allow(std::span<const std::string_view> keys) const
    {
        for (const auto& [key, node] : m_table) {
            if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
                refuse(std::string(key.str().substr(0, 40)) + " is no key here");
        }
    }

    bool has(std::string_view key) const { return m_table.contains(key); }

    void read(std::string_view key, double& value, Range range = {}) const
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return;
        const auto number = node->is_number() ? node->value<double>() : std::nullopt;
        if (!number || !(*number >= range.low && *number <= range.high))
            refuse(std::string(key) + " must be a number from " + floatText(range.low) + " to "
                + floatText(range.high));
        value = *number;
    }

    void read(std::string_view key, int& value, int low, int high) const
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return;
        const auto* const number = node->as_integer();
        if (number == nullptr || number->get() < low || number->get() > high)
            refuse(std::string(key) + " must be a whole number from " + std::to_string(low) + " to "
                + std::to_string(high));
        value = static_cast<int>(number->get());
    }

    void read(std::string_view key, bool& value) const
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return;
        if (!node->is_boolean())
            refuse(std::string(key) + " must be true or false");
        value = node->as_boolean()->get();
    }

    std::string text(std::string_view key, std::size_t most) const
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return {};
        if (!node->is_string() || node->as_string()->get().size() > most)
            refuse(
                std::string(key) + " must be text in quotes of at most " + std::to_string(most) + " bytes");
        return node->as_string()->get();
    }

    const toml::array* list(std::string_view key, std::size_t most) const
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return nullptr;
        if (!node->is_array() || node->as_array()->size() > most)
            refuse(std::string(key) + " must be a list of at most " + std::to_string(most));
        return node->as_array();
    }

    std::optional<Reader> table(std::string_view key) const
    {
        const toml::node* const node = m_table.get(key);
        if (node == nullptr)
            return std::nullopt;
        if (!node->is_table())
            refuse(std::string(key) + " must be a table");
        return Reader(*node->as_table(), m_name + ", " + std::string(key));
    }

    [[noreturn]] void refuse(const std::string& what) const { throw Refusal(m_name + ": " + what); }
    const std::string& name() const { return m_name; }

private:
    const toml::table& m_table;
    std::string m_name;
};

Wall readWall(const Reader& reader)
{
    constexpr std::array<std::string_view, 5> keys { "kind", "value", "a", "b", "g" };
    reader.allow(keys);
    const auto kind = wallFromName(reader.text("kind", maxTitle));
    if (!kind)
        reader.refuse("kind must be \"value\", \"insulated\", \"periodic\" or \"robin\"");
    Wall wall { .kind = *kind };
    reader.read("value", wall.value);
    reader.read("a", wall.a);
    reader.read("b", wall.b);
    reader.read("g", wall.g);
    return wall;
}

/// One wall for all sides, or each by its name.
Walls readWalls(const Reader& reader)
{
    if (reader.has("kind"))
        return Walls::all(readWall(reader));
    constexpr std::array<std::string_view, 4> keys { "top", "bottom", "left", "right" };
    reader.allow(keys);
    Walls walls;
    const auto side = [&](std::string_view key, Wall& wall) {
        if (const auto table = reader.table(key))
            wall = readWall(*table);
    };
    side("top", walls.top);
    side("bottom", walls.bottom);
    side("left", walls.left);
    side("right", walls.right);
    return walls;
}

std::vector<std::string> readPicture(const Reader& reader)
{
    std::vector<std::string> lines;
    const toml::array* const list = reader.list("lines", maxPictureLines);
    if (list == nullptr)
        return lines;
    for (const toml::node& node : *list) {
        if (!node.is_string() || node.as_string()->get().size() > maxPictureLines)
            reader.refuse("lines must be texts of at most " + std::to_string(maxPictureLines)
                + " characters in quotes");
        lines.push_back(node.as_string()->get());
    }
    return lines;
}

ShapeLayer readLayer(const Reader& reader)
{
    constexpr std::array<std::string_view, 12> keys { "shape", "add", "value", "x", "y", "radius", "width",
        "height", "count", "index", "seed", "lines" };
    reader.allow(keys);
    ShapeLayer layer;
    if (reader.has("shape")) {
        const auto shape = shapeFromName(reader.text("shape", maxTitle));
        if (!shape)
            reader.refuse("shape is none of everywhere, disc, rectangle, gaussian, wave, checkerboard, "
                          "noise, waves, picture");
        layer.shape = *shape;
    }
    bool add = false;
    reader.read("add", add);
    layer.mode = add ? LayerMode::Add : LayerMode::Set;
    reader.read("value", layer.value);
    const Range place { -10, 10 };
    reader.read("x", layer.x, place);
    reader.read("y", layer.y, place);
    reader.read("radius", layer.radius, { 1e-6, 10 });
    reader.read("width", layer.width, { 0, 10 });
    reader.read("height", layer.height, { 0, 10 });
    reader.read("count", layer.count, 1, layer.shape == LayerShape::Waves ? mostFieldWaves : 1000);
    reader.read("index", layer.index, -8, 8);
    int seed = 1;
    reader.read("seed", seed, 0, std::numeric_limits<int>::max());
    layer.seed = static_cast<std::uint64_t>(seed);
    layer.picture = readPicture(reader);
    return layer;
}

std::vector<ShapeLayer> readLayers(const Reader& reader, std::string_view key)
{
    std::vector<ShapeLayer> layers;
    const toml::array* const list = reader.list(key, maxLayers);
    if (list == nullptr)
        return layers;
    for (const toml::node& node : *list) {
        const std::string name
            = reader.name() + ", " + std::string(key) + " " + std::to_string(layers.size() + 1);
        if (!node.is_table())
            throw Refusal(name + ": it must be a table");
        layers.push_back(readLayer(Reader(*node.as_table(), name)));
    }
    return layers;
}

Reaction readReaction(const Reader& reader, ReactionModel model)
{
    Reaction reaction = usualReaction(model);
    std::vector<std::string_view> keys { "Du", "Dv" };
    std::size_t index = 0;
    for (const ReactionParameter& parameter : reactionParameters(model)) {
        keys.push_back(parameter.name);
        reader.read(parameter.name, reaction.parameters.at(index));
        ++index;
    }
    reader.allow(keys);
    reader.read("Du", reaction.Du, { 0, largestNumber });
    reader.read("Dv", reaction.Dv, { 0, largestNumber });
    return reaction;
}

void readKind(const Reader& reader, DiffusionExample& example)
{
    const std::string kind = reader.text("kind", maxTitle);
    if (kind == "seeds") {
        example.kind = DiffusionExample::Kind::Seeds;
    } else if (kind == "diffusion") {
        example.kind = DiffusionExample::Kind::Diffusion;
    } else if (kind == "adhesion") {
        example.kind = DiffusionExample::Kind::Adhesion;
    } else if (const auto model = reactionFromName(kind)) {
        example.kind = DiffusionExample::Kind::Reaction;
        example.reaction = usualReaction(*model);
        if (const auto table = reader.table("reaction"))
            example.reaction = readReaction(*table, *model);
    } else {
        reader.refuse("kind must be \"seeds\", \"diffusion\", \"adhesion\", \"gray-scott\", "
                      "\"schnakenberg\", \"fitzhugh-nagumo\" or \"brusselator\"");
    }
}

void readLimits(const Reader& reader, ColorLimits& limits)
{
    const toml::array* const list = reader.list("limits", 2);
    if (list == nullptr)
        return;
    const auto low = list->size() == 2 ? list->get(0)->value<double>() : std::nullopt;
    const auto high = list->size() == 2 ? list->get(1)->value<double>() : std::nullopt;
    if (!low || !high || !(*low < *high) || std::abs(*low) > largestNumber || std::abs(*high) > largestNumber)
        reader.refuse("limits must be two rising numbers of at most 1e6 in size");
    limits = { *low, *high };
}

void readNumbers(const Reader& reader, DiffusionExample& example)
{
    reader.read("rows", example.rows, 8, 2048);
    reader.read("aspect", example.aspect, { 0.125, 8 });
    reader.read("box_height", example.height, { 1e-3, largestNumber });
    reader.read("D", example.D, { 0.01, 16 });
    reader.read("r", example.r, { 0.001, maxStableR });
    reader.read("steps_per_frame", example.stepsPerFrame, 1, 10000);
    reader.read("show_second", example.showsSecond);
    reader.read("runtime", example.runtime, { 1e-6, largestNumber });
    reader.read("logarithmic", example.logarithmic);
    reader.read("exact", example.exact);
    readLimits(reader, example.limits);
}

DiffusionExample fromTable(std::string_view id, const toml::table& table)
{
    constexpr std::array<std::string_view, 22> keys { "title", "note", "kind", "rows", "aspect", "box_height",
        "D", "r", "steps_per_frame", "limits", "show_second", "walls", "reaction", "density", "second",
        "diffusivity", "source", "insulate", "hold", "runtime", "logarithmic", "exact" };
    const Reader reader(table, "example");
    reader.allow(keys);
    DiffusionExample example;
    example.id = std::string(id);
    example.title = reader.text("title", maxTitle);
    example.note = reader.text("note", maxNote);
    if (example.title.empty() || example.note.empty())
        reader.refuse("it must have a title, and a note that says what to look at");
    readKind(reader, example);
    readNumbers(reader, example);
    if (const auto walls = reader.table("walls"))
        example.walls = readWalls(*walls);
    example.density = readLayers(reader, "density");
    example.second = readLayers(reader, "second");
    example.diffusivity = readLayers(reader, "diffusivity");
    example.source = readLayers(reader, "source");
    example.insulate = readLayers(reader, "insulate");
    example.hold = readLayers(reader, "hold");
    return example;
}

/// What does not go together.
std::string findIssue(const DiffusionExample& example)
{
    if (std::string issue = findWallIssue(example.walls); !issue.empty())
        return issue;
    if (example.kind != DiffusionExample::Kind::Reaction)
        return example.second.empty() ? std::string() : "only reactions have a second substance";
    if (!example.diffusivity.empty() || !example.source.empty() || !example.insulate.empty()
        || !example.hold.empty())
        return "reactions have no diffusivity, source, insulate or hold";
    for (const Wall& wall :
        { example.walls.top, example.walls.bottom, example.walls.left, example.walls.right }) {
        if (wall.kind == WallKind::Robin)
            return "the walls of reactions are value (at rest), insulated or periodic";
    }
    return findReactionIssue(example.reaction);
}

} // namespace

Result<DiffusionExample> parseExample(std::string_view id, std::string_view text)
{
    if (!isPaletteId(id))
        return Error { "example: its id must be 1 to 64 letters, digits, - and _" };
    const Result<toml::table> table = readToml("example", text, maxExampleBytes);
    if (!table)
        return table.error();
    try {
        DiffusionExample example = fromTable(id, *table);
        if (const std::string issue = findIssue(example); !issue.empty())
            return Error { "example: " + issue };
        return example;
    } catch (const Refusal& refusal) {
        return Error { refusal.message };
    }
}

} // namespace escapade
