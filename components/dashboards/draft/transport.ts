import type { DashboardContent, DashboardView } from '@/lib/dashboards/schema'

/** `retry`: no answer, or not now. `conflict`: somebody else has changed the draft. */
export class SaveError extends Error {
  constructor(
    readonly reason: 'retry' | 'signed-out' | 'conflict' | 'refused',
    message: string,
  ) {
    super(message)
  }
}

export interface Transport {
  /** Resolves to the draft's new revision. @throws SaveError */
  save(content: DashboardContent, revision: number, options: { keepalive: boolean }): Promise<{ revision: number }>
  /** The draft as the studio has it. @throws SaveError */
  load(): Promise<{ draft: DashboardContent; revision: number }>
}

/** Browsers refuse a longer body of a request that outlives its page; what is longer stays in the journal until next time. */
const keepaliveLimit = 60_000

export function httpTransport(workspace: string, id: string): Transport {
  const send = async (init: RequestInit): Promise<DashboardView> => {
    const response = await fetch(`/api/v1/dashboards/${id}`, { ...init, headers: { 'content-type': 'application/json', 'x-atelier-workspace': workspace } }).catch(() => {
      throw new SaveError('retry', 'The studio did not answer.')
    })
    if (!response.ok) throw await refusal(response)
    return (await response.json()) as DashboardView
  }
  return {
    save(content, revision, { keepalive }) {
      const body = JSON.stringify({ content, revision })
      return send({ method: 'PATCH', body, keepalive: keepalive && body.length < keepaliveLimit })
    },
    load: () => send({ method: 'GET' }),
  }
}

async function refusal(response: Response): Promise<SaveError> {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  const message = body?.error?.message ?? `The studio answered ${response.status}.`
  if (response.status === 401) return new SaveError('signed-out', 'You are signed out.')
  if (response.status === 409) return new SaveError('conflict', message)
  return new SaveError(response.status === 429 || response.status >= 500 ? 'retry' : 'refused', message)
}
