import { execFile } from 'node:child_process'

export interface Gpu {
  uuid: string
  name: string
  /** Megabytes. */
  memoryMb: number
  /** From 0 to 1; null where the card does not say. */
  busy: number | null
  memoryUsedMb: number | null
}

const fields = 'uuid,name,memory.total,utilization.gpu,memory.used'
let missing = false

/** The NVIDIA cards of this machine and what they do; none where nvidia-smi is not there or does not work. */
export async function readGpus(): Promise<Gpu[]> {
  if (missing) return []
  const { text, absent } = await new Promise<{ text: string; absent: boolean }>((resolve) => {
    execFile('nvidia-smi', [`--query-gpu=${fields}`, '--format=csv,noheader,nounits'], { timeout: 10_000 }, (error, out) =>
      resolve({ text: error ? '' : out, absent: (error as NodeJS.ErrnoException | null)?.code === 'ENOENT' }),
    )
  })
  missing = absent
  return parseGpus(text)
}

/**
 * Reads what `nvidia-smi --query-gpu=uuid,name,memory.total,utilization.gpu,memory.used --format=csv,noheader,nounits` prints:
 * sizes in MiB, busy in percent, `[N/A]` or `[Not Supported]` for what a card does not tell. A line that is no card is passed over.
 */
export function parseGpus(text: string): Gpu[] {
  return text.split('\n').flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim())
    // A name may hold commas: the uuid is the first, the numbers are the last three.
    if (cells.length < 5 || !/^(GPU|MIG)-/.test(cells[0]!)) return []
    const [total, busy, used] = cells.slice(-3).map(number)
    return [{ uuid: cells[0]!, name: cells.slice(1, -3).join(', '), memoryMb: megabytes(total!) ?? 0, busy: busy === null ? null : busy! / 100, memoryUsedMb: megabytes(used!) }]
  })
}

const number = (cell: string) => (/^\d+(\.\d+)?$/.test(cell) ? Number(cell) : null)
const megabytes = (mebibytes: number | null) => (mebibytes === null ? null : Math.round((mebibytes * 2 ** 20) / 1e6))
