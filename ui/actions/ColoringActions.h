#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace escapade {

class PictureChoice;

/// What gives the fractals their colours, and the lamp, as menu entries with keys.
class ColoringActions : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    ColoringActions(PictureChoice& choice, QMenu& menu, QObject* parent = nullptr);

private:
    void addOutsides(QMenu& menu);
    void addInsides(QMenu& menu);
    void addLamp(QMenu& menu);
    void step(int by);
    void showChoice();

    PictureChoice& m_choice;
    QList<QAction*> m_outsides; ///< in the order of allOutsides
    QList<QAction*> m_insides;
    QAction* m_lamp = nullptr;
};

} // namespace escapade
