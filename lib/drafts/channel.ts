import { z } from 'zod'

/** The PostgreSQL channel on which processes tell each other of drafts. */
export const draftChannel = 'atelier_drafts'

/** Someone who has the draft open in one tab. `selected` are ids of steps. */
export const Presence = z.object({
  tab: z.string().max(64),
  person: z.string().max(64),
  name: z.string().max(120),
  selected: z.array(z.string().max(64)).max(20).default([]),
})
export type Presence = z.infer<typeof Presence>

export const DraftMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('update'), pipeline: z.string(), seq: z.number() }),
  /** Comments on its steps changed; `seq` counts such changes. */
  z.object({ kind: z.literal('comments'), pipeline: z.string(), seq: z.number() }),
  /** `hello` asks the others to tell of themselves; `here` answers; `bye` is a closed tab. */
  z.object({ kind: z.enum(['hello', 'here', 'bye']), pipeline: z.string(), presence: Presence }),
])
export type DraftMessage = z.infer<typeof DraftMessage>
