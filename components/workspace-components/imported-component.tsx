'use client'

import { CircleCheck, CircleSlash } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Facts } from '@/components/ui/facts'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { skeletonOf } from '@/lib/workspace-components/import-ports'
import type { ForeignPort, Imported } from '@/lib/workspace-components/imported'
import type { PythonEditorProps } from './python-editor'

/** What one component of an imported file declares, whether it can run here, and the way on. */
export function ImportedComponent({ component, onOpen }: { component: Imported; onOpen: (start: NonNullable<PythonEditorProps['start']>) => void }) {
  const { refusal } = component
  return (
    <section aria-label={component.name} className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="flex items-center gap-2 text-lg font-semibold">
            {component.name || 'Without a name'} <Badge>{component.format}</Badge>
          </h2>
          {component.summary && <p className="text-muted">{component.summary}</p>}
        </div>
        <Button variant="primary" onClick={() => onOpen(component.component ?? skeletonOf(component))}>
          {component.component ? 'Open in the editor' : 'Write it in Python'}
        </Button>
      </div>
      <p className="flex gap-2">
        {refusal ? <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" /> : <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-succeeded" />}
        {refusal ?? 'Its function runs here as a Python component. Look it over and try it before you publish it.'}
      </p>
      {component.notes.length > 0 && (
        <ul className="list-disc pl-5 text-muted">
          {component.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Ports title="Inputs" ports={component.inputs} />
      <Ports title="Outputs" ports={component.outputs} />
      <Ports title="Parameters" ports={component.params} withDefault />
      {component.runs.length > 0 && <Facts items={component.runs.filter((part) => part.text !== '').map((part) => ({ label: part.label, value: <code className="font-mono text-sm [overflow-wrap:anywhere]">{part.text}</code> }))} />}
    </section>
  )
}

function Ports({ title, ports, withDefault }: { title: string; ports: ForeignPort[]; withDefault?: boolean }) {
  if (ports.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">{title}</h3>
      <Table aria-label={title}>
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>Type there</Th>
            {withDefault && <Th>Default</Th>}
            <Th>What it is</Th>
          </tr>
        </thead>
        <tbody>
          {ports.map((port) => (
            <Tr key={port.name}>
              <Td className="font-medium">{port.name}</Td>
              <Td className="text-muted">
                {port.type || 'not said'}
                {port.optional && ', optional'}
              </Td>
              {withDefault && <Td className="font-mono text-sm">{port.default === undefined ? '–' : JSON.stringify(port.default)}</Td>}
              <Td className="text-muted">{port.help || '–'}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
