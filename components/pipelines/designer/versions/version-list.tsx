'use client'

import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import type { PipelineVersion } from '@/lib/pipelines/schema'

export interface VersionListProps {
  versions: readonly PipelineVersion[]
  chosen: number
  onChoose: (version: number) => void
}

/** Newest first: number, note, who and when. */
export function VersionList({ versions, chosen, onChoose }: VersionListProps) {
  return (
    <ul aria-label="Published versions" className="flex max-h-80 flex-col gap-0.5 overflow-y-auto max-sm:max-h-40">
      {versions.map(({ version, note, steps, createdBy, createdAt }) => (
        <li key={version}>
          <button
            type="button"
            aria-current={version === chosen || undefined}
            onClick={() => onChoose(version)}
            className={cn('flex w-full flex-col rounded-md px-2 py-1.5 text-left hover:bg-hover', version === chosen && 'bg-selected')}
          >
            <span className="flex items-baseline justify-between gap-2">
              <span className="font-medium">Version {version}</span>
              <span className="text-sm text-muted tabular">{formatCount(steps, 'step')}</span>
            </span>
            {note && <span className="line-clamp-2 break-words">{note}</span>}
            <span className="text-sm text-muted">
              {createdBy ?? 'Someone who left'} · <RelativeTime at={createdAt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
