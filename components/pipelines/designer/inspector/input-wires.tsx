'use client'

import { useMemo } from 'react'
import { ListPlus } from 'lucide-react'
import { findComponent } from '@/lib/catalog'
import type { Port } from '@/lib/catalog/types'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Tooltip } from '@/components/ui/tooltip'
import { connect, disconnect } from '../../actions/connect'
import { useStore } from '../../draft/store'
import { PortGlyph } from '../../port-glyph'
import { useDesigner } from '../designer-context'
import { endKey, openEnds } from '../open-ends'
import { below } from './below'

const nothing = '\u0000'

/** What feeds each input, as a list to choose from: the canvas's wires for those who do not use a pointer. */
export function InputWires({ step }: { step: GraphNode }) {
  const inputs = findComponent(step.component)?.inputs ?? []
  if (inputs.length === 0) return null
  return (
    <section aria-label="Inputs" className="flex flex-col gap-3 border-t border-line pt-3">
      {inputs.map((port) => (
        <InputWire key={port.name} step={step} port={port} />
      ))}
    </section>
  )
}

function InputWire({ step, port }: { step: GraphNode; port: Port }) {
  const { draft, canEdit, hint, panel } = useDesigner()
  const graph = useStore(draft.graph)
  const wire = graph.edges.find((edge) => edge.to.node === step.id && edge.to.port === port.name)
  const sources = useMemo(() => sourcesOf(graph, step.id, port.name), [graph, step.id, port.name])
  const current = wire ? `${wire.from.node}.${wire.from.port}` : nothing
  const options = [{ value: nothing, label: port.optional ? 'Nothing (optional)' : 'Nothing yet' }, ...sources.map(({ key, label }) => ({ value: key, label }))]
  const change = (key: string) => {
    if (key === nothing) return wire && disconnect(draft, [wire])
    const source = sources.find((other) => other.key === key)
    const verdict = source && connect(draft, { from: source.from, to: { node: step.id, port: port.name } })
    if (verdict && !verdict.ok) hint.set(verdict.reason)
  }
  return (
    <Field
      label={
        <span className="flex items-center gap-1.5">
          <PortGlyph type={port.type} size={10} />
          {port.label}
        </span>
      }
      help={wire ? undefined : port.help}
      aside={
        wire &&
        canEdit && (
          <Tooltip content="Insert a step here" side="left">
            <Button variant="ghost" size="sm" icon={ListPlus} aria-label={`Insert a step before “${port.label}”`} onClick={(event) => panel.set({ kind: 'quick-add', at: below(event.currentTarget), into: wire })} />
          </Tooltip>
        )
      }
    >
      <Select value={current} onValueChange={change} options={options} disabled={!canEdit} />
    </Field>
  )
}

function sourcesOf(graph: Graph, node: string, port: string) {
  const { ports } = openEnds(graph, { node, port, side: 'target' })
  return graph.nodes.flatMap((other) =>
    (findComponent(other.component)?.outputs ?? [])
      .filter((output) => ports.has(endKey('out', other.id, output.name)))
      .map((output, _, all) => ({
        key: `${other.id}.${output.name}`,
        from: { node: other.id, port: output.name },
        label: all.length > 1 ? `${titleOf(other)} · ${output.label}` : titleOf(other),
      })),
  )
}
