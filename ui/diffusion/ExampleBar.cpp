#include "ui/diffusion/ExampleBar.h"

#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace escapade {
namespace {

/// Titles and notes of examples may be translated by their own text.
QString translated(const std::string& text)
{
    return QCoreApplication::translate("DiffusionExample", text.c_str());
}

} // namespace

ExampleBar::ExampleBar(QAction* details, QWidget* parent)
    : QWidget(parent)
    , m_box(new QComboBox(this))
    , m_details(new QToolButton(this))
{
    m_box->setObjectName(QStringLiteral("diffusionExample"));
    m_box->setAccessibleName(tr("Example"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    int index = 0;
    for (const DiffusionExample& example : builtinExamples()) {
        m_box->addItem(translated(example.title), QString::fromStdString(example.id));
        m_box->setItemData(index, translated(example.note), Qt::ToolTipRole);
        ++index;
    }
    m_box->setMaxVisibleItems(index);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_box, 1);
    m_details->setDefaultAction(details);
    m_details->setObjectName(QStringLiteral("problemDetailsButton"));
    m_details->setFocusPolicy(Qt::StrongFocus);
    m_details->setAccessibleName(details->iconText());
    layout->addWidget(m_details);
    connect(m_box, &QComboBox::currentIndexChanged, this, [this] {
        showNote();
        emit chosen();
    });
    showNote();
}

std::shared_ptr<const DiffusionExample> ExampleBar::example() const
{
    const auto index = static_cast<std::size_t>(std::max(0, m_box->currentIndex()));
    return std::make_shared<const DiffusionExample>(builtinExamples().at(index));
}

bool ExampleBar::choose(const QString& id)
{
    const int index = m_box->findData(id);
    if (index < 0)
        return false;
    const QSignalBlocker blocker(m_box);
    m_box->setCurrentIndex(index);
    showNote();
    return true;
}

QList<QWidget*> ExampleBar::focusOrder() const
{
    return { m_box, m_details };
}

QSize ExampleBar::minimumSizeHint() const
{
    const QSize details = m_details->sizeHint();
    const QSize box = m_box->minimumSizeHint();
    return { box.width() + layout()->spacing() + details.width(), std::max(box.height(), details.height()) };
}

QString ExampleBar::title() const
{
    return m_box->currentText();
}

QString ExampleBar::note() const
{
    return m_box->currentData(Qt::ToolTipRole).toString();
}

void ExampleBar::showNote()
{
    m_box->setToolTip(note());
    m_box->setStatusTip(note());
    m_box->setAccessibleDescription(note());
}

} // namespace escapade
