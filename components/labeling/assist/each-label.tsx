import { formatInteger, formatPercent } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { AssistView } from '@/lib/labeling/assist/schema'
import type { ProjectView } from '@/lib/labeling/schema'

const unknown = <span className="text-muted">–</span>

/** Steps tell of nothing that is less likely than this. */
const least = 0.05
const fromWhere = (threshold: number) => (threshold < least ? 'all that it finds' : `${formatPercent(Math.min(threshold, 0.99), 0)} sure`)

/** How good the model is at each label, where there may be several in an image: measured on images that it had not seen. */
export function EachLabel({ view, project }: { view: AssistView; project: ProjectView }) {
  const things = view.learns === 'things'
  const outlined = view.each.some((label) => label.outlined)
  return (
    <section aria-label="How good it is, label by label" className="flex min-w-0 flex-col gap-2">
      <h3 className="text-sm font-medium">How good it is, label by label</h3>
      <p className="max-w-[80ch] text-sm text-muted">
        {things
          ? `By cross-validation: each labeled image is searched by a model that had not seen it. ${outlined ? 'What it draws' : 'A box'} is right where one of people’s with the same label has at least half in common with it${outlined ? ', by area; overlap is the mean of what the right ones have in common. The edge may still be off: look at each before you submit' : ''}.`
          : 'By cross-validation: each labeled image is asked of a model that had not seen it.'}
      </p>
      <Table aria-label="How good it is, label by label" className="max-h-96">
        <thead>
          <tr>
            <Th>Label</Th>
            <Th numeric className="max-sm:hidden">{things ? 'Learned from' : 'Images with it'}</Th>
            <Th numeric className="max-sm:hidden">Average precision</Th>
            <Th numeric>Proposed from</Th>
            <Th numeric>Right</Th>
            <Th numeric className="max-sm:hidden">At least</Th>
            <Th numeric>Found</Th>
            {things && <Th numeric className="max-sm:hidden">Overlap</Th>}
          </tr>
        </thead>
        <tbody>
          {view.each.map((label) => (
            <Tr key={label.name}>
              <Td>
                <span className="flex items-center gap-1.5">
                  <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: project.labels.find(({ id }) => id === label.id)?.colour }} /> {label.name}
                </span>
              </Td>
              <Td numeric className="max-sm:hidden">{formatInteger(label.labeled)}</Td>
              <Td numeric className="max-sm:hidden">{formatPercent(label.averagePrecision)}</Td>
              <Td numeric>{label.threshold === null ? <span className="text-muted">not sure enough</span> : fromWhere(label.threshold)}</Td>
              <Td numeric>{label.precision === null ? unknown : formatPercent(label.precision)}</Td>
              <Td numeric className="max-sm:hidden">{label.lowerBound === null ? unknown : formatPercent(label.lowerBound)}</Td>
              <Td numeric>{label.recall === null ? unknown : formatPercent(label.recall)}</Td>
              {things && <Td numeric className="max-sm:hidden">{label.overlap == null ? unknown : formatPercent(label.overlap, 0)}</Td>}
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="max-w-[80ch] text-sm text-muted">Right: of what is proposed. At least: the share that holds with 95% certainty. Found: of everything that people labeled, what would have been proposed.</p>
    </section>
  )
}
