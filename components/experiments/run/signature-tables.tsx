'use client'

import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RunModel } from '@/lib/tracking/views'

/** The columns that a model takes and gives, or that it does not say. */
export function SignatureTables({ signature }: { signature: RunModel['signature'] }) {
  if (!signature || signature.inputs.length + signature.outputs.length === 0) return <p className="text-muted">The model says nothing about its columns: it was logged without a signature.</p>
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Columns title="Takes" columns={signature.inputs} />
      <Columns title="Gives" columns={signature.outputs} />
    </div>
  )
}

function Columns({ title, columns }: { title: string; columns: { name: string; type: string; optional: boolean }[] }) {
  if (columns.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium">{title}</h3>
      <Table aria-label={title} className="max-h-72">
        <thead>
          <tr>
            <Th>Column</Th>
            <Th>Type</Th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, type, optional }, index) => (
            <Tr key={index}>
              <Td>{name}</Td>
              <Td className="text-muted">{optional ? `${type}, optional` : type}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
