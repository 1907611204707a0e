#include "ui/places/PlacesPanel.h"

#include "ui/actions/MakeAction.h"
#include "ui/places/PlacesModel.h"
#include "ui/places/ThumbnailDelegate.h"
#include "ui/settings/PictureChoice.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QToolButton>

#include <cmath>

namespace escapade {
namespace {

constexpr QSize pictureSize(136, 85);

} // namespace

PlacesPanel::PlacesPanel(WorkerPool& pool, PlacesModel& model, PictureChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_choice(choice)
    , m_list(new QListView(this))
    , m_note(new QLabel(this))
    , m_tools(new QWidget(this))
    , m_renderer(pool)
{
    m_list->setObjectName(QStringLiteral("placesList"));
    m_list->setAccessibleName(tr("Places"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->setItemDelegate(new ThumbnailDelegate(pictureSize, m_list));
    m_list->setModel(&m_model);
    m_list->installEventFilter(this);
    m_note->setObjectName(QStringLiteral("placeNote"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_note->setMinimumHeight(2 * fontMetrics().lineSpacing() + 2);
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_tools);
    makeActions();
    connect(m_list, &QListView::activated, this,
        [this](const QModelIndex& index) { emit visitWanted(m_model.place(index.row())); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &PlacesPanel::showPresent);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PlacesPanel::drawMissing);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &PlacesPanel::drawMissing);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PlacesPanel::showPresent);
    showPresent();
}

void PlacesPanel::addTool(QAction& action)
{
    auto* button = new QToolButton(m_tools);
    button->setDefaultAction(&action);
    static_cast<QHBoxLayout*>(m_tools->layout())->insertWidget(m_tools->layout()->count() - 1, button);
}

void PlacesPanel::choose(int row)
{
    m_list->setCurrentIndex(m_model.index(row));
    m_list->scrollTo(m_model.index(row));
}

void PlacesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    drawMissing();
}

void PlacesPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_renderer.cancelAll();
    m_asked.clear();
}

/// Lists keep plain keys from the menus, so this one is not an action's.
bool PlacesPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete && m_remove->isEnabled()) {
        m_remove->trigger();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PlacesPanel::makeActions()
{
    m_visit = makeAction(this, { tr("&Go there"), tr("Show the chosen place (Enter, or double click)"), {} });
    m_rename = makeAction(this, { tr("Rena&me"), tr("Give your own place another name (F2)"), {} });
    m_remove = makeAction(this, { tr("&Delete"), tr("Delete your own place (Del)"), {} });
    connect(m_visit, &QAction::triggered, this, [this] { emit visitWanted(m_model.place(presentRow())); });
    connect(m_rename, &QAction::triggered, this, [this] { m_list->edit(m_list->currentIndex()); });
    connect(m_remove, &QAction::triggered, this, [this] { emit removeWanted(presentRow()); });
    for (QAction* action : { m_visit, m_rename, m_remove })
        addTool(*action);
}

void PlacesPanel::drawMissing()
{
    if (!isVisible())
        return;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QString key = m_model.key(row);
        if (!m_model.thumbnail(row).isNull() || m_asked.contains(key))
            continue;
        m_asked.insert(key);
        const double ratio = devicePixelRatioF();
        m_renderer.draw(requestFor(m_model.place(row)), [this, key, ratio](QImage image) {
            m_asked.remove(key);
            image.setDevicePixelRatio(ratio);
            m_model.setThumbnail(key, image);
        });
    }
}

ThumbnailRequest PlacesPanel::requestFor(const Place& place) const
{
    const QSizeF pixels = QSizeF(pictureSize) * devicePixelRatioF();
    const auto& palettes = m_choice.palettes();
    const auto known = std::ranges::find(palettes, place.location.paletteId, &Palette::id);
    const Palette& palette = known == palettes.end() ? palettes.front() : *known;
    return { place.location, place.palette.value_or(palette),
        { static_cast<int>(std::lround(pixels.width())), static_cast<int>(std::lround(pixels.height())) } };
}

void PlacesPanel::showPresent()
{
    const int row = presentRow();
    const bool isOwn = row >= 0 && m_model.isOwn(row);
    m_visit->setEnabled(row >= 0);
    m_rename->setEnabled(isOwn);
    m_remove->setEnabled(isOwn);
    m_note->setText(row < 0 ? tr("Choose a place; a double click goes there.")
            : isOwn         ? tr("Your own place.")
                            : QString::fromStdString(m_model.place(row).note));
}

int PlacesPanel::presentRow() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

} // namespace escapade
