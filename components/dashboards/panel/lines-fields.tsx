'use client'

import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import type { TileView } from '@/lib/dashboards/schema'
import { KeyChoice } from '../fields/choices'
import { NumberField } from './number-field'
import type { SetView } from './view-fields'

export function LinesFields({ view, experiment, onChange }: { view: Extract<TileView, { kind: 'lines' }>; experiment: string; onChange: SetView }) {
  return (
    <>
      <Field label="Metric">
        <KeyChoice kinds={['metrics']} experiments={[experiment]} value={view.metric} onChange={(metric) => onChange({ ...view, metric }, 'metric')} />
      </Field>
      <NumberField label="Newest runs" value={view.runs} least={1} most={20} onTake={(runs) => onChange({ ...view, runs }, 'runs')} />
      <Field label="Colour by parameter">
        <KeyChoice kinds={['params']} experiments={[experiment]} placeholder="A colour for each run" clear="A colour for each run" value={view.group} onChange={(group) => onChange({ ...view, group }, 'group')} />
      </Field>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium">Axis</span>
        <Segmented aria-label="Axis" className="self-start" value={view.scale} onValueChange={(scale) => onChange({ ...view, scale }, 'scale')} options={[{ value: 'linear', label: 'Linear' }, { value: 'log', label: 'Log' }]} />
      </div>
      <Field label="Smoothing" aside={view.smoothing === 0 ? 'off' : view.smoothing.toFixed(2)} help="The line as it was logged stays behind it.">
        <input type="range" min={0} max={0.99} step={0.01} value={view.smoothing} onChange={(event) => onChange({ ...view, smoothing: Number(event.target.value) }, 'smoothing')} className="w-full accent-(--accent)" />
      </Field>
    </>
  )
}
