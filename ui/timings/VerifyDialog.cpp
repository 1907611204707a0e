#include "ui/timings/VerifyDialog.h"

#include "ui/actions/MakeAction.h"
#include "ui/text/VerificationText.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <exception>

namespace escapade {
namespace {

constexpr int textWidth = 420;

} // namespace

VerifyDialog::VerifyDialog(WorkerPool& pool, std::function<RenderRequest()> currentRequest, QWidget* parent)
    : QDialog(parent)
    , m_pool(pool)
    , m_currentRequest(std::move(currentRequest))
    , m_action(makeAction(this,
          { tr("&Verify the picture"),
              tr("Compute the picture with every thread count, SIMD level, kernel and tile size, and "
                 "compare"),
              { QKeySequence(Qt::SHIFT | Qt::Key_V) } }))
    , m_result(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_start(new QPushButton(tr("&Verify"), this))
    , m_stop(new QPushButton(tr("S&top"), this))
{
    setWindowTitle(tr("Verify the picture"));
    setObjectName(QStringLiteral("verifyDialog"));
    setUpLayout();
    connect(m_action, &QAction::triggered, this, [this] {
        show();
        raise();
        activateWindow();
        start();
    });
    connect(m_start, &QPushButton::clicked, this, &VerifyDialog::start);
    connect(m_stop, &QPushButton::clicked, this, &VerifyDialog::cancel);
    showRunning(false);
}

VerifyDialog::~VerifyDialog()
{
    m_cancel.cancel();
}

void VerifyDialog::start()
{
    if (m_running)
        return;
    showRunning(true);
    m_cancel = CancelToken();
    m_progress->setRange(0, 0);
    m_result->setText(tr("Computing in the background; the window stays as it is."));
    const RenderRequest request = m_currentRequest();
    const auto showProgress = [this](int done, int total) {
        m_calls.post([this, done, total] {
            m_progress->setRange(0, total);
            m_progress->setValue(done);
        });
    };
    m_work.run(
        [&pool = m_pool, request, cancel = m_cancel, showProgress]() -> Outcome {
            try {
                const auto ways = waysToRender(request.arithmetic, pool.members());
                return verifyPicture(pool, request, ways, cancel, showProgress);
            } catch (const std::exception& problem) {
                return Error { problem.what() };
            }
        },
        [this, request](const Outcome& outcome) { showOutcome(request, outcome); });
}

void VerifyDialog::cancel()
{
    m_cancel.cancel();
}

void VerifyDialog::setUpLayout()
{
    auto* about = new QLabel(
        tr("The picture must not depend on how it was computed. Here it is computed with every number of "
           "threads, every SIMD level, both kernels and several tile sizes, and all that is known of each "
           "pixel is compared, bit for bit; strict pictures with a plain loop, too."),
        this);
    for (QLabel* label : { about, m_result }) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setFixedWidth(textWidth);
    }
    m_result->setObjectName(QStringLiteral("verifyResult"));
    m_result->setAccessibleName(tr("What the verification showed"));
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->setMinimumHeight(4 * fontMetrics().lineSpacing());
    m_result->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_progress->setObjectName(QStringLiteral("verifyProgress"));
    m_progress->setAccessibleName(tr("Ways of computing that are done"));
    m_progress->setFormat(tr("%v of %m", "pictures computed"));
    m_start->setObjectName(QStringLiteral("verifyStart"));
    m_start->setDefault(true);
    m_stop->setObjectName(QStringLiteral("verifyStop"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_start, QDialogButtonBox::ActionRole);
    buttons->addButton(m_stop, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(m_progress);
    layout->addWidget(m_result);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

void VerifyDialog::showRunning(bool running)
{
    m_running = running;
    m_start->setEnabled(!running);
    m_stop->setEnabled(running);
    // Kept in the layout, so that nothing moves.
    m_progress->setEnabled(running);
    if (!running)
        m_progress->setRange(0, 1);
    if (!running)
        m_progress->reset();
}

void VerifyDialog::showOutcome(const RenderRequest& request, const Outcome& outcome)
{
    showRunning(false);
    if (!outcome)
        m_result->setText(
            tr("This picture cannot be verified: %1").arg(QString::fromStdString(outcome.error().message)));
    else if (!*outcome)
        m_result->setText(tr("Stopped; nothing is known."));
    else
        m_result->setText(verificationText(**outcome, request));
}

} // namespace escapade
