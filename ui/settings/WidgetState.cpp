#include "ui/settings/WidgetState.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <optional>

namespace escapade {
namespace {

std::optional<double> numberIn(const QVariantMap& state, const QString& key)
{
    bool isNumber = false;
    const double number = state.value(key).toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace

void keep(const QComboBox& box, QVariantMap& state)
{
    state.insert(box.objectName(), box.currentIndex());
}

void keep(const QSpinBox& box, QVariantMap& state)
{
    state.insert(box.objectName(), box.value());
}

void keep(const QDoubleSpinBox& box, QVariantMap& state)
{
    state.insert(box.objectName(), box.value());
}

void restore(const QVariantMap& state, QComboBox& box)
{
    bool isNumber = false;
    const int index = state.value(box.objectName()).toInt(&isNumber);
    if (isNumber && index >= 0 && index < box.count())
        box.setCurrentIndex(index);
}

void restore(const QVariantMap& state, QSpinBox& box)
{
    if (const auto number = numberIn(state, box.objectName()))
        box.setValue(static_cast<int>(std::clamp<double>(*number, box.minimum(), box.maximum())));
}

void restore(const QVariantMap& state, QDoubleSpinBox& box)
{
    if (const auto number = numberIn(state, box.objectName()))
        box.setValue(*number);
}

} // namespace escapade
