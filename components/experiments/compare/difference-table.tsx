'use client'

import { Fragment, useMemo } from 'react'
import { Download } from 'lucide-react'
import { save } from '@/components/charts/export-chart'
import { toCsv } from '@/components/charts/prepare/csv'
import { LineSwatch } from '@/components/charts/run-lines-legend'
import { useUrlState } from '@/components/runs/use-url-state'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { HoverLink } from '@/components/ui/hover-link'
import { Switch } from '@/components/ui/switch'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedRun } from '@/lib/comparison/schema'
import { differencesOf } from './differences'
import type { LineRun } from './metric-lines'
import { MetricTable } from './metric-table'

export interface DifferenceTableProps {
  runs: readonly ComparedRun[]
  looks: readonly LineRun[]
  hidden: ReadonlySet<string>
}

const cell = 'h-8 max-w-72 min-w-32 truncate border-b border-line px-3'

/** Metrics with the best marked, and below what the runs were given, with what differs. */
export default function DifferenceTable({ runs, looks, hidden }: DifferenceTableProps) {
  const url = useUrlState()
  const all = url.get('same') === 'true'
  const shown = useMemo(() => runs.filter(({ id }) => !hidden.has(id)), [runs, hidden])
  const names = useMemo(() => looks.filter(({ id }) => !hidden.has(id)), [looks, hidden])
  const groups = useMemo(() => differencesOf(shown).map((group) => ({ ...group, rows: group.rows.filter((row) => all || row.differs) })).filter(({ rows }) => rows.length > 0), [shown, all])
  const download = () => {
    const rows = groups.flatMap(({ title, rows: inGroup }) => inGroup.map(({ name, values }) => [title, name, ...values]))
    save(new Blob(['\uFEFF', toCsv({ columns: ['Group', 'Name', ...names.map(({ name }) => name)].map((label) => ({ label, numeric: false })), rows })], { type: 'text/csv;charset=utf-8' }), 'differences.csv')
  }
  return (
    <div className="flex flex-col gap-6">
      <MetricTable runs={shown} looks={names} />
      <section aria-labelledby="differences" className="flex flex-col gap-2">
        <header className="flex flex-wrap items-center gap-3">
          <h2 id="differences" className="flex-1 font-medium">
            What they were given
          </h2>
          <label className="flex items-center gap-2">
            <Switch checked={!all} aria-label="Only differences" onCheckedChange={(on) => url.set({ same: on ? null : 'true' })} />
            Only differences
          </label>
          <Button size="sm" icon={Download} onClick={download} disabled={groups.length === 0}>
            CSV
          </Button>
        </header>
        {groups.length === 0 ? (
          <p className="text-muted">{shown.length < 2 ? 'With one run there is nothing that differs. Turn “Only differences” off to see what it was given.' : 'These runs were given exactly the same.'}</p>
        ) : (
          <div role="region" aria-label="Differences" tabIndex={0} className="max-h-[70vh] overflow-auto rounded-md border border-line bg-surface">
            <table aria-label="Differences" className="w-full border-separate border-spacing-0 text-left tabular">
              <RunHead looks={names} runs={shown} first="Name" />
              <tbody>
                {groups.map(({ title, rows }) => (
                  <Fragment key={title}>
                    <tr>
                      <th scope="colgroup" colSpan={names.length + 1} className="sticky left-0 h-8 border-b border-line bg-sunken px-3 text-sm font-medium text-muted">
                        {title}
                      </th>
                    </tr>
                    {rows.map(({ name, values, differs }) => (
                      <tr key={name} className="group hover:bg-hover">
                        <th scope="row" title={name} className={cn(cell, 'sticky left-0 z-1 max-w-56 bg-surface font-normal group-hover:bg-hover')}>
                          {name}
                        </th>
                        {values.map((value, index) => (
                          <td key={names[index]!.id} title={value ?? undefined} className={cn(cell, value === null && 'text-faint', differs && value !== null && all && 'font-medium')}>
                            {value ?? '–'}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </Fragment>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>
  )
}

/** A column for each run, with its colour and line style. */
export function RunHead({ looks, runs, first }: { looks: readonly LineRun[]; runs: readonly ComparedRun[]; first: string }) {
  const { slug } = useWorkspace()
  return (
    <thead>
      <tr>
        <th scope="col" className="sticky top-0 left-0 z-20 h-8 min-w-40 border-b border-line bg-surface px-3 text-sm font-medium text-muted">
          {first}
        </th>
        {looks.map((look, index) => (
          <th key={look.id} scope="col" className="sticky top-0 z-10 h-8 max-w-56 min-w-32 border-b border-line bg-surface px-3 text-sm font-medium">
            <HoverLink className="flex items-center gap-1.5 hover:underline" href={`/w/${slug}/experiments/${runs[index]!.experimentId}/runs/${look.id}`} title={look.name}>
              <LineSwatch colour={look.colour} dash={look.dash} />
              <span className="truncate">{look.name}</span>
            </HoverLink>
          </th>
        ))}
      </tr>
    </thead>
  )
}
