'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export interface TextOptionProps<T> {
  label: string
  help?: string
  placeholder?: string
  value: T | undefined
  /** As a person writes it. */
  write: (value: T) => string
  /** Undefined for what is empty; an error's sentence for what is wrong. */
  read: (text: string) => { value: T | undefined } | { error: string }
  onChange: (value: T | undefined) => void
  inputMode?: 'numeric'
}

/** An option that is typed: each keystroke that makes sense counts. */
export function TextOption<T>({ label, help, placeholder, value, write, read, onChange, inputMode }: TextOptionProps<T>) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown = value === undefined ? '' : write(value)
  const result = typed === null ? undefined : read(typed)
  return (
    <Field label={label} help={help} error={result && 'error' in result ? result.error : null}>
      <Input
        value={typed ?? shown}
        placeholder={placeholder}
        inputMode={inputMode}
        onFocus={() => setTyped(shown)}
        // What was wrong when one leaves the field is not kept: the field shows what counts.
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.target.value)
          const next = read(event.target.value)
          if ('value' in next) onChange(next.value)
        }}
      />
    </Field>
  )
}
