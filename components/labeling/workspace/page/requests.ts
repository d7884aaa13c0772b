import type { ClaimResult, ClaimView, HistoryEntry, OperationsResult, ProjectView, RemovedShape, TaskView } from '@/lib/labeling/schema'
import type { Operation } from '@/lib/labeling/shapes'
import { ApiError } from '@/components/ui/api-client'
import { EditError, type EditTransport } from '@/lib/labeling/edits/queue'
import type { FirstClaim } from './first-claim'

/** Browsers refuse a keep-alive request with a longer body; what is larger stays in the journal until next time. */
const keepaliveLimit = 60_000

/**
 * The routes that labeling uses. Unlike the other pages' client, a refusal for want of a session does not load the page
 * anew: what is drawn stays, and one signs in over it.
 */
export class LabelingRequests {
  constructor(
    private readonly workspace: string,
    private readonly first?: FirstClaim,
  ) {}

  project = (id: string) => this.send<ProjectView>('GET', `/projects/${id}`)
  task = async (id: string) => this.withAddresses(await this.send<TaskView>('GET', `/tasks/${id}`))
  submit = (id: string, body: { claim: string | null; revision: number }) => this.send<unknown>('POST', `/tasks/${id}/submit`, body)
  skip = (id: string, claim: string | null) => this.send<unknown>('POST', `/tasks/${id}/skip`, { claim })
  correct = async (id: string) => this.withAddresses(await this.send<TaskView>('POST', `/tasks/${id}/review/start`))
  saveCorrection = (id: string) => this.send<unknown>('POST', `/tasks/${id}/review`, { verdict: 'corrected' })
  saveGold = (id: string) => this.send<unknown>('POST', `/tasks/${id}/gold`, { from: 'draft' })
  flag = (id: string, comment: string) => this.send<unknown>('POST', `/tasks/${id}/flag`, { comment })
  history = async (id: string, annotation: string) => (await this.send<{ history: HistoryEntry[] }>('GET', `/tasks/${id}/history?annotation=${encodeURIComponent(annotation)}`)).history
  removed = async (id: string) => (await this.send<{ removed: RemovedShape[] }>('GET', `/tasks/${id}/history?removed=1`)).removed
  release = (id: string, claim: string | null, keepalive = false) => this.send<unknown>('POST', `/tasks/${id}/release`, { claim }, keepalive)
  operations = (id: string, body: { claim: string | null; base: number; operations: Operation[] }, keepalive = false) => this.send<OperationsResult>('POST', `/tasks/${id}/operations`, body, keepalive)

  async claim(project: string, body: { except?: string[]; task?: string; near?: string }): Promise<ClaimResult> {
    const begun = body.task === undefined ? this.first?.take(project) : null
    const result = begun ? await answerOf<ClaimResult>(begun) : await this.send<ClaimResult>('POST', `/projects/${project}/claim`, body)
    return result.claim ? { ...result, task: this.withAddresses(result.task) } : result
  }

  /** Carries the edits of one task. */
  transport(task: string, claim: () => string | null, onClaim: (claim: ClaimView | null) => void): EditTransport {
    return {
      send: async ({ revision, operations }, { keepalive }) => {
        const result = await this.operations(task, { claim: claim(), base: revision, operations }, keepalive).catch(told)
        onClaim(result.claim)
        return { revision: result.revision }
      },
      load: () => this.task(task).catch(told),
    }
  }

  /** An `<img>` sends no header, so the workspace goes into the address. */
  private withAddresses(task: TaskView): TaskView {
    const full = <T extends string | null>(address: T) => (address && `${address}${address.includes('?') ? '&' : '?'}workspace=${encodeURIComponent(this.workspace)}`) as T
    const { image } = task
    // Its pieces have their places before the question mark.
    const tiles = image.tiles && `${image.tiles}?workspace=${encodeURIComponent(this.workspace)}`
    return { ...task, image: { ...image, tiles, url: full(image.url), thumb: full(image.thumb), original: full(image.original) } }
  }

  private async send<T>(method: string, path: string, body?: object, keepalive = false): Promise<T> {
    const text = body && JSON.stringify(body)
    const answer = fetch(`/api/v1/labeling${path}`, {
      method,
      headers: { 'x-atelier-workspace': this.workspace, ...(text ? { 'content-type': 'application/json' } : {}) },
      body: text,
      keepalive: keepalive && (text?.length ?? 0) < keepaliveLimit,
    })
    return answerOf<T>(answer)
  }
}

/** @throws ApiError */
async function answerOf<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked.catch(() => {
    throw new ApiError('unavailable', 'The studio did not answer. Check that it runs and that you are online, then try again.', 0)
  })
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  const answer = (await response.json().catch(() => null)) as { error?: { code: string; message: string; details?: Record<string, unknown> } } | null
  const { code = 'internal', message = `The studio answered ${response.status} without a reason.`, details } = answer?.error ?? {}
  throw new ApiError(code, message, response.status, details)
}

function told(error: unknown): never {
  if (!(error instanceof ApiError)) throw error
  const { status, message } = error
  if (status === 401) throw new EditError('signed-out', message)
  if (status === 409) throw new EditError('conflict', message)
  throw new EditError(status === 0 || status === 429 || status >= 500 ? 'retry' : 'refused', message)
}
