import type { Api } from '@/components/ui/api-client'
import type { ModelDetail, ModelSummary, VersionDetail, VersionSummary } from '@/lib/registry/views'

export const modelKeys = {
  all: (workspace: string) => ['models', workspace] as const,
  list: (workspace: string, contains: string) => [...modelKeys.all(workspace), 'list', contains] as const,
  model: (workspace: string, name: string) => [...modelKeys.all(workspace), 'model', name] as const,
  version: (workspace: string, name: string, version: number) => [...modelKeys.all(workspace), 'version', name, version] as const,
}

/** Below /api/v1. */
const path = (name: string, rest = '') => `/models/${encodeURIComponent(name)}${rest}`

export const modelHref = (workspace: string, name: string, rest = '') => `/w/${workspace}/models/${encodeURIComponent(name)}${rest}`
export const versionHref = (workspace: string, name: string, version: number) => modelHref(workspace, name, `/versions/${version}`)

export const fetchModels = (api: Api, contains: string, cursor: string | null): Promise<{ models: ModelSummary[]; next: string | null }> =>
  api.get(`/models?${new URLSearchParams({ ...(contains && { contains }), ...(cursor && { cursor }) })}`)
export const fetchModel = (api: Api, name: string): Promise<ModelDetail> => api.get(path(name))
export const fetchVersion = (api: Api, name: string, version: number): Promise<VersionDetail> => api.get(path(name, `/versions/${version}`))

export interface Change {
  name?: string
  description?: string
  /** By key; null takes the tag away. */
  tags?: Record<string, string | null>
}

export const changeModel = (api: Api, name: string, change: Change): Promise<ModelDetail> => api.patch(path(name), change)
export const changeVersion = (api: Api, name: string, version: number, change: Change): Promise<VersionSummary> => api.patch(path(name, `/versions/${version}`), change)
export const deleteModel = (api: Api, name: string): Promise<void> => api.delete(path(name))
export const deleteVersion = (api: Api, name: string, version: number): Promise<void> => api.delete(path(name, `/versions/${version}`))
export const registerVersion = (api: Api, name: string, input: { modelId: string; description?: string }): Promise<VersionSummary> => api.post(path(name, '/versions'), input)
export const setAlias = (api: Api, name: string, alias: string, version: number): Promise<void> => api.post(path(name, '/aliases'), { alias, version })
export const deleteAlias = (api: Api, name: string, alias: string): Promise<void> => api.delete(path(name, `/aliases/${encodeURIComponent(alias)}`))
