'use client'

import { ColumnMenu } from '@/components/experiments/column-menu'
import { columnLabel, columnSyntax, isMetric } from '@/components/experiments/value-text'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { DashboardFilters, TileView } from '@/lib/dashboards/schema'
import { goalOf } from '@/lib/dashboards/goal'
import { ExperimentChoice, KeyChoice } from '../fields/choices'
import { LinesFields } from './lines-fields'
import { NumberField } from './number-field'
import { PipelineChoice, ProjectChoice } from './place-choices'

export type SetView = (view: TileView, name: string) => void

const goals = [
  { value: 'max', label: 'Highest is best' },
  { value: 'min', label: 'Lowest is best' },
]
const measures = [
  { value: 'mean', label: 'Mean, with lowest and highest' },
  { value: 'max', label: 'Highest' },
  { value: 'min', label: 'Lowest' },
]
const numbers = [
  { value: 'best', label: 'Best value of a metric' },
  { value: 'runs', label: 'How many runs' },
  { value: 'failed', label: 'How many runs failed' },
  { value: 'hours', label: 'Compute hours of the workspace' },
]

/** What a kind of tile asks, each with its own fields. */
export function ViewFields({ view, filters, onChange }: { view: TileView; filters: DashboardFilters; onChange: SetView }) {
  const ofRuns = 'experiment' in view && !(view.kind === 'number' && view.measure === 'hours')
  const experiment = 'experiment' in view ? filters.experiment || view.experiment : ''
  return (
    <>
      {view.kind === 'number' && (
        <Field label="Number">
          <Select value={view.measure} onValueChange={(measure) => onChange({ ...view, measure: measure as typeof view.measure }, 'measure')} options={numbers} />
        </Field>
      )}
      {'experiment' in view && ofRuns && (
        <Field label="Experiment" help={filters.experiment && filters.experiment !== view.experiment ? 'The dashboard is filtered by another one now.' : undefined}>
          <ExperimentChoice value={view.experiment} placeholder="The dashboard’s" clear="The dashboard’s" onChange={(next) => onChange({ ...view, experiment: next }, 'experiment')} />
        </Field>
      )}
      <OwnFields view={view} experiment={experiment} onChange={onChange} />
      {'filter' in view && ofRuns && (
        <Field label="Only runs with" help="In MLflow’s syntax, beside the dashboard’s filters.">
          <FilterInput key={view.filter} value={view.filter} onTake={(filter) => onChange({ ...view, filter }, 'filter')} />
        </Field>
      )}
    </>
  )
}

function FilterInput({ value, onTake, ...rest }: { value: string; onTake: (filter: string) => void; id?: string; 'aria-describedby'?: string }) {
  return (
    <Input
      {...rest}
      className="font-mono text-sm"
      placeholder="params.model = 'tree'"
      defaultValue={value}
      maxLength={2000}
      onBlur={(event) => onTake(event.target.value.trim())}
      onKeyDown={(event) => event.key === 'Enter' && onTake(event.currentTarget.value.trim())}
    />
  )
}

