'use client'

import * as z from 'zod/mini'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { readable } from '@/lib/results/readable'
import { DownloadOutput } from './file-result'
import type { ResultProps } from './registry'
import { useOutput } from './use-output'

const Meta = z.object({ title: z._default(z.string(), 'Transformation'), summary: z._default(z.array(z.string()), []) })

/** What a step learnt from its rows and can be applied to others. */
export default function TransformationResult(props: ResultProps) {
  const query = useOutput(props, z.unknown())
  const meta = Meta.safeParse(props.output.meta)
  if (query.error) return <ErrorNote title="The transformation could not be read" error={query.error} action={<DownloadOutput {...props} label="Download it" />} />
  if (query.data === undefined) return <SkeletonRows rows={5} />
  const { facts, tables } = readable(query.data)
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">Learnt from the rows of this step; “Apply transformation” does the same to other rows without looking at them.</p>
      {meta.success && meta.data.summary.length > 0 && (
        <ul className="list-disc rounded-md border border-line bg-surface py-2.5 pr-3 pl-7">
          {meta.data.summary.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Facts items={facts} />
      {tables.map((table) => (
        <section key={table.title} className="min-w-0">
          <h3 className="mb-1.5 font-semibold">{table.title}</h3>
          <Table aria-label={table.title} className="max-h-96">
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <Th key={column}>{column}</Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                <Tr key={index}>
                  {row.map((cell, column) => (
                    <Td key={column} title={cell}>
                      {cell}
                    </Td>
                  ))}
                </Tr>
              ))}
            </tbody>
          </Table>
        </section>
      ))}
      <DownloadOutput {...props} label="Download as JSON" />
    </div>
  )
}
