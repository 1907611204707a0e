#pragma once

#include "core/base/Result.h"
#include "core/document/AtomicFile.h"

#include <QString>

#include <functional>
#include <optional>
#include <span>
#include <string>

class QWidget;

namespace escapade {

/// The files in which measured figures are taken home.
enum class FigureFormat { Csv, Json, Markdown };

/// By the ending of the name, .csv, .json or .md; empty for another one.
std::optional<FigureFormat> figureFormatOf(const QString& path);

/// What askForFigureFile() offers for figures.
QString figureFilters();

/// Opens a dialog that asks for the name of a file, and returns; chosen is called with it if the user gives
/// one. What is typed without an ending gets that of the chosen filter.
void askForFigureFile(QWidget& parent, const QString& title, const QString& suggestion,
    const QString& filters, const std::function<void(const QString&)>& chosen);

/// Writes what toCsv(), toJson() or toMarkdown() makes of the figures. Any thread.
template <typename Figures>
Result<void> writeFigures(const Figures& figures, FigureFormat format, const QString& path)
{
    const std::string text = format == FigureFormat::Json ? toJson(figures)
        : format == FigureFormat::Markdown                ? toMarkdown(figures)
                                                          : toCsv(figures);
    return writeFileAtomically(path.toStdString(), std::as_bytes(std::span(text)));
}

} // namespace escapade
