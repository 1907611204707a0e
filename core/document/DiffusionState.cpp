#include "core/document/DiffusionState.h"

#include "core/base/Fnv1a.h"
#include "core/base/NumberText.h"
#include "core/base/TomlReading.h"
#include "core/base/TomlText.h"
#include "core/diffusion/LiveField.h"
#include "core/diffusion/SampleLine.h"
#include "core/document/AtomicFile.h"
#include "core/document/Npy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace escapade {
namespace {

constexpr std::size_t maxTextBytes = std::size_t { 16 } << 10U;
constexpr std::size_t maxNpyBytes = std::size_t { 40 } << 20U; // the largest live field and some
constexpr double largestDensity = 1e300;
constexpr double largestTime = 1e15;
constexpr std::int64_t mostSteps = std::int64_t { 1 } << 53;
constexpr double stepsOfD = 100; // that the field for D has in a unit
constexpr int hashDigits = 16;
constexpr std::size_t longestName = 255;

constexpr std::array knownKeys { "format", "values", "values_fnv1a64", "rows", "D", "simtime", "step",
    "painted", "jumped" };

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
    explicit Reader(const toml::table& table)
        : m_table(table)
    { }

    const std::optional<Error>& error() const { return m_error; }

    template <typename T> T value(const char* key, const char* kind)
    {
        const toml::node* const node = m_table.get(key);
        const auto found = node == nullptr ? std::nullopt : node->value_exact<T>();
        if (!found)
            complain(key, node == nullptr ? "is missing" : std::string("must be ") + kind);
        return found.value_or(T {});
    }

    double number(const char* key, double low, double high)
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

    std::int64_t whole(const char* key, std::int64_t low, std::int64_t high)
    {
        const auto found = value<std::int64_t>(key, "a whole number");
        if (found < low || found > high)
            complain(key,
                "is " + std::to_string(found) + "; it must be " + std::to_string(low) + " to "
                    + std::to_string(high));
        return found;
    }

    void complain(const std::string& key, const std::string& reason)
    {
        if (!m_error)
            m_error = Error { "saved field: " + key + " " + reason };
    }

private:
    const toml::table& m_table;
    std::optional<Error> m_error;
};

bool isPlainNpyName(const std::string& name)
{
    return name.size() > 4 && name.size() <= longestName && name.ends_with(".npy")
        && name.find_first_of(std::string("/\\\0", 3)) == std::string::npos;
}

std::uint64_t readHash(Reader& reader)
{
    const auto text = reader.value<std::string>("values_fnv1a64", "text in quotes");
    std::uint64_t hash = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), hash, 16);
    if (problem != std::errc() || end != text.data() + text.size() || text.size() != hashDigits)
        reader.complain("values_fnv1a64", "must be 16 hexadecimal digits");
    return hash;
}

Result<DiffusionStateText> fromTable(const toml::table& table)
{
    Reader reader(table);
    for (const auto& [key, node] : table) {
        if (std::find(knownKeys.begin(), knownKeys.end(), key.str()) == knownKeys.end())
            reader.complain(std::string(key.str().substr(0, 40)), "is not a key of a saved field");
    }
    reader.whole("format", 1, 1);
    DiffusionStateText text;
    text.values = reader.value<std::string>("values", "a file's name in quotes");
    if (!isPlainNpyName(text.values))
        reader.complain("values", "must be the name of a .npy file in the same folder");
    text.valuesHash = readHash(reader);
    text.rows = static_cast<int>(reader.whole("rows", minLiveRows, maxLiveRows));
    text.D = reader.number("D", minLiveD, maxLiveD);
    if (std::abs(std::round(text.D * stepsOfD) / stepsOfD - text.D) > 0)
        reader.complain("D", "is " + floatText(text.D) + "; it must have no more than two decimals");
    text.simtime = reader.number("simtime", 0, largestTime);
    text.step = reader.whole("step", 0, mostSteps);
    text.painted = reader.value<bool>("painted", "true or false");
    text.jumped = reader.value<bool>("jumped", "true or false");
    if (reader.error())
        return *reader.error();
    return text;
}

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

std::filesystem::path valuesPath(std::filesystem::path path)
{
    return path.replace_extension(".npy");
}

} // namespace

std::string toToml(const DiffusionStateText& text)
{
    const auto truth = [](bool value) { return value ? "true\n" : "false\n"; };
    std::string toml
        = "# Escapade: a diffusing field. Its densities are in the .npy file beside this one.\nformat = 1\n";
    toml.append("values = ").append(quotedToml(text.values));
    toml.append("\nvalues_fnv1a64 = \"").append(hexadecimal(text.valuesHash));
    toml.append("\"\nrows = ").append(std::to_string(text.rows));
    toml.append("\nD = ").append(floatText(text.D));
    toml.append("\nsimtime = ").append(floatText(text.simtime));
    toml.append("\nstep = ").append(std::to_string(text.step));
    toml.append("\npainted = ").append(truth(text.painted));
    toml.append("jumped = ").append(truth(text.jumped));
    return toml;
}

Result<DiffusionStateText> parseDiffusionState(std::string_view text)
{
    const Result<toml::table> table = readToml("saved field", text, maxTextBytes);
    return table ? fromTable(*table) : Result<DiffusionStateText>(table.error());
}

Result<void> writeDiffusionState(
    const std::filesystem::path& path, const LiveState& state, const CancelToken& cancel)
{
    const std::filesystem::path values = valuesPath(path);
    if (values == path)
        return Error { std::string("\"").append(path.string()).append("\" must end in .toml") };
    for (const auto& file : { path, values }) {
        if (auto writable = checkWritable(file); !writable)
            return writable;
    }
    const std::vector<std::byte> header = npyHeader(NpyType::Float64, state.values->size());
    if (auto written = writeFileAtomically(values, { header, std::as_bytes(state.values->values()) }, cancel);
        !written)
        return written;
    const std::string text = toToml({ values.filename().string(), fnv1a64Of(state.values->values()),
        state.values->height() - 2, state.D, state.simtime, state.step, state.painted, state.jumped });
    return writeFileAtomically(path, std::as_bytes(std::span(text)), cancel);
}

Result<LiveState> readDiffusionState(const std::filesystem::path& path)
{
    const Result<std::string> bytes = readFile(path, maxTextBytes);
    if (!bytes)
        return bytes.error();
    const Result<DiffusionStateText> text = parseDiffusionState(*bytes);
    if (!text)
        return text.error();
    const Result<std::string> npy = readFile(path.parent_path() / text->values, maxNpyBytes);
    if (!npy)
        return npy.error();
    Result<Array2D<double>> values = decodeNpy(std::as_bytes(std::span(*npy)));
    const std::string name = std::string("\"").append(text->values).append("\": ");
    if (!values)
        return Error { name + values.error().message };
    const int points = text->rows + 2;
    if (values->width() != points || values->height() != points)
        return Error { name + "its shape is (" + std::to_string(values->height()) + ", "
            + std::to_string(values->width()) + "); rows = " + std::to_string(text->rows) + " needs ("
            + std::to_string(points) + ", " + std::to_string(points) + ")" };
    if (const auto sound = checkDensities(*values); !sound)
        return Error { name + sound.error().message };
    if (fnv1a64Of(std::as_const(*values).values()) != text->valuesHash)
        return Error { name + "its densities are not the ones that were saved with this .toml" };
    return LiveState { std::make_shared<const Array2D<double>>(*std::move(values)), text->D, text->simtime,
        text->step, text->painted, text->jumped };
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
