import { execute } from '../python/execute'

/** Whether this machine has what cuts videos: ffmpeg and its ffprobe. */
export async function hasFfmpeg(): Promise<boolean> {
  const answers = await Promise.all(['ffmpeg', 'ffprobe'].map((program) => execute(program, ['-version'], { timeoutMs: 10_000 }).catch(() => ({ code: 1 }))))
  return answers.every(({ code }) => code === 0)
}
