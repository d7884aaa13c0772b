'use client'

import Link from 'next/link'
import { Ellipsis, House, Maximize2, Minimize2, Pencil, Plus, Redo2, Share2, Undo2, Upload } from 'lucide-react'
import { useStore } from '@/components/pipelines/draft/store'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { lateMenu } from '@/components/ui/late-menu'
import { Select } from '@/components/ui/select'
import { Tooltip } from '@/components/ui/tooltip'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardView } from '@/lib/dashboards/schema'
import type { Draft } from '../draft/draft'
import type { DashboardMenuProps } from './dashboard-menu'
import { DashboardName } from './dashboard-name'
import { Publish } from './publish'
import { Share } from './share'
import { SaveState } from './save-state'
import type { Refresh } from './use-live'

const Menu = lateMenu<DashboardMenuProps>(() => import('./dashboard-menu').then((module) => module.DashboardMenu))

export interface DashboardHeaderProps {
  dashboard: DashboardView
  /** Null for those who only read. */
  draft: Draft | null
  editing: boolean
  /** The draft is not what everybody sees. */
  unpublished: boolean
  full: boolean
  /** It is the workspace's first page. */
  home: boolean
  filters: Record<string, string | null>
  refresh: Refresh
  live: boolean
  onRefresh: (refresh: Refresh) => void
  onEdit: (editing: boolean) => void
  onAdd: () => void
  onFull: () => void
  onVersions: () => void
  onDeleted: () => void
}

const refreshes = [
  { value: '0', label: 'Live' },
  { value: '10', label: 'Every 10 s' },
  { value: '60', label: 'Every minute' },
  { value: '300', label: 'Every 5 min' },
  { value: 'off', label: 'Not by itself' },
]

export function DashboardHeader(props: DashboardHeaderProps) {
  const { slug } = useWorkspace()
  const { dashboard, draft, editing, unpublished, full, filters, refresh, live, onRefresh } = props
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex min-h-8 min-w-0 items-center gap-2">
        <DashboardName id={dashboard.id} name={dashboard.name} editing={editing} />
        {draft && !editing && dashboard.version === null && <Badge tone="warning">not published</Badge>}
        {draft && !editing && dashboard.version !== null && unpublished && <Badge tone="warning">changes not published</Badge>}
        {editing && draft && <SaveState draft={draft} />}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {!editing && (
          <span className="flex items-center gap-1.5 text-sm text-muted">
            {refresh === 0 && <span aria-hidden className={live ? 'size-1.5 rounded-full bg-succeeded' : 'size-1.5 rounded-full bg-warning'} />}
            {refresh === 0 && !live ? (
              <span role="status">Reconnecting…</span>
            ) : (
              <Select aria-label="Refresh" size="sm" className="w-auto border-transparent bg-transparent" value={refresh === null ? 'off' : String(refresh)} onValueChange={(value) => onRefresh(value === 'off' ? null : Number(value))} options={refreshes} />
            )}
          </span>
        )}
        {editing && draft ? <EditActions {...props} draft={draft} /> : (
          <>
            <Tooltip content={full ? 'Leave full screen' : 'Full screen'} keys="F">
              <Button variant="ghost" icon={full ? Minimize2 : Maximize2} aria-label={full ? 'Leave full screen' : 'Full screen'} onClick={props.onFull} />
            </Tooltip>
            {!full && (
              <>
                {props.home && (
                  <Button asChild variant="ghost">
                    <Link href={`/w/${slug}?home=ordinary`}>
                      <House aria-hidden className="size-4" strokeWidth={1.75} />
                      Ordinary home
                    </Link>
                  </Button>
                )}
                <Share id={dashboard.id} filters={filters} published={dashboard.version !== null} trigger={<Button icon={Share2}>Share</Button>} />
                <Menu dashboard={dashboard} onVersions={props.onVersions} onDeleted={props.onDeleted}>
                  <Button icon={Ellipsis} aria-label="More about the dashboard" />
                </Menu>
                {draft && (
                  <Button variant="primary" icon={Pencil} onClick={() => props.onEdit(true)}>
                    Edit
                  </Button>
                )}
              </>
            )}
          </>
        )}
      </div>
    </header>
  )
}

function EditActions({ dashboard, draft, unpublished, onAdd, onEdit }: DashboardHeaderProps & { draft: Draft }) {
  const { undo, redo } = useStore(draft.steps)
  return (
    <>
      <Tooltip content="Undo" keys="⌘Z">
        <Button variant="ghost" icon={Undo2} aria-label="Undo" disabled={undo === 0} onClick={draft.undo} />
      </Tooltip>
      <Tooltip content="Redo" keys="⇧⌘Z">
        <Button variant="ghost" icon={Redo2} aria-label="Redo" disabled={redo === 0} onClick={draft.redo} />
      </Tooltip>
      <Button icon={Plus} onClick={onAdd}>
        Add tile
      </Button>
      <Button onClick={() => onEdit(false)}>Done</Button>
      <Publish id={dashboard.id} draft={draft} onDone={() => onEdit(false)} trigger={<Button variant="primary" icon={Upload} disabled={!unpublished}>Publish</Button>} />
    </>
  )
}
