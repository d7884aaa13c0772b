import { ApiError } from '@/components/ui/api-client'

export interface ArtifactEntry {
  path: string
  is_dir: boolean
  file_size?: number
}

const base = '/ajax-api/2.0/mlflow-artifacts/artifacts'

async function ask(url: string): Promise<Response> {
  const answer = await fetch(url).catch(() => {
    throw new ApiError('unavailable', 'The studio did not answer. Check that it runs and that you are online, then try again.', 0)
  })
  if (answer.ok) return answer
  const body = (await answer.json().catch(() => null)) as { error_code?: string; message?: string } | null
  throw new ApiError(body?.error_code ?? 'internal', body?.message ?? `The studio answered ${answer.status} without a reason.`, answer.status)
}

/** Where a file can be fetched with the session of this browser. */
export const artifactUrl = (workspace: string, path: string) => `${base}/${path.split('/').map(encodeURIComponent).join('/')}?workspace=${encodeURIComponent(workspace)}`

/** What lies in a folder, folders first. @throws ApiError */
export async function fetchFolder(workspace: string, path: string): Promise<ArtifactEntry[]> {
  const answer = await ask(`${base}?${new URLSearchParams({ path, workspace })}`)
  const { files } = (await answer.json()) as { files: ArtifactEntry[] }
  return files.sort((a, b) => Number(b.is_dir) - Number(a.is_dir) || a.path.localeCompare(b.path))
}

/** @throws ApiError */
export async function fetchText(workspace: string, path: string): Promise<string> {
  return (await ask(artifactUrl(workspace, path))).text()
}
