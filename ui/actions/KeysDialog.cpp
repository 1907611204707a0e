#include "ui/actions/KeysDialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace escapade {
namespace {

struct Gesture
{
    QString does;
    QString gesture;
};

QList<Gesture> gestures()
{
    return {
        { KeysDialog::tr("Zoom; the point under the pointer stays in place"),
            KeysDialog::tr("Wheel, or pinch") },
        { KeysDialog::tr("Zoom in, or out, for as long as the key is held"),
            KeysDialog::tr("Space, or Shift and space; plus and minus, too") },
        { KeysDialog::tr("Move the picture"), KeysDialog::tr("Left drag, or two fingers on a touchpad") },
        { KeysDialog::tr("Zoom into a frame"), KeysDialog::tr("Right drag, or Shift and left drag") },
        { KeysDialog::tr("Centre here"), KeysDialog::tr("Middle click") },
        { KeysDialog::tr("Pick Julia's c in the Mandelbrot view"),
            KeysDialog::tr("Click, or drag the marker") },
        { KeysDialog::tr("Draw the orbit of a point, and drag it"),
            KeysDialog::tr("Ctrl and left click, or drag") },
        { KeysDialog::tr("Swap the large and the small fractal picture"),
            KeysDialog::tr("Double click on the small one") },
        { KeysDialog::tr("Undo and redo changes of the picture"), KeysDialog::tr("Mouse buttons 4 and 5") },
        { KeysDialog::tr("Go there, at the same magnification"), KeysDialog::tr("Click in the minimap") },
        { KeysDialog::tr("Paint on the diffusing density; set a probe; undo a stroke there"),
            KeysDialog::tr("Drag, or arrows and Space; Shift and click; Ctrl+Z with that picture in focus") },
        { KeysDialog::tr("Go to a place, rename it, delete your own"),
            KeysDialog::tr("Enter or double click, F2, Del in the places panel") },
        { KeysDialog::tr("Cancel a gesture, remove an orbit, stop the picture"), KeysDialog::tr("Esc") },
        { KeysDialog::tr("Open a location or a picture"), KeysDialog::tr("Drop the file on the window") },
    };
}

QString withoutMnemonic(QString text)
{
    text.replace(QLatin1String("&&"), QLatin1String("\n"));
    text.remove(QLatin1Char('&'));
    return text.replace(QLatin1Char('\n'), QLatin1Char('&'));
}

QTreeWidgetItem* addGroup(QTreeWidget& tree, const QString& title)
{
    auto* group = new QTreeWidgetItem(&tree, { title });
    QFont bold = tree.font();
    bold.setBold(true);
    group->setFont(0, bold);
    group->setFlags(Qt::ItemIsEnabled);
    return group;
}

void addCommands(QTreeWidgetItem& group, const QMenu& menu)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu() != nullptr)
            addCommands(group, *action->menu());
        else if (!action->isSeparator() && !action->shortcuts().isEmpty())
            new QTreeWidgetItem(&group,
                { withoutMnemonic(action->text()),
                    QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
                        .replace(QLatin1String("; "), KeysDialog::tr(" or ")) });
    }
}

} // namespace

KeysDialog::KeysDialog(const QMenuBar& menuBar, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys and gestures"));
    auto* tree = new QTreeWidget(this);
    tree->setAccessibleName(tr("Keys and gestures"));
    tree->setHeaderLabels({ tr("What it does"), tr("Key or gesture") });
    tree->setRootIsDecorated(false);
    tree->setIndentation(12);
    tree->setAlternatingRowColors(true);
    tree->setSelectionMode(QAbstractItemView::NoSelection);

    QTreeWidgetItem* mouse = addGroup(*tree, tr("Mouse"));
    for (const Gesture& gesture : gestures())
        new QTreeWidgetItem(mouse, { gesture.does, gesture.gesture });
    for (const QAction* entry : menuBar.actions()) {
        if (entry->menu() != nullptr)
            addCommands(*addGroup(*tree, withoutMnemonic(entry->text())), *entry->menu());
    }
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(tree);
    layout->addWidget(buttons);
    resize(640, 560);
}

} // namespace escapade
