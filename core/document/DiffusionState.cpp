#include "core/document/DiffusionState.h"

#include "core/base/Fnv1a.h"
#include "core/diffusion/LiveField.h"
#include "core/diffusion/SampleLine.h"
#include "core/document/AtomicFile.h"
#include "core/document/Npy.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace escapade {
namespace {

constexpr std::size_t maxTextBytes = std::size_t { 16 } << 10U;
constexpr double largestDensity = 1e300;

Result<void> checkDensities(const Array2D<double>& values)
{
    const auto all = values.values();
    const auto wrong = std::find_if(
        all.begin(), all.end(), [](double value) { return !(std::abs(value) <= largestDensity); });
    if (wrong == all.end())
        return {};
    const auto place = wrong - all.begin();
    return Error { "the value at [" + std::to_string(place / values.width()) + "]["
        + std::to_string(place % values.width()) + "] is " + pythonRepr(*wrong)
        + "; densities must be finite and at most 1e+300 in size" };
}

/// A file that is to be written.
struct PendingArray
{
    std::filesystem::path path;
    std::vector<std::byte> header;
    std::span<const std::byte> elements;
};

/// The .npy that belongs to a .toml, with a word added to its name.
std::filesystem::path arrayPath(const std::filesystem::path& toml, const std::string& word)
{
    std::string name = toml.stem().string();
    name.append(word.empty() ? "" : "-").append(word).append(".npy");
    return toml.parent_path() / name;
}

template <typename T>
ArrayFile addArray(std::vector<PendingArray>& files, const std::filesystem::path& path, NpyType type,
    const Array2D<T>& array)
{
    files.push_back({ path, npyHeader(type, array.size()), std::as_bytes(array.values()) });
    return { path.filename().string(), fnv1a64Of(array.values()) };
}

Array2D<std::int32_t> numbersOf(const Array2D<CellKind>& cells)
{
    Array2D<std::int32_t> numbers(cells.size());
    const auto kinds = cells.values();
    std::transform(kinds.begin(), kinds.end(), numbers.values().begin(),
        [](CellKind kind) { return static_cast<std::int32_t>(kind); });
    return numbers;
}

/// Reads an array that a text speaks of. integers: its hash was made of 32-bit ones.
enum class Elements { Doubles, Integers };
Result<Array2D<double>> readArray(
    const std::filesystem::path& folder, const ArrayFile& file, Size size, Elements elements)
{
    constexpr std::size_t headerBytes = 4096; // more than any header has
    const std::size_t most
        = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * sizeof(double)
        + headerBytes;
    const Result<std::string> npy = readFile(folder / file.name, most);
    if (!npy)
        return npy.error();
    Result<Array2D<double>> values = decodeNpy(std::as_bytes(std::span(*npy)));
    const std::string name = std::string("\"").append(file.name).append("\": ");
    if (!values)
        return Error { name + values.error().message };
    if (values->size() != size)
        return Error { name + "its shape is (" + std::to_string(values->height()) + ", "
            + std::to_string(values->width()) + "); this field needs (" + std::to_string(size.height) + ", "
            + std::to_string(size.width) + ")" };
    if (const auto sound = checkDensities(*values); !sound)
        return Error { name + sound.error().message };
    std::uint64_t hash = fnv1a64Of(std::as_const(*values).values());
    if (elements == Elements::Integers) {
        std::vector<std::int32_t> numbers(values->values().size());
        std::transform(values->values().begin(), values->values().end(), numbers.begin(),
            [](double value) { return static_cast<std::int32_t>(std::clamp(value, 0.0, 255.0)); });
        hash = fnv1a64Of(std::span<const std::int32_t>(numbers));
    }
    if (hash != file.hash)
        return Error { name + "its densities are not the ones that were saved with this .toml" };
    return values;
}

/// Held cells hold the density that they have.
Result<std::shared_ptr<const ProblemMaps>> readMaps(const std::filesystem::path& folder,
    const DiffusionStateText& text, Size cells, const Array2D<double>& values)
{
    Result<Array2D<double>> multiples = readArray(folder, *text.diffusivity, cells, Elements::Doubles);
    if (!multiples)
        return multiples.error();
    const Result<Array2D<double>> numbers = readArray(folder, *text.obstacles, cells, Elements::Integers);
    if (!numbers)
        return numbers.error();
    auto maps = std::make_shared<ProblemMaps>();
    maps->multiples = *std::move(multiples);
    maps->cells = Array2D<CellKind>(cells);
    maps->held = Array2D<double>(cells);
    for (int i = 0; i < cells.height; ++i) {
        for (int j = 0; j < cells.width; ++j) {
            const double number = std::clamp(numbers->at(j, i), 0.0, 255.0);
            maps->cells.at(j, i) = static_cast<CellKind>(static_cast<std::uint8_t>(number));
            if (maps->cells.at(j, i) == CellKind::Held)
                maps->held.at(j, i) = std::clamp(values.at(j + 1, i + 1), -largestPainted, largestPainted);
        }
    }
    if (const std::string issue = findMapsIssue(*maps, cells); !issue.empty())
        return Error { "saved field: " + issue };
    return std::shared_ptr<const ProblemMaps>(std::move(maps));
}

/// The example that a text names, with what goes with it.
Result<void> takeExample(const DiffusionStateText& text, LiveState& state)
{
    if (text.example.empty()) {
        if (!text.reaction.empty() || text.second)
            return Error { "saved field: the four peaks do not react" };
        return {};
    }
    const DiffusionExample* const example = findBuiltinExample(text.example);
    if (example == nullptr || example->kind == DiffusionExample::Kind::Seeds)
        return Error { "saved field: example is \"" + text.example + "\", which this program does not have" };
    state.example = std::make_shared<const DiffusionExample>(*example);
    if (!text.walls)
        state.walls = example->walls;
    if (example->kind != DiffusionExample::Kind::Reaction) {
        if (!text.reaction.empty() || text.second)
            return Error { "saved field: \"" + text.example + "\" does not react" };
        return {};
    }
    const std::size_t count = reactionParameters(example->reaction.model).size();
    if (text.reaction.size() != count || !text.second)
        return Error { "saved field: \"" + text.example + "\" needs the keys second and reaction, a list of "
            + std::to_string(count) + " numbers" };
    Reaction reaction = example->reaction;
    std::copy(text.reaction.begin(), text.reaction.end(), reaction.parameters.begin());
    if (const std::string issue = findReactionIssue(reaction); !issue.empty())
        return Error { "saved field: " + issue };
    state.reaction = reaction;
    if (text.diffusivity)
        return Error { "saved field: what reacts has no painted D and no obstacles" };
    return {};
}

} // namespace

