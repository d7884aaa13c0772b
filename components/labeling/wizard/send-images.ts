import { api } from '@/components/ui/api-client'
import type { JobView } from '@/lib/labeling/schema'
import { jobWords, projectPath, untilDone } from '../labeling-queries'

export interface Sending {
  /** Files that are in, of how many. */
  done: number
  total: number
  added: number
  same: number
  problems: { name: string; reason: string }[]
  /** What files that take a while are at, by name, and how much of each is in, 0 to 1. */
  working: Record<string, { words: string; share: number }>
  /** What is to be known of files that are in. */
  remarks: string[]
}

/** Which frames of a video are kept, as typed. */
export interface FrameChoice {
  by: 'second' | 'frame'
  perSecond: string
  every: string
}

export const newFrameChoice: FrameChoice = { by: 'second', perSecond: '1', every: '30' }

/** Files on their way at once. */
const lanes = 3

/** Whether a file is a video, by its name. */
export const isVideo = (name: string) => /\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|wmv|flv|ogv|3gp|mts|m2ts)$/i.test(name)
/** Whether a file may hold images, by its name. */
export const mayHoldImages = (name: string) => /\.(jpe?g|jpe|jfif|png|webp|gif|tiff?|bmp|avif|zip)$/i.test(name) || isVideo(name)

/** Sends files into a project, a few at a time; one that fails is a problem with its reason and stops none of the others. */
export async function sendImages(workspace: string, project: string, { files, frames }: { files: File[]; frames: FrameChoice }, tell: (sending: Sending) => void): Promise<Sending> {
  const now: Sending = { done: 0, total: files.length, added: 0, same: 0, problems: [], working: {}, remarks: [] }
  const waiting = [...files]
  const lane = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const name = file.webkitRelativePath || file.name
      try {
        const { report, state, message } = await send(workspace, project, { file, name, frames }, (job) => {
          now.working = { ...now.working, [name]: { words: jobWords(job), share: job.total > 0 ? job.done / job.total : 0 } }
          tell({ ...now })
        })
        now.added += report.added
        now.same += report.same
        now.problems.push(...report.skipped)
        if (state === 'failed') now.problems.push({ name, reason: message })
        else if (message) now.remarks.push(`${name}: ${message}`)
      } catch (error) {
        now.problems.push({ name, reason: error instanceof Error ? error.message : 'It could not be sent.' })
      }
      const { [name]: _, ...others } = now.working
      now.working = others
      now.done++
      tell({ ...now })
    }
  }
  tell({ ...now })
  await Promise.all(Array.from({ length: lanes }, lane))
  return { ...now }
}

async function send(workspace: string, project: string, { file, name, frames }: { file: File; name: string; frames: FrameChoice }, tell: (job: JobView) => void): Promise<JobView> {
  const form = new FormData()
  // Fields before the file, so that they are known when it comes.
  form.append('name', name)
  const video = isVideo(name)
  if (video) for (const [field, value] of Object.entries(frames)) form.append(field, value)
  form.append('file', file)
  return untilDone(workspace, project, await api(workspace).post<JobView>(`${projectPath(project)}/${video ? 'video' : 'images'}`, form), tell)
}
