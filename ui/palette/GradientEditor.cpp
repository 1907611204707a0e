#include "ui/palette/GradientEditor.h"

#include "core/color/PaletteSimplify.h"
#include "ui/palette/GradientBar.h"

#include <QCheckBox>
#include <QColorDialog>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>

#include <functional>

namespace escapade {
namespace {

/// More stops than that cannot be told apart on the bar; none of the built-in palettes has as many.
constexpr std::size_t mostHandles = 48;
constexpr int longestName = 60; // characters; a palette's limit is in bytes
constexpr double positionStep = 0.01;

QColor toColor(const Rgb& color)
{
    return { color.red, color.green, color.blue };
}

Rgb fromColor(const QColor& color)
{
    return { static_cast<std::uint8_t>(color.red()), static_cast<std::uint8_t>(color.green()),
        static_cast<std::uint8_t>(color.blue()) };
}

/// Shows a colour on a button, as a patch and as text.
void showColor(QPushButton& button, const Rgb& color)
{
    QPixmap patch(button.iconSize());
    patch.fill(toColor(color));
    button.setIcon(QIcon(patch));
    button.setText(toColor(color).name());
}

} // namespace

GradientEditor::GradientEditor(QWidget* parent)
    : QWidget(parent)
    , m_original(builtinPalettes().front())
    , m_history(m_original)
    , m_start(m_original)
    , m_bar(new GradientBar(this))
    , m_simplified(new QLabel(this))
    , m_position(new QDoubleSpinBox(this))
    , m_color(new QPushButton(this))
    , m_add(new QPushButton(tr("Add s&top"), this))
    , m_remove(new QPushButton(tr("&Remove stop"), this))
    , m_name(new QLineEdit(this))
    , m_cyclic(new QCheckBox(tr("R&epeats"), this))
    , m_interior(new QPushButton(this))
    , m_undo(new QPushButton(tr("&Undo"), this))
    , m_redo(new QPushButton(tr("Red&o"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_simplified->setObjectName(QStringLiteral("simplified"));
    m_simplified->setWordWrap(true);
    m_simplified->hide();
    layout->addWidget(m_bar);
    layout->addWidget(m_simplified);
    layout->addWidget(makeStopRow());
    layout->addWidget(makePaletteRow());
    connectBar();
    connect(m_undo, &QPushButton::clicked, this, &GradientEditor::undo);
    connect(m_redo, &QPushButton::clicked, this, &GradientEditor::redo);
    const auto addKey = [this](QKeySequence::StandardKey key, void (GradientEditor::*what)()) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, what);
    };
    addKey(QKeySequence::Undo, &GradientEditor::undo);
    addKey(QKeySequence::Redo, &GradientEditor::redo);
    showEdited(0);
}

void GradientEditor::start(const Palette& palette)
{
    m_original = palette;
    m_start = palette.stops.size() > mostHandles ? simplifiedPalette(palette) : palette;
    m_history = PaletteHistory(m_start);
    showEdited(0);
}

/// As long as the stops that stand for the palette's own are as they were, these are kept.
Palette GradientEditor::edited() const
{
    Palette palette = current();
    if (palette.stops == m_start.stops && palette.cyclic == m_start.cyclic)
        palette.stops = m_original.stops;
    return palette;
}

std::size_t GradientEditor::selectedStop() const
{
    return m_bar->selected();
}

void GradientEditor::undo()
{
    if (!m_history.canUndo())
        return;
    m_history.undo();
    showEdited(m_bar->selected());
    emit changed();
}

void GradientEditor::redo()
{
    if (!m_history.canRedo())
        return;
    m_history.redo();
    showEdited(m_bar->selected());
    emit changed();
}

QWidget* GradientEditor::makeStopRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* positionLabel = new QLabel(tr("Stop &at"), row);
    positionLabel->setBuddy(m_position);
    m_position->setObjectName(QStringLiteral("stopPosition"));
    m_position->setAccessibleName(tr("Position of the selected stop"));
    m_position->setRange(0, 1);
    m_position->setDecimals(3);
    m_position->setSingleStep(positionStep);
    m_position->setKeyboardTracking(false);
    connect(m_position, &QDoubleSpinBox::valueChanged, this, [this](double position) {
        const std::size_t stop = m_bar->selected();
        change(withStopMoved(current(), stop, position), "place " + std::to_string(stop), stop);
    });
    m_color->setObjectName(QStringLiteral("stopColor"));
    m_color->setAccessibleName(tr("Colour of the selected stop"));
    m_color->setToolTip(tr("Choose the colour of the selected stop"));
    connect(m_color, &QPushButton::clicked, this, [this] { chooseStopColor(m_bar->selected()); });
    m_add->setObjectName(QStringLiteral("addStop"));
    m_add->setToolTip(tr("Add a stop between the selected one and the next"));
    connect(m_add, &QPushButton::clicked, this, [this] {
        const std::size_t stop = m_bar->selected();
        const auto& stops = current().stops;
        const double next = stop + 1 < stops.size() ? stops[stop + 1].position : 1;
        const AddedStop added = withStopAdded(current(), (stops[stop].position + next) / 2);
        change(added.palette, {}, added.stop);
    });
    m_remove->setObjectName(QStringLiteral("removeStop"));
    m_remove->setToolTip(tr("Remove the selected stop; two must stay"));
    connect(m_remove, &QPushButton::clicked, this,
        [this] { change(withStopRemoved(current(), m_bar->selected()), {}, m_bar->selected()); });
    layout->addWidget(positionLabel);
    layout->addWidget(m_position);
    layout->addWidget(m_color);
    layout->addStretch();
    layout->addWidget(m_add);
    layout->addWidget(m_remove);
    return row;
}

