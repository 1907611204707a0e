#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QTimer;

namespace escapade {

enum class MessageKind { Note, Problem };

/// Something that a message lets one do, as a button.
struct MessageOffer
{
    QString text; ///< empty: nothing is offered
    std::function<void()> take;
};

/// One message over the top of another widget, which stays usable below. Notes go away by themselves,
/// problems stay until they are closed, replaced or followed by success.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    /// Lies over the top edge of host.
    explicit MessageBar(QWidget& host);

    void show(MessageKind kind, const QString& text, const MessageOffer& offer = {});
    QString text() const;
    MessageKind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void showIcon();

    QWidget& m_host;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_offerButton;
    std::function<void()> m_offered;
    QTimer* m_timer;
    MessageKind m_kind = MessageKind::Note;
};

} // namespace escapade
