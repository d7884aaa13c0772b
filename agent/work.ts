import type { ClaimRequest, ClaimResponse, DoneRequest, DoneResponse, HeartbeatResponse, Lease } from '@/lib/protocol/messages'
import { beginAhead, type Begun } from './ahead'
import { execute, goOn, type Outcome, type StopReason, type Workshop } from './execute'
import { noteReturn, type Held } from './held/held-lease'
import { LogStream } from './log-stream'
import { persist, StudioError, type Studio } from './studio'

interface Job {
  lease: Lease
  control: AbortController
  promise: Promise<void>
}

export interface WorkOptions {
  studio: Studio
  shop: Workshop
  session: string
  slots: number
  log: (line: string) => void
  /** Called when the leases that this agent holds have changed. */
  onLeases: (leases: { id: string; fence: number }[]) => void
}

/** How long a claim waits at the studio for a step; a network that swallows it costs little more. */
const claimMs = 15_000

/** Claims steps as slots are free, runs them, reports them, and takes what a report hands over. */
export class Work {
  private readonly jobs = new Map<string, Job>()
  private readonly ended = new AbortController()
  private stopping = false
  private holding = false
  /** The loop waits for a free slot. */
  private full = false
  /** Ends the claim that is waiting, or the wait for a free slot. */
  private nudge = new AbortController()

  constructor(private readonly options: WorkOptions) {}

  /** Claims until `stop`. @throws StudioError where the studio does not know this agent. */
  async run(): Promise<void> {
    while (!this.stopping) {
      const free = this.options.slots - this.jobs.size
      const waiting = this.nudge
      this.full = free <= 0 || this.holding
      if (this.full) {
        await aborted(waiting.signal)
      } else {
        try {
          const claim = this.claim(free, claimMs)
          const { leases } = await persist(() => this.options.studio.post<ClaimResponse>('claim', claim, { signal: waiting.signal, timeoutMs: claimMs + 5_000 }), { signal: waiting.signal, maxMs: 1_000 })
          for (const lease of leases) this.begin(lease)
        } catch (error) {
          if (!waiting.signal.aborted) throw error
        }
      }
      if (waiting.signal.aborted) this.nudge = new AbortController()
    }
  }

  hold(holding: boolean): void {
    this.holding = holding
    this.nudge.abort()
  }

  handBack(): void {
    for (const job of this.jobs.values()) this.abort(job, 'stop')
  }

  async idle(): Promise<void> {
    while (this.jobs.size > 0) await Promise.all([...this.jobs.values()].map((job) => job.promise))
  }

  /** Looks again: an environment has become ready. */
  wake(): void {
    this.nudge.abort()
  }

  leases(): { id: string; fence: number }[] {
    return [...this.jobs.values()].map(({ lease }) => ({ id: lease.id, fence: lease.fence }))
  }

  /** What the studio says of the leases: a step to cancel is asked to end, that of a lost lease is killed. */
  obey(verdicts: HeartbeatResponse['leases']): void {
    for (const { id, verdict } of verdicts) {
      const job = this.jobs.get(id)
      if (job && verdict !== 'keep') this.abort(job, verdict === 'cancel' ? 'cancel' : 'stale')
    }
  }

  /** Takes nothing new; what does not end within `graceMs` is handed back, to be queued again at once. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true
    this.nudge.abort()
    const all = Promise.all([...this.jobs.values()].map((job) => job.promise))
    const late = setTimeout(() => this.handBack(), graceMs)
    const giveUp = setTimeout(() => this.ended.abort(), graceMs + 6_000)
    await all
    clearTimeout(late)
    clearTimeout(giveUp)
  }

  private claim(slots: number, waitMs: number): ClaimRequest {
    const { environments } = this.options.shop
    return { session: this.options.session, slots, waitMs, ready: environments.ready(), python: environments.python !== null, commands: this.options.shop.commands }
  }

  /** Goes on with what a former process has started; the next line of its log is number `firstSeq`. */
  adopt(held: Held, firstSeq: number): void {
    const { timeoutSeconds } = held.lease
    const leftMs = timeoutSeconds === null ? null : Math.max(1, held.at + timeoutSeconds * 1000 - Date.now())
    const log = new LogStream(this.options.studio, held.lease, this.ended.signal, firstSeq)
    noteReturn(held)
    log.write('The agent was started again and goes on with this step', 'system')
    this.start(held.lease, (job) => this.perform(job, log, leftMs, (signal) => goOn(this.options.shop, held, Math.max(0, firstSeq - held.returns), log, signal)))
  }

  private begin(lease: Lease, begun?: Begun): void {
    const log = new LogStream(this.options.studio, lease, this.ended.signal)
    const leftMs = lease.timeoutSeconds ? lease.timeoutSeconds * 1000 : null
    this.start(lease, (job) => this.perform(job, log, leftMs, (signal) => execute(this.options.shop, lease, log, signal, begun)))
  }

  private start(lease: Lease, perform: (job: Job) => Promise<void>): void {
    const control = new AbortController()
    const job: Job = { lease, control, promise: Promise.resolve() }
    this.jobs.set(lease.id, job)
    this.options.onLeases(this.leases())
    job.promise = perform(job).finally(() => {
      // The lease is told of until its report has been taken.
      this.jobs.delete(lease.id)
      this.options.onLeases(this.leases())
      // From full to one free: the loop waits for that. Otherwise a claim is under way.
      if (this.full && !this.holding && this.jobs.size < this.options.slots) this.nudge.abort()
    })
  }

  private abort(job: Job, reason: StopReason): void {
    if (!job.control.signal.aborted) job.control.abort(reason)
  }

  private async perform(job: Job, log: LogStream, leftMs: number | null, work: (signal: AbortSignal) => Promise<Outcome>): Promise<void> {
    const { lease, control } = job
    const timer = leftMs === null ? undefined : setTimeout(() => this.abort(job, 'timeout'), leftMs)
    const outcome = await work(control.signal)
    clearTimeout(timer)
    const name = `“${lease.step.name || lease.step.node}” (attempt ${lease.attempt})`
    if (control.signal.reason === 'stale') return this.options.log(`${name} was given up: its lease is another's now`)
    this.options.log(`${name} ended: ${outcome.endReason}`)
    if (outcome.message && outcome.endReason !== 'succeeded') log.write(outcome.message, 'system')
    await this.report(lease, outcome, log)
  }

  /** Tells the end until the studio has taken it, however long the studio is away. */
  private async report(lease: Lease, outcome: Outcome, log: LogStream): Promise<void> {
    const begun = outcome.endReason === 'succeeded' && !this.stopping && !this.holding ? beginAhead(this.options.shop, lease, outcome.outputs) : undefined
    let taken = false
    const body: DoneRequest = { fence: lease.fence, ...outcome, logs: await log.close(), claim: this.stopping || this.holding ? null : this.claim(1, 0) }
    try {
      const { next } = await persist(() => this.options.studio.post<DoneResponse>(`leases/${lease.id}/done`, { ...body, clock: Date.now() }), { signal: this.ended.signal, maxMs: 1_000 })
      // Not before the reply: until then the slot is this step's.
      this.jobs.delete(lease.id)
      for (const following of next) {
        const fits: boolean = !taken && begun?.fits(following) === true
        taken ||= fits
        this.begin(following, fits ? begun : undefined)
      }
    } catch (error) {
      if (error instanceof StudioError && error.code === 'stale_lease') return
      this.options.log(`The end of “${lease.step.name || lease.step.node}” could not be reported: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      if (!taken) begun?.drop()
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
}
