'use client'

import { useWorkspace } from '@/components/ui/workspace-context'
import { api } from '@/components/ui/api-client'
import { formatCount } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Preview } from '@/lib/duckdb/ops/preview'

/** Rows that would be set aside: how many, the first of them with the reasons, and all of them as a file. */
export function RejectedRows({ id, preview }: { id: string; preview: Preview }) {
  const { slug } = useWorkspace()
  if (preview.rejected === 0) return null
  return (
    <section aria-labelledby="rejected" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="rejected" className="font-medium">
          {formatCount(preview.rejected, 'row')} set aside{preview.partial ? ' in the part that was read' : ''}
        </h2>
        <a className="link" download href={api(slug).url(`/uploads/${id}/rejected`)}>
          Download them (CSV)
        </a>
      </div>
      <Table aria-label="Rows set aside" className="max-h-64">
        <thead>
          <tr>
            <Th numeric>Line</Th>
            <Th>Why</Th>
            <Th>Text</Th>
          </tr>
        </thead>
        <tbody>
          {preview.rejectedRows.map(({ line, reason, text }) => (
            <Tr key={line}>
              <Td numeric>{line}</Td>
              <Td>{reason}</Td>
              <Td className="font-mono text-sm">{text}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
