'use client'

import { useId } from 'react'
import { formatInteger } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ResidualsAnswer } from '@/lib/duckdb/ops/chart/types'
import { formatNumber, NO_VALUE } from '@/lib/results/format'

/** The rows whose prediction is furthest off, with what else is known of them. */
export function WorstRows({ answer, target }: { answer: ResidualsAnswer; target: string }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-md border border-line bg-surface">
      <h3 id={id} className="px-3 pt-2.5 font-semibold">
        Worst rows
      </h3>
      <p className="px-3 pb-2 text-sm text-muted">
        The {formatInteger(answer.worst.length)} of {formatInteger(answer.rows)} rows whose prediction of {target} is furthest off; row numbers are those of the scored table.
      </p>
      <Table aria-label="Worst rows" className="max-h-80 rounded-t-none border-x-0 border-b-0">
        <thead>
          <tr>
            <Th numeric>Row</Th>
            <Th numeric>Residual</Th>
            <Th numeric>Actual</Th>
            <Th numeric>Predicted</Th>
            {answer.otherColumns.map((name) => (
              <Th key={name}>{name}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.worst.map((row) => (
            <Tr key={row.row}>
              <Td numeric className="text-muted">{formatInteger(row.row)}</Td>
              <Td numeric>{formatNumber(row.actual - row.predicted)}</Td>
              <Td numeric>{formatNumber(row.actual)}</Td>
              <Td numeric>{formatNumber(row.predicted)}</Td>
              {row.others.map((value, index) => (
                <Td key={index} title={value ?? undefined}>
                  {value ?? NO_VALUE}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
