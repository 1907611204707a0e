#include "core/render/Reflection.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

/// The sum of two indices whose coordinates are each other's negatives bit for bit, if that holds for all
/// pairs with this sum, of which there must be one at least. The coordinates rise or fall all along.
std::optional<int> sumOfOpposites(const std::vector<double>& coordinates)
{
    const bool rises = coordinates.front() < coordinates.back();
    const auto isPast = [rises](double coordinate) { return rises ? coordinate >= 0 : coordinate <= 0; };
    const auto size = static_cast<int>(coordinates.size());
    const auto at = [&coordinates](int n) { return coordinates[static_cast<std::size_t>(n)]; };
    // The first one on the far side of zero, or zero itself.
    const auto past = std::ranges::find_if(coordinates, isPast);
    const int first = static_cast<int>(past - coordinates.begin());
    if (first == size)
        return std::nullopt;
    const int sum = at(first) == 0 ? 2 * first : 2 * first - 1;
    const int low = std::max(0, sum - size + 1);
    for (int n = low; n < sum - n; ++n) {
        if (at(n) != -at(sum - n))
            return std::nullopt;
    }
    return low < sum - low ? std::optional(sum) : std::nullopt;
}

/// Columns [first, last) of the image.
struct Columns
{
    int first = 0;
    int last = 0;
};

/// Those that are images of columns of the picture.
Columns imageColumns(const Reflection& reflection)
{
    const int width = reflection.size.width;
    if (!reflection.columnSum)
        return { 0, width };
    return { std::max(0, *reflection.columnSum - width + 1), std::min(width, *reflection.columnSum + 1) };
}

/// The samples of a row whose image lies in the picture: the first, and how many.
struct Piece
{
    int first = 0;
    int count = 0;
};

Piece reflectedPiece(const Reflection& reflection, const SampleRow& row)
{
    if (!reflection.columnSum)
        return { 0, row.count };
    // x must be in the same columns as its image.
    const Columns columns = imageColumns(reflection);
    const auto before = [&row](int column) { // samples to the left of a column
        return std::clamp((column - row.x + row.step - 1) / row.step, 0, row.count);
    };
    const int first = row.x >= columns.first ? 0 : before(columns.first);
    const int last = row.x >= columns.last ? 0 : before(columns.last);
    return { first, std::max(0, last - first) };
}

/// Calls visit(results) for the counts, the fractions and the labels of a tile.
template <typename Visit> void forEachArray(TileResult& tile, const Visit& visit)
{
    visit(tile.counts);
    visit(tile.fractions);
    visit(tile.labels);
}

/// Moves results towards the front.
void move(TileResult& tile, std::size_t from, std::size_t count, std::size_t to)
{
    if (from == to)
        return;
    forEachArray(tile, [&](auto& results) {
        if (!results.empty())
            std::copy_n(results.data() + from, count, results.data() + to);
    });
}

void reverse(TileResult& tile, std::size_t count)
{
    forEachArray(tile, [count](auto& results) {
        if (!results.empty())
            std::reverse(results.data(), results.data() + count);
    });
}

} // namespace

bool Reflection::suits(const Pass& pass) const
{
    const bool keepsParity = rowSum % 2 == 0 && columnSum.value_or(0) % 2 == 0;
    return pass.divider == 1 && (pass.skip == 0 || keepsParity);
}

Point Reflection::originalOf(Point pixel) const
{
    const Columns columns = imageColumns(*this);
    const bool isImage = isUpper(rowSum - pixel.y) && pixel.x >= columns.first && pixel.x < columns.last;
    if (!isImage)
        return pixel;
    return { columnSum ? *columnSum - pixel.x : pixel.x, rowSum - pixel.y };
}

std::optional<Reflection> reflectionOf(
    const RenderRequest& request, const std::vector<double>& columns, const std::vector<double>& rows)
{
    if (!request.shortcuts.symmetry || !request.orbitValues.isEmpty())
        return std::nullopt;
    const std::optional<int> rowSum = sumOfOpposites(rows);
    if (!rowSum)
        return std::nullopt;
    Reflection reflection { request.viewport.size, *rowSum, std::nullopt };
    if (request.formula == Formula::Julia) {
        reflection.columnSum = sumOfOpposites(columns);
        if (!reflection.columnSum)
            return std::nullopt;
    }
    return reflection;
}

std::vector<Rect> partsWithoutImages(const Reflection& reflection)
{
    const auto [width, height] = reflection.size;
    const int firstLower = reflection.rowSum / 2 + 1; // below the axis, which may be a row itself
    const int behindImages = std::min(reflection.rowSum + 1, height);
    const Columns columns = imageColumns(reflection);
    std::vector<Rect> parts { { 0, 0, width, firstLower } };
    if (columns.first > 0)
        parts.push_back({ 0, firstLower, columns.first, behindImages - firstLower });
    if (columns.last < width)
        parts.push_back({ columns.last, firstLower, width - columns.last, behindImages - firstLower });
    if (behindImages < height)
        parts.push_back({ 0, behindImages, width, height - behindImages });
    return parts;
}

bool reflect(const Reflection& reflection, TileResult& tile)
{
    ESCAPADE_CHECK(tile.divider == 1);
    const bool turned = reflection.columnSum.has_value();
    std::size_t from = 0; // where a row's results are, and where they belong
    std::size_t to = 0;
    auto kept = tile.rows.begin();
    for (const SampleRow row : tile.rows) {
        const Piece piece = reflection.isUpper(row.y) ? reflectedPiece(reflection, row) : Piece { 0, 0 };
        if (piece.count > 0) {
            move(tile, from + static_cast<std::size_t>(piece.first), static_cast<std::size_t>(piece.count),
                to);
            to += static_cast<std::size_t>(piece.count);
            const int first = row.x + piece.first * row.step;
            const int last = first + (piece.count - 1) * row.step;
            *kept++ = { reflection.rowSum - row.y, turned ? *reflection.columnSum - last : first, row.step,
                piece.count };
        }
        from += static_cast<std::size_t>(row.count);
    }
    tile.rows.erase(kept, tile.rows.end());
    if (tile.rows.empty())
        return false;
    if (turned) {
        std::ranges::reverse(tile.rows);
        reverse(tile, to);
    }
    const auto [lowest, highest] = std::minmax(tile.rows.front().y, tile.rows.back().y);
    const Columns columns = imageColumns(reflection);
    const int left = turned ? *reflection.columnSum - (tile.area.x + tile.area.width - 1) : tile.area.x;
    const int first = std::max(left, columns.first);
    const int last = std::min(left + tile.area.width, columns.last);
    tile.area = { first, lowest, last - first, highest - lowest + 1 };
    return true;
}

} // namespace escapade
