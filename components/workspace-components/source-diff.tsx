'use client'

import { python } from '@codemirror/lang-python'
import { unifiedMergeView } from '@codemirror/merge'
import { useMemo } from 'react'
import CodeMirror, { EditorView } from '@uiw/react-codemirror'
import { codeColours } from '@/components/pipelines/designer/inspector/fields/code-editor'

/** Two versions of a component's Python in one text, line by line: what went and what came. */
export function SourceDiff({ before, after }: { before: string; after: string }) {
  const extensions = useMemo(
    () => [
      python(),
      codeColours,
      EditorView.lineWrapping,
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-label': 'Difference of the code' }),
      unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } }),
      EditorView.theme({
        '&': { fontSize: '12px', backgroundColor: 'transparent', color: 'var(--fg)' },
        '.cm-content': { fontFamily: "'JetBrains Mono Variable', monospace" },
        '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--faint)', border: 'none' },
        '&.cm-focused': { outline: 'none' },
      }),
    ],
    [before],
  )
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <CodeMirror key={`${before.length} ${after.length}`} value={after} readOnly theme="none" extensions={extensions} maxHeight="480px" basicSetup={{ foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false }} />
    </div>
  )
}
