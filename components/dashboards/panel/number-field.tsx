'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { formatInteger } from '@/components/ui/format'

export interface NumberFieldProps {
  label: string
  value: number
  least: number
  most: number
  onTake: (value: number) => void
}

/** A whole number in a range; taken as soon as it is one. */
export function NumberField({ label, value, least, most, onTake }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const number = Number(typed ?? value)
  const wrong = typed !== null && (typed.trim() === '' || !Number.isInteger(number) || number < least || number > most)
  return (
    <Field label={label} error={wrong ? `A whole number from ${formatInteger(least)} to ${formatInteger(most)}.` : null}>
      <Input
        inputMode="numeric"
        className="w-24"
        value={typed ?? String(value)}
        onChange={(event) => {
          const next = event.target.value
          setTyped(next)
          const taken = Number(next)
          if (next.trim() !== '' && Number.isInteger(taken) && taken >= least && taken <= most) onTake(taken)
        }}
        onBlur={() => setTyped(null)}
      />
    </Field>
  )
}
