'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Eye, RotateCcw } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { showToast } from '@/components/ui/toast'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardView } from '@/lib/dashboards/schema'
import { dashboardKeys, fetchVersions } from '../queries'

/** Brings a version back as the next one; the dashboard follows. */
export function useRestore(id: string, onDone: () => void) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (number: number) => api.post<DashboardView>(`/dashboards/${id}/versions/${number}/restore`),
    onSuccess: (view, number) => {
      client.setQueryData(dashboardKeys.one(slug, id), view)
      void client.invalidateQueries({ queryKey: dashboardKeys.versions(slug, id) })
      showToast({ message: `Version ${number} is back, as version ${view.version}. What was there is still among the versions.` })
      onDone()
    },
  })
}

/** Everything that was published, newest first: look at it, or bring it back. */
export default function Versions({ id, onShow, onClose }: { id: string; onShow: (number: number) => void; onClose: () => void }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const canEdit = useCan('dashboards.write')
  const list = useQuery({ queryKey: dashboardKeys.versions(slug, id), queryFn: () => fetchVersions(api, id) })
  const restore = useRestore(id, onClose)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Versions" description="Each time that the dashboard was published. Restoring one loses nothing." width={560}>
        {list.error && <ErrorNote title="The versions could not be read" error={list.error} />}
        {restore.error && <ErrorNote title="The version could not be restored" error={restore.error} className="mb-2" />}
        {list.isPending && <SkeletonRows rows={4} />}
        {list.data?.length === 0 && <p className="text-muted">Nothing has been published yet.</p>}
        <ol className="divide-y divide-line">
          {list.data?.map((version, index) => (
            <li key={version.number} className="flex items-center gap-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2">
                  <span className="font-medium tabular">Version {version.number}</span>
                  {index === 0 && <Badge tone="accent">shown to everybody</Badge>}
                </p>
                {version.note && <p className="truncate" title={version.note}>{version.note}</p>}
                <p className="text-sm text-muted">
                  {version.createdBy}, <RelativeTime at={version.createdAt} /> · {formatCount(version.tiles, 'tile')}
                </p>
              </div>
              <Button size="sm" icon={Eye} aria-label={`Look at version ${version.number}`} onClick={() => onShow(version.number)}>
                Look
              </Button>
              {canEdit && index > 0 && (
                <Button size="sm" icon={RotateCcw} aria-label={`Restore version ${version.number}`} busy={restore.isPending && restore.variables === version.number} onClick={() => restore.mutate(version.number)}>
                  Restore
                </Button>
              )}
            </li>
          ))}
        </ol>
      </DialogContent>
    </Dialog>
  )
}
