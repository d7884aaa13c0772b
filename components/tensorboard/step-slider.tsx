'use client'

import { formatInteger } from '@/components/ui/format'

export interface StepSliderProps {
  /** What is looked at, for those who hear it. */
  label: string
  steps: number[]
  /** Place among the steps. */
  value: number
  onChange: (place: number) => void
}

/** Chooses one of the steps at which something was logged. */
export function StepSlider({ label, steps, value, onChange }: StepSliderProps) {
  const step = steps[value] ?? 0
  if (steps.length < 2) return <p className="text-sm text-muted tabular">Step {formatInteger(step)}</p>
  return (
    <label className="flex items-center gap-2 text-sm text-muted tabular">
      <span className="w-24 shrink-0">Step {formatInteger(step)}</span>
      <input
        type="range"
        aria-label={`Step of ${label}`}
        aria-valuetext={`Step ${step}`}
        className="min-w-0 flex-1 accent-accent"
        min={0}
        max={steps.length - 1}
        step={1}
        value={value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <span className="shrink-0">{formatInteger(steps.length)} steps</span>
    </label>
  )
}
