#include "ui/julia/JuliaPanel.h"

#include "core/document/Location.h"
#include "ui/actions/MakeAction.h"
#include "ui/canvas/InverseLayer.h"
#include "ui/text/OrbitWording.h"
#include "ui/toolbar/LineIcon.h"

#include <QAction>
#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace escapade {
namespace {

Result<Decimal> parseCoordinate(const char* name, const QString& text)
{
    Result<Decimal> value = Decimal::parse(text.trimmed().toStdString());
    if (!value)
        return Error { std::string(name) + ": " + value.error().message };
    if (const Result<void> usable = checkCoordinate(name, *value); !usable)
        return usable.error();
    return value;
}

} // namespace

JuliaPanel::JuliaPanel(WorkerPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_canvas(new FractalCanvas(pool, Workload::Julia, this))
    , m_inverse(new InverseLayer(*m_canvas, pool))
    , m_pictureLayout(new QVBoxLayout)
    , m_toolLayout(new QHBoxLayout)
    , m_kind(new QLabel(this))
    , m_re(makeField(tr("Real part of c"), tr("Real part of Julia's parameter c: a decimal of any length")))
    , m_im(makeField(
          tr("Imaginary part of c"), tr("Imaginary part of Julia's parameter c: a decimal of any length")))
    , m_problem(new QLabel(this))
{
    m_canvas->setObjectName(QStringLiteral("juliaCanvas"));
    m_canvas->setAccessibleName(tr("Julia set"));
    m_re->setObjectName(QStringLiteral("juliaRe"));
    m_im->setObjectName(QStringLiteral("juliaIm"));
    m_kind->setObjectName(QStringLiteral("juliaKind"));
    m_kind->setTextFormat(Qt::PlainText);
    m_kind->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_problem->setObjectName(QStringLiteral("juliaProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    setUpActions();
    setUpLayout();
    showInFields(m_parameter);
    showPicture(m_parameter);
}

JuliaPanel::~JuliaPanel()
{
    // QWidget's destructor takes the focus from a field, which then says that it was edited: to a panel whose
    // members are gone.
    for (QLineEdit* field : { m_re, m_im })
        field->disconnect(this);
}

void JuliaPanel::setParameter(const PlanePoint& c)
{
    showInFields(c);
    showPicture(c);
    if (c == m_parameter)
        return;
    m_parameter = c;
    emit parameterChanged(c);
}

void JuliaPanel::preview(const PlanePoint& c)
{
    if (!followsPointer() || m_moving)
        return;
    const bool typing = (m_re->hasFocus() || m_im->hasFocus()) && (m_re->isModified() || m_im->isModified());
    if (!typing)
        showInFields(c);
    showPicture(c);
}

void JuliaPanel::endPreview()
{
    if (m_canvas->juliaParameter() == m_parameter)
        return;
    showInFields(m_parameter);
    showPicture(m_parameter);
}

bool JuliaPanel::followsPointer() const
{
    return m_followAction->isChecked();
}

void JuliaPanel::setFollowsPointer(bool follows)
{
    m_followAction->setChecked(follows);
}

void JuliaPanel::addTools(const QList<QAction*>& actions)
{
    for (QAction* action : actions) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAccessibleName(action->iconText());
        m_toolLayout->addWidget(button);
    }
}

void JuliaPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    elideKind();
}

bool JuliaPanel::eventFilter(QObject* watched, QEvent* event)
{
    const bool escape
        = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (escape && (watched == m_re || watched == m_im)) {
        showInFields(m_parameter);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QLineEdit* JuliaPanel::makeField(const QString& accessibleName, const QString& tip)
{
    auto* field = new QLineEdit(this);
    field->setAccessibleName(accessibleName);
    field->setToolTip(tip);
    field->setStatusTip(tip);
    field->setMinimumWidth(50);
    field->installEventFilter(this);
    connect(field, &QLineEdit::textEdited, this, &JuliaPanel::checkFields);
    connect(field, &QLineEdit::editingFinished, this, &JuliaPanel::takeFields);
    return field;
}

void JuliaPanel::setUpActions()
{
    m_followAction = makeAction(this,
        { tr("&Follow the pointer"),
            tr("Show the Julia set of the point under the pointer in the Mandelbrot view"), { Qt::Key_J } });
    m_followAction->setCheckable(true);
    connect(m_followAction, &QAction::toggled, this, [this](bool follows) {
        if (!follows)
            endPreview();
    });
    m_homeAction = makeAction(this,
        { tr("&Whole Julia set"), tr("Show the whole Julia set"),
            { QKeySequence(Qt::SHIFT | Qt::Key_Home) } });
    m_homeAction->setIcon(lineIcon(IconShape::Home));
    connect(m_homeAction, &QAction::triggered, this, [this] { m_canvas->setView(m_canvas->homeView()); });
    m_editParameterAction = makeAction(
        this, { tr("&Type c"), tr("Type Julia's parameter c"), { QKeySequence(Qt::CTRL | Qt::Key_J) } });
    connect(m_editParameterAction, &QAction::triggered, this, [this] {
        m_re->setFocus(Qt::ShortcutFocusReason);
        m_re->selectAll();
    });
}

void JuliaPanel::setUpLayout()
{
    auto* reLabel = new QLabel(tr("c ="), this);
    reLabel->setBuddy(m_re);
    auto* follow = new QCheckBox(tr("Follow pointer"), this);
    follow->setToolTip(m_followAction->toolTip());
    follow->setStatusTip(m_followAction->statusTip());
    connect(follow, &QCheckBox::toggled, m_followAction, &QAction::setChecked);
    connect(m_followAction, &QAction::toggled, follow, &QCheckBox::setChecked);
    auto* home = new QToolButton(this);
    home->setDefaultAction(m_homeAction);
    home->setAccessibleName(tr("Whole Julia set"));

    auto* parameterRow = new QHBoxLayout;
    parameterRow->addWidget(reLabel);
    parameterRow->addWidget(m_re, 1);
    parameterRow->addWidget(new QLabel(QStringLiteral("+"), this));
    parameterRow->addWidget(m_im, 1);
    parameterRow->addWidget(new QLabel(tr("i", "the imaginary unit"), this));
    m_toolLayout->addWidget(follow);
    m_toolLayout->addStretch(1);
    m_toolLayout->addWidget(home);
    m_pictureLayout->addWidget(m_canvas);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addLayout(m_pictureLayout, 1);
    layout->addLayout(parameterRow);
    layout->addWidget(m_problem);
    layout->addWidget(m_kind);
    layout->addLayout(m_toolLayout);
    setTabOrder(m_canvas, m_re);
    setTabOrder(m_re, m_im);
    setTabOrder(m_im, follow);
    setTabOrder(follow, home);
}

void JuliaPanel::checkFields()
{
    const Result<PlanePoint> c = parsedFields();
    m_problem->setText(c ? QString() : tr("Not used: %1").arg(QString::fromStdString(c.error().message)));
    m_problem->setVisible(!c);
}

void JuliaPanel::takeFields()
{
    if (!m_re->isModified() && !m_im->isModified())
        return;
    checkFields();
    if (const Result<PlanePoint> c = parsedFields(); c)
        setParameter(*c);
}

void JuliaPanel::showInFields(const PlanePoint& c)
{
    for (const auto& [field, value] : { std::pair { m_re, &c.re }, std::pair { m_im, &c.im } }) {
        field->setText(QString::fromStdString(value->toString()));
        field->setCursorPosition(0);
    }
    m_problem->hide();
}

void JuliaPanel::showPicture(const PlanePoint& c)
{
    m_canvas->setJuliaParameter(c);
    // A fraction of a millisecond, so it need not wait for a thread.
    const ParameterInfo info = classifyParameter({ c.re.toDouble(), c.im.toDouble() });
    m_kindText = parameterText(info);
    m_kind->setToolTip(parameterExplanation(info));
    elideKind();
    m_inverse->refresh();
    emit shownParameterChanged();
}

void JuliaPanel::elideKind()
{
    m_kind->setText(m_kind->fontMetrics().elidedText(m_kindText, Qt::ElideRight, m_kind->width()));
    m_kind->setAccessibleName(m_kindText);
}

Result<PlanePoint> JuliaPanel::parsedFields() const
{
    Result<Decimal> re = parseCoordinate("c, real part", m_re->text());
    if (!re)
        return re.error();
    Result<Decimal> im = parseCoordinate("c, imaginary part", m_im->text());
    if (!im)
        return im.error();
    return PlanePoint { std::move(re).value(), std::move(im).value() };
}

} // namespace escapade
