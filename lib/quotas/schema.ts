import { z } from 'zod'

/** The most at a time, over all agents; null: as much as there is. */
export const QuotaLimits = z.object({
  /** Running steps. */
  steps: z.number().int().min(1, 'At least 1, or nothing for no limit').max(1_000_000).nullable(),
  /** A step that asks for none counts as one. */
  cpus: z.number().min(1, 'At least 1, or nothing for no limit').max(1_000_000).nullable(),
  /** MB. A step counts with what it asks for, or what it is known to need. */
  memoryMb: z.number().int().min(256, 'At least 256 MB, or nothing for no limit').max(2_000_000_000).nullable(),
  gpus: z.number().int().min(0, 'At least 0, or nothing for no limit').max(100_000).nullable(),
})
export type QuotaLimits = z.infer<typeof QuotaLimits>

/** What is left out stays as it is. */
export const SetQuotaInput = QuotaLimits.partial()
export type SetQuotaInput = z.input<typeof SetQuotaInput>

export const QuotaView = z.object({
  limits: QuotaLimits,
  /** What the workspace's running steps take now. */
  used: z.object({ steps: z.number(), cpus: z.number(), memoryMb: z.number(), gpus: z.number() }),
})
export type QuotaView = z.infer<typeof QuotaView>
