#pragma once

#include <QVariantMap>

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace escapade {

// Widgets whose choice survives a restart: kept under their object name. What is missing or not possible
// leaves a widget as it is; numbers beyond its range become the nearest within.

void keep(const QComboBox& box, QVariantMap& state);
void keep(const QSpinBox& box, QVariantMap& state);
void keep(const QDoubleSpinBox& box, QVariantMap& state);
void restore(const QVariantMap& state, QComboBox& box);
void restore(const QVariantMap& state, QSpinBox& box);
void restore(const QVariantMap& state, QDoubleSpinBox& box);

} // namespace escapade