Result<void> writeDiffusionState(
    const std::filesystem::path& path, const LiveState& state, const CancelToken& cancel)
{
    if (path.extension() == ".npy")
        return Error { std::string("\"").append(path.string()).append("\" must end in .toml") };
    DiffusionStateText text;
    std::vector<PendingArray> files;
    text.values = addArray(files, arrayPath(path, {}), NpyType::Float64, *state.values);
    text.rows = state.values->height() - 2;
    text.D = state.D;
    text.simtime = state.simtime;
    text.step = state.step;
    text.painted = state.painted;
    text.jumped = state.jumped;
    text.method = state.method;
    text.ratio = state.ratio;
    if (state.example)
        text.example = state.example->id;
    if (state.example || state.maps)
        text.walls = state.walls;
    if (state.reaction) {
        const auto& numbers = state.reaction->parameters;
        const std::size_t count = reactionParameters(state.reaction->model).size();
        text.reaction.assign(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(count));
    }
    if (state.second)
        text.second = addArray(files, arrayPath(path, "second"), NpyType::Float64, *state.second);
    Array2D<std::int32_t> obstacles;
    if (state.maps) {
        obstacles = numbersOf(state.maps->cells);
        text.diffusivity
            = addArray(files, arrayPath(path, "diffusivity"), NpyType::Float64, state.maps->multiples);
        text.obstacles
            = addArray(files, arrayPath(path, "obstacles"), NpyType::Int32, std::as_const(obstacles));
    }
    if (auto writable = checkWritable(path); !writable)
        return writable;
    for (const PendingArray& file : files) {
        if (auto writable = checkWritable(file.path); !writable)
            return writable;
    }
    for (const PendingArray& file : files) {
        if (auto written = writeFileAtomically(file.path, { file.header, file.elements }, cancel); !written)
            return written;
    }
    const std::string toml = toToml(text);
    return writeFileAtomically(path, std::as_bytes(std::span(toml)), cancel);
}

