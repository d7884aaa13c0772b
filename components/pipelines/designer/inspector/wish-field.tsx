import { useEffect, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { readWish, wishText, type TypedWish, type WishValue } from './read-wish'

interface WishFieldProps {
  wish: TypedWish
  label: string
  help?: string
  value: WishValue | undefined
  disabled: boolean
  onChange: (value: WishValue | undefined) => void
}

/** One wish of a step. What is typed is handed on only where it is right, and said to be wrong where it is not. */
export function WishField({ wish, label, help, value, disabled, onChange }: WishFieldProps) {
  const stored = wishText(value)
  const [text, setText] = useState(stored)
  const read = readWish(wish, text)
  // A value from elsewhere (undo, another tab) replaces the text; “1.” and “1” are the same and do not.
  useEffect(() => {
    setText((current) => {
      const now = readWish(wish, current)
      return now.kind === 'invalid' || (now.kind === 'value' && wishText(now.value) === stored) ? current : stored
    })
  }, [wish, stored])
  return (
    <Field label={label} help={help} error={read.kind === 'invalid' ? `${read.message}. It is still ${stored || 'as the run says'}.` : undefined}>
      <Input
        className="tabular"
        inputMode={wish === 'tags' || wish === 'resources' ? undefined : 'decimal'}
        placeholder="as the run says"
        disabled={disabled}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          const next = readWish(wish, event.target.value)
          if (next.kind !== 'invalid') onChange(next.kind === 'value' ? next.value : undefined)
        }}
        onBlur={() => setText(stored)}
      />
    </Field>
  )
}
