#pragma once

#include <QByteArray>
#include <QObject>
#include <QPointer>

class QLabel;
class QMainWindow;

namespace escapade {

class DockArrangement;

/// Nothing but the picture on the whole screen: menus, tool bars, docks and the status bar are hidden, their
/// keys go on working. Esc ends it, which a hint says for two seconds.
class Presentation : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    Presentation(QMainWindow& window, DockArrangement& arrangement, QObject* parent = nullptr);

    bool isOn() const { return m_on; }
    void setOn(bool on);

    /// What is to survive a restart: the window as it is, or as it was before a presentation that lasts.
    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    bool isOwnArrangement() const;

signals:
    void changed(bool on);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void begin();
    void end();
    void showHint();

    QMainWindow& m_window;
    DockArrangement& m_arrangement;
    bool m_on = false;
    bool m_wasFullScreen = false;
    bool m_ownArrangement = false;
    QByteArray m_geometry;
    QByteArray m_state; // docks and tool bars, as they were
    QPointer<QLabel> m_hint;
};

} // namespace escapade
