import { formatDuration, formatInteger, formatNumber } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { QualityReport } from '@/lib/labeling/quality/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { formatPercent } from '@/components/ui/format'
import { NumberLink } from './number-link'
import type { Look } from './prepare-quality'

/** How right, how fast and how often sent back each person's work is. */
export function PeopleQuality({ report, project, show }: { report: QualityReport; project: ProjectView; show: (look: Partial<Look>) => void }) {
  const { people, gold } = report
  return (
    <section aria-label="People’s quality" className="flex flex-col gap-2">
      <h2 className="text-sm font-medium">People</h2>
      <p className="max-w-[100ch] text-sm text-muted">
        Known answers: likeness to answers that were known before, on images they could not tell from others. Reviewed: likeness to what reviews came to. Sent back: share of the reviews that asked for the image again. Time: while hands were at work, pauses left out.
        {gold === 0 && ' No image has a known answer yet: open one in the list of images and choose “Use as known answer”.'}
        {gold > 0 && project.goldShare === 0 && ` ${formatInteger(gold)} images have a known answer, but none are handed out: set “Known answers” in the settings.`}
      </p>
      <Table aria-label="Quality of each person">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th numeric>Submitted</Th>
            <Th numeric>Known answers</Th>
            <Th numeric className="max-sm:hidden">Reviewed</Th>
            <Th numeric className="max-sm:hidden">Sent back</Th>
            <Th numeric className="max-md:hidden">Time an image</Th>
            <Th numeric className="max-md:hidden">Images an hour</Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Tr key={person.id}>
              <Td>{person.name}</Td>
              <Td numeric>{formatInteger(person.submitted)}</Td>
              {(['gold', 'review'] as const).map((against) => (
                <Td key={against} numeric className={against === 'review' ? 'max-sm:hidden' : undefined}>
                  <NumberLink value={person[against]?.score ?? null} name={`${person.name}, ${against === 'gold' ? 'known answers' : 'reviewed'}`} onClick={() => show({ list: 'checked', people: [person.id], against })} />
                  {person[against] && <span className="text-muted"> of {formatInteger(person[against].images)}</span>}
                </Td>
              ))}
              <Td numeric className="max-sm:hidden">
                {person.reviews === 0 ? '–' : `${formatPercent(person.returned / person.reviews, 0)} of ${formatInteger(person.reviews)}`}
              </Td>
              <Td numeric className="max-md:hidden">{person.medianSeconds === null ? '–' : formatDuration(person.medianSeconds * 1000)}</Td>
              <Td numeric className="max-md:hidden">{person.perHour === null ? '–' : formatNumber(person.perHour, 3)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
