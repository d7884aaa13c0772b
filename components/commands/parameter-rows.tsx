'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { ParameterRow } from './parameters'

export interface ParameterRowsProps {
  /** What a row is, such as "parameter". */
  noun: string
  rows: ParameterRow[]
  onChange: (rows: ParameterRow[]) => void
}

/** Names with their values. */
export function ParameterRows({ noun, rows, onChange }: ParameterRowsProps) {
  const set = (place: number, part: Partial<ParameterRow>) => onChange(rows.map((row, index) => (index === place ? { ...row, ...part } : row)))
  return (
    <div className="flex flex-col gap-2">
      {rows.map((row, place) => (
        <div key={place} className="flex items-center gap-2">
          <Input aria-label={`Name of ${noun} ${place + 1}`} placeholder="name" className="w-44 font-mono max-sm:w-32" value={row.name} onChange={(event) => set(place, { name: event.target.value })} />
          <Input aria-label={`Value of ${row.name || `${noun} ${place + 1}`}`} placeholder="value" className="min-w-0 flex-1 font-mono" value={row.value} onChange={(event) => set(place, { value: event.target.value })} />
          <Button type="button" size="sm" variant="ghost" icon={X} aria-label={`Remove ${row.name || `${noun} ${place + 1}`}`} onClick={() => onChange(rows.filter((_, index) => index !== place))} />
        </div>
      ))}
      <Button type="button" size="sm" icon={Plus} className="self-start" onClick={() => onChange([...rows, { name: '', value: '' }])}>
        Add a {noun}
      </Button>
    </div>
  )
}
