'use client'

import { ImageOff } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Badge, type Tone } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { formatCount } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ListedImageView, ProjectView, TaskStateName } from '@/lib/labeling/schema'
import { withWorkspace } from '../labeling-queries'

const ReviewDialog = dynamic(() => import('../review/review-dialog').then((part) => part.ReviewDialog), { ssr: false })

const states: Record<TaskStateName, { word: string; tone: Tone }> = {
  open: { word: 'To label', tone: 'neutral' },
  review: { word: 'In review', tone: 'running' },
  done: { word: 'Done', tone: 'succeeded' },
  broken: { word: 'Cannot be read', tone: 'failed' },
}

interface ImageTableProps {
  project: ProjectView
  images: ListedImageView[]
  /** Tasks of the chosen images, on other pages too. */
  chosen: ReadonlySet<string>
  /** Left out, none can be chosen. */
  onChosen?: (chosen: ReadonlySet<string>) => void
}

/** A line an image, with its thumbnail. */
export function ImageTable({ project, images, chosen, onChosen }: ImageTableProps) {
  const { slug } = useWorkspace()
  const mayReview = useCan('labeling.manage')
  const [looking, setLooking] = useState<ListedImageView | null>(null)
  const here = images.filter(({ task }) => chosen.has(task)).length
  const choose = (tasks: string[], on: boolean) => {
    onChosen?.(new Set([...[...chosen].filter((task) => !tasks.includes(task)), ...(on ? tasks : [])]))
  }
  return (
    <>
      <Table aria-label="Images">
        <thead>
          <tr>
            {onChosen && (
              <Th className="w-9">
                <Checkbox aria-label="Choose all on this page" checked={here === images.length ? true : here > 0 ? 'indeterminate' : false} onCheckedChange={(on) => choose(images.map(({ task }) => task), on === true)} />
              </Th>
            )}
            <Th className="w-18 max-sm:w-14">
              <span className="sr-only">Picture</span>
            </Th>
            <Th>Name</Th>
            <Th>State</Th>
            <Th className="max-md:hidden">Labels</Th>
            <Th className="max-lg:hidden">People</Th>
            <Th className="max-lg:hidden">Size</Th>
          </tr>
        </thead>
        <tbody>
          {images.map((image) => (
            <Tr key={image.id}>
              {onChosen && (
                <Td>
                  <Checkbox aria-label={`Choose ${image.fileName}`} checked={chosen.has(image.task)} onCheckedChange={(on) => choose([image.task], on === true)} />
                </Td>
              )}
              <Td className="py-1">
                {image.thumb ? (
                  // Its bytes come from this studio, small and with the sign-in; there is nothing to optimise.
                  // eslint-disable-next-line @next/next/no-img-element
                  <img src={withWorkspace(image.thumb, slug)} alt="" loading="lazy" className="size-12 max-w-none rounded-sm bg-sunken object-contain max-sm:size-8" />
                ) : (
                  <ImageOff aria-hidden className="mx-auto size-5 text-faint" />
                )}
              </Td>
              <Td title={image.fileName} className="max-w-72 max-sm:max-w-32 max-sm:px-1">
                {mayReview && !image.problem ? (
                  <button type="button" className="max-w-full truncate hover:text-link" onClick={() => setLooking(image)}>
                    {image.fileName}
                  </button>
                ) : (
                  <a href={withWorkspace(image.original, slug)} className="hover:text-link" download>
                    {image.fileName}
                  </a>
                )}
                {image.problem && <p className="truncate text-sm text-failed">{image.problem}</p>}
              </Td>
              <Td>
                <State image={image} />
              </Td>
              <Td className="max-w-64 max-md:hidden">
                <Labels project={project} image={image} />
              </Td>
              <Td className="max-w-48 text-muted max-lg:hidden" title={peopleOf(image)}>{peopleOf(image) || '–'}</Td>
              <Td className="text-muted max-lg:hidden">{image.width > 0 ? `${image.width} × ${image.height}` : '–'}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {looking && <ReviewDialog project={project} task={looking.task} fileName={looking.fileName} from="images" onClose={() => setLooking(null)} />}
    </>
  )
}

/** Who labeled it, for whom it is, and who is at it. */
function peopleOf(image: ListedImageView): string {
  return [...image.people, ...(image.byModel ? ['the model'] : []), ...image.assigned.filter((name) => !image.people.includes(name)).map((name) => `for ${name}`), ...image.heldBy.map((name) => `${name} is at it`)].join(', ')
}

function State({ image }: { image: ListedImageView }) {
  const { word, tone } = states[image.state]
  const further = [image.state === 'open' && image.required > 1 && `${image.submitted} of ${image.required}`, image.skips > 0 && image.state === 'open' && 'skipped', image.flags > 0 && 'flagged', image.state === 'open' && image.priority !== 0 && `priority ${image.priority}`].filter(Boolean)
  return (
    <span className="flex items-center gap-1.5">
      <Badge tone={tone}>{word}</Badge>
      {image.gold && <Badge tone="accent">Known answer</Badge>}
      {further.length > 0 && <span className="text-sm text-muted max-sm:hidden">{further.join(', ')}</span>}
    </span>
  )
}

function Labels({ project, image }: { project: ProjectView; image: ListedImageView }) {
  if (image.shapes === null) return <span className="text-faint">–</span>
  if (image.shapes === 0) return <span className="text-muted">Nothing on it</span>
  const byId = new Map(project.labels.map((label) => [label.id, label]))
  return (
    <span className="flex items-center gap-2">
      {image.labels.slice(0, 4).map((id) => (
        <span key={id} className="flex items-center gap-1">
          <span aria-hidden className="size-2 rounded-full" style={{ background: byId.get(id)?.colour }} />
          {byId.get(id)?.name ?? 'unknown'}
        </span>
      ))}
      <span className="text-sm text-muted">{formatCount(image.shapes, 'shape')}</span>
    </span>
  )
}
