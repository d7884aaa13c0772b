import { explainResolution, type Explanation } from './explain'
import type { BuildProgress } from './types'

/** Follows what `uv pip sync` prints and counts packages. Small packages come without a line of their own. */
export class UvProgress {
  done = 0
  total = 0
  message = 'Resolving packages'
  private readonly downloading = new Set<string>()

  /** @param listed packages in the lock file, the total until uv says how many this host needs */
  constructor(listed: number) {
    this.total = listed
  }

  read(line: string): BuildProgress {
    const text = line.trim()
    const resolved = /^Resolved (\d+) packages?/.exec(text)
    const downloading = /^(?:Downloading|Building|Fetching) (\S+)/.exec(text)
    const downloaded = /^(?:Downloaded|Built) (\S+)/.exec(text)
    if (resolved) {
      this.total = Number(resolved[1])
      this.message = `Fetching ${this.total} packages`
    } else if (downloading) {
      this.downloading.add(downloading[1]!)
      this.message = `Downloading ${[...this.downloading].join(', ')}`
    } else if (downloaded) {
      this.downloading.delete(downloaded[1]!)
      this.done = Math.min(this.done + 1, this.total)
      this.message = this.downloading.size > 0 ? `Downloading ${[...this.downloading].join(', ')}` : 'Unpacking'
    } else if (/^Prepared \d+/.test(text)) {
      this.done = this.total
      this.message = 'Linking packages'
    } else if (/^Installed \d+/.test(text)) {
      this.done = this.total
      this.message = 'Installed'
    }
    return { done: this.done, total: this.total, message: this.message, line }
  }
}

/** How many packages a lock file lists. */
export function packagesIn(lock: string): number {
  return new Set([...lock.matchAll(/^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==/gm)].map((match) => match[1]!.toLowerCase())).size
}

/** Which package uv stumbled over, and why, in one sentence; and whether this host is to blame. */
export function explainFailure(output: string, python: string): Explanation {
  const plain = uvFailure(output)
  if (isHostFault(output)) return { message: plain, blame: 'host' }
  return explainResolution(output, python) ?? { message: plain, blame: 'environment' }
}

const unreachable = /dns error|failed to lookup|error sending request|connection (?:refused|reset)|network is unreachable|timed out|Could not connect|HTTP status (?:server error|code 5)|50[234] /i
const full = /No space left|os error 28|Disk quota exceeded/i

function isHostFault(output: string): boolean {
  return unreachable.test(output) || full.test(output) || output.trim() === ''
}

/** What uv said, in one sentence. */
export function uvFailure(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^[\s×├╰─▶│]+/u, '').replace(/^(?:error|warning|cause):\s*/i, '').trim())
  const from = lines.findIndex((_, index) => /^\s*(?:×|error:)/i.test(output.split('\n')[index]!))
  const chain = lines.slice(Math.max(from, 0)).filter((line) => line !== '' && !/^(?:Resolved|Downloading|Downloaded|Using)\b/.test(line))
  const text = chain.join(' ← ')
  if (unreachable.test(text)) {
    return `${chain[0] ?? 'A download failed'}: the package index cannot be reached. Connect this machine to the network, or set UV_DEFAULT_INDEX to a mirror, and try again.`
  }
  if (full.test(text)) return `${chain[0]}: the disk is full. Free some space and try again.`
  return chain.length > 0 ? chain.slice(0, 4).join(': ').slice(0, 600) : 'uv ended without saying why'
}
