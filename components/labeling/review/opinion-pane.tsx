import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { OpinionsView, ProjectView } from '@/lib/labeling/schema'
import { withWorkspace } from '../labeling-queries'
import { ShapesOverlay } from '../projects/shapes-overlay'

interface OpinionPaneProps {
  project: ProjectView
  data: OpinionsView
  /** A person's id, or `result`. */
  shown: string
  onShow: (shown: string) => void
  /** Makes the shown opinion the result. */
  onTake?: (person: string) => void
  busy: boolean
  side: string
}

/** One opinion on the image, or what came of all. */
export function OpinionPane({ project, data, shown, onShow, onTake, busy, side }: OpinionPaneProps) {
  const { slug } = useWorkspace()
  const { image, opinions, result } = data
  const opinion = opinions.find(({ person }) => person === shown)
  const annotations = (shown === 'result' ? result : opinion?.annotations) ?? []
  const tags = annotations.filter(({ shape }) => shape.kind === 'tag').map(({ label }) => project.labels.find(({ id }) => id === label)?.name ?? 'unknown label')
  const shapes = annotations.length - tags.length
  const options = [...(result ? [{ value: 'result', label: data.gold ? 'Known answer' : 'Result' }] : []), ...opinions.map(({ person, by }) => ({ value: person, label: by }))]
  return (
    <section aria-label={side} className="flex min-w-0 flex-1 flex-col gap-2">
      <div className="flex items-center gap-2">
        {options.length > 1 ? <Select aria-label={`${side}: whose labels`} size="sm" className="min-w-0 flex-1" value={shown} onValueChange={onShow} options={options} /> : <span className="flex-1 font-medium">{options[0]?.label ?? 'Not labeled yet'}</span>}
        {opinion && onTake && (
          <Button size="sm" disabled={busy} onClick={() => onTake(opinion.person)}>
            Take this one
          </Button>
        )}
      </div>
      {image.url && (
        <div className="relative mx-auto w-full overflow-hidden rounded-md bg-sunken" style={{ aspectRatio: `${image.width} / ${image.height}`, maxWidth: `calc(45vh * ${image.width / image.height})` }}>
          {/* eslint-disable-next-line @next/next/no-img-element */}
          <img src={withWorkspace(image.url, slug)} alt={image.fileName} className="absolute inset-0 size-full" />
          <ShapesOverlay width={image.width} height={image.height} annotations={annotations} labels={project.labels} />
        </div>
      )}
      <p className="text-sm text-muted">
        {tags.length > 0 && <span className="font-medium text-fg">{tags.join(', ')}</span>}
        {tags.length > 0 && shapes > 0 && ', '}
        {(shapes > 0 || tags.length === 0) && formatCount(shapes, 'shape')}
        {opinion?.verdict === 'returned' && ', sent back'}
      </p>
    </section>
  )
}
