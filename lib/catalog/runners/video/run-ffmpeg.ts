import { spawn } from 'node:child_process'
import { UserError } from '../../user-error'

const missing = 'This agent has no ffmpeg, which cuts videos. Install it on the agent’s machine (apt install ffmpeg, brew install ffmpeg) and start the agent anew, or ask for the tag “ffmpeg” so that another agent takes the step.'
/** Of what a program says last, so much is kept for the reason of its end. */
const keptOutput = 20_000

/** The agent's own folders say nothing to whoever sent the file. */
function withoutPaths(reason: string, args: readonly string[]): string {
  return args.filter((arg) => arg.startsWith('/')).reduce((text, file) => text.replaceAll(`${file}: `, '').replaceAll(file, 'the file'), reason).replace(/\.$/, '')
}

/** Runs `ffmpeg` or `ffprobe`; what it prints comes line by line. Resolves to the whole standard output. @throws UserError */
export function runFfmpeg(program: 'ffmpeg' | 'ffprobe', args: string[], onLine: (line: string) => void = () => undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    let said = ''
    let rest = ''
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split(/[\r\n]/)
      rest = lines.pop()!
      for (const line of lines) onLine(line)
      said = (said + chunk.toString()).slice(-keptOutput)
    })
    child.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? new UserError(missing) : error))
    child.on('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(out).toString())
      const reason = said.split(/[\r\n]/).filter((line) => line.trim() !== '' && !line.startsWith('[Parsed_showinfo')).at(-1)
      reject(new UserError(`The file cannot be read as a video: ${reason ? withoutPaths(reason, args).slice(0, 300) : `${program} ended with code ${code}`}. See whether a player shows it, and send it as MP4.`))
    })
  })
}
