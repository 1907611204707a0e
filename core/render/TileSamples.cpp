#include "core/render/TileSamples.h"

#include "core/base/Check.h"

namespace escapade {

std::vector<SampleRow> sampleRows(const Rect& area, const Pass& pass)
{
    ESCAPADE_CHECK(pass.skip == 0 || pass.skip == 2 * pass.divider);
    std::vector<SampleRow> rows;
    rows.reserve(static_cast<std::size_t>((area.height + pass.divider - 1) / pass.divider));
    for (int y = area.y; y < area.y + area.height; y += pass.divider) {
        SampleRow row { y, area.x, pass.divider, 0 };
        if (pass.skip != 0 && y % pass.skip == 0) {
            row.step = pass.skip; // every other sample of this row is there already
            row.x += area.x % pass.skip == 0 ? pass.divider : 0;
        }
        const int length = area.x + area.width - row.x;
        row.count = length <= 0 ? 0 : (length + row.step - 1) / row.step;
        if (row.count > 0)
            rows.push_back(row);
    }
    return rows;
}

std::vector<SampleRow> unknownSamples(const std::vector<SampleRow>& rows, const Array2D<Label>& labels)
{
    std::vector<SampleRow> unknown;
    for (const SampleRow& row : rows) {
        bool open = false; // the last piece goes on
        for (int k = 0; k < row.count; ++k) {
            const int x = row.x + k * row.step;
            const bool isUnknown = labels.at(x, row.y) == Label::NotComputed;
            if (isUnknown && open)
                ++unknown.back().count;
            else if (isUnknown)
                unknown.push_back({ row.y, x, row.step, 1 });
            open = isUnknown;
        }
    }
    return unknown;
}

int TileResult::sampleCount() const
{
    int count = 0;
    for (const SampleRow& row : rows)
        count += row.count;
    return count;
}

PixelResults TileResult::results(OrbitValueSet wanted, const ScaledDouble& spacing) const
{
    const auto samples = static_cast<std::size_t>(sampleCount());
    const auto part = [samples](const auto& all) { return std::span(all).first(samples); };
    PixelResults result { part(counts), part(fractions), part(labels) };
    for (std::size_t n = 0; n < orbitValueCount; ++n) {
        if (wanted.contains(static_cast<OrbitValue>(n)))
            result.values[n] = part(values[n]);
    }
    result.spacing = spacing;
    return result;
}

} // namespace escapade
