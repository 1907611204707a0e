#include "ui/window/MessageBar.h"

#include "ui/toolbar/LineIcon.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include <chrono>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::seconds noteDuration { 6 };
constexpr int iconSize = 16;

} // namespace

MessageBar::MessageBar(QWidget& host)
    : QFrame(&host)
    , m_host(host)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_offerButton(new QPushButton(this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    setCursor(Qt::ArrowCursor);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_offerButton->setToolTip(tr("Do what the message offers"));
    m_timer->setSingleShot(true);
    auto* close = new QToolButton(this);
    close->setIcon(lineIcon(IconShape::Cross));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(m_icon, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_offerButton, 0, Qt::AlignVCenter);
    layout->addWidget(close, 0, Qt::AlignVCenter);

    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_offerButton, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto take = std::exchange(m_offered, nullptr))
            take();
    });
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    host.installEventFilter(this);
    hide();
}

void MessageBar::show(MessageKind kind, const QString& text, const MessageOffer& offer)
{
    m_kind = kind;
    m_offered = offer.take;
    m_offerButton->setText(offer.text);
    m_offerButton->setVisible(!offer.text.isEmpty());
    showIcon();
    m_text->setText(text);
    m_text->setAccessibleName(text);
    setVisible(true);
    place();
    raise();
    if (kind == MessageKind::Note)
        m_timer->start(noteDuration);
    else
        m_timer->stop();
    QAccessibleEvent announcement(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_host && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void MessageBar::place()
{
    constexpr int margin = 8;
    const int barWidth = m_host.width() - 2 * margin;
    layout()->activate();
    setGeometry(margin, margin, barWidth, layout()->heightForWidth(barWidth));
}

void MessageBar::showIcon()
{
    const auto shape = m_kind == MessageKind::Problem ? IconShape::Warning : IconShape::Info;
    m_icon->setPixmap(lineIcon(shape).pixmap(iconSize));
}

} // namespace escapade
