'use client'

import { useMemo } from 'react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import * as z from 'zod/mini'
import { useUrlState } from '@/components/runs/use-url-state'
import { TableProfile } from '@/components/tables/table-profile'
import { TableView } from '@/components/tables/table-view'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useWorkspace } from '@/components/ui/workspace-context'
import { columnTypes } from '@/lib/catalog/types'
import type { ResultProps } from './registry'
import { useUrlLook, writeLook } from './result-url'

/** Tables of some steps that are better read in another way first: by component and port. */
const readings = [
  { value: 'curve', label: 'Learning curve', of: 'learn.learning-curve@', port: 'curve', View: dynamic(() => import('./learning-curve'), { ssr: false, loading: () => <SkeletonRows rows={8} /> }) },
  { value: 'verdicts', label: 'Verdicts', of: 'learn.compare-models@', port: 'comparison', View: dynamic(() => import('./model-verdicts'), { ssr: false, loading: () => <SkeletonRows rows={4} /> }) },
] as const
const ChartPanel = dynamic(() => import('./table-chart/chart-panel'), { ssr: false, loading: () => <SkeletonRows rows={8} /> })
const Columns = z.array(z.object({ name: z.string(), type: z.enum(columnTypes) }))
const tabs = ['table', 'profile', 'chart'] as const

/** Pixels: a few rows take no more room than they need, with what stands above them; many scroll. */
function heightFor(rows: unknown): number {
  return typeof rows === 'number' ? Math.min(460, Math.max(220, 132 + rows * 28)) : 460
}

/** Rows, what is in each column, and charts; which, in which order and of which rows stands in the address. */
export default function TableResult({ run, output, step, port }: ResultProps) {
  const { slug } = useWorkspace()
  const url = useUrlState()
  const columns = useMemo(() => Columns.safeParse(output.meta.columns).data ?? [], [output.meta.columns])
  const { look, setLook } = useUrlLook(columns)
  const component = run.steps.find((candidate) => candidate.node === step)?.component ?? ''
  const reading = columns.length > 0 ? readings.find((candidate) => component.startsWith(candidate.of) && candidate.port === port) : undefined
  const first = reading && look.filters.length === 0 ? reading.value : 'table'
  const tab = [...tabs, reading?.value].find((name) => name === url.get('show')) ?? first
  const saved = typeof output.meta.saved === 'string' ? output.meta.saved : undefined
  return (
    <Tabs value={tab} onValueChange={(next) => url.set({ show: next === first ? null : next })} className="flex min-h-0 min-w-0 flex-col">
      {saved !== undefined && (
        <p className="mb-1">
          Saved as{' '}
          <Link href={`/w/${slug}/data/${encodeURIComponent(saved)}`} className="link">
            {saved}
          </Link>
        </p>
      )}
      <TabsList className="mb-2">
        {reading && <Tab value={reading.value}>{reading.label}</Tab>}
        <Tab value="table">Table</Tab>
        <Tab value="profile">Profile</Tab>
        <Tab value="chart">Chart</Tab>
      </TabsList>
      {reading && (
        <TabPanel value={reading.value} className="min-w-0">
          <reading.View workspace={slug} digest={output.digest} columns={columns} />
        </TabPanel>
      )}
      <TabPanel value="table" style={{ height: heightFor(output.meta.rows) }} className="flex min-h-0 flex-col overflow-hidden rounded-md border border-line bg-surface data-[state=inactive]:hidden">
        <TableView workspace={slug} digest={output.digest} name={`${step}-${port}`} className="min-h-0 flex-1" look={look} onLook={setLook} />
      </TabPanel>
      <TabPanel value="profile" className="min-w-0 overflow-hidden rounded-md border border-line bg-surface">
        <TableProfile workspace={slug} digest={output.digest} />
      </TabPanel>
      <TabPanel value="chart" className="min-w-0">
        <ChartPanel workspace={slug} digest={output.digest} columns={columns} look={look} onLook={setLook} onRows={(rows) => url.set({ ...writeLook({ ...look, filters: [...look.filters, ...rows] }), show: first === 'table' ? null : 'table' }, { push: true })} />
      </TabPanel>
    </Tabs>
  )
}
