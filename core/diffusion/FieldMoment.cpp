#include "core/diffusion/FieldMoment.h"

#include "core/diffusion/problem/ProblemMaps.h"

#include <utility>

namespace escapade {

std::size_t FieldMoment::bytes() const
{
    const auto bytesOf = [](const Array2D<double>& array) { return array.values().size_bytes(); };
    // Several moments may share a beginning, and maps; counting them for each errs on the safe side.
    const std::size_t inMaps
        = maps ? bytesOf(maps->multiples) + bytesOf(maps->held) + maps->cells.values().size_bytes() : 0;
    return sizeof(*this) + bytesOf(values) + bytesOf(second) + inMaps + (begin ? bytesOf(begin->values) : 0);
}

void MomentHistory::keep(FieldMoment moment)
{
    m_future.clear();
    m_past.push_back(std::move(moment));
    forgetOldest();
}

std::optional<FieldMoment> MomentHistory::undo(FieldMoment present)
{
    if (m_past.empty())
        return std::nullopt;
    FieldMoment moment = std::move(m_past.back());
    m_past.pop_back();
    m_future.push_back(std::move(present));
    forgetOldest();
    return moment;
}

std::optional<FieldMoment> MomentHistory::redo(FieldMoment present)
{
    if (m_future.empty())
        return std::nullopt;
    FieldMoment moment = std::move(m_future.back());
    m_future.pop_back();
    m_past.push_back(std::move(present));
    forgetOldest();
    return moment;
}

void MomentHistory::clear()
{
    m_past.clear();
    m_future.clear();
}

std::size_t MomentHistory::bytes() const
{
    std::size_t sum = 0;
    for (const auto* const moments : { &m_past, &m_future }) {
        for (const FieldMoment& moment : *moments)
            sum += moment.bytes();
    }
    return sum;
}

/// The oldest of the past goes first, then the furthest of the future.
void MomentHistory::forgetOldest()
{
    while (bytes() > m_mostBytes && m_past.size() + m_future.size() > 1) {
        if (m_past.size() > 1 || m_future.empty())
            m_past.pop_front();
        else
            m_future.pop_front();
    }
}

} // namespace escapade
