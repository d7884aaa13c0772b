'use client'

import { ImageOff } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatCount, formatInteger, formatPercent } from '@/components/ui/format'
import { Segmented } from '@/components/ui/segmented'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { QualityReport } from '@/lib/labeling/quality/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { withWorkspace } from '../labeling-queries'
import { rowsOf, type Look, type QualityRow } from './prepare-quality'

const ReviewDialog = dynamic(() => import('../review/review-dialog').then((part) => part.ReviewDialog), { ssr: false })

const page = 50
const against = { pair: 'each other', gold: 'the known answer', review: 'the review', model: 'the model' }

interface EvidenceListProps {
  report: QualityReport
  project: ProjectView
  look: Look
  show: (look: Partial<Look>) => void
}

/** The images behind the numbers, the worst first; each opens with both opinions side by side. */
export function EvidenceList({ report, project, look, show }: EvidenceListProps) {
  const { slug } = useWorkspace()
  const [open, setOpen] = useState<QualityRow | null>(null)
  const [most, setMost] = useState(page)
  const images = new Map(report.images.map((image) => [image.task, image]))
  const found = rowsOf(report, look)
  const settled = (row: QualityRow) => look.list !== 'checked' && (images.get(row.task)?.settled ?? false)
  // What is settled comes after what waits for it.
  const rows = [...found.filter((row) => !settled(row)), ...found.filter(settled)]
  const nameOf = (id: string | null) => report.people.find((person) => person.id === id)?.name ?? 'somebody'
  const labelOf = (id: string | null) => (id === null ? 'nothing' : (project.labels.find((label) => label.id === id)?.name ?? 'unknown'))
  const filters = [look.label && labelOf(look.label), look.people.length > 0 && look.people.map(nameOf).join(' and '), look.cell && look.cell.map((id) => labelOf(id === 'nothing' ? null : id)).join(' beside ')].filter(Boolean)
  const opened = open && images.get(open.task)
  return (
    <section id="quality-images" aria-label="Images behind the numbers" className="flex scroll-mt-4 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-sm font-medium">Images</h2>
        <Segmented aria-label="Which images" value={look.list} onValueChange={(list) => show({ list })} options={[{ value: 'differ', label: 'People differ' }, { value: 'checked', label: 'Not as known or reviewed' }, { value: 'doubted', label: 'Label doubted' }]} className="max-sm:h-auto max-sm:flex-wrap" />
        {filters.length > 0 && (
          <>
            <Badge tone="accent">{filters.join(', ')}</Badge>
            <Button size="sm" onClick={() => show({ list: look.list })}>
              Show all
            </Button>
          </>
        )}
        <span className="ml-auto text-sm text-muted">{formatCount(rows.length, 'line')}</span>
      </div>
      {look.list === 'doubted' && <p className="max-w-[90ch] text-sm text-muted">{report.suspects === null ? report.suspectsReason : 'Labels that a model which had not learned from the image holds for wrong: another label passes its own usual confidence (confident learning). The surest first.'}</p>}
      {rows.length === 0 ? (
        !(look.list === 'doubted' && report.suspects === null) && <p className="text-muted">{filters.length > 0 ? 'No image here matches.' : look.list === 'differ' ? 'No two opinions differ.' : look.list === 'checked' ? 'No opinion differs from a known answer or a review.' : 'No label is doubted.'}</p>
      ) : (
        <Table aria-label="Images behind the numbers">
          <thead>
            <tr>
              <Th className="w-16">
                <span className="sr-only">Picture</span>
              </Th>
              <Th>Name</Th>
              <Th className="max-sm:hidden">{look.list === 'doubted' ? 'Given, and better' : 'Who'}</Th>
              <Th className="max-md:hidden">{look.list === 'differ' ? 'Where they differ' : 'Compared with'}</Th>
              <Th numeric>{look.list === 'doubted' ? 'Model’s confidence' : 'Alike'}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => {
              const image = images.get(row.task)
              return (
                <Tr key={row.key}>
                  <Td className="py-1">
                    {image?.thumb ? (
                      // eslint-disable-next-line @next/next/no-img-element
                      <img src={withWorkspace(image.thumb, slug)} alt="" loading="lazy" className="size-10 max-w-none rounded-sm bg-sunken object-contain" />
                    ) : (
                      <ImageOff aria-hidden className="mx-auto size-5 text-faint" />
                    )}
                  </Td>
                  <Td title={image?.fileName}>
                    <button type="button" className="max-w-full truncate hover:text-link" onClick={() => setOpen(row)}>
                      {image?.fileName ?? 'Image'}
                    </button>
                    {settled(row) && <Badge className="ml-2">Settled</Badge>}
                    {image?.gold && <Badge tone="accent" className="ml-2">Known answer</Badge>}
                  </Td>
                  <Td className="max-sm:hidden">{row.about === 'model' ? `${labelOf(row.cells[0]!.a)}, rather ${labelOf(row.cells[0]!.b)}` : row.about === 'pair' ? `${nameOf(row.left)} and ${nameOf(row.right)}` : nameOf(row.left)}</Td>
                  <Td className="text-muted max-md:hidden">{row.about === 'pair' ? differences(row, labelOf) : against[row.about]}</Td>
                  <Td numeric>{formatPercent(row.score)}</Td>
                </Tr>
              )
            })}
          </tbody>
        </Table>
      )}
      {rows.length > most && (
        <Button className="self-center" onClick={() => setMost(most + page)}>
          Show {formatInteger(Math.min(page, rows.length - most))} more
        </Button>
      )}
      {open && opened && <ReviewDialog project={project} task={open.task} fileName={opened.fileName} left={open.left ?? undefined} right={open.right ?? undefined} from="quality" onClose={() => setOpen(null)} />}
    </section>
  )
}

function differences({ cells }: QualityRow, labelOf: (id: string | null) => string): string {
  if (cells.length === 0) return 'Places of the shapes'
  const shown = cells.slice(0, 3).map(({ a, b }) => `${labelOf(a)} / ${labelOf(b)}`)
  return [...shown, ...(cells.length > 3 ? [`${cells.length - 3} more`] : [])].join(', ')
}
