#include "ui/timings/FigureFiles.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace escapade {

std::optional<FigureFormat> figureFormatOf(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("csv"))
        return FigureFormat::Csv;
    if (ending == QLatin1String("json"))
        return FigureFormat::Json;
    if (ending == QLatin1String("md"))
        return FigureFormat::Markdown;
    return std::nullopt;
}

QString figureFilters()
{
    return QCoreApplication::translate(
        "FigureFiles", "Tables (*.csv);;JSON (*.json);;Reports in Markdown (*.md)");
}

void askForFigureFile(QWidget& parent, const QString& title, const QString& suggestion,
    const QString& filters, const std::function<void(const QString&)>& chosen)
{
    auto* dialog = new QFileDialog(&parent, title, QString(), filters);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(suggestion);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        const int star = static_cast<int>(filter.indexOf(QLatin1String("*.")));
        dialog->setDefaultSuffix(filter.mid(star + 2).chopped(1));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent, chosen);
    dialog->open();
}

} // namespace escapade
