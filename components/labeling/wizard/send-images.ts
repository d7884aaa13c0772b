import { api } from '@/components/ui/api-client'
import type { JobView } from '@/lib/labeling/schema'
import { projectPath, untilDone } from '../labeling-queries'

export interface Sending {
  /** Files that are in, of how many. */
  done: number
  total: number
  added: number
  same: number
  problems: { name: string; reason: string }[]
}

/** Files on their way at once. */
const lanes = 3

/** Whether a file may hold images, by its name. */
export const mayHoldImages = (name: string) => /\.(jpe?g|jpe|jfif|png|webp|gif|tiff?|bmp|avif|zip)$/i.test(name)

/** Sends files into a project, a few at a time; one that fails is a problem with its reason and stops none of the others. */
export async function sendImages(workspace: string, project: string, files: File[], tell: (sending: Sending) => void): Promise<Sending> {
  const now: Sending = { done: 0, total: files.length, added: 0, same: 0, problems: [] }
  const waiting = [...files]
  const lane = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const name = file.webkitRelativePath || file.name
      try {
        const report = await send(workspace, project, file, name)
        now.added += report.report.added
        now.same += report.report.same
        now.problems.push(...report.report.skipped)
        if (report.state === 'failed') now.problems.push({ name, reason: report.message })
      } catch (error) {
        now.problems.push({ name, reason: error instanceof Error ? error.message : 'It could not be sent.' })
      }
      now.done++
      tell({ ...now })
    }
  }
  tell({ ...now })
  await Promise.all(Array.from({ length: lanes }, lane))
  return { ...now }
}

async function send(workspace: string, project: string, file: File, name: string): Promise<JobView> {
  const form = new FormData()
  // Fields before the file, so that they are known when it comes.
  form.append('name', name)
  form.append('file', file)
  return untilDone(workspace, project, await api(workspace).post<JobView>(`${projectPath(project)}/images`, form))
}
