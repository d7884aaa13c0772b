import { formatInteger } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { QualityReport } from '@/lib/labeling/quality/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { formatKappa, NumberLink } from './number-link'
import type { Look } from './prepare-quality'

/** Agreement label by label, the least agreed first. */
export function LabelTable({ report, project, show }: { report: QualityReport; project: ProjectView; show: (look: Partial<Look>) => void }) {
  const rows = [...report.labels].sort((a, b) => (a.agreement ?? 1) - (b.agreement ?? 1))
  const [alpha, likeness] = [rows.some((row) => row.alpha !== null), rows.some((row) => row.likeness !== null)]
  return (
    <section aria-label="Agreement by label" className="flex min-w-0 flex-col gap-2">
      <h2 className="text-sm font-medium">By label</h2>
      <p className="text-sm text-muted">Of all uses of a label by two people on the same images, the share on which they agree.</p>
      <Table aria-label="Agreement by label" className="max-h-96">
        <thead>
          <tr>
            <Th>Label</Th>
            <Th numeric>Agreed</Th>
            <Th numeric className="max-sm:hidden">Both</Th>
            <Th numeric className="max-sm:hidden">One alone</Th>
            {alpha && <Th numeric>Alpha</Th>}
            {likeness && <Th numeric>Overlap</Th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, agreement, both, alone, alpha: own, likeness: like }) => {
            const found = project.labels.find(({ id }) => id === label)
            const name = found?.name ?? 'unknown'
            return (
              <Tr key={label}>
                <Td>
                  <span className="flex items-center gap-1.5">
                    <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: found?.colour }} /> {name}
                  </span>
                </Td>
                <Td numeric>
                  <NumberLink value={agreement} name={name} onClick={() => show({ list: 'differ', label })} />
                </Td>
                <Td numeric className="max-sm:hidden">{formatInteger(both)}</Td>
                <Td numeric className="max-sm:hidden">{formatInteger(alone)}</Td>
                {alpha && <Td numeric>{formatKappa(own)}</Td>}
                {likeness && (
                  <Td numeric>
                    <NumberLink value={like} name={`Overlap of ${name}`} onClick={() => show({ list: 'differ', label })} />
                  </Td>
                )}
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </section>
  )
}
