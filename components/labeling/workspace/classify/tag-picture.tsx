'use client'

import { cn } from '@/components/ui/cn'
import { ProposalChip } from '../../assist/proposal-chip'
import type { OpenTask } from '../page/open-task'
import { useAnnotations, useLabeling } from '../page/session-context'

/** The labels that an image has, by id. */
export function useTags(task: OpenTask): ReadonlySet<string> {
  return new Set(useAnnotations(task.document).filter(({ shape }) => shape.kind === 'tag').map(({ label }) => label))
}

/** An image with the labels that it has. In a grid it is a button that selects it. */
export function TagPicture({ task, selected, onSelect }: { task: OpenTask; selected?: boolean; onSelect?: (event: React.MouseEvent) => void }) {
  const { look } = useLabeling()
  const tags = useTags(task)
  const { image } = task.view
  const body = (
    <>
      {image.url ? (
        <img src={image.url} alt={image.fileName} width={image.width} height={image.height} decoding="async" className={cn('size-full object-contain', image.width < 200 && '[image-rendering:pixelated]')} />
      ) : (
        <span className="flex size-full items-center justify-center p-4 text-center text-muted">{image.problem || 'This image cannot be shown.'}</span>
      )}
      <span className="absolute inset-x-2 bottom-2 flex flex-wrap justify-center gap-1">
        {[...tags].map((label) => (
          <span key={label} className="flex items-center gap-1.5 rounded-md bg-raised px-2 py-0.5 text-sm font-medium shadow-pop">
            <span aria-hidden className="size-2.5 rounded-xs" style={{ background: look.colourOf({ label }) }} /> {look.nameOf({ label })}
          </span>
        ))}
        <ProposalChip task={task} />
      </span>
    </>
  )
  if (!onSelect) return <div className="relative min-h-0 flex-1 bg-sunken p-4">{body}</div>
  return (
    <button
      type="button"
      aria-pressed={selected}
      aria-label={image.fileName}
      onClick={onSelect}
      className={cn('relative min-h-0 min-w-0 overflow-hidden rounded-md border-2 bg-sunken p-1', selected ? 'border-accent' : 'border-transparent hover:border-line-strong')}
    >
      {body}
    </button>
  )
}
