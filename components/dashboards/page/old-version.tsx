'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardFilters } from '@/lib/dashboards/schema'
import { ViewGrid } from '../grid/view-grid'
import { dashboardKeys, fetchVersion } from '../queries'
import { useRestore } from './versions'

/** An earlier version as it looked, with today's numbers. */
export function OldVersion({ id, number, filters, onLeave }: { id: string; number: string; filters: DashboardFilters; onLeave: () => void }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const canEdit = useCan('dashboards.write')
  const version = useQuery({ queryKey: dashboardKeys.version(slug, id, number), queryFn: () => fetchVersion(api, id, number), retry: false })
  const restore = useRestore(id, onLeave)
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 rounded-md bg-selected px-3 py-2">
        <p className="min-w-0 flex-1">
          Version {number}
          {version.data && (
            <>
              {' '}
              by {version.data.createdBy}, <RelativeTime at={version.data.createdAt} />
              {version.data.note && `: ${version.data.note}`}
            </>
          )}
        </p>
        {canEdit && version.data && (
          <Button size="sm" variant="primary" icon={RotateCcw} busy={restore.isPending} onClick={() => restore.mutate(version.data.number)}>
            Restore this version
          </Button>
        )}
        <Button size="sm" onClick={onLeave}>
          Back to the latest
        </Button>
      </div>
      {(version.error ?? restore.error) && <ErrorNote error={version.error ?? restore.error} />}
      {version.isPending && <SkeletonRows rows={6} />}
      {version.data && <ViewGrid tiles={version.data.content.tiles} filters={filters} />}
    </>
  )
}
