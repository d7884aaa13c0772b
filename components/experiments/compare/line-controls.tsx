'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import type { RunAxis } from '@/components/charts/prepare/run-axes'
import type { LineSettings } from './metric-lines'
import { rangeText } from './view'

export interface LineControlsProps {
  settings: LineSettings
  /** Parts of the address; null takes one out. */
  onChange: (changes: Record<string, string | null>) => void
  /** Columns by which runs can be grouped; without them they cannot. */
  groups?: readonly string[]
  group?: string | null
}

const axes: { value: RunAxis; label: string }[] = [
  { value: 'step', label: 'Step' },
  { value: 'relative', label: 'Relative time' },
  { value: 'wall', label: 'Wall time' },
]

/** How all line charts of a page are drawn. */
export function LineControls({ settings, onChange, groups, group = null }: LineControlsProps) {
  return (
    <div role="group" aria-label="How lines are drawn" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented aria-label="Horizontal axis" value={settings.axis} options={axes} onValueChange={(axis) => onChange({ x: axis === 'step' ? null : axis, zoom: null, ...(axis === 'wall' && { logx: null }) })} />
      <Smoothing key={settings.smoothing} value={settings.smoothing} onChange={(value) => onChange({ smooth: value === 0 ? null : String(value) })} />
      <Toggle label="Log y" checked={settings.logY} onChange={(on) => onChange({ logy: on ? 'true' : null })} />
      <Toggle label="Log x" checked={settings.logX} disabled={settings.axis === 'wall'} onChange={(on) => onChange({ logx: on ? 'true' : null, zoom: null })} />
      {groups && groups.length > 0 && (
        <label className="flex items-center gap-2">
          Group by
          <Select
            aria-label="Group by"
            size="sm"
            className="w-40"
            value={group ?? 'none'}
            onValueChange={(next) => onChange({ group: next === 'none' ? null : next })}
            options={[{ value: 'none', label: 'Nothing' }, ...groups.map((name) => ({ value: name, label: name.replace(/^\w+\./, ''), help: name.startsWith('tags.') ? 'tag' : 'parameter' }))]}
          />
        </label>
      )}
      {settings.zoom && (
        <Button size="sm" onClick={() => onChange({ zoom: rangeText(null) })}>
          Show all
        </Button>
      )}
    </div>
  )
}

function Toggle({ label, checked, disabled, onChange }: { label: string; checked: boolean; disabled?: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex items-center gap-1.5">
      <Checkbox checked={checked} disabled={disabled} onCheckedChange={(on) => onChange(on === true)} />
      {label}
    </label>
  )
}

/** Even steps of the slider are even steps of how far the average looks back: 0, 0.5, 0.9, 0.99. */
const weights = [0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995]

function Smoothing({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const [place, setPlace] = useState(() => Math.max(0, weights.findIndex((weight) => weight >= value)))
  return (
    <label className="flex items-center gap-2" title="Exponential moving average over the places that are drawn. The values themselves stay, faint.">
      Smoothing
      <input
        type="range"
        min={0}
        max={weights.length - 1}
        value={place}
        aria-valuetext={String(weights[place])}
        className="w-24 accent-(--accent)"
        onChange={(event) => setPlace(Number(event.target.value))}
        onPointerUp={() => onChange(weights[place]!)}
        onKeyUp={() => onChange(weights[place]!)}
        onBlur={() => weights[place] !== value && onChange(weights[place]!)}
      />
      <span className="w-9 text-muted tabular">{weights[place]}</span>
    </label>
  )
}
