'use client'

import { Maximize, Minus, Plus, SunMedium } from 'lucide-react'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Switch } from '@/components/ui/switch'
import { useLabeling } from '../page/session-context'
import { plainAdjustments } from '../page/settings'

/** How the image is shown: zoom, brightness, contrast, crosshair, names. Nothing of it is stored with the labels. */
export function ViewMenu({ run }: { run: (action: string) => void }) {
  const { settings } = useLabeling()
  const adjustments = useStore(settings.adjustments)
  const set = (change: Partial<typeof adjustments>) => settings.adjustments.set({ ...adjustments, ...change })
  const changed = adjustments.brightness !== 1 || adjustments.contrast !== 1
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="sm" icon={SunMedium} aria-label="View" className={cn('pointer-coarse:size-9', changed && 'text-link')} />
      </PopoverTrigger>
      <PopoverContent align="end" className="flex w-64 flex-col gap-3">
        <div className="flex items-center gap-1">
          <Button size="sm" icon={Minus} aria-label="Zoom out" onClick={() => run('zoom-out')} />
          <Button size="sm" icon={Plus} aria-label="Zoom in" onClick={() => run('zoom-in')} />
          <Button size="sm" icon={Maximize} onClick={() => run('fit')}>
            Fit
          </Button>
          <Button size="sm" onClick={() => run('actual')}>
            100 %
          </Button>
        </div>
        <Slider label="Brightness" value={adjustments.brightness} onChange={(brightness) => set({ brightness })} />
        <Slider label="Contrast" value={adjustments.contrast} onChange={(contrast) => set({ contrast })} />
        {changed && (
          <Button size="sm" onClick={() => set({ brightness: plainAdjustments.brightness, contrast: plainAdjustments.contrast })}>
            Show as it is
          </Button>
        )}
        <Line label="Crosshair while drawing" checked={adjustments.crosshair} onChange={(crosshair) => set({ crosshair })} />
        <Line label="Names on shapes" checked={adjustments.names} onChange={(names) => set({ names })} />
      </PopoverContent>
    </Popover>
  )
}

function Slider({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <label className="flex flex-col gap-1 text-sm">
      <span className="flex justify-between">
        {label} <span className="text-muted tabular-nums">{Math.round(value * 100)} %</span>
      </span>
      <input type="range" min={0.2} max={3} step={0.05} value={value} onChange={(event) => onChange(event.target.valueAsNumber)} className="accent-accent" />
    </label>
  )
}

function Line({ label, checked, onChange }: { label: string; checked: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="flex items-center justify-between gap-2">
      {label}
      <Switch checked={checked} onCheckedChange={onChange} aria-label={label} />
    </label>
  )
}
