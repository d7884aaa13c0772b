import * as z from 'zod/mini'

export const mostRuns = 20

/** What `POST /api/v1/tensorboards` takes. */
export const OpenBoardInput = z.strictObject({
  /** Ids of tracked runs. */
  runs: z.array(z.string().check(z.maxLength(64))).check(z.minLength(1, 'Name at least one run'), z.maxLength(mostRuns, `TensorBoard is opened over at most ${mostRuns} runs at once`)),
})
export type OpenBoardInput = z.input<typeof OpenBoardInput>

/** `ended` also where nobody has used it for a while. */
export const boardStates = ['waiting', 'starting', 'ready', 'ended', 'failed'] as const

export const BoardView = z.object({
  id: z.string(),
  state: z.enum(boardStates),
  /** What goes on, or why it failed, in a sentence. */
  message: z.string(),
  /** Where it answers, below the studio's address; null before and after. */
  path: z.nullable(z.string()),
  /** The run that it runs as, which tells its log and can be cancelled. */
  run: z.object({ id: z.string(), number: z.number() }),
  /** Ids of the tracked runs that it shows. */
  shows: z.array(z.string()),
})
export type BoardView = z.infer<typeof BoardView>
