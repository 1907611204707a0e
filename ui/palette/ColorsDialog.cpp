#include "ui/palette/ColorsDialog.h"

#include "ui/palette/ColoringControls.h"
#include "ui/palette/GradientEditor.h"
#include "ui/palette/MappingControls.h"
#include "ui/settings/PictureChoice.h"

#include <QDialogButtonBox>
#include <QGroupBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace escapade {

ColorsDialog::ColorsDialog(PictureChoice& choice, ColorCycle& cycle, QWidget* parent)
    : QDialog(parent)
    , m_choice(choice)
    , m_editor(new GradientEditor(this))
    , m_apply(new QPushButton(tr("App&ly"), this))
    , m_revert(new QPushButton(tr("Re&vert"), this))
{
    setWindowTitle(tr("Colours"));
    auto* mapping = new QGroupBox(tr("Along the palette"), this);
    auto* mappingLayout = new QVBoxLayout(mapping);
    mappingLayout->addWidget(new MappingControls(choice, cycle, mapping));
    auto* coloring = new QGroupBox(tr("What is coloured"), this);
    auto* coloringLayout = new QVBoxLayout(coloring);
    coloringLayout->addWidget(new ColoringControls(choice, coloring));
    auto* palette = new QGroupBox(tr("Palette"), this);
    auto* paletteLayout = new QVBoxLayout(palette);
    paletteLayout->addWidget(m_editor);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_apply, QDialogButtonBox::ApplyRole);
    buttons->addButton(m_revert, QDialogButtonBox::ResetRole);
    auto* save = buttons->addButton(tr("&Save palette as…"), QDialogButtonBox::ActionRole);
    m_apply->setObjectName(QStringLiteral("applyPalette"));
    m_apply->setToolTip(tr("Keep the edited palette in the list of palettes"));
    m_revert->setToolTip(tr("Back to the palette as it was"));
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setAutoDefault(false); // Enter belongs to the field or the stop that has the focus
    connect(m_apply, &QPushButton::clicked, this, &ColorsDialog::apply);
    connect(m_revert, &QPushButton::clicked, this, &ColorsDialog::startOver);
    connect(save, &QPushButton::clicked, this, [this] {
        apply();
        emit saveWanted();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_editor, &GradientEditor::changed, this, &ColorsDialog::followEdits);
    connect(&choice, &PictureChoice::paletteChanged, this, [this] {
        m_editor->start(m_choice.palette());
        followEdits();
    });

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(palette);
    layout->addWidget(coloring);
    layout->addWidget(mapping);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetMinimumSize);
    startOver();
}

void ColorsDialog::apply()
{
    if (m_editor->isChanged())
        m_choice.storePalette(m_editor->edited());
}

void ColorsDialog::done(int result)
{
    startOver();
    QDialog::done(result);
}

void ColorsDialog::startOver()
{
    m_editor->start(m_choice.palette());
    followEdits();
}

void ColorsDialog::followEdits()
{
    m_choice.previewPalette(m_editor->edited());
    m_apply->setEnabled(m_editor->isChanged());
    m_revert->setEnabled(m_editor->isChanged());
}

} // namespace escapade
