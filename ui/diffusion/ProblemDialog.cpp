#include "ui/diffusion/ProblemDialog.h"

#include "ui/diffusion/FeedKillMap.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace escapade {
namespace {

constexpr std::array methods { LiveMethod::Steps, LiveMethod::SuperSteps, LiveMethod::Alternating };

} // namespace

ProblemDialog::ProblemDialog(QWidget* parent)
    : QDialog(parent)
    , m_note(new QLabel(this))
    , m_walls(new WallControls(this))
    , m_method(new QComboBox(this))
    , m_ratio(new RatioControls(this))
    , m_matter(new QCheckBox(tr("Show the &density of matter, not what diffuses"), this))
    , m_exact(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_reactionBox(new QWidget(this))
    , m_map(new FeedKillMap(m_reactionBox))
{
    setWindowTitle(tr("Diffusion problem"));
    setObjectName(QStringLiteral("problemDialog"));
    for (QLabel* const text : { m_note, m_exact, m_problem }) {
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
    }
    m_note->setAccessibleName(tr("What to look at"));
    m_problem->setAccessibleName(tr("Why it cannot be"));
    m_problem->setObjectName(QStringLiteral("problemReason"));
    m_method->setObjectName(QStringLiteral("diffusionMethodBox"));
    m_method->setAccessibleName(tr("Method"));
    m_method->addItems(
        { tr("Explicit steps (FTCS)"), tr("Super time steps (RKL2)"), tr("Alternating directions (ADI)") });
    m_method->setToolTip(
        tr("Explicit steps: order 1 in time; super time steps cover ten or more of them at order 2; "
           "alternating directions take steps of any length, for a constant D without obstacles"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_note);
    auto* form = new QFormLayout;
    form->addRow(tr("&Method"), m_method);
    form->addRow(tr("&Step ratio r"), m_ratio);
    if (auto* const label = qobject_cast<QLabel*>(form->labelForField(m_ratio)))
        label->setBuddy(m_ratio->buddy());
    layout->addLayout(form);
    layout->addWidget(m_matter);
    layout->addWidget(m_exact);
    layout->addWidget(m_walls);
    auto* numbers = new QFormLayout(m_reactionBox);
    numbers->setContentsMargins(0, 0, 0, 0);
    setUpReaction(numbers);
    layout->addWidget(m_reactionBox);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    close->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter ends a number, not the dialog
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(close);
    connect(m_walls, &WallControls::chosen, this, &ProblemDialog::wallsChosen);
    connect(m_method, &QComboBox::currentIndexChanged, this, &ProblemDialog::methodChosen);
    connect(m_ratio, &RatioControls::chosen, this, &ProblemDialog::methodChosen);
    connect(m_matter, &QCheckBox::toggled, this, &ProblemDialog::methodChosen);
    m_matter->setObjectName(QStringLiteral("showMatter"));
    m_matter->setChecked(true);
    m_matter->setToolTip(tr("What diffuses is the exponential of the velocity potential (Hopf and Cole); the "
                            "density of matter follows from it"));
    m_matter->hide();
    m_exact->setObjectName(QStringLiteral("exactAnswer"));
    m_exact->setAccessibleName(tr("Exact answer"));
    m_reactionBox->hide();
    m_problem->hide();
    setMinimumWidth(380);
}

void ProblemDialog::setNote(const QString& title, const QString& note)
{
    setWindowTitle(tr("Diffusion problem: %1").arg(title));
    m_note->setText(note);
}

LiveMethod ProblemDialog::method() const
{
    return methods.at(static_cast<std::size_t>(std::max(0, m_method->currentIndex())));
}

void ProblemDialog::setMethod(LiveMethod method)
{
    const QSignalBlocker blocker(m_method);
    const auto* const at = std::find(methods.begin(), methods.end(), method);
    m_method->setCurrentIndex(at == methods.end() ? 0 : static_cast<int>(at - methods.begin()));
}

bool ProblemDialog::showsMatter() const
{
    return m_matter->isChecked();
}

void ProblemDialog::setShowsMatter(bool shows)
{
    const QSignalBlocker blocker(m_matter);
    m_matter->setChecked(shows);
}

void ProblemDialog::showSnapshot(const DiffusionSnapshot& snapshot)
{
    if (snapshot.walls != m_shownWalls) {
        m_shownWalls = snapshot.walls;
        m_walls->setWalls(snapshot.walls);
    }
    m_walls->setEnabled(snapshot.isGeneral);
    m_walls->setSimple(snapshot.reaction.has_value());
    m_method->setEnabled(snapshot.isGeneral && !snapshot.reaction);
    // A method that was refused.
    if (!snapshot.problem.empty() && snapshot.isGeneral && snapshot.settings.method != method())
        setMethod(snapshot.settings.method);
    m_ratio->showSnapshot(snapshot);
    m_matter->setVisible(snapshot.hasMatter);
    m_exact->setText(snapshot.hasExact ? tr("Exact answer: known, for any time at once")
                                       : tr("Exact answer: none is known, for there are %1")
                                             .arg(QString::fromStdString(snapshot.exactIssue)));
    m_reactionBox->setVisible(snapshot.reaction.has_value());
    // What the engine says is shown when it changes: while one drags, it lags behind.
    if (snapshot.reaction && m_seen != snapshot.reaction)
        showReaction(*snapshot.reaction);
    m_seen = snapshot.reaction;
    m_problem->setText(QString::fromStdString(snapshot.problem));
    m_problem->setVisible(!snapshot.problem.empty());
    growToFit();
}

/// Texts that wrap do not hold their place by themselves: what is below them would be squeezed.
void ProblemDialog::growToFit()
{
    const QString texts = m_note->text() + m_exact->text() + m_problem->text();
    const int parts = (m_reactionBox->isHidden() ? 0 : 1) + (m_matter->isHidden() ? 0 : 2);
    if (!isVisible() || (texts == m_fittedTexts && parts == m_fittedParts))
        return;
    m_fittedTexts = texts;
    m_fittedParts = parts;
    const int needed = layout()->totalHeightForWidth(width());
    if (height() < needed)
        resize(width(), needed);
}

void ProblemDialog::setUpReaction(QFormLayout* form)
{
    constexpr double largest = 100;
    constexpr int decimals = 4;
    for (std::size_t n = 0; n < m_parameters.size(); ++n) {
        auto* box = new QDoubleSpinBox(m_reactionBox);
        box->setRange(-largest, largest);
        box->setDecimals(decimals);
        box->setSingleStep(0.001);
        box->setObjectName(QStringLiteral("reactionParameter%1").arg(n));
        connect(box, &QDoubleSpinBox::valueChanged, this, &ProblemDialog::emitReaction);
        m_parameters.at(n) = box;
        m_names.at(n) = new QLabel(m_reactionBox);
        m_names.at(n)->setBuddy(box);
        box->setAccessibleName(tr("Parameter %1 of the reaction").arg(n + 1));
        form->addRow(m_names.at(n), box);
    }
    form->addRow(m_map);
    connect(m_map, &FeedKillMap::picked, this, [this](double F, double k) {
        const QSignalBlocker first(m_parameters[0]);
        m_parameters[0]->setValue(F);
        const QSignalBlocker second(m_parameters[1]);
        m_parameters[1]->setValue(k);
        emitReaction();
    });
}

void ProblemDialog::showReaction(const Reaction& reaction)
{
    m_reaction = reaction;
    const auto known = reactionParameters(reaction.model);
    for (std::size_t n = 0; n < m_parameters.size(); ++n) {
        const QSignalBlocker blocker(m_parameters.at(n));
        m_parameters.at(n)->setValue(reaction.parameters.at(n));
        const bool exists = n < known.size();
        const QString name = exists
            ? QString::fromUtf8(known[n].name.data(), static_cast<int>(known[n].name.size()))
            : QString();
        m_names.at(n)->setText(name);
        m_parameters.at(n)->setAccessibleName(name);
        m_names.at(n)->setVisible(exists);
        m_parameters.at(n)->setVisible(exists);
    }
    const bool hasMap = reaction.model == ReactionModel::GrayScott;
    m_map->setVisible(hasMap);
    if (hasMap)
        m_map->setPlace(reaction.parameters[0], reaction.parameters[1]);
}

void ProblemDialog::emitReaction()
{
    Reaction wanted = m_reaction;
    for (std::size_t n = 0; n < reactionParameters(wanted.model).size(); ++n)
        wanted.parameters.at(n) = m_parameters.at(n)->value();
    if (wanted.model == ReactionModel::GrayScott)
        m_map->setPlace(wanted.parameters[0], wanted.parameters[1]);
    m_reaction = wanted;
    emit reactionChosen(wanted);
}

} // namespace escapade
