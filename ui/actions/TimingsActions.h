#pragma once

#include "core/base/Result.h"
#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/timings/FigureFiles.h"

#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace escapade {

class LessonsDialog;
class MessageBar;
class TimelineDialog;
class TimingsPanel;

/// What can be done with timings: sweep, verify, record a timeline, learn from lessons, and take the figures
/// home.
class TimingsActions : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget& window;
        TimingsPanel& panel;
        TimelineDialog& timeline;
        MessageBar& messages;
        WorkerPool& pool;
        std::function<SimdLevel()> simd; ///< that is chosen now
    };

    /// All must outlive this.
    explicit TimingsActions(Parts parts, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);

    /// Writes the frames that the panel shows, in the background: as CSV, JSON or Markdown by the file's
    /// ending; or its chart as PNG or SVG.
    void save(const QString& path);

signals:
    /// A lesson is measured from here to there.
    void measurementBegan();
    void measurementEnded();
    /// Writing has ended.
    void saved(bool done);

private:
    void chooseFile();
    void saveFigures(const QString& path, FigureFormat format);
    void savePicture(const QString& path, const QString& ending);
    void report(const QString& path, const Result<void>& written);
    void showLessons();

    Parts m_parts;
    QAction* m_save;
    QAction* m_lessons;
    LessonsDialog* m_lessonsDialog = nullptr; // made when it is first asked for
    BackgroundWork m_work;
};

} // namespace escapade
