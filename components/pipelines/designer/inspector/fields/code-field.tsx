'use client'

import { Textarea } from '@/components/ui/input'
import { lazyPart } from '@/components/ui/lazy-part'
import type { CodeEditorProps } from './code-editor'
import type { FieldProps } from './field-props'

// CodeMirror weighs more than the rest of the designer, and few steps hold code. Until it is there, and where it cannot be
// fetched, a plain field does.
const CodeEditor = lazyPart(() => import('./code-editor').then((module) => module.CodeEditor), { loading: PlainEditor, failed: PlainEditor })

export function CodeField({ field, value, onChange, columns, error: _, disabled, ...control }: FieldProps<'code'>) {
  return (
    <CodeEditor
      {...control}
      label={field.label}
      language={field.language}
      placeholder={field.placeholder}
      value={typeof value === 'string' ? value : ''}
      readOnly={disabled}
      columns={field.from ? columns(field.from) : undefined}
      onChange={(text) => onChange(text, { typing: true })}
    />
  )
}

function PlainEditor({ label, value, onChange, placeholder, readOnly, language, columns: _, ...control }: CodeEditorProps) {
  return (
    <Textarea
      {...control}
      aria-label={label}
      spellCheck={false}
      rows={language === 'expression' ? 2 : 6}
      className="font-mono text-sm"
      placeholder={placeholder}
      readOnly={readOnly}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
