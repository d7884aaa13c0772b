'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'
import type { FieldProps } from './field-props'

// CodeMirror weighs more than the rest of the designer, and few steps hold code.
const CodeEditor = dynamic(() => import('./code-editor').then((module) => module.CodeEditor), { ssr: false, loading: () => <Skeleton className="h-24" /> })

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
