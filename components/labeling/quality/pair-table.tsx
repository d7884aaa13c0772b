import { formatInteger } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { QualityReport } from '@/lib/labeling/quality/schema'
import { formatKappa, NumberLink } from './number-link'
import type { Look } from './prepare-quality'

/** Agreement of every two people, the least agreed first. */
export function PairTable({ report, show }: { report: QualityReport; show: (look: Partial<Look>) => void }) {
  const rows = [...report.pairs].sort((a, b) => (a.score ?? 1) - (b.score ?? 1))
  const nameOf = (id: string) => report.people.find((person) => person.id === id)?.name ?? 'somebody'
  const has = (of: 'kappa' | 'f1' | 'iou' | 'oks') => rows.some((row) => row[of] !== null)
  return (
    <section aria-label="Agreement by pair" className="flex min-w-0 flex-col gap-2">
      <h2 className="text-sm font-medium">By pair of people</h2>
      <p className="text-sm text-muted">How alike two people’s opinions are on the images that both labeled, on average.</p>
      <Table aria-label="Agreement by pair of people" className="max-h-96">
        <thead>
          <tr>
            <Th>People</Th>
            <Th numeric>Images</Th>
            <Th numeric>Alike</Th>
            {has('kappa') && <Th numeric>Kappa</Th>}
            {has('f1') && <Th numeric className="max-sm:hidden">F1</Th>}
            {has('iou') && <Th numeric className="max-sm:hidden">Overlap</Th>}
            {has('oks') && <Th numeric className="max-sm:hidden">OKS</Th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = `${nameOf(row.a)} and ${nameOf(row.b)}`
            const open = () => show({ list: 'differ', people: [row.a, row.b] })
            return (
              <Tr key={name + row.a + row.b}>
                <Td title={name}>{name}</Td>
                <Td numeric>{formatInteger(row.images)}</Td>
                <Td numeric>
                  <NumberLink value={row.score} name={name} onClick={open} />
                </Td>
                {has('kappa') && <Td numeric>{formatKappa(row.kappa)}</Td>}
                {(['f1', 'iou', 'oks'] as const).map(
                  (of) =>
                    has(of) && (
                      <Td key={of} numeric className="max-sm:hidden">
                        <NumberLink value={row[of]} name={`${of} of ${name}`} onClick={open} />
                      </Td>
                    ),
                )}
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </section>
  )
}
