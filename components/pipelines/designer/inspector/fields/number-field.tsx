import { useEffect, useState } from 'react'
import { Input } from '@/components/ui/input'
import type { FieldProps } from './field-props'
import { readNumber } from './read-number'

/** Keeps what is typed as it is typed; hands on what is a number, and says so where it is not. */
export function NumberField({ field, value, onChange, columns: _, error: __, ...control }: FieldProps<'number'>) {
  const stored = typeof value === 'number' ? String(value) : ''
  const [text, setText] = useState(stored)
  const read = readNumber(text)
  // A value from elsewhere (undo, another tab, a repair) replaces the text; "1." and "1" are the same number and do not.
  useEffect(() => {
    setText((current) => {
      const now = readNumber(current)
      return now.kind === 'number' && String(now.value) === stored ? current : now.kind === 'invalid' ? current : stored
    })
  }, [stored])
  const invalid = read.kind === 'invalid'
  return (
    <>
      <span className="flex items-center gap-2">
        <Input
          {...control}
          aria-invalid={invalid || control['aria-invalid']}
          inputMode="decimal"
          className="tabular"
          placeholder={field.nullable ? 'none' : undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            const next = readNumber(event.target.value)
            if (next.kind === 'number') onChange(next.value, { typing: true })
            if (next.kind === 'empty') onChange(field.nullable ? null : undefined, { typing: true })
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
            event.preventDefault()
            const from = read.kind === 'number' ? read.value : (field.min ?? 0)
            const next = clamp(from + (field.step ?? 1) * (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1), field)
            setText(String(next))
            onChange(next, { typing: true })
          }}
          onBlur={() => setText(stored)}
        />
        {field.unit && <span className="shrink-0 text-sm text-muted">{field.unit}</span>}
      </span>
      {invalid && <p role="alert" className="text-sm text-failed">“{text}” is not a number; the value is still {stored || 'the default'}.</p>}
    </>
  )
}

function clamp(value: number, { min = -Infinity, max = Infinity }: { min?: number; max?: number }): number {
  // 0.1 + 0.2 would show as 0.30000000000000004.
  return Math.min(max, Math.max(min, Number(value.toPrecision(12))))
}
