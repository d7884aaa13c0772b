'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Outside } from '@/components/data/gallery/gallery-card'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes, formatCount, formatInteger } from '@/components/ui/format'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ImageSetView } from '@/lib/labeling/gallery/sets'
import type { JobView, ProjectView } from '@/lib/labeling/schema'
import { labelingHref, labelingKey } from '../labeling-queries'

/** An open set of images, from which a labeling project is made: for people to label, or with the boxes that come with it. */
export function ImageSetCard({ set }: { set: ImageSetView }) {
  const { slug } = useWorkspace()
  const mayManage = useCan('labeling.manage')
  const request = useApi()
  const client = useQueryClient()
  const router = useRouter()
  const start = useMutation({
    mutationFn: (boxes: boolean) => request.post<{ project: ProjectView; job: JobView }>('/labeling/gallery', { set: set.id, boxes }),
    onSuccess: async ({ project }) => {
      await client.invalidateQueries({ queryKey: labelingKey(slug) })
      router.push(`${labelingHref(slug)}/${project.id}`)
    },
  })
  const button = (boxes: boolean, text: string) => (
    <Button size="sm" busy={start.isPending && start.variables === boxes} disabled={start.isPending && start.variables !== boxes} onClick={() => start.mutate(boxes)}>
      {text}
    </Button>
  )
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <div className="min-w-0">
        <h3 className="font-medium">{set.title}</h3>
        <p className="text-sm text-muted tabular">
          {formatCount(set.counts.images, 'image')} · {formatInteger(set.counts.boxes)} boxes of {set.names.join(', ')} · {formatBytes(set.size)}
        </p>
      </div>
      <p className="line-clamp-3 text-muted" title={set.description}>
        {set.description}
      </p>
      {mayManage && (
        <div className="flex flex-wrap gap-2">
          {button(false, 'Start labeling')}
          {button(true, 'Import with its boxes')}
        </div>
      )}
      {start.error && <ErrorNote title="No project was made" error={start.error} />}
      <dl className="mt-auto grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-sm">
        <dt className="text-muted">Source</dt>
        <dd className="truncate">
          <Outside url={set.source.url} text={set.source.title} />, fetched by this studio
        </dd>
        <dt className="text-muted">Licence</dt>
        <dd className="truncate">
          <Outside url={set.licence.url} text={set.licence.name} />
        </dd>
      </dl>
    </li>
  )
}
