import { formatDuration, formatInteger } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { LabelingDashboard } from '@/lib/labeling/read-dashboard'

/** What each person has done. */
export function PeopleTable({ people }: { people: LabelingDashboard['people'] }) {
  const imported = people.some((person) => person.imported > 0)
  return (
    <section aria-label="People" className="flex flex-col gap-2">
      <h2 className="text-sm font-medium">People</h2>
      <Table aria-label="What each person has done">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th numeric>Submitted</Th>
            {imported && <Th numeric>Imported</Th>}
            <Th numeric className="max-sm:hidden">Accepted</Th>
            <Th numeric className="max-sm:hidden">Sent back</Th>
            <Th numeric>Skipped</Th>
            <Th numeric className="max-sm:hidden">Active time an image</Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Tr key={person.id}>
              <Td>{person.name}</Td>
              <Td numeric>{formatInteger(person.submitted)}</Td>
              {imported && <Td numeric>{formatInteger(person.imported)}</Td>}
              <Td numeric className="max-sm:hidden">{formatInteger(person.accepted)}</Td>
              <Td numeric className="max-sm:hidden">{formatInteger(person.returned)}</Td>
              <Td numeric>{formatInteger(person.skipped)}</Td>
              <Td numeric className="max-sm:hidden">{person.medianSeconds === null ? '–' : formatDuration(person.medianSeconds * 1000)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
