#pragma once

#include <QObject>
#include <QString>

namespace escapade {

class MainWindow;

/// Draws the window into a file as soon as all its pictures are complete, then ends the program: with 0, or
/// with 1 and a line on stderr when the file cannot be written, the pictures take too long, or the window has
/// a problem to tell.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// The window must outlive this.
    Screenshot(MainWindow& window, QString path, QObject* parent = nullptr);

private:
    void look();
    void end(const QString& problem);

    MainWindow& m_window;
    QString m_path;
    int m_looks = 0;
    int m_completeLooks = 0; // in a row
};

} // namespace escapade
