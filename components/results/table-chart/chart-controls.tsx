'use client'

import { ChartColumn, ChartLine, ChartScatter, Grid3x3, LayoutGrid, MapPin, Rows3, Tally5, type LucideIcon } from 'lucide-react'
import { Select } from '@/components/ui/select'
import type { Column } from '@/lib/catalog/types'
import { mostCorrelated, mostMatrix, suitable, type Choice, type TableChart } from '@/lib/results/chart-choice'
import { ColumnPicker } from './column-picker'

const NONE = '\0'

export const chartLooks: Record<TableChart, { label: string; icon: LucideIcon }> = {
  histogram: { label: 'Histogram', icon: ChartColumn },
  counts: { label: 'Counts', icon: Tally5 },
  box: { label: 'Box plot', icon: Rows3 },
  scatter: { label: 'Scatter', icon: ChartScatter },
  matrix: { label: 'Scatter matrix', icon: LayoutGrid },
  correlation: { label: 'Correlation', icon: Grid3x3 },
  line: { label: 'Line', icon: ChartLine },
  map: { label: 'Map', icon: MapPin },
}

export interface ChartControlsProps {
  choice: Choice
  columns: Column[]
  /** New values of names in the address; null takes one out. */
  onChange: (changes: Record<string, string | null>) => void
}

/** Which chart, of which columns, and how. */
export function ChartControls({ choice, columns, onChange }: ChartControlsProps) {
  const { kind } = choice
  const names = (place: 'x' | 'y' | 'by') => suitable(kind, place, columns).map(({ name }) => ({ value: name, label: name }))
  const one = (label: string, param: 'x' | 'y', value: string | undefined, extra: { value: string; label: string }[] = []) => (
    <Labelled label={label}>
      <Select aria-label={label} size="sm" className="w-40" value={value ?? (extra.length > 0 ? NONE : undefined)} onValueChange={(next) => onChange({ [param]: next === NONE ? '' : next })} options={[...extra, ...names(param)]} />
    </Labelled>
  )
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <Labelled label="Chart">
        <Select
          aria-label="Chart"
          size="sm"
          className="w-40"
          value={kind}
          onValueChange={(next) => onChange({ chart: next, how: null })}
          options={Object.entries(chartLooks).map(([value, { label, icon: Icon }]) => ({
            value,
            label: (
              <span className="flex items-center gap-1.5">
                <Icon aria-hidden className="size-3.5 text-muted" strokeWidth={1.75} />
                {label}
              </span>
            ),
          }))}
        />
      </Labelled>
      {(kind === 'histogram' || kind === 'counts') && one('Column', 'x', choice.x)}
      {kind === 'scatter' && one('Across', 'x', choice.x)}
      {kind === 'line' && one('Along', 'x', choice.x)}
      {kind === 'map' && one('Longitude', 'x', choice.x)}
      {kind === 'box' && one('Column', 'y', choice.y)}
      {kind === 'scatter' && one('Up', 'y', choice.y)}
      {kind === 'map' && one('Latitude', 'y', choice.y)}
      {kind === 'line' && one('Measure', 'y', choice.y, [{ value: NONE, label: 'rows' }])}
      {kind === 'line' && choice.y !== undefined && <Choose label="As" param="how" value={choice.how || 'mean'} onChange={onChange} options={{ mean: 'Mean', median: 'Median', sum: 'Sum', min: 'Lowest', max: 'Highest', count: 'Number of rows' }} />}
      {(kind === 'matrix' || kind === 'correlation') && (
        <Labelled label="Columns">
          <ColumnPicker columns={suitable(kind, 'columns', columns)} chosen={choice.columns} most={kind === 'matrix' ? mostMatrix : mostCorrelated} onChange={(next) => onChange({ cols: JSON.stringify(next) })} />
        </Labelled>
      )}
      {kind === 'correlation' && <Choose label="Method" param="how" value={choice.how || 'pearson'} onChange={onChange} options={{ pearson: 'Pearson', spearman: 'Spearman (ranks)' }} />}
      {kind !== 'counts' && kind !== 'correlation' && (
        <Labelled label={kind === 'box' ? 'Groups' : kind === 'line' ? 'A line for each' : kind === 'histogram' ? 'Split by' : 'Colour by'}>
          <Select aria-label="Groups" size="sm" className="w-40" value={choice.by ?? NONE} onValueChange={(next) => onChange({ by: next === NONE ? null : next })} options={[{ value: NONE, label: 'nothing' }, ...names('by')]} />
        </Labelled>
      )}
      {kind === 'histogram' && <Choose label="Bars" param="bins" value={String(choice.bins)} onChange={onChange} options={Object.fromEntries([...new Set([12, 24, 48, 96, choice.bins])].sort((a, b) => a - b).map((count) => [String(count), `about ${count}`]))} />}
    </div>
  )
}

function Choose({ label, param, value, options, onChange }: { label: string; param: string; value: string; options: Record<string, string>; onChange: ChartControlsProps['onChange'] }) {
  const known = value in options ? value : Object.keys(options)[0]!
  return (
    <Labelled label={label}>
      <Select aria-label={label} size="sm" className="w-36" value={known} onValueChange={(next) => onChange({ [param]: next })} options={Object.entries(options).map(([key, text]) => ({ value: key, label: text }))} />
    </Labelled>
  )
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <span aria-hidden className="text-sm text-muted">
        {label}
      </span>
      {children}
    </div>
  )
}
