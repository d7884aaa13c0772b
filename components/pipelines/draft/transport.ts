import { SendError, type Transport } from './sync'

/** Browsers refuse a keep-alive request with a longer body; what is larger stays in the local journal until next time. */
const keepaliveLimit = 60_000

/** Sends updates to `POST /api/v1/pipelines/{id}/updates`. */
export function httpTransport(workspace: string, pipelineId: string, tab: string): Transport {
  return {
    async send(update, { keepalive }) {
      const response = await fetch(`/api/v1/pipelines/${pipelineId}/updates`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'x-origin': tab, 'x-atelier-workspace': workspace },
        body: update as Uint8Array<ArrayBuffer>,
        keepalive: keepalive && update.byteLength < keepaliveLimit,
      }).catch(() => {
        throw new SendError('retry', 'The studio did not answer.')
      })
      if (!response.ok) throw await refusal(response)
    },
  }
}

async function refusal(response: Response): Promise<SendError> {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string; details?: { reason?: string } } } | null
  const message = body?.error?.message ?? `The studio answered ${response.status}.`
  if (response.status === 401) return new SendError('refused', 'You are signed out. Sign in in another tab, then save again.')
  if (body?.error?.details?.reason === 'missing_updates') return new SendError('missing', message)
  return new SendError(response.status === 429 || response.status >= 500 ? 'retry' : 'refused', message)
}
