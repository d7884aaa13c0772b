'use client'

import '@/lib/catalog/everything'
import { useMemo } from 'react'
import { useReactFlow } from '@xyflow/react'
import { builtIn } from '@/lib/catalog/catalogue'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Boxes } from 'lucide-react'
import { choicesOf, refusalOf, tiedParams } from '@/lib/workspace-components/derive'
import type { SubPipeline } from '@/lib/workspace-components/schema'
import { makeComponent } from '../pipelines/actions/make-component'
import { useDesigner } from '../pipelines/designer/designer-context'
import type { CanvasNode, WireEdge } from '../pipelines/designer/flow-elements'
import { selectSteps } from '../pipelines/designer/hooks/use-flow-sync'
import { ComponentForm } from './component-form'
import { useSaveOwn } from './use-make-component'

/** Makes one reusable component of the given steps; with none of them named, the next version of the component whose inside this pipeline is. */
export function MakeComponent({ nodes }: { nodes: readonly string[] }) {
  const { draft, panel, inside } = useDesigner()
  const publishing = nodes.length === 0 ? inside.get() : null
  const kept = publishing?.declaration.kind === 'sub-pipeline' ? publishing.declaration : undefined
  // As it is when the dialog opens: what others draw meanwhile does not move under the pointer.
  const [choices, refusal] = useMemo(() => {
    const graph = draft.graph.get()
    const ids = new Set(nodes.length > 0 ? nodes : graph.nodes.map((node) => node.id))
    const refused = refusalOf(graph, ids, builtIn)
    return [refused ? null : choicesOf(graph, ids, builtIn, kept), refused] as const
  }, [draft, nodes, kept])
  const title = publishing ? `Publish version ${publishing.latest + 1} of ${publishing.declaration.name}` : 'Make a component'
  const about = publishing ? 'Steps that use an older version keep it until somebody updates them.' : 'The selected steps become one step, which any pipeline of the workspace can use.'
  return (
    <Dialog open onOpenChange={(open) => !open && panel.set(null)}>
      <DialogContent title={title} description={about} width={640}>
        {choices ? <Form choices={choices} kept={kept} /> : <EmptyState icon={Boxes} title="These steps cannot become one">{refusal}</EmptyState>}
      </DialogContent>
    </Dialog>
  )
}

function Form({ choices, kept }: { choices: NonNullable<ReturnType<typeof choicesOf>>; kept: SubPipeline | undefined }) {
  const { draft, panel, hint, inside } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const { mutate, isPending, error } = useSaveOwn()
  const publishing = kept ? inside.get() : null
  const save = (declaration: SubPipeline, note: string) => {
    if (publishing) {
      return mutate(
        { id: publishing.id, input: { declaration, note, after: publishing.latest } },
        { onSuccess: (made) => (inside.set(made), panel.set(null), hint.set(`Published as version ${made.version}. Steps that use it show that it is there.`)) },
      )
    }
    mutate(
      { input: { declaration, note } },
      {
        onSuccess: (made) => {
          const id = makeComponent(draft, declaration, `${made.id}@${made.version}`, tiedParams(choices, declaration))
          panel.set(null)
          selectSteps(flow, [id], { focus: true })
        },
      },
    )
  }
  return <ComponentForm choices={choices} name={kept?.name ?? ''} summary={kept?.summary ?? ''} button={kept ? 'Publish' : 'Make the component'} withNote={kept !== undefined} busy={isPending} error={error} onSave={save} />
}
