import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatInteger } from '@/components/ui/format'
import { formatNumber, NO_VALUE } from '@/lib/results/format'
import type { ChartTable } from './prepare/spec'

const SHOWN = 500

/** The numbers behind a drawing. Long ones are cut here, with a word about it; the CSV has all. */
export function ChartTableView({ table, label }: { table: ChartTable; label: string }) {
  return (
    <>
      <Table className="max-h-80" aria-label={label}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <Th key={column.label} numeric={column.numeric}>
                {column.label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, SHOWN).map((row, index) => (
            <Tr key={index}>
              {row.map((cell, column) => (
                <Td key={column} numeric={table.columns[column]?.numeric} title={cell === null ? undefined : String(cell)}>
                  {cell === null ? NO_VALUE : typeof cell === 'number' ? formatNumber(cell) : cell}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      {table.rows.length > SHOWN && (
        <p className="pt-1 text-sm text-muted">
          The first {formatInteger(SHOWN)} of {formatInteger(table.rows.length)} rows; the CSV has them all.
        </p>
      )}
    </>
  )
}
