import { explainResolution, type Explanation } from '../python/explain'
import type { BuildProgress } from '../python/types'

/** Follows what a build of an image prints and counts its steps. */
export class ImageProgress {
  private done = 0
  private total = 0
  private message = 'Starting the image'

  read(line: string): BuildProgress {
    // podman: "STEP 2/5: RUN …"; docker: "#7 [2/5] RUN …".
    const step = /^(?:STEP|Step) (\d+)\/(\d+)\s*:\s*(.*)$/.exec(line) ?? /^#\d+ \[(?:[^\]]* )?(\d+)\/(\d+)\] (.*)$/.exec(line)
    if (step) {
      this.done = Number(step[1]) - 1
      this.total = Number(step[2])
      this.message = words(step[3]!)
    }
    return { done: this.done, total: this.total, message: this.message, line }
  }
}

function words(command: string): string {
  if (command.includes('pip sync')) return 'Installing the Python packages'
  if (/apt-get install/.test(command)) return 'Installing the system packages'
  if (/^FROM /.test(command)) return `Fetching ${command.slice(5)}`
  return command.slice(0, 120)
}

const unreachable = /no such host|connection refused|connection reset|i\/o timeout|network is unreachable|Temporary failure resolving|pinging container registry|dns error|error sending request|TLS handshake timeout/i

/** Why an image could not be made, in one sentence, and whether this host is to blame. */
export function explainImage(output: string, python: string): Explanation {
  const lines = output.split('\n').map((line) => line.trim()).filter(Boolean)
  const last = [...lines].reverse().find((line) => /^(?:Error|error|E|ERROR)\b/.test(line)) ?? lines.at(-1) ?? 'the build ended without saying why'
  const missing = [...output.matchAll(/E: Unable to locate package (\S+)/g)].map((match) => match[1])
  if (missing.length > 0) return { message: `There is no system package ${[...new Set(missing)].join(', ')} in the image’s distribution. Check how it is written.`, blame: 'environment' }
  if (/No space left on device|disk quota exceeded/i.test(output)) return { message: 'The disk is full. Free some space and try again.', blame: 'host' }
  if (unreachable.test(output)) return { message: `A registry or package index cannot be reached: ${shorten(last)}. Connect this host to the network, or name a base image that it has (ATELIER_CONTAINER_BASE).`, blame: 'host' }
  const python_ = explainResolution(output, python)
  if (python_) return python_
  const step = [...lines].reverse().find((line) => /^(?:STEP|Step) \d+\/\d+/.test(line))
  return { message: `${step ? `At “${shorten(step.replace(/^(?:STEP|Step) \d+\/\d+\s*:\s*/, ''))}”: ` : ''}${shorten(last)}`, blame: 'environment' }
}

const shorten = (text: string) => (text.length > 300 ? `${text.slice(0, 299)}…` : text)