QWidget* GradientEditor::makePaletteRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* nameLabel = new QLabel(tr("&Name"), row);
    nameLabel->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("paletteName"));
    m_name->setMaxLength(longestName);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) {
        Palette palette = current();
        // A palette must have a name; the field may be empty while another one is typed.
        palette.name = text.trimmed().isEmpty() ? palette.id : text.trimmed().toStdString();
        change(palette, "name", m_bar->selected());
    });
    m_cyclic->setObjectName(QStringLiteral("cyclic"));
    m_cyclic->setToolTip(tr("The end joins the beginning; otherwise the colours go back and forth"));
    connect(m_cyclic, &QCheckBox::clicked, this,
        [this](bool cyclic) { change(withCyclic(current(), cyclic), {}, m_bar->selected()); });
    auto* interiorLabel = new QLabel(tr("&Inside"), row);
    interiorLabel->setBuddy(m_interior);
    m_interior->setObjectName(QStringLiteral("interiorColor"));
    m_interior->setAccessibleName(tr("Colour of the inside"));
    m_interior->setToolTip(tr("Choose the colour of points that never leave"));
    connect(m_interior, &QPushButton::clicked, this, &GradientEditor::chooseInterior);
    m_undo->setObjectName(QStringLiteral("undoEdit"));
    m_redo->setObjectName(QStringLiteral("redoEdit"));
    layout->addWidget(nameLabel);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_cyclic);
    layout->addWidget(interiorLabel);
    layout->addWidget(m_interior);
    layout->addWidget(m_undo);
    layout->addWidget(m_redo);
    return row;
}

void GradientEditor::connectBar()
{
    connect(m_bar, &GradientBar::stopSelected, this, [this](std::size_t stop) {
        m_history.endGesture();
        showEdited(stop);
    });
    connect(m_bar, &GradientBar::moveWanted, this, [this](std::size_t stop, double position) {
        change(withStopMoved(current(), stop, position), "move " + std::to_string(stop), stop);
    });
    connect(m_bar, &GradientBar::moveEnded, this, [this] { m_history.endGesture(); });
    connect(m_bar, &GradientBar::addWanted, this, [this](double position) {
        const AddedStop added = withStopAdded(current(), position);
        change(added.palette, {}, added.stop);
    });
    connect(m_bar, &GradientBar::removeWanted, this,
        [this](std::size_t stop) { change(withStopRemoved(current(), stop), {}, stop); });
    connect(m_bar, &GradientBar::colorWanted, this, &GradientEditor::chooseStopColor);
}

void GradientEditor::change(const Palette& palette, const std::string& gesture, std::size_t selected)
{
    const bool isNew = !(palette == current());
    m_history.record(palette, gesture);
    showEdited(selected);
    if (isNew)
        emit changed();
}

void GradientEditor::showEdited(std::size_t selected)
{
    const Palette& palette = current();
    m_bar->showPalette(palette, selected);
    const std::size_t stop = m_bar->selected();
    const QSignalBlocker positionBlocker(m_position);
    m_position->setValue(palette.stops[stop].position);
    m_position->setEnabled(canMoveStop(palette, stop));
    m_position->setToolTip(m_position->isEnabled() ? tr("From 0 to 1; neighbours limit it")
                                                   : tr("The ends of a palette have their places"));
    showColor(*m_color, palette.stops[stop].color);
    showColor(*m_interior, palette.interior);
    m_remove->setEnabled(canRemoveStop(palette));
    m_cyclic->setChecked(palette.cyclic);
    const QString name = QString::fromStdString(palette.name);
    if (m_name->text().trimmed() != name && !(m_name->hasFocus() && m_name->text().trimmed().isEmpty()))
        m_name->setText(name);
    m_undo->setEnabled(m_history.canUndo());
    m_redo->setEnabled(m_history.canRedo());
    showSimplification();
}

void GradientEditor::showSimplification()
{
    const bool isSimplified = m_start.stops.size() < m_original.stops.size();
    m_simplified->setVisible(isSimplified);
    if (!isSimplified)
        return;
    const auto own = static_cast<int>(m_original.stops.size());
    const auto shown = static_cast<int>(m_start.stops.size());
    const bool isUsed = edited().stops == m_original.stops;
    m_simplified->setText(isUsed
            ? tr("This palette has %1 colours. The %2 stops here look like it; they take its place when you "
                 "change one of them.")
                  .arg(own)
                  .arg(shown)
            : tr("%1 colours became %2 stops that look like them. Undo brings them back.")
                  .arg(own)
                  .arg(shown));
}

void GradientEditor::chooseStopColor(std::size_t stop)
{
    showEdited(stop);
    chooseColor(tr("Colour of the stop"), current().stops[stop].color,
        [this, stop](const Rgb& color) { change(withStopColor(current(), stop, color), "colour", stop); });
}

void GradientEditor::chooseInterior()
{
    chooseColor(tr("Colour of the inside"), current().interior, [this](const Rgb& color) {
        Palette palette = current();
        palette.interior = color;
        change(palette, "colour", m_bar->selected());
    });
}

/// Shows each colour in the picture as it is tried; a cancelled dialog puts the old one back.
void GradientEditor::chooseColor(
    const QString& title, const Rgb& color, const std::function<void(const Rgb&)>& take)
{
    m_history.endGesture();
    auto* dialog = new QColorDialog(toColor(color), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    // The system's own one does not tell what is being tried everywhere.
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    connect(dialog, &QColorDialog::currentColorChanged, this,
        [take](const QColor& tried) { take(fromColor(tried)); });
    connect(dialog, &QColorDialog::rejected, this, [take, color] { take(color); });
    connect(dialog, &QDialog::finished, this, [this] { m_history.endGesture(); });
    dialog->open();
}

} // namespace escapade
