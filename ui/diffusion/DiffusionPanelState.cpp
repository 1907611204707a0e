// What the diffusion panel keeps: between two runs of the program, and in files.

#include "core/base/NumberText.h"
#include "ui/diffusion/DiffusionControls.h"
#include "ui/diffusion/DiffusionPanel.h"
#include "ui/diffusion/DiffusionView.h"
#include "ui/diffusion/ExampleBar.h"
#include "ui/diffusion/ProblemDialog.h"

#include <QAction>

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {
namespace {

constexpr QLatin1String playingKey("playing");
constexpr QLatin1String stepsKey("stepsPerFrame");
constexpr QLatin1String constantKey("D");
constexpr QLatin1String rowsKey("rows");
constexpr QLatin1String exactKey("exact");
constexpr QLatin1String errorKey("error");
constexpr QLatin1String exampleKey("example");
constexpr QLatin1String framesKey("framesPerStep");
constexpr QLatin1String mapKey("map");
constexpr QLatin1String automaticKey("automatic");
constexpr QLatin1String lowKey("low");
constexpr QLatin1String highKey("high");
constexpr QLatin1String logarithmicKey("logarithmic");
constexpr QLatin1String contoursKey("contours");
constexpr QLatin1String methodKey("method");
constexpr QLatin1String ratioKey("r");
constexpr QLatin1String beyondKey("beyond");
constexpr QLatin1String matterKey("matter");
constexpr QLatin1String wallsKey("walls");
constexpr QLatin1String reactionKey("reaction");
constexpr QLatin1String toolKey("tool");
constexpr QLatin1String targetKey("paints");
constexpr QLatin1String modeKey("brushMode");
constexpr QLatin1String sizeKey("brushSize");
constexpr QLatin1String strengthKey("brushStrength");

int intOf(const QVariantMap& state, const QString& key, int fallback)
{
    bool usable = false;
    const int value = state.value(key).toInt(&usable);
    return usable ? value : fallback;
}

double numberOf(const QVariantMap& state, const QString& key, double fallback)
{
    bool usable = false;
    const double value = state.value(key).toDouble(&usable);
    return usable ? value : fallback;
}

/// What a session says about the look, where it makes sense.
DensityLook lookOf(const QVariantMap& state, DensityLook look)
{
    const int map = intOf(state, mapKey, static_cast<int>(look.map));
    look.map = map == static_cast<int>(DensityMap::Diverging) ? DensityMap::Diverging : DensityMap::Spectrum;
    look.automatic = state.value(automaticKey, look.automatic).toBool();
    look.fixed = { numberOf(state, lowKey, look.fixed.low), numberOf(state, highKey, look.fixed.high) };
    look.logarithmic = state.value(logarithmicKey, look.logarithmic).toBool();
    look.contours = intOf(state, contoursKey, look.contours);
    return withinLimits(look);
}

/// The one of some choices that has a number.
template <typename Choice, std::size_t count>
Choice choiceOf(int number, const std::array<Choice, count>& choices, Choice fallback)
{
    const auto found = std::find_if(choices.begin(), choices.end(),
        [number](Choice choice) { return static_cast<int>(choice) == number; });
    return found == choices.end() ? fallback : *found;
}

/// What a session says about the tool in hand, where it makes sense. Probe and slice are for a field that is
/// gone: whoever comes back begins with a brush.
DiffusionToolChoice toolOf(const QVariantMap& state, DiffusionToolChoice choice)
{
    constexpr std::array tools { DiffusionTool::Draw, DiffusionTool::Line, DiffusionTool::Disc,
        DiffusionTool::Rectangle, DiffusionTool::Stamp };
    constexpr std::array targets { BrushTarget::Density, BrushTarget::Diffusivity, BrushTarget::Insulating,
        BrushTarget::Held };
    constexpr std::array modes { BrushMode::Add, BrushMode::Set, BrushMode::Erase };
    choice.tool = choiceOf(intOf(state, toolKey, -1), tools, choice.tool);
    choice.target = choiceOf(intOf(state, targetKey, -1), targets, choice.target);
    choice.mode = choiceOf(intOf(state, modeKey, -1), modes, choice.mode);
    const double size = numberOf(state, sizeKey, choice.size);
    if (size >= smallestBrush && size <= largestBrush)
        choice.size = size;
    const double strength = numberOf(state, strengthKey, choice.strength);
    if (std::abs(strength) <= largestStrength)
        choice.strength = strength;
    return choice;
}

/// "value 0.5", "insulated", "robin 1 2 0.5": kind, then its numbers.
QString wallText(const Wall& wall)
{
    const std::string_view name = wallName(wall.kind);
    QString text = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    const auto append
        = [&text](double number) { text += QLatin1Char(' ') + QString::fromStdString(floatText(number)); };
    if (wall.kind == WallKind::Value)
        append(wall.value);
    if (wall.kind == WallKind::Robin) {
        append(wall.a);
        append(wall.b);
        append(wall.g);
    }
    return text;
}

std::optional<Wall> wallOf(const QString& text)
{
    const QStringList words = text.split(QLatin1Char(' '));
    const auto kind = wallFromName(words.front().toStdString());
    if (!kind)
        return std::nullopt;
    Wall wall { .kind = *kind };
    const auto numberAt = [&words](qsizetype index, double& number) {
        bool usable = false;
        const double value = words.value(index).toDouble(&usable);
        if (usable)
            number = value;
    };
    if (wall.kind == WallKind::Value)
        numberAt(1, wall.value);
    if (wall.kind == WallKind::Robin) {
        numberAt(1, wall.a);
        numberAt(2, wall.b);
        numberAt(3, wall.g);
    }
    return wall;
}

/// Top, bottom, left, right.
QStringList wallTexts(const Walls& walls)
{
    return { wallText(walls.top), wallText(walls.bottom), wallText(walls.left), wallText(walls.right) };
}

std::optional<Walls> wallsOf(const QStringList& texts)
{
    const auto top = wallOf(texts.value(0));
    const auto bottom = wallOf(texts.value(1));
    const auto left = wallOf(texts.value(2));
    const auto right = wallOf(texts.value(3));
    if (!top || !bottom || !left || !right)
        return std::nullopt;
    const Walls walls { *top, *bottom, *left, *right };
    return findWallIssue(walls).empty() ? std::optional(walls) : std::nullopt;
}

QVariantList numbersOf(const Reaction& reaction)
{
    QVariantList numbers;
    for (const double number : reaction.parameters)
        numbers.append(number);
    return numbers;
}

/// Of the example's model; empty where the numbers make no sense.
std::optional<Reaction> reactionOf(const QVariantList& numbers, const DiffusionExample& example)
{
    Reaction reaction = example.reaction;
    if (example.kind != DiffusionExample::Kind::Reaction
        || numbers.size() != static_cast<qsizetype>(reaction.parameters.size()))
        return std::nullopt;
    std::transform(numbers.begin(), numbers.end(), reaction.parameters.begin(),
        [](const QVariant& number) { return number.toDouble(); });
    return findReactionIssue(reaction).empty() ? std::optional(reaction) : std::nullopt;
}

LiveMethod methodOf(int number)
{
    for (const LiveMethod method : { LiveMethod::SuperSteps, LiveMethod::Alternating }) {
        if (number == static_cast<int>(method))
            return method;
    }
    return LiveMethod::Steps;
}

} // namespace

QVariantMap DiffusionPanel::saveState() const
{
    const LiveSettings settings = m_controls->settings();
    QVariantMap state { { playingKey, isPlaying() || m_playsAfterMeasurement },
        { stepsKey, settings.stepsPerFrame }, { constantKey, settings.D }, { rowsKey, settings.rows },
        { exactKey, m_exactAction->isChecked() }, { errorKey, m_errorAction->isChecked() },
        { framesKey, m_framesPerStep }, { mapKey, static_cast<int>(m_look.map) },
        { automaticKey, m_look.automatic }, { lowKey, m_look.fixed.low }, { highKey, m_look.fixed.high },
        { logarithmicKey, m_look.logarithmic }, { contoursKey, m_look.contours },
        { exampleKey, QString::fromStdString(m_exampleBar->example()->id) },
        { methodKey, static_cast<int>(m_problemDialog->method()) },
        { ratioKey, m_problemDialog->ratio().ratio() },
        { beyondKey, m_problemDialog->ratio().beyond() == Beyond::Allow },
        { matterKey, m_problemDialog->showsMatter() } };
    const DiffusionToolChoice& tool = m_view->tool();
    state.insert({ { toolKey, static_cast<int>(tool.tool) }, { targetKey, static_cast<int>(tool.target) },
        { modeKey, static_cast<int>(tool.mode) }, { sizeKey, tool.size }, { strengthKey, tool.strength } });
    if (m_snapshot && m_snapshot->isGeneral && m_snapshot->example == m_exampleBar->example()->id)
        state.insert(wallsKey, wallTexts(m_snapshot->walls));
    if (m_snapshot && m_snapshot->reaction)
        state.insert(reactionKey, numbersOf(*m_snapshot->reaction));
    return state;
}

void DiffusionPanel::restoreState(const QVariantMap& state)
{
    LiveSettings settings = m_controls->settings();
    settings.rows = intOf(state, rowsKey, settings.rows);
    settings.D = numberOf(state, constantKey, settings.D);
    settings.stepsPerFrame = intOf(state, stepsKey, settings.stepsPerFrame);
    settings.framesPerStep = intOf(state, framesKey, m_framesPerStep);
    settings = withinLimits(settings);
    m_framesPerStep = settings.framesPerStep;
    m_controls->setSettings(settings);
    setLook(lookOf(state, m_look));
    m_view->setTool(toolOf(state, m_view->tool()));
    emit toolRestored(m_view->tool());
    restoreMethod(state);
    m_exactAction->setChecked(state.value(exactKey, m_exactAction->isChecked()).toBool());
    m_errorAction->setChecked(state.value(errorKey, m_errorAction->isChecked()).toBool());
    if (m_exampleBar->choose(state.value(exampleKey).toString())) {
        m_problemDialog->setNote(m_exampleBar->title(), m_exampleBar->note());
        m_live->setExample(m_exampleBar->example(), chosenSettings());
        restoreProblem(state);
    } else {
        sendSettings();
    }
    m_playAction->setChecked(state.value(playingKey, isPlaying()).toBool());
}

void DiffusionPanel::restoreMethod(const QVariantMap& state)
{
    const double ratio = numberOf(state, ratioKey, m_problemDialog->ratio().ratio());
    const bool beyond = state.value(beyondKey, m_problemDialog->ratio().beyond() == Beyond::Allow).toBool();
    if (ratio == 0 || (ratio >= minRatio && ratio <= (beyond ? maxRatio : maxStableR)))
        m_problemDialog->ratio().choose(ratio, beyond ? Beyond::Allow : Beyond::Refuse);
    m_problemDialog->setMethod(
        methodOf(intOf(state, methodKey, static_cast<int>(m_problemDialog->method()))));
    m_problemDialog->setShowsMatter(state.value(matterKey, m_problemDialog->showsMatter()).toBool());
}

/// What was changed of the example. The four peaks have their walls.
void DiffusionPanel::restoreProblem(const QVariantMap& state)
{
    const std::shared_ptr<const DiffusionExample> example = m_exampleBar->example();
    if (example->kind == DiffusionExample::Kind::Seeds)
        return;
    if (const auto walls = wallsOf(state.value(wallsKey).toStringList()))
        m_live->setWalls(*walls);
    if (const auto reaction = reactionOf(state.value(reactionKey).toList(), *example))
        m_live->setReaction(*reaction);
}

/// The controls show what is loaded before it is there, so that nothing that they send takes it back.
void DiffusionPanel::load(const LiveState& loaded)
{
    m_playAction->setChecked(false);
    m_playsAfterMeasurement = false;
    m_quiet = true;
    m_exampleBar->choose(
        loaded.example ? QString::fromStdString(loaded.example->id) : QStringLiteral("four-peaks"));
    m_problemDialog->setNote(m_exampleBar->title(), m_exampleBar->note());
    m_problemDialog->ratio().choose(
        loaded.ratio, loaded.ratio > maxStableR ? Beyond::Allow : m_problemDialog->ratio().beyond());
    if (loaded.method != LiveMethod::Exact)
        m_problemDialog->setMethod(loaded.method);
    m_exactAction->setChecked(loaded.method == LiveMethod::Exact);
    LiveSettings settings = chosenSettings();
    settings.rows = loaded.values->height() - 2;
    settings.D = loaded.D;
    m_controls->setSettings(withinLimits(settings));
    m_quiet = false;
    m_live->load(loaded);
}

void DiffusionPanel::fetch(const std::function<void(const LiveState&)>& then)
{
    m_live->fetch([this, then](const LiveState& state) { m_calls.post([then, state] { then(state); }); });
}

} // namespace escapade
