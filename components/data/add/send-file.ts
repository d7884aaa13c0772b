import { ApiError } from '@/components/ui/api-client'
import type { VersionView } from '@/lib/data/schema'

export interface Progress {
  /** Bytes. */
  sent: number
  total: number
}

/**
 * Uploads one file as a data version. XMLHttpRequest and not fetch, because only it tells how much has been sent.
 * @throws ApiError; DOMException `AbortError` when cancelled
 */
export function sendFile(workspace: string, file: File, name: string | null, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<VersionView & { name: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    // Before the file: the studio may decide by it while the file still comes.
    if (name !== null) form.set('name', name)
    form.set('file', file)
    request.open('POST', '/api/v1/data')
    request.setRequestHeader('x-atelier-workspace', workspace)
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress({ sent: Math.min(event.loaded, file.size), total: file.size })
    request.onload = () => {
      if (request.status === 201) return resolve(request.response as VersionView & { name: string })
      const body = request.response as { error?: { code: string; message: string; details?: Record<string, unknown> } } | null
      const { code = 'internal', message = `The studio answered ${request.status} without a reason.`, details } = body?.error ?? {}
      reject(new ApiError(code, message, request.status, details))
    }
    request.onerror = () => reject(new ApiError('unavailable', 'The connection broke while the file was sent. Check that the studio runs and that you are online; “Send again” starts from the beginning.', 0))
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
