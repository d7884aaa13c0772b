'use client'

import { useId, useMemo } from 'react'
import { ConfusionMatrix } from '@/components/charts/confusion-matrix'
import { LineChart } from '@/components/charts/line-chart'
import { prepareConfusion } from '@/components/charts/prepare/confusion'
import { preparePrecisionRecall, prepareRoc } from '@/components/charts/prepare/curves'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatInteger } from '@/components/ui/format'
import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import { formatScore } from '@/lib/results/format'

export function ClassificationCharts({ evaluation }: { evaluation: ClassificationEvaluation }) {
  const specs = useMemo(() => ({ confusion: prepareConfusion(evaluation), roc: prepareRoc(evaluation), recall: preparePrecisionRecall(evaluation) }), [evaluation])
  return (
    <div className="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
      <ConfusionMatrix spec={specs.confusion} />
      <LineChart spec={specs.roc} />
      <LineChart spec={specs.recall} />
      <PerClass evaluation={evaluation} />
    </div>
  )
}

function PerClass({ evaluation }: { evaluation: ClassificationEvaluation }) {
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