function OwnFields({ view, experiment, onChange }: { view: TileView; experiment: string; onChange: SetView }) {
  const of = [experiment]
  const metricField = (metric: string, take: (metric: string) => void, label = 'Metric') => (
    <Field label={label}>
      <KeyChoice kinds={['metrics']} experiments={of} value={metric} onChange={take} />
    </Field>
  )
  const goalField = (goal: 'max' | 'min', take: (goal: 'max' | 'min') => void) => (
    <Field label="Goal">
      <Select value={goal} onValueChange={(next) => take(next as 'max' | 'min')} options={goals} />
    </Field>
  )
  switch (view.kind) {
    case 'lines':
      return <LinesFields view={view} experiment={experiment} onChange={onChange} />
    case 'number':
      return view.measure === 'best' ? (
        <>
          {metricField(view.metric, (metric) => onChange({ ...view, metric, goal: goalOf(metric) }, 'metric'))}
          {goalField(view.goal, (goal) => onChange({ ...view, goal }, 'goal'))}
        </>
      ) : null
    case 'best':
      return (
        <>
          {metricField(view.metric, (metric) => onChange({ ...view, metric, goal: goalOf(metric) }, 'metric'))}
          {goalField(view.goal, (goal) => onChange({ ...view, goal }, 'goal'))}
          <Columns experiment={experiment} columns={view.columns} onChange={(columns) => onChange({ ...view, columns }, 'columns')} />
          <NumberField label="Runs" value={view.limit} least={1} most={100} onTake={(limit) => onChange({ ...view, limit }, 'limit')} />
        </>
      )
    case 'runs':
      return (
        <>
          <Columns experiment={experiment} columns={view.columns} onChange={(columns) => onChange({ ...view, columns }, 'columns')} />
          <Field label="Order">
            <Select value={view.order || 'start_time DESC'} onValueChange={(order) => onChange({ ...view, order: order === 'start_time DESC' ? '' : order }, 'order')} options={orders(view.columns)} />
          </Field>
          <NumberField label="Runs" value={view.limit} least={1} most={100} onTake={(limit) => onChange({ ...view, limit }, 'limit')} />
        </>
      )
    case 'bars':
      return (
        <>
          {metricField(view.metric, (metric) => onChange({ ...view, metric }, 'metric'))}
          <Field label="Group by parameter">
            <KeyChoice kinds={['params']} experiments={of} value={view.param} onChange={(param) => onChange({ ...view, param }, 'param')} />
          </Field>
          <Field label="Bar">
            <Select value={view.measure} onValueChange={(measure) => onChange({ ...view, measure: measure as typeof view.measure }, 'measure')} options={measures} />
          </Field>
        </>
      )
    case 'scatter':
      return (
        <>
          <Field label="Across (x)">
            <KeyChoice kinds={['params', 'metrics']} experiments={of} value={view.x} onChange={(x) => onChange({ ...view, x }, 'x')} />
          </Field>
          <Field label="Up (y)">
            <KeyChoice kinds={['metrics', 'params']} experiments={of} value={view.y} onChange={(y) => onChange({ ...view, y }, 'y')} />
          </Field>
        </>
      )
    case 'states':
      return (
        <Field label="Pipeline">
          <PipelineChoice value={view.pipeline} onChange={(pipeline) => onChange({ ...view, pipeline }, 'pipeline')} />
        </Field>
      )
    case 'hours':
      return (
        <Field label="Group by">
          <Select value={view.by} onValueChange={(by) => onChange({ ...view, by: by as typeof view.by }, 'by')} options={[{ value: 'person', label: 'Person' }, { value: 'day', label: 'Day' }]} />
        </Field>
      )
    case 'labeling':
      return (
        <Field label="Project">
          <ProjectChoice value={view.project} onChange={(project) => onChange({ ...view, project }, 'project')} />
        </Field>
      )
    case 'text':
      return (
        <Field label="Text" help="Markdown: # heading, **bold**, - list, [words](https://…).">
          <Textarea rows={12} value={view.text} maxLength={20_000} onChange={(event) => onChange({ ...view, text: event.target.value }, 'text')} />
        </Field>
      )
  }
}

function orders(columns: string[]) {
  const own = columns.filter((column) => !column.includes('|')).flatMap((column) => [
    { value: `${columnSyntax(column)} DESC`, label: `${isMetric(column) ? 'Highest' : 'Last'} ${columnLabel(column)} first` },
    { value: `${columnSyntax(column)} ASC`, label: `${isMetric(column) ? 'Lowest' : 'First'} ${columnLabel(column)} first` },
  ])
  return [{ value: 'start_time DESC', label: 'Newest first' }, { value: 'start_time ASC', label: 'Oldest first' }, { value: 'duration DESC', label: 'Longest first' }, ...own]
}

function Columns({ experiment, columns, onChange }: { experiment: string; columns: string[]; onChange: (columns: string[]) => void }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium">Columns</span>
      <div className="flex items-center gap-2">
        {experiment ? <ColumnMenu experiment={experiment} columns={columns} onChange={(next) => onChange(next.slice(0, 12))} /> : <span className="text-muted">Choose an experiment first.</span>}
        <span className="min-w-0 flex-1 truncate text-sm text-muted" title={columns.map(columnLabel).join(', ')}>{columns.map(columnLabel).join(', ')}</span>
      </div>
    </div>
  )
}
