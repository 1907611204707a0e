#include "ui/settings/Session.h"

#include "core/parallel/WorkerPool.h"

#include <QSettings>

namespace escapade {
namespace {

/// Raised when the meaning of a key changes; files with another number are not read.
constexpr int schemaVersion = 1;

/// Longer texts than any location of ours are not even parsed.
constexpr qsizetype maxTextLength = 1'000'000;

constexpr QLatin1String schemaKey("schema");
constexpr QLatin1String threadsKey("compute/threads");
constexpr QLatin1String simdKey("compute/simd");
constexpr QLatin1String cacheKey("compute/cacheMebibytes");
constexpr QLatin1String locationKey("picture/location");
constexpr QLatin1String paletteKey("picture/openedPalette");
constexpr QLatin1String favouritesKey("picture/favourites");
constexpr QLatin1String juliaKey("julia/location");
constexpr QLatin1String juliaFollowsKey("julia/followsPointer");
constexpr QLatin1String smoothEdgesKey("picture/smoothEdges");
constexpr QLatin1String minimapKey("picture/minimap");
constexpr QLatin1String viewsSwappedKey("julia/isLarge");
constexpr QLatin1String themeKey("window/theme");
constexpr QLatin1String geometryKey("window/geometry");
constexpr QLatin1String stateKey("window/state");
constexpr QLatin1String ownArrangementKey("window/ownArrangement");
constexpr QLatin1String juliaToolsGroup("juliaTools");
constexpr QLatin1String diffusionGroup("diffusion");

std::optional<Location> readLocation(const QSettings& settings, const QString& key, Formula formula)
{
    const QString text = settings.value(key).toString();
    if (text.isEmpty() || text.size() > maxTextLength)
        return std::nullopt;
    Result<Location> location = parseLocation(text.toStdString());
    if (!location || location->formula != formula)
        return std::nullopt;
    return std::move(location).value();
}

std::optional<Palette> readPalette(const QSettings& settings)
{
    const QString text = settings.value(paletteKey).toString();
    if (text.isEmpty() || text.size() > maxTextLength)
        return std::nullopt;
    Result<Palette> palette = parsePalette({}, text.toStdString());
    return palette ? std::optional(std::move(palette).value()) : std::nullopt;
}

std::optional<std::array<std::string, 9>> readFavourites(const QSettings& settings)
{
    const QStringList ids = settings.value(favouritesKey).toStringList();
    std::array<std::string, 9> favourites;
    if (ids.size() != static_cast<qsizetype>(favourites.size()))
        return std::nullopt;
    for (qsizetype n = 0; n < ids.size(); ++n) {
        favourites[static_cast<std::size_t>(n)] = ids[n].toStdString();
        if (!isPaletteId(favourites[static_cast<std::size_t>(n)]))
            return std::nullopt;
    }
    return favourites;
}

void readCompute(const QSettings& settings, Session& session)
{
    bool isNumber = false;
    const int threads = settings.value(threadsKey).toInt(&isNumber);
    if (isNumber && threads >= 1 && threads <= WorkerPool::defaultMembers())
        session.threads = threads;
    const std::optional<SimdLevel> simd = simdFromName(settings.value(simdKey).toString().toStdString());
    if (simd && isAvailable(*simd))
        session.simd = simd;
}

void readWindow(const QSettings& settings, Session& session)
{
    session.theme = themeFromName(settings.value(themeKey).toString()).value_or(Theme::System);
    session.windowGeometry = settings.value(geometryKey).toByteArray();
    session.windowState = settings.value(stateKey).toByteArray();
    session.ownArrangement = settings.value(ownArrangementKey).toBool();
}

QVariantMap readGroup(QSettings& settings, QLatin1String name)
{
    QVariantMap values;
    settings.beginGroup(name);
    for (const QString& key : settings.childKeys())
        values.insert(key, settings.value(key));
    settings.endGroup();
    return values;
}

void writeGroup(const QVariantMap& values, QLatin1String name, QSettings& settings)
{
    settings.beginGroup(name);
    for (auto entry = values.cbegin(); entry != values.cend(); ++entry)
        settings.setValue(entry.key(), entry.value());
    settings.endGroup();
}

} // namespace

Session defaultSession()
{
    Session session;
    session.location.view = mandelbrotHome();
    session.juliaView = juliaHome();
    session.juliaParameter = { *Decimal::parse("-0.8"), *Decimal::parse("0.156") };
    return session;
}

Session loadSession(QSettings& settings)
{
    Session session = defaultSession();
    if (settings.value(schemaKey).toInt() != schemaVersion)
        return session;
    readCompute(settings, session);
    session.cacheMebibytes = std::clamp(settings.value(cacheKey, session.cacheMebibytes).toInt(),
        ComputeChoice::leastCache, ComputeChoice::mostCache);
    readWindow(settings, session);
    if (const auto location = readLocation(settings, locationKey, Formula::Mandelbrot))
        session.location = *location;
    session.openedPalette = readPalette(settings);
    session.favourites = readFavourites(settings);
    if (const auto julia = readLocation(settings, juliaKey, Formula::Julia)) {
        session.juliaView = julia->view;
        session.juliaParameter = { julia->juliaRe, julia->juliaIm };
    }
    session.juliaFollowsPointer = settings.value(juliaFollowsKey).toBool();
    session.smoothEdges = settings.value(smoothEdgesKey, session.smoothEdges).toBool();
    session.minimap = settings.value(minimapKey).toBool();
    session.viewsSwapped = settings.value(viewsSwappedKey).toBool();
    session.juliaTools = readGroup(settings, juliaToolsGroup);
    session.diffusion = readGroup(settings, diffusionGroup);
    return session;
}

void saveSession(const Session& session, QSettings& settings)
{
    settings.clear();
    settings.setValue(schemaKey, schemaVersion);
    if (session.threads > 0)
        settings.setValue(threadsKey, session.threads);
    if (session.simd)
        settings.setValue(simdKey,
            QString::fromUtf8(simdName(*session.simd).data(), qsizetype(simdName(*session.simd).size())));
    settings.setValue(cacheKey, session.cacheMebibytes);
    settings.setValue(locationKey, QString::fromStdString(toText(session.location)));
    if (session.openedPalette)
        settings.setValue(paletteKey, QString::fromStdString(toText(*session.openedPalette)));
    if (session.favourites) {
        QStringList ids;
        for (const std::string& id : *session.favourites)
            ids.append(QString::fromStdString(id));
        settings.setValue(favouritesKey, ids);
    }
    Location julia;
    julia.formula = Formula::Julia;
    julia.view = session.juliaView;
    julia.juliaRe = session.juliaParameter.re;
    julia.juliaIm = session.juliaParameter.im;
    settings.setValue(juliaKey, QString::fromStdString(toText(julia)));
    settings.setValue(juliaFollowsKey, session.juliaFollowsPointer);
    settings.setValue(smoothEdgesKey, session.smoothEdges);
    settings.setValue(minimapKey, session.minimap);
    settings.setValue(viewsSwappedKey, session.viewsSwapped);
    settings.setValue(themeKey, themeName(session.theme));
    settings.setValue(geometryKey, session.windowGeometry);
    settings.setValue(stateKey, session.windowState);
    settings.setValue(ownArrangementKey, session.ownArrangement);
    writeGroup(session.juliaTools, juliaToolsGroup, settings);
    writeGroup(session.diffusion, diffusionGroup, settings);
}

} // namespace escapade
