'use client'

import { useMemo } from 'react'
import { autocompletion, type Completion, type CompletionContext } from '@codemirror/autocomplete'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { python } from '@codemirror/lang-python'
import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { tags } from '@lezer/highlight'
import CodeMirror, { EditorView } from '@uiw/react-codemirror'
import type { TableSchema } from '@/lib/catalog/types'
import { cn } from '@/components/ui/cn'
import { fieldClass } from '@/components/ui/input'

export interface CodeEditorProps {
  label: string
  language: 'python' | 'sql' | 'expression'
  value: string
  onChange: (value: string) => void
  columns: TableSchema
  placeholder?: string
  readOnly?: boolean
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

const look = EditorView.theme({
  '&': { fontSize: '12px', backgroundColor: 'transparent', color: 'var(--fg)' },
  '.cm-content': { fontFamily: "'JetBrains Mono Variable', monospace", caretColor: 'var(--fg)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--line)', color: 'var(--fg)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--selected)', color: 'var(--fg)' },
})

/** The tokens' colours, which read well on light and on dark ground. */
export const codeColours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--port-model)' },
    { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--succeeded)' },
    { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--warning)' },
    { tag: [tags.comment, tags.meta], color: 'var(--faint)' },
    { tag: [tags.function(tags.variableName), tags.definition(tags.variableName), tags.className, tags.typeName], color: 'var(--running)' },
    { tag: tags.invalid, color: 'var(--failed)' },
  ]),
)

/** SQL, Python or an expression, with the columns that arrive offered while typing. Tab leaves the editor. */
export function CodeEditor({ label, language, value, onChange, columns, placeholder, readOnly, ...control }: CodeEditorProps) {
  const extensions = useMemo(() => {
    const options: Completion[] = (columns ?? []).map(({ name, type }) => ({ label: name, detail: type, type: 'variable', apply: quoted(name, language) }))
    const source = (context: CompletionContext) => {
      const word = context.matchBefore(/["\w]+/)
      return word || context.explicit ? { from: word?.from ?? context.pos, options } : null
    }
    return [
      language === 'python' ? python() : sql({ dialect: PostgreSQL }),
      EditorView.lineWrapping,
      look,
      codeColours,
      EditorView.contentAttributes.of({
        'aria-label': label,
        ...(control.id && { id: control.id }),
        ...(control['aria-describedby'] && { 'aria-describedby': control['aria-describedby'] }),
      }),
      ...(options.length > 0 ? [autocompletion({ override: [source] })] : []),
    ]
  }, [columns, language, label, control.id, control['aria-describedby']])
  return (
    <div aria-invalid={control['aria-invalid']} className={cn(fieldClass, 'overflow-hidden focus-within:border-ring')}>
      <CodeMirror
        value={value}
        onChange={onChange}
        extensions={extensions}
        readOnly={readOnly}
        placeholder={placeholder}
        theme="none"
        indentWithTab={false}
        minHeight={language === 'expression' ? '32px' : '120px'}
        maxHeight="420px"
        basicSetup={{ lineNumbers: language !== 'expression', foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false, autocompletion: options(language) }}
      />
    </div>
  )
}

/** Our own completion replaces CodeMirror's only where there are columns to offer. */
function options(language: CodeEditorProps['language']): boolean {
  return language !== 'expression'
}

function quoted(name: string, language: CodeEditorProps['language']): string {
  if (/^[A-Za-z_]\w*$/.test(name) || language === 'python') return name
  return `"${name.replaceAll('"', '""')}"`
}
