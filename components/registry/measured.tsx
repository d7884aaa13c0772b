'use client'

import { valueText } from '@/components/experiments/value-text'
import { NameValues } from '@/components/ui/name-values'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { VersionDetail } from '@/lib/registry/views'

/** What was measured on the model itself and in its run, and how it was trained. */
export function Measured({ version: { metrics, modelMetrics, params } }: { version: VersionDetail }) {
  const own = new Set(modelMetrics.map(({ key }) => key))
  const rows = [
    ...modelMetrics.map(({ key, value, dataset }) => ({ key, value, of: dataset ? `the model, on ${dataset}` : 'the model' })),
    ...metrics.filter(({ key }) => !own.has(key)).map(({ key, last }) => ({ key, value: last, of: 'its run' })),
  ]
  return (
    <>
      <section className="flex flex-col gap-2">
        <h2 className="font-medium">Metrics</h2>
        {rows.length === 0 ? <p className="text-muted">Nothing was measured.</p> : (
          <Table aria-label="Metrics" className="max-h-96">
            <thead>
              <tr>
                <Th>Metric</Th>
                <Th numeric>Value</Th>
                <Th className="max-sm:hidden">Of</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, value, of }) => (
                <Tr key={`${key} ${of}`}>
                  <Td title={key}>{key}</Td>
                  <Td numeric title={String(value)}>{valueText(value)}</Td>
                  <Td className="text-muted max-sm:hidden">{of}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </section>
      {params.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="font-medium">Parameters of its run</h2>
          <NameValues label="Parameters of its run" pairs={params} className="max-h-72" />
        </section>
      )}
    </>
  )
}
