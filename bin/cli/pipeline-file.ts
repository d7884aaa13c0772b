import { existsSync, readFileSync } from 'node:fs'
import { AppError } from '@/lib/errors'
import { CreatePipelineInput, type PipelineSummary, type PipelineView } from '@/lib/pipelines/schema'
import type { Api } from './api'

/**
 * The pipeline that a file describes: one of the same name and graph where the workspace has it, so that running a file
 * twice reuses its results under one name, else a new one.
 */
export async function pipelineOfFile(api: Api, file: string): Promise<{ id: string; name: string }> {
  const input = readPipelineFile(file)
  const { pipelines } = await api.get<{ pipelines: PipelineSummary[] }>(`/pipelines?search=${encodeURIComponent(input.name)}`)
  for (const { id, name } of pipelines.filter((pipeline) => pipeline.name === input.name)) {
    const known = await api.get<PipelineView>(`/pipelines/${id}`)
    if (canonical(known.graph) === canonical(input.graph)) return { id, name }
  }
  return api.post<PipelineView>('/pipelines', input)
}

/** True for a word that names a file rather than a pipeline's id. */
export function namesFile(word: string): boolean {
  return word.endsWith('.json') || word.includes('/') || existsSync(word)
}

function readPipelineFile(file: string): { name: string; description: string; graph: PipelineView['graph'] } {
  const parsed = CreatePipelineInput.safeParse(readJson(file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
  throw new AppError('invalid', `${file} is not a pipeline${where}: ${issue?.message ?? 'its shape is wrong'}. The README describes the format.`)
}

function readJson(file: string): unknown {
  let content
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new AppError('not_found', `The file ${file} cannot be read: check its name.`)
  }
  try {
    return JSON.parse(content)
  } catch (error) {
    throw new AppError('invalid', `${file} is not JSON (${error instanceof Error ? error.message : String(error)}).`)
  }
}

/** Equal for graphs that differ only in the order of nodes, edges and keys. */
function canonical({ nodes, edges }: PipelineView['graph']): string {
  const byText = (list: unknown[]): unknown[] => list.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return JSON.stringify([byText(nodes), byText(edges)])
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
}
