#pragma once

#include "core/base/Result.h"
#include "core/diffusion/LiveState.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/diffusion/DiffusionTool.h"

#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace escapade {

class DiffusionLab;
class DiffusionPanel;
class MessageBar;

/// The Diffusion menu: play, methods, tools, undo, and files. Files are read and written on a thread of
/// their own.
class DiffusionActions : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget& window; ///< for dialogs
        DiffusionPanel& panel;
        DiffusionLab& lab;
        MessageBar& messages;
    };

    /// All parts must outlive this.
    DiffusionActions(const Parts& parts, QObject* parent = nullptr);

    /// showTools makes the tools' dock visible.
    void fillMenu(QMenu& menu, const std::function<void()>& showTools);

    /// A saved state (.toml), an array (.npy) or a picture.
    void openFile(const QString& path);
    void saveState(const QString& path);
    void exportNumbers(const QString& path);
    /// A picture whose lightness the stamp puts down.
    void openStamp(const QString& path);
    /// Every picture that is shown from now on, until stopRecording().
    void startRecording(const QString& folder);
    void stopRecording();

    bool isBusy() const { return m_saving > 0 || m_work.isBusy(); }

signals:
    /// A file was written or read, or could not be.
    void finished(bool succeeded);

private:
    void addToolActions(QMenu& menu, const std::function<void()>& showTools);
    void chooseFile(const QString& title, const QString& filter, const QString& suffix, const QString& name,
        const std::function<void(const QString&)>& then);
    void addTargetActions(QMenu& menu, const std::function<void()>& showTools);
    void chooseFileToOpen();
    void chooseStamp();
    void write(const QString& path, const LiveState& state);
    void chooseFolder();
    void record();
    void report(const Result<void>& result, const QString& done);
    QAction* action(const QString& text, const QString& tip, const char* objectName);

    Parts m_parts;
    QAction* m_open;
    QAction* m_save;
    QAction* m_export;
    QAction* m_record;
    QAction* m_stamp;
    QString m_lastFolder;
    QString m_recordFolder; // empty: not recording
    int m_recorded = 0;
    int m_saving = 0; // states that the engine has not handed out yet
    int m_leftOut = 0;
    int m_pendingPictures = 0;
    double m_recordedTime = -1;
    BackgroundWork m_work;
};

} // namespace escapade
