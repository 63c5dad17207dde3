// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QSyntaxHighlighter>

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Repository>

#include <memory>

namespace rove::ui {

/// Colours a document by KSyntaxHighlighting's definitions in the theme's own colours, so that JSON text and
/// value trees look alike. Works on the document it is given, none at first; rehighlight() after a change of
/// theme.
class CodeHighlighter : public QSyntaxHighlighter, public KSyntaxHighlighting::AbstractHighlighter {
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    explicit CodeHighlighter(QObject *parent);

    /// The name as KSyntaxHighlighting's definition has it; empty for plain text.
    void setLanguageName(const QString &name);

protected:
    void highlightBlock(const QString &text) override;
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    std::shared_ptr<KSyntaxHighlighting::Repository> m_repository;
};

} // namespace rove::ui
