'use client'

import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'

export interface MetricPartsProps {
  /** `metrics.loss` */
  name: string
  /** Its columns that are shown. */
  chosen: string[]
  /** No column can be added. */
  full: boolean
  onToggle: (column: string, on: boolean) => void
}

const parts = [
  { suffix: '', label: 'last' },
  { suffix: '|lowest', label: 'min' },
  { suffix: '|highest', label: 'max' },
]

/** Which of a metric's values are shown: the last, the least, the greatest, or those at steps. */
export function MetricParts({ name, chosen, full, onToggle }: MetricPartsProps) {
  const [step, setStep] = useState('')
  const steps = chosen.flatMap((column) => /\|step (-?\d+)$/.exec(column.slice(name.length))?.[1] ?? [])
  const all = [...parts, ...steps.map((at) => ({ suffix: `|step ${at}`, label: `at ${at}` }))]
  const add = () => {
    if (!/^-?\d{1,18}$/.test(step.trim())) return
    const column = `${name}|step ${BigInt(step.trim())}`
    if (!chosen.includes(column)) onToggle(column, true)
    setStep('')
  }
  return (
    <div role="group" aria-label={`Values of ${name.slice('metrics.'.length)}`} className="flex flex-wrap items-center gap-1 pb-1 pl-6">
      {all.map(({ suffix, label }) => {
        const on = chosen.includes(name + suffix)
        return (
          <button key={suffix} type="button" aria-pressed={on} disabled={!on && full} className={cn('h-5 rounded-sm border px-1.5 text-sm disabled:opacity-50', on ? 'border-accent bg-selected text-link' : 'border-line text-muted hover:bg-pressed')} onClick={() => onToggle(name + suffix, !on)}>
            {label}
          </button>
        )
      })}
      <Input aria-label="At step" title="Enter adds it" placeholder="at step" inputMode="numeric" disabled={full} value={step} onChange={(event) => setStep(event.target.value)} onBlur={add} onKeyDown={(event) => event.key === 'Enter' && add()} className="h-5 w-16 px-1 text-sm" />
    </div>
  )
}
