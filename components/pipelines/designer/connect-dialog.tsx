'use client'

import { useMemo, useState } from 'react'
import { findComponent } from '@/lib/catalog'
import type { GraphEdge, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { connect } from '../actions/connect'
import { useDesigner, useStep } from './designer-context'
import { endKey, openEnds } from './open-ends'

/** Draws a wire without a pointer: which output of the selected step, to which input that takes it. */
export function ConnectDialog({ node }: { node: string }) {
  const { panel } = useDesigner()
  const step = useStep(node)
  return (
    <Dialog open={step !== undefined} onOpenChange={(open) => !open && panel.set(null)}>
      {step && (
        <DialogContent title={`Connect ${titleOf(step)}`} description="Only what fits is offered. A connection that the input had gives way.">
          <ConnectForm step={step} />
        </DialogContent>
      )}
    </Dialog>
  )
}

function ConnectForm({ step }: { step: GraphNode }) {
  const { draft, panel, hint } = useDesigner()
  const outputs = findComponent(step.component)?.outputs ?? []
  const [port, setPort] = useState(outputs[0]?.name ?? '')
  const targets = useMemo(() => targetsOf(draft.graph.get(), { node: step.id, port }), [draft, step.id, port])
  const [target, setTarget] = useState<string>()
  const chosen = targets.find((other) => other.key === target) ?? targets[0]
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    if (!chosen) return
    const verdict = connect(draft, { from: { node: step.id, port }, to: chosen.to })
    hint.set(verdict.ok ? `Connected to ${chosen.label}` : verdict.reason)
    panel.set(null)
  }
  if (outputs.length === 0) return <p className="text-muted">This step gives nothing on, so it cannot feed another.</p>
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {outputs.length > 1 && (
        <Field label="From output">
          <Select value={port} onValueChange={setPort} options={outputs.map((output) => ({ value: output.name, label: output.label }))} />
        </Field>
      )}
      {chosen ? (
        <Field label="To input">
          <Select value={chosen.key} onValueChange={setTarget} options={targets.map((other) => ({ value: other.key, label: other.label }))} />
        </Field>
      ) : (
        <p className="text-muted">No input on the canvas takes this. Add a step first: / finds components.</p>
      )}
      <DialogFooter>
        <Button variant="primary" type="submit" disabled={!chosen} autoFocus>
          Connect
        </Button>
      </DialogFooter>
    </form>
  )
}

function targetsOf(graph: { nodes: GraphNode[]; edges: GraphEdge[] }, from: GraphEdge['from']) {
  const { ports } = openEnds(graph, { ...from, side: 'source' })
  return graph.nodes.flatMap((node) =>
    (findComponent(node.component)?.inputs ?? [])
      .filter((input) => ports.has(endKey('in', node.id, input.name)))
      .map((input) => ({ key: `${node.id}.${input.name}`, to: { node: node.id, port: input.name }, label: `${titleOf(node)} · ${input.label}` })),
  )
}
