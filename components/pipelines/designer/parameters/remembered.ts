import { readValue, type ParameterValues, type PipelineParameter } from '@/lib/graph/parameters'

const keyOf = (pipelineId: string) => `atelier:run-with:${pipelineId}`

/** The values that this browser last ran the pipeline with, where they still fit its parameters. */
export function rememberedValues(pipelineId: string, parameters: readonly PipelineParameter[]): ParameterValues {
  let stored: unknown
  try {
    stored = JSON.parse(localStorage.getItem(keyOf(pipelineId)) ?? '{}')
  } catch {
    return {}
  }
  if (typeof stored !== 'object' || stored === null) return {}
  const entries = parameters.flatMap((parameter) => {
    const read = readValue(parameter, (stored as Record<string, unknown>)[parameter.name])
    return read.ok ? [[parameter.name, read.value] as const] : []
  })
  return Object.fromEntries(entries)
}

export function rememberValues(pipelineId: string, values: ParameterValues): void {
  try {
    localStorage.setItem(keyOf(pipelineId), JSON.stringify(values))
  } catch {
    // Storage may be full or forbidden; then the form begins with the defaults.
  }
}