Result<LiveState> readDiffusionState(const std::filesystem::path& path)
{
    const Result<std::string> bytes = readFile(path, maxTextBytes);
    if (!bytes)
        return bytes.error();
    const Result<DiffusionStateText> text = parseDiffusionState(*bytes);
    if (!text)
        return text.error();
    LiveState state;
    state.D = text->D;
    state.simtime = text->simtime;
    state.step = text->step;
    state.painted = text->painted;
    state.jumped = text->jumped;
    state.method = text->method;
    state.ratio = text->ratio;
    if (text->walls)
        state.walls = *text->walls;
    if (auto taken = takeExample(*text, state); !taken)
        return taken.error();
    const Size cells { state.example ? columnsOf(*state.example, text->rows) : text->rows, text->rows };
    const Size points { cells.width + 2, cells.height + 2 };
    Result<Array2D<double>> values = readArray(path.parent_path(), text->values, points, Elements::Doubles);
    if (!values)
        return values.error();
    if (text->second) {
        Result<Array2D<double>> second
            = readArray(path.parent_path(), *text->second, points, Elements::Doubles);
        if (!second)
            return second.error();
        state.second = std::make_shared<const Array2D<double>>(*std::move(second));
    }
    if (text->diffusivity) {
        auto maps = readMaps(path.parent_path(), *text, cells, *values);
        if (!maps)
            return maps.error();
        state.maps = *std::move(maps);
    }
    state.values = std::make_shared<const Array2D<double>>(*std::move(values));
    return state;
}

Result<LiveState> stateFromArray(Array2D<double> values)
{
    const int rows = values.height() - 2;
    if (values.width() != values.height() || rows < minLiveRows || rows > maxLiveRows)
        return Error { "the array has shape (" + std::to_string(values.height()) + ", "
            + std::to_string(values.width()) + "); it must be square with " + std::to_string(minLiveRows + 2)
            + " to " + std::to_string(maxLiveRows + 2) + " rows, the boundary included" };
    if (const auto sound = checkDensities(values); !sound)
        return sound.error();
    LiveState state;
    state.values = std::make_shared<const Array2D<double>>(std::move(values));
    state.painted = true; // who knows how smooth it is
    return state;
}

Result<LiveState> stateFromPicture(const Array2D<double>& lightness, int rows)
{
    if (lightness.width() < 1 || lightness.height() < 1)
        return Error { "the picture is empty" };
    const double longer = std::max(lightness.width(), lightness.height());
    const auto side = [&](int length) {
        return std::clamp(static_cast<int>(std::lround(rows * length / longer)), 1, rows);
    };
    const Array2D<double> small = resampled(lightness, { side(lightness.width()), side(lightness.height()) });
    Array2D<double> values({ rows + 2, rows + 2 });
    const int left = 1 + (rows - small.width()) / 2;
    const int top = 1 + (rows - small.height()) / 2;
    for (int i = 0; i < small.height(); ++i)
        std::copy_n(small.row(i), small.width(), values.row(top + i) + left);
    return stateFromArray(std::move(values));
}

} // namespace escapade
