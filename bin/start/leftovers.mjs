// What a launcher that was killed may have left running: its children end by themselves, and this waits for them, or ends them.
import { signal, startTime, waitForEnd } from '../../db/embedded/processes.mjs'

/** @param {{ children?: Record<string, { pid: number, started: string }> } | null} former the state of the last launcher in this home */
export async function endLeftovers(former) {
  const living = Object.values(former?.children ?? {}).filter(({ pid, started }) => started && startTime(pid) === started)
  await Promise.all(
    living.map(async ({ pid }) => {
      if (await waitForEnd(pid, 3000)) return
      signal(pid, 'SIGKILL')
      await waitForEnd(pid, 3000)
    }),
  )
}
