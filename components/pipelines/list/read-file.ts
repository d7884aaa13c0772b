import type { CreatePipelineInput } from '@/lib/pipelines/schema'

/**
 * An exported pipeline, or the bare `{nodes, edges}` of one, as what the API takes. The API checks it thoroughly; here it
 * is only made sure that there is something to check.
 * @throws Error that says what is wrong with the file
 */
export function readPipelineFile(text: string, fileName: string): CreatePipelineInput {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Error(`${fileName} is not JSON. Choose a file that was exported from a pipeline.`)
  }
  const file = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  const graph = (file.graph ?? file) as { nodes?: unknown; edges?: unknown; notes?: unknown; groups?: unknown; bookmarks?: unknown }
  if (!Array.isArray(graph.nodes)) throw new Error(`${fileName} holds no pipeline: it has no list of “nodes”.`)
  return {
    name: typeof file.name === 'string' && file.name.trim() ? file.name : fileName.replace(/\.json$/i, ''),
    description: typeof file.description === 'string' ? file.description : '',
    graph: { nodes: graph.nodes, edges: Array.isArray(graph.edges) ? graph.edges : [], ...marksIn(graph) },
  }
}

/** Notes, groups and bookmarks, where the file has them. */
function marksIn(graph: object): object {
  return Object.fromEntries(Object.entries(graph).filter(([key, value]) => ['notes', 'groups', 'bookmarks'].includes(key) && Array.isArray(value)))
}
