import { useId } from 'react'
import { formatInteger } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import { formatScore } from '@/lib/results/format'

/** Precision, recall and the like of each class. */
export function PerClass({ evaluation }: { evaluation: ClassificationEvaluation }) {
  const title = useId()
  return (
    <section aria-labelledby={title} className="min-w-0 rounded-md border border-line bg-surface">
      <h3 id={title} className="px-3 pt-2.5 font-semibold">
        By class
      </h3>
      <p className="px-3 pb-2 text-sm text-muted">Precision: how many called the class are it. Recall: how many of the class are found.</p>
      <Table aria-label="Metrics by class" className="max-h-96 rounded-t-none border-x-0 border-b-0">
        <thead>
          <tr>
            <Th>Class</Th>
            <Th numeric>Rows</Th>
            <Th numeric>Precision</Th>
            <Th numeric>Recall</Th>
            <Th numeric>F1</Th>
            <Th numeric>ROC AUC</Th>
            <Th numeric>AP</Th>
          </tr>
        </thead>
        <tbody>
          {evaluation.perClass.map((entry) => (
            <Tr key={entry.label}>
              <Td title={entry.label}>{entry.label}</Td>
              <Td numeric>{formatInteger(entry.support)}</Td>
              <Td numeric>{formatScore(entry.precision)}</Td>
              <Td numeric>{formatScore(entry.recall)}</Td>
              <Td numeric>{formatScore(entry.f1)}</Td>
              <Td numeric>{formatScore(entry.rocAuc)}</Td>
              <Td numeric>{formatScore(entry.averagePrecision)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
