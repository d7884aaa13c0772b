import { TaskDocument } from '@/lib/labeling/edits/document'
import type { Journal } from '@/lib/labeling/edits/journal'
import { EditQueue, type SaveState } from '@/lib/labeling/edits/queue'
import type { ClaimView, HistoryEntry, RemovedShape, StaleDetails, TaskView } from '@/lib/labeling/schema'
import { Store } from '@/components/pipelines/draft/store'
import { ApiError } from '@/components/ui/api-client'
import type { Answer } from './answer'
import type { LabelingRequests } from './requests'

/** A task at which one works: its shapes, and how they reach the server. */
export class OpenTask {
  readonly document: TaskDocument
  readonly queue: EditQueue
  readonly saved = new Store<SaveState>({ kind: 'saved' })
  /** Shapes that stand twice since somebody else had changed them too. */
  readonly kept = new Store(0)
  /** Settles once what an earlier visit left in this browser is in the document. */
  readonly ready: Promise<void>
  claim: ClaimView | null

  constructor(
    readonly view: TaskView,
    claim: ClaimView | null,
    private readonly requests: LabelingRequests,
    journal: Journal | null,
  ) {
    this.claim = claim ?? view.claim
    this.document = new TaskDocument(view.annotations, (pending) => this.queue.add(pending))
    this.queue = new EditQueue({
      task: view.id,
      revision: view.revision,
      journal,
      transport: requests.transport(view.id, () => this.claim?.id ?? null, (next) => (this.claim = next ?? this.claim)),
      onState: (state) => this.saved.set(same(state, this.saved.get()) ? this.saved.get() : state),
      onMerge: (annotations, kept) => {
        this.document.replace(annotations)
        if (kept > 0) this.kept.set(this.kept.get() + kept)
      },
    })
    // A journal that cannot be read does not keep anybody from working.
    this.ready = this.queue.recover(view.annotations).catch(() => undefined)
  }

  get id(): string {
    return this.view.id
  }

  /** Says that somebody is still at it. */
  async renew(): Promise<void> {
    const result = await this.requests.operations(this.id, { claim: this.claim?.id ?? null, base: this.queue.knownRevision, operations: [] })
    this.claim = result.claim ?? this.claim
  }

  /** Declares it finished, once the server has every edit. False where it has not, which the state then tells. @throws ApiError */
  async submit(): Promise<boolean> {
    if (!(await this.queue.flush())) return false
    await this.requests.submit(this.id, { claim: this.claim?.id ?? null, revision: this.queue.knownRevision }).catch((error: unknown) => this.meet(error))
    this.claim = null
    return true
  }

  /** What a refusal says is there by now is shown, so that the next try is about that. @throws Error always */
  private async meet(error: unknown): Promise<never> {
    const details = error instanceof ApiError && error.status === 409 ? (error.details as Partial<StaleDetails> | undefined) : undefined
    if (details?.revision === undefined || !details.annotations || details.revision === this.queue.knownRevision) throw error
    await this.queue.catchUp({ revision: details.revision, annotations: details.annotations })
    throw new Error('This image was changed meanwhile, in another tab or by a manager. It is shown as it is now; look at it and submit again.')
  }

  async skip(): Promise<boolean> {
    if (!(await this.queue.flush())) return false
    await this.requests.skip(this.id, this.claim?.id ?? null)
    this.claim = null
    return true
  }

  /** Makes the draft the image's result or its known answer, once the server has every edit. @throws ApiError */
  async saveAnswer(as: Answer['as']): Promise<boolean> {
    if (!(await this.queue.flush())) return false
    await (as === 'correct' ? this.requests.saveCorrection(this.id) : this.requests.saveGold(this.id))
    this.claim = null
    return true
  }

  /** What one's edits made of a shape, newest first, once the server has all of them. @throws ApiError */
  async history(annotation: string): Promise<HistoryEntry[]> {
    await this.queue.flush()
    return (await this.requests.history(this.id, annotation)).reverse()
  }

  /** What one drew and deleted again. @throws ApiError */
  async removed(): Promise<RemovedShape[]> {
    await this.queue.flush()
    return this.requests.removed(this.id)
  }

  flag = (comment: string): Promise<unknown> => this.requests.flag(this.id, comment)

  /** Leaves it: what waits is still sent, and the claim is given back. Settles when the studio has heard, or cannot be reached. */
  async close({ keepalive = false } = {}): Promise<void> {
    const claim = this.claim
    this.claim = null
    const done = await this.queue.flush({ keepalive })
    if (done) this.queue.stop()
    if (claim && done) await this.requests.release(this.id, claim.id, keepalive).catch(() => undefined)
  }
}

function same(a: SaveState, b: SaveState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
