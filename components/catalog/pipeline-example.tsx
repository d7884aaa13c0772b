'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { Workflow } from 'lucide-react'
import { layoutGraph } from '@/components/pipelines/layout'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { Graph } from '@/lib/graph/schema'
import { CodeBlock } from './code-block'

/** A pipeline's JSON from the docs: to copy, to paste on a canvas, or to open as a pipeline of one's own, called `name`. */
export function PipelineExample({ json, name }: { json: string; name: string }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const router = useRouter()
  const mayWrite = useCan('pipelines.write')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function open() {
    setBusy(true)
    setError(null)
    try {
      const graph = Graph.parse(JSON.parse(json))
      const places = await layoutGraph(graph, { strip: false })
      const nodes = graph.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position }))
      const { id } = await api.post<{ id: string }>('/pipelines', { name: name, graph: { ...graph, nodes } })
      router.push(`/w/${slug}/pipelines/${id}`)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <p className="text-sm font-medium text-muted">Example pipeline</p>
        {mayWrite && (
          <Button size="sm" icon={Workflow} busy={busy} onClick={open}>
            Open as a pipeline
          </Button>
        )}
      </div>
      {error !== null && <ErrorNote error={error} />}
      <CodeBlock code={json} label="Copy the pipeline" />
    </div>
  )
}
