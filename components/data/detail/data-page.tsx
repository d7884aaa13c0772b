'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { Badge } from '@/components/ui/badge'
import { ErrorNote } from '@/components/ui/error-note'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useUrlLook, writeLook } from '@/components/results/result-url'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Column } from '@/lib/catalog/types'
import type { AssetView, VersionView } from '@/lib/data/schema'
import { dataQuery } from '../data-queries'
import { VersionState } from '../version-state'
import { DataActions } from './data-actions'
import { DataFacts } from './data-facts'
import { UnreadVersion } from './unread-version'
import { VersionsTab } from './versions-tab'

const TableView = dynamic(() => import('@/components/tables/table-view').then((module) => module.TableView), { ssr: false, loading: () => <SkeletonRows className="p-4" /> })
const TableProfile = dynamic(() => import('@/components/tables/table-profile').then((module) => module.TableProfile), { ssr: false, loading: () => <SkeletonRows className="p-4" /> })

const ChartPanel = dynamic(() => import('@/components/results/table-chart/chart-panel'), { ssr: false, loading: () => <SkeletonRows className="p-4" /> })

const tabs = ['table', 'profile', 'chart', 'versions'] as const
type TabName = (typeof tabs)[number]

/** One data asset: its rows, what its columns hold, its versions, and where it came from. */
export function DataPage({ initial }: { initial: AssetView }) {
  const { slug } = useWorkspace()
  const url = useUrlState()
  const { data: asset, error } = useQuery({ ...dataQuery(slug, initial.name), initialData: initial })
  const wanted = url.get('tab')
  const tab: TabName = tabs.includes(wanted as TabName) ? (wanted as TabName) : 'table'
  const number = Number(url.get('version'))
  const version = asset.versions.find((candidate) => candidate.version === number) ?? asset.versions.find((candidate) => candidate.version === asset.latest.version)!
  return (
    <Tabs value={tab} onValueChange={(next) => url.set({ tab: next === 'table' ? null : next })} className="flex min-h-0 flex-1 flex-col">
      <Crumb label={asset.name} />
      <div className="px-6 pt-4 max-sm:px-4">
        <PageHeader
          title={asset.name}
          badge={
            <>
              <Badge>v{version.version}</Badge>
              {asset.pending && asset.pending.version !== version.version && <VersionState version={asset.pending} />}
            </>
          }
          description={asset.description ? <span className="line-clamp-2" title={asset.description}>{asset.description}</span> : undefined}
          actions={<DataActions asset={asset} />}
        />
        {error && <ErrorNote className="mt-3" error={error} />}
        <TabsList aria-label="Views of this data" className="mt-3">
          <Tab value="table">Table</Tab>
          <Tab value="profile">Profile</Tab>
          <Tab value="chart">Chart</Tab>
          <Tab value="versions">Versions {asset.versions.length > 1 && <span className="text-muted tabular">{asset.versions.length}</span>}</Tab>
        </TabsList>
      </div>
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        {tabs.map((name) => (
          <TabPanel key={name} value={name} className={`flex min-h-0 min-w-0 flex-1 flex-col data-[state=inactive]:hidden max-lg:min-h-[420px] ${name === 'chart' ? 'max-lg:flex-none' : ''}`}>
            {name !== tab ? null : name === 'versions' ? <VersionsTab asset={asset} shown={version.version} /> : <Content tab={name} workspace={slug} name={asset.name} version={version} />}
          </TabPanel>
        ))}
        <aside aria-label="Facts" className="w-72 shrink-0 overflow-y-auto border-l border-line p-4 max-lg:w-full max-lg:border-t max-lg:border-l-0">
          <DataFacts name={asset.name} version={version} />
        </aside>
      </div>
    </Tabs>
  )
}

const none: Column[] = []

/** The rows that the table shows and the chart draws stand in the address. */
function Content({ tab, workspace, name, version }: { tab: 'table' | 'profile' | 'chart'; workspace: string; name: string; version: VersionView }) {
  const url = useUrlState()
  const columns = version.columns ?? none
  const { look, setLook } = useUrlLook(columns)
  if (version.digest === null) return <UnreadVersion workspace={workspace} name={name} version={version} />
  if (tab === 'profile') return <TableProfile workspace={workspace} digest={version.digest} />
  if (tab === 'table') return <TableView workspace={workspace} digest={version.digest} name={name} look={look} onLook={setLook} />
  return (
    <div className="min-h-0 flex-1 px-6 py-4 max-sm:px-4 lg:overflow-y-auto">
      <h2 className="sr-only">Chart of {name}</h2>
      <ChartPanel workspace={workspace} digest={version.digest} columns={columns} look={look} onLook={setLook} onRows={(rows) => url.set({ ...writeLook({ ...look, filters: [...look.filters, ...rows] }), tab: null }, { push: true })} />
    </div>
  )
}
